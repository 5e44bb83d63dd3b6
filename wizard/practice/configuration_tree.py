"""Looking up and changing lines in the tree of a configuration."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from wizard.model.configuration import Line, has_prefix

Lines: TypeAlias = tuple[Line, ...]
Path: TypeAlias = tuple[str, ...]
"""The lines that opened the modes, from the outermost one."""


def find(lines: Iterable[Line], text: str) -> Line | None:
    """The line of that text."""
    return next((line for line in lines if line.text == text), None)


def below(lines: Lines, path: Path) -> Lines | None:
    """The lines of a mode, None where it is gone."""
    for header in path:
        line = find(lines, header)
        if line is None:
            return None
        lines = line.children
    return lines


def changed(lines: Lines, path: Path, change: Callable[[Lines], Lines]) -> Lines:
    """The tree with the lines of one mode changed; as it was where that mode is gone."""
    if not path:
        return change(lines)
    return tuple(
        line._replace(children=changed(line.children, path[1:], change)) if line.text == path[0] else line
        for line in lines
    )


def without(lines: Lines, gone: Iterable[Line]) -> Lines:
    """The lines but for some of them."""
    gone = tuple(gone)
    return tuple(line for line in lines if line not in gone) if gone else lines


def named_by(lines: Iterable[Line], words: str) -> Lines:
    """The lines that a `no` with these words means."""
    return tuple(line for line in lines if has_prefix(line.text, words))


def put(lines: Lines, line: Line) -> Lines:
    """The lines with one more, behind the last one that begins as it does; a new kind stands before `line con`."""
    words = line.text.removeprefix("no ").split(" ", 3)
    for count in range(min(3, len(words)), 0, -1):
        beginning = " ".join(words[:count])
        places = [place for place, other in enumerate(lines) if has_prefix(other.text.removeprefix("no "), beginning)]
        if places:
            return (*lines[: places[-1] + 1], line, *lines[places[-1] + 1 :])
    consoles = (place for place, other in enumerate(lines) if other.text.startswith("line "))
    place = next(consoles, len(lines))
    return (*lines[:place], line, *lines[place:])
