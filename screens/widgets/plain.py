"""Drawing with ASCII characters alone, for terminals that have no others."""

from textual.scrollbar import ScrollBar, ScrollBarRender


class PlainScrollBarRender(ScrollBarRender):
    """A scroll bar of whole cells."""

    VERTICAL_BARS = [" "] * 8  # Textual's own attribute
    HORIZONTAL_BARS = [" "] * 8
    BLANK_GLYPH = " "


def draw_plainly() -> None:
    """Let no widget of this program draw half and eighth blocks."""
    ScrollBar.renderer = PlainScrollBarRender
