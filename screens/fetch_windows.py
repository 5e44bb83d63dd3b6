"""The windows in which routers are named that a migration begins from, and in which one sees them being read."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Input

from screens.widgets.modal_frame import HELP_KEYS, ModalFrame
from screens.widgets.plain_text import PlainText
from wizard.live.fetching import AskedRouters, refusal_of_routers
from wizard.model.secret import Secret


class FetchModal(ModalScreen[AskedRouters | None]):
    """Which routers are read, as whom, with what; None where it is left."""

    BINDINGS: ClassVar = [Binding("escape", "leave", "leave"), HELP_KEYS[1]]
    HELP = (
        "The routers whose configurations the migration begins with. Each is asked by show commands alone, and nothing "
        "on it is changed. An address is [USER@]ADDRESS[:PORT], or a Host of ssh_config; several stand with blanks "
        "between them. The password is drawn nowhere and written nowhere; empty, it is asked for once it is needed, or "
        "a key of the agent logs in. Enter goes to the next line, and reads from the last one."
    )

    def __init__(self, words: str, user: str) -> None:
        super().__init__()
        self._words = words
        self._user = user

    def compose(self) -> ComposeResult:
        with ModalFrame("Read routers"):
            yield PlainText("Addresses, with blanks between them: the EzVPN server and each spoke")
            yield Input(self._words, id="addresses", placeholder="192.0.2.1 admin@10.20.0.1 10.20.0.2:2222")
            yield PlainText("User, where an address has none")
            yield Input(self._user, id="user")
            yield PlainText("Password, for all of them")
            yield Input(id="password", password=True, placeholder="empty: it is asked for, or a key logs in")
            yield PlainText("", id="refusal")
            yield PlainText(
                "enter: the next line, and read behind the last; nothing is changed on any router", classes="modal-keys"
            )

    def on_mount(self) -> None:
        self.query_one("#user" if self._words and not self._user else "#addresses", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        refusal = refusal_of_routers(self._typed("addresses"))
        if refusal:
            self.query_one("#refusal", PlainText).update(f"! {refusal}")
            self.query_one("#addresses", Input).focus()
        elif event.input.id != "password":
            self.focus_next(Input)
        else:
            self.dismiss(self._asked())

    def _typed(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value

    def _asked(self) -> AskedRouters:
        password = self._typed("password")
        return AskedRouters(
            words=tuple(self._typed("addresses").split()),
            user=self._typed("user").strip(),
            password=Secret(password) if password else None,
        )

    def action_leave(self) -> None:
        self.dismiss(None)


class ReadingModal(ModalScreen[None]):
    """Routers while they are read: a row for each, with what it is asked now."""

    BINDINGS: ClassVar = [Binding("escape", "leave", "take what was read", key_display="esc"), *HELP_KEYS]
    HELP = (
        "Each router with what it is asked at the moment. A user is tried at one router first: a password that was "
        "mistyped locks nobody out. Escape ends it, and takes what was read by then."
    )

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self._rows = dict.fromkeys(names, "waits")

    def compose(self) -> ComposeResult:
        with ModalFrame("Reading routers"):
            yield PlainText(self._text(), id="reading")
            yield PlainText("escape ends it, and takes what was read", classes="modal-keys")

    def show(self, name: str, command: str) -> None:
        """What that router is asked now."""
        if name in self._rows and self.is_attached:
            self._rows[name] = command
            self.query_one("#reading", PlainText).update(self._text())

    def _text(self) -> str:
        width = max(map(len, self._rows), default=0)
        return "\n".join(f"{name:<{width}}  {what}" for name, what in self._rows.items())

    def action_leave(self) -> None:
        self.dismiss(None)
