"""What a push asks of a person, each in a window of its own; and what is said before it is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input

from screens.modals import AskModal
from screens.widgets.modal_frame import HELP_KEYS, ModalFrame
from screens.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from collections.abc import Callable

    from wizard.sentence import Sentence


class PushQuestion(AskModal):
    """A text that explains, and one line of answer; "" and escape are the same: nothing is given."""

    HELP = (
        "What a push needs of you before it goes on. It waits for the answer, and nothing is sent meanwhile. Enter "
        "takes the line; escape gives nothing."
    )

    def __init__(
        self, title: Sentence, text: Sentence, hint: Sentence, refusal: Callable[[str], str] = lambda answer: ""
    ) -> None:
        super().__init__(title, "", hint, refusal)
        self._text = text

    def compose(self) -> ComposeResult:
        with ModalFrame(self._title):
            with VerticalScroll(classes="modal-text"):
                yield PlainText(self._text)
            yield self.line()
            yield PlainText("", id="refusal")
            yield PlainText(self._hint, classes="modal-keys")

    def line(self) -> Input:
        """Where it is typed."""
        return Input(id="asked")

    def on_mount(self) -> None:
        self.query_one(Input).focus()


class SecretQuestion(PushQuestion):
    """The same for a password, of which nothing is drawn but how long it is."""

    def line(self) -> Input:
        return Input(id="asked", password=True)


class LeaveModal(ModalScreen[bool]):
    """What happens on the routers where the wizard is left now; whether it is left."""

    BINDINGS: ClassVar = [
        Binding("q", "leave_it", "quit"),
        Binding("escape", "stay", "stay", key_display="esc"),
        *HELP_KEYS,
    ]
    HELP = "What becomes of the routers when the wizard is left now. q leaves it, escape stays."

    def __init__(self, text: Sentence) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        with ModalFrame("Leave while a push is at work?"):
            with VerticalScroll(classes="modal-text"):
                yield PlainText(self._text, id="leaving")
            yield PlainText("q again leaves; escape stays", classes="modal-keys")

    def action_leave_it(self) -> None:
        self.dismiss(True)

    def action_stay(self) -> None:
        self.dismiss(False)
