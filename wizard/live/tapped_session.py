"""A login whose lines and answers are heard as they happen, without a secret: what may hold one never leaves here."""

from collections.abc import Callable, Collection, Sequence
from typing import Protocol, TypeVar

from wizard.errors import RouterError
from wizard.ios.masking import masked
from wizard.live.heard_answers import answer_heard
from wizard.push.surroundings import Logins
from wizard.sentence import so_many
from wizard.session.prompts import Mode
from wizard.session.router_session import RouterSession
from wizard.session.unasked_text import Unasked

_T = TypeVar("_T")


class Hears(Protocol):
    """Who hears what is typed and what comes; neither holds a secret."""

    def sent(self, device: str, text: str) -> None:
        """A line that is typed now."""

    def got(self, device: str, text: str) -> None:
        """What a router said to it."""


class TappedLogins:
    """Logins that are all heard."""

    def __init__(self, logins: Logins, hears: Hears) -> None:
        self._logins, self._hears = logins, hears

    def log_in(self, device: str) -> RouterSession:
        """A fresh login; RouterError where there is none."""
        self._hears.sent(device, "(logs in)")
        try:
            session = self._logins.log_in(device)
        except RouterError as error:
            self._hears.got(device, error.message)
            raise
        self._hears.got(device, f"(logged in at {session.name})")
        return TappedSession(session, device, self._hears)


class TappedSession:
    """A RouterSession; what is typed and what comes is the same as without it."""

    def __init__(self, session: RouterSession, device: str, hears: Hears) -> None:
        self._session, self._device, self._hears = session, device, hears

    @property
    def name(self) -> str:
        """The router's name, as its prompt has it."""
        return self._session.name

    @property
    def heard(self) -> Sequence[Unasked]:
        """What it printed unasked, in order."""
        return self._session.heard

    def show(self, command: str) -> bytes:
        """What a command of exec mode shows that changes nothing."""
        answer = self._typed(command, lambda: self._session.show(command))
        self._got(answer_heard(command, answer))
        return answer

    def type(self, command: str) -> tuple[str, ...]:
        """The lines that a command of exec mode answers."""
        return self._lines(command, lambda: self._session.type(command))

    def configure(self, command: str = "configure terminal") -> None:
        """Goes into configuration mode."""
        self._typed(command, lambda: self._session.configure(command))

    def send(self, line: str) -> None:
        """Types one line in configuration mode."""
        self._typed(line, lambda: self._session.send(line))

    def answered(self, line: str, fingerprints: Collection[str] = ()) -> tuple[str, ...]:
        """The lines that a line of configuration mode answers."""
        return self._lines(line, lambda: self._session.answered(line, fingerprints))

    def paste(self, line: str, rows: Sequence[str], fingerprints: Collection[str] = ()) -> tuple[str, ...]:
        """Types a line of configuration mode that asks for rows, and the rows."""
        heard = f"{masked(line)} ({so_many(len(rows), 'row')} pasted)"
        answer = self._heard(heard, lambda: self._session.paste(line, rows, fingerprints))
        self._hears.got(self._device, f"({so_many(len(answer), 'line')})")
        return answer

    def end(self) -> None:
        """Leaves configuration mode."""
        self._typed("end", self._session.end)

    def tcl(self, rows: Sequence[str]) -> None:
        """Types one command of `tclsh` in several rows, and leaves it."""
        # The rows are those of a stage, between quotation marks.
        self._heard(f"tclsh ({so_many(len(rows), 'row')})", lambda: self._session.tcl(rows))

    def recover(self) -> Mode:
        """Finds the prompt again behind a surprise."""
        return self._heard("(looks for the prompt)", self._session.recover)

    def close(self) -> None:
        """Logs out."""
        self._session.close()

    def _lines(self, line: str, do: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
        answer = self._typed(line, do)
        self._got(answer_heard(line, "\n".join(answer).encode("utf-8", "surrogateescape")))
        return answer

    def _got(self, text: str) -> None:
        if text:
            self._hears.got(self._device, text)

    def _typed(self, line: str, do: Callable[[], _T]) -> _T:
        return self._heard(masked(line), do)

    def _heard(self, text: str, do: Callable[[], _T]) -> _T:
        self._hears.sent(self._device, text)
        try:
            return do()
        except RouterError as error:
            self._hears.got(self._device, error.message)
            raise
