"""Every file that `render` writes."""

import re
from pathlib import Path

from wizard.encoding import encoded, readable
from wizard.errors import StillOpen
from wizard.model.finding import RADIUS_FILE
from wizard.model.plan import Plan
from wizard.model.router_step import Pattern, RouterStep
from wizard.plan.perspective import devices, hub_device
from wizard.render.device_stages import final, target
from wizard.render.radius_export import radius_export
from wizard.render.run_sheet_text import run_sheet_text
from wizard.render.stage_files import documents
from wizard.render.steps_and_checklist import checklist, steps
from wizard.site import OUT, RUN_SHEET, Writer, names_of

_OURS = re.compile(r"(undo-)?[1-6]-[a-z]+\.cfg|radius\.txt|target\.cfg|final\.cfg|steps\.toml|checklist\.md")


def outputs(plan: Plan) -> dict[str, str]:
    """The text of each file by its path below `out/`; what an open answer holds back is not among them."""
    texts: dict[str, str] = {}
    names = names_of(plan)
    for document in documents(plan):
        texts[f"{names[document.device]}/{document.stage.filename}"] = document.text
        if document.undo:
            texts[f"{names[document.device]}/{document.stage.undo_filename}"] = document.undo
    for device in devices(plan):
        for name, whole in (("target.cfg", target), ("final.cfg", final)):
            try:
                texts[f"{names[device]}/{name}"] = whole(plan, device).text()
            except StillOpen:
                continue
        texts[f"{names[device]}/steps.toml"] = steps_toml(steps(plan, device))
        texts[f"{names[device]}/checklist.md"] = checklist(plan, device)
    texts[RUN_SHEET] = run_sheet_text(plan)
    try:
        exported = radius_export(plan)
    except StillOpen:
        exported = ""
    if exported:
        texts[f"{names[hub_device(plan)]}/{RADIUS_FILE}"] = exported
    return dict(sorted(texts.items()))


def steps_toml(rows: tuple[RouterStep, ...]) -> str:
    """The steps as a TOML array of tables."""
    import tomlkit

    # Its values by tomlkit, its tables by hand: an array of tables costs tomlkit ten times as much.
    text = ["# Commands beside the stages, in their order. None of them saves the configuration.\n"]
    for row in rows:
        values = (f"{key} = {tomlkit.item(value).as_string()}\n" for key, value in _step_row(row).items())
        text.extend(("\n[[step]]\n", *values))
    return "".join(text)


def _step_row(step: RouterStep) -> dict[str, object]:
    judge = {"pattern": step.judge.regex} if isinstance(step.judge, Pattern) else {"judge": step.judge.function}
    return {
        "id": step.id,
        "device": step.device,
        "stage": step.stage.value,
        "when": step.when.value,
        "mode": step.mode.value,
        "by": step.by.value,
        "command": step.command,
        "needs": list(step.needs),
        **judge,
        "words": step.words,
        "why": step.why,
    }


def write_outputs(plan: Plan, site: Writer) -> tuple[Path, ...]:
    """Writes `out/` of the site folder, takes away what an earlier plan had written there, and gives the files."""
    data = rendered(plan)
    site.write_out(data, is_ours)
    return tuple(site.path / OUT / name for name in data)


def rendered(plan: Plan) -> dict[str, bytes]:
    """The bytes of each file by its path below `out/`."""
    return {name: _bytes_of(plan, name, text) for name, text in outputs(plan).items()}


def is_ours(name: str) -> bool:
    """Whether a file of that name, with or without its folder, is one that `render` writes."""
    return bool(_OURS.fullmatch(name.rpartition("/")[2]))


def _bytes_of(plan: Plan, name: str, text: str) -> bytes:
    """What a router is sent is in its own bytes; what a person reads is in UTF-8."""
    if not name.endswith(".cfg"):
        return readable(text).encode()
    folder = name.partition("/")[0]
    device = next(device for device, own in names_of(plan).items() if own == folder)
    return encoded(text, plan.encoding(device))
