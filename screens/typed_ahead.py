"""The part of the app that hands on what is typed: in order, and to what the keys before it have opened."""

from __future__ import annotations

from asyncio import get_running_loop
from collections import deque
from time import monotonic

from textual import events
from textual.app import App, ScreenStackError
from textual.screen import Screen

_LOOK_AGAIN = 0.002
"""Seconds until it is looked again whether everything is at rest."""
_AT_MOST = 2.0
"""Seconds for which a key waits for messages; whatever is wrong then, the keyboard goes on once a screen is there."""


def _is_none_of_ours(event: events.Event) -> bool:
    """Whether it has been handed on already, or is of the mouse that moves and waits for nothing."""
    return event.is_forwarded or isinstance(event, events.MouseMove)


def _anew(event: events.Key) -> events.Key:
    """The key as it was typed, at its time."""
    again = events.Key(event.key, event.character)
    again.time = event.time
    return again


class TypedAheadApp(App[int]):
    """An app in which keys, pastes and clicks that come too soon wait until the one before is done with."""

    def __init__(self) -> None:
        super().__init__()
        self._ahead: deque[events.InputEvent | events.Paste] = deque()
        self._waiting_since: float | None = None
        self._handed_to: Screen[object] | None = None
        """What was open when the last key was handed on."""

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and event.is_forwarded and self._is_overtaken():
            self._ahead.insert(sum(other.time < event.time for other in self._ahead), _anew(event))
        elif not isinstance(event, events.InputEvent | events.Paste) or _is_none_of_ours(event):
            await super().on_event(event)
            return
        else:
            self._ahead.append(event)
        if self._waiting_since is None:
            await self._hand_on()

    def _is_overtaken(self) -> bool:
        """Whether a key that nothing took comes back when another screen is open than the one it was handed to."""
        shown = self.screen_stack[-1] if self.screen_stack else None
        return shown is not None and shown is not self._handed_to

    async def _hand_on(self) -> None:
        """Hand on what was typed, one after the other."""
        while self._ahead:
            since = self._waiting_since or monotonic()
            if not self.is_at_rest() and (monotonic() - since < _AT_MOST or not self._is_built()):
                self._waiting_since = since
                # Textual's own timer is never due where the machine is busy for as long between two lines of it.
                get_running_loop().call_later(_LOOK_AGAIN, self.call_later, self._hand_on)
                return
            self._waiting_since = None
            event = self._ahead.popleft()
            self._handed_to = self.screen
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
        if not self._is_built():
            return False
        parts = (self.screen, *self.screen.query("*"))
        return not any(part.message_queue_size for part in (self, *parts)) and all(part.is_mounted for part in parts)

    def _is_built(self) -> bool:
        """Whether a screen is open, with its parts."""
        try:
            return self.screen.is_current and self.screen.is_mounted
        except ScreenStackError:
            return False
