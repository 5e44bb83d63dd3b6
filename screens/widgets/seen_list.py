"""The rows of what is seen of a push: a sign with its word, what it is, what is wanted and what was got."""

from __future__ import annotations

from collections.abc import Iterable

from screens.symbols import HELD
from screens.widgets.lines import LineList, Piece
from wizard.live.seen_rows import Held, SeenRow

_SIGN = 4
_LEAST_WHAT = 30


class SeenList(LineList):
    """Rows that change while one looks at them; only those that did are drawn."""

    BORDER_TITLE = "Push"
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
        if len(before) != len(rows) or [row.key for row in before] != [row.key for row in rows]:
            self.lines_changed(self._first_that_fails())
            return
        for index, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                self.refresh_line(index)
        self._show_place()
        if before and before != rows:
            self.rested()

    def _first_that_fails(self) -> int:
        return next((place for place, row in enumerate(self.rows) if row.held is Held.FAILS), 0)

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
        wants = min(24, max((len(each.want) for each in self.rows), default=0))
        gots = max((len(each.got) for each in self.rows), default=0)
        beside = (wants + 1 if wants else 0) + (gots + 1 if gots else 0)
        what = max(_LEAST_WHAT, width - _SIGN - beside)
        yield f"{sign:<{_SIGN}}", look
        yield self.fitted_line(row.what, min(what, width - _SIGN)), look if row.held is Held.FAILS else ""
        if wants:
            yield f" {self.fitted(row.want, wants)}", "dim"
        if gots and (room := width - _SIGN - what - (wants + 1 if wants else 0) - 1) > 0:
            yield f" {self.fitted(row.got, room)}", look if row.held is Held.FAILS else ""
