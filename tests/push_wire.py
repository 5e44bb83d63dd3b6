"""What leaves for a practice router while it is pushed, seen on the wire."""

from collections.abc import Callable
from dataclasses import dataclass, field

from wizard.practice import PracticeRouter
from wizard.session.wire import Wire

SAVING = ("write memory", "copy running-config startup-config")
READING = ("show ", "do show ", "dir", "more ", "terminal ", "ping ", "enable")
GOING_BACK = ("end", "exit", "tclquit", "configure revert now")
"""What may leave behind a surprise, beside what reads [push.md A4.2, I4]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A line as it left, and what the router had then."""

    line: str
    login: int
    """At which of the logins, counted from 1."""
    is_configuring: bool
    is_armed: bool
    is_answer: bool
    """Whether the router asked for it, or for the rest of a command."""
    count: int
    """The line's number at the router, where it is no answer."""

    @property
    def changes(self) -> bool:
        """Whether it may change the router."""
        return bool(self.line) and not self.is_answer and not self.line.startswith(READING)

    @property
    def goes_on(self) -> bool:
        """Whether it is more than what may leave behind a surprise."""
        return self.changes and self.line not in GOING_BACK


@dataclass
class Watched:
    """All that leaves for a router."""

    practice: PracticeRouter
    typed: list[Typed] = field(default_factory=list)
    at_line: Callable[[Typed], None] = lambda typed: None
    logins: int = 0

    def tap(self, wire: Wire) -> Wire:
        """The wire, watched."""
        self.logins += 1
        return _Tapped(wire, self, self.logins)


class _Tapped:
    def __init__(self, wire: Wire, watched: Watched, login: int) -> None:
        self._wire, self._watched, self._login = wire, watched, login

    def send(self, data: bytes) -> None:
        """Notes it, and sends it."""
        if data.endswith(b"\r") and not self._wire.session.is_closed:  # type: ignore[attr-defined]
            state = self._watched.practice.state
            typed = Typed(
                line=data.decode().strip(),
                login=self._login,
                is_configuring=self._wire.session.prompt.rstrip().endswith(")#"),  # type: ignore[attr-defined]
                is_armed=state.revert is not None or state.reload is not None,
                is_answer=self._wire.is_asking,  # type: ignore[attr-defined]
                count=state.lines_typed + 1,
            )
            self._watched.typed.append(typed)
            self._watched.at_line(typed)
        self._wire.send(data)

    def receive(self, seconds: float) -> bytes:
        """What came."""
        return self._wire.receive(seconds)

    def close(self) -> None:
        """Ends the line."""
        self._wire.close()
