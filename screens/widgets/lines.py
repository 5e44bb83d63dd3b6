"""A list of lines that draws only what is visible: the base of every table of the wizard."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from screens.terminal_characters import UNICODE, Glyphs
from screens.widgets.resting import RestingCursor

if TYPE_CHECKING:
    from rich.style import Style

Piece = tuple[str, str]
"""Text of a line and the look it has: "" or one of the component classes without its `lines--`."""


class LineList(ScrollView, RestingCursor, can_focus=True):
    """Lines with a cursor, a search and a mark that shows where the cursor is without colour."""

    BINDINGS: ClassVar = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home,g", "to_end(-1)", "First line", show=False),
        Binding("end,G", "to_end(1)", "Last line", show=False),
        Binding("enter", "choose", "open"),
    ]
    COMPONENT_CLASSES: ClassVar = {
        "lines--cursor",
        "lines--cursor-blurred",
        "lines--match",
        "lines--heading",
        "lines--dim",
        "lines--good",
        "lines--added",
        "lines--removed",
        "lines--changed",
        "lines--word",
        "lines--attention",
    }
    DEFAULT_CSS = """
    LineList {
        height: 1fr;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & .lines--match { text-style: reverse; }
        & .lines--heading { text-style: bold; }
        & .lines--attention { text-style: bold; }
        & .lines--cursor { text-style: bold; }
        & .lines--word { text-style: bold underline; }
    }
    """

    BORDER_TITLE: ClassVar[str] = ""
    """What the list is; where its cursor is stands behind it."""

    cursor = reactive(0)

    class Rested(Message):
        """The cursor rests on a line, or the lines are others: what is said of it follows."""

        def __init__(self, lines: LineList) -> None:
            super().__init__()
            self.lines = lines

        @property
        def control(self) -> LineList:
            return self.lines

    class Chosen(Message):
        """A line was chosen with enter or with the mouse."""

        def __init__(self, lines: LineList) -> None:
            super().__init__()
            self.lines = lines

        @property
        def control(self) -> LineList:
            return self.lines

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self.sought = ""
        self._known_style: Style | None = None
        self._from_top: int | None = None
        """Where in view the cursor shall be as long as it stays; None where as little is scrolled as is needed."""

    def count(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    def pieces(self, index: int, width: int) -> Iterable[Piece]:
        """One line as pieces of text with a look each."""
        raise NotImplementedError

    def searchable(self, index: int) -> str:
        """What a search looks at."""
        return "".join(text for text, _ in self.pieces(index, 1000))

    def empty_text(self) -> str:
        """What stands where there is no line."""
        return ""

    @property
    def glyphs(self) -> Glyphs:
        """The characters of this terminal."""
        return getattr(self.app, "glyphs", UNICODE)

    @property
    def from_top(self) -> int:
        """How many rows below the first one in view the cursor is."""
        return self.cursor - self.scroll_offset.y

    def lines_changed(self, cursor: int | None = None, from_top: int | None = None) -> None:
        """Draw anew what `count` and `pieces` give now, with the cursor there, that many rows below the first one."""
        self._from_top = from_top
        total = self.count()
        self.virtual_size = Size(0, total)
        place = self.cursor if cursor is None else cursor
        self.set_reactive(LineList.cursor, max(0, min(place, total - 1)))
        self.refresh()
        self._show_place()
        self.show_cursor()
        self.follow()

    def rested(self) -> None:
        self.post_message(self.Rested(self))

    def _show_place(self) -> None:
        total = self.count()
        self.border_title = f"{self.BORDER_TITLE}  {self.cursor + 1} of {total}" if total > 1 else self.BORDER_TITLE

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        index = y + self.scroll_offset.y
        if index >= self.count():
            text = self.empty_text() if y == 0 else ""
            return self._strip([(f"  {text}", "dim")] if text else [], width, self._plain_style)
        base = self._base_style(index)
        mark = "> " if index == self.cursor else "  "
        return self._strip([(mark, ""), *self.pieces(index, width - 2)], width, base)

    @property
    def _plain_style(self) -> Style:
        """The style of the list, which Textual would look up for each line anew."""
        if self._known_style is None:
            self._known_style = self.rich_style
        return self._known_style

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._known_style = None

    def _base_style(self, index: int) -> Style:
        if index != self.cursor:
            return self._plain_style
        return self.get_component_rich_style("lines--cursor" if self.has_focus else "lines--cursor-blurred")

    def _strip(self, pieces: Iterable[Piece], width: int, base: Style) -> Strip:
        segments: list[Segment] = []
        used = 0
        for text, look in pieces:
            drawn_text = self.glyphs.plain(text)
            style = base + self.get_component_rich_style(f"lines--{look}", partial=True) if look else base
            segments.extend(self._with_matches(drawn_text, style) if self.sought else (Segment(drawn_text, style),))
            used += cell_len(drawn_text)
        if used > width:
            return Strip(segments, used).crop(0, width)
        segments.append(Segment(" " * (width - used), base))
        return Strip(segments, width)

    def _with_matches(self, text: str, style: Style) -> Iterable[Segment]:
        at = 0
        for found in re.finditer(re.escape(self.sought), text, re.IGNORECASE):
            if found.start() > at:
                yield Segment(text[at : found.start()], style)
            match = self.get_component_rich_style("lines--match", partial=True)
            yield Segment(found.group(), style + match)
            at = found.end()
        if at < len(text):
            yield Segment(text[at:], style)

    def fitted(self, text: str, width: int, beside: Iterable[str] = ()) -> str:
        """The text in exactly `width` cells, as this terminal shows it."""
        return self.glyphs.fitted(text, width, beside)

    def fitted_line(self, line: str, width: int) -> str:
        """The same for a line of a configuration."""
        return self.glyphs.fitted_line(line, width)

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, self.count() - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        if old == new or not self.is_mounted:
            return
        self._from_top = None
        self.refresh_line(old)
        self.refresh_line(new)
        self._show_place()
        self.show_cursor()
        self.moved()

    def show_cursor(self) -> None:
        """Scroll as little as is needed to see the cursor, or so that it is where it was."""
        height = self.scrollable_content_region.height
        if height and self._from_top is not None:
            self.scroll_to(y=self.cursor - self._from_top, animate=False, force=True, immediate=True)
        if height:
            self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, force=True, x_axis=False)

    def on_focus(self) -> None:
        self.refresh_line(self.cursor)

    def on_blur(self) -> None:
        self.refresh_line(self.cursor)
        if self.is_moving:
            # Whoever goes to what is said of a row finds that of the cursor's.
            self.follow()

    def on_resize(self) -> None:
        self.call_after_refresh(self.show_cursor)

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; one on the cursor's line chooses it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        index = offset.y + self.scroll_offset.y
        if index >= self.count():
            return
        if index == self.cursor:
            self.action_choose()
        else:
            self.cursor = index

    def action_move(self, lines: int) -> None:
        self.cursor += lines

    def action_page(self, pages: int) -> None:
        self.cursor += pages * max(1, self.scrollable_content_region.height - 1)

    def action_to_end(self, direction: int) -> None:
        self.cursor = self.count() - 1 if direction > 0 else 0

    def action_choose(self) -> None:
        if self.count():
            self.post_message(self.Chosen(self))

    def search(self, sought: str) -> bool:
        """Mark every match and go to the first one from the cursor on; whether there is one."""
        self.sought = sought.lower()
        self.refresh()
        return not sought or self.next_match(1, from_here=True)

    def next_match(self, direction: int, *, from_here: bool = False) -> bool:
        """Go to the next line that holds what is sought, past the end to the start; whether there is one."""
        total = self.count()
        first = 0 if from_here else 1
        for step in range(first, total + first):
            index = (self.cursor + direction * step) % total
            if self.sought in self.searchable(index).lower():
                self.cursor = index
                return True
        return False
