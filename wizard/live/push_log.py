"""What was sent, what came and what was said in a push: rows that are only ever added, made for many thousands."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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
    """One row; no secret stands in it."""

    number: int
    """From 0; that of a row never changes."""
    at: datetime
    device: str
    """"" where it is about no router."""
    what: Heard
    text: str
    """One line."""


class PushLog:
    """Rows in the order in which they happened; whoever reads holds nobody up."""

    def __init__(self) -> None:
        self._rows: list[LogRow] = []
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """How many there are by now; those before stay as they are."""
        return len(self._rows)

    def __getitem__(self, number: int) -> LogRow:
        return self._rows[number]

    def rows(self, begin: int = 0, end: int | None = None) -> tuple[LogRow, ...]:
        """Those from a number on, up to another and without it."""
        return tuple(self._rows[begin:end])

    def found(self, words: str, begin: int = 0) -> Iterator[int]:
        """The numbers of the rows in which these words stand, from a number on, without regard to case."""
        wanted = words.casefold()
        rows = self._rows[begin:]
        return (row.number for row in rows if wanted in f"{row.device} {row.text}".casefold())

    def add(self, at: datetime, device: str, what: Heard, text: str) -> None:
        """Adds a row for each line of the text."""
        with self._lock:
            for line in text.splitlines() or [""]:
                self._rows.append(LogRow(number=len(self._rows), at=at, device=device, what=what, text=line))
