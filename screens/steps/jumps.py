"""Where one jumps to: from a line to the line that was read, to what it becomes, to what the checks say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.messages import StepPlace
from wizard.check.same_cause import finding_rows
from wizard.guide.comparison import TARGET
from wizard.guide.taken_back import WayBack, why_none

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wizard.difference import DiffRow
    from wizard.guide.related import LineInDifference, Related
    from wizard.model.finding import LedgerEntry
    from wizard.model.plan import Plan

NO_FINDING = "The checks say nothing of this line."
NO_DIFFERENCE = "No old or new configuration shows this line."
NO_ORIGIN = "No line that was read has to do with this."

Jump = tuple[str, StepPlace]
"""A step, and where in it."""


def place_in_ledger(entry: LedgerEntry) -> Jump:
    """Where the ledger says what became of a line."""
    return "found", StepPlace(device=entry.device, line=entry.line)


def place_in_difference(line: LineInDifference) -> Jump:
    """Where old stands beside new."""
    return "preview", StepPlace(device=line.device, path=line.path, line=line.line, stage=TARGET)


def place_of_finding(place: int) -> Jump:
    """That row of the findings."""
    return "findings", StepPlace(cursor=place)


def line_in_words(plan: Plan, device: str, row: DiffRow, way: WayBack | None, to: Related) -> list[str]:
    """What takes the line of a difference back, and where its keys lead to."""
    back = f"undo (t): {way.in_words}" if way else f"undo: {why_none(plan, device, row)}"
    return [back, "  ".join(_leads(plan, to))]


def _leads(plan: Plan, to: Related) -> Iterator[str]:
    if to.origins:
        first = to.origins[0]
        more = f" and {len(to.origins) - 1} more" if len(to.origins) > 1 else ""
        yield f"origin (i): {first.device}:{first.line}{more}, {first.verdict}"
    if to.findings:
        rows = finding_rows(plan)
        codes = dict.fromkeys(f"{rows[place].first.code} {rows[place].first.severity}" for place in to.findings)
        yield f"findings (F): {', '.join(codes)}"
