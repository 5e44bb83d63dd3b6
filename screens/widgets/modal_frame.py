"""The frame of what stands above a step for a moment."""

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from screens.widgets.keybar import KeyBar
from screens.widgets.plain_text import PlainText
from wizard.data.practice_site import PASSWORD
from wizard.printable import printable

HELP_KEYS: list[BindingType] = [
    Binding("question_mark", "app.explain", "help", key_display="?"),
    Binding("f1", "app.explain", "help", show=False),
]
"""On what stands above a step no key of the app works by itself."""

_MOST = 66
"""Cells of a title that its border holds."""


class ModalFrame(Vertical):
    """A frame with its title in the border; one that is too long stands inside."""

    def __init__(self, title: str) -> None:
        fits = cell_len(title) <= _MOST
        super().__init__(*(() if fits else (PlainText(title, classes="modal-title"),)), classes="modal")
        if fits:
            self.border_title = Content(printable(title))

    def on_mount(self) -> None:
        if getattr(self.app, "is_simulated", False):
            asks_password = any(line.password for line in self.query(Input))
            self.border_subtitle = f"SIMULATED, password {PASSWORD}" if asks_password else "SIMULATED"
        self._draw_keys()

    def on_unmount(self) -> None:
        self._draw_keys()

    def _draw_keys(self) -> None:
        """The last row of the step below has the keys of what stands on top."""
        for screen in self.app.screen_stack:
            for bar in screen.query(KeyBar):
                bar.refresh()
