"""Batches of spokes as a person makes and answers them."""

from __future__ import annotations

from typing import NamedTuple

from wizard.errors import AnswerError
from wizard.guide.questions import reached
from wizard.guide.wording import batch_in_words, row_value
from wizard.model.plan import Batch, Plan
from wizard.model.question import Kind
from wizard.plan.answer import answer_all
from wizard.plan.batches import MEMBERS, batch_of, dissolved, members_of, refuse_name_of_batch, spokes_of
from wizard.plan.perspective import OF_MANY
from wizard.plan.question_rows import QuestionRow, row_of_batch
from wizard.sentence import Sentence, listed

HOW_MEMBERS_ARE_TYPED = "Names of spokes with commas between them; shop-* is every spoke whose name begins so."
NEW = ""
"""In the place of a name: a batch that is not there yet."""


class BatchOffer(NamedTuple):
    """A batch for which a question may be answered."""

    name: str
    text: str
    """What it is, and what holds there."""


def why_no_batch(plan: Plan, row: QuestionRow) -> Sentence:
    """Why the question is answered for no batch; "" where it may be."""
    question = row.first.question
    if question.scope not in OF_MANY:
        return "Of this question one router is asked, or the whole site: enter answers it."
    if question.kind is Kind.SECRET:
        return "A secret is given to each router by itself: enter answers it."
    return "" if len(plan.spokes) > 1 else "The site has one spoke: enter answers the question for it."


def offers(plan: Plan, row: QuestionRow) -> tuple[BatchOffer, ...]:
    """Every batch with what holds there, and one that is yet to be made."""
    return (
        *(BatchOffer(batch.name, _offered(plan, row, batch.name)) for batch in plan.batches),
        BatchOffer(NEW, "A new batch of spokes"),
    )


def _offered(plan: Plan, row: QuestionRow, name: str) -> str:
    of_batch = to_answer(plan, row, name)
    holds = row_value(of_batch) if of_batch else "not asked"
    return f"{batch_in_words(name, len(spokes_of(plan, name)))}: {holds}"


def to_answer(plan: Plan, row: QuestionRow, name: str) -> QuestionRow | None:
    """The question as that batch answers it, of its spokes without an answer of their own; None where none is asked."""
    of_batch = row_of_batch(plan, row.first.question.key, name)
    return reached(plan, of_batch) if of_batch else None


def typed_members(plan: Plan, row: QuestionRow, name: str) -> str:
    """What stands in the line in which members are typed: those of the batch, or the spokes of an exception."""
    batch = batch_of(plan, name)
    spokes = (device for device in row.devices if device in plan.spoke_devices)
    return ", ".join(batch.members if batch else spokes if row.is_exception else ())


def refused_name(plan: Plan, name: str) -> Sentence:
    """Why a new batch cannot be called so; "" where it can."""
    if batch_of(plan, name):
        return f"There is a batch {name} already. Leave, and choose it."
    try:
        refuse_name_of_batch(plan, name)
    except AnswerError as error:
        return f"{error.message}. {error.hint}"
    return ""


def refused_members(plan: Plan, name: str, typed: str) -> Sentence:
    """Why the batch cannot have those members; "" where it can."""
    try:
        with_members(plan, name, typed)
    except AnswerError as error:
        return f"{error.message}. {error.hint}"
    return ""


def with_members(plan: Plan, name: str, typed: str) -> Plan:
    """The plan whose batch has those members; without any, a batch that was there is dissolved."""
    members = members_of(typed)
    if not members and batch_of(plan, name):
        return dissolved(plan, name)
    return answer_all(plan, (), (Batch(name=name, members=members),))


def members_in_words(plan: Plan, name: str) -> Sentence:
    """The spokes of a batch, or that there is none any more."""
    spokes = spokes_of(plan, name)
    return f"{name}.{MEMBERS}: {listed(spokes, 6)}" if spokes else f"The batch {name} is dissolved"
