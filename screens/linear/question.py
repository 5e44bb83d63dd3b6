"""One question: what is asked, what holds, the choices, what each gives, and the answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import screens.linear
import wizard.plan
from screens.linear.page import Command, Page
from screens.linear.question_in_short import said_of
from screens.linear.speech import Said
from wizard.citation import source_in_words
from wizard.errors import AnswerError
from wizard.guide.batches import why_no_batch
from wizard.guide.produced_by_answer import ConsideredAnswer, produced
from wizard.guide.questions import (
    answered_in_row,
    choices_of,
    effect,
    first_text,
    groups_of,
    next_open,
    reached,
    row_as_it_is,
    row_is_answered,
    taken_back,
    unanswered,
)
from wizard.guide.wording import answer_in_words, produced_in_words, row_value, value_in_words, who_in_words
from wizard.model.question import Kind, Origin
from wizard.site import LeftOff

if TYPE_CHECKING:
    from screens.linear.linear_wizard import LinearWizard
    from wizard.guide.wording import ShownRow
    from wizard.model.plan import Plan
    from wizard.plan.question_rows import QuestionRow
    from wizard.sentence import Sentence


class QuestionPage(Page):
    """The question of a row; a number or a text answers it."""

    def __init__(
        self, wizard: LinearWizard, key: str, *, everywhere: bool = False, row: QuestionRow | None = None
    ) -> None:
        super().__init__(wizard)
        self._key = key
        self._everywhere = everywhere
        self._given = row
        """The row where it is none of the plan's: one router of several, or a batch."""
        self.key = self.row.first.question.step.value

    @property
    def row(self) -> QuestionRow:
        """The question with the values that hold now."""
        if self._given:
            return row_as_it_is(self.plan, self._given)
        return next(self._rows())

    def _rows(self) -> Iterator[QuestionRow]:
        """The row of that key, or another one of the same question where an answer changed how they stand together."""
        rows = wizard.plan.rows_of(self.plan)
        yield from (row for row in rows if row.key == self._key)
        yield from (row for row in rows if self._key in row.keys)
        yield from (row for row in rows if row.first.question.key == self._key.rpartition(".")[2])

    @property
    def is_there(self) -> bool:
        rows = wizard.plan.rows_of(self.plan)
        if self._given:
            return any(self._given.keys & row.keys for row in rows)
        return any(True for _ in self._rows())

    @property
    def _is_secret(self) -> bool:
        return self.row.first.question.kind is Kind.SECRET

    @property
    def takes_text(self) -> bool:  # type: ignore[override]  # it depends on the question
        """Whether the answer is typed."""
        return not choices_of(self.row.first.question) and not self._is_secret and not self.row.has_own_values

    @property
    def wants(self) -> Sentence:  # type: ignore[override]  # it depends on the question
        """The prompt."""
        if self.takes_text:
            return "Your answer (empty: as it was, ? helps):"
        return "Number (empty: as it was, ? helps):"

    @property
    def help(self) -> Sentence:  # type: ignore[override]  # it depends on the question
        """How it is answered."""
        question = self.row.first.question
        if self.row.has_own_values:
            return "Each router has its own value here: a number opens that of one router. An empty line leaves this."
        if self._is_secret:
            return f"1 lets you type {question.form.typed}, twice, and shows nothing of it. An empty line leaves it."
        if self.takes_text:
            return (
                f"Type {question.form.typed}. An empty line leaves it as it was. An answer that is spelled like one of "
                "the commands below is typed behind =, such as =b."
            )
        return (
            "A number takes that choice. An empty line leaves the question as it was. lines N says what a choice gives."
        )

    def head(self) -> Iterator[Said]:
        row, again = self.row, bool(self.row.keys & self.wizard.desk.history.recheck)
        recommended = unanswered(self.plan, row.first).value
        yield from said_of(row, recommended, again=again, everywhere=self._everywhere)
        before = first_text(self.plan, row.first) if row.first.origin is Origin.OPEN else ""
        if before:
            yield Said("TYPED BEFORE", f"{before}, which is no answer")

    def in_few_words(self) -> Iterator[Said]:
        yield from (self._in_few(said) for said in self.in_short() if said.role != "ROUTERS")

    def _in_few(self, said: Said) -> Said:
        """Without why it holds: `why` says that."""
        return Said(said.role, said.text.partition(" (")[0]) if said.role == "VALUE" else said

    def in_short(self) -> Iterator[Said]:
        """What is asked, what holds, and what is chosen from, without the reasons."""
        yield from (said for said in self.head() if said.role.startswith(_IN_SHORT))

    @property
    def choices(self) -> int:
        if self.row.has_own_values:
            return len(self.row.questions)
        return 1 if self._is_secret else len(choices_of(self.row.first.question))

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(("why",), "says why it is asked, when to answer otherwise, and the source.", self._why),
            Command(
                ("lines",),
                "says what an answer gives: lines N that choice, lines what holds.",
                self._lines,
                behind="[N]",
            ),
            Command(
                ("k", "keep"),
                "confirms the answer that is to be re-checked.",
                self._keep,
                self._why_no_keep,
                changes=True,
            ),
            Command(
                ("r", "reset"), "gives the question its own value back.", self._reset, self._why_no_reset, changes=True
            ),
            Command(("s", "each"), "lists each router, to answer it for one alone.", self._each, self._why_no_each),
            Command(
                ("A", "for-all"), "answers it for every router at once.", self._for_all, self._why_no_all, changes=True
            ),
            Command(("B", "batch"), "answers it for a batch of spokes.", self._batch, self._why_no_batch, changes=True),
        )

    def choose(self, number: int) -> None:
        if self.row.has_own_values:
            self._open_each(number)
        elif self._is_secret:
            self._ask_for_secret()
        else:
            self._answer(choices_of(self.row.first.question)[number - 1].value)

    def take(self, text: str) -> None:
        pasted = self.wizard.typed.pasted() if self.row.first.question.form.takes_lines else []
        self._answer("\n".join((text, *pasted)).strip() if pasted else text.strip())

    def left_empty(self) -> None:
        self.wizard.say("STATE", f"It stays: {answer_in_words(self.row)}.")
        self.wizard.back()

    def _ask_for_secret(self) -> None:
        if why := self.wizard.why_locked():
            self.wizard.say("NOT NOW", why)
            return
        first = self.wizard.ask(f"Type {self.row.first.question.form.typed} (empty: as it was):", hidden=True)
        if not first:
            self.left_empty()
        elif self.wizard.ask("Once more:", hidden=True) == first:
            self._answer(first)
        else:
            self.wizard.say("NOT TAKEN", "The two differ. 1 asks again.")

    def _answer(self, value: str) -> None:
        if why := self.wizard.why_locked():
            self.wizard.say("NOT NOW", why)
            return
        before, row = self.plan, reached(self.plan, self.row)
        try:
            edited = answered_in_row(before, row, value, everywhere=self._everywhere)
        except AnswerError as error:
            self.wizard.say("NOT TAKEN", f"{error.message}. {error.hint}")
            return
        if row_as_it_is(edited, row) == row_as_it_is(before, row):
            self.wizard.desk.confirmed(row.keys)
        was_open = row.first.origin is Origin.OPEN
        self._report(before, edited, row)
        self._go_on(was_open=was_open, key=row.key)

    def _report(self, before: Plan, after: Plan, row: QuestionRow) -> None:
        words = answer_in_words(row_as_it_is(after, row))
        if after == before:
            self.wizard.say("DONE", f"{words}, as before.")
            self.wizard.save()
        else:
            self.wizard.edited(after, words, effect(before, after, row))

    def _go_on(self, *, was_open: bool, key: str) -> None:
        """Goes to the next open question of the step, or back to where one came from."""
        self.wizard.way.pop()
        found = next_open(groups_of(self.plan, self.key), key) if was_open else None
        if found:
            self.wizard.go(QuestionPage(self.wizard, found[1].key))
        else:
            self.wizard.come_back()

    def _why(self, _: str) -> None:
        question = self.row.first.question
        self.wizard.say("WHY", question.why)
        if question.otherwise:
            self.wizard.say("OTHERWISE", question.otherwise)
        for number, choice in enumerate(question.choices, 1):
            if choice.when:
                self.wizard.say(f"CHOICE {number}", f"{choice.label}: when {choice.when}")
        self.wizard.say("SOURCE", source_in_words(question.citation).removeprefix("Source: "))

    def _lines(self, typed: str) -> None:
        choices = choices_of(self.row.first.question)
        number = int(typed) if typed.isdecimal() and len(typed) < 4 else 0
        if typed and not 1 <= number <= len(choices):
            self.wizard.say("POSSIBLE", f"lines{f', lines 1 to lines {len(choices)}' if choices else ''}.")
            return
        value = choices[number - 1].value if number else None
        considered = ConsideredAnswer(reached(self.plan, self.row), value, everywhere=self._everywhere and bool(number))
        title = f"What it gives: {value_in_words(self.row.first.question, value) if value else row_value(self.row)}"
        rows = produced_in_words(considered, produced(self.plan, considered))
        self.wizard.go(screens.linear.TextPage(self.wizard, title, map(_given, rows)))

    def _why_no_keep(self) -> Sentence:
        again = self.row.keys & self.wizard.desk.history.recheck
        return "" if again else "No earlier answer changed what is recommended here."

    def _keep(self, _: str) -> None:
        self.wizard.desk.confirmed(self.row.keys)
        self.wizard.say("DONE", f"{answer_in_words(self.row)} stays, and needs nobody.")
        self.wizard.back()

    def _why_no_reset(self) -> Sentence:
        return "" if row_is_answered(self.plan, self.row) else "This question has no answer that could be taken back."

    def _reset(self, _: str) -> None:
        before, row = self.plan, self.row
        self._report(before, taken_back(before, row), row)
        self.wizard.back()

    def _why_no_each(self) -> Sentence:
        return "" if self.row.is_many else "This is the question of one router, or of the whole site."

    def _each(self, _: str) -> None:
        for number, one in enumerate(self.row.of_each(), 1):
            self.wizard.say(f"ROUTER {number}", f"{who_in_words(one)}: {row_value(one)}")
        word = self.wizard.ask("Number of a router (empty: none):").strip()
        if word.isdecimal() and len(word) < 7 and 1 <= int(word) <= len(self.row.questions):
            self._open_each(int(word))
        elif word:
            self.wizard.say("POSSIBLE", f"the numbers 1 to {len(self.row.questions)}; s asks again.")

    def _open_each(self, number: int) -> None:
        one = tuple(self.row.of_each())[number - 1]
        self.wizard.go(QuestionPage(self.wizard, one.key, row=one))

    def _why_no_all(self) -> Sentence:
        return "" if self.row.first.device else "This question is asked once for the whole site."

    def _for_all(self, _: str) -> None:
        self.wizard.go(QuestionPage(self.wizard, self.row.key, everywhere=True, row=self.row))

    def _why_no_batch(self) -> Sentence:
        return why_no_batch(self.plan, self.row)

    def _batch(self, _: str) -> None:
        self.wizard.go(screens.linear.BatchesPage(self.wizard, self.row))

    def place(self) -> LeftOff:
        return LeftOff(question=self.row.key)


_IN_SHORT = ("QUESTION", "VALUE", "RE-CHECK", "ROUTER", "CHOICE", "TYPE")


def _given(row: ShownRow) -> Said:
    """A line that an answer gives, the header that it stands below, or what is said of them."""
    if row.is_line:
        return Said("LINE", row.text.removeprefix("| "))
    return Said("BELOW", row.text[2:]) if row.text.startswith("| ") else Said("GIVES", row.text)
