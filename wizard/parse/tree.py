"""The rows of a configuration as a tree; the only file that knows ciscoconfparse."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import takewhile
from typing import Any, TypeVar

from wizard.model.configuration import Configuration, Line
from wizard.parse.restore_indent import TextRow

_Function = TypeVar("_Function")

_TRAP = re.compile(r"[{}]|.*[{}]$|banner |set |macro name |aaa authentication fail-message")
"""Rows that ciscoconfparse takes for more than a line: it would look for the rest of a banner, or for a brace."""


def configuration(rows: Sequence[TextRow]) -> Configuration:
    """The rows as a configuration, each below the nearest row before it that is indented less."""
    asked = _asked(rows)
    ends = [*asked[1:], len(rows)]
    lines: dict[int, tuple[Line, ...]] = {}
    top: dict[int, tuple[Line, ...]] = {}
    # From the last to the first: children are made before the parent that holds them.
    for found in reversed(_found([rows[place] for place in asked])):
        place = found.linenum
        first = asked[place]
        children = tuple([line for child in found.children for line in lines[child.linenum]])
        beside = takewhile(lambda row: row.indent > 0, rows[first + 1 : ends[place]])
        lines[place] = (_line(rows[first], children), *map(_line, beside))
        if found.parent is found:
            top[first] = lines[place]
    alone = {place: (_line(row),) for place, row in enumerate(rows) if row.indent == 0}
    every = alone | top
    return Configuration(line for place in sorted(every) for line in every[place])


def nested(rows: Sequence[TextRow]) -> Configuration:
    """The same without a parser, for what a router shows again and again while it is changed."""
    return Configuration(_below(rows, 0, -1)[0])


def _below(rows: Sequence[TextRow], start: int, indent: int) -> tuple[list[Line], int]:
    """What stands below a row of that indentation, and the place of the first row that does not."""
    lines: list[Line] = []
    while start < len(rows) and rows[start].indent > indent:
        row = rows[start]
        children, start = _below(rows, start + 1, row.indent)
        lines.append(_line(row, tuple(children)))
    return lines, start


def _line(row: TextRow, children: tuple[Line, ...] = ()) -> Line:
    return Line(row.text, children, row.number, row.verbatim)


def _found(rows: Sequence[TextRow]) -> list[Any]:  # ciscoconfparse has no types
    """What ciscoconfparse makes of the rows, one object a row."""
    if not rows:
        return []
    parse = _parser()([_as_parsed(row) for row in rows], syntax="ios", factory=False, ignore_blank_lines=False)
    return list(parse.find_objects(""))


def _asked(rows: Sequence[TextRow]) -> list[int]:
    """The places of the rows that the parser is asked about; others open nothing and stand beside the one before."""
    places: list[int] = []
    before = 0
    for place, row in enumerate(rows):
        opens = place + 1 < len(rows) and rows[place + 1].indent > row.indent
        if opens or 0 < row.indent != before:
            places.append(place)
        before = row.indent
    return places


def _as_parsed(row: TextRow) -> str:
    """What ciscoconfparse sees of a row: its text, or a word in its place where the text is a trap."""
    text = "held back" if _TRAP.match(row.text) else row.text
    return " " * row.indent + text


@cache
def _parser() -> Any:  # ciscoconfparse has no types
    """The class CiscoConfParse, imported at the first use because it is slow to import, and silent."""
    from loguru import logger

    # A handler prints the lines of a configuration with the error that they are part of, and ciscoconfparse adds one.
    logger.remove()
    logger.add = _no_handler  # type: ignore[method-assign]  # no sink, whoever asks for one
    # Half of its time goes into a function around each of its own, which logs errors and raises them all the same.
    logger.catch = _as_it_is  # type: ignore[assignment,method-assign]
    from ciscoconfparse import CiscoConfParse

    logger.disable("ciscoconfparse")
    return CiscoConfParse


def _no_handler(*_: object, **__: object) -> int:
    """The number of a handler that was not added."""
    return 0


def _as_it_is(**_: object) -> Callable[[_Function], _Function]:
    """A decorator that leaves the function alone."""
    return lambda function: function
