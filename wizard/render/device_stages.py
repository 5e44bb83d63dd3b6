"""The sections of each device of a plan, stage by stage, and the configuration after each stage."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from wizard.data.stage_sections import SECTIONS, SectionRow
from wizard.errors import StillOpen
from wizard.ios.apply import applied, effective
from wizard.model.configuration import Configuration, Line
from wizard.model.kept_of_plan import kept_across_answers
from wizard.model.plan import Plan
from wizard.model.stage import Section, Stage
from wizard.plan.baseline import baseline
from wizard.plan.mapping import MAPPING, value_of
from wizard.plan.perspective import Perspective, hub_device
from wizard.render.cleanup_stage import Kept, kept_by_code, unused
from wizard.render.templates import commands


@dataclass(frozen=True, slots=True, kw_only=True)
class StageOfDevice:
    """One stage of one device: its sections, what is on the router before it, and what holds it back."""

    device: str
    stage: Stage
    before: Configuration
    sections: tuple[Section, ...] = ()
    open_keys: tuple[str, ...] = ()
    """Of the questions that are open and that this stage needs."""

    @property
    def after(self) -> Configuration:
        """What is on the router after it."""
        lines = [line for section in self.sections for line in section.commands]
        return applied(self.before, lines) if lines else self.before


@kept_across_answers
def stages(plan: Plan, device: str) -> tuple[StageOfDevice, ...]:
    """The six stages of the device, each with what is on the router before it."""
    now = baseline(plan, device)
    done: list[StageOfDevice] = []
    for stage in Stage:
        stage_of_device = _held_by_earlier(_stage(plan, device, stage, now), done)
        done.append(stage_of_device)
        now = stage_of_device.after
    return tuple(done)


_NEEDS: dict[Stage, tuple[Stage, ...]] = {
    Stage.STAGE: (Stage.LOGIN,),
    Stage.CUTOVER: (Stage.LOGIN, Stage.PKI, Stage.STAGE),
    Stage.CLEANUP: (Stage.LOGIN, Stage.PKI, Stage.STAGE, Stage.CUTOVER),
}
"""The stages without which one makes no sense: `aaa` lines need `aaa new-model`, a cut-over needs its tunnel."""


def _held_by_earlier(stage_of_device: StageOfDevice, done: list[StageOfDevice]) -> StageOfDevice:
    """The stage, withheld where one that it needs is."""
    needed = [earlier for earlier in done if earlier.stage in _NEEDS.get(stage_of_device.stage, ())]
    keys = tuple(dict.fromkeys(key for stage in (*needed, stage_of_device) for key in stage.open_keys))
    return replace(stage_of_device, sections=(), open_keys=keys) if keys else stage_of_device


def waits_for(plan: Plan, stage_of_device: StageOfDevice) -> tuple[str, ...]:
    """The open answers without which the stage is not written: its own, and for a spoke's cut-over the hub's."""
    hub = hub_device(plan)
    if stage_of_device.stage is not Stage.CUTOVER or stage_of_device.device in (hub, plan.server.device):
        return stage_of_device.open_keys
    needed = stages(plan, hub)[: Stage.CUTOVER.number - 1]
    return tuple(dict.fromkeys((*stage_of_device.open_keys, *(key for earlier in needed for key in earlier.open_keys))))


def _stage(plan: Plan, device: str, stage: Stage, before: Configuration) -> StageOfDevice:
    sections: list[Section] = []
    missing: list[str] = []
    for row in SECTIONS:
        if row.stage is not stage:
            continue
        try:
            section = _section(plan, device, row, before)
        except StillOpen as error:
            missing.extend(error.keys)
        else:
            if section:
                sections.append(section)
    if missing:
        return StageOfDevice(device=device, stage=stage, before=before, open_keys=tuple(dict.fromkeys(missing)))
    return StageOfDevice(device=device, stage=stage, before=before, sections=tuple(sections))


def _section(plan: Plan, device: str, row: SectionRow, before: Configuration) -> Section | None:
    asking = Perspective(plan, device)
    value = unused(asking, before) if row.name == "unused" else value_of(row.name, asking)
    if not value:
        return None
    lines = effective(before, commands(row.template, row.value_name, value))
    return Section(name=row.name, device=device, stage=row.stage, commands=lines) if lines else None


class SectionByItself(NamedTuple):
    """One section as it is written without looking at the others of its stage."""

    name: str
    commands: tuple[Line, ...]
    waits_for: str = ""
    """The open question that holds it back."""


def sections_one_by_one(plan: Plan, device: str, stage: Stage) -> Iterator[SectionByItself]:
    """The sections of a stage that open answers hold back, as far as each can be written by itself."""
    asking = Perspective(plan, device)
    for row in SECTIONS:
        if row.stage is not stage or row.name not in MAPPING:
            continue
        try:
            value = value_of(row.name, asking)
        except StillOpen as error:
            yield SectionByItself(row.name, (), error.keys[0])
        else:
            if value:
                yield SectionByItself(row.name, commands(row.template, row.value_name, value))


def sections(plan: Plan, device: str) -> tuple[Section, ...]:
    """Every section of the device that can be written, in the order in which they are sent."""
    return tuple(section for stage in stages(plan, device) for section in stage.sections)


def target(plan: Plan, device: str) -> Configuration:
    """The router's configuration when stages 1 to 5 are done; StillOpen where an answer is missing."""
    _complete(plan, device, Stage.CUTOVER)
    return stages(plan, device)[Stage.CUTOVER.number - 1].after


def kept_in_cleanup(plan: Plan, device: str) -> tuple[Kept, ...]:
    """What of EzVPN the clean-up leaves on the device, since what the router runs by itself names it."""
    try:
        return kept_by_code(Perspective(plan, device), target(plan, device))
    except StillOpen:
        return ()


def final(plan: Plan, device: str) -> Configuration:
    """The router's configuration when the clean-up is done too; StillOpen where an answer is missing."""
    _complete(plan, device, Stage.CLEANUP)
    return stages(plan, device)[-1].after


def _complete(plan: Plan, device: str, last: Stage) -> None:
    missing = [key for stage in stages(plan, device)[: last.number] for key in stage.open_keys]
    if missing:
        raise StillOpen(*dict.fromkeys(missing))
