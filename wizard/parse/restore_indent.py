"""Indentation for a paste that lost it, from knowledge of which lines open a mode and which words belong to it."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from wizard.errors import SourceError
from wizard.ios.modes import GLOBAL_WORDS, HEADER_WORDS, MODES, OPENED_BY, Mode, is_lost


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


def reindented(rows: Sequence[TextRow], breaks: set[int]) -> list[TextRow]:
    """The rows, those of each block that stands unindented below its header moved to where a router prints them.

    `breaks` are the rows that a mode ends before.
    """
    margin = min((row.indent for row in rows), default=0)
    flat = {place for place in range(len(rows) - 1) if _is_flat(place, rows, breaks, margin)}
    if not flat and not _has_stragglers(rows, margin):
        return list(rows)
    every = all(row.indent == margin for row in rows)
    if every and not flat:
        return list(rows)
    return _Restoring(rows, breaks, margin, None if every else flat).rows()


def _is_flat(place: int, rows: Sequence[TextRow], breaks: set[int], margin: int) -> bool:
    """Whether a row is the header of a block that is not indented: what follows belongs to it and stands beside it."""
    text = rows[place].text
    if rows[place].indent != margin or rows[place + 1].indent != margin or text.split(" ", 1)[0] not in HEADER_WORDS:
        return False
    mode = _opened(text, ())
    for after in range(place + 1, len(rows)) if mode else ():
        row = rows[after]
        if mode is None or row.indent != margin or after in breaks:
            return False
        if mode.names(row.text):
            return True
        if _is_global(row.text):
            return False
    return False


def _is_global(text: str) -> bool:
    return text.removeprefix("no ").split(" ", 1)[0] in GLOBAL_WORDS


def _has_stragglers(rows: Sequence[TextRow], margin: int) -> bool:
    """Whether a row at the margin comes after an indented one and has a word that stands in a mode only."""
    return any(before.indent > margin == row.indent and is_lost(row.text) for before, row in pairwise(rows))


class _Restoring:
    """One pass over rows of which some blocks lost their indentation."""

    def __init__(self, rows: Sequence[TextRow], breaks: set[int], margin: int, flat: set[int] | None) -> None:
        self.given = rows
        self.breaks = breaks
        self.margin = margin
        self.flat = flat
        """The headers of the blocks that are not indented; None where no row of the file is."""
        self.modes: list[Mode] = []
        self.last = 0
        """How much deeper than they were indented the rows below the last row at the margin stand."""
        self.indented: Mode | None = None
        """The mode of the indented block that the last row belongs to."""

    def rows(self) -> list[TextRow]:
        """The rows with the indentation that a router gives them."""
        return [row._replace(indent=self._indent(place, row)) for place, row in enumerate(self.given)]

    def _indent(self, place: int, row: TextRow) -> int:
        if row.indent > self.margin:
            return row.indent - self.margin + self.last
        following = self._following(place)
        depth = _depth(row.text, following, self.modes, broken=place in self.breaks) if self.modes else 0
        if not depth and self.indented and place not in self.breaks and _straggles(row.text, self.indented):
            self.last = 0
            return 1
        del self.modes[depth:]
        opened = _opened(row.text, self.modes)
        if opened and (depth or self.flat is None or place in self.flat):
            self.modes.append(opened)
        self.indented = opened if not self.modes else None
        self.last = depth if opened or not depth else depth - 1
        return depth

    def _following(self, place: int) -> str:
        after = place + 1
        return self.given[after].text if after < len(self.given) and after not in self.breaks else ""


def _straggles(text: str, mode: Mode) -> bool:
    """Whether a row at the margin can only belong to the indented block before it."""
    return mode.names(text) and is_lost(text)


def _depth(text: str, following: str, modes: Sequence[Mode], *, broken: bool) -> int:
    """How deep a row stands below the modes that are open."""
    if broken:
        # A router prints ` !` between the address families of one block, and before a topology of one.
        depths = range(len(modes), 0, -1)
        return next((d for d in depths if modes[d - 1].names(text) and _opened(text, modes[:d])), 0)
    for depth in range(len(modes), 0, -1):
        mode = modes[depth - 1]
        if mode.names(text):
            opened = _opened(text, ())
            if opened and opened.names(following) and not mode.names(following):
                return 0
            return depth
    if modes and not _is_global(text):
        return len(modes)
    return 0


def _opened(text: str, within: Sequence[Mode]) -> Mode | None:
    """The mode that a row opens below the modes it stands in."""
    modes = MODES.get(within[-1].name, ()) if within else OPENED_BY.get(text.split(" ", 1)[0], ())
    for mode in modes:
        if mode.opens(text):
            return mode
    return None
