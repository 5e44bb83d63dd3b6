"""docs/router-steps.md: every command beside a stage, what it must answer and why, made from the rows."""

from collections.abc import Iterator

from tests.page_table import code, codes, table
from wizard.data.router_step_judges import JUDGES
from wizard.data.router_steps import STEPS
from wizard.model.router_step import Judge, Pattern
from wizard.model.stage import Stage

INTRODUCTION = """\
# The commands around each stage

Made from the rows of `wizard/data/router_steps.py`, `router_steps_before_stage.py` and `router_steps_of_enrolment.py`.
`steps.toml` and the checklist of `out/` have those that apply to a router, with its names and addresses in place of
the words in braces. A row is left out where the router lacks one of those, or of what stands under "only with".
"""


def router_steps_page() -> str:
    """The page."""
    return "\n".join((INTRODUCTION, *(line for stage in Stage for line in _stage(stage)), *_judges()))


def _stage(stage: Stage) -> Iterator[str]:
    rows = [row for row in STEPS if row.stage is stage]
    if not rows:
        return
    yield from (f"## {stage.number}: {stage.value}", "")
    yield from table(
        ("step", "when", "on", "mode", "by", "command", "only with", "the answer", "judged by", "why", "source"),
        (
            (
                code(row.id),
                row.when,
                row.on,
                row.mode,
                row.by,
                code(row.command) + (f", for each `{row.each}`" if row.each else ""),
                codes(row.needs),
                row.words,
                _judge(row.judge),
                row.why,
                row.citation,
            )
            for row in rows
        ),
    )


def _judge(judge: Judge) -> str:
    return f"the pattern {code(judge.regex)}" if isinstance(judge, Pattern) else code(judge.function)


def _judges() -> Iterator[str]:
    yield from ("## How an answer is judged", "")
    yield from table(("name", "what must hold"), ((code(row.name), row.demands) for row in JUDGES))
