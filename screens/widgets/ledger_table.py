"""What became of every line that was read, as a table that 50,000 lines do not slow down."""

from __future__ import annotations

from collections.abc import Iterable

from screens.symbols import VERDICTS
from screens.widgets.lines import LineList, Piece
from wizard.model.finding import LedgerEntry

_WIDE = 86
"""Columns from which the fate of a line fits beside it."""


class LedgerTable(LineList):
    """One row a line: number, verdict, text, what it becomes or why not."""

    BORDER_TITLE = "Every line"

    HELP = (
        "Every line of the sources with what becomes of it:\n"
        "  = carried over   ~ transformed\n"
        "  - dropped          kept\n"
        "  ? a question decides\n"
        "  ! not understood\n"
        "[ and ] narrow the table to one verdict. Enter shows the line that it becomes, or the question that decides."
    )

    def __init__(self) -> None:
        super().__init__(id="ledger")
        self._entries: tuple[LedgerEntry, ...] = ()
        self._entries_left: tuple[LedgerEntry, ...] = ()
        self._devices = 0
        self.waiting = True

    def show(self, entries: tuple[LedgerEntry, ...]) -> None:
        """Take the lines of all devices."""
        self._entries = entries
        self._devices = len({entry.device for entry in entries})
        self.waiting = False

    def narrow(self, verdict: str, device: str = "", line: int = 0) -> None:
        """Show the lines of one verdict, or all; the cursor goes to that line of that device."""
        self._entries_left = tuple(entry for entry in self._entries if not verdict or entry.verdict == verdict)
        places = (
            place for place, entry in enumerate(self._entries_left) if (entry.device, entry.line) == (device, line)
        )
        self.lines_changed(next(places, 0))

    @property
    def entry(self) -> LedgerEntry | None:
        """The line under the cursor."""
        return self._entries_left[self.cursor] if self.cursor < len(self._entries_left) else None

    def count(self) -> int:
        return len(self._entries_left)

    def empty_text(self) -> str:
        return "reading ..." if self.waiting else "No line has this verdict."

    def pieces(self, index: int, width: int) -> Iterable[Piece]:
        entry = self._entries_left[index]
        sign, look = VERDICTS[entry.verdict]
        room = width - 6 - 14
        if self._devices > 1:
            device = 12 if width < _WIDE else 18
            yield self.fitted_name(entry.device, device - 1) + " ", "dim"
            room -= device
        yield f"{entry.line:>5} ", "dim"
        yield f"{sign} {entry.verdict:<12}", look
        if width < _WIDE:
            yield self.fitted(entry.text, room), ""
            return
        text = room * 11 // 20
        yield self.fitted(entry.text, text - 1) + " ", ""
        yield self.fitted(fate(entry), room - text), "dim"

    def searchable(self, index: int) -> str:
        entry = self._entries_left[index]
        return f"{entry.device} {entry.line} {entry.verdict} {entry.text} {fate(entry)}"


def fate(entry: LedgerEntry) -> str:
    """What the line becomes, or why it becomes nothing."""
    return "; ".join(line.path_in_words for line in entry.becomes) or entry.reason
