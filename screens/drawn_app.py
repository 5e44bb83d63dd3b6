"""The part of the app that says how it is drawn: its characters, its theme, or no colour at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding

import screens
import wizard.site
from screens.style_sheet import FIRST, StyleSheet
from screens.terminal_characters import ASCII, UNICODE
from screens.themes import DARK, THEMES, other_theme
from screens.typed_ahead import TypedAheadApp
from screens.widgets.plain import NoColours, draw_scroll_bars
from screens.widgets.plain_text import NothingObeyed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.filter import LineFilter
    from textual.screen import Screen

_NOTHING_OBEYED, _NO_COLOURS = NothingObeyed(), NoColours()


MINIMUM = (80, 23)
"""Columns and rows: a terminal of 24, of which tmux or screen has the last for itself."""


class DrawnApp(TypedAheadApp):
    """An app that is drawn in one of two themes, or without colours, and in the characters of its terminal."""

    CSS_PATH = FIRST
    BINDINGS: ClassVar = [
        Binding("T", "other_theme", "light or dark", show=False),
        Binding("ctrl+l", "draw_anew", "draw anew", key_display="^l", show=False),
    ]

    def __init__(self, *, ascii_only: bool = False) -> None:
        super().__init__()
        self.glyphs = ASCII if ascii_only else UNICODE
        self.animation_level = "none"
        self.set_class(ascii_only, "-ascii")
        self.set_class(self.no_color, "-nocolor")
        draw_scroll_bars(whole_cells=ascii_only or self.no_color)
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = THEMES.get(wizard.site.kept_theme(), DARK).name
        self.stylesheet = self._looks = StyleSheet(variables=self.get_css_variables())

    def read_looks(self) -> None:
        """Read the looks of all but the first frame."""
        self._looks.read_rest()

    def _load_screen_css(self, screen: Screen[Any]) -> None:
        # Whatever is opened above the first screen, or in its place, is drawn with all of them.
        self.read_looks()
        super()._load_screen_css(screen)

    def get_line_filters(self) -> Sequence[LineFilter]:
        # Textual's own makes greys of the colours where there shall be none.
        return [*((_NO_COLOURS,) if self.no_color else super().get_line_filters()), _NOTHING_OBEYED]

    def export_screenshot(self, *, title: str | None = None, simplify: bool = False) -> str:
        """The screen as SVG, without the fonts that rich fetches from a host and the comment that names one."""
        drawn = super().export_screenshot(title=title, simplify=simplify)
        return re.sub(r"(?<!\s)\s*+(@font-face \{[^{}]*\}|<!--[^<]*-->)", "", drawn)

    def why_no_other_theme(self) -> str:
        return "Without colours there is only one theme: NO_COLOR is set." if self.no_color else ""

    def action_other_theme(self) -> None:
        """Change from dark to light or back, here and whenever the wizard is opened again."""
        self.theme = other_theme(self.theme)
        wizard.site.keep_theme(self.theme)
        self.say(f"The theme is {self.theme} from now on.")

    def action_draw_anew(self) -> None:
        """Send every row again, as after a message that somebody else wrote to the terminal."""
        if rows := getattr(self._driver, "rows", None):
            rows.forget()
        self.refresh(layout=True)

    def say(self, text: str) -> None:
        """Put that in the status row."""
        raise NotImplementedError

    def on_resize(self, event: events.Resize) -> None:
        """A terminal that is too small shows only that."""
        from_modal = type(self.screen).__name__ == "TooSmallModal"
        fits = event.size.width >= MINIMUM[0] and event.size.height >= MINIMUM[1]
        if fits and from_modal:
            self.pop_screen()
        elif not fits and not from_modal:
            self.push_screen(screens.TooSmallModal(*MINIMUM))
