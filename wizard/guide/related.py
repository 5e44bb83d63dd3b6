"""What else there is about one line: the lines that were read and became it, and what the checks say of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from wizard.check.same_cause import finding_rows
from wizard.guide.anchors import LinePath
from wizard.guide.comparison import TARGET, headed_rows
from wizard.ledger import came_from, ledger
from wizard.model.finding import Finding, LedgerEntry, TargetLine
from wizard.model.kept_of_plan import kept_of_plan
from wizard.model.plan import Plan
from wizard.plan.perspective import devices


class Related(NamedTuple):
    """What a line of a difference leads to."""

    origins: tuple[LedgerEntry, ...] = ()
    """The lines that were read and became it, or the line itself where it was read."""
    findings: tuple[int, ...] = ()
    """The places of what concerns it, in the list of the findings."""


class LineInDifference(NamedTuple):
    """A line as a difference of its device shows it."""

    device: str
    path: LinePath = ()
    """Of the new side."""
    line: int = 0
    """Of the file that was read, where the new side has none."""


def related(plan: Plan, device: str, part: str, index: int) -> Related:
    """What that row of a part of the device's change leads to."""
    headed = headed_rows(plan, device, part)
    if index >= len(headed.rows):
        return Related()
    row, path = headed.rows[index], headed.shown_path(index)
    origins = came_from(plan, TargetLine(device, path)) if path else ()
    origins = origins or tuple(filter(None, (entry_of(plan, device, row.old_number),)))
    found = {place for entry in origins for place in findings_of_entry(plan, entry)}
    of_text = _findings_at(plan).get((device, path[-1]), ()) if path else ()
    if of_text and headed.row_of(path[-1:]) == index:
        found.update(of_text)
    return Related(origins, tuple(sorted(found)))


def entry_of(plan: Plan, device: str, line: int) -> LedgerEntry | None:
    """What became of that line of the file of the device; None where none is so numbered."""
    return _entries(plan).get((device, line)) if line else None


def findings_of_entry(plan: Plan, entry: LedgerEntry) -> tuple[int, ...]:
    """The places of what concerns a line that was read, or the lines that it becomes, in the list of the findings."""
    at = _findings_at(plan)
    places = [*at.get((entry.device, entry.line), ())]
    places.extend(place for line in entry.becomes for place in at.get((line.device, line.text), ()))
    return tuple(sorted(set(places)))


def in_difference(plan: Plan, entry: LedgerEntry) -> LineInDifference | None:
    """Where a difference shows a line that was read: the first line that it becomes, else the line itself."""
    shown = devices(plan)
    become = (line for line in entry.becomes if not line.is_in_radius and line.device in shown)
    first = next(become, None)
    if first:
        return LineInDifference(first.device, first.path)
    return LineInDifference(entry.device, line=entry.line) if entry.device in shown else None


def finding_in_difference(plan: Plan, finding: Finding) -> LineInDifference | None:
    """Where a difference shows the line that a finding concerns; None where it concerns none."""
    if finding.text:
        return LineInDifference(finding.device, (finding.text,))
    entry = entry_of(plan, finding.device, finding.line)
    return in_difference(plan, entry) if entry else None


def origin_of_finding(plan: Plan, finding: Finding) -> LedgerEntry | None:
    """The line that was read and that a finding concerns, or that became the one it concerns."""
    if not finding.text or finding.device not in devices(plan):
        return entry_of(plan, finding.device, finding.line)
    place = headed_rows(plan, finding.device, TARGET).row_of((finding.text,))
    origins = () if place is None else related(plan, finding.device, TARGET, place).origins
    return next(iter(origins), None)


@kept_of_plan
def _entries(plan: Plan) -> dict[tuple[str, int], LedgerEntry]:
    return {(entry.device, entry.line): entry for entry in ledger(plan)}


@kept_of_plan
def _findings_at(plan: Plan) -> dict[tuple[str, int | str], tuple[int, ...]]:
    """The places of the findings by their device, and line or generated text."""
    found: defaultdict[tuple[str, int | str], list[int]] = defaultdict(list)
    for place, row in enumerate(finding_rows(plan)):
        for at in _places(row.findings):
            found[at].append(place)
    return {at: tuple(places) for at, places in found.items()}


def _places(findings: Iterable[Finding]) -> set[tuple[str, int | str]]:
    return {(finding.device, finding.line or finding.text) for finding in findings if finding.line or finding.text}
