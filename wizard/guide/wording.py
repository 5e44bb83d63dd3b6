"""The words for values that every front end shows alike; no code reads them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from wizard.errors import EzError, SourceErrors
from wizard.guide.produced_by_answer import ConsideredAnswer, Produced
from wizard.guide.produced_lines import ProducedLine, ProducedPart
from wizard.guide.questions import Effect, QuestionGroup, choices_of
from wizard.model.question import Kind, Origin, Question, Resolved, Scope
from wizard.model.role import Role
from wizard.plan.question_rows import QuestionRow
from wizard.questions.tiers import Tier
from wizard.sentence import Sentence, listed, so_many

_ORIGIN = {
    Origin.ANSWERED: "your answer",
    Origin.SETTLED: "settled: {why}",
    Origin.RECOMMENDED: "recommended: {why}",
    Origin.OPEN: "{why}. {until}",
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
    until = "Nothing that needs it is written" if question.question.withholds else "It blocks until it is answered"
    return _ORIGIN[question.origin].format(why=question.why, until=until)


_TIERS = {Tier.TELL: "Tell us: nobody else can know", Tier.CHOOSE: "Choose: recommended, and worth a thought"}


def title_of(group: QuestionGroup) -> str:
    """Whose questions those are, and how much they need a person."""
    if group.tier is not Tier.DETAILS:
        return _TIERS[group.tier]
    who = counted(group.devices, group.roles)
    if group.is_names:
        return f"Names on {who}" if who else "Names in general"
    roles = ", ".join(role.in_words for role in group.roles)
    whose = f"{who} ({roles})" if len(group.devices) == 1 and who else who or "the whole site"
    return f"Details of {whose}"


_MEANS: dict[Tier, Sentence] = {
    Tier.TELL: "No configuration says these, and nothing stands in for an answer: what needs one is not written, or "
    "blocks. Enter on a row answers it.",
    Tier.CHOOSE: "These hold as recommended, and shape the new configuration: look at each once.",
    Tier.DETAILS: "Nothing here needs you: these hold as recommended, as the files say or as you answered.",
}


def group_in_words(group: QuestionGroup, *, folded: bool) -> Iterator[Sentence]:
    """What the questions of a group have in common, and each with its value."""
    yield f"{_MEANS[group.tier]} Enter here {'unfolds' if folded else 'folds'} them."
    yield from (f"  {label(row.first.question)}: {row_value(row)}" for row in group.rows)


def counted(devices: Sequence[str], roles: Iterable[Role]) -> str:
    """`25 spokes`, `26 routers`, or the name of the only one."""
    if len(devices) == 1:
        return devices[0]
    return f"{len(devices)} {'spokes' if Role.SPOKE in roles else 'routers'}"


def who_in_words(row: QuestionRow) -> str:
    """The routers of a row: `25 spokes`, `23 of 25 spokes`, a batch, a name or a few; "" for the whole site."""
    if row.batch:
        return batch_in_words(row.batch, len(row.devices)) if row.first.device else row.batch
    if not row.is_many:
        return row.first.device
    if row.is_exception:
        return listed(row.devices)
    every = counted(row.asked_of, (Role.SPOKE,) if row.first.question.scope is Scope.SPOKE else ())
    return every if len(row.devices) == len(row.asked_of) else f"{len(row.devices)} of {every}"


def batch_in_words(name: str, spokes: int) -> str:
    """`shops, 12 spokes`."""
    return f"{name}, {so_many(spokes, 'spoke')}"


def row_value(row: QuestionRow) -> str:
    """The value of a row in words."""
    return "each its own" if row.has_own_values else shown_value(row.first)


def row_origin(row: QuestionRow) -> str:
    """Where the value of a row comes from."""
    question = row.first
    return origin_in_words(replace(question, why=reason_of(row)))


def reason_of(row: QuestionRow) -> Sentence:
    """Why the value holds on every router of a row."""
    return (row.first.why_of_several if row.is_many else "") or row.first.why


def drawn_in_short(keys: Sequence[str]) -> Sentence:
    """How many keys were drawn."""
    return "1 pre-shared key was drawn." if len(keys) == 1 else f"{len(keys)} pre-shared keys were drawn."


def drawn_in_words(keys: Sequence[str]) -> Sentence:
    """Which keys were drawn, by the questions that they answer."""
    return f"{drawn_in_short(keys).removesuffix('.')}, for {listed(tuple(keys))}."


def answer_in_words(row: QuestionRow) -> str:
    """The question with the value that holds now."""
    return f"{row.key}: {row_value(row)}"


def effect_in_words(effect: Effect) -> str:
    """What else an answer changed; "" where nothing."""
    still_open = f"{effect.more_open} of them open" if effect.more_open else "none of them open"
    parts = [f"{so_many(effect.more_questions, 'more question')}, {still_open}"] if effect.more_questions else []
    parts += [f"{so_many(effect.other_values, 'other value')} changed"] if effect.other_values else []
    return ", ".join(parts)


class ShownRow(NamedTuple):
    """One row of what an answer gives."""

    text: str
    is_line: bool = False
    """Whether it is a line that the answer gives or leaves out; else it says of what, where, or below what."""


def produced_in_words(considered: ConsideredAnswer, produced: Produced) -> Iterator[ShownRow]:
    """What an answer gives, device by device; what it leaves out where it gives nothing; or why nothing is shown."""
    difference, asked = produced.difference, considered.row.first
    now = produced.beside == asked.value
    beside = "what holds now" if now else f'"{value_in_words(asked.question, produced.beside or "")}"'
    instead = f" instead of {beside}" if choices_of(asked.question) else ""
    of_another = f" beside {beside}" if instead else ""
    in_its_place = f"{(beside if instead else produced.beside) or 'Nothing'} in its place would give:"
    waits = ShownRow(f"Lines of it wait for the answer to {listed(difference.waits_for)}.")
    if considered.one_row != considered.row:
        yield ShownRow(f"As an example, of {asked.device}:")
    if produced.refused:
        yield ShownRow(f"It cannot be chosen: {produced.refused}.")
    elif produced.beside is None and asked.origin is Origin.OPEN:
        yield ShownRow("Nothing is chosen yet." if choices_of(asked.question) else "Its lines wait for the answer.")
    elif produced.beside is None:
        yield ShownRow("No other answer fits, beside which its lines could be told.")
    elif difference.given:
        yield ShownRow(f"It gives{instead}:")
        yield from _parts_in_words(difference.given)
        yield from (waits,) if difference.waits_for else ()
    elif difference.left_out:
        yield waits if difference.waits_for else ShownRow("It gives no line.")
        yield ShownRow("What holds now gives:" if now and instead else in_its_place)
        yield from _parts_in_words(difference.left_out)
    elif difference.waits_for:
        yield waits
    else:
        yield ShownRow(f"It changes no line, no step and no finding{of_another}.")


def _parts_in_words(parts: Iterable[ProducedPart]) -> Iterator[ShownRow]:
    """The lines of each document; where several devices have the same ones, they stand there once."""
    same: dict[tuple[str, tuple[ProducedLine, ...]], list[str]] = {}
    for part in parts:
        same.setdefault((part.document, part.lines), []).append(part.device or "whole site")
    for (document, lines), devices in same.items():
        yield ShownRow(f"{listed(devices)}, {document}:")
        yield from (ShownRow(f"| {line.text}", is_line=not line.is_header) for line in lines)


def problems_in_words(error: EzError) -> list[str]:
    """Each thing that went wrong, with its place and what to do."""
    return [str(problem) for problem in error.errors] if isinstance(error, SourceErrors) else [str(error)]
