"""The lines of a configuration as places in a difference: in which row one stands, and which one a row has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum, auto

from wizard.difference import DiffRow, hidden
from wizard.ios.masking import masked

LinePath = tuple[str, ...]
"""A line behind the headers that it stands below."""


class Side(Enum):
    """One of the two configurations of a difference."""

    OLD = auto()
    NEW = auto()


class HeadedRows:
    """The rows of a difference, each with the headers that it stands below; however long a block is."""

    def __init__(self, rows: Sequence[DiffRow]) -> None:
        self.rows = rows
        self._old = tuple(_headers([row.old if row.old or row.old_number else None for row in rows]))
        self._new = tuple(_headers([row.new if row.new_number else None for row in rows]))

    def path(self, index: int, side: Side) -> LinePath:
        """The line of that side below its headers, as it is in the configuration; empty where that side has none."""
        if side is Side.OLD:
            return tuple(self.rows[place].old.strip(" ") for place in self._chain(index, self._old))
        return tuple(self.rows[place].new.strip(" ") for place in self._chain(index, self._new))

    def shown_path(self, index: int) -> LinePath:
        """The line of the new side below its headers, with secrets masked; empty where the new side has none."""
        return tuple(hidden(self.rows[place]).new.strip() for place in self._chain(index, self._new))

    def row_of(self, path: LinePath) -> int | None:
        """The index of the row whose new line stands below those headers; None where there is none."""
        if not path:
            return None
        # What is masked of a line can be known of any line; that the headers are the same, of few.
        same = (index for index, row in enumerate(self.rows) if row.new_number and _reads(row, path[-1]))
        return next((index for index in same if self.shown_path(index)[-len(path) :] == path), None)

    def _chain(self, index: int, headers: Sequence[int]) -> list[int]:
        """The rows of the headers, from the left margin on, and that row."""
        if not 0 <= index < len(self.rows) or headers[index] == _NO_LINE:
            return []
        chain = [index]
        while headers[chain[-1]] != _AT_THE_MARGIN:
            chain.append(headers[chain[-1]])
        chain.reverse()
        return chain


_AT_THE_MARGIN, _NO_LINE = -1, -2


def row_of_source(rows: Sequence[DiffRow], number: int) -> int | None:
    """The index of the row of that line of the file that was read; None where there is none."""
    return next((index for index, row in enumerate(rows) if number and row.old_number == number), None)


def _reads(row: DiffRow, text: str) -> bool:
    line = row.new.strip()
    return line == text or ("*" in text and (masked(line) == text or bool(row.of)))


def _headers(texts: Sequence[str | None]) -> Iterator[int]:
    """The place of the header of each text, whose indentation is less."""
    above: list[tuple[int, int]] = []
    for place, text in enumerate(texts):
        if text is None:
            yield _NO_LINE
            continue
        indent = len(text) - len(text.lstrip())
        while above and above[-1][0] >= indent:
            above.pop()
        yield above[-1][1] if above else _AT_THE_MARGIN
        above.append((indent, place))
