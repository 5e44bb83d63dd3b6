"""Where the rows of a difference are drawn: side by side, or one below the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from wizard.difference import DiffRow, Gap, RowChange

NONE = -1


class Drawn(NamedTuple):
    """One line of the screen: a part of an old line, of a new one, or of both."""

    old: int
    """The index of the row whose old side is drawn, NONE where there is none."""
    old_part: int
    """Which part of it, where it is too long for one line."""
    new: int
    new_part: int

    @property
    def row(self) -> int:
        """The row that the line belongs to; of two, the new one."""
        return self.new if self.new != NONE else self.old


Parts = Callable[[int], tuple[int, int]]
"""How many lines of the screen the old and the new side of a row need."""


def beside(rows: Sequence[DiffRow], places: Iterable[int | Gap], parts: Parts) -> Iterator[Drawn | Gap]:
    """Old at the left, new at the right; what is removed stands beside what is added in its place."""
    removed: list[int] = []
    added: list[int] = []
    for place in places:
        change = None if isinstance(place, Gap) else rows[place].change
        if change is not RowChange.ADDED and (added or change is not RowChange.REMOVED):
            yield from _parallel(removed, added, parts)
            removed, added = [], []
        if isinstance(place, Gap):
            yield place
        elif change is RowChange.REMOVED:
            removed.append(place)
        elif change is RowChange.ADDED:
            added.append(place)
        else:
            yield from (Drawn(place, part, place, part) for part in range(max(parts(place))))
    yield from _parallel(removed, added, parts)


def _parallel(removed: list[int], added: list[int], parts: Parts) -> Iterator[Drawn]:
    old = [(index, part) for index in removed for part in range(parts(index)[0])]
    new = [(index, part) for index in added for part in range(parts(index)[1])]
    for left, right in zip_longest(old, new, fillvalue=(NONE, 0)):
        yield Drawn(*left, *right)


def below(rows: Sequence[DiffRow], places: Iterable[int | Gap], parts: Parts) -> Iterator[Drawn | Gap]:
    """One line below the other; of a changed row the old line stands above the new one."""
    for place in places:
        if isinstance(place, Gap):
            yield place
            continue
        old, new = parts(place)
        change = rows[place].change
        if change is RowChange.SAME:
            yield from (Drawn(place, part, place, part) for part in range(new))
            continue
        if change is not RowChange.ADDED:
            yield from (Drawn(place, part, NONE, 0) for part in range(old))
        if change is not RowChange.REMOVED:
            yield from (Drawn(NONE, 0, place, part) for part in range(new))
