"""All that is known of one question, in the words that every front end shows."""

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from wizard.citation import source_in_words
from wizard.guide.wording import row_origin, row_value, shown_value, value_in_words, who_in_words
from wizard.plan.question_rows import QuestionRow
from wizard.sentence import Sentence


class About(Enum):
    """What a row says of a question; the value is how a person reads it."""

    QUESTION = "Question"
    VALUE = "Value"
    RECHECK = "Re-check"
    EACH = "Of each"
    HOW = "How"
    """How it is answered for one of them alone."""
    WHY = "Why"
    OTHERWISE = "Otherwise"
    UNCONFIRMED = "Unconfirmed"
    SOURCE = "Source"


class QuestionRowWords(NamedTuple):
    """One row of what is said of a question."""

    about: About
    text: Sentence
    beside: Sentence = ""
    """Of a value, where it comes from."""


def asked_in_words(row: QuestionRow) -> Sentence:
    """The question, behind the routers that it is asked of."""
    where = f"{who_in_words(row)}: " if row.first.device else ""
    return f"{where}{row.first.question.wording}"


def question_in_words(row: QuestionRow, recommended: str, *, again: bool) -> Iterator[QuestionRowWords]:
    """What is asked, what holds and why, without the choices; `again` where the answer is worth a second look."""
    question = row.first.question
    yield QuestionRowWords(About.QUESTION, asked_in_words(row))
    yield QuestionRowWords(About.VALUE, row_value(row), row_origin(row))
    if again:
        now = value_in_words(question, recommended)
        yield QuestionRowWords(About.RECHECK, f"since an earlier answer changed, {now} is recommended.")
    yield from (QuestionRowWords(About.EACH, text) for text in _of_each(row))
    if row.is_many:
        how = "s lists each router, to answer it for one alone; B answers it for a batch of them."
        yield QuestionRowWords(About.HOW, how)
    yield QuestionRowWords(About.WHY, question.why)
    if question.otherwise:
        yield QuestionRowWords(About.OTHERWISE, question.otherwise)
    if question.unconfirmed:
        yield QuestionRowWords(About.UNCONFIRMED, "A fact behind this is unconfirmed: look before you rely on it.")
    yield QuestionRowWords(About.SOURCE, source_in_words(question.citation))


def _of_each(row: QuestionRow) -> Iterator[Sentence]:
    """The routers, and the value of each where it is its own."""
    if row.has_own_values:
        yield from (f"{resolved.device}: {shown_value(resolved)}" for resolved in row.questions)
    elif row.is_many:
        yield ", ".join(row.devices)
