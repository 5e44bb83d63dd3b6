"""What one notices of a stage, and what stops once, where and when: from the very lines that are sent."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wizard.data.noticed_changes import NOTICES, OTHERWISE, Earlier, NoticeRow
from wizard.ios.apply import applied, effective
from wizard.model.configuration import Configuration, Line, has_prefix
from wizard.model.kept_of_plan import kept_across_answers, kept_of_plan
from wizard.model.plan import Plan
from wizard.model.stage import Stage
from wizard.plan.perspective import Perspective, devices
from wizard.render.device_stages import StageOfDevice, sections_one_by_one, stages
from wizard.sentence import Sentence

_FEW = 3
"""How many routers on which the same stops are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing that one notices of a stage."""

    row: NoticeRow
    block: str = ""
    """The header below which the command stands that makes it noticed; "" where the words do not name it."""

    @property
    def words(self) -> Sentence:
        """What one notices."""
        return self.row.words.format(block=_without_kind(self.block))


@dataclass(frozen=True, slots=True, kw_only=True)
class Interruption:
    """What stops once, on each of these routers, in that stage."""

    notice: Notice
    stage: Stage
    devices: tuple[str, ...]

    @property
    def words(self) -> Sentence:
        """What stops, where and when."""
        row, block = self.notice.row, _without_kind(self.notice.block)
        where = f"{self.stage.number}-{self.stage}"
        if len(self.devices) == 1:
            return row.stops.format(device=self.devices[0], block=block, stage=where)
        named = ", ".join(self.devices) if len(self.devices) <= _FEW else f"{len(self.devices)} routers"
        return row.stops_of_several.format(devices=named, block=block, stage=where)


@kept_of_plan
def interruptions(plan: Plan) -> tuple[Interruption, ...]:
    """Everything of the plan that stops, once for all routers on which the same stops."""
    return interruptions_of(
        (device, stage, noticed(plan, device, stage)) for device in devices(plan) for stage in Stage
    )


def interruptions_of(stages: Iterable[tuple[str, Stage, tuple[Notice, ...]]]) -> tuple[Interruption, ...]:
    """The same of what one notices of each stage of each router."""
    found: dict[tuple[str, str, Stage], list[tuple[str, Notice]]] = {}
    for device, stage, notices in stages:
        for notice in notices:
            if notice.row.stops:
                found.setdefault((notice.row.id, notice.block, stage), []).append((device, notice))
    return tuple(
        Interruption(notice=same[0][1], stage=stage, devices=tuple(device for device, _ in same))
        for (_, _, stage), same in found.items()
    )


@kept_across_answers
def noticed(plan: Plan, device: str, stage: Stage) -> tuple[Notice, ...]:
    """What one notices of the stage, as far as its lines can be written; nothing of one that sends nothing."""
    stage_of_device = stages(plan, device)[stage.number - 1]
    sent = _sections(plan, stage_of_device)
    if not sent and not stage_of_device.open_keys:
        return ()
    names = {name for name, _ in sent}
    lines = tuple(line for _, commands in sent for line in commands)
    asking = Perspective(plan, device)
    rows = [
        row
        for row in NOTICES
        if row.stage is stage
        and (not row.sections or not names.isdisjoint(row.sections))
        and (not row.answer[0] or asking.value(row.answer[0]) == row.answer[1])
    ]
    found = tuple(dict.fromkeys(notice for row in rows for notice in of_commands(row, stage_of_device.before, lines)))
    return found or (Notice(row=OTHERWISE[stage]),)


def _sections(plan: Plan, stage: StageOfDevice) -> list[tuple[str, tuple[Line, ...]]]:
    """The sections of the stage with their commands; of one that is withheld, those that lack no answer."""
    if not stage.open_keys:
        return [(section.name, section.commands) for section in stage.sections]
    alone = sections_one_by_one(plan, stage.device, stage.stage)
    effects = ((section.name, effective(stage.before, section.commands)) for section in alone if section.commands)
    return [(name, commands) for name, commands in effects if commands]


def of_commands(row: NoticeRow, before: Configuration, commands: tuple[Line, ...]) -> Iterator[Notice]:
    """What the row says of these commands on a router that was so before: once, or once for each block it names."""
    if not row.commands:
        yield Notice(row=row)
        return
    for block in dict.fromkeys(_headers(row, commands)):
        if _was_there(row, before, commands, block):
            yield Notice(row=row, block="" if row.earlier is Earlier.ANYTHING else block)


def _headers(row: NoticeRow, commands: Iterable[Line]) -> Iterator[str]:
    """The header above each command of the row, "" of a top line."""
    for line in commands:
        if not row.below and _is_of(row, line):
            yield ""
        elif row.below and has_prefix(line.text, row.below):
            yield from (line.text for child in line.children if any(_is_of(row, each) for each in child.walk()))


def _is_of(row: NoticeRow, line: Line) -> bool:
    return any(has_prefix(line.text, command) for command in row.commands)


def _was_there(row: NoticeRow, before: Configuration, commands: tuple[Line, ...], block: str) -> bool:
    if row.earlier is Earlier.ANYTHING:
        return True
    old = before.exact(block)
    if old is None or row.earlier is Earlier.BLOCK:
        return old is not None
    new = applied(before, commands).exact(block)
    kept = {line.text for line in new.children} if new else set()
    return any(_is_of(row, line) and line.text not in kept for line in old.children)


def _without_kind(block: str) -> str:
    """A header as one says it: `GigabitEthernet0/0`, `eigrp 100`."""
    return block.split(" ", 1)[-1]
