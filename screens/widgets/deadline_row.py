"""The row that stays in sight on every screen while a timer runs on a router: when it goes back, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

if TYPE_CHECKING:
    from screens.push_keeper import PushKeeper

_KEY, _AGAIN = "^r reverts", "^r again: it goes back NOW"


class DeadlineRow(Widget):
    """Stands above whatever else is in the first row, also of a window and of a terminal that is too small."""

    DEFAULT_CSS = """
    DeadlineRow { layer: deadline; dock: top; height: 1; width: 1fr; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__(classes="deadline")
        self._drawn = ""

    def show(self) -> None:
        """Draw it as it is now, where that is otherwise than it was."""
        if self._text() != self._drawn:
            self.refresh()

    def render(self) -> Content:
        self._drawn = self._text()
        return Content(self._drawn)

    def _text(self) -> str:
        app = cast("PushKeeper", self.app)
        words, room = app.deadline_words(), self.content_size.width or app.size.width - 2
        if words is None:
            return ""
        key = _AGAIN if app.asks_whether_to_revert else "" if app.why_no_revert_now() else _KEY
        keys = f"  {key}" if key and cell_len(words.left) + 2 + len(key) <= room else ""
        return app.glyphs.plain(words.fitted(room - len(keys))) + keys
