"""What takes a line of a difference back: the line of the undo files that does it, where one does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from wizard.difference import DiffRow, RowChange
from wizard.guide.anchors import LinePath, Side
from wizard.guide.comparison import FINAL, TARGET, TextKind, TextRow, headed_rows
from wizard.ios.command_forms import MODES_WITHOUT_OBJECT
from wizard.ios.inverse import each_way_back
from wizard.ios.list_entries import list_number, shown_entry, without_number
from wizard.ios.masking import masked
from wizard.model.kept_of_plan import kept_of_plan
from wizard.model.plan import Plan
from wizard.model.stage import Document, Stage
from wizard.render.device_stages import stages
from wizard.render.stage_files import document, documents_of
from wizard.render.typed_text import as_shown
from wizard.sentence import Sentence


class WayBack(NamedTuple):
    """One line of an undo file."""

    stage: Stage
    row: int
    """Of the file, counted from 1."""
    path: LinePath
    """The line behind the headers that it stands below, as it is sent."""

    @property
    def in_words(self) -> Sentence:
        """The file and its row, and what stands there, without secrets."""
        return f"{self.stage.undo_filename}:{self.row}  {' / '.join(map(masked, self.path))}"

    def place_in(self, rows: Sequence[TextRow]) -> int:
        """The index of that line among the rows of the text of its stage; 0 where it is not there."""
        found = (place for place, row in enumerate(rows) if row.kind is TextKind.TAKEN_BACK and row.number == self.row)
        return next(found, 0)


class _WaysBack(NamedTuple):
    """Those of one stage of a device."""

    of_sent: dict[LinePath, WayBack]
    """By the line that is sent."""
    again: dict[LinePath, WayBack]
    """By the line that was there before and is written again."""


def way_back(plan: Plan, device: str, part: str, index: int) -> WayBack | None:
    """The line of the undo files that takes back what that row shows; None where none does."""
    headed = headed_rows(plan, device, part)
    if index >= len(headed.rows):
        return None
    row = headed.rows[index]
    if row.change is RowChange.SAME:
        return None
    added = headed.path(index, Side.NEW) if row.change is not RowChange.REMOVED else ()
    gone = headed.path(index, Side.OLD) if row.change is not RowChange.ADDED else ()
    ways = _ways_back(plan, device)
    return next(_found([ways[stage] for stage in reversed(stages_of(part)) if stage in ways], added, gone), None)


def _found(ways: Iterable[_WaysBack], added: LinePath, gone: LinePath) -> Iterator[WayBack]:
    """Of the line itself in whichever stage, then of the nearest header that goes with it."""
    every = tuple(ways)
    for length in range(len(added), 0, -1):
        yield from (found for way in every if (found := way.of_sent.get(added[:length])))
    yield from (found for way in every if gone and (found := way.again.get(gone)))


def stages_of(part: str) -> tuple[Stage, ...]:
    """The stages that a compared part is made of."""
    if part in {TARGET, FINAL}:
        return tuple(Stage)[: Stage.CLEANUP.number if part == FINAL else Stage.CUTOVER.number]
    return (Stage(part),)


def why_none(plan: Plan, device: str, row: DiffRow) -> Sentence:
    """Why no line of the undo files takes that row back."""
    if row.change is RowChange.SAME:
        return "it stays as it is"
    if row.new in MODES_WITHOUT_OBJECT:
        return "it goes with the last line below it"
    if document(plan, device, Stage.LOGIN):
        return "nothing takes it back: stage 2, login, has no inverse"
    return "no line of the undo files takes it back"


@kept_of_plan
def _ways_back(plan: Plan, device: str) -> dict[Stage, _WaysBack]:
    before = {stage.stage: stage for stage in stages(plan, device)}
    found: dict[Stage, _WaysBack] = {}
    for written in documents_of(plan, device):
        of_stage = before[written.stage]
        sent = [line for section in of_stage.sections for line in section.commands]
        again = {path: way for way in _rows(written) for path in (way.path, tuple(map(as_shown, way.path)))}
        backs = each_way_back(of_stage.before, sent)
        of_sent = {_as_shown(path): again[back[0]] for path, back in backs if back and back[0] in again}
        found[written.stage] = _WaysBack(of_sent, again)
    return found


def _as_shown(path: LinePath) -> LinePath:
    """The path of a command as a configuration has it: an entry of a numbered list stands at the left margin."""
    list_name = list_number(path[0])
    return (shown_entry(list_name, without_number(path[1])),) if list_name and len(path) > 1 else path


def _rows(written: Document) -> Iterator[WayBack]:
    """The lines of an undo file with their places."""
    headers: list[tuple[int, str]] = []
    for number, text in enumerate(written.undo.splitlines(), 1):
        if text.startswith("!"):
            continue
        indent = len(text) - len(text.lstrip(" "))
        while headers and headers[-1][0] >= indent:
            headers.pop()
        headers.append((indent, text.strip(" ")))
        yield WayBack(written.stage, number, tuple(header for _, header in headers))
