"""NVRAM that is written slowly is no dead line: for minutes nothing comes behind the echo of `write memory`."""

from pathlib import Path

import pytest

from tests.push_faults import is_pending, runs, staged_push, starts_with, watched_push
from wizard.model.stage import Stage
from wizard.practice import PracticeRouter
from wizard.push.journal_record import Verdict
from wizard.push.outcome import End
from wizard.session.wire import Wire

SAVES = b"write memory\r"


class SlowNvram:
    """A wire on which what comes behind the echo of a save comes so much later."""

    def __init__(self, wire: Wire, practice: PracticeRouter, seconds: float) -> None:
        self._wire, self._practice, self._seconds = wire, practice, seconds
        self._left, self._held = 0.0, b""
        self.close = wire.close

    def send(self, data: bytes) -> None:
        """What is typed, at once."""
        self._left = self._seconds if data == SAVES else 0.0
        self._wire.send(data)

    def receive(self, seconds: float) -> bytes:
        """The echo at once, the rest when NVRAM is written."""
        if not self._left:
            return self._wire.receive(seconds)
        if not self._held:
            echo, end, self._held = self._wire.receive(seconds).partition(b"\r\n")
            return echo + end
        passes = min(seconds, self._left)
        self._practice.clock.go_on(passes)
        self._left -= passes
        held, self._held = (b"", self._held) if self._left else (self._held, b"")
        return held


@pytest.mark.parametrize("seconds", [45, 280])
def test_nvram_that_is_written_slowly_is_waited_for(seconds: int, tmp_path: Path) -> None:
    """Nobody takes the line for dead, and nothing is typed twice."""
    push = staged_push(tmp_path)
    watched = watched_push(push)
    push.tap = lambda wire: SlowNvram(watched.tap(wire), push.practice, seconds)
    outcome = push.push()
    lines = [typed.line for typed in watched.typed]
    behind = watched.typed[lines.index("write memory") :]

    assert (outcome.end, outcome.verdict) == (End.DONE, Verdict.NEW_SAVED)
    assert (runs(push), starts_with(push), is_pending(push)) == ("new", "new", False)
    assert lines.count("write memory") == 1
    assert {typed.login for typed in behind} == {behind[0].login}
    assert push.time.seconds() > seconds


def test_nvram_that_is_never_done_is_looked_at_in_a_fresh_login(tmp_path: Path) -> None:
    """Behind ten minutes of silence the router is called anew, and what it would start with decides."""
    push = staged_push(tmp_path)
    watched = watched_push(push)
    push.tap = lambda wire: SlowNvram(watched.tap(wire), push.practice, 600)
    outcome = push.push()

    assert outcome.verdict is Verdict.NEW_SAVED
    assert (runs(push), starts_with(push)) == ("new", "new")
    logins = {typed.login for typed in watched.typed if typed.line in ("write memory", "show startup-config")}
    assert len(logins) > 1
    assert push.push(Stage.CUTOVER).end is End.DONE
