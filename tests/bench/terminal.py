"""A terminal without a person: it runs a program in a pseudo-terminal and says when what was on its screen."""

import os
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from tests.bench.measure import NotHere
from tests.drawn_terminal import DrawnTerminal

if sys.platform == "win32":
    raise NotHere("a pseudo-terminal needs Linux or macOS")

import fcntl
import termios

COLUMNS, ROWS = 120, 40
LAST_ROW = f"\x1b[{ROWS};1H".encode()
"""Textual goes there last in a repaint of the whole screen."""
QUIET = 0.2
"""Seconds without a byte after which a repaint is over."""


class Terminal:
    """One program in a terminal, of 120 columns and 40 rows where nothing else is said."""

    def __init__(
        self,
        command: Sequence[str],
        timeout: float = 60,
        surroundings: Mapping[str, str] | None = None,
        size: tuple[int, int] = (COLUMNS, ROWS),
    ) -> None:
        self.timeout = timeout
        self.written = b""
        """What the program wrote since it started, or since the last key."""
        self._drawn = DrawnTerminal()
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        # What an earlier run left there would be gone on with.
        self._state = TemporaryDirectory(prefix="ez2flex-state-")
        state = {"EZ2FLEX_STATE": self._state.name}
        # Whoever installs it has its byte code: the first run, which does not count, writes it.
        misleading = {"COLUMNS", "LINES", "NO_COLOR", "PYTHONDONTWRITEBYTECODE"}
        inherited = {name: value for name, value in os.environ.items() if name not in misleading}
        every = {**inherited, **state, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(surroundings or {})}
        self.started = self._arrived = time.perf_counter()
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, start_new_session=True, env=every
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._master)
        self._state.cleanup()

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return self._drawn.text

    def painted(self, *words: str) -> float:
        """The moment at which the last row of the screen had been written and all these words stood there."""
        return self._when(lambda: LAST_ROW in self.written, words)

    def shown(self, *words: str) -> float:
        """The moment at which all these words stood on the screen."""
        return self._when(lambda: True, words)

    def press(self, keys: str) -> float:
        """Forget what was written, type keys, and give the moment."""
        self.written = b""
        pressed = time.perf_counter()
        os.write(self._master, keys.encode())
        return pressed

    @property
    def is_running(self) -> bool:
        """Whether the program has not ended."""
        return self._process.poll() is None

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.killpg(self._process.pid, signal.SIGWINCH)

    def rest(self) -> None:
        """Read until the program has been quiet for a while, or has ended."""
        while self._read(QUIET):
            pass

    def end(self) -> int:
        """Ask the program to end where it has not; its exit code."""
        if self.is_running:
            os.killpg(self._process.pid, signal.SIGTERM)
        deadline = time.perf_counter() + self.timeout
        while self.is_running and time.perf_counter() < deadline:
            self._read(QUIET)
        self.rest()
        return self._process.wait(0)

    def settled(self, quiet: float = QUIET) -> float:
        """The moment of the last byte of what is being written, once the program has been quiet for so long."""
        self._when(lambda: bool(self.written), ())
        while self._read(quiet):
            pass
        return self._arrived

    def _when(self, holds: Callable[[], bool], words: Sequence[str]) -> float:
        """The moment at which something held and all these words stood on the screen."""
        deadline = time.perf_counter() + self.timeout
        while not (holds() and all(word in self.text for word in words)):
            if not self._read(max(0.0, deadline - time.perf_counter())):
                wanted = " and ".join(map(repr, words)) or "anything"
                raise TimeoutError(f"{wanted} did not appear within {self.timeout:g} s, but: {self.text[-2000:]}")
        return self._arrived

    def _read(self, wait: float) -> bool:
        """Whether bytes came in time; they are kept, with the moment."""
        readable, _, _ = select.select([self._master], [], [], wait)
        if not readable:
            return False
        try:
            taken = os.read(self._master, 1 << 16)
        except OSError:
            # Linux says so where the program has ended.
            return False
        self._arrived = time.perf_counter()
        self.written += taken
        self._drawn.feed(taken)
        return bool(taken)
