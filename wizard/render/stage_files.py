"""The stage files of a plan with their inverses, and everything else that `render` writes."""

from collections.abc import Iterator, Sequence

from wizard.ios.inverse import inverse
from wizard.model.configuration import Line
from wizard.model.kept_of_plan import kept_of_plan
from wizard.model.plan import Plan
from wizard.model.stage import Document, Stage, Withheld
from wizard.plan.perspective import devices
from wizard.render.device_stages import StageOfDevice, stages, waits_for
from wizard.render.typed_text import typed_rows


@kept_of_plan
def documents(plan: Plan) -> tuple[Document, ...]:
    """Every stage that has something to send and lacks no answer, device by device, in order."""
    return tuple(sent for device in devices(plan) for sent in documents_of(plan, device))


@kept_of_plan
def documents_of(plan: Plan, device: str) -> tuple[Document, ...]:
    """Those of one device."""
    return tuple(_document(stage) for stage in _written(plan, device))


def stages_with_a_file(plan: Plan, device: str) -> frozenset[Stage]:
    """The stages of the device that are written."""
    return frozenset(stage.stage for stage in _written(plan, device))


def _written(plan: Plan, device: str) -> Iterator[StageOfDevice]:
    return (stage for stage in stages(plan, device) if stage.sections and not waits_for(plan, stage))


def document(plan: Plan, device: str, stage: Stage) -> Document | None:
    """One stage of one device, None where it is empty or withheld."""
    return next((document for document in documents_of(plan, device) if document.stage is stage), None)


def withheld(plan: Plan) -> tuple[Withheld, ...]:
    """The stages that open answers hold back."""
    return tuple(held for device in devices(plan) for held in withheld_of(plan, device))


def withheld_of(plan: Plan, device: str) -> tuple[Withheld, ...]:
    """Those of one device."""
    return tuple(
        Withheld(device=device, stage=stage.stage, keys=keys)
        for stage in stages(plan, device)
        if (keys := waits_for(plan, stage))
    )


def _document(stage_of_device: StageOfDevice) -> Document:
    sent = [line for section in stage_of_device.sections for line in section.commands]
    inverse_commands = () if stage_of_device.stage is Stage.LOGIN else inverse(stage_of_device.before, sent)
    return Document(
        device=stage_of_device.device,
        stage=stage_of_device.stage,
        text=_text(_title(stage_of_device), sent),
        undo=text_taken_back(stage_of_device, inverse_commands) if inverse_commands else "",
    )


def text_taken_back(stage_of_device: StageOfDevice, commands: Sequence[Line]) -> str:
    """The text of the commands that take a stage back."""
    return _text(f"{_title(stage_of_device)}, taken back", commands)


def _title(stage_of_device: StageOfDevice) -> str:
    return f"{stage_of_device.device}, stage {stage_of_device.stage.number} of 6: {stage_of_device.stage}"


def _text(title: str, lines: Sequence[Line]) -> str:
    """The commands with a `!` around each block, as a running configuration has it."""
    return "".join(f"{row}\n" for row in (f"! {title}", "!", *typed_rows(lines)))
