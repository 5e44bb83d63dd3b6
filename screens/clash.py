"""What to do where somebody else wrote the site while it is open."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import OptionList

from screens.widgets.choice_list import ChoiceList
from screens.widgets.modal_frame import HELP_KEYS, ModalFrame
from screens.widgets.plain_text import PlainText
from wizard.guide.clash_words import clash_in_words, decision_in_words
from wizard.guide.clashing_edits import Decision, Difference


class ClashModal(ModalScreen[Decision | None]):
    """Theirs, ours, another folder, or later."""

    BINDINGS: ClassVar = [Binding("escape", "leave", "later", key_display="esc"), *HELP_KEYS]
    HELP = (
        "Somebody wrote into the folder of this site while it was open here, and the two do not go together. Enter "
        "decides which holds; nothing is written over before that, and escape decides it later."
    )

    def __init__(self, difference: Difference) -> None:
        super().__init__()
        self._difference = difference

    def compose(self) -> ComposeResult:
        with ModalFrame(f"Somebody edited {' and '.join(self._difference.names)}"):
            with VerticalScroll(classes="modal-text"):
                yield PlainText(clash_in_words(self._difference))
            words = (decision_in_words(self._difference, decision) for decision in self._difference.decisions)
            yield ChoiceList(*words, id="ways", markup=False)
            yield PlainText("enter decides; escape leaves it for later", classes="modal-keys")

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._difference.decisions[event.option_index])

    def action_leave(self) -> None:
        self.dismiss(None)
