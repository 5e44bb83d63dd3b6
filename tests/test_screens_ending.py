"""How the wizard ends in a terminal when nobody presses q: asked to, left alone, or because of a bug."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal needs Linux or macOS", allow_module_level=True)

import fcntl
import struct
import termios

from tests.conftest import TESTS
from tests.drawn_terminal import DrawnTerminal
from tests.pilot import site
from wizard.site import read_site

START = "import sys; from screens.main import main; sys.exit(main())"
BROKEN = """
import sys
from textual import work
from screens.steps import ezvpn_lines
from screens.main import main

def broken(self, *_):
    key = "hunter2"
    raise RuntimeError(f"crypto isakmp key {key} address 192.0.2.1")

ezvpn_lines.FoundStep.%s
sys.exit(main())
"""
"""The wizard with a bug in its second step."""

LEADER = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp(sys.argv[1], sys.argv[1:])"
"""Makes the terminal that of the session, so that closing it is told to the program."""

LEFT = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1003l", b"\x1b[?1006l", b"\x1b[?2004l", b"\x1b[?1004l", b"\x1b[?7h")
"""Screen, cursor, mouse, pasting, focus and wrapping as a shell expects them."""

TIMEOUT = 60.0


class Session:
    """The wizard as the leader of a session on a terminal of its own."""

    def __init__(self, code: str, *words: str, folder: Path, ignored: signal.Signals | None = None) -> None:
        self.master, self.slave = os.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.before = termios.tcgetattr(self.slave)
        self.written = b""
        self.drawn = DrawnTerminal()
        trap = f"trap '' {ignored.name[3:]}; " if ignored else ""
        self.process = subprocess.Popen(
            [sys.executable, "-c", LEADER, "bash", "-c", f'{trap}exec "$@"', "", sys.executable, "-c", code, *words],
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            cwd=folder,
            start_new_session=True,
            env=os.environ | {"PYTHONPATH": str(TESTS.parent), "TERM": "xterm-256color", "EZ2FLEX_STATE": str(folder)},
        )

    def shown(self, words: str) -> None:
        """Wait until these words stand on the terminal."""
        self._read(lambda: words in self.drawn.text)

    def got(self, sequence: bytes) -> None:
        """Wait until the terminal got that."""
        self._read(lambda: sequence in self.written)

    def press(self, keys: str) -> None:
        """Type keys."""
        os.write(self.master, keys.encode())

    def ended(self) -> int:
        """Wait until the process is gone; its exit code."""
        self._read(lambda: self.process.poll() is not None)
        self._take(0)
        return self.process.wait(1)

    def _read(self, holds: object) -> None:
        assert callable(holds)
        deadline = time.monotonic() + TIMEOUT
        while not holds():
            assert time.monotonic() < deadline, self.written[-300:]
            self._take(0.05)

    def _take(self, wait: float) -> None:
        while select.select([self.master], [], [], wait)[0]:
            taken = os.read(self.master, 1 << 16)
            self.written += taken
            self.drawn.feed(taken)
            wait = 0

    def hang_up(self) -> None:
        """Close the terminal."""
        for descriptor in (self.slave, self.master):
            os.close(descriptor)
        self.master = self.slave = -1

    def close(self) -> None:
        """Leave nothing behind."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if self.master >= 0:
            self.hang_up()


