"""A text that is read and left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from screens.linear.page import Page, Rows
from screens.linear.speech import Said

if TYPE_CHECKING:
    from screens.linear.linear_wizard import LinearWizard
    from wizard.sentence import Sentence


class TextPage(Page):
    """Lines below a title, said a few at a time."""

    help = "A text to be read: an empty line says more of it, b leaves it."
    wants = "Empty line for more, b to go back:"

    def __init__(self, wizard: LinearWizard, title: Sentence, rows: Iterator[Said]) -> None:
        super().__init__(wizard)
        self._title = title
        self._rows = tuple((row,) for row in rows)

    def head(self) -> Iterator[Said]:
        yield Said("TEXT", self._title)

    def rows(self) -> Rows:
        return self._rows

    @property
    def choices(self) -> int:
        return 0

    def left_empty(self) -> None:
        self.wizard.say("STATE", "That was all of it: b goes back, again says it from the start.")
