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

    def text(self, row: DiffRow) -> str:
        """What the row has on that side."""
        return row.new if self is Side.NEW else row.old

    def stands(self, row: DiffRow) -> bool:
        """Whether the row has a line on that side."""
        return bool(row.new_number) if self is Side.NEW else bool(row.old or row.old_number)


def path_of(rows: Sequence[DiffRow], index: int) -> LinePath:
    """The line of the new side below its headers, with secrets masked; empty where the new side has none."""
    if index >= len(rows) or not rows[index].new_number:
        return ()
    return tuple(hidden(row).new.strip() for row in _chain(rows, index, Side.NEW))


def headed(rows: Sequence[DiffRow], index: int, side: Side) -> LinePath:
    """The line of that side below its headers, as it is in the configuration."""
    return tuple(side.text(row).strip(" ") for row in _chain(rows, index, side))


def row_of(rows: Sequence[DiffRow], path: LinePath) -> int | None:
    """The index of the row whose new line stands below those headers; None where there is none."""
    if not path:
        return None
    # What is masked of a line can be known of any line; that the headers are the same, of few.
    same = (index for index, row in enumerate(rows) if row.new_number and _reads(row, path[-1]))
    return next((index for index in same if path_of(rows, index)[-len(path) :] == path), None)


def row_of_source(rows: Sequence[DiffRow], number: int) -> int | None:
    """The index of the row of that line of the file that was read; None where there is none."""
    return next((index for index, row in enumerate(rows) if number and row.old_number == number), None)


def _reads(row: DiffRow, text: str) -> bool:
    line = row.new.strip()
    return line == text or ("*" in text and (masked(line) == text or bool(row.of)))


def _chain(rows: Sequence[DiffRow], index: int, side: Side) -> list[DiffRow]:
    """The row and the headers above it, from the left margin on."""
    chain = list(_upwards(rows, index, side))
    chain.reverse()
    return chain


def _upwards(rows: Sequence[DiffRow], index: int, side: Side) -> Iterator[DiffRow]:
    indent: int | None = None
    while index >= 0:
        row = rows[index]
        text = side.text(row)
        if side.stands(row) and (indent is None or len(text) - len(text.lstrip()) < indent):
            indent = len(text) - len(text.lstrip())
            yield row
        if indent == 0:
            return
        index -= 1
