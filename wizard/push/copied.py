"""What a router says of a file that it copies into its running configuration; what it then runs, only it can show."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wizard.errors import PushRefused
from wizard.ios.masking import masked
from wizard.printable import printable
from wizard.push.flash_file import FILE_NAME, FILE_SYSTEM
from wizard.session.listed_answers import LISTED_ANSWERS, Meaning, meaning_of
from wizard.session.router_session import RouterSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A line of the file that the router rejected, and went on."""

    said: str
    """With which words, printable and its secrets masked."""
    rows: tuple[int, ...]
    """The rows of the file that may be it; none where the router does not show the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """The answer of one copy."""

    size: int | None
    """The bytes that it says it copied; None where it does not say so."""
    rejected: tuple[Rejected, ...]
    remarks: tuple[str, ...]
    """What else it said that is on no list, printable and its secrets masked."""

    @property
    def is_clean(self) -> bool:
        """Whether it says that it copied something, and nothing else."""
        return self.size is not None and not self.rejected and not self.remarks

    @property
    def rejected_rows(self) -> tuple[int, ...]:
        """The rows of the file that may have been rejected, as far as the router shows which."""
        return tuple(sorted({row for rejected in self.rejected for row in rejected.rows}))


def copy_to_running(session: RouterSession, file_system: str, name: str, text: str) -> Copied:
    """Copies a file that holds that text into the running configuration by one command.

    ConnectionLost or a Surprise where the connection rode on what the file changes: the router may have gone on.
    """
    if not FILE_SYSTEM.fullmatch(file_system) or not FILE_NAME.fullmatch(name):
        raise PushRefused(f"{file_system + name!r} is not the name of a file of ez2flex", where=session.name)
    return read_copied(session.type(f"copy {file_system}{name} running-config"), text)


_QUESTION = re.compile(r"Destination filename \[running-config\]\?")
_SIZE = re.compile(r"(?:\[OK - )?(\d{1,12}) bytes?(?:\]| copied in [\d.]+ secs? \(.{1,40}\))")
_CARET = re.compile(r"\^")


def read_copied(answer: Sequence[str], text: str) -> Copied:
    """Reads the answer of a copy of that text."""
    sizes = [int(found[1]) for line in answer if (found := _SIZE.fullmatch(line.strip()))]
    numbers = _row_numbers(text)
    rejected: list[Rejected] = []
    remarks: list[str] = []
    lines = [line.strip() for line in answer if line.strip() and not _is_of_the_copy(line)]
    for line in _without_chatter(lines, numbers):
        if not _is_rejection(line):
            remarks.append(line)
        else:
            # A line that is rejected may stand above the caret.
            rows = numbers.get(remarks[-1], ()) if remarks else ()
            del remarks[len(remarks) - bool(rows) :]
            rejected.append(Rejected(said=_shown(line), rows=rows))
    size = sizes[0] if len(sizes) == 1 else None
    return Copied(size=size, rejected=tuple(rejected), remarks=tuple(_shown(remark) for remark in remarks))


def _shown(line: str) -> str:
    return printable(masked(line))


def _without_chatter(lines: Sequence[str], rows: Iterable[str]) -> Iterator[str]:
    """The lines without what a router says beside one of those rows that it takes."""
    listed = [listed for listed in LISTED_ANSWERS if listed.meaning is Meaning.TAKEN]
    known = [each.answer for each in listed if any(each.command.match(row) for row in rows)]
    at = 0
    while at < len(lines):
        texts = {length: "\n".join(lines[at : at + length]) for length in range(_LONGEST_CHATTER, 0, -1)}
        said = next((length for length, text in texts.items() if any(answer.search(text) for answer in known)), 0)
        if not said:
            yield lines[at]
        at += said or 1


_LONGEST_CHATTER = 4
"""Rows."""


def _is_of_the_copy(line: str) -> bool:
    """Whether a line says of the copy what every copy says, or is a caret."""
    return any(known.fullmatch(line.strip()) for known in (_QUESTION, _SIZE, _CARET))


def _is_rejection(line: str) -> bool:
    """Whether a line of the answer says that one of the file was not taken."""
    return line.startswith("%") or meaning_of("", line) in (Meaning.REFUSED, Meaning.DENIED)


def _row_numbers(text: str) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for number, row in enumerate(text.split("\n"), 1):
        found[row.strip()] = (*found.get(row.strip(), ()), number)
    return found
