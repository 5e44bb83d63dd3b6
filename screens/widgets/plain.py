"""Drawing with ASCII characters alone, or without a colour, for terminals and people that have no others."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.filter import LineFilter
from textual.scrollbar import ScrollBar, ScrollBarRender

if TYPE_CHECKING:
    from textual.color import Color


class PlainScrollBarRender(ScrollBarRender):
    """A scroll bar of whole cells."""

    VERTICAL_BARS = [" "] * 8  # Textual's own attribute
    HORIZONTAL_BARS = [" "] * 8
    BLANK_GLYPH = " "


def draw_scroll_bars(*, whole_cells: bool) -> None:
    """Let scroll bars have half and eighth blocks, or whole cells alone."""
    ScrollBar.renderer = PlainScrollBarRender if whole_cells else ScrollBarRender


class NoColours(LineFilter):
    """What NO_COLOR asks for: the terminal's own two colours, and nothing beside bold, underline and reverse."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [Segment(text, style and _without_colours(style), control) for text, style, control in segments]


@lru_cache(1024)
def _without_colours(style: Style) -> Style:
    return Style(
        bold=style.bold or None, underline=style.underline or None, reverse=style.reverse or None, meta=style.meta
    )
