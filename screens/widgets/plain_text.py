"""Text from outside on the screen: nothing in it is markup, and nothing in it reaches the terminal as a command."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.content import Content, Span
from textual.filter import LineFilter
from textual.widgets import Static

from wizard.printable import printable, printable_lines

if TYPE_CHECKING:
    from textual.color import Color
    from textual.visual import VisualType


class PlainText(Static):
    """A text as it is; the only way in which one is put on a screen."""

    def __init__(self, text: str | Content = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(_plain(text), id=id, classes=classes, markup=False)

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        super().update(_plain(content) if isinstance(content, str | Content) else content, layout=layout)


def plain_content(content: Content) -> Content:
    """The styled text, each of its characters in a form that is seen; its looks stay where they are."""
    text = content.plain
    printable_text = printable_lines(text)
    if printable_text == text:
        return content
    places = list(accumulate((len(printable_lines(character)) for character in text), initial=0))
    return Content(printable_text, [Span(places[span.start], places[span.end], span.style) for span in content.spans])


def _plain(text: str | Content) -> str | Content:
    return printable_lines(text) if isinstance(text, str) else plain_content(text)


class NothingObeyed(LineFilter):
    """The last place before the terminal, for the widgets that are not ours: what it would obey is left out."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        if all(text.isascii() and text.isprintable() for text, _, _ in segments):
            return segments
        return [Segment(_in_as_many_cells(text), style, control) for text, style, control in segments]


def _in_as_many_cells(text: str) -> str:
    """The text without what is not printable; a `?` stands in each cell that was laid out for it."""
    if printable(text) == text:
        return text
    return "".join(letter if printable(letter) == letter else "?" * cell_len(letter) for letter in text)
