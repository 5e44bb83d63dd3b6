"""What is said in the wizard of numbered text: lines of at most 79 columns, each behind its role."""

from collections.abc import Callable, Iterator
from textwrap import wrap
from threading import RLock
from typing import NamedTuple
from unicodedata import east_asian_width

from wizard.printable import printable
from wizard.sentence import Sentence

WIDTH = 79
"""A line of 80 columns makes some terminals begin the next one."""
_FURTHER = "  "


class Said(NamedTuple):
    """One thing that is said."""

    role: str
    """What it is, in capitals: `STATE`, `CHOICE 1`; "" of what goes on from the line above."""
    text: Sentence


def said(role: str, text: str) -> Iterator[Said]:
    """Each row of a text; those behind the first go on from it."""
    first, *others = text.split("\n")
    yield Said(role, first)
    yield from (Said("", row) for row in others)


class Speech:
    """Says things, whichever thread wants to; what is outside ASCII as this terminal can show it."""

    def __init__(self, write: Callable[[str], None], *, ascii_only: bool) -> None:
        self._write = write
        self._ascii_only = ascii_only
        self._one_at_a_time = RLock()
        self.stands_behind_prompt = False
        """Whether the line of a prompt is not ended yet: what is said now begins on the next one."""

    def say(self, *rows: Said) -> None:
        """Says these, each on lines of its own."""
        with self._one_at_a_time:
            text = "".join(f"{line}\n" for row in rows for line in self._lines(row))
            self._write(f"\n{text}" if text and self.stands_behind_prompt else text)
            self.stands_behind_prompt = self.stands_behind_prompt and not text

    def prompt(self, text: Sentence, *, is_answered_here: bool) -> None:
        """Says what is wanted, and leaves the rest of the line to whoever answers, if that is seen there."""
        with self._one_at_a_time:
            rows = wrap(self.plain(text), WIDTH - 1, break_on_hyphens=False)
            self._write("\n".join(rows) + (" " if is_answered_here else "\n"))
            self.stands_behind_prompt = is_answered_here

    def answered(self) -> None:
        """Somebody ended the line of a prompt."""
        self.stands_behind_prompt = False

    def end_line(self) -> None:
        """Ends the line of a prompt that nobody answered."""
        with self._one_at_a_time:
            self._write("\n")
            self.stands_behind_prompt = False

    def _lines(self, row: Said) -> list[str]:
        text = self.plain(row.text)
        begin = f"{self.plain(row.role)}: " if row.role else _FURTHER
        lines = wrap(
            text, _width(text), initial_indent=begin, subsequent_indent=_FURTHER, break_on_hyphens=False, tabsize=1
        )
        return lines or [begin.rstrip()]

    def plain(self, text: str) -> str:
        """One line of a text, which no terminal obeys and this one can show."""
        shown = printable(text)
        return shown.encode("ascii", "replace").decode() if self._ascii_only else shown


def _width(text: str) -> int:
    """How many characters of a text fill a line: some take two columns."""
    is_wide = not text.isascii() and any(east_asian_width(letter) in "WF" for letter in text)
    return WIDTH // 2 if is_wide else WIDTH
