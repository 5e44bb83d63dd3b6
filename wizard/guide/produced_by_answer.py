"""What one answer gives of one plan, beside the answer that would hold in its place."""

from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple

from wizard.data.answer_forms.examples import examples
from wizard.errors import AnswerError
from wizard.guide.produced_lines import PlanDifference, plan_difference
from wizard.guide.questions import answered_in_row, unanswered
from wizard.model.plan import Plan
from wizard.model.question import Kind, Origin, Resolved
from wizard.plan.perspective import Perspective, resolved
from wizard.plan.question_rows import QuestionRow
from wizard.sentence import Sentence


class ConsideredAnswer(NamedTuple):
    """An answer that may be given, or the one that holds."""

    row: QuestionRow
    """The question, of every router that the answer reaches."""
    value: str | None = None
    """None for what holds."""
    everywhere: bool = False
    """Whether it takes the place of what was answered for single devices."""

    @property
    def one_row(self) -> QuestionRow:
        """The row; where each router holds a value of its own, that of the first one, which stands for all."""
        return self.row.of_one_value if self.value is None else self.row

    @property
    def one_value(self) -> str:
        """The value that it has there."""
        return self.row.first.value if self.value is None else self.value


class Produced(NamedTuple):
    """What an answer gives."""

    difference: PlanDifference
    beside: str | None = None
    """The answer beside which it gives that; None where nothing holds in its place."""
    refused: Sentence = ""
    """Why it cannot be given; "" where it can."""


@lru_cache(maxsize=64)
def produced(plan: Plan, considered: ConsideredAnswer) -> Produced:
    """What that answer gives, on every router that it reaches; what holds already, beside another answer."""
    try:
        return _produced(plan, considered)
    except AnswerError as error:
        return Produced(PlanDifference(), refused=error.message)


def _produced(plan: Plan, considered: ConsideredAnswer) -> Produced:
    after = _with_value(plan, considered)
    last = Produced(PlanDifference())
    if after is None:
        return last
    for other, before in _others(plan, considered):
        last = Produced(plan_difference(before, after), other)
        if last.difference:
            break
    return last


def _holds(plan: Plan, considered: ConsideredAnswer) -> bool:
    """Whether the question has that value wherever the answer reaches."""
    row, value = considered.one_row, considered.one_value
    others = set(row.asked_of) - set(row.devices) if considered.everywhere else ()
    every = (*row.questions, *(resolved(plan, row.first.question.key, device) for device in others))
    return all(question.origin is not Origin.OPEN and question.value == value for question in every)


def _with_value(plan: Plan, considered: ConsideredAnswer) -> Plan | None:
    """The plan with that answer, None where it has none; AnswerError where it cannot have that one."""
    question = considered.one_row.first
    if _holds(plan, considered):
        return plan
    if question.origin is Origin.OPEN and not considered.one_value:
        return None
    return _given(plan, considered, considered.one_value)


def _given(plan: Plan, considered: ConsideredAnswer, value: str) -> Plan:
    return answered_in_row(plan, considered.one_row, value, everywhere=considered.everywhere)


def _others(plan: Plan, considered: ConsideredAnswer) -> Iterator[tuple[str, Plan]]:
    """What may hold in the place of an answer, with its plan: what holds now, or else each other answer that can."""
    question = considered.one_row.first
    if question.origin is not Origin.OPEN and not _holds(plan, considered):
        yield question.value, plan
        return
    for other in dict.fromkeys(_other_values(plan, question)):
        with suppress(AnswerError):
            before = _given(plan, considered, other)
            now = resolved(before, question.question.key, question.device)
            is_other = now.value != considered.one_value or question.question.kind is Kind.SECRET
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
