"""What the configuration of a line says of the login on it."""

from dataclasses import replace
from datetime import timedelta

from wizard.model.configuration import Line
from wizard.model.literals import number
from wizard.practice.configuration_tree import Lines, find
from wizard.practice.session import Session

IDLE_MINUTES = 10
"""After so many minutes without a key a login ends, where `exec-timeout` says nothing."""


def idle_time(running: Lines, vty: int) -> timedelta | None:
    """How long a login on that line may be idle; None where it may be for ever."""
    line = _line(running, vty)
    return _of(line.argument("exec-timeout")) if line else timedelta(minutes=IDLE_MINUTES)


def shows_load(session: Session) -> bool:
    """Whether the load and the time stand in front of what a command prints."""
    line = _line(session.router.state.running, session.vty)
    return line is not None and find(line.children, "exec prompt timestamp") is not None


def _line(running: Lines, vty: int) -> Line | None:
    for line in running:
        if line.text.startswith("line vty "):
            words = line.text.split(" ")
            first, last = number(words[2]), number(words[-1])
            if first is not None and last is not None and first <= vty <= last:
                return line
    return None


def _of(typed: str) -> timedelta | None:
    if not typed:
        return timedelta(minutes=IDLE_MINUTES)
    minutes, seconds = ((number(word) or 0) for word in (*typed.split(" "), "0")[:2])
    return timedelta(minutes=minutes, seconds=seconds) or None


def restart_idle_timer(session: Session) -> None:
    """An idle timer begins anew when its user presses Enter [D D3]."""
    revert = session.router.state.revert
    if revert is not None and revert.is_idle and revert.user == session.user:
        session.router.change(revert=replace(revert, armed_at=session.router.clock.now, is_warned=False))
