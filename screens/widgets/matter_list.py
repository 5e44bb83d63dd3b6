"""What needs a person, as a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from screens.symbols import URGENCIES
from screens.widgets.lines import LineList, Piece

if TYPE_CHECKING:
    from wizard.guide.survey_words import SurveyWords

_WHERE = 20
"""Columns that the routers have at most where columns are few."""


class MatterList(LineList):
    """What needs a person, the worst first; in the last row what does not."""

    BORDER_TITLE = "What needs you"

    HELP = (
        "What needs you, the worst first: what blocks, what only you can tell, answers to look at again, warnings "
        "that nobody has read. Enter opens it. The last row counts what was answered, what is as recommended and what "
        "the files settled; enter lists them with their reasons."
    )

    def __init__(self) -> None:
        super().__init__(id="matters")
        self._words: SurveyWords | None = None
        self._where = 0
        """How many characters the longest place has."""
        self.waiting = True

    def show(self, words: SurveyWords, cursor: int | None = None) -> None:
        """Draw these matters."""
        self._words, self.waiting = words, False
        self._where = max((len(matter.where) for matter in words.matters), default=0)
        self.lines_changed(cursor)

    def count(self) -> int:
        return len(self._words.matters) + 1 if self._words else 0

    def empty_text(self) -> str:
        return "looking ..."

    def pieces(self, index: int, width: int) -> Iterable[Piece]:
        assert self._words
        if index == len(self._words.matters):
            yield self.fitted(f"= {self._words.needs_nobody}", width), "dim"
            return
        matter = self._words.matters[index]
        symbol = URGENCIES[matter.urgency]
        yield f"{symbol.sign:<14}", symbol.look
        where = min(self._where, max(_WHERE, width // 4))
        yield self.fitted(matter.what, width - 15 - where), ""
        yield f" {self.fitted(matter.where, where)}", "dim"
