"""`ez2flex questions`."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

from wizard.cli.output import Exit, data, data_json
from wizard.data.questions import QUESTIONS
from wizard.model.question import Kind, Origin, Question, Resolved
from wizard.plan.answer import asked
from wizard.site import read_site


def questions(arguments: Namespace) -> Exit:
    """Every question; with a site, every one that it asks, with what holds."""
    if arguments.site:
        resolved = asked(read_site(Path(arguments.site)))
        if arguments.json:
            data_json([{**_row(one.question), **_held(one)} for one in resolved])
        else:
            data(
                "\n".join(line for one in resolved for line in (*_lines(one.question, one.key), *_held_lines(one), ""))
            )
    elif arguments.json:
        data_json([_row(one) for one in QUESTIONS])
    else:
        data("\n".join(line for one in QUESTIONS for line in (*_lines(one, one.key), "")))
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


def _held(one: Resolved) -> dict[str, object]:
    return {"key": one.key, "device": one.device, "value": one.value, "origin": one.origin.value, "reason": one.why}


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


_ORIGINS = {
    Origin.ANSWERED: "answered",
    Origin.SETTLED: "settled",
    Origin.RECOMMENDED: "recommended",
    Origin.OPEN: "open",
}


def _held_lines(one: Resolved) -> Iterator[str]:
    value = "***" if one.question.kind is Kind.SECRET and one.value else one.value or "(nothing)"
    yield f"  -> {_ORIGINS[one.origin]}: {'' if one.origin is Origin.OPEN else value}  [{one.why}]"
