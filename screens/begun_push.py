"""What is asked before a push begins: which one, and how its routers are reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import OptionList

from screens.modals import AskModal
from screens.widgets.choice_list import ChoiceList
from screens.widgets.modal_frame import HELP_KEYS, ModalFrame
from screens.widgets.plain_text import PlainText
from wizard.live.asked_ways import refusal_of_way
from wizard.push.router_push import Order

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import App

    from wizard.live.what_may_begin import Offer
    from wizard.sentence import Sentence


class PushModal(ModalScreen[tuple[Order, ...] | None]):
    """What one will notice, and what may be begun; None where it is left."""

    BINDINGS: ClassVar = [Binding("escape", "leave", "leave"), *HELP_KEYS]
    HELP = (
        "What may be begun now. Whatever it is, every router is read and looked at first, its name is typed, and "
        "nothing is sent where anything speaks against it. Behind a cut-over everything is proved, and only c keeps it."
    )

    def __init__(self, notices: Sequence[Sentence], offered: Sequence[Offer]) -> None:
        super().__init__()
        self._notices = notices
        self._offered = offered

    def compose(self) -> ComposeResult:
        with ModalFrame("What is pushed?"):
            with VerticalScroll(classes="modal-text"):
                yield PlainText("\n".join(("What one will notice:", *(f"  ! {notice}" for notice in self._notices))))
            yield ChoiceList(*(offer.says for offer in self._offered), id="ways", markup=False)
            yield PlainText("enter begins: routers are read first; escape leaves", classes="modal-keys")

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._offered[event.option_index].orders)

    def action_leave(self) -> None:
        self.dismiss(None)


def ask_ways(app: App[int], devices: Sequence[str], take: Callable[[dict[str, str] | None], None]) -> None:
    """Ask how each of them is reached, one after the other; None where somebody leaves that."""
    typed: dict[str, str] = {}

    def ask(left: Sequence[str]) -> None:
        if not left:
            take(typed)
            return
        title = f"How is {left[0]} reached?"
        hint = "[USER@]ADDRESS[:PORT], or a Host of ssh_config."
        app.push_screen(AskModal(title, "", hint, refusal_of_way), lambda word: answered(left, word))

    def answered(left: Sequence[str], word: str | None) -> None:
        if word is None:
            take(None)
            return
        typed[left[0]] = word
        ask(left[1:])

    ask(devices)
