"""The entries of every line that was read, of a plan and of one file."""

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


def came_from(plan: Plan, line: TargetLine) -> tuple[LedgerEntry, ...]:
    """The source lines that became that line."""
    return _sources_of_lines(plan).get(line, ())


@kept_of_plan
def _sources_of_lines(plan: Plan) -> dict[TargetLine, tuple[LedgerEntry, ...]]:
    found: dict[TargetLine, list[LedgerEntry]] = {}
    for entry in ledger(plan):
        for line in dict.fromkeys(entry.becomes):
            found.setdefault(line, []).append(entry)
    return {line: tuple(entries) for line, entries in found.items()}
