"""What stands on the terminal already is not sent again: over a slow line a key is answered at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from rich.cells import cell_len

_MOVE = re.compile(r"\x1b\[(\d{1,5});(\d{1,5})H")
_LOOK = re.compile(r"(\x1b\[[\d;]*m)")
_PLAIN = ("", "\x1b[0m", "\x1b[m")
_SEEN_ON_BLANKS = re.compile(r"(?:\x1b\[|;)(?:[479]|53|4\d|10[0-7])[;m]")
"""Looks that are seen where there is no letter: underlined, reversed, struck out, with a background."""
_ERASE_TO_END = "\x1b[K"
_APART = 8
"""Cells that stand already cost less than going past them, up to so many."""


class Cell(NamedTuple):
    """One cell of a terminal; the second one of a wide letter has none."""

    letter: str
    look: str


_BLANK = Cell(" ", "")
Row = list[Cell | None]
"""The cells of a row; None where nobody knows what stands there."""


class RowsOnTerminal:
    """What each cell of the terminal shows."""

    def __init__(self) -> None:
        self._rows: dict[int, Row] = {}
        self._size = (0, 0)

    def forget(self) -> None:
        """Take nothing for granted: something else wrote to the terminal meanwhile."""
        self._rows = {}

    def unsent(self, sequences: str, size: tuple[int, int]) -> str:
        """What is to be sent of that, to a terminal of so many columns and rows."""
        if size != self._size:
            self.forget()
            self._size = size
        before, *found = _MOVE.split(sequences)
        # A signal may let all be forgotten in between.
        standing = self._rows
        sent, cursor, shown = [before], "", dict[int, Row]()
        for row, column, piece in zip(found[0::3], found[1::3], found[2::3], strict=True):
            text, move = piece.rstrip("\n"), f"\x1b[{row};{column}H"
            cells, number = _cells(text), int(row)
            cursor = "" if text else move
            if cells is None:
                # What is no row of letters is sent as it is.
                sent.extend((self._sent(standing, shown), move, text))
                standing.clear()
                shown = {}
            elif number not in standing and cells:
                sent.extend((move, text))
                _put(standing.setdefault(number, []), int(column) - 1, cells)
            elif cells:
                _put(shown.setdefault(number, [*standing[number]]), int(column) - 1, cells)
        return "".join((*sent, self._sent(standing, shown), cursor))

    def _sent(self, standing: dict[int, Row], shown: dict[int, Row]) -> str:
        """What makes these rows of those that stand there."""
        changed = {number: row for number, row in shown.items() if row != standing[number]}
        sent = "".join(_shortest(number, standing[number], row, self._size[0]) for number, row in changed.items())
        standing.update(changed)
        return sent


@lru_cache(maxsize=512)
def _cells(text: str) -> tuple[Cell, ...] | None:
    """The cells that a text takes; None where it does more than write letters in some look."""
    cells: list[Cell] = []
    look = ""
    for index, part in enumerate(_LOOK.split(text)):
        if index % 2:
            look = "" if part in _PLAIN else look + part
        elif part.isascii() and part.isprintable():
            cells.extend(map(_looking(look).__getitem__, part))
        else:
            widths = [cell_len(letter) for letter in part]
            if not part.isprintable() or 0 in widths or sum(widths) != cell_len(part):
                return None
            cell_of = _looking(look)
            for letter, width in zip(part, widths, strict=True):
                cells.extend((cell_of[letter], *[cell_of[""]] * (width - 1)))
    return tuple(cells)


class _Looking(dict[str, Cell]):
    """The cell of each letter in some look; a blank on which that is not seen is as any other."""

    def __init__(self, look: str) -> None:
        super().__init__({} if _is_seen_on_blanks(look) else {" ": _BLANK})
        self._look = look

    def __missing__(self, letter: str) -> Cell:
        cell = self[letter] = Cell(letter, self._look)
        return cell


@lru_cache(maxsize=256)
def _looking(look: str) -> _Looking:
    return _Looking(look)


@lru_cache(maxsize=256)
def _is_seen_on_blanks(look: str) -> bool:
    return bool(_SEEN_ON_BLANKS.search(look))


def _put(row: Row, start: int, cells: Sequence[Cell]) -> None:
    """Write cells into a row; of a wide letter that is cut in two a blank is left."""
    end = start + len(cells)
    row.extend([None] * (end - len(row)))
    if end < len(row) and _is_second(row[end]):
        row[end] = _BLANK
    if start and _is_second(row[start]):
        row[start - 1] = _BLANK
    row[start:end] = cells


def _is_second(cell: Cell | None) -> bool:
    return cell is not None and not cell.letter


def _shortest(number: int, standing: Row, shown: Row, columns: int) -> str:
    """What makes one row of another, with the blanks at its end erased where that is shorter."""
    standing = [*standing, *[None] * (len(shown) - len(standing))]
    written = "".join(_written(number, standing, shown))
    start = _start_of_blanks(shown)
    if len(shown) != columns or len(shown) - start <= len(_ERASE_TO_END) or standing[start:] == shown[start:]:
        return written
    letters = "".join(_written(number, standing[:start], shown[:start]))
    is_behind = letters and standing[start - 1] != shown[start - 1]
    erased = f"{letters}{'' if is_behind else _move(number, start)}{_ERASE_TO_END}"
    return min(written, erased, key=len)


def _start_of_blanks(row: Row) -> int:
    """Where the blanks at the end of a row begin."""
    start = len(row)
    while start and row[start - 1] == _BLANK:
        start -= 1
    return start


def _written(number: int, standing: Row, shown: Row) -> Iterator[str]:
    """The letters that are others, each run of them with the movement to where it stands."""
    for start, end in _runs(standing, shown):
        yield _move(number, start)
        for look, alike in groupby(_with_looks(shown[start:end]), key=itemgetter(0)):
            letters = "".join(letter for _, letter in alike)
            yield f"{look}{letters}\x1b[0m" if look else letters


def _with_looks(cells: Row) -> Iterator[tuple[str, str]]:
    """Look and letter of each cell; a blank takes the look before it where nobody sees that."""
    look = ""
    for cell in filter(None, cells):
        if cell is not _BLANK or _is_seen_on_blanks(look):
            look = cell.look
        yield look, cell.letter


def _runs(standing: Row, shown: Row) -> Iterator[tuple[int, int]]:
    """From where to where cells are to be written."""
    start = end = -1
    for place, (before, after) in enumerate(zip(standing, shown, strict=True)):
        if before == after:
            continue
        first = place - 1 if _is_second(after) else place
        if end >= 0 and (first - end > _APART or None in shown[end:first]):
            yield start, end
            start = -1
        if start < 0:
            start = first
        end = place + 1
    if end >= 0:
        yield start, end


def _move(number: int, start: int) -> str:
    return f"\x1b[{number};{start + 1}H"
