"""The whole site in order: which stage of which router comes next, what one will notice, and the way back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from wizard.data.noticed_changes import NO_WAY_BACK, WAY_BACK
from wizard.model.configuration import Configuration, Line
from wizard.model.kept_of_plan import kept_of_plan
from wizard.model.plan import Plan
from wizard.model.router_step import RouterStep, When
from wizard.model.stage import Document, Stage
from wizard.plan.perspective import devices, hub_device
from wizard.render.device_stages import StageOfDevice, stages, waits_for
from wizard.render.noticed import Notice, noticed
from wizard.render.stage_files import documents_of
from wizard.render.steps_and_checklist import steps
from wizard.sentence import Sentence


class Part(StrEnum):
    """The parts of a run sheet, in their order."""

    PREPARE_HUBS = "prepare-hubs"
    PREPARE_SPOKES = "prepare-spokes"
    CUT_OVER_HUBS = "cut-over-hubs"
    CUT_OVER_SPOKES = "cut-over-spokes"
    CLEAN_UP = "clean-up"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSheetRow:
    """One stage of one router."""

    device: str
    stage: Stage
    added: int = 0
    """Lines that are sent, but for those that take one away and the headers of blocks that are there."""
    removed: int = 0
    """Lines that take one away."""
    notices: tuple[Notice, ...] = ()
    before: tuple[RouterStep, ...] = ()
    after: tuple[RouterStep, ...] = ()
    undo: tuple[RouterStep, ...] = ()
    """What is typed before it is taken back."""
    undone: tuple[RouterStep, ...] = ()
    """What is typed after that."""
    has_undo: bool = False
    waits_for: tuple[str, ...] = ()
    """The keys of the open questions that withhold it."""

    def way_back(self, folder: str = "") -> Sentence:
        """How it is taken back, its file in that folder of `out/`."""
        if not (self.has_undo or self.stage is Stage.LOGIN):
            return NO_WAY_BACK
        return WAY_BACK[self.stage].format(undo=f"`{folder}{self.stage.undo_filename}`")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSheetEntry:
    """One number of the run sheet: a stage of one router, or of several of which the same is to be said."""

    number: int
    part: Part
    rows: tuple[RunSheetRow, ...]

    @property
    def first(self) -> RunSheetRow:
        """The row that stands for all."""
        return self.rows[0]

    @property
    def devices(self) -> tuple[str, ...]:
        """Its routers, in their order."""
        return tuple(row.device for row in self.rows)


@kept_of_plan
def run_sheet(plan: Plan) -> tuple[RunSheetEntry, ...]:
    """What is to be done, from the hub's first stage to the last clean-up; a stage that sends nothing is left out."""
    return in_order(plan, (row for device in devices(plan) for row in rows_of_device(plan, device)))


@kept_of_plan
def rows_of_device(plan: Plan, device: str) -> tuple[RunSheetRow, ...]:
    """The stages of one router."""
    sent = {document.stage: document for document in documents_of(plan, device)}
    every = (_row(plan, stage, sent.get(stage.stage)) for stage in stages(plan, device))
    return tuple(row for row in every if row)


def in_order(plan: Plan, rows: Iterable[RunSheetRow]) -> tuple[RunSheetEntry, ...]:
    """The stages of all routers in the order in which they are sent."""
    entries: list[RunSheetEntry] = []
    known = {(row.device, row.stage): row for row in rows}
    for part, places in _order(plan):
        same: dict[object, list[RunSheetRow]] = {}
        for device, stage in places:
            if row := known.get((device, stage)):
                same.setdefault(_said(row, device if device not in plan.spoke_devices else ""), []).append(row)
        together = [group for rows in same.values() for group in _at_once(part, rows)]
        entries.extend(
            RunSheetEntry(number=number, part=part, rows=rows) for number, rows in enumerate(together, len(entries) + 1)
        )
    return tuple(entries)


FEW = 3
"""How many spokes each have a number of their own when they are cut over, with every command as it is typed."""


def _at_once(part: Part, rows: list[RunSheetRow]) -> Iterator[tuple[RunSheetRow, ...]]:
    if part is Part.CUT_OVER_SPOKES and len(rows) <= FEW:
        yield from ((row,) for row in rows)
    else:
        yield tuple(rows)


_PREPARING = (Stage.ARCHIVE, Stage.LOGIN, Stage.PKI, Stage.STAGE)


def _order(plan: Plan) -> Iterator[tuple[Part, Iterable[tuple[str, Stage]]]]:
    """The stages of all routers in the order in which they are sent: a hub must be ready for its first spoke."""
    hubs = tuple(dict.fromkeys((hub_device(plan), plan.server.device)))
    spokes = tuple(spoke.device for spoke in plan.spokes)
    yield Part.PREPARE_HUBS, ((device, stage) for device in hubs for stage in _PREPARING)
    yield Part.PREPARE_SPOKES, ((device, stage) for stage in _PREPARING for device in spokes)
    yield Part.CUT_OVER_HUBS, ((device, Stage.CUTOVER) for device in hubs)
    yield Part.CUT_OVER_SPOKES, ((device, Stage.CUTOVER) for device in spokes)
    yield Part.CLEAN_UP, ((device, Stage.CLEANUP) for device in (*spokes, *hubs))


def _row(plan: Plan, stage_of_device: StageOfDevice, sent: Document | None) -> RunSheetRow | None:
    device, stage = stage_of_device.device, stage_of_device.stage
    keys = waits_for(plan, stage_of_device)
    if keys:
        return RunSheetRow(device=device, stage=stage, notices=noticed(plan, device, stage), waits_for=keys)
    if sent is None:
        return None
    of_stage = [step for step in steps(plan, device) if step.stage is stage]
    commands = [line for section in stage_of_device.sections for line in section.commands]
    removed = sum(line.text.startswith("no ") for command in commands for line in command.walk())
    return RunSheetRow(
        device=device,
        stage=stage,
        added=sum(_lines(command, stage_of_device.before) for command in commands) - removed,
        removed=removed,
        notices=noticed(plan, device, stage),
        before=tuple(step for step in of_stage if step.when is When.BEFORE),
        after=tuple(step for step in of_stage if step.when is When.AFTER),
        undo=tuple(step for step in of_stage if step.when is When.UNDO),
        undone=tuple(step for step in of_stage if step.when is When.UNDONE),
        has_undo=bool(sent.undo),
    )


def _lines(command: Line, before: Configuration) -> int:
    """How many lines a command has, without the header of a block that is there."""
    is_there = bool(command.children) and before.exact(command.text) is not None
    return sum(1 for _ in command.walk()) - is_there


def _said(row: RunSheetRow, device: str) -> object:
    """Whatever is said of a row but its router; a hub, whose device is given, is always said by itself."""
    typed = (row.before, row.after, row.undo, row.undone)
    asked = tuple(tuple(step.id for step in steps_of_row) for steps_of_row in typed)
    told = tuple((notice.row.id, notice.block) for notice in row.notices)
    withheld = frozenset(key.rpartition(".")[2] for key in row.waits_for)
    return device, row.stage, told, asked, row.has_undo, withheld
