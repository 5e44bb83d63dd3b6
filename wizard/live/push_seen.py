"""Everything that a front end draws of a push, as one immutable value: each claim with the moment of its look.

Moments are UTC of this machine; `age` makes of one how old a claim is. No secret stands in it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from wizard.model.stage import Stage
from wizard.push.journal_record import Verdict
from wizard.push.outcome import End, Outcome
from wizard.push.proof_rows import ProofRow
from wizard.push.wishes import Answered
from wizard.sentence import Sentence


class StageState(StrEnum):
    """How far a stage of a router is."""

    WAITING = "waiting"
    UNDER_WAY = "under way"
    THERE = "there"
    """Every line of it is there, as was predicted."""
    SAVED = "saved"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSeen:
    """One stage of one router."""

    stage: Stage
    state: StageState = StageState.WAITING
    is_asked: bool = True
    """Whether this push goes as far."""
    sent: int = 0
    """The rows that the router took in this run."""
    rows: int = 0
    """Of its text; a part of them may have been there before."""
    at: datetime | None = None
    """When it was last heard of; None before."""


class RowState(StrEnum):
    """What is known of a row of the pre-flight."""

    NOT_ASKED = "not asked yet"
    HOLDS = "holds"
    REFUSES = "refuses"
    ACCEPTED = "accepted"
    """It refuses, and a person accepted that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreflightSeen:
    """One row of the pre-flight of one router."""

    name: str
    demands: Sentence
    state: RowState = RowState.NOT_ASKED
    says: Sentence = ""
    """Why it refuses."""
    to_do: Sentence = ""
    accept_as: str = ""
    """By which word it can be accepted; "" where nobody can."""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerSeen:
    """What runs on a router and takes back what is on trial."""

    stage: Stage | None
    is_reload: bool
    """Whether it is a reload, which nothing makes longer and which goes back only at its time."""
    takes_back: bool = False
    """Whether it is a way back that is on trial: going back brings the new configuration again."""
    user: str
    """Who armed it: nobody else may confirm, extend or revert."""
    minutes: int
    armed_at: datetime
    deadline: datetime
    """UTC of this machine; when the router goes back at the latest. Counted down from here: `left`."""
    arithmetic: Sentence = ""
    """Why so many minutes; "" where another program counted them."""
    clock: datetime | None = None
    """The router's own clock, as it was read at `at`; without a zone, as it stands on its wall."""
    fires: datetime | None = None
    """When it fires by that clock."""
    zone: str = ""
    """What the router calls its zone."""
    is_shown: bool = False
    """Whether the router showed it as ours; before, the journal says that it was armed."""
    at: datetime | None = None
    """When the router showed it."""

    def left(self, now: datetime) -> timedelta:
        """How long until the router goes back; never below nothing."""
        return max(timedelta(0), self.deadline - now)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofSeen:
    """One round of a proof."""

    rows: tuple[ProofRow, ...]
    """Each with its `key`, by which it is accepted or given another target."""
    at: datetime
    is_old: bool = False
    """Whether it is looked at whether the old tunnel carries again."""
    stable_seconds: int = 0
    stable_of: int = 60
    lost: tuple[str, ...] = ()
    """The routers whose session ended in this round."""

    @property
    def is_green(self) -> bool:
        """Whether everything holds, or was accepted."""
        return bool(self.rows) and all(row.holds for row in self.rows)

    @property
    def missing(self) -> tuple[ProofRow, ...]:
        """The rows that neither hold nor were accepted."""
        return tuple(row for row in self.rows if not row.holds)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningSeen:
    """What a router runs, where every look at it showed what was predicted: nobody else changed it."""

    sha256: str
    since: datetime
    """The first of these looks."""
    at: datetime
    """The last one."""


class Doing(StrEnum):
    """What is being done at a router."""

    NOTHING = "waits for its turn"
    LOGGING_IN = "logging in"
    PRE_FLIGHT = "pre-flight"
    LOOKING = "looking at what it runs"
    SENDING = "sending"
    ENROLLING = "enrolling"
    ARMING = "arming the timer"
    PROVING = "proving"
    HOLDING = "proved; a person decides"
    RESIDUE = "lines are there otherwise than predicted; a person decides"
    CONFIRMING = "confirming"
    SAVING = "saving"
    GOING_BACK = "going back"
    OLD_AGAIN = "looking whether the old tunnel carries"
    OVER = "over"


