"""`ez2flex questions`."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

from wizard.cli.exit_codes import Exit
from wizard.cli.output import data, data_json
from wizard.guide.questions import unanswered
from wizard.model.question import Kind, Origin, Question, Resolved
from wizard.plan.answer import asked
from wizard.questions import QUESTIONS
from wizard.site import read_site

_NO_SITE = "found from the configurations and from earlier answers: name a site to see it"


def questions(arguments: Namespace) -> Exit:
    """Every question; with a site, every one that it asks, with what holds."""
    if arguments.site:
        plan = read_site(Path(arguments.site))
        if arguments.json:
            data_json(
                [{**_row(question.question), **_held(question, unanswered(plan, question))} for question in asked(plan)]
            )
        else:
            data(
                "\n".join(
                    line
                    for question in asked(plan)
                    for line in (*_site_lines(question, unanswered(plan, question)), "")
                )
            )
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


def _site_lines(resolved: Resolved, default: Resolved) -> Iterator[str]:
    yield from _lines(resolved.question, resolved.key)
    if resolved.origin is Origin.ANSWERED:
        yield f"  default: {_value_and_origin(default)}"
    yield f"  -> {_value_and_origin(resolved)}"


def _value_and_origin(resolved: Resolved) -> str:
    if resolved.origin is Origin.OPEN:
        return f"open ({resolved.why})"
    value = "***" if resolved.question.kind is Kind.SECRET else resolved.value or "nothing"
    return (
        f"{value}, answered" if resolved.origin is Origin.ANSWERED else f"{value}, {resolved.origin} ({resolved.why})"
    )
