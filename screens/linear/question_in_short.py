"""What is said of a question before it is answered, in so few bytes that a slow line has it in two seconds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from screens.linear.speech import Said
from wizard.guide.question_words import About, question_in_words
from wizard.guide.questions import choices_of
from wizard.guide.wording import value_in_words
from wizard.model.question import Kind
from wizard.plan.question_rows import QuestionRow
from wizard.sentence import Sentence, listed

ROOM = 1_100
"""Bytes that are said before somebody answers; what is left of 1,500 is for the prompt and the echo of the answer."""
_NAMED = 6
_DISPENSABLE = ("OTHERWISE", "WHEN", "WHY")
"""What is left out first where there is no room; `why` says all of it."""
_LEFT_OUT: Sentence = "More of it: why says the reason and when to take which."


def said_of(row: QuestionRow, recommended: str, *, again: bool, everywhere: bool = False) -> Iterator[Said]:
    """Wording, value, why, when otherwise and the choices; what has no room is left for the command `why`."""
    every = tuple(_rows(row, recommended, again=again, everywhere=everywhere))
    rows, left_out = list(every), 0
    while _size(rows) > ROOM and left_out < len(_DISPENSABLE):
        left_out += 1
        rows = [one for one in every if one.role not in _DISPENSABLE[:left_out]]
    yield from (Said("", one.text) if one.role == "WHEN" else one for one in rows)
    if left_out:
        yield Said("MORE", _LEFT_OUT)


def _size(rows: Sequence[Said]) -> int:
    return sum(len(row.role.encode()) + len(row.text.encode()) + 8 for row in rows)


def _rows(row: QuestionRow, recommended: str, *, again: bool, everywhere: bool) -> Iterator[Said]:
    question = row.first.question
    for words in question_in_words(row, recommended, again=again):
        match words.about:
            case About.EACH | About.SOURCE | About.HOW:
                pass
            case About.QUESTION:
                yield Said("QUESTION", f"for every router: {question.wording}" if everywhere else words.text)
            case About.VALUE:
                yield Said("VALUE", f"{words.text} ({words.beside})")
            case About.RECHECK:
                yield Said("RE-CHECK", f"{words.text} k confirms yours, r takes that.")
            case _:
                yield Said(words.about.value.upper(), words.text)
    yield from _routers(row)
    yield from _choices(row, recommended)


def _routers(row: QuestionRow) -> Iterator[Said]:
    if row.has_own_values:
        values = (f"{one.device}: {_own(row, one.value)}" for one in row.questions[:_NAMED])
        yield from (Said(f"ROUTER {number}", text) for number, text in enumerate(values, 1))
        if len(row.questions) > _NAMED:
            yield Said("MORE", f"{len(row.questions) - _NAMED} more routers: s lists each.")
    elif row.is_many:
        yield Said("ROUTERS", f"{listed(row.devices, _NAMED)}; s answers it for one, B for a batch.")


def _own(row: QuestionRow, value: str) -> Sentence:
    return "given" if row.first.question.kind is Kind.SECRET else value_in_words(row.first.question, value)


def _choices(row: QuestionRow, recommended: str) -> Iterator[Said]:
    question = row.first.question
    if row.has_own_values:
        return
    if question.kind is Kind.SECRET:
        yield Said("CHOICE 1", f"Type {question.form.typed}, hidden.")
    for number, choice in enumerate(choices_of(question), 1):
        marks = [
            word
            for word, is_so in (("recommended", choice.value == recommended), ("now", choice.value == row.first.value))
            if is_so
        ]
        yield Said(f"CHOICE {number}", f"{choice.label}{f' ({listed(marks)})' if marks else ''}")
        if choice.when:
            yield Said("WHEN", f"when {choice.when}")
    if not choices_of(question) and question.kind is not Kind.SECRET:
        yield Said("TYPE", question.form.typed)
