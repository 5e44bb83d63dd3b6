"""What the checks say of the user's network, and what became of each line that was read."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from wizard.sentence import Sentence


class Severity(StrEnum):
    """How much a finding weighs; a blocker stops a push until it is mended or accepted."""

    BLOCKER = "blocker"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is wrong, where, and what to do."""

    code: str
    severity: Severity
    device: str
    line: int = 0
    """Of the source; 0 where the finding concerns no line of it."""
    text: str = ""
    """The generated line that it concerns, without secrets; empty for a line of the source."""
    message: Sentence
    of_several: Sentence = ""
    """The same of several devices or places, where `message` names what only one of them has; else empty."""
    detail: Sentence = ""
    """What of this place `of_several` leaves out, such as a network; empty where that is the device alone."""
    fix: Sentence
    citation: Sentence
    """Where the fact is written."""
    accepted: str = ""
    """The reason for which the engineer accepts it; empty where not accepted."""
    acceptable: bool = True
    """Whether a reason can be accepted at all."""
    question: str = ""
    """The key of the question that mends it, where one does."""
    cause: "Finding | None" = None
    """The blocker from which it follows, and with which it goes; None where it stands for itself."""
    spokes: tuple[str, ...] = ()
    """Those for whose pair with the hub it was found; empty where it is of a router or of the whole site."""

    @property
    def blocks(self) -> bool:
        """Whether it is a blocker that nobody accepted, and no consequence of another one."""
        return self.severity is Severity.BLOCKER and not self.accepted and self.cause is None

    def concerns(self, hub: str, spoke: str) -> bool:
        """Whether that pair of routers has to do with it."""
        return self.device in {"", spoke} or (self.device == hub and (not self.spokes or spoke in self.spokes))


class Verdict(StrEnum):
    """What became of a line."""

    CARRIED = "carried"
    TRANSFORMED = "transformed"
    DROPPED = "dropped"
    KEPT = "kept"
    DECIDE = "decide"
    UNKNOWN = "unknown"


RADIUS_FILE = "radius.txt"
"""The file of what RADIUS holds in the place of lines of the hub."""


class TargetLine(NamedTuple):
    """A line that a plan writes, as it stands in the target of a device or in what RADIUS must know for it."""

    device: str
    path: tuple[str, ...]
    """The headers that it stands below, and the line itself; with secrets masked. RADIUS_FILE is the first of them
    where RADIUS holds it, and the name that RADIUS knows the second."""

    @property
    def is_in_radius(self) -> bool:
        """Whether RADIUS holds it, and no configuration."""
        return self.path[0] == RADIUS_FILE

    @property
    def text(self) -> str:
        """The line itself."""
        return self.path[-1]

    @property
    def path_in_words(self) -> str:
        """`HEADER / LINE`."""
        return " / ".join(self.path)

    def __str__(self) -> str:
        return f"{self.device}: {self.path_in_words}"


class LedgerEntry(NamedTuple):
    """What became of one line of a source."""

    device: str
    line: int
    text: str
    """With secrets masked."""
    verdict: Verdict
    becomes: tuple[TargetLine, ...] = ()
    question: str = ""
    """The key of the question that decides about it; empty where none does."""
    asked_of: str = ""
    """The device on which its new lines stand: of several that the question is asked of, that one decides."""
    waits_for: str = ""
    """The key, as it is typed, of the open question without which its new line is not written; empty where none is."""
    why: Sentence = ""
    citation: Sentence = ""
    is_ezvpn: bool = True
    """Whether it is a line of EzVPN, or one that the change touches; what is not stays as it is."""

    @property
    def reason(self) -> Sentence:
        """Why it becomes that, with the question that decides and the answer that its new line waits for."""
        decides = f"{self.question}: " if self.question else ""
        waits = f"; its line waits for the answer to {self.waits_for}" if self.waits_for else ""
        return f"{decides}{self.why}{waits}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Negotiation:
    """What IKEv2 makes of one hub and one spoke as they are configured."""

    hub: str
    spoke: str
    up: bool
    why: Sentence
    """Why it fails; empty where it comes up."""
    reason: str = ""
    """The kind of failure in one word: `no-proposal-chosen`, `no-profile` ...; empty where it comes up."""
    encryption: str = ""
    integrity: str = ""
    prf: str = ""
    group: str = ""
    esp_encryption: str = ""
    esp_integrity: str = ""
    pfs: str = ""
    mode: str = ""
    """`tunnel` or `transport`, `gre` or `vti`, as agreed: `vti tunnel`."""
    hub_authentication: str = ""
    spoke_authentication: str = ""
    hub_profile: str = ""
    spoke_profile: str = ""
    rekeys: bool = True
    """Whether the tunnel outlives the lifetime of its first child SA: both have the same PFS."""
    pool: str = ""
    """The pool from which the hub gives the spoke its tunnel address, and learns a route to it; empty where none is."""
    hub_learns: tuple[str, ...] = ()
    """Networks, each as `10.10.3.0/24`."""
    spoke_learns: tuple[str, ...] = ()
    notes: tuple[Sentence, ...] = ()
    """What is agreed only on a second try or differs without harm: INVALID_KE, lifetimes."""

    @property
    def hub_learns_in_words(self) -> tuple[Sentence, ...]:
        """The address that the hub's pool gives, and the networks."""
        return (f"an address of pool {self.pool}", *self.hub_learns) if self.pool else self.hub_learns
