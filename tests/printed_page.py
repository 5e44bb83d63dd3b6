"""A page of HTML as a browser takes it: its elements, and how high it is on paper by a cautious measure."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field
from html.parser import HTMLParser

EMPTY = {"meta", "col", "br"}
"""The elements without an end."""
PAPER = 297 - 2 * 8
"""Millimetres that a page of A4 has between the margins of the card."""
_WIDTH = 210 - 2 * 8
_MILLIMETRES = 25.4 / 72
"""Of a point."""


@dataclass
class Element:
    """One element with what is in it: elements and texts."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list[Element | str] = field(default_factory=list)

    def all(self, tag: str) -> list[Element]:
        """Every element of that kind in it, at any depth."""
        found = []
        for element in (one for one in self.inside if isinstance(one, Element)):
            found += [element, *element.all(tag)] if element.tag == tag else element.all(tag)
        return found

    def first(self, tag: str, of_class: str = "") -> Element:
        """The first one, of that class where one is named."""
        return next(one for one in self.all(tag) if of_class in one.attributes.get("class", "").split() or not of_class)

    @property
    def text(self) -> str:
        """What is read of it."""
        return "".join(one if isinstance(one, str) else one.text for one in self.inside)

    @property
    def words(self) -> str:
        """The same with every space as one blank."""
        return " ".join(self.text.split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in EMPTY:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        ended = self.open.pop()
        assert ended.tag == tag, f"<{ended.tag}> is ended by </{tag}>"

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read_page(text: str) -> Element:
    """The elements of a page, each of which must be ended where it has to be."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    (top,) = reader.open
    return top


def height(article: Element) -> float:
    """Millimetres of one card, each of its letters taken as a wide one."""
    return sum(_height(one, _WIDTH) for one in article.inside if isinstance(one, Element)) + 2


def _height(element: Element, width: float) -> float:
    if element.tag == "header":
        return _lines(element.text, 14, width) + 1.5
    if element.tag == "table":
        return 2 + sum(_row(row, _columns(element, width)) for row in element.all("tr"))
    if "halves" in element.attributes.get("class", ""):
        half = (width - 4) / 2
        blocks = [_block(one, half) for name in ("h2", "li", "p") for one in element.all(name)]
        # The columns are balanced, and a block that does not fit at the end of one goes over to the other.
        return sum(blocks) / 2 + max(blocks)
    return 1 + sum(_block(one, width) for one in (element.all("li") or [element]))


_LETTER, _WIDE_LETTER = 0.47, 0.61
"""Width of a letter of Arial, and of Courier, by its height."""


def _block(element: Element, width: float) -> float:
    """A paragraph or a row of a list; one of the list of lines stands for itself."""
    kind = {"h2": (9.5, 2.2), "li": (8.0, 0.2), "p": (7.2, 0.6)}[element.tag]
    inner = [one for one in element.inside if not (isinstance(one, Element) and one.tag == "ol")]
    own = Element(element.tag, {}, inner)
    is_code = bool(own.all("pre"))
    return _lines(own.text, kind[0], width - 4.2 - 7 * is_code, wide=is_code) + kind[1]


def _lines(text: str, points: float, width: float, *, wide: bool = False) -> float:
    letters = int(width / (points * _MILLIMETRES * (_WIDE_LETTER if wide else _LETTER)))
    return max(1, len(textwrap.wrap(text, letters))) * points * _MILLIMETRES * 1.2


def _columns(table: Element, width: float) -> list[float]:
    """The width of each column."""
    given = [re.findall(r"width: (\d+)mm", one.attributes.get("style", "")) for one in table.all("col")]
    if not given:
        return [width / 4] * 4
    left = width - sum(float(one[0]) for one in given if one)
    return [float(one[0]) if one else left for one in given]


def _row(row: Element, columns: list[float]) -> float:
    cells = [*row.all("th"), *row.all("td")]
    highest = 0.0
    # What spans rows is the first cell; the others of those rows begin behind it.
    for cell, width in zip(reversed(cells), reversed(columns), strict=False):
        is_code = len(cell.all("code")) > 0
        own = _lines(cell.text, 8, width - 2, wide=is_code) + 0.9
        highest = max(highest, own / int(cell.attributes.get("rowspan", "1")))
    return max(highest, 6.6) if not row.all("th") and len(columns) == 4 else highest


def is_harmless(page: Element) -> bool:
    """Whether the page runs nothing and loads nothing, whatever names are in it."""
    everything = [one for tag in _tags(page) for one in page.all(tag)]
    attributes = {(one.tag, name) for one in everything for name in one.attributes}
    links = [one.attributes["href"] for one in page.all("a")]
    places = {one.attributes["id"] for one in page.all("article")}
    return attributes <= _ATTRIBUTES and all(link.startswith("#") and link[1:] in places for link in links)


_ATTRIBUTES = {
    ("html", "lang"),
    *(("meta", name) for name in ("charset", "http-equiv", "content", "name")),
    *(("article", "id"), ("a", "href"), ("col", "style"), ("td", "rowspan")),
    *((tag, "class") for tag in ("table", "ol", "li", "div", "p", "tr", "td", "text")),
    *(("svg", name) for name in ("viewbox", "width", "height", "role", "aria-label")),
    *(("rect", name) for name in ("x", "y", "width", "height", "rx")),
    *(("line", name) for name in ("x1", "y1", "x2", "y2")),
    *(("text", name) for name in ("x", "y")),
}


def _tags(page: Element) -> set[str]:
    inside = [one for one in page.inside if isinstance(one, Element)]
    return {one.tag for one in inside}.union(*map(_tags, inside))
