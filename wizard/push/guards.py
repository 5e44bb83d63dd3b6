"""What must hold before a line of configuration leaves: each guard is a row, and every line passes all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from wizard.model.stage import Stage
from wizard.push.frozen_text import FrozenText
from wizard.push.journal_record import Kind, Record
from wizard.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """What is known when a line is about to leave."""

    text: FrozenText
    header: Record
    """Of this run."""
    records: tuple[Record, ...]
    """Of this run."""
    hostname: str
    """As the router's prompt has it now."""
    armed_until: datetime | None
    """The deadline of our timer, as the router showed it in this run; None where it showed none."""
    now: datetime
    is_surprised: bool
    """Whether the router answered something that is on no list, or rejected a line, in this stage."""

    def fact(self, name: str) -> str:
        """What the header says."""
        return dict(self.header.facts).get(name, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """One thing that must hold."""

    name: str
    holds: Callable[[Walk], bool]
    says: Sentence
    """Why nothing was sent, where it does not hold."""
    source: Sentence


DANGEROUS = (Stage.CUTOVER, Stage.CLEANUP)
"""The stages whose lines change traffic: without a timer on the router none of them leaves."""

GUARDS = (
    Guard(
        name="header",
        holds=lambda walk: walk.header.kind is Kind.HEADER and walk.header in walk.records,
        says="the journal has no header of this run",
        source="push.md A4.3",
    ),
    Guard(
        name="right-router",
        holds=lambda walk: bool(walk.hostname) and walk.hostname == walk.fact("hostname"),
        says="the router has another name than the one that the run began with",
        source="push.md A4.2, I6",
    ),
    Guard(
        name="frozen",
        holds=lambda walk: walk.text.sha256 == walk.fact(f"text_{walk.text.stage}"),
        says="the text of the stage is not the one that was frozen when the run began",
        source="push.md A0 item 10",
    ),
    Guard(
        name="no-surprise",
        holds=lambda walk: not walk.is_surprised,
        says="the router rejected a line of the stage, or answered what is on no list",
        source="push.md A4.2, I4",
    ),
    Guard(
        name="armed",
        holds=lambda walk: (
            walk.text.stage not in DANGEROUS or (walk.armed_until is not None and walk.now < walk.armed_until)
        ),
        says="the router did not show a timer of ours that is still running",
        source="push.md A4.2, I2",
    ),
)
"""In the order in which they are asked."""


def refused_by(walk: Walk) -> Guard | None:
    """The first guard that does not hold."""
    return next((guard for guard in GUARDS if not guard.holds(walk)), None)
