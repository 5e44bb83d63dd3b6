"""The seam between a router and all that talks to one: what can be shown, typed and ended."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from typing import Protocol

from wizard.errors import ConnectError, ConnectionLost, EnableNeeded, EnableRejected, RouterError, Surprise
from wizard.ios.masking import quoted
from wizard.model.secret import Secret
from wizard.session.dialogue import Dialogue
from wizard.session.judged_answer import judge
from wizard.session.prompts import Mode
from wizard.session.received_text import lines_of
from wizard.session.unasked_text import Unasked, without_unasked

_PREPARING = ("terminal length 0", "terminal width 0", "terminal no monitor")
"""Of the session alone; no line of the configuration changes by them (push.md A3.1, A3.9)."""


class RouterSession(Protocol):
    """One login to a router."""

    @property
    def name(self) -> str:
        """The router's name, as its prompt has it."""

    @property
    def heard(self) -> Sequence[Unasked]:
        """What it printed unasked, in order."""

    def show(self, command: str) -> bytes:
        """What a command of exec mode shows that changes nothing."""

    def type(self, command: str) -> tuple[str, ...]:
        """The lines that a command of exec mode answers; only its listed questions are answered."""

    def configure(self, command: str = "configure terminal") -> None:
        """Goes into configuration mode."""

    def send(self, line: str) -> None:
        """Types one line in configuration mode; Refused where it is rejected, Surprise where the answer is unknown."""

    def answered(self, line: str, fingerprints: Collection[str] = ()) -> tuple[str, ...]:
        """The lines that a line of configuration mode answers, judged as those of `send`.

        A certificate is accepted where the fingerprints that the router shows are among those.
        """

    def paste(self, line: str, rows: Sequence[str], fingerprints: Collection[str] = ()) -> tuple[str, ...]:
        """Types a line of configuration mode that asks for rows, and the rows where it does; as `answered`."""

    def end(self) -> None:
        """Leaves configuration mode."""

    def tcl(self, rows: Sequence[str]) -> None:
        """Types one command of `tclsh` in several rows, and leaves it; Refused or Surprise where it says something."""

    def recover(self) -> Mode:
        """Finds the prompt again behind a surprise, and gives the mode in which the router waits."""

    def close(self) -> None:
        """Logs out."""


