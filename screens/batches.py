"""For which batch of spokes a question is answered, and which spokes are in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from screens.modals import AskModal
from screens.widgets.modal_frame import HELP_KEYS, ModalFrame
from screens.widgets.plain_text import PlainText, plain_content
from wizard.guide.batches import (
    HOW_MEMBERS_ARE_TYPED,
    NEW,
    BatchOffer,
    members_in_words,
    offers,
    refused_members,
    refused_name,
    typed_members,
    with_members,
)
from wizard.guide.wording import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import App

    from wizard.model.plan import Plan
    from wizard.plan.question_rows import QuestionRow


class ChosenBatch(NamedTuple):
    """What was chosen among the batches."""

    name: str
    plan: Plan
    """The plan, with the batch where it was made or changed."""
    said: str = ""
    """What became of the batch; "" where it is as it was."""


class _Pick(NamedTuple):
    name: str
    is_changed: bool


class BatchModal(ModalScreen[_Pick | None]):
    """The batches with what holds in each; None where it is left."""

    BINDINGS: ClassVar = [
        Binding("escape", "leave", "leave"),
        Binding("M", "change", "change its spokes"),
        *HELP_KEYS,
    ]
    HELP = (
        "A batch is some of the spokes under a name of yours. Enter answers the question for it, M changes its spokes."
    )

    def __init__(self, title: str, offered: Sequence[BatchOffer]) -> None:
        super().__init__()
        self._title = title
        self._offered = offered

    def compose(self) -> ComposeResult:
        with ModalFrame(self._title):
            yield OptionList(*(Option(plain_content(Content(offer.text))) for offer in self._offered), id="batches")
            yield PlainText("enter answers for it, M changes its spokes, escape leaves", classes="modal-keys")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(_Pick(self._offered[event.option_index].name, is_changed=False))

    def action_change(self) -> None:
        place = self.query_one(OptionList).highlighted
        if place is not None:
            self.dismiss(_Pick(self._offered[place].name, is_changed=True))

    def action_leave(self) -> None:
        self.dismiss(None)


def choose_batch(app: App[object], plan: Plan, row: QuestionRow, take: Callable[[ChosenBatch], None]) -> None:
    """Ask for which batch the question is to be answered, and make or change that first where somebody wants it."""

    def picked(pick: _Pick | None) -> None:
        if pick and pick.name and not pick.is_changed:
            take(ChosenBatch(pick.name, plan))
        elif pick and pick.name:
            named(pick.name)
        elif pick:
            app.push_screen(_asking_for_name(plan), named)

    def named(name: str | None) -> None:
        if name:
            asking = _asking_for_members(plan, row, name.strip())
            app.push_screen(asking, lambda typed: with_spokes(name.strip(), typed))

    def with_spokes(name: str, typed: str | None) -> None:
        if typed is not None:
            made = with_members(plan, name, typed)
            take(ChosenBatch(name, made, members_in_words(made, name)))

    if plan.batches:
        title = f"For which spokes is {label(row.first.question)} answered?"
        app.push_screen(BatchModal(title, offers(plan, row)), picked)
    else:
        picked(_Pick(NEW, is_changed=True))


def _asking_for_name(plan: Plan) -> AskModal:
    return AskModal(
        "What is the new batch of spokes called?",
        hint="One word, such as shops.",
        refusal=lambda typed: refused_name(plan, typed.strip()),
    )


def _asking_for_members(plan: Plan, row: QuestionRow, name: str) -> AskModal:
    is_new = name not in {batch.name for batch in plan.batches}
    return AskModal(
        f"Which spokes are in the batch {name}?",
        typed_members(plan, row, name),
        hint=HOW_MEMBERS_ARE_TYPED if is_new else f"{HOW_MEMBERS_ARE_TYPED} An empty line dissolves it.",
        refusal=lambda members: refused_members(plan, name, members),
    )
