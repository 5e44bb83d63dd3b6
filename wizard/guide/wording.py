"""The words for values that every front end shows alike; no code reads them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wizard.errors import EzError, SourceErrors
from wizard.guide.produced_by_answer import Produced
from wizard.guide.produced_lines import ProducedLine, ProducedPart
from wizard.guide.questions import Effect, QuestionGroup, choices_of
from wizard.model.question import Kind, Origin, Question, Resolved

_ORIGIN = {
    Origin.ANSWERED: "your answer",
    Origin.SETTLED: "settled: {why}",
    Origin.RECOMMENDED: "recommended: {why}",
    Origin.OPEN: "{why}. Nothing that needs it is written",
}


def label(question: Question) -> str:
    """The question in two or three words: its key as one says it."""
    return (question.names or question.key).replace("_", " ")


def shown_value(question: Resolved) -> str:
    """The value in words: a choice by its label, a secret never."""
    if question.origin is Origin.OPEN:
        return "OPEN"
    if question.question.kind is Kind.SECRET:
        return "given"
    return value_in_words(question.question, question.value)


def value_in_words(question: Question, value: str) -> str:
    """A choice by its label, any other value as it is."""
    return next((choice.label for choice in question.choices if choice.value == value), value or "(empty)")


def origin_in_words(question: Resolved) -> str:
    """Where the value comes from."""
    return _ORIGIN[question.origin].format(why=question.why)


def title_of(group: QuestionGroup) -> str:
    """Whose questions those are."""
    if group.is_names:
        return f"Names on {group.device}" if group.device else "Names in general"
    return f"{group.device} ({', '.join(role.in_words for role in group.roles)})" if group.device else "Whole site"


def answer_in_words(question: Resolved) -> str:
    """The question with the value that holds now."""
    return f"{question.key}: {shown_value(question)}"


def effect_in_words(effect: Effect) -> str:
    """What else an answer changed; "" where nothing."""
    parts = [_counted(effect.more_questions, "more question")] if effect.more_questions else []
    parts += [f"{_counted(effect.other_values, 'other value')} changed"] if effect.other_values else []
    return ", ".join(parts)


class ShownRow(NamedTuple):
    """One row of what an answer gives."""

    text: str
    is_line: bool = False
    """Whether it is a line that the answer gives or leaves out; else it says of what, where, or below what."""


def produced_in_words(question: Resolved, produced: Produced) -> Iterator[ShownRow]:
    """What an answer gives, device by device; what it leaves out where it gives nothing; or why nothing is shown."""
    difference, row = produced.difference, question.question
    now = produced.beside == question.value
    beside = "what holds now" if now else value_in_words(row, produced.beside or "")
    instead = f" instead of {beside}" if choices_of(row) else ""
    waits = ShownRow(f"Lines of it wait for the answer to {', '.join(difference.waits_for)}.")
    if produced.refused:
        yield ShownRow(f"It cannot be chosen: {produced.refused}.")
    elif produced.beside is None and question.origin is Origin.OPEN:
        yield ShownRow("Its lines wait for the answer.")
    elif produced.beside is None:
        yield ShownRow("No other answer fits, beside which its lines could be told.")
    elif difference.given:
        yield ShownRow(f"It gives{instead}:")
        yield from _parts_in_words(difference.given)
        yield from (waits,) if difference.waits_for else ()
    elif difference.left_out:
        yield waits if difference.waits_for else ShownRow(f"It gives no line{instead}.")
        yield ShownRow("It leaves out:" if instead else f"{produced.beside or 'Nothing'} in its place would give:")
        yield from _parts_in_words(difference.left_out)
    elif difference.waits_for:
        yield waits
    else:
        yield ShownRow(f"It changes no line, no step and no finding{instead}.")


def _parts_in_words(parts: Iterable[ProducedPart]) -> Iterator[ShownRow]:
    """The lines of each document; where several devices have the same ones, they stand there once."""
    same: dict[tuple[str, tuple[ProducedLine, ...]], list[str]] = {}
    for part in parts:
        same.setdefault((part.document, part.lines), []).append(part.device or "whole site")
    for (document, lines), devices in same.items():
        yield ShownRow(f"{', '.join((*devices, document))}:")
        yield from (ShownRow(f"| {line.text}", is_line=not line.is_header) for line in lines)


def problems_in_words(error: EzError) -> list[str]:
    """Each thing that went wrong, with its place and what to do."""
    return [str(problem) for problem in error.errors] if isinstance(error, SourceErrors) else [str(error)]


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number != 1 else ''}"
