"""What a router prints without being asked, even in the middle of an echo: rows, taken out of what was received."""

import re
from dataclasses import dataclass

from wizard.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class UnaskedRow:
    """One kind of text that comes unasked."""

    name: str
    pattern: "re.Pattern[bytes]"
    """From the line break in front of it to the one behind it."""
    source: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Unasked:
    """One text that came unasked."""

    name: str
    """Of its row."""
    text: str


_STAMP = (
    rb"(?:\d{6}: )?(?:[*.]?[A-Z][a-z]{2} +\d+ (?:\d{4} )?\d\d:\d\d:\d\d(?:\.\d+)?(?: [A-Z]{1,5})?: "
    rb"|\d+[dhwy:][^%\r\n]{0,20}: )?"
)

UNASKED = (
    UnaskedRow(
        name="rollback-in-one-minute",
        pattern=re.compile(
            rb"(?:\r?\n)?Rollback Confirmed Change: Rollback will begin in one minute\.\r?\n"
            rb'Enter "configure confirm" if you wish to keep what you\'ve configured\r?\n'
        ),
        source="push.md A2.1, two transcripts",
    ),
    UnaskedRow(
        name="shutdown-banner",
        pattern=re.compile(
            rb"(?:\r?\n){1,3}\x07?\*{3}\r?\n\*{3}(?P<what>[^\r\n]{0,60})\r?\n\*{3}\r?\n(?:\x07|\r?\n){0,2}"
        ),
        source="push.md A2.5, byte for byte from Netspoc-Approve",
    ),
    UnaskedRow(
        name="syslog",
        pattern=re.compile(
            rb"(?:\r?\n){0,2}" + _STAMP + rb"%[A-Z][A-Z0-9_]*(?:-[A-Z0-9_]+)*-[0-7]-[A-Z0-9_]+: ?[^\r\n]*\r?\n"
        ),
        source="push.md A3.9; it comes only to a console, or where `terminal monitor` is on",
    ),
)
"""Each is taken out only where all of it has come."""


def unasked_at(received: bytes, place: int) -> tuple[Unasked, int] | None:
    """What stands unasked at a place, and where it ends; nothing where none of the rows does."""
    for row in UNASKED:
        if found := row.pattern.match(received, place):
            return Unasked(name=row.name, text=_text(found)), found.end()
    return None


def without_unasked(received: bytes) -> tuple[bytes, tuple[Unasked, ...]]:
    """What a router answered without what it was not asked for, and that."""
    heard: list[Unasked] = []
    for row in UNASKED:
        for found in row.pattern.finditer(received):
            heard.append(Unasked(name=row.name, text=_text(found)))
        received = row.pattern.sub(b"\r\n", received)
    return received.lstrip(b"\r\n") if heard else received, tuple(heard)


def _text(found: "re.Match[bytes]") -> str:
    return found[0].decode("latin-1").strip("\r\n\x07")
