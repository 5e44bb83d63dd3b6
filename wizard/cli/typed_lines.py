"""The lines that a person types or a pipe brings, one at a time; beside `output` the only reader of standard input."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import UnsupportedOperation
from queue import Empty, Queue
from threading import Thread

_PASTED = 0.05
"""Seconds within which the next line of a paste is there."""


class TypedLines:
    """Standard input, line by line; a line is waited for as long as somebody wants."""

    def __init__(self) -> None:
        self._number = _number()
        self._held = b""
        self._beside = _ReadBeside()

    def line(self) -> str:
        """The next line; EOFError where there is none any more."""
        while (line := self.within(None)) is None:
            """Nobody gave up waiting."""
        return line

    def within(self, seconds: float | None) -> str | None:
        """The next line, None where it does not come in that time; EOFError where there is none any more."""
        if self._number is None:
            line = self._beside.within(seconds)
            return None if line is None else _whole(line)
        deadline = None if seconds is None else time.monotonic() + seconds
        while b"\n" not in self._held:
            if not _is_there(self._number, deadline):
                return None
            try:
                read = os.read(self._number, 4096)
            except OSError:
                # Its terminal is gone.
                raise EOFError from None
            self._held += read
            if not read:
                break
        first, newline, self._held = self._held.partition(b"\n")
        return _whole((first + newline).decode("utf-8", "replace"))

    def pasted(self) -> list[str]:
        """The lines that came with the last one in one go; none where a pipe brings them, which has all at once."""
        found: list[str] = []
        if self.is_terminal:
            while (line := self.within(_PASTED)) is not None:
                found.append(line)
        return found

    @property
    def is_seen_where_it_stands(self) -> bool:
        """Whether the next line is echoed behind a prompt: not from a pipe, and not what was typed ahead of it."""
        if self._number is None:
            return self.is_terminal
        return self.is_terminal and not self._held and not _is_there(self._number, time.monotonic())

    @property
    def is_terminal(self) -> bool:
        """Whether a person types them."""
        return bool(sys.stdin and sys.stdin.isatty())

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Lets nothing be shown of what is typed."""
        echo_again = _without_echo() if self.is_terminal else None
        try:
            yield
        finally:
            if echo_again:
                echo_again()


class _ReadBeside:
    """Lines of a stream that nobody can look at without waiting, such as a console of Windows."""

    def __init__(self) -> None:
        self._lines = Queue[str]()
        self._is_reading = False

    def within(self, seconds: float | None) -> str | None:
        """The next line, "" at the end; None where it does not come in that time, and then it is still waited for."""
        if not self._is_reading:
            self._is_reading = True
            Thread(target=self._read, name="typed", daemon=True).start()
        try:
            line = self._lines.get(timeout=seconds)
        except Empty:
            return None
        self._is_reading = False
        return line

    def _read(self) -> None:
        try:
            self._lines.put(sys.stdin.readline() if sys.stdin else "")
        except (OSError, ValueError):
            self._lines.put("")


def _number() -> int | None:
    """The descriptor that can be looked at without waiting; None where there is none."""
    if sys.platform == "win32" or sys.stdin is None:
        return None
    try:
        return sys.stdin.fileno()
    except (UnsupportedOperation, OSError, ValueError):
        return None


def _is_there(number: int, deadline: float | None) -> bool:
    import select

    left = None if deadline is None else max(0.0, deadline - time.monotonic())
    return bool(select.select([number], [], [], left)[0])


def _without_echo() -> Callable[[], object]:
    """Lets the terminal echo nothing; what lets it again."""
    if sys.platform == "win32":
        import ctypes

        console = ctypes.windll.kernel32
        handle, mode = console.GetStdHandle(-10), ctypes.c_uint32()
        console.GetConsoleMode(handle, ctypes.byref(mode))
        console.SetConsoleMode(handle, mode.value & ~0x0004)
        return lambda: console.SetConsoleMode(handle, mode.value)
    import termios

    number = sys.stdin.fileno()
    before = termios.tcgetattr(number)
    silent = [*before]
    silent[3] = before[3] & ~termios.ECHO
    termios.tcsetattr(number, termios.TCSADRAIN, silent)
    return lambda: termios.tcsetattr(number, termios.TCSADRAIN, before)


def _whole(line: str) -> str:
    if not line:
        raise EOFError
    return line.rstrip("\r\n")
