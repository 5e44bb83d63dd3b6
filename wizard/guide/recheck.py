"""Which answers stand on something that an earlier answer changed meanwhile."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace

from wizard.model.plan import Plan
from wizard.model.question import Kind, Origin, Resolved
from wizard.plan.answer import asked
from wizard.plan.perspective import resolved


def recommended(plan: Plan, question: Resolved) -> str:
    """The value that holds without an answer."""
    if question.origin is not Origin.ANSWERED:
        return question.value
    bare = replace(
        plan,
        answers=tuple(one for one in plan.answers if one.key != question.question.key),
        secrets=tuple(one for one in plan.secrets if one.key != question.question.key),
    )
    return resolved(bare, question.question.key, question.device).value


def to_recheck(before: Plan, after: Plan, waiting: AbstractSet[str]) -> frozenset[str]:
    """The keys of answers that stayed while the recommended value moved away from them; `waiting` were so already."""
    earlier = {one.key: one for one in asked(before) if one.origin is Origin.ANSWERED}
    found = set()
    for one in asked(after):
        old = earlier.get(one.key)
        if old is None or old.value != one.value or one.origin is not Origin.ANSWERED:
            continue
        if one.question.kind is Kind.SECRET or (now := recommended(after, one)) == one.value:
            continue
        if one.key in waiting or now != recommended(before, old):
            found.add(one.key)
    return frozenset(found)
