"""A command at a terminal of its own, with somebody who reads what it asks and types."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_TAKES_THE_TERMINAL = """
import fcntl, signal, sys, termios
# Tests that are run in the background of a shell are started with ctrl+c ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
"""
COMMAND = """
from wizard.cli import main
sys.exit(main(sys.argv[1:]))
"""
SECONDS = 60.0


class AtTerminal:
    """One command that runs."""

    def __init__(self, terminal: int, process: "subprocess.Popen[bytes]") -> None:
        self._terminal, self._process = terminal, process
        self.shown = ""
        """All that came so far."""
        self._looked = 0

    def waits_for(self, text: str) -> None:
        """Reads until a text has come behind the one that was waited for before."""
        deadline = time.monotonic() + SECONDS
        while text not in self.shown[self._looked :]:
            assert time.monotonic() < deadline, f"{text!r} did not come: {self.shown[-2000:]}"
            assert self._more(1.0) is not None, f"{text!r} did not come before it ended: {self.shown[-2000:]}"
        self._looked = self.shown.index(text, self._looked) + len(text)

    def types(self, text: str) -> None:
        """Types, with the line end or the control character that is in the text."""
        os.write(self._terminal, text.encode())

    def code(self) -> int:
        """Reads to the end, and gives the exit code."""
        deadline = time.monotonic() + SECONDS
        while self._more(1.0) is not None:
            assert time.monotonic() < deadline, f"it did not end: {self.shown[-2000:]}"
        return self._process.wait(SECONDS)

    def _more(self, seconds: float) -> str | None:
        if not select.select([self._terminal], [], [], seconds)[0]:
            return "" if self._process.poll() is None else None
        try:
            data = os.read(self._terminal, 1 << 16)
        except OSError:
            # Nobody has the other end open any more.
            return None
        self.shown += data.decode("utf-8", "replace")
        return self.shown


@contextmanager
def at_terminal(home: Path, *words: str | Path, program: str = COMMAND, kind: str = "xterm") -> Iterator[AtTerminal]:
    """Starts the command with a folder of its own as home, at a terminal of that kind, and ends it."""
    terminal, inside = os.openpty()
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1]), "HOME": str(home), "TERM": kind}
    environment.pop("SSH_AUTH_SOCK", None)
    process = subprocess.Popen(
        [sys.executable, "-c", f"{_TAKES_THE_TERMINAL}{program}", *map(str, words)],
        stdin=inside,
        stdout=inside,
        stderr=inside,
        env=environment,
        start_new_session=True,
    )
    os.close(inside)
    try:
        yield AtTerminal(terminal, process)
    finally:
        process.kill()
        process.wait()
        os.close(terminal)
