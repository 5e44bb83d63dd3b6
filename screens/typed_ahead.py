"""The part of the app that hands on what is typed: in order, and to what the keys before it have opened."""

from __future__ import annotations

from asyncio import get_running_loop
from collections import deque
from time import monotonic

from textual import events
from textual.app import App, ScreenStackError

_LOOK_AGAIN = 0.002
"""Seconds until it is looked again whether everything is at rest."""
_AT_MOST = 2.0
"""Seconds for which a key waits; whatever is wrong then, the keyboard goes on."""


def _is_none_of_ours(event: events.Event) -> bool:
    """Whether it has been handed on already, or is of the mouse that moves and waits for nothing."""
    return event.is_forwarded or isinstance(event, events.MouseMove)


class TypedAheadApp(App[int]):
    """An app in which keys, pastes and clicks that come too soon wait until the one before is done with."""

    def __init__(self) -> None:
        super().__init__()
        self._ahead: deque[events.InputEvent | events.Paste] = deque()
        self._waiting_since: float | None = None

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.InputEvent | events.Paste) or _is_none_of_ours(event):
            await super().on_event(event)
            return
        self._ahead.append(event)
        if self._waiting_since is None:
            await self._hand_on()

    async def _hand_on(self) -> None:
        """Hand on what was typed, one after the other."""
        while self._ahead:
            since = self._waiting_since or monotonic()
            if not self.is_at_rest() and monotonic() - since < _AT_MOST:
                self._waiting_since = since
                # Textual's own timer is never due where the machine is busy for as long between two lines of it.
                get_running_loop().call_later(_LOOK_AGAIN, self.call_later, self._hand_on)
                return
            self._waiting_since = None
            event = self._ahead.popleft()
            self.before_typed(event)
            await super().on_event(event)
        self._waiting_since = None

    def before_typed(self, event: events.Event) -> None:
        """Called before something that was typed is handed on."""

    @property
    def has_typed_ahead(self) -> bool:
        """Whether something that was typed is still to be handed on."""
        return bool(self._ahead)

    def is_at_rest(self) -> bool:
        """Whether no message is under way and everything that was opened is there."""
        try:
            shown = self.screen
        except ScreenStackError:
            return False
        parts = (shown, *shown.query("*"))
        return (
            shown.is_current
            and not any(part.message_queue_size for part in (self, *parts))
            and all(part.is_mounted for part in parts)
        )
