"""The drawing of a site's routers and tunnels as shapes on paper, for a page to make SVG of."""

from collections.abc import Sequence
from textwrap import wrap
from typing import NamedTuple

from wizard.report.report import DrawnRow

WIDTH = 330
_FEW = 52
"""Letters of the small type that fit between the edges."""
_PADDING, _GAP, _LINE, _BIG = 6, 8, 12, 14


class Shape(NamedTuple):
    """A router as a box, networks as plain words, or a tunnel as a line with words beside it."""

    kind: str
    top: int
    height: int
    name: str
    name_at: int
    facts: tuple[tuple[int, str], ...]
    """Each with the place of its base line."""


class Drawing(NamedTuple):
    """All of it."""

    height: int
    shapes: tuple[Shape, ...]


def drawing(rows: Sequence[DrawnRow]) -> Drawing:
    """The rows below each other."""
    shapes: list[Shape] = []
    top = 2
    for row in rows:
        shape = _shape(row, top)
        shapes.append(shape)
        top += shape.height + _GAP
    return Drawing(top, tuple(shapes))


def _shape(row: DrawnRow, top: int) -> Shape:
    # Of a tunnel the facts are the same in fewer and fewer words.
    facts = wrap(row.facts[0], _FEW - 4) if row.kind == "tunnel" and row.facts else row.facts
    below_name = top + _PADDING + (_BIG if row.name else 0)
    placed = tuple((below_name + _LINE * (number + 1) - 3, _cut(fact)) for number, fact in enumerate(facts))
    height = below_name - top + _LINE * len(facts) + _PADDING
    return Shape(row.kind, top, height, _cut(row.name, _FEW - 12), top + _PADDING + 10, placed)


def _cut(text: str, most: int = _FEW) -> str:
    return text if len(text) <= most else f"{text[: most - 3]}..."
