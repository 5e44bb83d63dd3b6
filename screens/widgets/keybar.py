"""The last row of the screen: the keys that do something here, in one widget."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.widget import Widget

_FIRST = ("explain", "previous", "next")
_LAST = ("quit", "previous", "next", "search", "undo", "save", "palette")
"""Actions that every step has, and whether their keys stand before or behind those of the step.

Where there is no room for all, the way out is the last to go: whoever knows no key wants that one.
"""


class KeyBar(Widget):
    """The keys of what has the focus, also where that stands above the step; a click presses one."""

    DEFAULT_CSS = """
    KeyBar { height: 1; width: 1fr; dock: bottom; }
    """

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._drawn: tuple[tuple[str, str, str], ...] = ()

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._keys_changed)

    def _keys_changed(self, _screen: object) -> None:
        if self._keys() != self._drawn:
            self.refresh()

    def _keys(self) -> tuple[tuple[str, str, str], ...]:
        on_top = self.app.screen
        focused = on_top.focused
        typing = focused is not None and focused.check_consume_key("x", "x")
        first = getattr(on_top, "KEYS_FIRST", _FIRST)
        return tuple(_drawn_keys(on_top.active_bindings, first, typing=typing))

    def render(self) -> Content:
        self._drawn = self._keys()
        parts = []
        for _, label, description in self._fitting():
            parts.append(Content.assemble((label, "bold $text-accent"), " ", description))
        return Content("  ").join(parts)

    def _fitting(self) -> list[tuple[str, str, str]]:
        """As many keys as the row holds."""
        room, fitting = self.size.width, []
        for key in self._drawn:
            room -= len(key[1]) + 1 + len(key[2])
            if room < 0:
                break
            fitting.append(key)
            room -= 2
        return fitting

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        right = 0
        for key, label, description in self._fitting():
            right += len(label) + len(description) + 3
            if offset is not None and offset.x < right - 2:
                self.app.simulate_key(key)
                return


_TYPED = ("question_mark", "slash", "left_square_bracket", "right_square_bracket", "plus")
"""Keys that are characters, by the name that Textual gives them."""


def _drawn_keys(
    bindings: dict[str, ActiveBinding], in_front: Iterable[str], *, typing: bool
) -> list[tuple[str, str, str]]:
    """(key, its label, what it does) of the bindings that are shown: help, back and next, then the step's own."""
    keys: dict[str, tuple[str, str, str]] = {}
    for key, active in bindings.items():
        binding = active.binding
        if typing and key in _TYPED:
            continue
        if binding.show and active.enabled and binding.action not in keys:
            keys[binding.action] = (key, binding.key_display or key, binding.description)
    first = [keys.pop(action) for action in in_front if action in keys]
    last = [keys.pop(action) for action in _LAST if action in keys]
    return [*first, *keys.values(), *last]
