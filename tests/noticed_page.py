"""docs/noticed.md: what one notices of each stage, what stops, and the way back, made from the rows."""

from collections.abc import Iterator

from tests.page_table import code, codes, table
from wizard.data.noticed_changes import NOTICES, OTHERWISE, WAY_BACK, Earlier, NoticeRow
from wizard.model.stage import Stage

INTRODUCTION = """\
# What one notices of a stage

Made from the rows of `wizard/data/noticed_changes.py`. `RUNSHEET.md` and step 9 of the wizard say of each stage of each
router those that apply to the lines that it sends. A word in braces stands for a router, for the header of a block, or
for a stage. What stops is said beforehand, once for the whole site.
"""

_EARLIER = {
    Earlier.ANYTHING: "",
    Earlier.BLOCK: "the block is on the router already",
    Earlier.LINE: "a line that begins alike goes",
}


def noticed_page() -> str:
    """The page."""
    return "\n".join((INTRODUCTION, *(line for stage in Stage for line in _stage(stage))))


def _stage(stage: Stage) -> Iterator[str]:
    rows = [row for row in NOTICES if row.stage is stage]
    yield from (f"## {stage.number}: {stage.value}", "")
    yield from table(
        ("what is sent", "only where", "what one notices", "what stops", "source"),
        (
            *((_sent(row), _where(row), row.words, row.stops, row.citation) for row in rows),
            ("anything else" if rows else "whatever it is", "", OTHERWISE[stage].words, "", OTHERWISE[stage].citation),
        ),
    )
    yield from (f"The way back: {WAY_BACK[stage].format(undo=code(stage.undo_filename))}", "")


def _sent(row: NoticeRow) -> str:
    sections = f"section {codes(row.sections)}" if row.sections else ""
    return sections or codes(row.commands) + (f" below {code(row.below)}" if row.below else "")


def _where(row: NoticeRow) -> str:
    key, value = row.answer
    return f"{code(key)} is {code(value)}" if key else _EARLIER[row.earlier]
