"""A search through everything: questions, findings, the lines that were read, and every document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import TYPE_CHECKING

import screens.linear
import wizard.check
import wizard.ledger
import wizard.plan
from screens.linear.page import Page, Rows
from screens.linear.speech import Said
from wizard.difference import hidden
from wizard.guide.comparison import TARGET, compared_rows
from wizard.guide.finding_words import place_in_words
from wizard.guide.searched_documents import FoundLines, SearchedPlace, found_in_differences
from wizard.guide.wording import label, row_value, who_in_words
from wizard.plan.perspective import devices
from wizard.sentence import so_many

if TYPE_CHECKING:
    from screens.linear.linear_wizard import LinearWizard

Hit = tuple[str, str, Callable[[], object]]
"""A role, what is said, and what goes there."""


class SearchPage(Page):
    """Whatever holds a word, each with the way there."""

    help = (
        "Whatever holds the word: questions, findings, lines that were read, lines that are sent. A number goes there."
    )

    def __init__(self, wizard: LinearWizard, word: str) -> None:
        super().__init__(wizard)
        self._word = word

    @cached_property
    def _hits(self) -> tuple[Hit, ...]:
        return (*self._questions(), *self._findings(), *self._read(), *self._documents())

    def _holds(self, *texts: str) -> bool:
        return any(self._word.lower() in text.lower() for text in texts)

    def _questions(self) -> Iterator[Hit]:
        for row in wizard.plan.rows_of(self.plan):
            question = row.first.question
            who = who_in_words(row)
            text = f"{label(question)}{f' ({who})' if who else ''}: {row_value(row)}"
            if self._holds(text, question.wording, question.key):
                yield "QUESTION", text, partial(screens.linear.go_to_question, self.wizard, row.key)

    def _findings(self) -> Iterator[Hit]:
        for row in wizard.check.finding_rows(self.plan):
            text = f"{row.first.code} {place_in_words(row) or 'site'}: {row.message}"
            if self._holds(text, row.first.fix):
                page = screens.linear.FindingPage(self.wizard, row.identity)
                yield "FINDING", text, partial(self.wizard.go, page)

    def _read(self) -> Iterator[Hit]:
        for entry in wizard.ledger.ledger(self.plan):
            if self._holds(entry.text):
                page = screens.linear.LinePage(self.wizard, entry.device, entry.line)
                text = f"{entry.device}:{entry.line} {entry.text.strip()}"
                yield f"READ, {entry.verdict.value.upper()},", text, partial(self.wizard.go, page)

    @cached_property
    def _found(self) -> FoundLines:
        first = devices(self.plan)[0], TARGET
        return found_in_differences(self.plan, self._word, first, revealed=False)

    def _documents(self) -> Iterator[Hit]:
        for place in self._found.places:
            row = hidden(compared_rows(self.plan, place.device, place.part)[place.row])
            where = f"{place.device}, {self._found.labels[place.device, place.part]}"
            yield row.change.value.upper(), f"{where}: {row.new or row.old}", partial(self._go, place)

    def _go(self, place: SearchedPlace) -> None:
        self.wizard.go(screens.linear.ChangePage(self.wizard, place.device, place.part, at=place.row))

    def head(self) -> Iterator[Said]:
        yield Said("SEARCH", f"{self._word}: {so_many(len(self._hits), 'hit')}.")

    def rows(self) -> Rows:
        return tuple((Said(f"{role} {number}", text),) for number, (role, text, _) in enumerate(self._hits, 1))

    def choose(self, number: int) -> None:
        self._hits[number - 1][2]()
