"""What a person may let go wrong in the next push of the practice site."""

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
from wizard.data.practice_faults import NOTHING, PRACTICE_FAULTS, PracticeFault


class FaultsModal(ModalScreen[PracticeFault | None]):
    """One fault of the list, None where the modal is left."""

    BINDINGS: ClassVar = [Binding("escape,b", "leave", "back", key_display="esc"), *HELP_KEYS]
    HELP = (
        "What goes wrong in the next push of the practice site. Below the list stands what one will see, and how it "
        "should end. Enter lets it happen in place of what was chosen before; it happens once, at the simulated "
        "routers alone, and nothing that is real notices."
    )

    def __init__(self, chosen: PracticeFault | None) -> None:
        super().__init__()
        self._chosen = chosen or NOTHING

    def compose(self) -> ComposeResult:
        with ModalFrame("What goes wrong in the next push"):
            yield ChoiceList(*map(self._words, PRACTICE_FAULTS), id="faults", markup=False)
            with VerticalScroll(classes="modal-text"):
                yield PlainText("", id="fault")
            yield PlainText(
                "enter lets it happen in the next push; escape leaves everything as it is", classes="modal-keys"
            )

    def on_mount(self) -> None:
        choices = self.query_one(OptionList)
        choices.highlighted = PRACTICE_FAULTS.index(self._chosen)
        choices.focus()

    def _words(self, fault: PracticeFault) -> str:
        return f"{'[x]' if fault == self._chosen else '[ ]'} {fault.title}"

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        fault = PRACTICE_FAULTS[event.option_index]
        self.query_one("#fault", PlainText).update(f"You will see: {fault.seen}\n\nIt ends: {fault.ends}")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(PRACTICE_FAULTS[event.option_index])

    def action_leave(self) -> None:
        self.dismiss(None)