@pytest.fixture
def sessions() -> Iterator[list[Session]]:
    """Sessions that are closed at the end, however the test went."""
    opened: list[Session] = []
    yield opened
    for session in opened:
        session.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site."""
    return site("guide-reuse", tmp_path)


def assert_usable(session: Session) -> None:
    """The terminal is as a shell expects it."""
    last = session.written.rpartition(b"\x1b[?1049h")[2]

    assert [sequence for sequence in LEFT if sequence not in last] == []
    assert termios.tcgetattr(session.slave) == session.before
    assert "Traceback" not in last.decode()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_wizard_that_is_asked_to_end_leaves_a_usable_terminal(
    name: str, folder: Path, sessions: list[Session]
) -> None:
    """The plan is saved, the terminal is as it was, and the exit code is 128 and the number."""
    session = Session(START, str(folder), folder=folder.parent)
    sessions.append(session)
    session.shown("Nothing is open")
    session.press("5")
    session.shown("encapsulation")
    session.process.send_signal(signal.Signals[name])

    assert session.ended() == 128 + signal.Signals[name]
    assert_usable(session)
    assert f"ez2flex: ended by {name}; nothing was sent to any router\r\n" in session.written.decode()


@pytest.mark.parametrize("delay", [0.3, 0.6, 0.9])
def test_the_moment_does_not_matter(delay: float, folder: Path, sessions: list[Session]) -> None:
    """Asked to end while it starts, the wizard leaves no terminal half changed."""
    session = Session(START, str(folder), folder=folder.parent)
    sessions.append(session)
    time.sleep(delay)
    session.process.send_signal(signal.SIGTERM)

    assert session.ended() in {128 + signal.SIGTERM, -signal.SIGTERM}
    assert termios.tcgetattr(session.slave) == session.before
    assert session.written.count(b"\x1b[?1049h") == session.written.count(b"\x1b[?1049l")
    assert b"Traceback" not in session.written


@pytest.mark.parametrize("ignored", [None, signal.SIGHUP], ids=["hung up", "nohup"])
def test_a_terminal_that_is_closed_ends_the_wizard(
    ignored: signal.Signals | None, folder: Path, sessions: list[Session]
) -> None:
    """A connection that drops leaves no process behind, even where no signal may tell."""
    session = Session(START, str(folder), folder=folder.parent, ignored=ignored)
    sessions.append(session)
    session.shown("Nothing is open")
    session.hang_up()

    assert session.process.wait(TIMEOUT) == 128 + signal.SIGHUP


@pytest.mark.parametrize(
    "place", ["show_plan = broken", "compose_body = broken", "_compute = work(thread=True)(broken)"]
)
def test_a_bug_in_the_wizard_is_one_sentence(place: str, folder: Path, sessions: list[Session]) -> None:
    """Exit 70, a usable terminal, where it was, and neither a traceback nor what the configuration holds."""
    session = Session(BROKEN % place, str(folder), folder=folder.parent)
    sessions.append(session)
    session.shown("Nothing is open")
    session.press("2")

    assert session.ended() == 70
    assert_usable(session)
    assert "a bug of ours: RuntimeError in <string>:" in session.written.decode()
    assert b"hunter2" not in session.written


def test_a_bug_loses_no_answer(folder: Path, sessions: list[Session]) -> None:
    """What was answered and not saved yet is saved on the way out."""
    code = (
        "from screens.plan_keeper import PlanKeeper; PlanKeeper.save = lambda self: None\n"
        "def fail(self, event): raise RuntimeError('later')\n"
        "from screens.app import EzApp; EzApp.action_explain = fail\n"
    )
    session = Session(code + START, str(folder), folder=folder.parent)
    sessions.append(session)
    session.shown("Nothing is open")
    before = read_site(folder).answers
    session.press("5")
    session.shown("encapsulation")
    session.press("\r")
    session.shown("( )")
    session.press("\x1b[B\r")
    session.shown("[x] ")
    session.press("?")

    assert session.ended() == 70
    assert f"Every answer is saved in {folder}" in session.written.decode()
    assert read_site(folder).answers != before


@pytest.mark.parametrize("by", ["ctrl+z", "kill -TSTP"])
def test_stopped_and_continued_the_wizard_is_drawn_again(by: str, folder: Path, sessions: list[Session]) -> None:
    """ctrl+z and `kill -TSTP` give the terminal back, and `kill -CONT`, as `fg` sends it, takes it again."""
    session = Session(START, str(folder), folder=folder.parent)
    sessions.append(session)
    session.shown("Nothing is open")
    if by == "ctrl+z":
        session.press("\x1a")
    else:
        session.process.send_signal(signal.SIGTSTP)
    session.got(b"\x1b[?1049l")
    _, status = os.waitpid(session.process.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    assert termios.tcgetattr(session.slave) == session.before
    session.written = b""
    session.process.send_signal(signal.SIGCONT)
    session.shown("Nothing is open")
    session.press("q")

    assert session.ended() == 0
    assert_usable(session)


@pytest.mark.parametrize(("kind", "said"), [("dumb", "TERM is dumb"), ("", "TERM is not set")])
def test_a_terminal_that_cannot_be_drawn_on_is_said(
    kind: str, said: str, folder: Path, sessions: list[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wizard goes on as numbered text there."""
    code = f"import os; os.environ['TERM'] = {kind!r}\n{START}"
    session = Session(code, str(folder), folder=folder.parent)
    sessions.append(session)

    session.shown("Number or command:")
    session.press("q\r")

    assert session.ended() == 0
    assert said in session.written.decode()


def test_a_terminal_of_another_alphabet_gets_plain_characters(folder: Path, sessions: list[Session]) -> None:
    """Where the encoding lacks what the screens draw, they draw ASCII."""
    code = f"import sys; sys.__stderr__.reconfigure(encoding='iso8859-1')\n{START}"
    session = Session(code, str(folder), folder=folder.parent)
    sessions.append(session)
    session.shown("Nothing is open")
    session.press("q")

    assert session.ended() == 0
    assert session.written.isascii()
    assert rb"\u" not in session.written
