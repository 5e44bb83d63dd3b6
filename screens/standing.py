"""How far each step is, and what needs attention in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from screens.steps.step import RouteStep
from screens.widgets.rail import RailStep, StepState

if TYPE_CHECKING:
    from wizard.model.plan import Plan


def attention(plan: Plan, blockers: int) -> dict[str, str]:
    """What needs attention, in two words, by the key of the step."""
    from wizard.plan.answer import open_answers

    counts = Counter(one.question.step.value for one in open_answers(plan))
    notes = {step: f"{count} open" for step, count in counts.items()}
    return {**notes, "findings": f"{blockers} blockers"} if blockers else notes


def rail_step(step: RouteStep, here: str, visited: AbstractSet[str], note: str) -> RailStep:
    """One step as the rail shows it."""
    if step.key == here:
        state = StepState.HERE
    elif note:
        state = StepState.ATTENTION
    else:
        state = StepState.DONE if step.key in visited else StepState.TODO
    return RailStep(step.title, step.short, state, note)
