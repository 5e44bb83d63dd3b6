"""RUNSHEET.md: the run sheet as a person on site follows it, ticks it off and writes into it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from wizard.model.plan import Plan
from wizard.model.router_step import PromptMode, RouterStep
from wizard.model.stage import Stage
from wizard.plan.perspective import hub_device
from wizard.render.noticed import interruptions_of
from wizard.render.run_sheet_entries import FEW, Part, RunSheetEntry, RunSheetRow, in_order, run_sheet
from wizard.render.templates import environment
from wizard.sentence import Sentence
from wizard.site import names_of

PARTS: dict[Part, Sentence] = {
    Part.PREPARE_HUBS: "Prepare {hubs}",
    Part.PREPARE_SPOKES: "Prepare the spokes",
    Part.CUT_OVER_HUBS: "Cut over {hubs}",
    Part.CUT_OVER_SPOKES: "Cut over the spokes, one after the other",
    Part.CLEAN_UP: "Days later: clean up",
}
"""What each part does; {hubs} are its routers."""


class Check(NamedTuple):
    """A command beside a stage, as it is written for the routers of an entry."""

    of: str
    """The router for which it is, "" where it is the same for all of them."""
    on: str
    """The router on which it is typed, "" on the one that changes."""
    command: str
    is_configuration: bool
    words: Sentence
    is_example: bool = False
    """Whether it is that of the first of many routers."""


def run_sheet_text(plan: Plan, rows: Sequence[RunSheetRow]) -> str:
    """The text of RUNSHEET.md, made of the stages of every router; no secret is in it."""
    entries = in_order(plan, rows)
    names, hub = names_of(plan), hub_device(plan)
    text = (
        environment()
        .get_template("report/run_sheet.j2")
        .render(
            server=plan.server.device,
            hub=hub,
            spokes=[spoke.device for spoke in plan.spokes],
            interruptions=[
                interruption.words
                for interruption in interruptions_of((row.device, row.stage, row.notices) for row in rows)
            ],
            parts=[
                (title_of(part, of_part), [_values(entry, names) for entry in of_part])
                for part in Part
                if (of_part := [entry for entry in entries if entry.part is part])
            ],
            by_hand=_by_hand(entries),
        )
    )
    return re.sub(r"\n{3,}", "\n\n", text)


def by_hand(plan: Plan) -> Sentence:
    """How the files are sent as long as ez2flex sends none."""
    return _by_hand(run_sheet(plan))


def _by_hand(entries: Iterable[RunSheetEntry]) -> Sentence:
    stages = {entry.first.stage for entry in entries}
    template = environment().get_template("report/by_hand.j2")
    text = template.render(has_login=Stage.LOGIN in stages, has_cleanup=Stage.CLEANUP in stages)
    return re.sub(r"\n{3,}", "\n\n", text)


def title_of(part: Part, entries: Iterable[RunSheetEntry]) -> Sentence:
    """What a part of the run sheet does."""
    return PARTS[part].format(hubs=" and ".join(dict.fromkeys(entry.first.device for entry in entries)))


def _values(entry: RunSheetEntry, names: Mapping[str, str]) -> dict[str, object]:
    """What the template writes of one entry."""
    first, stage, is_one = entry.first, entry.first.stage, len(entry.rows) == 1
    folder = f"{names[first.device] if is_one else 'DEVICE'}/"
    return {
        "number": entry.number,
        "who": first.device if is_one else f"each of {len(entry.rows)} spokes",
        "stage": f"{stage.number}-{stage}",
        "file": f"{folder}{stage.filename}",
        "notices": [notice.words for notice in first.notices],
        "withheld": sorted({key.rpartition(".")[2] for row in entry.rows for key in row.waits_for}),
        "devices": entry.devices,
        "before": tuple(checks(entry.rows, [row.before for row in entry.rows])),
        "after": tuple(checks(entry.rows, [row.after for row in entry.rows])),
        "undo": tuple(checks(entry.rows, [row.undo for row in entry.rows])),
        "undone": tuple(checks(entry.rows, [row.undone for row in entry.rows])),
        "way_back": first.way_back(folder),
        "table": tuple(_table(entry)),
    }


def checks(rows: Sequence[RunSheetRow], steps: Sequence[tuple[RouterStep, ...]]) -> Iterator[Check]:
    """The steps of these rows side by side: one that is the same on all once, others for a few, or for the first."""
    is_many = len(rows) > FEW
    for same in zip(*steps, strict=True):
        written = [_check(row, step) for row, step in zip(rows, same, strict=True)]
        if all(check == written[0] for check in written):
            yield written[0]
            continue
        for row, check in zip(rows[: 1 if is_many else FEW], written, strict=False):
            yield check._replace(of=row.device, is_example=is_many)


def _check(row: RunSheetRow, step: RouterStep) -> Check:
    where = "" if step.device == row.device else step.device
    return Check("", where, step.command, step.mode is PromptMode.CONFIGURATION, step.words)


_TITLES = ("", "router", "lines", "before", "sent", "after", "saved", "begun", "done", "by")


def _table(entry: RunSheetEntry) -> Iterator[str]:
    """A row for each router, to tick off and to write into."""
    box, blank = "[ ]", " " * 5
    cells = [
        (
            str(number),
            row.device.replace("|", "\\|"),
            f"+{row.added} -{row.removed}",
            *(box if ticked else "-" for ticked in (row.before, True, row.after, True)),
            *(blank, blank, blank * 2),
        )
        for number, row in enumerate(entry.rows, 1)
    ]
    widths = [max(map(len, column)) for column in zip(_TITLES, *cells, strict=True)]
    yield _cells(_TITLES, widths)
    yield "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    yield from (_cells(row, widths) for row in cells)


def _cells(row: Iterable[str], widths: Iterable[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
