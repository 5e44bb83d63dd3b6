"""`ez2flex questions`."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import indent

from wizard.cli.exit_codes import Exit
from wizard.cli.output import data, data_json
from wizard.guide.questions import unanswered
from wizard.guide.wording import reason_of, who_in_words
from wizard.model.plan import Plan
from wizard.model.question import Kind, Origin, Question, Resolved
from wizard.plan.answer import asked
from wizard.plan.question_rows import QuestionRow, rows_of
from wizard.questions import QUESTIONS
from wizard.sentence import Sentence
from wizard.site import read_site

_NO_SITE = "found from the configurations and from earlier answers: name a site to see it"


def questions(arguments: Namespace) -> Exit:
    """Every question; with a site, every one that it asks, with what holds."""
    if arguments.site:
        plan = read_site(Path(arguments.site))
        if arguments.json:
            row_keys = {question.key: row.key for row in rows_of(plan) for question in row.questions}
            data_json(
                [
                    {**_row(question.question), **_held(question, unanswered(plan, question), row_keys[question.key])}
                    for question in asked(plan)
                ]
            )
        else:
            data("\n".join(line for row in rows_of(plan) for line in _row_lines(plan, row)).removeprefix("\n"))
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


def _row(question: Question) -> dict[str, object]:
    return {
        "key": question.key,
        "step": question.step.value,
        "scope": question.scope.value,
        "kind": question.kind.value,
        "wording": question.wording,
        "form": question.form.typed,
        "choices": [
            {"value": choice.value, "label": choice.label, "when": choice.when, "lines": choice.produces}
            for choice in question.choices
        ],
        "why": question.why,
        "otherwise": question.otherwise,
        "lines": question.produces,
        "unconfirmed": question.unconfirmed,
        "source": question.citation,
    }


def _held(resolved: Resolved, default: Resolved, row: str) -> dict[str, object]:
    return {
        "key": resolved.key,
        "row": row,
        "device": resolved.device,
        "value": resolved.value,
        "origin": resolved.origin.value,
        "reason": resolved.why,
        "default": None if default.origin is Origin.OPEN else default.value,
        "default_reason": default.why,
    }


def _lines(question: Question, key: str) -> Iterator[str]:
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
        if choice.produces:
            yield indent(choice.produces, "        ")
    if question.produces:
        yield "  lines:"
        yield indent(question.produces, "        ")
    yield f"  source: {question.citation}"


def _row_lines(plan: Plan, row: QuestionRow) -> Iterator[str]:
    """A row as the text has it: the question once, below it what holds, and then its exceptions."""
    if not row.is_exception:
        yield ""
        yield from _lines(row.first.question, row.key if len(row.asked_of) == 1 else row.first.question.key)
    who = f"{who_in_words(row)}: " if len(row.asked_of) > 1 else ""
    if row.first.origin is Origin.ANSWERED:
        yield from _default_lines(who, tuple(unanswered(plan, question) for question in row.questions))
    if row.has_own_values:
        yield f"  -> {who}each its own, {row.first.origin} ({reason_of(row)})"
        yield from (f"     {question.device}: {question.value}" for question in row.questions)
    else:
        yield f"  -> {who}{_value_and_origin(row.first, reason_of(row))}"


def _default_lines(who: str, defaults: Sequence[Resolved]) -> Iterator[str]:
    if len({(default.value, default.origin) for default in defaults}) > 1:
        yield f"  default: {who}each its own"
    else:
        yield f"  default: {who}{_value_and_origin(defaults[0], defaults[0].why)}"


def _value_and_origin(resolved: Resolved, why: Sentence) -> str:
    if resolved.origin is Origin.OPEN:
        return f"open ({why})"
    value = "***" if resolved.question.kind is Kind.SECRET else resolved.value or "nothing"
    return f"{value}, answered" if resolved.origin is Origin.ANSWERED else f"{value}, {resolved.origin} ({why})"
