"""The log of a push: thousands of rows that draw as fast as a few, and that follow the end while one is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message

from screens.messages import LogWanted
from screens.symbols import HEARD
from screens.widgets.lines import LineList, Piece
from screens.widgets.wrapping import is_short, wrapped
from wizard.guide.shortened import neighbours
from wizard.live.row_text import row_text

if TYPE_CHECKING:
    from rich.style import Style

    from wizard.live.push_log import LogRow

_TIME, _WHAT = 9, 8
_DEVICE = (14, 24)
"""The most columns of a router on a narrow terminal, and on a wide one."""
_WIDE = 100
_KEPT = 3
"""A page that is full keeps a third of its rows: each that stays is sent again, further up."""


class DrawnRow(NamedTuple):
    """A line of the screen: a row of the log, or what of it did not fit into the lines before."""

    row: int
    part: int
    text: str


class LogView(LineList):
    """One row a line: when, at which router, whether it was sent, came back or was told, and the words."""

    BORDER_TITLE = "Log"

    DEFAULT_CSS = """
    LogView { scrollbar-gutter: stable; }
    """
    BINDINGS: ClassVar = [
        Binding("enter", "choose", "Nothing", show=False),
        Binding("left_square_bracket", "narrow(-1)", "Previous tab", show=False),
        Binding("right_square_bracket", "narrow(1)", "tab", key_display="[ ]"),
        Binding("e", "keep", "export"),
    ]
    HELP = (
        "What was sent to the routers, what they answered, and what was told:\n"
        "  > sent      a line that left this machine\n"
        "  < got       what the router answered\n"
        "  = told      what the push says of it\n"
        "  ! steered   what a person wanted, and what became of it\n"
        "The log follows its end as long as the cursor is on the last row: up stays where one reads, G follows again. "
        "[ and ] narrow it to one router, / looks for a word, e writes the rows to a file of the site. Keys and "
        "passwords are *** here and there."
    )

    class Narrowed(Message):
        """The rows of another router are shown, "" for those of all."""

        def __init__(self, device: str) -> None:
            super().__init__()
            self.device = device

    def __init__(self, *, id: str = "log") -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self.device = ""
        """The router whose rows are shown; "" for all."""
        self._rows: list[LogRow] = []
        self._devices: dict[str, None] = {}
        self._drawn: list[DrawnRow] = []
        self._beside: dict[str, tuple[str, ...]] = {}
        self._room = 0
        """The columns of the words when they were laid out."""

    @property
    def rows(self) -> tuple[LogRow, ...]:
        """The rows that are shown, those of one router or of all."""
        return tuple(row for row in self._rows if self._is_shown(row))

    @property
    def follows(self) -> bool:
        """Whether what comes is shown as it comes."""
        return self.cursor >= len(self._drawn) - 1

    def show(self, rows: Sequence[LogRow]) -> None:
        """Draw these rows in place of those before, from their end."""
        self._rows, self._devices = list(rows), dict.fromkeys(row.device for row in rows if row.device)
        self._build(at_end=True)

    def append(self, rows: Iterable[LogRow]) -> None:
        """Draw these rows below the others; the view goes on to them where it follows."""
        came = list(rows)
        first = len(self._rows)
        self._rows.extend(came)
        new = {row.device: None for row in came if row.device} | self._devices
        if len(new) > len(self._devices):
            self._devices = self._devices | new
            self._build(at_end=self.follows)
            return
        follows, before = self.follows, len(self._drawn)
        for place, row in enumerate(came, first):
            self._draw(place, row)
        if len(self._drawn) > before:
            self._grown(before, follows=follows)

    def _grown(self, before: int, *, follows: bool) -> None:
        """Show that there are more lines: one below the other, and further up only once the page is full."""
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        total = len(self._drawn)
        if follows and total > top + height:
            # Row by row, each would be sent again for each one that comes.
            top = max(total - max(1, height // _KEPT), 0) if height else 0
        self.virtual_size = Size(0, max(total, top + height) if follows else total)
        if not follows:
            self._show_place()
            self.refresh_lines(before, total - before)
            return
        old = self.cursor
        self.set_reactive(LineList.cursor, total - 1)
        self._show_place()
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True, immediate=True)
            self.refresh()
        else:
            self.refresh_line(old)
            self.refresh_lines(before, total - before)

    def _show_place(self) -> None:
        total = len(self._drawn)
        of_router = f" of {self.glyphs.plain(self.device)}" if self.device else ""
        place = "follows" if self.follows else f"{self.cursor + 1} of {total}, G follows"
        self.border_title = f"{self.BORDER_TITLE}{of_router}  {place}" if total else f"{self.BORDER_TITLE}{of_router}"

    def _base_style(self, index: int) -> Style:
        # Of a row that was the last one, only the mark is to be drawn anew.
        return self._plain_style if self.follows else super()._base_style(index)

    def watch_cursor(self, old: int, new: int) -> None:
        last = len(self._drawn) - 1
        super().watch_cursor(old, new)
        if last in (old, new) and old != new:
            self.refresh_line(last)

    def _build(self, *, at_end: bool, row: int = 0, from_top: int | None = None) -> None:
        """Lay every row out anew, the cursor on the end or on that row."""
        self._beside = neighbours(self._devices)
        self._room = max(8, self.scrollable_content_region.width - 2 - self._before_words)
        self._drawn = []
        for place, each in enumerate(self._rows):
            self._draw(place, each)
        cursor = len(self._drawn) - 1 if at_end else self._place_of(row)
        self.lines_changed(max(0, cursor), from_top)

    def _draw(self, place: int, row: LogRow) -> None:
        if not self._is_shown(row):
            return
        text = row_text(row)
        if is_short(text, self._room):
            self._drawn.append(DrawnRow(place, 0, text))
            return
        parts = wrapped(self.glyphs.plain(text), self._room, self.glyphs.continued)
        self._drawn.extend(DrawnRow(place, part, text) for part, text in enumerate(parts))

    def _is_shown(self, row: LogRow) -> bool:
        return not self.device or row.device in (self.device, "")

    def _place_of(self, row: int) -> int:
        """Where that row begins, or the next one that is shown."""
        return next((place for place, drawn in enumerate(self._drawn) if drawn.row >= row), len(self._drawn) - 1)

    @property
    def _device_room(self) -> int:
        """Columns of the router and the blank behind it; none where there is one router alone."""
        if self.device or len(self._devices) < 2:
            return 0
        most = _DEVICE[self.scrollable_content_region.width >= _WIDE]
        return 1 + min(most, max(map(len, self._devices)))

    @property
    def _before_words(self) -> int:
        return _TIME + self._device_room + _WHAT + 2

    def count(self) -> int:
        return len(self._drawn)

    def empty_text(self) -> str:
        return "Nothing was sent yet."

    def pieces(self, index: int, width: int) -> Iterable[Piece]:
        drawn = self._drawn[index]
        row = self._rows[drawn.row]
        if drawn.part:
            yield " " * self._before_words + drawn.text, ""
            return
        sign, look = HEARD[row.what]
        yield f"{row.at:%H:%M:%S} ", "dim"
        if room := self._device_room:
            yield self.fitted(row.device, room - 1, self._beside.get(row.device, ())) + " ", "dim"
        yield f"{sign} {row.what:<{_WHAT}}", look
        yield drawn.text, look if row.what == "sent" else ""

    def searchable(self, index: int) -> str:
        drawn = self._drawn[index]
        if drawn.part:
            return ""
        row = self._rows[drawn.row]
        return f"{row.at:%H:%M:%S} {row.device} {row.what} {row_text(row)}"

    def on_resize(self) -> None:
        row = self._drawn[self.cursor].row if self.cursor < len(self._drawn) else 0
        self._build(at_end=self.follows, row=row, from_top=self.from_top)

    def why_no_narrow(self) -> str:
        return "" if len(self._devices) > 1 else "The log has rows of one router alone."

    def action_narrow(self, direction: int) -> None:
        """Show the rows of the next router, or of all again; the cursor stays at what was told then."""
        choices = ["", *self._devices]
        row = self._drawn[self.cursor].row if self.cursor < len(self._drawn) else 0
        at_end = self.follows
        self.device = choices[(choices.index(self.device) + direction) % len(choices)]
        self._build(at_end=at_end, row=row)
        self.post_message(self.Narrowed(self.device))

    def why_no_choose(self) -> str:
        return "Enter does nothing in a log: / looks for a word, e writes it to a file."

    def action_choose(self) -> None:
        """Nothing: a row of the log leads nowhere."""

    def why_no_keep(self) -> str:
        return "" if self._drawn else "There is no row to save yet."

    def action_keep(self) -> None:
        """Ask for the rows that are shown to be written to a file."""
        self.post_message(LogWanted(self.rows))