class Login:
    """A RouterSession over a dialogue."""

    def __init__(self, dialogue: Dialogue, close: "Closing") -> None:
        self._dialogue = dialogue
        self._close = close

    @property
    def name(self) -> str:
        """The router's name, as its prompt has it."""
        return self._dialogue.name

    @property
    def heard(self) -> Sequence[Unasked]:
        """What it printed unasked, in order."""
        return tuple(self._dialogue.heard)

    def show(self, command: str) -> bytes:
        """What a command of exec mode shows that changes nothing."""
        self._must_be(Mode.PRIVILEGED, command)
        return self._dialogue.shown(command)

    def type(self, command: str) -> tuple[str, ...]:
        """The lines that a command of exec mode answers; only its listed questions are answered."""
        self._must_be(Mode.PRIVILEGED, command)
        return lines_of(self._answer(command))

    def configure(self, command: str = "configure terminal") -> None:
        """Goes into configuration mode."""
        self._must_be(Mode.PRIVILEGED, command)
        self._judged(command)
        self._must_be(Mode.CONFIGURATION, command)

    def send(self, line: str) -> None:
        """Types one line in configuration mode; Refused where it is rejected, Surprise where the answer is unknown."""
        self._must_be(Mode.CONFIGURATION, line)
        self._judged(line)

    def answered(self, line: str, fingerprints: Collection[str] = ()) -> tuple[str, ...]:
        """The lines that a line of configuration mode answers, judged as those of `send`.

        A certificate is accepted where the fingerprints that the router shows are among those.
        """
        self._must_be(Mode.CONFIGURATION, line)
        return self._judged_lines(line, self._dialogue.line(line, fingerprints).text)

    def paste(self, line: str, rows: Sequence[str], fingerprints: Collection[str] = ()) -> tuple[str, ...]:
        """Types a line of configuration mode that asks for rows, and the rows where it does; as `answered`."""
        self._must_be(Mode.CONFIGURATION, line)
        return self._judged_lines(line, self._dialogue.paste(line, rows, fingerprints).text)

    def _judged_lines(self, line: str, received: bytes) -> tuple[str, ...]:
        lines = lines_of(self._without_unasked(received))
        judge(line, "\n".join(lines), self.name)
        return lines

    def end(self) -> None:
        """Leaves configuration mode."""
        if self._dialogue.prompt.mode is Mode.CONFIGURATION:
            self._judged("end")
        self._must_be(Mode.PRIVILEGED, "end")

    def tcl(self, rows: Sequence[str]) -> None:
        """Types one command of `tclsh` in several rows, and leaves it; Refused or Surprise where it says something.

        A row is typed only where the router waits for the rest of that command: elsewhere it would be obeyed. `tclsh`
        is left also behind what went wrong.
        """
        self._must_be(Mode.PRIVILEGED, "tclsh")
        try:
            self._judged("tclsh")
            self._type_tcl(*rows)
            self._judged("tclquit")
        except ConnectionLost:
            raise
        except RouterError:
            with suppress(RouterError):
                self._leave_tcl()
            raise
        self._must_be(Mode.PRIVILEGED, "tclquit")

    def _type_tcl(self, command: str, *rest: str) -> None:
        self._must_be(Mode.TCL, command)
        self._judged(command)
        for row in rest:
            self._must_be(Mode.TCL_GOES_ON, row)
            judge(command, "\n".join(lines_of(self._answer(row))), self.name)
        self._must_be(Mode.TCL, "tclquit")

    def _leave_tcl(self) -> None:
        """Types what ends a command that goes on, and `tclquit`."""
        mode = self.recover()
        if mode is Mode.TCL_GOES_ON:
            self._answer("}")
            mode = self._dialogue.prompt.mode
        if mode is Mode.TCL:
            self._answer("tclquit")
        self._must_be(Mode.PRIVILEGED, "tclquit")

    def recover(self) -> Mode:
        """Finds the prompt again behind a surprise, and gives the mode in which the router waits."""
        return self._dialogue.find_prompt().mode

    def close(self) -> None:
        """Logs out."""
        self._close()

    def _must_be(self, mode: Mode, command: str) -> None:
        if self._dialogue.prompt.mode is not mode:
            raise Surprise(
                f"the router waits at {self._dialogue.prompt.text!r}, where {quoted(command)} is not typed",
                where=self.name,
            )

    def _judged(self, line: str) -> None:
        judge(line, "\n".join(lines_of(self._answer(line))), self.name)

    def _answer(self, line: str) -> bytes:
        return self._without_unasked(self._dialogue.line(line).text)

    def _without_unasked(self, received: bytes) -> bytes:
        text, heard = without_unasked(received)
        self._dialogue.heard += heard
        return text


class Closing(Protocol):
    """What ends a connection."""

    def __call__(self) -> None:
        """Ends it; a second time does nothing."""


def log_in(dialogue: Dialogue, close: Closing, *, router: str, enable: Secret | None) -> Login:
    """A session in privileged mode, without pages, that shows no messages.

    ConnectError where the user is not let into privileged mode; one wrong password ends all tries.
    """
    dialogue.begin()
    if dialogue.prompt.mode is Mode.CONFIGURATION:
        raise ConnectError("the line is in configuration mode already", hint="Somebody else uses it.", where=router)
    if dialogue.prompt.mode is Mode.USER:
        _enable(dialogue, router, enable)
    for command in _PREPARING:
        # Where a user may not type one, pages are turned and messages are heard.
        dialogue.line(command)
    return Login(dialogue, close)


def _enable(dialogue: Dialogue, router: str, enable: Secret | None) -> None:
    if enable is None:
        raise EnableNeeded(
            "the user has no privileged mode, and no enable password is known",
            hint="Give the enable password, or a user of privilege 15.",
            where=router,
        )
    is_let_in = not dialogue.asks_for_password("enable") or dialogue.password_opens(enable.reveal())
    if not is_let_in or dialogue.prompt.mode is not Mode.PRIVILEGED:
        raise EnableRejected(
            "the router does not let this user into privileged mode",
            hint="The enable password is wrong, or the user is not allowed it. Nothing is tried a second time.",
            where=router,
        )
