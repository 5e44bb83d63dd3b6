"""A report as a value: a function of a site's plan, journals and runs, which three renderers write."""

from dataclasses import dataclass
from datetime import datetime

from wizard.sentence import Sentence

SCHEMA = 1
"""Of report.json."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """A finding of `check`, on one router or several."""

    code: str
    severity: str
    where: Sentence
    """"" for the whole site."""
    says: Sentence
    fix: Sentence
    accepted: str
    """Why a person accepted it; "" where nobody did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """A question that only a person can answer, or that an engineer weighs."""

    key: str
    wording: Sentence
    who: Sentence
    """The routers; "" for the whole site."""
    value: Sentence
    reason: Sentence
    """Where the value comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    """One number of the run sheet."""

    number: int
    stage: str
    """As its file is called."""
    devices: Sentence
    lines: Sentence
    """`+8 -3`: sent, and such that take one away."""
    noticed: tuple[Sentence, ...]
    waits_for: tuple[str, ...]
    """The keys of the open questions that withhold it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What a person accepted in a run: a refusal of the pre-flight, or a row of residue."""

    what: str
    reason: str
    """"" where nobody gave one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentStage:
    """A stage of a run at one router."""

    stage: str
    """As its file is called."""
    sha256: str
    rows: int | None
    """That the text has; None where its file is gone."""
    sent: int
    """Rows that were announced; those of a file that was copied at once are all of them."""
    is_copied: bool
    """Whether the router took it from its own flash."""
    taken_back: int
    """Rows of its way back that were announced."""
    first: datetime | None
    """UTC; None where nothing of it was sent."""
    last: datetime | None
    saved: datetime | None
    """When the router was told to save behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvedRow:
    """One thing that must hold, before and after."""

    name: str
    device: str
    before: Sentence
    after: Sentence
    is_good: bool
    accepted: str
    """Why a person accepted that it does not hold; "" where nobody did."""
    command: str
    instead_of: str
    """The command that was planned, where a person named another target."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofTable:
    """What was proved behind a stage, or behind its way back."""

    stage: str
    takes_back: bool
    rows: tuple[ProvedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Something that the journal tells, and when."""

    at: datetime
    """UTC."""
    says: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPart:
    """One run at one router."""

    run: str
    began: datetime
    version: str
    """Of the ez2flex that began it."""
    user: str
    """As whom the router was logged in to."""
    hostname: str
    serial: str
    host_key: str
    running_before: str
    """SHA-256 of what `show running-config` printed."""
    startup_before: str
    running_after: str
    """The same of the last look; "" where none was kept."""
    stages: tuple[SentStage, ...]
    proofs: tuple[ProofTable, ...]
    consents: tuple[Consent, ...]
    moments: tuple[Moment, ...]
    is_frozen: bool
    """Whether its texts and what the router was before are still in the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouterPart:
    """One router: where it stands, and what was done to it."""

    device: str
    roles: Sentence
    verdict: str
    """"" where no push of it has begun, or where its journal cannot be read."""
    means: Sentence
    exit: int
    """With which `ez2flex status` ends for it."""
    ends: Sentence
    """What that exit code says."""
    deadline: datetime | None
    """UTC; when the router itself goes back."""
    last_seen: datetime | None
    """UTC; when it was looked at last."""
    says: tuple[Sentence, ...]
    next: str
    """The command that comes next; "" where none does."""
    runs: tuple[RunPart, ...]
    """The oldest first."""

    @property
    def is_begun(self) -> bool:
        """Whether anything of a push is known."""
        return bool(self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftRow:
    """What is left to clean up."""

    what: Sentence
    when: Sentence
    command: str
    """"" where a person does it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnRow:
    """One row of the drawing: networks, a router, or the tunnel between."""

    kind: str
    name: str
    facts: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All of it; every text in it is free of secrets and does nothing to a terminal."""

    site: str
    ticket: str
    title: Sentence
    stands: Sentence
    """The whole site in one sentence."""
    written: datetime
    """UTC."""
    written_by: str
    """The user of this machine."""
    version: str
    plan_sha256: str
    routers: tuple[RouterPart, ...]
    found: tuple[Sentence, ...]
    findings: tuple[FoundRow, ...]
    negotiations: tuple[Sentence, ...]
    answers: tuple[AnswerRow, ...]
    planned: tuple[PlannedRow, ...]
    left: tuple[LeftRow, ...]
    before: tuple[DrawnRow, ...]
    after: tuple[DrawnRow, ...]

    @property
    def is_pushed(self) -> bool:
        """Whether a push of any router has begun."""
        return any(router.runs or router.says for router in self.routers)
