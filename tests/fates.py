"""What becomes of each line of every golden site.

`python -m tests.fates` writes it below tests/shown/fates/. The reasons stand in docs/ezvpn-constructs.md.
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.golden_cases import golden_cases, golden_plan
from wizard.ledger import ledger
from wizard.model.finding import LedgerEntry

FOLDER = Path(__file__).parent / "shown" / "fates"


def fates(case: str) -> str:
    """Each line with its verdict, who decides, and what stands for it."""
    return "".join(map(_row, ledger(golden_plan(case))))


def _row(entry: LedgerEntry) -> str:
    asked = f" by {entry.question}" if entry.question else ""
    of = f" of {entry.asked_of}" if entry.asked_of not in {"", entry.device} else ""
    waits = f", waits for {entry.waits_for}" if entry.waits_for else ""
    told = f"{entry.device}:{entry.line} {entry.text}: {entry.verdict}{asked}{of}{waits}"
    return "".join((told, *(f"\n    {target}" for target in map(str, entry.becomes)), "\n"))


FILES: dict[str, Callable[[], str]] = {f"{case}.txt": partial(fates, case) for case in golden_cases()}
"""By the name of the file that has it."""


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[1:] or FILES:
        (FOLDER / name).write_text(FILES[name](), encoding="utf-8", newline="\n")
