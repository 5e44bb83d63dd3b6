"""What one answer gives of one plan, beside the answer that would hold in its place."""

from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple

from wizard.data.answer_forms.examples import examples
from wizard.errors import AnswerError
from wizard.guide.produced_lines import PlanDifference, plan_difference
from wizard.guide.questions import answered, choices_of, unanswered
from wizard.model.plan import Plan
from wizard.model.question import Kind, Origin, Resolved
from wizard.plan.perspective import Perspective, resolved
from wizard.sentence import Sentence


class Produced(NamedTuple):
    """What an answer gives."""

    difference: PlanDifference
    beside: str | None = None
    """The answer beside which it gives that; None where nothing holds in its place."""
    refused: Sentence = ""
    """Why it cannot be given; "" where it can."""


@lru_cache(maxsize=64)
def produced(plan: Plan, question: Resolved, value: str, device: str) -> Produced:
    """What that answer gives, for every device where `device` is empty; what holds already, beside another answer."""
    try:
        return _produced(plan, question, value, device)
    except AnswerError as error:
        return Produced(PlanDifference(), refused=error.message)


def _produced(plan: Plan, question: Resolved, value: str, device: str) -> Produced:
    after = with_value(plan, question, value, device)
    last = Produced(PlanDifference())
    if after is None:
        return last
    for other, before in others(plan, question, value, device):
        last = Produced(plan_difference(before, after), other)
        if last.difference:
            break
    return last


def holds(question: Resolved, value: str) -> bool:
    """Whether the question has that value."""
    return question.origin is not Origin.OPEN and value == question.value


def with_value(plan: Plan, question: Resolved, value: str, device: str) -> Plan | None:
    """The plan with that answer, None where it has none; AnswerError where it cannot have that one."""
    if holds(question, value):
        return plan
    if question.origin is Origin.OPEN and not value and not choices_of(question.question):
        return None
    return answered(plan, question, value, device)


def others(plan: Plan, question: Resolved, value: str, device: str) -> Iterator[tuple[str, Plan]]:
    """What may hold in the place of an answer, with its plan: what holds now, or else each other answer that can."""
    if question.origin is not Origin.OPEN and not holds(question, value):
        yield question.value, plan
        return
    for other in dict.fromkeys(_other_values(plan, question)):
        with suppress(AnswerError):
            before = answered(plan, question, other, device)
            now = resolved(before, question.question.key, question.device)
            is_other = now.value != value or question.question.kind is Kind.SECRET
            if now.origin is not Origin.OPEN and is_other and before != plan:
                yield other, before


def _other_values(plan: Plan, question: Resolved) -> Iterator[str]:
    """What is recommended as things are, what the row recommends, and what else its form takes."""
    row, asking = question.question, Perspective(plan, question.device)
    recommended = unanswered(plan, question)
    if recommended.origin is not Origin.OPEN and row.kind is not Kind.SECRET:
        yield recommended.value
    by_row = row.default(asking).value
    if by_row is not None:
        yield by_row
    yield from examples(row.form, asking)
