"""How a push of one router ended."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from wizard.push.journal_record import Verdict
from wizard.sentence import Sentence


class End(Enum):
    """What whoever started it must know first."""

    DONE = "done"
    REFUSED = "refused before anything was sent"
    STOPPED = "stopped; the router runs what it ran before, or an inert part of the new configuration beside it"
    ROLLED_BACK = "the router went back by its timer, and runs the old configuration"
    NOT_SAVED = "the new configuration runs and is not saved"
    UNKNOWN = "unknown until the printed time, then old"
    NEEDS_A_PERSON = "a mix, or old without its traffic"
    WAITS = "waits for a person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Where a router stands when nothing more is done to it."""

    end: End
    verdict: Verdict
    says: tuple[Sentence, ...] = ()
    """Why, and what to do."""
    deadline: datetime | None = None
    """UTC; when the router itself goes back."""
    rows: tuple[Sentence, ...] = ()
    """The lines by which it is neither old nor new, or what is missing."""
