"""The part of the app that keeps a running timer in sight: on every screen, at every size, behind one that broke."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.binding import Binding
from textual.css.query import NoMatches
from textual.reactive import reactive

import screens
import wizard.live
from screens.explained_app import ExplainedApp

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.css.query import DOMQuery
    from textual.message import Message
    from textual.screen import Screen

    from screens.widgets.deadline_row import DeadlineRow
    from wizard.live.push_seen import PushSeen
    from wizard.live.seen_words import DeadlineWords

TICK = 1.0
"""Seconds between two looks at the clock."""
_MOST_BREAKS = 20
"""A wizard that breaks as often is left, and says what runs on the routers."""


def utc_now() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)


def _deadlines(screen: Screen[Any]) -> DOMQuery[DeadlineRow]:
    # By name: the first paint waits for nothing of a push.
    return cast("DOMQuery[DeadlineRow]", screen.query("DeadlineRow"))


class InSightApp(ExplainedApp):
    """An app in which no screen hides when a router goes back, and none that breaks ends a push."""

    BINDINGS: ClassVar = [
        Binding("ctrl+r", "revert_now", "revert now", key_display="^r", show=False, priority=True),
    ]

    seen: reactive[PushSeen | None] = reactive(None)
    """The push as it was seen last, None before the first."""
    utc: Callable[[], datetime] = staticmethod(utc_now)
    """By which the age of every claim is told."""
    _breaks = 0

    def on_mount(self) -> None:
        self.screen_change_signal.subscribe(self, lambda _: self.call_later(self._keep_in_sight))
        self.set_interval(TICK, self.tick)

    @property
    def holds_a_push(self) -> bool:
        """Whether a push is at work, which no screen may end."""
        return False

    def deadline_words(self) -> DeadlineWords | None:
        """What is said of the timer that fires first; None where none runs."""
        found = wizard.live.earliest(self.seen) if self.seen else None
        return wizard.live.deadline_in_words(*found, self.utc()) if found else None

    def tick(self) -> None:
        """Draw what is older than a moment ago."""
        for screen in self.screen_stack:
            for row in _deadlines(screen):
                row.show()
            # What stands behind a window is seen as well, and grows older.
            # Of one that comes or goes some parts are not there.
            with suppress(NoMatches):
                if tick := getattr(screen, "tick", None):
                    tick()
        self.drop_what_holds_no_more()

    def watch_seen(self) -> None:
        """The row comes with the first timer, and goes with the last."""
        self.call_later(self._keep_in_sight)
        self.call_later(self.tick)

    async def _keep_in_sight(self) -> None:
        is_armed = bool(self.seen and self.seen.on_trial)
        for screen in tuple(self.screen_stack):
            there = _deadlines(screen)
            if is_armed and not there and screen.is_attached:
                await screen.mount(screens.DeadlineRow())
            elif not is_armed and there:
                await there.remove()
            if is_armed:
                # Where the row of the push is seen behind a window, that of the window is the same one.
                _deadlines(screen).set_class(screens.PushScreen in map(type, self.screen_stack), "second")

    # what breaks

    def _handle_exception(self, error: Exception) -> None:
        if not self._is_stood(error):
            super()._handle_exception(error)

    async def _dispatch_message(self, message: Message) -> None:
        # What breaks here would end the app's own loop, and with it whatever is seen of the push.
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            if not self._is_stood(error):
                raise

    def _is_stood(self, error: Exception) -> bool:
        """Whether the app goes on in spite of that: as long as a push is at work, behind a plain screen."""
        if not (self.holds_a_push and self._running) or self._breaks >= _MOST_BREAKS:
            return False
        self._breaks += 1
        self.call_later(self._replace_what_broke, type(error).__name__)
        return True

    async def _replace_what_broke(self, name: str) -> None:
        """Put a plain screen in the place of the one that is shown, and of whatever stands above it."""
        for screen in tuple(self._screen_stack[1:]):
            if not isinstance(screen, screens.BrokenScreen):
                self._screen_stack.remove(screen)
                # Not waited for: its own loop may be over, and say nothing any more.
                screen.remove()
        if not isinstance(self.screen, screens.BrokenScreen):
            await self.push_screen(screens.BrokenScreen(name))
