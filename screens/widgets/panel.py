"""A part of a step with a title in its border, which is scrolled once the focus is in it."""

from textual.containers import VerticalScroll


class Panel(VerticalScroll):
    """A text that may be longer than there is room; tab goes there to scroll it."""

    HELP = "Scroll with up and down; tab goes on."

    def __init__(self, title: str, *, id: str) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id, classes="panel")
        self.border_title = title
