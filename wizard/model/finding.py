"""What the checks say of the user's network, and what became of each line that was read."""

from dataclasses import dataclass
from enum import StrEnum


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
    message: str
    fix: str
    source: str
    """Where the fact is written."""
    accepted: str = ""
    """The reason for which the engineer accepts it; empty where not accepted."""
    question: str = ""
    """The key of the question that mends it, where one does."""


class Verdict(StrEnum):
    """What became of a line."""

    CARRIED = "carried"
    TRANSFORMED = "transformed"
    DROPPED = "dropped"
    KEPT = "kept"
    DECIDE = "decide"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """What became of one line of a source."""

    device: str
    line: int
    text: str
    """With secrets masked."""
    verdict: Verdict
    becomes: tuple[str, ...] = ()
    """New lines, each `DEVICE: HEADER / LINE` as it stands in that device's target."""
    why: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Negotiation:
    """What IKEv2 makes of one hub and one spoke as they are configured."""

    hub: str
    spoke: str
    up: bool
    why: str
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
    hub_learns: tuple[str, ...] = ()
    spoke_learns: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """What is agreed only on a second try or differs without harm: INVALID_KE, lifetimes."""
