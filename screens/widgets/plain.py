"""Drawing with ASCII characters alone, for terminals that have no others."""

from textual.scrollbar import ScrollBar, ScrollBarRender


class PlainScrollBarRender(ScrollBarRender):
    """A scroll bar of whole cells."""

    VERTICAL_BARS = [" "] * 8  # Textual's own attribute
    HORIZONTAL_BARS = [" "] * 8
    BLANK_GLYPH = " "


def draw_scroll_bars(*, ascii_only: bool) -> None:
    """Let scroll bars have half and eighth blocks, or whole cells alone."""
    ScrollBar.renderer = PlainScrollBarRender if ascii_only else ScrollBarRender
