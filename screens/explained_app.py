"""The part of the app that says what keys do, and why one does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events

import screens
from screens.practice_app import PracticeApp
from screens.steps.step import StepScreen

if TYPE_CHECKING:
    from textual.actions import ActionParseResult
    from textual.dom import DOMNode


class ExplainedApp(PracticeApp):
    """An app in which no key is silent."""

    def before_typed(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.MouseDown) and isinstance(self.screen, StepScreen):
            self.screen.shorten()
            self.is_refused = self.is_refused and isinstance(event, events.Key) and event.key == "escape"

    async def run_action(
        self, action: str | ActionParseResult, default_namespace: DOMNode | None = None, namespaces: Any = None
    ) -> bool:
        """Do it, or say why that cannot be done now."""
        node = default_namespace or self
        why = screens.why_off(action, node) if isinstance(action, str) else ""
        if isinstance(action, str) and why:
            self.refuse(why, lambda: screens.why_off(action, node))
            return True
        return await super().run_action(action, default_namespace, namespaces)

    def on_key(self, event: events.Key) -> None:
        """Say of a key that does nothing here where it does something."""
        here = self.screen
        if isinstance(here, StepScreen) and event.key not in here.active_bindings:
            there = screens.elsewhere(event.key)
            if there:
                self.refuse(f"{there}; not here.")

    def action_explain(self) -> None:
        """Explain what is focused, and list every key that works here."""
        if not isinstance(self.screen, screens.HelpModal):
            self.push_screen(screens.HelpModal(*screens.help_for(self.screen)))

    def action_help_quit(self) -> None:
        """Say of the key that ends other programs what ends this one."""
        self.refuse("ctrl+c does not end the wizard: q does, and every answer is saved.")

    def why_no_palette(self) -> str:
        return "Leave this first: the commands are those of the step below." if self.screen.is_modal else ""

    def action_palette(self) -> None:
        """Offer every command that can be given now, to be found by a word."""
        self.push_screen(screens.palette())
