"""The log of the push: what was sent, what came back and what was said, as it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

import screens
from screens.steps.step import BREAKPOINTS
from screens.widgets.keybar import KeyBar
from screens.widgets.log_view import LogView
from screens.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from screens.app import EzApp


class PushLogScreen(Screen[None]):
    """All rows of the log; what comes is added below as long as one is at its end."""

    BINDINGS: ClassVar = [
        Binding("b,escape", "leave", "back", key_display="b"),
        Binding("slash", "search", "search", key_display="/"),
        Binding("n", "next_match(1)", "Next match", show=False),
        Binding("N", "next_match(-1)", "Previous match", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS

    def __init__(self) -> None:
        super().__init__()
        self._shown = 0
        """How many rows of the push's log are drawn."""

    def compose(self) -> ComposeResult:
        simulated = "SIMULATED  " if self.wizard.is_simulated else ""
        yield PlainText(f"{simulated}Log of the push, secrets left out", id="top")
        yield PlainText("", classes="row-of-deadline")
        yield LogView()
        yield PlainText(self.wizard.said, id="status")
        yield KeyBar()

    def on_mount(self) -> None:
        self.watch(self.app, "seen", self._add, init=False)
        self.watch(self.app, "said", self._say, init=False)
        self.query_one(LogView).focus()
        self.call_after_refresh(self._add)

    @property
    def wizard(self) -> EzApp:
        """The app, which owns the push."""
        return cast("EzApp", self.app)

    def _add(self) -> None:
        push = self.wizard.push
        rows = push.log.rows(self._shown) if push else ()
        if rows:
            self._shown += len(rows)
            self.query_one(LogView).append(rows)

    def _say(self, said: str) -> None:
        self.query_one("#status", PlainText).update(said, layout=False)

    def action_leave(self) -> None:
        """Go back to what is seen."""
        self.wizard.pop_screen()

    def action_search(self) -> None:
        """Ask what to look for."""
        self.app.push_screen(screens.AskModal("Which word?", "", "n goes to the next one."), self._look_for)

    def _look_for(self, word: str | None) -> None:
        if word and not self.query_one(LogView).search(word):
            self.wizard.say(f"No row holds {word!r}.")

    def why_no_next_match(self) -> str:
        return "" if self.query_one(LogView).sought else "Nothing is searched yet: / asks what to look for."

    def action_next_match(self, direction: int) -> None:
        """Go to the next or the previous match."""
        self.query_one(LogView).next_match(direction)
