"""The rows of a configuration as a tree; the only file that knows ciscoconfparse."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

from wizard.model.configuration import Configuration, Line
from wizard.parse.restore_indent import TextRow

_Function = TypeVar("_Function")

_TRAP = re.compile(r"[{}]|.*[{}]$|banner |set |macro name |aaa authentication fail-message")
"""Rows that ciscoconfparse takes for more than a line: it would look for the rest of a banner, or for a brace."""


def configuration(rows: Sequence[TextRow]) -> Configuration:
    """The rows as a configuration, each below the nearest row before it that is indented less."""
    nested = _nested(rows)
    nested_rows = [rows[place] for place in nested]
    lines: dict[int, Line] = {}
    top: dict[int, Line] = {}
    # From the last to the first: children are made before the parent that holds them.
    for found in reversed(_found(nested_rows)):
        place = found.linenum
        _, _, text, verbatim = row = nested_rows[place]
        children = tuple([lines[child.linenum] for child in found.children]) if found.children else ()
        line = lines[place] = Line(text, children, row.number, verbatim)
        if found.parent is found:
            top[nested[place]] = line
    taken = set(nested)
    return Configuration(
        top[place] if place in taken else Line(row.text, (), row.number, row.verbatim)
        for place, row in enumerate(rows)
        if place not in taken or place in top
    )


def _found(rows: Sequence[TextRow]) -> list[Any]:  # ciscoconfparse has no types
    """What ciscoconfparse makes of the rows, one object a row."""
    if not rows:
        return []
    parse = _parser()([_as_parsed(row) for row in rows], syntax="ios", factory=False, ignore_blank_lines=False)
    return list(parse.find_objects(""))


def _nested(rows: Sequence[TextRow]) -> list[int]:
    """The places of the rows that stand below another one or have one below them; the others need no parser."""
    places: list[int] = []
    for place, row in enumerate(rows):
        below = row.indent > 0
        opens = place + 1 < len(rows) and rows[place + 1].indent > row.indent
        if below or opens:
            places.append(place)
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
