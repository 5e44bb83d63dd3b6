"""The way back of one router as it stands now: what is taken back, and what stays and why."""

from dataclasses import dataclass, field
from enum import StrEnum

from wizard.model.stage import Stage


class StayReason(StrEnum):
    """Why a line of the migration is not taken back."""

    OTHERS_JOINED = "others-joined"
    """Lines that this migration did not write use the FlexVPN that it made."""
    HAS_OTHER_LINES = "has-other-lines"
    """Below it stand lines that this migration did not write, or it was changed since."""
    NAMED = "named"
    """A line that stays names it."""
    OTHER_NETWORKS = "other-networks"
    """Its network holds those of others as well."""
    LAST_ENTRIES = "last-entries"
    """The list would be empty, and an empty list lets everything through.

    [Cisco IOS IP Access List Overview; of prefix lists unconfirmed]
    """
    OTHER_HUB_UNREAD = "other-hub-unread"
    """Whether somebody joined the other hub is not known: its present configuration was not given."""
    ABSENT = "absent"
    """It is not there as it was sent: somebody removed or changed it."""
    NAME_TAKEN = "name-taken"
    """What would be put back stands there with other lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stays:
    """One line of the migration that the way back leaves as it is."""

    line: tuple[str, ...]
    """From the top line down."""
    reason: StayReason
    because: tuple[tuple[str, ...], ...] = ()
    """The lines that show it, each from the top line down; the name of the other hub where that one was not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """What takes one stage back, as far as it stands."""

    stage: Stage
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WayBack:
    """The way back of one router, from the last stage to the first."""

    device: str
    stages: tuple[TakenBack, ...]
    """Those that have something to take back, in the order in which they are sent."""
    stays: tuple[Stays, ...]
    admits: tuple[tuple[str, ...], ...] = ()
    """The lines that are taken back and by which routers may have joined that no line names: their sessions show it."""
    lacks: tuple[tuple[str, ...], ...] = ()
    """Lines of the EzVPN server that stood there before the migration, and that something else took away."""
