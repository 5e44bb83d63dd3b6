"""Checks of the plan itself: what nobody answered, what nobody understood."""

from collections.abc import Iterator

from wizard.check.registry import Hit, check
from wizard.ios.masking import quoted
from wizard.ledger import ledger
from wizard.model.configuration import Line
from wizard.model.finding import Severity, Verdict
from wizard.model.plan import Plan
from wizard.plan.answer import open_answers


@check(
    "OPN001",
    Severity.BLOCKER,
    why="Nothing is safe to assume there, so the files that need the answer are not written.",
    fix="Answer it in the wizard, in plan.toml or with --set; a key or password in the wizard or in secrets.toml.",
    citation="design of ez2flex",
)
def every_question_is_answered(plan: Plan) -> Iterator[Hit]:
    """No question is open that files wait for: each has an answer, and one that can be used."""
    for open_answer in (every for every in open_answers(plan) if every.question.withholds):
        yield Hit(
            device=open_answer.device,
            message=f"{open_answer.question.wording} ({open_answer.key}: {open_answer.why})",
            of_several=f"{open_answer.question.wording} ({open_answer.question.key}: {open_answer.why})",
            question=open_answer.question.key,
        )


@check(
    "OPN002",
    Severity.WARNING,
    why="It belongs to EzVPN and stands in no table of ez2flex: whether FlexVPN needs it, only the engineer can say.",
    fix="Look at the line, and add by hand what FlexVPN needs of it.",
    citation="design of ez2flex",
)
def every_line_is_understood(plan: Plan) -> Iterator[Hit]:
    """Every line of the EzVPN sections is understood."""
    for entry in ledger(plan):
        if entry.verdict is Verdict.UNKNOWN:
            message = f"{quoted(entry.text)} is not understood."
            yield Hit(device=entry.device, message=message, line=Line(entry.text, number=entry.line))


@check(
    "OPN003",
    Severity.WARNING,
    why="What a router shows ends with `end`. Whatever stood below the last line, such as access lists and routes, is "
    "in no plan and in no check, and of that line itself a part may be missing.",
    fix="Capture `show running-config` again, up to the line `end`, and plan anew.",
    citation="design of ez2flex",
)
def every_configuration_is_whole(plan: Plan) -> Iterator[Hit]:
    """Every configuration that a router showed ends with `end`."""
    for source in plan.sources:
        if source.lacks_end:
            last = _last(source.configuration.lines[-1])
            message = f"The configuration of {source.device} has no `end`; its last line is {quoted(last.text)}."
            yield Hit(device=source.device, message=message, line=last)


def _last(line: Line) -> Line:
    return _last(line.children[-1]) if line.children else line
