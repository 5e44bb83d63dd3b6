"""The run sheet as the front ends show it: its rows, and the text of one stage with the checks around it."""

from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

import wizard.render
from wizard.ios.masking import masked
from wizard.model.plan import Plan
from wizard.model.router_step import PromptMode, RouterStep
from wizard.render.run_sheet_entries import RunSheetEntry, RunSheetRow
from wizard.sentence import Sentence


class Said(Enum):
    """What a line of a stage is about."""

    HEADING = auto()
    WORDS = auto()
    SENT = auto()
    TAKEN_BACK = auto()


class StageLine(NamedTuple):
    """One line of what is shown of a stage."""

    said: Said
    text: str
    """A line that is sent stands there without its secrets."""


def who(entry: RunSheetEntry) -> Sentence:
    """The routers of a number: a name, or how many there are."""
    return entry.devices[0] if len(entry.rows) == 1 else f"{len(entry.rows)} spokes"


def needs_attention(row: RunSheetRow) -> bool:
    """Whether something stops in that stage, or it waits for an answer."""
    return bool(row.waits_for) or any(notice.row.stops for notice in row.notices)


def in_short(row: RunSheetRow) -> Sentence:
    """What matters most of a row: what it waits for, what stops, or what else one will notice."""
    if row.waits_for:
        return f"waits for {', '.join(key.rpartition('.')[2] for key in row.waits_for)}"
    stops = [notice.row.in_short for notice in row.notices if notice.row.stops]
    return ", ".join(stops) or row.notices[0].row.in_short


def stage_lines(plan: Plan, row: RunSheetRow) -> Iterator[StageLine]:
    """What one will notice of a stage, what is typed around it, what is sent, and the way back."""
    sent = wizard.render.document(plan, row.device, row.stage)
    yield StageLine(Said.HEADING, "One will notice:")
    yield from (StageLine(Said.WORDS, notice.words) for notice in row.notices)
    if row.waits_for or sent is None:
        yield StageLine(Said.HEADING, f"Withheld: it waits for the answer to {', '.join(row.waits_for)}")
        return
    yield from _checks("Before it:", row, row.before)
    yield StageLine(Said.HEADING, f"What is sent, +{row.added} -{row.removed}:")
    yield from (StageLine(Said.SENT, masked(line)) for line in sent.text.splitlines())
    yield from _checks("After it:", row, row.after)
    yield StageLine(Said.HEADING, "The way back:")
    yield StageLine(Said.WORDS, row.way_back())
    yield from _checks("Before it is taken back:", row, row.undo)
    if sent.undo:
        yield StageLine(Said.HEADING, f"What takes it back, {row.stage.undo_filename}:")
        yield from (StageLine(Said.TAKEN_BACK, masked(line)) for line in sent.undo.splitlines())
        yield from _checks("After it was taken back:", row, row.undone)


def _checks(title: Sentence, row: RunSheetRow, steps: tuple[RouterStep, ...]) -> Iterator[StageLine]:
    if steps:
        yield StageLine(Said.HEADING, title)
    for step in steps:
        where = "" if step.device == row.device else f"on {step.device}: "
        mode = " in configuration mode" if step.mode is PromptMode.CONFIGURATION else ""
        yield StageLine(Said.WORDS, f"{where}{step.command}{mode}: {step.words}")
