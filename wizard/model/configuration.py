"""A configuration as a tree of immutable lines."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple


class Line(NamedTuple):
    """One line of a configuration with the lines of its sub-mode."""

    text: str
    """Without indentation and trailing blanks."""
    children: tuple["Line", ...] = ()
    number: int = 0
    """Counted from 1 in the file as it was read; 0 for a line that ez2flex made."""
    verbatim: tuple[str, ...] = ()
    """What follows the line byte for byte: the rest of a banner, the body of a certificate."""

    def __repr__(self) -> str:
        # The text may hold a key.
        return f"<Line {self.number}>"

    def walk(self) -> Iterator["Line"]:
        """This line and every line below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def child(self, prefix: str) -> "Line | None":
        """The first child that is `prefix` or begins with `prefix` and a blank."""
        for child in self.children:
            if has_prefix(child.text, prefix):
                return child
        return None

    def all(self, prefix: str) -> tuple["Line", ...]:
        """The children that are `prefix` or begin with `prefix` and a blank."""
        return tuple([child for child in self.children if has_prefix(child.text, prefix)])

    def argument(self, prefix: str) -> str:
        """What follows `prefix` in the first child that begins with it, "" without one."""
        found = self.child(prefix)
        return found.text[len(prefix) :].strip() if found else ""


def has_prefix(text: str, prefix: str) -> bool:
    """Whether `text` is `prefix` or begins with `prefix` and a blank."""
    return text.startswith(prefix) and (len(text) == len(prefix) or text[len(prefix)] == " ")


class Configuration:
    """The lines of one router; equal and hashed by identity, since a Source carries the SHA-256."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines = tuple(lines)
        self._positions_of: dict[str, tuple[int, ...]] = {}

    def __repr__(self) -> str:
        return f"<Configuration of {len(self.lines)} top lines>"

    def __iter__(self) -> Iterator[Line]:
        return iter(self.lines)

    def walk(self) -> Iterator[Line]:
        """Every line, parents before children, in order."""
        for line in self.lines:
            if line.children:
                yield from line.walk()
            else:
                yield line

    @cached_property
    def _positions(self) -> dict[str, int]:
        positions: dict[str, int] = {}
        for position, line in enumerate(self.lines):
            positions.setdefault(line.text, position)
        return positions

    @cached_property
    def _positions_by_first_words(self) -> dict[str, list[int]]:
        """By the first word, and by the first two: thousands of lines begin with `ip`."""
        index: dict[str, list[int]] = {}
        for position, line in enumerate(self.lines):
            first, *others = line.text.split(" ", 2)
            index.setdefault(first, []).append(position)
            if others:
                index.setdefault(f"{first} {others[0]}", []).append(position)
        return index

    def position(self, text: str) -> int | None:
        """Where the first top line stands whose text is `text`, counted from 0."""
        return self._positions.get(text)

    def positions(self, prefix: str) -> tuple[int, ...]:
        """Where the top lines stand that are `prefix` or begin with `prefix` and a blank."""
        known = self._positions_of.get(prefix)
        if known is None:
            words = prefix.split(" ", 2)
            known = tuple(self._positions_by_first_words.get(" ".join(words[:2]), ()))
            if len(words) > 2:
                known = tuple(position for position in known if has_prefix(self.lines[position].text, prefix))
            self._positions_of[prefix] = known
        return known

    def all(self, prefix: str) -> tuple[Line, ...]:
        """The top lines that are `prefix` or begin with `prefix` and a blank."""
        return tuple(self.lines[position] for position in self.positions(prefix))

    def first(self, prefix: str) -> Line | None:
        """The first top line that is `prefix` or begins with `prefix` and a blank."""
        found = self.all(prefix)
        return found[0] if found else None

    def exact(self, text: str) -> Line | None:
        """The first top line whose text is `text`."""
        position = self.position(text)
        return None if position is None else self.lines[position]

    def text(self) -> str:
        """The configuration as a router prints it, one blank of indentation for each level."""
        return "\n".join((*written(self.lines), ""))


def written(lines: Iterable[Line], depth: int = 0) -> Iterator[str]:
    """The rows of `lines` with one blank of indentation for each level."""
    margin = " " * depth
    for line in lines:
        yield f"{margin}{line.text}"
        if line.verbatim:
            yield from line.verbatim
        if line.children:
            yield from written(line.children, depth + 1)


def read_written(text: str) -> tuple[Line, ...]:
    """The lines of a text that `written` could have made: one blank of indentation for each level, no `!`."""
    rows = [(len(row) - len(row.lstrip(" ")), row.strip(" ")) for row in text.split("\n") if row.strip(" !")]
    lines, end = _block(rows, 0, 0)
    if end != len(rows):
        raise ValueError(f"indentation of {rows[end][1].split()[0]!r}")
    return lines


def _block(rows: list[tuple[int, str]], start: int, depth: int) -> tuple[tuple[Line, ...], int]:
    lines: list[Line] = []
    while start < len(rows) and rows[start][0] == depth:
        text = rows[start][1]
        children, start = _block(rows, start + 1, depth + 1)
        lines.append(Line(text, children))
    return tuple(lines), start
