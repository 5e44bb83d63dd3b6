"""What Preview compares: the configuration of a device before and after a stage, or before and after everything."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

import wizard.render
from wizard.difference import DiffRow, RowChange, counted, difference
from wizard.guide.anchors import HeadedRows
from wizard.model.configuration import Configuration
from wizard.model.kept_of_plan import kept_of_plan
from wizard.model.plan import Plan
from wizard.model.stage import Stage

TARGET, FINAL = "target", "final"


class ComparedPart(NamedTuple):
    """One part of a device's change that can be compared: a stage, or several."""

    key: str
    """`target`, `final` or a stage."""
    label: str
    open_keys: tuple[str, ...] = ()
    """Of the open questions that hold it back, wholly or in part."""


class TextKind(Enum):
    """What a row of the text of a stage is."""

    HEADING = auto()
    SENT = auto()
    TAKEN_BACK = auto()


class TextRow(NamedTuple):
    """One row of the text of a stage."""

    kind: TextKind
    number: int
    """In its file; 0 of a heading."""
    text: str

    def __repr__(self) -> str:
        # The text may hold a key.
        return f"<Row {self.kind.name} {self.number}>"


class Comparison(NamedTuple):
    """Old beside new, and the commands that make the difference."""

    part: ComparedPart
    rows: tuple[DiffRow, ...]
    text: str = ""
    """What is sent; empty for more than one stage."""
    undo: str = ""
    """What takes it back."""

    @property
    def text_rows(self) -> tuple[TextRow, ...]:
        """What is sent, and below it what takes it back; none where there is no single text."""
        return text_rows(self.text, self.undo)


def text_rows(text: str, undo: str) -> tuple[TextRow, ...]:
    """The text of a stage and below it what takes it back; none where nothing is sent."""
    return tuple(_text_rows(text, undo)) if text else ()


def _text_rows(text: str, undo: str) -> Iterator[TextRow]:
    yield TextRow(TextKind.HEADING, 0, "What is sent:")
    yield from (TextRow(TextKind.SENT, number, row) for number, row in enumerate(text.splitlines(), 1))
    yield TextRow(TextKind.HEADING, 0, "What takes it back:" if undo else "This stage has no inverse.")
    yield from (TextRow(TextKind.TAKEN_BACK, number, row) for number, row in enumerate(undo.splitlines(), 1))


def counts_in_words(comparison: Comparison) -> str:
    """What is compared, and how many lines of each kind there are, in signs and words."""
    counts, part = counted(comparison.rows), comparison.part
    parts = [f"+ {counts[RowChange.ADDED]} added", f"- {counts[RowChange.REMOVED]} removed"]
    parts += [f"~ {counts[RowChange.CHANGED]} changed", f"{counts[RowChange.SAME]} equal"]
    return f"{_what(part)}:  {'  '.join(parts)}"


def changes_in_words(comparison: Comparison) -> str:
    """The same to be read aloud, without signs."""
    counts = counted(comparison.rows)
    changed = (f"{counts[change]} {change}" for change in (RowChange.ADDED, RowChange.REMOVED, RowChange.CHANGED))
    return f"{_what(comparison.part)}: {', '.join(changed)}, {counts[RowChange.SAME]} equal"


def _what(part: ComparedPart) -> str:
    return {TARGET: "stages 1 to 5", FINAL: "stages 1 to 6"}.get(part.key, f"stage {part.label}")


def first_device(plan: Plan) -> str:
    """The device that is shown first."""
    return plan.spokes[0].device


def compared_parts(plan: Plan, device: str) -> tuple[ComparedPart, ...]:
    """The whole change of a device first, then its stages; a stage without a line is left out."""
    every = wizard.render.stages(plan, device)
    until_cutover = tuple(key for stage in every[: Stage.CUTOVER.number] for key in stage.open_keys)
    cleanup = every[-1]
    found = [ComparedPart(TARGET, "target", tuple(dict.fromkeys(until_cutover)))]
    if cleanup.sections or cleanup.open_keys:
        found.append(ComparedPart(FINAL, "final", tuple(dict.fromkeys((*until_cutover, *cleanup.open_keys)))))
    found.extend(
        ComparedPart(stage.stage.value, f"{stage.stage.number} {stage.stage}", stage.open_keys)
        for stage in every
        if stage.sections or stage.open_keys
    )
    return tuple(found)


@kept_of_plan
def comparison(plan: Plan, device: str, key: str) -> Comparison:
    """That part of the change of the device; the whole of it where it has no such part."""
    every = compared_parts(plan, device)
    part = next((compared_part for compared_part in every if compared_part.key == key), every[0])
    sent = wizard.render.document(plan, device, Stage(part.key)) if part.key not in {TARGET, FINAL} else None
    rows = compared_rows(plan, device, part.key)
    return Comparison(part, rows, sent.text if sent else "", sent.undo if sent else "")


@kept_of_plan
def headed_rows(plan: Plan, device: str, key: str) -> HeadedRows:
    """The rows of that part with their headers."""
    return HeadedRows(comparison(plan, device, key).rows)


def compared_rows(plan: Plan, device: str, key: str) -> tuple[DiffRow, ...]:
    """The rows of a part that the device has, which nobody keeps."""
    return difference(*_sides(plan, device, key))


def _sides(plan: Plan, device: str, key: str) -> tuple[Configuration, Configuration]:
    every = wizard.render.stages(plan, device)
    if key == TARGET:
        return every[0].before, every[Stage.CUTOVER.number - 1].after
    if key == FINAL:
        return every[0].before, every[-1].after
    stage = every[Stage(key).number - 1]
    return stage.before, stage.after
