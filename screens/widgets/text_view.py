"""The text of one stage as it is sent, and the text that takes it back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding
from textual.message import Message

from screens.widgets.lines import LineList, Piece
from wizard.ios.masking import masked


class TextView(LineList):
    """Numbered lines of a text with its secrets hidden."""

    BORDER_TITLE = "As it is sent"

    HELP = "What is sent to the router in this stage, and below it what takes it back. t goes back."

    BINDINGS: ClassVar = [
        Binding("enter", "choose", "Nothing", show=False),
        Binding("escape", "leave", "back to old beside new", show=False),
    ]

    class Left(Message):
        """Old beside new is wanted again."""

    def __init__(self) -> None:
        super().__init__(id="text")
        self._lines: list[tuple[str, str, str]] = []
        self.revealed = False

    def show(self, text: str, undo: str) -> None:
        """Draw both texts."""
        self._lines = [("", "What is sent:", "heading")]
        self._lines += [(str(number), row, "added") for number, row in enumerate(text.splitlines(), 1)]
        self._lines.append(("", "What takes it back:" if undo else "This stage has no inverse.", "heading"))
        self._lines += [(str(number), row, "removed") for number, row in enumerate(undo.splitlines(), 1)]
        self.lines_changed(0)

    @property
    def is_empty(self) -> bool:
        """Whether there is no text to show."""
        return len(self._lines) <= 2

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def count(self) -> int:
        return len(self._lines)

    def pieces(self, index: int, width: int) -> Iterable[Piece]:
        number, text, look = self._lines[index]
        yield f"{number:>5} ", "dim"
        yield self.fitted(text if self.revealed else masked(text), width - 6), look
