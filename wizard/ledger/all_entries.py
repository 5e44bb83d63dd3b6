"""The entries of every line that was read, of a plan and of one file."""

from collections.abc import Iterable

from wizard.collector import collector_paused
from wizard.ledger.entries import entries
from wizard.ledger.written_lines import NewLines
from wizard.model.finding import LedgerEntry, TargetLine
from wizard.model.kept_of_plan import kept_of_plan
from wizard.model.plan import Plan, Source


@kept_of_plan
def ledger(plan: Plan) -> tuple[LedgerEntry, ...]:
    """The entries of every source of a plan, file by file, in the order of their lines."""
    with collector_paused():
        new = NewLines(plan)
        return tuple(entry for source in plan.sources for entry in entries(source, new))


def ledger_of(source: Source) -> tuple[LedgerEntry, ...]:
    """The entries of one file for which no plan is known: what would become of each line, without the new lines."""
    return tuple(entries(source, None))


def came_from(entries: Iterable[LedgerEntry], line: TargetLine) -> tuple[LedgerEntry, ...]:
    """The source lines that became that line."""
    return tuple(entry for entry in entries if line in entry.becomes)
