"""Old beside new: side by side where there is room, one below the other with signs where there is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len, chop_cells
from textual.binding import Binding

from screens.widgets.lines import LineList, Piece
from wizard.difference import SIGN, DiffRow, Gap, RowChange, folded, hidden
from wizard.guide.anchors import path_of, row_of
from wizard.guide.difference_layout import NONE, Drawn, below, beside
from wizard.sentence import so_many

SIDE_BY_SIDE = 120
"""Columns of the terminal from which on both sides fit."""

_LOOK = {RowChange.SAME: "", RowChange.ADDED: "added", RowChange.REMOVED: "removed", RowChange.CHANGED: "changed"}


class DiffView(LineList):
    """Two configurations with a sign for each difference; equal lines far from one are folded."""

    BORDER_TITLE = "Old beside new"

    # What is wrapped has the same room with a scroll bar and without one.
    DEFAULT_CSS = """
    DiffView { scrollbar-gutter: stable; }
    """
    BINDINGS: ClassVar = [
        Binding("enter", "choose", "Unfold", show=False),
        Binding("c", "change(1)", "change"),
        Binding("C", "change(-1)", "Previous change", show=False),
        Binding("z", "fold", "Fold or unfold", show=False),
        Binding("ctrl+o", "reveal", "secrets", key_display="^o"),
    ]
    HELP = (
        "The configuration before at the left, after at the right; on a narrow terminal one below the other.\n"
        "  + added   - removed\n"
        "  ~- changed, as it was   ~+ as it will be\n"
        "c goes to the next change, z folds or unfolds equal lines, enter unfolds one place, ^o shows secrets."
    )

    def __init__(self) -> None:
        super().__init__(id="diff")
        self.revealed = False
        self._folds = True
        self._unfolded: set[int] = set()
        self._rows: Sequence[DiffRow] = ()
        self._drawn: list[Drawn | Gap] = []
        self._texts: dict[int, tuple[list[str], list[str]]] = {}
        self.waiting = True

    def show(self, rows: Sequence[DiffRow], cursor_on: tuple[str, ...] = ()) -> None:
        """Draw these rows; the cursor goes to that line of the new side, or to the first change."""
        self._rows = rows
        self._unfolded = set()
        self.waiting = False
        target = row_of(rows, cursor_on)
        if target is None:
            target = next((index for index, row in enumerate(rows) if row.change is not RowChange.SAME), 0)
        self._build(target)

    @property
    def row(self) -> int:
        """The index of the row under the cursor."""
        if self.cursor >= len(self._drawn):
            return 0
        drawn = self._drawn[self.cursor]
        return drawn.first if isinstance(drawn, Gap) else drawn.row

    @property
    def path(self) -> tuple[str, ...]:
        """The new side's line under the cursor below its headers, with secrets masked; empty where there is none."""
        return path_of(self._rows, self.row)

    @property
    def side_by_side(self) -> bool:
        """Whether both sides fit beside each other."""
        return self.app.size.width >= SIDE_BY_SIDE

    @property
    def _room(self) -> int:
        """The columns that the text of one side has."""
        width = self.scrollable_content_region.width - 2
        return (width - 3) // 2 - 8 if self.side_by_side else width - 15

    def _build(self, row: int) -> None:
        """Lay out what is drawn, with the cursor on that row."""
        self._texts = {}
        places = self._unfolding(row) if self._folds else range(len(self._rows))
        lay_out = beside if self.side_by_side else below
        room = self._room
        self._drawn = list(lay_out(self._rows, places, lambda index: self._parts(index, room)))
        self.lines_changed(self._place_of(row))

    def _unfolding(self, row: int) -> Iterator[int | Gap]:
        """The rows around each change and those that were unfolded, that row among them."""
        for place in folded(self._rows):
            if isinstance(place, int):
                yield place
            elif place.first in self._unfolded or place.first <= row < place.first + place.size:
                self._unfolded.add(place.first)
                yield from range(place.first, place.first + place.size)
            else:
                yield place

    def _place_of(self, row: int) -> int:
        for place, drawn in enumerate(self._drawn):
            if not isinstance(drawn, Gap) and row in (drawn.old, drawn.new):
                return place
        return 0

    def _parts(self, index: int, room: int) -> tuple[int, int]:
        row = self._rows[index]
        if _is_short(row.old, room) and _is_short(row.new, room):
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
            return [(f"{'':>6}... {so_many(drawn.size, 'equal line')}, enter unfolds", "dim")]
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
        self._build(self.row)

    def action_choose(self) -> None:
        drawn = self._drawn[self.cursor] if self.cursor < len(self._drawn) else None
        if isinstance(drawn, Gap):
            self._unfolded.add(drawn.first)
            self._build(drawn.first)

    def action_fold(self) -> None:
        """Fold the equal lines, or unfold all."""
        self._folds = not self._folds
        self._unfolded = set()
        self._build(self.row)

    def action_reveal(self) -> None:
        """Show the secrets, or hide them."""
        self.revealed = not self.revealed
        self._build(self.row)

    def action_change(self, direction: int) -> None:
        """Go to the first line of the next run of changes, or of the one before."""
        place = self.cursor
        while self._is_change(place):
            place += direction
        while 0 <= place < len(self._drawn) and not self._is_change(place):
            place += direction
        while direction < 0 and self._is_change(place - 1):
            place -= 1
        if self._is_change(place):
            self.cursor = place

    def _is_change(self, place: int) -> bool:
        if not 0 <= place < len(self._drawn):
            return False
        drawn = self._drawn[place]
        return not isinstance(drawn, Gap) and self._rows[drawn.row].change is not RowChange.SAME


def wrapped(text: str, room: int, continued: str) -> list[str]:
    """The text in lines that fit into the room; those behind the first one begin with a sign."""
    end = _end(text, 0, room)
    parts = [text[:end]]
    while end < len(text):
        start, end = end, _end(text, end, room - 2)
        parts.append(f"{continued} {text[start:end]}")
    return parts


def _is_short(text: str, room: int) -> bool:
    """Whether a text surely fits: of other characters each may take two cells, or be shown as several."""
    return len(text) <= room and text.isascii() and text.isprintable()


def _end(text: str, start: int, room: int) -> int:
    """Where the part of a text ends that begins there: behind a word, unless that is a long way back."""
    part = text[start : start + room]
    if cell_len(part) > room:
        part = chop_cells(part, room)[0]
    if start + len(part) == len(text):
        return len(text)
    blank = part.rfind(" ", len(part) // 2)
    return start + (blank + 1 if blank > 0 else len(part))


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
