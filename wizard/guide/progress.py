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


class Need(Enum):
    """Why a step needs attention."""

    INCOMPLETE = auto()
    """There are configurations, and they make no plan yet."""
    OPEN = auto()
    BLOCKERS = auto()


class Attention(NamedTuple):
    """What needs attention in a step."""

    need: Need
    number: int = 0
    """Open questions, each counted once for all of its routers, or blockers."""


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


def attention(plan: "Plan", blockers: int) -> dict[str, Attention]:
    """What needs attention, by the key of the step; `blockers` are those that nobody accepted."""
    counts = Counter(row.first.question.step.value for row in wizard.plan.open_rows(plan))
    needs = {step: Attention(Need.OPEN, count) for step, count in counts.items()}
    return {**needs, "findings": Attention(Need.BLOCKERS, blockers)} if blockers else needs


def progress(here: str, visited: AbstractSet[str], needs: Mapping[str, Attention]) -> tuple[Progress, ...]:
    """Every step, seen from the one that is shown."""
    return tuple(Progress(step, _state(step, here, visited, needs), needs.get(step.key)) for step in ROUTE)


def _state(step: RouteStep, here: str, visited: AbstractSet[str], needs: Mapping[str, Attention]) -> State:
    if step.key == here:
        return State.HERE
    if step.key in needs:
        return State.ATTENTION
    return State.DONE if step.key in visited else State.AHEAD


def first_in_need(needs: Mapping[str, Attention]) -> tuple[RouteStep, Attention] | None:
    """The first step that needs attention, None where none does."""
    return next(((step, needs[step.key]) for step in ROUTE if step.key in needs), None)


_NEEDS = {Need.INCOMPLETE: "incomplete", Need.OPEN: "{number} open", Need.BLOCKERS: "{number} blocker{s}"}


def attention_in_words(attention: Attention) -> str:
    """What needs attention, in two words."""
    return _NEEDS[attention.need].format(number=attention.number, s="" if attention.number == 1 else "s")
