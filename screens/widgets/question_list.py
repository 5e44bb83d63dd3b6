"""The questions of one step, device by device, each with its value and where that comes from."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import ClassVar

from textual.binding import Binding

from screens.symbols import ORIGINS
from screens.widgets.lines import LineList, Piece
from wizard.guide.folding import GroupFolding
from wizard.guide.questions import GroupKey, QuestionGroup, next_open
from wizard.guide.wording import label, row_value, shown_value, title_of, who_in_words
from wizard.plan.question_rows import QuestionRow
from wizard.questions.tiers import Tier
from wizard.sentence import so_many

_LABEL = 24
"""Columns that a label has at least."""


class QuestionList(LineList):
    """Questions with their values: `[x]` answered, `[=]` settled, `[ ]` recommended, `[!]` open."""

    BORDER_TITLE = "Questions"

    HELP = (
        "Each row is a question with the value that holds now.\n"
        "  [x] you answered it\n"
        "  [=] the sources or earlier answers settle it\n"
        "  [ ] recommended\n"
        "  [!] open\n"
        "re-check: an earlier answer changed what is recommended here; enter confirms your answer.\n"
        "What is to tell stands first, then what is worth a thought; details are folded: enter or z unfolds them.\n"
        "Enter answers it; a settled question is reopened by answering it, and r gives a question its own value back.\n"
        "A row of several routers is answered for all of them; below it stand its exceptions. s shows each router, to "
        "answer it for one alone, B answers it for a batch of spokes and makes one."
    )

    BINDINGS: ClassVar = [
        Binding("enter", "choose", "answer"),
        Binding("s", "each", "single", show=False),
        Binding("z", "fold_all", "Fold or unfold", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(id="questions")
        self._groups: tuple[QuestionGroup, ...] = ()
        self.folding = GroupFolding()
        self._of_several_places: set[str] = set()
        """The keys of rows that stand among those of other routers."""
        self._recheck: frozenset[str] = frozenset()
        self._rows: list[QuestionGroup | QuestionRow] = []

    def show(self, groups: tuple[QuestionGroup, ...], question: str, recheck: frozenset[str] = frozenset()) -> None:
        """Draw these groups, details folded at first; the cursor is on that question, or where it was."""
        self._recheck = recheck
        row = self.row
        here = question or (row.key if row else "")
        self._groups = groups
        is_alone = len(groups) == 1
        details = {group.key for group in groups if group.tier is Tier.DETAILS and not is_alone}
        self._fold(self.folding.folded | (details - self.folding.known))
        self._of_several_places = {
            row.key for group in groups if group.tier is not Tier.DETAILS for row in group.rows if row.first.device
        }
        self.folding = self.folding._replace(known=self.folding.known.union(group.key for group in groups))
        for group in groups:
            if any(question in {row.key, *row.keys} for row in group.rows):
                self._unfold(group.key)
        self._build(here)

    def _fold(self, folded: AbstractSet[Hashable]) -> None:
        self.folding = self.folding._replace(folded=frozenset(folded))

    def _unfold(self, group: GroupKey) -> None:
        self._fold(self.folding.folded - {group})

    def _build(self, here: str | GroupKey) -> None:
        """Lay out what is not folded; the cursor is on that question, or on the heading of that group."""
        self._rows = []
        for group in self._groups:
            self._rows.append(group)
            if group.key not in self.folding.folded:
                self._rows.extend(self._shown(group.rows))
        self.lines_changed(self._place_of(here))

    def _shown(self, rows: Iterable[QuestionRow]) -> Iterator[QuestionRow]:
        for row in rows:
            yield row
            if row.is_many and row.key in self.folding.each:
                yield from row.of_each()

    def _place_of(self, here: str | GroupKey) -> int | None:
        exact = (index for index, row in enumerate(self._rows) if row.key == here)
        among = (index for index, row in enumerate(self._rows) if isinstance(row, QuestionRow) and here in row.keys)
        return next(exact, next(among, None)) if here else min(1, len(self._rows) - 1)

    @property
    def row(self) -> QuestionGroup | QuestionRow | None:
        """What the cursor is on: a question, or the heading of a group."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    @property
    def question(self) -> QuestionRow | None:
        """The question under the cursor, None on a heading."""
        row = self.row
        return row if isinstance(row, QuestionRow) else None

    def count(self) -> int:
        return len(self._rows)

    def empty_text(self) -> str:
        return "No question of this step applies to this plan."

    def pieces(self, index: int, width: int) -> Iterable[Piece]:
        row = self._rows[index]
        if isinstance(row, QuestionGroup):
            total, waiting = len(row.asked), row.open_questions
            title, counted = (
                title_of(row),
                f"  {waiting} of {total} open" if waiting else f"  {so_many(total, 'question')}",
            )
            if len(title) + len(counted) + 2 > width:
                counted = f"  {waiting or total}"
            title = self.glyphs.shortened(title, width - 2 - len(counted))
            yield f"{'+' if row.key in self.folding.folded else '-'} {title}", "heading"
            yield counted, "attention" if waiting else "dim"
            return
        mark, look = ORIGINS[row.first.origin]
        yield f"  {mark} ", look
        labels = max(_LABEL, width // 4)
        yield (
            self.fitted(f"  {who_in_words(row)}" if row.is_exception else label(row.first.question), labels),
            look,
        )
        yield " ", ""
        again = " re-check" if row.keys & self._recheck else ""
        is_elsewhere = row.key in self._of_several_places and not row.is_exception
        part, value = who_in_words(row) if is_elsewhere else _part(row), row_value(row)
        room = width - labels - 7 - len(again)
        # Of a long name and a long value half of each is seen.
        part = self.glyphs.shortened(part, max(room // 2, room - len(value) - 2))
        yield self.fitted(f"{part}: {value}" if part else value, room), look
        yield again, "attention"

    def searchable(self, index: int) -> str:
        row = self._rows[index]
        if isinstance(row, QuestionGroup):
            return title_of(row)
        return _searched(row)

    def fold(self) -> None:
        """Fold or unfold the group under the cursor."""
        row = self.row
        if isinstance(row, QuestionGroup):
            self._fold(self.folding.folded ^ {row.key})
            self._build(row.key)

    def action_fold_all(self) -> None:
        """Unfold every group, or fold the details where nothing is folded."""
        here = self.row
        details = {group.key for group in self._groups if group.tier is Tier.DETAILS}
        self._fold(frozenset() if self.folding.folded & details else details)
        self._build(here.key if here else "")

    def search(self, sought: str) -> bool:
        for group in self._groups:
            if any(sought.lower() in _searched(row).lower() for row in group.rows):
                self._unfold(group.key)
        self._build(self.row.key if self.row else "")
        return super().search(sought)

    def why_no_each(self) -> str:
        row = self.question
        return "" if row and row.is_many else "This row is of one router or of the whole site: enter answers it."

    def action_each(self) -> None:
        """Show or hide each router of the row under the cursor."""
        row = self.question
        if row and row.is_many:
            self.folding = self.folding._replace(each=self.folding.each ^ {row.key})
            self._build(row.key)

    def next_open(self) -> bool:
        """Go to the next open question, unfolding its group; whether there is one."""
        found = next_open(self._groups, self.question.key if self.question else "")
        if found is None:
            return False
        group, question = found
        self._unfold(group.key)
        self._build(question.key)
        return True


def _searched(row: QuestionRow) -> str:
    return " ".join(
        (
            label(row.first.question),
            row.first.question.wording,
            *map(shown_value, row.questions),
            row.key,
            *sorted(row.keys),
        )
    )


def _part(row: QuestionRow) -> str:
    """Whose value it is, where it is not that of every router."""
    is_all = not row.batch and row.devices == row.stands_with
    return "" if row.is_exception or is_all else who_in_words(row)
