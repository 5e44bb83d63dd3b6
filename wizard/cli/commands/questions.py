"""`ez2flex questions`."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from wizard.cli.exit_codes import Exit
from wizard.cli.output import data, data_json
from wizard.errors import AnswerError
from wizard.guide.produced_by_answer import Produced, produced
from wizard.guide.produced_lines import ProducedPart
from wizard.guide.questions import unanswered
from wizard.guide.wording import produced_in_words
from wizard.model.plan import Plan
from wizard.model.question import Kind, Origin, Question, Resolved
from wizard.plan.answer import asked, question_of
from wizard.questions import QUESTIONS
from wizard.site import read_site

_NO_SITE = "found from the configurations and from earlier answers: name a site to see it"
_SHORT = 12
"""The rows that are shown of what an answer gives, where its question is not named."""


def questions(arguments: Namespace) -> Exit:
    """Every question; with a site, every one that it asks, with what holds and the lines that each answer gives."""
    if arguments.site:
        _of_site(read_site(Path(arguments.site)), tuple(arguments.keys), as_json=arguments.json)
    elif arguments.json:
        data_json([{**_row(question), "default": None, "default_reason": _NO_SITE} for question in QUESTIONS])
    else:
        data(
            "\n".join(
                line
                for question in QUESTIONS
                for line in (*_lines(question, question.key), f"  default: {_NO_SITE}", "")
            )
        )
    return Exit.DONE


def _of_site(plan: Plan, keys: tuple[str, ...], *, as_json: bool) -> None:
    rows = [question for question in asked(plan) if not keys or {question.key, question.question.key} & {*keys}]
    for key in keys:
        if not any(key in {question.key, question.question.key} for question in rows):
            question_of(key.rpartition(".")[2])
            raise AnswerError(f"{key} is not asked", hint="`ez2flex questions SITE` lists what the site asks.")
    named, first = bool(keys), {*_first_of_each(rows)}
    if as_json:
        data_json([_site_row(plan, row, with_lines=named or row in first) for row in rows])
        return
    shown = {row: None if named else _SHORT if row in first else 0 for row in rows}
    data("\n".join(line for row in rows for line in (*_site_lines(plan, row, shown[row]), "")))


def _first_of_each(rows: list[Resolved]) -> Iterable[Resolved]:
    """Each question for the first device that it is asked of: a plan is rendered for each answer, however many ask."""
    return {row.question.key: row for row in reversed(rows)}.values()


def _row(question: Question) -> dict[str, object]:
    return {
        "key": question.key,
        "step": question.step.value,
        "scope": question.scope.value,
        "kind": question.kind.value,
        "wording": question.wording,
        "form": question.form.typed,
        "choices": [{"value": choice.value, "label": choice.label, "when": choice.when} for choice in question.choices],
        "why": question.why,
        "otherwise": question.otherwise,
        "unconfirmed": question.unconfirmed,
        "source": question.citation,
    }


def _site_row(plan: Plan, resolved: Resolved, *, with_lines: bool) -> dict[str, object]:
    def given(value: str) -> dict[str, object]:
        return _produced(produced(plan, resolved, value, resolved.device) if with_lines else None)

    row = _row(resolved.question)
    choices = [
        {"value": choice.value, "label": choice.label, "when": choice.when, **given(choice.value)}
        for choice in resolved.question.choices
    ]
    lines = {} if choices else given(resolved.value)
    return {**row, "choices": choices, **lines, **_held(resolved, unanswered(plan, resolved))}


def _produced(found: Produced | None) -> dict[str, object]:
    """What an answer gives and leaves out beside the one that it is compared with; null where nobody looked for it."""
    if found is None:
        return dict.fromkeys(("beside", "lines", "leaves_out", "waits_for", "refused"))
    return {
        "beside": found.beside,
        "lines": [_part(part) for part in found.difference.given],
        "leaves_out": [_part(part) for part in found.difference.left_out],
        "waits_for": list(found.difference.waits_for),
        "refused": found.refused,
    }


def _part(part: ProducedPart) -> dict[str, object]:
    return {
        "device": part.device,
        "document": part.document,
        "lines": [{"text": line.text, "header": line.is_header} for line in part.lines],
    }


def _held(resolved: Resolved, default: Resolved) -> dict[str, object]:
    return {
        "key": resolved.key,
        "device": resolved.device,
        "value": resolved.value,
        "origin": resolved.origin.value,
        "reason": resolved.why,
        "default": None if default.origin is Origin.OPEN else default.value,
        "default_reason": default.why,
    }


def _lines(question: Question, key: str, given: Callable[[str], Iterable[str]] = lambda value: ()) -> Iterator[str]:
    yield f"{key}  ({question.scope}, {question.kind})"
    yield f"  {question.wording}"
    if not question.choices:
        yield f"  answer: {question.form.typed}"
    yield f"  why: {question.why}" + (" (rests on a fact that is not confirmed)" if question.unconfirmed else "")
    if question.otherwise:
        yield f"  otherwise: {question.otherwise}"
    for choice in question.choices:
        when = f"; {choice.when}" if choice.when else ""
        yield f"  = {choice.value}: {choice.label}{when}"
        yield from (f"        {row}" for row in given(choice.value))
    yield f"  source: {question.citation}"


def _site_lines(plan: Plan, resolved: Resolved, most: int | None) -> Iterator[str]:
    """The question as the site asks it, with so many rows of what each answer gives; None is all of them."""

    def given(value: str) -> Iterator[str]:
        return _given(plan, resolved, value, most) if most != 0 else iter(())

    default = unanswered(plan, resolved)
    yield from _lines(resolved.question, resolved.key, given)
    if resolved.origin is Origin.ANSWERED:
        yield f"  default: {_value_and_origin(default)}"
    yield f"  -> {_value_and_origin(resolved)}"
    if not resolved.question.choices:
        yield from (f"        {row}" for row in given(resolved.value))
    if most == 0:
        yield f"  lines: name {resolved.key} behind the site"


def _given(plan: Plan, resolved: Resolved, value: str, most: int | None) -> Iterator[str]:
    """What an answer gives, in words."""
    rows = [row.text for row in produced_in_words(resolved, produced(plan, resolved, value, resolved.device))]
    shown = rows if most is None or len(rows) <= most + 1 else rows[:most]
    yield from shown
    if len(shown) < len(rows):
        yield f"... {len(rows) - len(shown)} more: name {resolved.key} behind the site"


def _value_and_origin(resolved: Resolved) -> str:
    if resolved.origin is Origin.OPEN:
        return f"open ({resolved.why})"
    value = "***" if resolved.question.kind is Kind.SECRET else resolved.value or "nothing"
    return (
        f"{value}, answered" if resolved.origin is Origin.ANSWERED else f"{value}, {resolved.origin} ({resolved.why})"
    )
