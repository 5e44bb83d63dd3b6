"""Old beside new: side by side where there is room, one below the other with signs where there is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding
from textual.message import Message

from screens.widgets.lines import LineList, Piece
from screens.widgets.wrapping import is_short, wrapped
from wizard.difference import SIGN, DiffRow, Gap, RowChange, folded, hidden
from wizard.guide.difference_layout import NONE, Drawn, below, beside
from wizard.guide.folding import Folding, LineName
from wizard.sentence import Sentence, so_many

SIDE_BY_SIDE = 120
"""Columns of the terminal from which on both sides fit."""

_FEW = 64
"""Lines at each end of a stretch by which it is known again."""

_LOOK = {RowChange.SAME: "", RowChange.ADDED: "added", RowChange.REMOVED: "removed", RowChange.CHANGED: "changed"}


_FIRST = "No change stands before this one."


class DiffView(LineList):
    """Two configurations with a sign for each difference; equal lines far from one are folded."""

    BORDER_TITLE = "Old beside new"

    # What is wrapped has the same room with a scroll bar and without one.
    DEFAULT_CSS = """
    DiffView { scrollbar-gutter: stable; }
    """
    BINDINGS: ClassVar = [
        Binding("enter", "choose", "Fold or unfold", show=False),
        Binding("c", "change(1)", "change"),
        Binding("C", "change(-1)", "Previous change", show=False),
        Binding("z", "fold", "Fold or unfold", show=False),
    ]
    HELP = (
        "The configuration before at the left, after at the right; on a narrow terminal one below the other.\n"
        "  + added   - removed\n"
        "  ~- changed, as it was   ~+ as it will be\n"
        "Lines that stay as they are are folded: enter opens or folds one place, z all of them. c goes to the next "
        "change, ^o shows secrets. Below stands what takes the line under the cursor back, and where it leads to."
    )

    class NoChange(Message):
        """There is no other change in that direction; why, in words."""

        def __init__(self, why: Sentence) -> None:
            super().__init__()
            self.why = why

    def __init__(self) -> None:
        super().__init__(id="diff")
        self.revealed = False
        self.folding = Folding()
        self._device = ""
        self._rows: Sequence[DiffRow] = ()
        self._folded: tuple[int | Gap, ...] = ()
        self._drawn: list[Drawn | Gap] = []
        self._texts: dict[int, tuple[list[str], list[str]]] = {}
        self._room = 0
        """The columns that the text of one side had when it was laid out."""
        self.waiting = True

    def show(
        self,
        rows: Sequence[DiffRow],
        row: int | None = None,
        *,
        device: str = "",
        part: int = 0,
        from_top: int | None = None,
    ) -> None:
        """Draw these rows of a device; the cursor goes to that row, or to the first change.

        `part` says on which of the lines of the row, -1 that it is on the line for the stretch that has it.
        """
        self._rows, self._device = rows, device
        self._folded = folded(rows)
        self.waiting = False
        if row is None:
            row, part = first_change(rows), 0
        self._build(row, part, from_top)

    def go_to(self, row: int) -> None:
        """Put the cursor on that row, opening what has it."""
        place = self._place_of(row)
        if place is None:
            self._build(row)
        else:
            self.cursor = place

    @property
    def row(self) -> int:
        """The index of the row under the cursor; of a stretch, of its first one."""
        if self.cursor >= len(self._drawn):
            return 0
        drawn = self._drawn[self.cursor]
        return drawn.first if isinstance(drawn, Gap) else drawn.row

    @property
    def is_on_stretch(self) -> bool:
        """Whether the cursor is on the line for a stretch."""
        return self.cursor < len(self._drawn) and isinstance(self._drawn[self.cursor], Gap)

    @property
    def part(self) -> int:
        """On which line of its row the cursor is; -1 on the line for a stretch."""
        return -1 if self.is_on_stretch else self.cursor - (self._place_of(self.row) or 0)

    @property
    def rows(self) -> Sequence[DiffRow]:
        """What is drawn."""
        return self._rows

    @property
    def side_by_side(self) -> bool:
        """Whether both sides fit beside each other."""
        return self.app.size.width >= SIDE_BY_SIDE

    def _room_of_side(self) -> int:
        """The columns that the text of one side has."""
        width = self.scrollable_content_region.width - 2
        return (width - 3) // 2 - 8 if self.side_by_side else width - 15

    def _build(self, row: int, part: int = 0, from_top: int | None = None) -> None:
        """Lay out what is drawn, with the cursor on that row."""
        self._texts = {}
        lay_out = beside if self.side_by_side else below
        room = self._room = self._room_of_side()
        places = self._unfolding(row, is_seen=part >= 0)
        self._drawn = list(lay_out(self._rows, places, lambda index: self._parts(index, room)))
        place = self._place_of(row, on_stretch=part < 0) or 0
        self.lines_changed(place + max(0, part), from_top)

    def _unfolding(self, row: int, *, is_seen: bool) -> Iterator[int | Gap]:
        """The rows around each change, and behind its line each stretch that is open, as one with that row is."""
        for place in self._folded:
            if isinstance(place, int):
                yield place
                continue
            names = self._names(place)
            if is_seen and place.holds(row) and not self.folding.opens(names):
                self.folding = self.folding.turned(names)
            if self.folding.opens(names):
                yield place._replace(is_open=True)
                yield from place.rows
            else:
                yield place

    def _names(self, gap: Gap) -> list[LineName]:
        """The lines of a stretch that stand at the left margin, or all where none does."""
        if not self.folding.exceptions and gap.size > _FEW:
            # Nothing is compared with them: a few are enough to turn it.
            every = [self._rows[index] for index in (*gap.rows[:_FEW], *gap.rows[-_FEW:])]
        else:
            every = [self._rows[index] for index in gap.rows]
        tops = [row for row in every if not row.new.startswith(" ")]
        return [LineName(self._device, row.old_number, "" if row.old_number else row.new) for row in tops or every]

    def _place_of(self, row: int, *, on_stretch: bool = False) -> int | None:
        for place, drawn in enumerate(self._drawn):
            if isinstance(drawn, Gap):
                if on_stretch and drawn.holds(row):
                    return place
            elif row in (drawn.old, drawn.new):
                return place
        return None

    def _parts(self, index: int, room: int) -> tuple[int, int]:
        row = self._rows[index]
        if is_short(row.old, room) and is_short(row.new, room):
            return 1, 1
        old, new = self._wrapped(index)
        return len(old), len(new)

    def _wrapped(self, index: int) -> tuple[list[str], list[str]]:
        """The drawn lines of both sides of a row."""
        if index not in self._texts:
            row = self._revealed(self._rows[index])
            self._texts[index] = (self._wrap(row.old), self._wrap(row.new))
        return self._texts[index]

    def _revealed(self, row: DiffRow) -> DiffRow:
        return row if self.revealed else hidden(row)

    def _wrap(self, text: str) -> list[str]:
        return wrapped(self.glyphs.plain(text), max(8, self._room), self.glyphs.continued)

    def count(self) -> int:
        return len(self._drawn)

    def empty_text(self) -> str:
        return "comparing ..." if self.waiting else "There is no configuration to compare."

    def pieces(self, index: int, width: int) -> Iterable[Piece]:
        drawn = self._drawn[index]
        if isinstance(drawn, Gap):
            words = f"{so_many(drawn.size, 'line')} as they were"
            return [(f"{'':>6}{f'v {words}, enter folds' if drawn.is_open else f'... {words}, enter opens'}", "dim")]
        return self._beside(drawn) if self.side_by_side else self._below(drawn)

    def _beside(self, drawn: Drawn) -> Iterator[Piece]:
        yield from self._half(drawn.old, drawn.old_part, is_old=True)
        yield f" {self.glyphs.divider} ", "dim"
        yield from self._half(drawn.new, drawn.new_part, is_old=False)

    def _half(self, index: int, part: int, *, is_old: bool) -> Iterator[Piece]:
        """One side of a line: its number, its sign, its text."""
        if index == NONE:
            yield " " * (self._room + 8), ""
            return
        row = self._rows[index]
        mine, other = self._wrapped(index) if is_old else self._wrapped(index)[::-1]
        number = (row.old_number if is_old else row.new_number) if not part else 0
        yield f"{number or '':>5} ", "dim"
        yield f"{SIGN[row.change] if part < len(mine) else ' '} ", _LOOK[row.change]
        text = _part(mine, part)
        yield from _marked(text, _part(other, part), row.change)
        yield " " * max(0, self._room - cell_len(text)), ""

    def _below(self, drawn: Drawn) -> Iterator[Piece]:
        row = self._rows[drawn.row]
        is_old = drawn.new == NONE
        part = drawn.old_part if is_old else drawn.new_part
        mine, other = self._wrapped(drawn.row) if is_old else self._wrapped(drawn.row)[::-1]
        old_number = row.old_number if drawn.old != NONE and not part else 0
        new_number = row.new_number if drawn.new != NONE and not part else 0
        yield f"{old_number or '':>5} {new_number or '':>5} ", "dim"
        side = ("-" if is_old else "+") if row.change is RowChange.CHANGED else " "
        yield f"{SIGN[row.change]}{side} ", _LOOK[row.change]
        yield from _marked(_part(mine, part), _part(other, part), row.change)

    def searchable(self, index: int) -> str:
        drawn = self._drawn[index]
        if isinstance(drawn, Gap):
            return ""
        old = self._revealed(self._rows[drawn.old]).old if drawn.old != NONE else ""
        new = self._revealed(self._rows[drawn.new]).new if drawn.new != NONE else ""
        return f"{old}\n{new}"

    def on_resize(self) -> None:
        self._build(self.row, self.part, self.from_top)

    def _stretch(self) -> Gap | None:
        """The stretch that the cursor is on or in; None beside a change."""
        row = self.row
        return next((place for place in self._folded if isinstance(place, Gap) and place.holds(row)), None)

    def why_no_choose(self) -> str:
        return "" if self._stretch() else "What stands beside a change is not folded: c goes to the next change."

    def action_choose(self) -> None:
        """Open the stretch of lines under the cursor, or fold it."""
        stretch = self._stretch()
        if stretch is None:
            return
        is_open = self.folding.opens(self._names(stretch))
        self.folding = self.folding.turned(self._names(stretch))
        self._build(stretch.first, -1 if is_open else 0, self.from_top if is_open else None)

    def action_fold(self) -> None:
        """Open every stretch, or fold all of them."""
        self.folding = self.folding.all_turned()
        self._build(self.row, -1 if self._stretch() and not self.folding.is_open else max(0, self.part))

    def reveal(self, *, revealed: bool) -> None:
        """Show the secrets, or hide them."""
        self.revealed = revealed
        self._build(self.row, self.part, self.from_top)

    def action_change(self, direction: int) -> None:
        """Go to the first line of the next run of changes, or of the one before."""
        place = self.cursor
        while self._is_change(place):
            place += direction
        while 0 <= place < len(self._drawn) and not self._is_change(place):
            place += direction
        while direction < 0 and self._is_change(place - 1):
            place -= 1
        if not self._is_change(place):
            self.post_message(self.NoChange("No change comes after this one." if direction > 0 else _FIRST))
        elif place == self.cursor:
            self.post_message(self.NoChange(_FIRST))
        else:
            self.cursor = place

    def _is_change(self, place: int) -> bool:
        if not 0 <= place < len(self._drawn):
            return False
        drawn = self._drawn[place]
        return not isinstance(drawn, Gap) and self._rows[drawn.row].change is not RowChange.SAME


def first_change(rows: Sequence[DiffRow]) -> int:
    """The index of the first row that is not the same on both sides; 0 where all are."""
    return next((index for index, row in enumerate(rows) if row.change is not RowChange.SAME), 0)


def _part(lines: list[str], part: int) -> str:
    return lines[part] if part < len(lines) else ""


def _marked(text: str, other: str, change: RowChange) -> Iterator[Piece]:
    """The text with what differs from the other side marked."""
    look = _LOOK[change]
    if change is not RowChange.CHANGED:
        yield text, look
        return
    words, others = text.split(" "), other.split(" ")
    start = _equal(words, others)
    end = _equal(words[:start:-1], others[:start:-1])
    last = len(words) - end
    yield " ".join((*words[:start], "")), look
    yield " ".join(words[start:last]), "word"
    yield " ".join(("", *words[last:])) if end else "", look


def _equal(words: list[str], others: list[str]) -> int:
    """How many words are equal from the start on."""
    return next((place for place, pair in enumerate(zip(words, others, strict=False)) if pair[0] != pair[1]), 0)
