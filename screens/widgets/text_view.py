"""The text of one stage as it is sent, and the text that takes it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.binding import Binding
from textual.message import Message

from screens.widgets.lines import LineList, Piece
from screens.widgets.wrapping import wrapped
from wizard.guide.comparison import TextKind, TextRow
from wizard.ios.masking import masked

_LOOK = {TextKind.HEADING: "heading", TextKind.SENT: "added", TextKind.TAKEN_BACK: "removed"}

_MARGIN = 6
"""Columns of the number before a row."""


class TextView(LineList):
    """Numbered lines of a text with its secrets hidden; what is too long for a line goes on in the next one."""

    BORDER_TITLE = "As it is sent"

    DEFAULT_CSS = """
    TextView { scrollbar-gutter: stable; }
    """
    HELP = "What is sent to the router in this stage, and below it what takes it back. t goes back."

    BINDINGS: ClassVar = [
        Binding("enter", "choose", "Nothing", show=False),
        Binding("escape", "leave", "back to old beside new", show=False),
    ]

    class Left(Message):
        """Old beside new is wanted again."""

    def __init__(self) -> None:
        super().__init__(id="text")
        self._rows: tuple[TextRow, ...] = ()
        self._lines: list[tuple[int, int, str]] = []
        """The row of each line of the screen, which part of it that is, and its text."""
        self.revealed = False

    def show(self, rows: tuple[TextRow, ...], row: int = 0, from_top: int | None = None) -> None:
        """Draw these rows, the cursor on that one."""
        self._rows = rows
        self._build(row, from_top)

    def _build(self, row: int, from_top: int | None = None) -> None:
        self._lines = list(self._drawn())
        self.lines_changed(self._place_of(row), from_top)

    def _drawn(self) -> Iterator[tuple[int, int, str]]:
        room = max(8, self.scrollable_content_region.width - 2 - _MARGIN)
        for index, row in enumerate(self._rows):
            text = self.glyphs.plain(row.text if self.revealed else masked(row.text))
            yield from ((index, part, piece) for part, piece in enumerate(wrapped(text, room, self.glyphs.continued)))

    def _place_of(self, row: int) -> int:
        return next((place for place, (index, _, _) in enumerate(self._lines) if index == row), 0)

    def go_to(self, row: int) -> None:
        """Put the cursor on that row."""
        self.cursor = self._place_of(row)

    @property
    def row(self) -> int:
        """The index of the row under the cursor."""
        return self._lines[self.cursor][0] if self.cursor < len(self._lines) else 0

    @property
    def is_empty(self) -> bool:
        """Whether there is no text to show."""
        return not self._rows

    def reveal(self, *, revealed: bool) -> None:
        """Show the secrets, or hide them."""
        if revealed != self.revealed:
            self.revealed = revealed
            self._build(self.row, self.from_top)

    def on_resize(self) -> None:
        self._build(self.row, self.from_top)

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def count(self) -> int:
        return len(self._lines)

    def pieces(self, index: int, width: int) -> Iterable[Piece]:
        place, part, text = self._lines[index]
        row = self._rows[place]
        number = row.number if row.number and not part else ""
        yield f"{number:>5} ", "dim"
        yield text, _LOOK[row.kind]
