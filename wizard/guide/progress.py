"""How far each step is, and what needs attention in it."""

from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

import wizard.plan
from wizard.guide.route import ROUTE, RouteStep

if TYPE_CHECKING:
    from wizard.model.plan import Plan


class Urgency(Enum):
    """How much something needs a person, the worst first."""

    BLOCKS = "blocks"
    TO_TELL = "to tell"
    TO_RECHECK = "to re-check"
    TO_READ = "to read"


class Need(Enum):
    """Why a step needs attention."""

    INCOMPLETE = auto()
    """There are configurations, and they make no plan yet."""
    OPEN = auto()
    BLOCKERS = auto()
    RECHECK = auto()
    UNREAD = auto()
    """Warnings that nobody has read."""


class Attention(NamedTuple):
    """What needs attention in a step."""

    need: Need
    number: int = 0
    """Rows of questions, each counted once for all of its routers, or of findings."""


class State(Enum):
    """How far a step is."""

    DONE = auto()
    HERE = auto()
    AHEAD = auto()
    ATTENTION = auto()


class Progress(NamedTuple):
    """One step, and how far it is."""

    step: RouteStep
    state: State
    attention: Attention | None = None


INCOMPLETE = {"sources": Attention(Need.INCOMPLETE)}
"""What needs attention as long as server or spoke is missing."""


class Judged(NamedTuple):
    """The findings of a plan that need a person, in rows of one cause."""

    blockers: int
    """That nobody accepted."""
    warnings: frozenset[str] = frozenset()
    """Each by what tells it from the others."""
    beside: int = 0
    """Of the blockers those for which no open question stands."""


UNJUDGED = Judged(0)


def attention(
    plan: "Plan", found: Judged, *, read: AbstractSet[str] = frozenset(), recheck: AbstractSet[str] = frozenset()
) -> dict[str, Attention]:
    """The worst that needs attention, by the key of the step.

    `read` are the warnings that somebody has read, `recheck` the keys of answers to look at again.
    """
    again = Counter(row.first.question.step.value for row in wizard.plan.rows_of(plan) if row.keys & recheck)
    still_open = Counter(row.first.question.step.value for row in wizard.plan.open_rows(plan))
    needs = {step: Attention(Need.RECHECK, count) for step, count in again.items()}
    needs |= {step: Attention(Need.OPEN, count) for step, count in still_open.items()}
    if unread := len(found.warnings - read):
        needs["findings"] = Attention(Need.UNREAD, unread)
    if found.blockers:
        needs["findings"] = Attention(Need.BLOCKERS, found.blockers)
    return needs


NOBODY_KNOWS = frozenset({"findings"})
"""The steps of which nobody can say how far they are until the plan was checked."""
LATER = frozenset({"run-sheet", "report"})
"""The steps that no answer makes done."""


def progress(here: str, needs: Mapping[str, Attention], ahead: AbstractSet[str]) -> tuple[Progress, ...]:
    """Every step, seen from the one that is shown; one that is not ahead is done when nothing in it needs a person."""
    return tuple(Progress(step, _state(step, here, needs, ahead), needs.get(step.key)) for step in ROUTE)


def _state(step: RouteStep, here: str, needs: Mapping[str, Attention], ahead: AbstractSet[str]) -> State:
    if step.key == here:
        return State.HERE
    if step.key in needs:
        return State.ATTENTION
    return State.AHEAD if step.key in ahead else State.DONE


def next_in_need(here: str, needs: Mapping[str, Attention]) -> str | None:
    """The next step behind that one, past the last to the first, in which something needs a person, None without any.

    The findings come last: much of what they say goes away with what is answered.
    """
    keys = [step.key for step in ROUTE]
    place = keys.index(here) + 1 if here in keys else 0
    found = sorted((key for key in (*keys[place:], *keys[:place]) if key in needs), key="findings".__eq__)
    return next(iter(found), None)


def question_in_need(plan: "Plan", step: str, recheck: AbstractSet[str]) -> str:
    """The key of the first question of a step that is open, else of one to look at again, "" where there is none."""
    rows = [row for row in wizard.plan.rows_of(plan) if row.first.question.step == step]
    still_open = (row.key for row in wizard.plan.open_rows(plan) if row.first.question.step == step)
    return next(still_open, next((row.key for row in rows if row.keys & recheck), ""))


def first_in_need(needs: Mapping[str, Attention]) -> tuple[RouteStep, Attention] | None:
    """The first step that needs attention, None where none does."""
    return next(((step, needs[step.key]) for step in ROUTE if step.key in needs), None)


_NEEDS = {
    Need.INCOMPLETE: "incomplete",
    Need.OPEN: "{number} open",
    Need.BLOCKERS: "{number} blocker{s}",
    Need.RECHECK: "{number} to re-check",
    Need.UNREAD: "{number} to read",
}


def attention_in_words(attention: Attention) -> str:
    """What needs attention, in two words."""
    return _NEEDS[attention.need].format(number=attention.number, s="" if attention.number == 1 else "s")
