"""`ez2flex questions`."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

from wizard.cli.output import Exit, data, data_json
from wizard.data.questions import QUESTIONS
from wizard.model.plan import Plan
from wizard.model.question import Kind, Origin, Question, Resolved
from wizard.plan.answer import asked, reopen
from wizard.plan.perspective import resolved
from wizard.site import read_site

_NO_SITE = "found from the configurations and from earlier answers: name a site to see it"


def questions(arguments: Namespace) -> Exit:
    """Every question; with a site, every one that it asks, with what holds."""
    if arguments.site:
        plan = read_site(Path(arguments.site))
        if arguments.json:
            data_json([{**_row(one.question), **_held(one, recommended(plan, one))} for one in asked(plan)])
        else:
            data("\n".join(line for one in asked(plan) for line in (*_site_lines(one, recommended(plan, one)), "")))
    elif arguments.json:
        data_json([{**_row(one), "default": None, "default_reason": _NO_SITE} for one in QUESTIONS])
    else:
        data("\n".join(line for one in QUESTIONS for line in (*_lines(one, one.key), f"  default: {_NO_SITE}", "")))
    return Exit.DONE


def _row(one: Question) -> dict[str, object]:
    return {
        "key": one.key,
        "step": one.step.value,
        "scope": one.scope.value,
        "kind": one.kind.value,
        "wording": one.wording,
        "choices": [
            {"value": choice.value, "label": choice.label, "when": choice.when, "lines": choice.produces}
            for choice in one.choices
        ],
        "why": one.why,
        "otherwise": one.otherwise,
        "lines": one.produces,
        "unconfirmed": one.unconfirmed,
        "source": one.source,
    }


def recommended(plan: Plan, one: Resolved) -> Resolved:
    """The same question as if nobody had answered it."""
    if one.origin is not Origin.ANSWERED:
        return one
    key = one.question.key
    return resolved(reopen(reopen(plan, key, one.device), key), key, one.device)


def _held(one: Resolved, default: Resolved) -> dict[str, object]:
    return {
        "key": one.key,
        "device": one.device,
        "value": one.value,
        "origin": one.origin.value,
        "reason": one.why,
        "default": None if default.origin is Origin.OPEN else default.value,
        "default_reason": default.why,
    }


def _lines(one: Question, key: str) -> Iterator[str]:
    yield f"{key}  ({one.scope}, {one.kind})"
    yield f"  {one.wording}"
    yield f"  why: {one.why}" + (" (rests on a fact that is not confirmed)" if one.unconfirmed else "")
    if one.otherwise:
        yield f"  otherwise: {one.otherwise}"
    for choice in one.choices:
        when = f"; {choice.when}" if choice.when else ""
        yield f"  = {choice.value}: {choice.label}{when}"
        if choice.produces:
            yield indent(choice.produces, "        ")
    if one.produces:
        yield "  lines:"
        yield indent(one.produces, "        ")
    yield f"  source: {one.source}"


def _site_lines(one: Resolved, default: Resolved) -> Iterator[str]:
    yield from _lines(one.question, one.key)
    if one.origin is Origin.ANSWERED:
        yield f"  default: {_shown(default)}"
    yield f"  -> {_shown(one)}"


def _shown(one: Resolved) -> str:
    if one.origin is Origin.OPEN:
        return f"open ({one.why})"
    value = "***" if one.question.kind is Kind.SECRET else one.value or "nothing"
    return f"{value}, answered" if one.origin is Origin.ANSWERED else f"{value}, {one.origin} ({one.why})"
