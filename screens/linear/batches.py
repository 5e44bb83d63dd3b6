"""For which batch of spokes a question is answered, and which spokes are in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import screens.linear
from screens.linear.page import Command, Page, Rows
from screens.linear.speech import Said
from wizard.guide.batches import (
    HOW_MEMBERS_ARE_TYPED,
    NEW,
    members_in_words,
    offers,
    refused_members,
    refused_name,
    to_answer,
    typed_members,
    with_members,
)
from wizard.guide.wording import label

if TYPE_CHECKING:
    from screens.linear.linear_wizard import LinearWizard
    from wizard.plan.question_rows import QuestionRow


class BatchesPage(Page):
    """The batches with what holds in each, and one that is yet to be made."""

    help = (
        "A batch is some of the spokes under a name of yours. A number answers the question for it, M N changes its "
        "spokes."
    )

    def __init__(self, wizard: LinearWizard, row: QuestionRow) -> None:
        super().__init__(wizard)
        self._row = row

    def head(self) -> Iterator[Said]:
        yield Said("BATCH", f"For which spokes is {label(self._row.first.question)} answered?")

    def rows(self) -> Rows:
        return tuple(
            (Said(f"BATCH {number}", offer.text),) for number, offer in enumerate(offers(self.plan, self._row), 1)
        )

    def choose(self, number: int) -> None:
        name = offers(self.plan, self._row)[number - 1].name
        if name == NEW:
            self._make()
        else:
            self._answer_for(name)

    def commands(self) -> tuple[Command, ...]:
        return (Command(("M", "members"), "changes the spokes of that batch.", self._change, behind="N", changes=True),)

    def _answer_for(self, name: str) -> None:
        of_batch = to_answer(self.plan, self._row, name)
        if of_batch:
            self.wizard.replace(screens.linear.QuestionPage(self.wizard, of_batch.key, row=of_batch))
        else:
            self.wizard.say("STATE", f"Of no spoke in {name} is this asked.")

    def _make(self) -> None:
        name = self.wizard.ask("What is the new batch called? One word, such as shops (empty: none):").strip()
        if not name:
            self.wizard.say("STATE", "No batch is made.")
        elif refusal := refused_name(self.plan, name):
            self.wizard.say("NOT TAKEN", refusal)
        elif self._with_members(name):
            self._answer_for(name)

    def _change(self, typed: str) -> None:
        names = [offer.name for offer in offers(self.plan, self._row) if offer.name != NEW]
        if not (typed.isdecimal() and len(typed) < 4 and 1 <= int(typed) <= len(names)):
            self.wizard.say("POSSIBLE", f"M 1 to M {len(names)}." if names else "There is no batch yet: 1 makes one.")
        elif self._with_members(names[int(typed) - 1]):
            self.wizard.say_page()

    def _with_members(self, name: str) -> bool:
        """Asks which spokes are in the batch; whether it is there afterwards."""
        is_new = name not in {batch.name for batch in self.plan.batches}
        self.wizard.say("BATCH", f"Which spokes are in the batch {name}? {HOW_MEMBERS_ARE_TYPED}")
        before = typed_members(self.plan, self._row, name)
        if before:
            self.wizard.say("NOW", before)
        typed = self.wizard.ask(
            "Spokes (empty: leave it):" if is_new else "Spokes (empty: leave it, none dissolves it):"
        )
        typed = typed.strip()
        if not typed:
            self.wizard.say("STATE", "Nothing changed.")
            return False
        members = "" if typed == "none" and not is_new else typed
        if refusal := refused_members(self.plan, name, members):
            self.wizard.say("NOT TAKEN", refusal)
            return False
        made = with_members(self.plan, name, members)
        self.wizard.edited(made, members_in_words(made, name))
        return bool(members)
