"""Every file that `render` writes."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

from wizard.encoding import encoded, readable
from wizard.errors import StillOpen
from wizard.model.finding import RADIUS_FILE
from wizard.model.plan import Plan
from wizard.model.router_step import Pattern, RouterStep
from wizard.model.stage import Withheld
from wizard.plan.perspective import devices, hub_device
from wizard.render.device_stages import final, stages, target
from wizard.render.radius_export import radius_export
from wizard.render.rescue_card import rescue_cards, rescue_page
from wizard.render.run_sheet_entries import RunSheetRow, rows_of_device
from wizard.render.run_sheet_text import run_sheet_text
from wizard.render.stage_files import documents_of, withheld_of
from wizard.render.steps_and_checklist import checklist, steps
from wizard.site import OUT, RESCUE_CARDS, RUN_SHEET, Writer, names_of

_OURS = re.compile(r"(undo-)?[1-6]-[a-z]+\.cfg|radius\.txt|target\.cfg|final\.cfg|steps\.toml|checklist\.md")


class OfDevice(NamedTuple):
    """What one device gets."""

    texts: dict[str, str]
    """The text of each file by its name."""
    withheld: tuple[Withheld, ...]
    """The stages that open answers hold back."""
    rows: tuple[RunSheetRow, ...]
    """Its stages in the run sheet."""
    card: str
    """Its page of the rescue cards."""


Each = Callable[[Callable[[str], OfDevice], Sequence[str]], Iterator[OfDevice]]
"""Gives what a function makes of each device, in the order of the devices, as `map` does."""


class Outputs(NamedTuple):
    """What all devices get."""

    texts: dict[str, str]
    """The text of each file by its path below `out/`; what an open answer holds back is not among them."""
    withheld: tuple[Withheld, ...]


def outputs(plan: Plan) -> dict[str, str]:
    """The text of each file by its path below `out/`."""
    return outputs_of_each(plan, map).texts


def outputs_of_each(plan: Plan, each: Each) -> Outputs:
    """The files, made for each device in that way."""
    texts: dict[str, str] = {}
    held: list[Withheld] = []
    rows: list[RunSheetRow] = []
    cards: dict[str, str] = {}
    names = names_of(plan)
    # Every spoke looks at them.
    stages(plan, hub_device(plan))
    for device, own in zip(devices(plan), each(partial(_of_device, plan), devices(plan)), strict=True):
        texts |= {f"{names[device]}/{name}": text for name, text in own.texts.items()}
        held.extend(own.withheld)
        rows.extend(own.rows)
        cards[device] = own.card
    texts[RESCUE_CARDS] = rescue_cards(plan, cards)
    texts[RUN_SHEET] = run_sheet_text(plan, rows)
    try:
        exported = radius_export(plan)
    except StillOpen:
        exported = ""
    if exported:
        texts[f"{names[hub_device(plan)]}/{RADIUS_FILE}"] = exported
    return Outputs(dict(sorted(texts.items())), tuple(held))


def _of_device(plan: Plan, device: str) -> OfDevice:
    texts: dict[str, str] = {}
    for document in documents_of(plan, device):
        texts[document.stage.filename] = document.text
        if document.undo:
            texts[document.stage.undo_filename] = document.undo
    for name, whole in (("target.cfg", target), ("final.cfg", final)):
        with suppress(StillOpen):
            texts[name] = whole(plan, device).text()
    texts["steps.toml"] = steps_toml(steps(plan, device))
    texts["checklist.md"] = checklist(plan, device)
    return OfDevice(texts, withheld_of(plan, device), rows_of_device(plan, device), rescue_page(plan, device))


def steps_toml(rows: tuple[RouterStep, ...]) -> str:
    """The steps as a TOML array of tables."""
    # Its values by tomlkit, its tables by hand: an array of tables costs tomlkit ten times as much.
    text = ["# Commands beside the stages, in their order. None of them saves the configuration.\n"]
    for row in rows:
        values = (f"{key} = {_toml_value(value)}\n" for key, value in _step_row(row).items())
        text.extend(("\n[[step]]\n", *values))
    return "".join(text)


@lru_cache(maxsize=4096)
def _toml_value(value: str | tuple[str, ...]) -> str:
    """The value as TOML has it, several as an array; most stand in the steps of every device."""
    import tomlkit

    return tomlkit.item(value if isinstance(value, str) else list(value)).as_string()


def _step_row(step: RouterStep) -> dict[str, str | tuple[str, ...]]:
    judge = {"pattern": step.judge.regex} if isinstance(step.judge, Pattern) else {"judge": step.judge.function}
    return {
        "id": step.id,
        "device": step.device,
        "stage": step.stage.value,
        "when": step.when.value,
        "mode": step.mode.value,
        "by": step.by.value,
        "command": step.command,
        "needs": step.needs,
        **judge,
        "words": step.words,
        "why": step.why,
    }


class Rendered(NamedTuple):
    """What is in `out/`, and what is not."""

    files: dict[str, bytes]
    """The bytes of each file by its path below `out/`."""
    withheld: tuple[Withheld, ...]
    """The stages that open answers hold back."""


def rendered(plan: Plan, each: Each = map) -> Rendered:
    """The files as they are written, made for each device in that way."""
    texts, held = outputs_of_each(plan, each)
    encodings = {folder: plan.encoding(device) for device, folder in names_of(plan).items()}
    return Rendered(
        {name: _bytes_of(encodings.get(name.partition("/")[0], ""), name, text) for name, text in texts.items()}, held
    )


class Written(NamedTuple):
    """What was written."""

    files: tuple[Path, ...]
    withheld: tuple[Withheld, ...]
    """The stages that open answers hold back."""


def write_outputs(plan: Plan, site: Writer, each: Each = map) -> Written:
    """Writes `out/` of the site folder, and takes away what an earlier plan had written there."""
    files, held = rendered(plan, each)
    site.write_out(files, is_ours)
    return Written(tuple(site.path / OUT / name for name in files), held)


def is_ours(name: str) -> bool:
    """Whether a file of that name, with or without its folder, is one that `render` writes."""
    return bool(_OURS.fullmatch(name.rpartition("/")[2]))


def _bytes_of(encoding: str, name: str, text: str) -> bytes:
    """What a router is sent is in its own bytes; what a person reads is in UTF-8."""
    return encoded(text, encoding) if name.endswith(".cfg") else readable(text).encode()
