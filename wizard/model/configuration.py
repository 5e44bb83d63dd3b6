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
        return tuple(child for child in self.children if has_prefix(child.text, prefix))

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
    def _by_first_word(self) -> dict[str, list[Line]]:
        index: dict[str, list[Line]] = {}
        for line in self.lines:
            index.setdefault(line.text.split(" ", 1)[0], []).append(line)
        return index

    def all(self, prefix: str) -> tuple[Line, ...]:
        """The top lines that are `prefix` or begin with `prefix` and a blank."""
        candidates = self._by_first_word.get(prefix.split(" ", 1)[0], [])
        return tuple(line for line in candidates if has_prefix(line.text, prefix))

    def first(self, prefix: str) -> Line | None:
        """The first top line that is `prefix` or begins with `prefix` and a blank."""
        found = self.all(prefix)
        return found[0] if found else None

    def exact(self, text: str) -> Line | None:
        """The first top line whose text is `text`."""
        for line in self._by_first_word.get(text.split(" ", 1)[0], []):
            if line.text == text:
                return line
        return None

    def text(self) -> str:
        """The configuration as a router prints it, one blank of indentation for each level."""
        return "".join(f"{row}\n" for row in written(self.lines))


def written(lines: Iterable[Line], depth: int = 0) -> Iterator[str]:
    """The rows of `lines` with one blank of indentation for each level."""
    margin = " " * depth
    for line in lines:
        yield f"{margin}{line.text}"
        if line.verbatim:
            yield from line.verbatim
        if line.children:
            yield from written(line.children, depth + 1)
