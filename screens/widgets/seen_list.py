"""The rows of what is seen of a push: a sign with its word, what it is, what is wanted and what was got."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding

from screens.symbols import HELD
from screens.widgets.lines import LineList, Piece
from wizard.live.seen_rows import Held, SeenRow

_SIGN = 4
_LEAST_WHAT, _LEAST_GOT, _MOST_WANTED = 36, 20, 30
_WIDE, _SHORT = 90, 17


class SeenList(LineList, inherit_bindings=False):
    """Rows that change while one looks at them; only those that did are drawn."""

    BORDER_TITLE = "Push"
    # Without the letters of other lists: those of a push are said in its own rows.
    BINDINGS: ClassVar = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "to_end(-1)", "First line", show=False),
        Binding("end", "to_end(1)", "Last line", show=False),
        Binding("enter", "choose", "open", show=False),
    ]
    HELP = (
        "  ok it holds   XX it does not   .. not known yet   == accepted by a person, with a reason\n"
        "What the row under the cursor is about stands below the list."
    )

    def __init__(self) -> None:
        super().__init__(id="seen")
        self.rows: tuple[SeenRow, ...] = ()
        self._title = ""

    def show(self, rows: tuple[SeenRow, ...], title: str) -> None:
        """Draw these rows; where they are as many as before, the cursor stays and only what changed is drawn."""
        before, self.rows, self._title = self.rows, rows, title
        if [row.key or row.what for row in before] != [row.key or row.what for row in rows]:
            self.lines_changed(_place_that_matters(rows))
            return
        for index, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                self.refresh_line(index)
        self._show_place()
        if self.cursor == _place_that_matters(before):
            self.cursor = _place_that_matters(rows)

    @property
    def row(self) -> SeenRow | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def _show_place(self) -> None:
        self.border_title = self.glyphs.plain(self._title or self.BORDER_TITLE)

    def count(self) -> int:
        return len(self.rows)

    def empty_text(self) -> str:
        return "nothing is known yet"

    def pieces(self, index: int, width: int) -> Iterable[Piece]:
        row = self.rows[index]
        sign, look = HELD[row.held.value]
        look_of_text = look if row.held is Held.FAILS else ""
        yield f"{sign:<{_SIGN}}", look
        what, want, got = self._columns(width - _SIGN)
        yield self.fitted(row.what, what), look_of_text
        if want:
            yield f" {self.fitted(row.want, want)}", "dim"
        if got:
            yield f" {self.fitted(row.got, got)}", look_of_text

    def _columns(self, room: int) -> tuple[int, int, int]:
        """Columns of what a row is, of what is wanted, and of what was got, without the blanks between."""
        wants = max((len(row.want) for row in self.rows), default=0)
        gots = max((len(row.got) for row in self.rows), default=0)
        # Where columns are few, what is wanted must be short to stand beside the rest: else it stands below.
        want = min(wants, _MOST_WANTED) if room >= _WIDE or wants <= _SHORT else 0
        beside = want + 1 if want else 0
        got = min(gots, max(_LEAST_GOT, room - beside - _LEAST_WHAT - 1))
        return room - beside - (got + 1 if got else 0), want, got


def _place_that_matters(rows: tuple[SeenRow, ...]) -> int:
    """Of the first row that does not hold, else of the first that is under way."""
    order = (Held.FAILS, Held.OPEN)
    return next((place for held in order for place, row in enumerate(rows) if row.held is held), 0)
