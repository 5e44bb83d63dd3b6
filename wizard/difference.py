"""The difference of two configurations, block by block: the parents are paired first, then the lines inside each."""

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from wizard.ios.list_entries import list_of
from wizard.ios.masking import masked, masked_body
from wizard.model.configuration import Configuration, Line

_WORK = 10_000
"""The largest product of two lengths that difflib compares line by line; beyond it unique lines are the anchors."""


class RowChange(StrEnum):
    """What became of a line."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


SIGN = {RowChange.SAME: " ", RowChange.ADDED: "+", RowChange.REMOVED: "-", RowChange.CHANGED: "~"}


class DiffRow(NamedTuple):
    """One row of old beside new."""

    change: RowChange
    old_number: int
    """Of the line in the file that was read; 0 where it stands in none."""
    old: str
    """With its indentation; empty where the line is added."""
    new_number: int
    """Of the line in the new configuration; 0 where the line is removed."""
    new: str
    of: str = ""
    """The line that the row belongs to byte for byte, as the body of a banner does; empty for a line of its own."""

    def __repr__(self) -> str:
        # The texts may hold a key.
        return f"<Row {self.change} {self.old_number} {self.new_number}>"


class Gap(NamedTuple):
    """A run of equal rows far from any change."""

    first: int
    """The index of its first row."""
    size: int
    is_open: bool = False
    """Whether its rows are shown behind it."""

    @property
    def rows(self) -> range:
        """The indices of its rows."""
        return range(self.first, self.first + self.size)

    def holds(self, row: int) -> bool:
        """Whether the row of that index is one of them."""
        return self.first <= row < self.first + self.size


def hidden(row: DiffRow) -> DiffRow:
    """The row as it is shown to people, without keys and passwords."""
    if row.of:
        return row._replace(old=masked_body(row.of, row.old), new=masked_body(row.of, row.new))
    old = masked(row.old)
    return row._replace(old=old, new=old if row.new == row.old else masked(row.new))


def difference(old: Configuration, new: Configuration) -> tuple[DiffRow, ...]:
    """Old beside new, every line of both once, in the order of the new configuration."""
    return tuple(_Comparison().rows(old.lines, new.lines, 0))


def counted(rows: Iterable[DiffRow]) -> dict[RowChange, int]:
    """How many rows there are of each change."""
    counts = dict.fromkeys(RowChange, 0)
    for row in rows:
        counts[row.change] += 1
    return counts


def folded(rows: Sequence[DiffRow], context: int = 3) -> tuple[int | Gap, ...]:
    """The indices of the rows around each change, their parents included, with a gap for each run between."""
    near: set[int] = set()
    for index, row in enumerate(rows):
        if row.change is not RowChange.SAME:
            near.update(range(max(0, index - context), min(len(rows), index + context + 1)))
    visible = set(near)
    parents: list[tuple[int, int]] = []
    for index, row in enumerate(rows):
        indent = _indent(row.new or row.old)
        while parents and parents[-1][0] >= indent:
            parents.pop()
        if index in near:
            visible.update(parent for _, parent in parents)
        parents.append((indent, index))
    return tuple(_with_gaps(sorted(visible), len(rows)))


def unified(rows: Sequence[DiffRow], context: int | None = None) -> Iterator[str]:
    """The rows as text, a sign before each; all of them, or those around each change."""
    places = range(len(rows)) if context is None else folded(rows, context)
    for place in places:
        if isinstance(place, Gap):
            yield f"... {place.size} equal lines"
            continue
        row = rows[place]
        if row.change is RowChange.CHANGED:
            yield f"- {row.old}"
            yield f"+ {row.new}"
        else:
            yield f"{SIGN[row.change]} {row.new or row.old}".rstrip()


def _with_gaps(visible: list[int], total: int) -> Iterator[int | Gap]:
    following = 0
    for index in visible:
        yield from _gap(following, index)
        yield index
        following = index + 1
    yield from _gap(following, total)


def _gap(first: int, end: int) -> Iterator[int | Gap]:
    """A gap for those rows; a single row takes no more room than the gap would."""
    if end - first > 1:
        yield Gap(first, end - first)
    elif end > first:
        yield first


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


class _Comparison:
    """Counts the lines of the new configuration while the rows are made."""

    def __init__(self) -> None:
        self._number = 0

    def rows(self, old: Sequence[Line], new: Sequence[Line], depth: int) -> Iterator[DiffRow]:
        """The rows of two sets of siblings with all that is below them."""
        for old_line, new_line in _paired(old, new, top=not depth):
            if old_line is None:
                assert new_line is not None
                yield from self._added(new_line, depth)
            elif new_line is None:
                yield from _removed(old_line, depth)
            elif old_line is new_line:
                yield from self._same(old_line, depth)
            else:
                yield from self._both(old_line, new_line, depth)

    def _both(self, old: Line, new: Line, depth: int) -> Iterator[DiffRow]:
        change = RowChange.SAME if old.text == new.text else RowChange.CHANGED
        self._number += 1
        margin = " " * depth
        yield DiffRow(change, old.number, margin + old.text, self._number, margin + new.text)
        if old.verbatim or new.verbatim:
            yield from self._verbatim(old, new)
        if old.children or new.children:
            yield from self.rows(old.children, new.children, depth + 1)

    def _verbatim(self, old: Line, new: Line) -> Iterator[DiffRow]:
        if old.verbatim == new.verbatim:
            for offset, text in enumerate(old.verbatim, 1):
                self._number += 1
                yield DiffRow(RowChange.SAME, old.number and old.number + offset, text, self._number, text, old.text)
            return
        for offset, text in enumerate(old.verbatim, 1):
            yield DiffRow(RowChange.REMOVED, old.number and old.number + offset, text, 0, "", old.text)
        for text in new.verbatim:
            self._number += 1
            yield DiffRow(RowChange.ADDED, 0, "", self._number, text, new.text)

    def _added(self, line: Line, depth: int) -> Iterator[DiffRow]:
        for _, text, of in _numbered(line, depth):
            self._number += 1
            yield DiffRow(RowChange.ADDED, 0, "", self._number, text, of)

    def _same(self, line: Line, depth: int) -> Iterator[DiffRow]:
        for number, text, of in _numbered(line, depth):
            self._number += 1
            yield DiffRow(RowChange.SAME, number, text, self._number, text, of)


def _removed(line: Line, depth: int) -> Iterator[DiffRow]:
    for number, text, of in _numbered(line, depth):
        yield DiffRow(RowChange.REMOVED, number, text, 0, "", of)


def _numbered(line: Line, depth: int) -> Iterator[tuple[int, str, str]]:
    """Number and text of the line and of all that is below it, and whose body it is."""
    yield line.number, " " * depth + line.text, ""
    for offset, text in enumerate(line.verbatim, 1):
        yield line.number and line.number + offset, text, line.text
    for child in line.children:
        yield from _numbered(child, depth + 1)


_Pair = tuple[Line | None, Line | None]


def _paired(old: Sequence[Line], new: Sequence[Line], *, top: bool) -> Iterator[_Pair]:
    """Each line of both with its partner, in the order of the new ones; a removed line stands where it stood."""
    same = list(matches([line.text for line in old], [line.text for line in new]))
    moved = _moved(old, new, same) if top else {}
    taken = set(moved.values())
    old_at = new_at = 0
    for old_match, new_match in (*same, (len(old), len(new))):
        removed = [old[index] for index in range(old_at, old_match) if index not in taken]
        added: list[_Pair] = [
            (old[moved[index]] if index in moved else None, new[index]) for index in range(new_at, new_match)
        ]
        yield from _replaced(removed, added)
        if old_match < len(old):
            yield old[old_match], new[new_match]
        old_at, new_at = old_match + 1, new_match + 1


def _replaced(removed: list[Line], added: list[_Pair]) -> Iterator[_Pair]:
    """A run of removed lines beside the run that stands in its place; lines of one command are paired."""
    removed_at = added_at = 0
    for removed_index, added_index in (*_changed(removed, added), (len(removed), len(added))):
        yield from ((line, None) for line in removed[removed_at:removed_index])
        yield from added[added_at:added_index]
        if removed_index < len(removed):
            yield removed[removed_index], added[added_index][1]
        removed_at, added_at = removed_index + 1, added_index + 1


def _changed(removed: list[Line], added: list[_Pair]) -> list[tuple[int, int]]:
    """The places of a removed and an added line of the same command, in the order of both."""
    waiting: dict[str, deque[int]] = {}
    for index, (moved_from, line) in enumerate(added):
        if moved_from is None and line is not None and not line.children:
            waiting.setdefault(_command(line.text), deque()).append(index)
    pairs: list[tuple[int, int]] = []
    following = 0
    for removed_index, line in enumerate(removed):
        places = waiting.get(_command(line.text)) if not line.children else None
        while places and places[0] < following:
            places.popleft()
        if places:
            pairs.append((removed_index, places.popleft()))
            following = pairs[-1][1] + 1
    return pairs


def _command(text: str) -> str:
    """The words that say which setting a line makes: all but the last of a short line, two of a long one."""
    words = text.split(" ", 3)
    return " ".join(words[: 1 if len(words) == 2 else 2])


def _moved(old: Sequence[Line], new: Sequence[Line], matches: list[tuple[int, int]]) -> dict[int, int]:
    """New index to old index of the top lines that stand at another place, where places do not count."""
    matched_old = {old_index for old_index, _ in matches}
    matched_new = {new_index for _, new_index in matches}
    left: dict[str, int] = {}
    for index, line in enumerate(old):
        if index not in matched_old and not list_of(line.text):
            left.setdefault(line.text, index)
    return {
        index: left.pop(line.text) for index, line in enumerate(new) if index not in matched_new and line.text in left
    }


def matches(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The places of the same text in both, in the order of both; work is bounded at any length."""
    regions = [(0, len(old), 0, len(new))]
    while regions:
        old_from, old_to, new_from, new_to = regions.pop()
        while old_from < old_to and new_from < new_to and old[old_from] == new[new_from]:
            yield old_from, new_from
            old_from, new_from = old_from + 1, new_from + 1
        tail = 0
        while (
            old_from < old_to - tail and new_from < new_to - tail and old[old_to - tail - 1] == new[new_to - tail - 1]
        ):
            tail += 1
        old_middle, new_middle = old[old_from : old_to - tail], new[new_from : new_to - tail]
        if tail:
            regions.append((old_to - tail, old_to, new_to - tail, new_to))
        if not old_middle or not new_middle:
            continue
        if len(old_middle) * len(new_middle) <= _WORK:
            for block in SequenceMatcher(None, old_middle, new_middle, autojunk=False).get_matching_blocks():
                yield from ((old_from + block.a + at, new_from + block.b + at) for at in range(block.size))
            continue
        anchors = _anchors(old_middle, new_middle)
        if anchors:
            regions.extend(reversed(list(_between(anchors, old_from, old_to - tail, new_from, new_to - tail))))


def _between(
    anchors: list[tuple[int, int]], old_from: int, old_to: int, new_from: int, new_to: int
) -> Iterator[tuple[int, int, int, int]]:
    """The regions from each anchor to the one after it, the anchor first in its region."""
    old_at, new_at = old_from, new_from
    for old_anchor, new_anchor in anchors:
        yield old_at, old_from + old_anchor, new_at, new_from + new_anchor
        old_at, new_at = old_from + old_anchor, new_from + new_anchor
    yield old_at, old_to, new_at, new_to


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The longest run of texts that stand once in both, in the order of both."""
    once_old, once_new = _once(old), _once(new)
    common = [(once_old[text], at) for text, at in once_new.items() if text in once_old]
    return _longest_increasing(common)


def _once(texts: Sequence[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    repeated: set[str] = set()
    for index, text in enumerate(texts):
        if text in places:
            repeated.add(text)
        places[text] = index
    return {text: index for text, index in places.items() if text not in repeated}


def _longest_increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs, given in the order of the second, in which the first grows as well."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (first, _) in enumerate(pairs):
        place = bisect_left(tails, first)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [first]
        ends[place : place + 1] = [index]
    run: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        run.append(pairs[at])
        at = before[at]
    return run[::-1]
