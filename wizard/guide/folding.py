"""Which unchanged stretches of a list are open: as one left them, whatever an answer changes around them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple


class LineName(NamedTuple):
    """A line of a list by what stays of it when the list is made anew."""

    device: str
    number: int
    """In the file that was read; 0 where it stands in none."""
    text: str = ""
    """Where it has no number."""

    def __repr__(self) -> str:
        # The text may hold a key.
        return f"<Line {self.device}:{self.number}>"


class Folding(NamedTuple):
    """Whether all stretches are open or folded, and by a few of their lines those that are not as all are."""

    is_open: bool = False
    exceptions: frozenset[LineName] = frozenset()

    def opens(self, stretch: Iterable[LineName]) -> bool:
        """Whether a stretch of these lines is open."""
        return self.is_open != bool(self.exceptions and not self.exceptions.isdisjoint(stretch))

    def turned(self, stretch: Sequence[LineName]) -> Folding:
        """With that stretch open where it was folded, or folded where it was open."""
        left = self.exceptions.difference(stretch)
        some = () if left != self.exceptions else (stretch[0], stretch[len(stretch) // 2], stretch[-1])
        return self._replace(exceptions=left.union(some))

    def all_turned(self) -> Folding:
        """With every stretch open, or folded where all were open."""
        return Folding(not self.is_open)


class GroupFolding(NamedTuple):
    """Which groups of questions are folded, and below which rows each router is shown."""

    folded: frozenset[Hashable] = frozenset()
    known: frozenset[Hashable] = frozenset()
    """The groups that were drawn once: details are folded only at first."""
    each: frozenset[str] = frozenset()
