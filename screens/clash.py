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
from wizard.guide.clashing_edits import Decision, Difference
from wizard.guide.wording import problems_in_words


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
                yield PlainText(self._text())
            yield ChoiceList(*map(self._words, self._difference.decisions), id="ways", markup=False)
            yield PlainText("enter decides; escape leaves it for later", classes="modal-keys")

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    def _text(self) -> str:
        difference = self._difference
        if difference.error:
            problems = "\n".join(problems_in_words(difference.error))
            return (
                f"It cannot be read any more:\n{problems}\nNothing was written over it, and every answer is kept here."
            )
        clashes = (
            "\n".join(f"  {clash}" for clash in difference.merge.clashes) if difference.merge else "  a whole plan"
        )
        return f"What is there contradicts what was answered here:\n{clashes}\nNothing was written over it."

    def _words(self, decision: Decision) -> str:
        kept = ", ".join(self._difference.kept_beside)
        return {
            Decision.THEIRS: "Take over what is there; u takes that back",
            Decision.AGAIN: "Look again: it is mended",
            Decision.OURS: f"Write what was answered here{f'; theirs is kept as {kept}' if kept else ''}",
            Decision.ELSEWHERE: "Save what was answered here into another folder",
        }[decision]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._difference.decisions[event.option_index])

    def action_leave(self) -> None:
        self.dismiss(None)
