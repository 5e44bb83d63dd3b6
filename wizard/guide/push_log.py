"""The log of a push as rows that a person reads: what was sent to which router, what came back, what was told."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wizard.bundle import KnownSecrets
from wizard.ios.masking import masked
from wizard.model.plan import Plan
from wizard.printable import printable


class Heard(StrEnum):
    """What a row of the log tells."""

    SENT = "sent"
    GOT = "got"
    TOLD = "told"
    """What ez2flex says of what it does."""
    STEERED = "steered"
    """What a person wanted, and what became of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """One line that was sent, came back or was told."""

    at: datetime
    device: str
    """"" for what is told of the whole site."""
    what: Heard
    text: str


def log_rows(at: datetime, device: str, what: Heard, text: str) -> Iterator[LogRow]:
    """A text of one or many lines as rows, without its secrets and without lines that say nothing."""
    for line in text.splitlines():
        if line.strip():
            yield LogRow(at=at, device=device, what=what, text=masked(line.rstrip()))


def log_text(rows: Iterable[LogRow], plan: Plan) -> bytes:
    """The rows as a file: a line each, in characters that no terminal obeys, without the secrets of the plan."""
    known = KnownSecrets(plan)
    return "".join(f"{known.masked(masked(_line(row)))}\n" for row in rows).encode("utf-8", "replace")


def _line(row: LogRow) -> str:
    return f"{row.at:%Y-%m-%d %H:%M:%S} {printable(row.device) or '-'} {row.what:<7} {printable(row.text)}"
