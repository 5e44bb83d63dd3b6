"""Checks of the plan itself."""

from collections.abc import Iterator

from wizard.check.registry import Hit, check
from wizard.model.finding import Severity
from wizard.model.plan import Plan
from wizard.plan.answer import open_answers


@check(
    "OPN001",
    Severity.BLOCKER,
    why="Nothing is safe to assume there, so the files that need the answer are not written.",
    fix="Answer it in the wizard, in an answers file or with --set.",
    source="design of ez2flex",
)
def every_question_is_answered(plan: Plan) -> Iterator[Hit]:
    """Every question that has no safe default is answered."""
    for one in open_answers(plan):
        yield Hit(
            device=one.device, message=f"{one.question.wording} ({one.key}: {one.why})", question=one.question.key
        )
