"""Indentation for a paste that lost it, from knowledge of which lines open a mode and which words belong to it."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from wizard.errors import SourceError
from wizard.ios.modes import GLOBAL_WORDS, MODES, Mode


class TextRow(NamedTuple):
    """One line of a configuration before it has a place in the tree."""

    number: int
    indent: int
    text: str
    verbatim: tuple[str, ...] = ()
    """The lines after it that belong to it byte for byte."""

    def __repr__(self) -> str:
        # The text may hold a key.
        return f"<Row {self.number}>"


DEEPEST = 200
"""Levels of indentation; IOS has five."""


def refuse_deep(rows: Sequence[TextRow], filename: str) -> None:
    """SourceError where lines stand below one another beyond all that a router prints."""
    if all(row.indent < DEEPEST for row in rows):
        return
    open_at: list[int] = []
    for row in rows:
        while open_at and open_at[-1] >= row.indent:
            open_at.pop()
        open_at.append(row.indent)
        if len(open_at) > DEEPEST:
            raise SourceError(
                f"the line stands {len(open_at)} levels deep; ez2flex reads {DEEPEST}",
                where=f"{filename}:{row.number}",
                hint="No router indents like that. Capture it again with `show running-config`.",
            )


def is_flat(rows: Sequence[TextRow]) -> bool:
    """Whether all rows stand at one indentation although some belong to the mode of another."""
    if len({row.indent for row in rows}) != 1:
        return False
    return any((mode := _opened(row.text, ())) and mode.names(after.text) for row, after in pairwise(rows))


def reindented(rows: Sequence[TextRow], breaks: set[int]) -> list[TextRow]:
    """The rows with the indentation that a router gives them; `breaks` are the rows that a mode ends before."""
    indented: list[TextRow] = []
    modes: list[Mode] = []
    for place, row in enumerate(rows):
        following = rows[place + 1].text if place + 1 < len(rows) and place + 1 not in breaks else ""
        depth = _depth(row.text, following, modes, broken=place in breaks)
        del modes[depth:]
        if mode := _opened(row.text, modes):
            modes.append(mode)
        indented.append(row._replace(indent=depth))
    return indented


def _depth(text: str, following: str, modes: Sequence[Mode], *, broken: bool) -> int:
    """How deep a row stands below the modes that are open."""
    if broken:
        # A router prints ` !` between the address families of one block.
        return 1 if modes and modes[0].names(text) and _opened(text, modes[:1]) else 0
    for depth in range(len(modes), 0, -1):
        mode = modes[depth - 1]
        if mode.names(text):
            opened = _opened(text, ())
            if opened and opened.names(following) and not mode.names(following):
                return 0
            return depth
    if modes and text.removeprefix("no ").split(" ", 1)[0] not in GLOBAL_WORDS:
        return len(modes)
    return 0


def _opened(text: str, within: Sequence[Mode]) -> Mode | None:
    """The mode that a row opens below the modes it stands in."""
    for mode in MODES.get(within[-1].name if within else "", ()):
        if mode.opens(text):
            return mode
    return None
