"""The questions of one step, device by device, each with its value and where that comes from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, NamedTuple

from textual.binding import Binding

from screens.widgets.lines import LineList, Piece
from wizard.model.question import Kind, Origin, Question, Resolved

_MARKS = {
    Origin.ANSWERED: ("[x]", ""),
    Origin.SETTLED: ("[=]", "dim"),
    Origin.RECOMMENDED: ("[ ]", ""),
    Origin.OPEN: ("[!]", "attention"),
}


class Heading(NamedTuple):
    """The first row of a group of questions; enter folds the group."""

    title: str
    questions: int
    open: int


class Group(NamedTuple):
    """The questions of one device, or the names of its objects."""

    title: str
    questions: tuple[Resolved, ...]


class QuestionList(LineList):
    """Questions with their values: `[x]` answered, `[=]` settled, `[ ]` recommended, `[!]` open."""

    HELP = (
        "Each row is a question with the value that holds now.\n"
        "[x] you answered it   [=] the sources or earlier answers settle it   [ ] recommended   [!] open\n"
        "re-check: an earlier answer changed what is recommended here; enter confirms your answer.\n"
        "Enter answers it; a settled question is reopened by answering it, and r gives a question its own value back."
    )

    BINDINGS: ClassVar = [Binding("enter", "choose", "answer")]

    def __init__(self) -> None:
        super().__init__(id="questions")
        self._groups: tuple[Group, ...] = ()
        self._folded: set[str] = set()
        self._known: set[str] = set()
        self._recheck: frozenset[str] = frozenset()
        self._rows: list[Heading | Resolved] = []

    def show(
        self, groups: tuple[Group, ...], folded: frozenset[str], question: str, recheck: frozenset[str] = frozenset()
    ) -> None:
        """Draw these groups, those named folded at first; the cursor is on that question, or where it was."""
        self._recheck = recheck
        here = question or self.here()
        self._groups = groups
        self._folded |= folded - self._known
        self._known |= {group.title for group in groups}
        for group in groups:
            if any(one.key == question for one in group.questions):
                self._folded.discard(group.title)
        self._build(here)

    def _build(self, here: str) -> None:
        self._rows = []
        for group in self._groups:
            is_open = sum(one.origin is Origin.OPEN for one in group.questions)
            self._rows.append(Heading(group.title, len(group.questions), is_open))
            if group.title not in self._folded:
                self._rows.extend(group.questions)
        self.lines_changed(self._place_of(here))

    def _place_of(self, here: str) -> int | None:
        for index, row in enumerate(self._rows):
            if here == (row.title if isinstance(row, Heading) else row.key):
                return index
        return None if here else min(1, len(self._rows) - 1)

    def here(self) -> str:
        """The key of the question under the cursor, the title of a group on its heading."""
        row = self.row
        if row is None:
            return ""
        return row.title if isinstance(row, Heading) else row.key

    @property
    def row(self) -> Heading | Resolved | None:
        """What the cursor is on."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    @property
    def question(self) -> Resolved | None:
        """The question under the cursor, None on a heading."""
        row = self.row
        return row if isinstance(row, Resolved) else None

    def count(self) -> int:
        return len(self._rows)

    def empty_text(self) -> str:
        return "No question of this step applies to this plan."

    def pieces(self, index: int, width: int) -> Iterable[Piece]:
        row = self._rows[index]
        if isinstance(row, Heading):
            folded = "+" if row.title in self._folded else "-"
            counted = f"{row.open} of {row.questions} open" if row.open else f"{row.questions} questions"
            yield f"{folded} {row.title}", "heading"
            yield f"  {counted}", "attention" if row.open else "dim"
            return
        mark, look = _MARKS[row.origin]
        yield f"  {mark} ", look
        yield self.fitted(label(row), 24), look
        yield " ", ""
        again = " re-check" if row.key in self._recheck else ""
        yield self.fitted(shown_value(row), width - 31 - len(again)), look
        yield again, "attention"

    def searchable(self, index: int) -> str:
        row = self._rows[index]
        return row.title if isinstance(row, Heading) else f"{row.question.wording} {shown_value(row)} {row.key}"

    def fold(self) -> None:
        """Fold or unfold the group under the cursor."""
        row = self.row
        if isinstance(row, Heading):
            self._folded ^= {row.title}
            self._build(row.title)

    def next_open(self) -> bool:
        """Go to the next open question, unfolding its group; whether there is one."""
        every = [(group, one) for group in self._groups for one in group.questions]
        places = [index for index, (_, one) in enumerate(every) if one.origin is Origin.OPEN]
        if not places:
            return False
        here = next((index for index, (_, one) in enumerate(every) if one.key == self.here()), -1)
        group, one = every[next((place for place in places if place > here), places[0])]
        self._folded.discard(group.title)
        self._build(one.key)
        return True


def label(resolved: Resolved) -> str:
    """The question in two or three words: its key as one says it."""
    return resolved.question.key.removeprefix("name_").replace("_", " ")


def shown_value(resolved: Resolved) -> str:
    """The value in words: a choice by its label, a secret never."""
    if resolved.origin is Origin.OPEN:
        return "OPEN"
    if resolved.question.kind is Kind.SECRET:
        return "given"
    return value_in_words(resolved.question, resolved.value)


def value_in_words(question: Question, value: str) -> str:
    """A choice by its label, any other value as it is."""
    return next((choice.label for choice in question.choices if choice.value == value), value or "(empty)")