class Asks(StrEnum):
    """What a push waits for, of a person or of the world."""

    PASSWORD = "password"
    ENABLE = "enable password"
    PASSPHRASE = "passphrase"
    HOST_KEY = "host key"
    LEGACY = "consent to legacy algorithms"
    NAME = "name"
    RELOAD = "consent to a reload"
    PREFLIGHT = "acceptance of the pre-flight"
    CERTIFICATE = "certificate"
    CONFIRMATION = "confirmation"
    RESIDUE = "acceptance of lines that differ"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitsFor:
    """What is waited for."""

    what: Asks
    device: str
    since: datetime
    says: Sentence = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouterSeen:
    """One router of a push."""

    device: str
    is_changed: bool = True
    """Whether it is changed, and not only asked whether another one works."""
    takes_back: bool = False
    """Whether this push takes back what is there."""
    address: str = ""
    serial: str = ""
    user: str = ""
    verdict: Verdict | None = None
    """None where no journal says anything and nobody looked."""
    verdict_at: datetime | None = None
    """When the router was looked at for it."""
    is_by_journal: bool = False
    """Whether nobody has looked since this push began: then the journal says it."""
    doing: Doing = Doing.NOTHING
    since: datetime | None = None
    """Since when that is done."""
    stages: tuple[StageSeen, ...] = ()
    preflight: tuple[PreflightSeen, ...] = ()
    timer: TimerSeen | None = None
    proof: ProofSeen | None = None
    running: RunningSeen | None = None
    """None where nobody looked, or where it was otherwise than predicted."""
    residue: tuple[Sentence, ...] = ()
    """The lines by which it is otherwise than predicted, secrets masked; what is accepted is named by them."""
    outcome: Outcome | None = None
    """How the push of it ended, once it did."""
    outcome_at: datetime | None = None
    next_words: tuple[str, ...] = ()
    """The next command, behind `ez2flex` and before the site; () where nothing is left or it is not over."""

    @property
    def end(self) -> End | None:
        """How it ended."""
        return self.outcome.end if self.outcome else None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSeen:
    """A line that was sent, or the answer to one, secrets masked."""

    device: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SteeredSeen:
    """What a person wanted last, and what became of it."""

    wish: str
    """Its kind, as the class is called."""
    at: datetime
    answered: Answered | None = None
    """None as long as it waits for its turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PushSeen:
    """A push, as it stands at one moment."""

    routers: tuple[RouterSeen, ...]
    """In the site's order: those that are changed, and those that are only asked."""
    at: datetime
    """When anything of it changed last."""
    device: str = ""
    """At which router it is now; "" before the first and behind the last."""
    waits_for: WaitsFor | None = None
    last_sent: LineSeen | None = None
    last_got: LineSeen | None = None
    told: Sentence = ""
    """What was said last."""
    steered: SteeredSeen | None = None
    holds: bool = False
    """Whether what is proved is kept only once a person confirms."""
    stops: bool = False
    """Whether it ends before the next router."""
    is_over: bool = False
    failure: Sentence = ""
    """Why it ended otherwise than by the outcomes of its routers; "" where it did not."""

    def router(self, device: str) -> RouterSeen:
        """That router; KeyError where the push knows none of that name."""
        return next((each for each in self.routers if each.device == device), None) or _unknown(device)

    @property
    def on_trial(self) -> tuple[RouterSeen, ...]:
        """The routers on which a timer runs: their deadline stays in sight, whatever else is drawn."""
        return tuple(each for each in self.routers if each.timer)


def age(at: datetime | None, now: datetime) -> timedelta | None:
    """How old a claim is; None where nobody looked. Never below nothing, where a clock was set back."""
    return None if at is None else max(timedelta(0), now - at)


def _unknown(device: str) -> RouterSeen:
    raise KeyError(device)
