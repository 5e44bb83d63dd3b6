"""Every file that `render` writes."""

import re
from collections.abc import Mapping
from pathlib import Path

from wizard.errors import StillOpen
from wizard.model.document import Step
from wizard.model.plan import Plan
from wizard.plan.perspective import devices, hub_device
from wizard.render.documents import documents
from wizard.render.radius import radius_export
from wizard.render.sections import final, target
from wizard.render.steps import checklist, steps
from wizard.site import folder_name, write_private

_OURS = re.compile(r"(undo-)?[1-6]-[a-z]+\.cfg|radius\.txt|target\.cfg|final\.cfg|steps\.toml|checklist\.md")


def outputs(plan: Plan) -> dict[str, str]:
    """The text of each file by its path below `out/`; what an open answer holds back is not among them."""
    texts: dict[str, str] = {}
    for one in documents(plan):
        texts[f"{folder_name(one.device)}/{one.stage.filename}"] = one.text
        if one.undo:
            texts[f"{folder_name(one.device)}/{one.stage.undo_filename}"] = one.undo
    for device in devices(plan):
        for name, whole in (("target.cfg", target), ("final.cfg", final)):
            try:
                texts[f"{folder_name(device)}/{name}"] = whole(plan, device).text()
            except StillOpen:
                continue
        texts[f"{folder_name(device)}/steps.toml"] = steps_toml(steps(plan, device))
        texts[f"{folder_name(device)}/checklist.md"] = checklist(plan, device)
    try:
        exported = radius_export(plan)
    except StillOpen:
        exported = ""
    if exported:
        texts[f"{folder_name(hub_device(plan))}/radius.txt"] = exported
    return dict(sorted(texts.items()))


def steps_toml(rows: tuple[Step, ...]) -> str:
    """The steps as a TOML array of tables."""
    import tomlkit

    document = tomlkit.document()
    document.add(tomlkit.comment("Exec commands beside the stages; what needs `configure terminal` says so."))
    array = tomlkit.aot()
    for row in rows:
        table = tomlkit.table()
        table.update(
            {
                "device": row.device,
                "stage": row.stage.value,
                "when": row.when,
                "command": row.command,
                "expect": row.expect,
                "why": row.why,
            }
        )
        array.append(table)
    document.add("step", array)
    return tomlkit.dumps(document)


def write_outputs(plan: Plan, folder: Path) -> tuple[Path, ...]:
    """Writes `out/` of the site folder, takes away what an earlier plan had written there, and gives the files."""
    texts = outputs(plan)
    _take_away(folder / "out", texts)
    written = []
    for name, text in texts.items():
        path = folder / "out" / name
        write_private(path, text.encode())
        written.append(path)
    return tuple(written)


def _take_away(out: Path, texts: Mapping[str, str]) -> None:
    for path in out.glob("*/*"):
        if _OURS.fullmatch(path.name) and path.relative_to(out).as_posix() not in texts:
            path.unlink()
