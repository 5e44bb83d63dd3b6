"""The numbers of the run sheet in their order; each router of one that is for several can be shown below it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding

import wizard.live
from screens.widgets.lines import LineList, Piece
from wizard.guide.shown_run_sheet import in_short, needs_attention, who
from wizard.render.run_sheet_text import title_of

if TYPE_CHECKING:
    from wizard.live import SentStages
    from wizard.render.run_sheet_entries import RunSheetEntry, RunSheetRow


class _Listed(NamedTuple):
    """One row of the list: a part, a number, or one router of it."""

    title: str
    """Of a part; "" of the others."""
    entry: RunSheetEntry
    row: RunSheetRow | None = None
    """Of one router of several."""


class RunSheetList(LineList):
    """Parts, their numbers, and the routers of those that are unfolded."""

    BORDER_TITLE = "The order"

    HELP = (
        "Each number is one stage, in the order in which they are sent: the hub is ready before its first spoke.\n"
        "+8 -3: lines that are sent, lines that take one away   ! something stops, or an answer is missing\n"
        "x it was sent and saved   > it was begun; each with how long ago that was seen\n"
        "Enter opens a stage with the checks around it and the way back; a number of several routers it unfolds first."
    )

    BINDINGS: ClassVar = [Binding("enter", "choose", "open")]

    def __init__(self) -> None:
        super().__init__(id="run-sheet")
        self._entries: tuple[RunSheetEntry, ...] = ()
        self._unfolded: set[int] = set()
        self._rows: list[_Listed] = []
        self._said: list[str] = []
        """What is said of each row that was sent, "" of the others."""
        self._names = 0
        """How many characters the longest name has."""
        self._sent: SentStages = {}
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        """By which it is said how long ago something was seen."""
        self.waiting = False

    def show_sent(self, sent: SentStages) -> None:
        """Mark what was sent, with its age as it is now."""
        said = [wizard.live.sent_in_words(self._sheet_rows(listed), sent, self.now()) for listed in self._rows]
        self._sent = sent
        for index, (before, after) in enumerate(zip(self._said or [""] * len(said), said, strict=False)):
            if before != after:
                self.refresh_line(index)
        self._said = said

    @staticmethod
    def _sheet_rows(listed: _Listed) -> tuple[RunSheetRow, ...]:
        if listed.title:
            return ()
        return (listed.row,) if listed.row else listed.entry.rows

    def show(self, entries: tuple[RunSheetEntry, ...], device: str, stage: str) -> None:
        """Draw these numbers; the cursor is on that stage of that router, or where it was."""
        row = self.row
        if row and not device:
            device, stage = row.device, row.stage.value
        self.waiting = False
        self._entries = entries
        self._names = max((len(name) for entry in entries for name in (who(entry), *entry.devices)), default=0)
        named = (entry.number for entry in entries if device in entry.devices and entry.first.stage == stage)
        self._build(next(named, 1))

    def _build(self, number: int) -> None:
        """Lay out what is unfolded, the cursor on that number."""
        self._rows = list(self._listed())
        self._said = []
        at = (place for place, listed in enumerate(self._rows) if not listed.title and listed.entry.number == number)
        self.lines_changed(next(at, 0))

    def _listed(self) -> Iterator[_Listed]:
        for part, of_part in groupby(self._entries, lambda entry: entry.part):
            entries = tuple(of_part)
            yield _Listed(title_of(part, entries), entries[0])
            for entry in entries:
                yield _Listed("", entry)
                if entry.number in self._unfolded:
                    yield from (_Listed("", entry, row) for row in entry.rows)

    @property
    def row(self) -> RunSheetRow | None:
        """The stage of one router under the cursor; of several the first one's, None on a part."""
        listed = self._rows[self.cursor] if self.cursor < len(self._rows) else None
        return None if listed is None or listed.title else listed.row or listed.entry.first

    def unfold(self) -> bool:
        """Show or hide the routers of the number under the cursor; whether there are several."""
        listed = self._rows[self.cursor]
        if listed.title or listed.row or len(listed.entry.rows) == 1:
            return False
        self._unfolded ^= {listed.entry.number}
        self._build(listed.entry.number)
        return True

    def count(self) -> int:
        return len(self._rows)

    def empty_text(self) -> str:
        return "Ordering the stages ..." if self.waiting else "Nothing is sent to any router."

    def pieces(self, index: int, width: int) -> Iterable[Piece]:
        title, entry, router = self._rows[index]
        if title:
            yield self.fitted(title, width), "heading"
            return
        row = router or entry.first
        names = min(self._names, max(20, width // 3))
        number, folds = ("", "") if router else (f"{entry.number}", self._fold(entry))
        yield f"{number:>3} {folds:<1} ", "dim"
        yield self.fitted(router.device if router else who(entry), names), ""
        yield f" {row.stage.number}-{row.stage.value:<8}", ""
        lines = f"+{row.added} -{row.removed}" if router or len(entry.rows) == 1 else ""
        yield f" {'' if row.waits_for else lines:<8} ", ""
        text, look = self._says(self._rows[index], row)
        yield self.fitted(text, width - names - 27), look

    def _says(self, listed: _Listed, row: RunSheetRow) -> tuple[str, str]:
        rows = self._sheet_rows(listed)
        if said := wizard.live.sent_in_words(rows, self._sent, self.now()):
            return (f"x {said}", "dim") if wizard.live.is_saved(rows, self._sent) else (f"> {said}", "attention")
        return (f"! {in_short(row)}", "attention") if needs_attention(row) else (f"  {in_short(row)}", "dim")

    def _fold(self, entry: RunSheetEntry) -> str:
        if len(entry.rows) == 1:
            return ""
        return "-" if entry.number in self._unfolded else "+"

    def searchable(self, index: int) -> str:
        title, entry, row = self._rows[index]
        if title:
            return title
        shown = (row,) if row else entry.rows
        return " ".join((*(each.device for each in shown), f"{entry.first.stage.number}-{entry.first.stage}"))
