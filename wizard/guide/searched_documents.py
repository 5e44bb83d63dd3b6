"""A search through every document of a site: each router's configuration, and each stage of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

import wizard.render
from wizard.difference import DiffRow, RowChange, hidden
from wizard.guide.comparison import (
    FINAL,
    TARGET,
    ComparedPart,
    TextRow,
    compared_parts,
    compared_rows,
    comparison,
    text_rows,
)
from wizard.ios.masking import masked
from wizard.model.plan import Plan
from wizard.model.stage import Stage
from wizard.plan.perspective import devices
from wizard.sentence import Sentence, so_many

_NAMED = 6
"""Documents that are named with what they have of it; the others are counted."""


class SearchedPlace(NamedTuple):
    """A row of one document."""

    device: str
    part: str
    row: int


class FoundLines(NamedTuple):
    """Every line that holds what was sought, in the order of the documents."""

    sought: str
    places: tuple[SearchedPlace, ...]
    labels: dict[tuple[str, str], str]
    """Of every document that was searched, in their order, by device and part."""

    def following(self, here: SearchedPlace, direction: int, *, from_here: bool = False) -> SearchedPlace | None:
        """The next or the previous line, past the last document the first; None where there is none."""
        if not self.places:
            return None
        order = {document: number for number, document in enumerate(self.labels)}
        keys = [(order[place.device, place.part], place.row) for place in self.places]
        at = (order.get((here.device, here.part), 0), here.row)
        number = bisect_right(keys, at) if direction > 0 and not from_here else bisect_left(keys, at)
        return self.places[(number if direction > 0 else number - 1) % len(keys)]

    def place_in_words(self, place: SearchedPlace) -> Sentence:
        """Which of them a line is, and where."""
        number = self.places.index(place) + 1
        return f"{number} of {len(self.places)}: {place.device}, {self.labels[place.device, place.part]}"

    def in_words(self) -> Sentence:
        """How many lines there are, and where."""
        counts = Counter((place.device, place.part) for place in self.places)
        if not counts:
            return f"No line holds {self.sought!r}, in none of {so_many(len(self.labels), 'document')}."
        named = list(counts)[:_NAMED]
        where = [
            f"{device} {', '.join(f'{self.labels[document]} {counts[document]}' for document in of_device)}"
            for device, of_device in groupby(named, lambda document: document[0])
        ]
        more = len(counts) - len(named)
        rest = f"; and {so_many(more, 'document')} more" if more else ""
        total = f"{so_many(len(self.places), 'line')} in {so_many(len(counts), 'document')}"
        return f"{total}: {'; '.join(where)}{rest}."


def found_in_differences(plan: Plan, sought: str, shown: tuple[str, str], *, revealed: bool) -> FoundLines:
    """What holds it of each router before and after, and of what each stage changes; of what is shown, all of it."""
    labels: dict[tuple[str, str], str] = {}
    places: list[SearchedPlace] = []
    for device, part in _documents(plan):
        document = (device, part.key)
        if part.key == FINAL and document != shown:
            # The target and the stages have all of it.
            continue
        labels[document] = part.label
        rows = comparison(plan, *document).rows if document == shown else compared_rows(plan, *document)
        is_whole = part.key == TARGET or document == shown
        found = _holding(rows, sought.lower(), is_whole=is_whole, revealed=revealed)
        places.extend(SearchedPlace(*document, row) for row in found)
    return FoundLines(sought, tuple(places), labels)


def found_in_texts(plan: Plan, sought: str, *, revealed: bool) -> FoundLines:
    """What holds it of the text that is sent in each stage, and of what takes that back."""
    labels: dict[tuple[str, str], str] = {}
    places: list[SearchedPlace] = []
    for device, part in _documents(plan):
        sent = None if part.key in {TARGET, FINAL} else wizard.render.document(plan, device, Stage(part.key))
        rows = text_rows(sent.text, sent.undo) if sent else ()
        if rows:
            labels[device, part.key] = part.label
            found = _holding_text(rows, sought.lower(), revealed=revealed)
            places.extend(SearchedPlace(device, part.key, row) for row in found)
    return FoundLines(sought, tuple(places), labels)


def _documents(plan: Plan) -> Iterator[tuple[str, ComparedPart]]:
    return ((device, part) for device in devices(plan) for part in compared_parts(plan, device))


def _holding(rows: Iterable[DiffRow], sought: str, *, is_whole: bool, revealed: bool) -> Iterator[int]:
    # What is masked may be made of stars alone; whatever else is sought stands in the line itself.
    every = "*" in sought
    for index, row in enumerate(rows):
        if not is_whole and row.change is RowChange.SAME:
            continue
        if not every and sought not in row.old.lower() and sought not in row.new.lower():
            continue
        seen = row if revealed else hidden(row)
        if sought in seen.old.lower() or sought in seen.new.lower():
            yield index


def _holding_text(rows: Iterable[TextRow], sought: str, *, revealed: bool) -> Iterator[int]:
    for index, row in enumerate(rows):
        if row.number and sought in (row.text if revealed else masked(row.text)).lower():
            yield index
