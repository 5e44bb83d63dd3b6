"""Steps 3 to 6: the questions of one step, what needs a person first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import screens.linear
from screens.linear.page import Command, Page, Rows
from screens.linear.speech import Said
from wizard.guide.questions import groups_of
from wizard.guide.route import title_of
from wizard.guide.wording import label, row_value, who_in_words
from wizard.guide.wording import title_of as title_of_group
from wizard.model.question import Origin
from wizard.questions.tiers import Tier
from wizard.sentence import so_many

if TYPE_CHECKING:
    from screens.linear.linear_wizard import LinearWizard
    from wizard.guide.questions import QuestionGroup
    from wizard.plan.question_rows import QuestionRow
    from wizard.sentence import Sentence


class QuestionsPage(Page):
    """The questions in three tiers; details are said when somebody asks for them."""

    help = (
        "Every question has a recommended answer where one is safe; only the open ones must be answered. A number "
        "opens that question, with its choices, what they give and why. Details hold as recommended, as the files say "
        "or as you answered."
    )

    def __init__(self, wizard: LinearWizard, step: str) -> None:
        super().__init__(wizard)
        self.key = step
        self._details = False

    @property
    def _groups(self) -> tuple[QuestionGroup, ...]:
        return groups_of(self.plan, self.key)

    @property
    def _shown(self) -> tuple[QuestionGroup, ...]:
        return tuple(group for group in self._groups if self._details or group.tier is not Tier.DETAILS)

    @property
    def _questions(self) -> tuple[QuestionRow, ...]:
        return tuple(row for group in self._shown for row in group.rows)

    def head(self) -> Iterator[Said]:
        number, _, title = title_of(self.key).partition(" ")
        still_open = sum(group.open_questions for group in self._groups)
        yield Said(f"STEP {number}", f"{title}: {so_many(still_open, 'question')} open.")

    def rows(self) -> Rows:
        found: list[tuple[Said, ...]] = []
        for group in self._shown:
            heading: tuple[Said, ...] = (Said("GROUP", title_of_group(group)),)
            for row in group.rows:
                found.append((*heading, self._said(row, len(found) + 1)))
                heading = ()
        return tuple(found)

    def _said(self, row: QuestionRow, number: int) -> Said:
        who = who_in_words(row)
        again = "RE-CHECK: " if row.keys & self.wizard.desk.history.recheck else ""
        open_ = f"OPEN: {row.first.question.wording}" if row.first.origin is Origin.OPEN else row_value(row)
        return Said(f"QUESTION {number}", f"{again}{label(row.first.question)}{f' ({who})' if who else ''}: {open_}")

    def foot(self) -> Iterator[Said]:
        details = sum(len(group.rows) for group in self._groups if group.tier is Tier.DETAILS)
        if details and not self._details:
            yield Said(
                "DETAILS",
                f"{so_many(details, 'more question')} that {'needs' if details == 1 else 'need'} nobody: z lists them.",
            )

    @property
    def choices(self) -> int:
        return len(self._questions)

    def choose(self, number: int) -> None:
        self.wizard.go(screens.linear.QuestionPage(self.wizard, self._questions[number - 1].key))

    def commands(self) -> tuple[Command, ...]:
        return (Command(("z", "details"), "lists the details too, or leaves them out again.", self._turn),)

    def _turn(self, _: str) -> None:
        self._details = not self._details
        self.wizard.say_page()

    def left_empty(self) -> None:
        self.wizard.say("STATE", f"This is {_title(self.key)}: again says it from the start, f goes to the next step.")


def _title(step: str) -> Sentence:
    return f"step {title_of(step)}"
