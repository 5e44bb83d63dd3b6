"""The lines that a person types or a pipe brings, one at a time; beside `output` the only reader of standard input."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import UnsupportedOperation

_PASTED = 0.05
"""Seconds within which the next line of a paste is there."""


class TypedLines:
    """Standard input, line by line; a line is waited for as long as somebody wants."""

    def __init__(self) -> None:
        self._held = b""
        self._number = _number()

    def line(self) -> str:
        """The next line; EOFError where there is none any more."""
        while (line := self.within(None)) is None:
            """Nobody gave up waiting."""
        return line

    def within(self, seconds: float | None) -> str | None:
        """The next line, None where it does not come in that time; EOFError where there is none any more.

        Where nobody can tell whether something was typed, it is waited for.
        """
        if self._number is None:
            return _whole(sys.stdin.readline() if sys.stdin else "")
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
        line, newline, self._held = self._held.partition(b"\n")
        return _whole((line + newline).decode("utf-8", "replace"))

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
        return self.is_terminal and not self._held and not _is_there(self._number or 0, time.monotonic())

    @property
    def is_terminal(self) -> bool:
        """Whether a person types them."""
        return self._number is not None and os.isatty(self._number)

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Lets nothing be shown of what is typed."""
        if not self.is_terminal:
            yield
            return
        import termios

        assert self._number is not None
        before = termios.tcgetattr(self._number)
        silent = [*before]
        silent[3] = before[3] & ~termios.ECHO
        termios.tcsetattr(self._number, termios.TCSADRAIN, silent)
        try:
            yield
        finally:
            termios.tcsetattr(self._number, termios.TCSADRAIN, before)


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


def _whole(line: str) -> str:
    if not line:
        raise EOFError
    return line.rstrip("\r\n")
