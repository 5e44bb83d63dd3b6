"""What became of every line that was read, as a table that 50,000 lines do not slow down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import ClassVar, NamedTuple

from textual.binding import Binding

from screens.symbols import VERDICTS
from screens.widgets.lines import LineList, Piece
from wizard.guide.folding import Folding, LineName
from wizard.guide.shortened import neighbours
from wizard.model.finding import LedgerEntry, Verdict
from wizard.sentence import so_many

_WIDE = 86
"""Columns from which the fate of a line fits beside it."""
_DEVICE = (14, 20)
"""The most columns of a device where that does not fit, and where it does."""

_FROM_TOP = 1
"""Rows above the first line of EzVPN when the table opens."""


class Stretch(NamedTuple):
    """A run of lines that are not EzVPN's, of one device."""

    entries: Sequence[LedgerEntry]
    is_open: bool

    @property
    def names(self) -> list[LineName]:
        """What stays of its lines when the ledger is made anew."""
        return names_of(self.entries)


def names_of(entries: Iterable[LedgerEntry]) -> list[LineName]:
    """The names of lines of the ledger."""
    return [LineName(entry.device, entry.line) for entry in entries]


class LedgerTable(LineList):
    """One row a line: number, verdict, text, what it becomes or why not; what is not EzVPN's is folded."""

    BORDER_TITLE = "Every line"

    BINDINGS: ClassVar = [
        Binding("z", "fold", "Fold or unfold", show=False),
    ]
    HELP = (
        "Every line of the sources with what becomes of it:\n"
        "  = carried over   ~ transformed\n"
        "  - dropped          kept\n"
        "  ? a question decides\n"
        "  ! not understood\n"
        "Lines that are not EzVPN's and stay are folded: enter opens or folds a run of them, z all. "
        "[ and ] narrow the table to one verdict. Enter shows the line that a line becomes, or the question that "
        "decides; p shows it, or itself, in old beside new, F what the checks say of it. Escape comes back."
    )

    def __init__(self) -> None:
        super().__init__(id="ledger")
        self.folding = Folding()
        self._entries: tuple[LedgerEntry, ...] = ()
        self._drawn: list[LedgerEntry | Stretch] = []
        self._verdict = ""
        self._beside: dict[str, tuple[str, ...]] = {}
        self.waiting = True

    def show(self, entries: tuple[LedgerEntry, ...]) -> None:
        """Take the lines of all devices."""
        self._entries = entries
        self._beside = neighbours({entry.device for entry in entries})
        self.waiting = False

    def narrow(
        self, verdict: str, device: str = "", line: int = 0, *, on_stretch: bool = False, from_top: int | None = None
    ) -> None:
        """Show the lines of one verdict, or all; the cursor goes to that line of that device, or to what folds it."""
        self._verdict = verdict
        name = LineName(device, line)
        self._drawn = list(self._unfolding(name, is_seen=bool(line) and not on_stretch))
        place = self._place_of(name, on_stretch=on_stretch)
        if place is None:
            place, from_top = self._first(), _FROM_TOP
        self.lines_changed(place, from_top)

    def _unfolding(self, seen: LineName, *, is_seen: bool) -> Iterator[LedgerEntry | Stretch]:
        """The lines of the verdict; each run that is not EzVPN's behind its row where it is open, as one seen is."""
        entries = (entry for entry in self._entries if not self._verdict or entry.verdict == self._verdict)
        for (_, is_ezvpn), run in groupby(entries, lambda entry: (entry.device, entry.is_ezvpn)):
            some = tuple(run)
            if is_ezvpn or len(some) == 1:
                yield from some
                continue
            names = names_of(some)
            if is_seen and not self.folding.opens(names) and seen in names:
                self.folding = self.folding.turned(names)
            is_open = self.folding.opens(names)
            yield Stretch(some, is_open)
            if is_open:
                yield from some

    def _place_of(self, name: LineName, *, on_stretch: bool = False) -> int | None:
        for place, drawn in enumerate(self._drawn):
            if isinstance(drawn, Stretch):
                if on_stretch and name in drawn.names:
                    return place
            elif (drawn.device, drawn.line) == name[:2]:
                return place
        return None

    def _first(self) -> int:
        """The first line that does not stay as it is, else the first of all."""
        lines = ((place, drawn) for place, drawn in enumerate(self._drawn) if isinstance(drawn, LedgerEntry))
        return next((place for place, entry in lines if entry.verdict is not Verdict.KEPT), 0)

    @property
    def _current(self) -> LedgerEntry | Stretch | None:
        return self._drawn[self.cursor] if self.cursor < len(self._drawn) else None

    @property
    def entry(self) -> LedgerEntry | None:
        """The line under the cursor; None on the row of a run that is not EzVPN's."""
        return None if isinstance(self._current, Stretch) else self._current

    @property
    def is_on_stretch(self) -> bool:
        """Whether the cursor is on the row of a run that is not EzVPN's."""
        return isinstance(self._current, Stretch)

    @property
    def line_name(self) -> LineName:
        """The line under the cursor; of a run, its first one."""
        current = self._current
        entry = current.entries[0] if isinstance(current, Stretch) else current
        return LineName(entry.device, entry.line) if entry else LineName("", 0)

    def count(self) -> int:
        return len(self._drawn)

    def empty_text(self) -> str:
        return "reading ..." if self.waiting else "No line has this verdict."

    def pieces(self, index: int, width: int) -> Iterable[Piece]:
        drawn = self._drawn[index]
        entry = drawn.entries[0] if isinstance(drawn, Stretch) else drawn
        room = width - 6 - 14
        if len(self._beside) > 1:
            device = min(_DEVICE[width >= _WIDE], 1 + max(map(len, self._beside)))
            yield self.fitted(entry.device, device - 1, self._beside[entry.device]) + " ", "dim"
            room -= device
        if isinstance(drawn, Stretch):
            words = f"{so_many(len(drawn.entries), 'line')} not of EzVPN, kept as they were"
            yield f"{f'v {words}, enter folds' if drawn.is_open else f'... {words}'}", "dim"
            return
        sign, look = VERDICTS[entry.verdict]
        yield f"{entry.line:>5} ", "dim"
        yield f"{sign} {entry.verdict:<12}", look
        if width < _WIDE:
            yield self.fitted_line(entry.text, room), ""
            return
        text = room * 11 // 20
        yield self.fitted_line(entry.text, text - 1) + " ", ""
        fit = self.fitted_line if entry.becomes else self.fitted
        yield fit(fate(entry), room - text), "dim"

    def searchable(self, index: int) -> str:
        drawn = self._drawn[index]
        return "" if isinstance(drawn, Stretch) else _searched(drawn)

    def search(self, sought: str) -> bool:
        """Open every run that has it, and go to the first line that has it from the cursor on."""
        runs = [drawn for drawn in self._drawn if isinstance(drawn, Stretch) and not drawn.is_open]
        for run in runs if sought else ():
            if any(sought.lower() in _searched(entry).lower() for entry in run.entries):
                self.folding = self.folding.turned(run.names)
        self._build_again()
        return super().search(sought)

    def unfold(self) -> bool:
        """Open the run under the cursor, or fold it; whether there is one."""
        current = self._current
        if not isinstance(current, Stretch):
            return False
        self.folding = self.folding.turned(current.names)
        self._build_again()
        return True

    def action_fold(self) -> None:
        """Open every run that is not EzVPN's, or fold all of them."""
        self.folding = self.folding.all_turned()
        entry = self.entry
        folds = not self.folding.is_open and bool(entry) and not (entry and entry.is_ezvpn)
        self._build_again(on_stretch=folds or self.is_on_stretch)

    def _build_again(self, *, on_stretch: bool | None = None) -> None:
        there = self.is_on_stretch if on_stretch is None else on_stretch
        self.narrow(self._verdict, *self.line_name[:2], on_stretch=there, from_top=self.from_top)


def _searched(entry: LedgerEntry) -> str:
    return f"{entry.device} {entry.line} {entry.verdict} {entry.text} {fate(entry)}"


def fate(entry: LedgerEntry) -> str:
    """What the line becomes, or why it becomes nothing."""
    return "; ".join(line.path_in_words for line in entry.becomes) or entry.reason
