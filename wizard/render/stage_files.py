"""The stage files of a plan with their inverses, and everything else that `render` writes."""

from functools import lru_cache

from wizard.model.configuration import Line, written
from wizard.model.plan import Plan
from wizard.model.stage import Document, Stage, Withheld
from wizard.plan.perspective import devices
from wizard.render.apply import inverse
from wizard.render.device_stages import StageOfDevice, stages, waits_for


@lru_cache(maxsize=64)
def documents(plan: Plan) -> tuple[Document, ...]:
    """Every stage that has something to send and lacks no answer, device by device, in order."""
    every = (one for device in devices(plan) for one in stages(plan, device))
    return tuple(_document(one) for one in every if one.sections and not waits_for(plan, one))


def document(plan: Plan, device: str, stage: Stage) -> Document | None:
    """One stage of one device, None where it is empty or withheld."""
    return next((one for one in documents(plan) if (one.device, one.stage) == (device, stage)), None)


def withheld(plan: Plan) -> tuple[Withheld, ...]:
    """The stages that open answers hold back."""
    return tuple(
        Withheld(device=device, stage=one.stage, keys=keys)
        for device in devices(plan)
        for one in stages(plan, device)
        if (keys := waits_for(plan, one))
    )


def _document(one: StageOfDevice) -> Document:
    sent = [line for section in one.sections for line in section.commands]
    title = f"{one.device}, stage {one.stage.number} of 6: {one.stage}"
    back = () if one.stage is Stage.LOGIN else inverse(one.before, sent)
    return Document(
        device=one.device,
        stage=one.stage,
        text=_text(title, sent),
        undo=_text(f"{title}, taken back", back) if back else "",
    )


def _text(title: str, lines: list[Line] | tuple[Line, ...]) -> str:
    """The commands with a `!` around each block, as a running configuration has it."""
    rows = [f"! {title}", "!"]
    for line in lines:
        if line.children and rows[-1] != "!":
            rows.append("!")
        rows.extend(written((line,)))
        if line.children:
            rows.append("!")
    if rows[-1] != "!":
        rows.append("!")
    return "".join(f"{row}\n" for row in rows)
