"""docs/faults.md: what may go wrong while a router is pushed, what is promised, and the test that shows it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from tests.page_table import code, table

TABLE = Path(__file__).parent / "shown" / "faults.toml"

INTRODUCTION = """\
# What may go wrong while a router is changed

Made from the rows of tests/shown/faults.toml. Each names the tests that let it happen to a practice router and look at
what that router then runs, would start with, and has pending. No row says more of a real router than that: what nobody
has seen one do stands in [beliefs.md](beliefs.md). The verdicts are those of [rescue-card.md](rescue-card.md); behind a
cut-over that went back a router is STAGED, which is the old configuration with what was staged beside it.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PushFault:
    """One thing that may go wrong."""

    number: int
    """Of push.md A5."""
    happens: str
    promised: str
    verdict: str
    tests: tuple[str, ...]
    """Each `FILE.FUNCTION` below tests/."""
    why: str = ""
    """Why no test can show it."""


def push_faults() -> tuple[PushFault, ...]:
    """The rows, in their order."""
    rows = tomllib.loads(TABLE.read_text("utf-8"))["fault"]
    return tuple(PushFault(**{**row, "tests": tuple(row["tests"])}) for row in rows)


def push_faults_page() -> str:
    """The page."""
    rows = table(
        ("", "what happens", "what is promised", "what is said of the router", "shown by"),
        ((f"{row.number}", row.happens, row.promised, row.verdict, _shown_by(row)) for row in push_faults()),
    )
    return "\n".join((INTRODUCTION, *rows))


def _shown_by(row: PushFault) -> str:
    return row.why or ", ".join(code(test) for test in row.tests)
