"""Which answers stand on something that an earlier answer changed meanwhile."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from wizard.guide.questions import unanswered
from wizard.model.plan import Plan
from wizard.model.question import Kind, Origin
from wizard.plan.answer import asked


def to_recheck(before: Plan, after: Plan, waiting: AbstractSet[str]) -> frozenset[str]:
    """The keys of answers that stayed while the recommended value moved away from them; `waiting` were so already."""
    earlier = {old.key: old for old in asked(before) if old.origin is Origin.ANSWERED}
    found = set()
    for question in asked(after):
        old = earlier.get(question.key)
        if old is None or old.value != question.value or question.origin is not Origin.ANSWERED:
            continue
        recommended = unanswered(after, question).value
        if question.question.kind is Kind.SECRET or recommended == question.value:
            continue
        if question.key in waiting or recommended != unanswered(before, old).value:
            found.add(question.key)
    return frozenset(found)
