"""One record of a journal: what was about to be sent to a router, what was, what came, and what that makes of it."""

import json
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Self

from wizard.errors import JournalError
from wizard.model.stage import Stage


class Kind(StrEnum):
    """What a record tells."""

    HEADER = "header"
    """What a run is about: the router's identity, the plan, the texts."""
    ORDER = "order"
    """What somebody asks of a run, who that is, and under which change."""
    INTENT = "intent"
    """A line that is about to be sent; nothing leaves before this record is on the disk."""
    SENT = "sent"
    SEEN = "seen"
    """What came back."""
    VERDICT = "verdict"
    TORN = "torn"
    """The end of a record that was being written when the program, the machine or its disk failed."""


class Verdict(StrEnum):
    """What a router runs [push.md A0 item 6]."""

    OLD = "OLD"
    PARTIAL = "PARTIAL"
    """OLD, with the beginning of a stage that changes no traffic."""
    STAGED = "STAGED"
    TRIAL = "TRIAL"
    NEW_UNSAVED = "NEW-unsaved"
    NEW_SAVED = "NEW-saved"
    UNKNOWN = "UNKNOWN"
    """Until the deadline, then OLD."""
    MIX = "MIX"


CLOSED, PROVED = "closed", "proved"
"""The answers of verdicts with which a trial is over, or proved."""
WAITING = "waits for a certificate"
"""The answer of a verdict behind which only a person goes on; its line is the last stage that was asked for."""
FIRST = "0" * 64
"""What the first record of a journal has for the one before it."""

_FACTS = (
    *("version", "run", "plan", "hostname", "serial", "host_key", "user", "configuration", "startup", "timer"),
    *("asked", "by", "ticket"),
    *(f"{what}_{stage}" for stage in Stage for what in ("text", "undo")),
)
"""What a header or an order may tell; each is a name, a number or a hash, and none is a secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record; a line is named by its stage and number, and never written out."""

    seq: int
    prev: str
    """SHA-256 of the record before it, as it stands in the file."""
    t_wall: datetime
    """UTC."""
    t_mono: float
    """Seconds of this machine's clock that nobody sets."""
    kind: Kind
    stage: Stage | None = None
    line: str = ""
    """`4-stage:17`, or the name of a step."""
    sha256: str = ""
    """Of the bytes that are sent, or that came."""
    answer: str = ""
    """How a line was answered, in a word."""
    verdict: Verdict | None = None
    clock: str = ""
    """Of the router, as it shows it."""
    deadline: datetime | None = None
    """UTC; when the router itself goes back."""
    facts: tuple[tuple[str, str], ...] = ()
    """Of a header or an order."""

    def row(self) -> bytes:
        """The line of the file, its end included."""
        told = ((name, getattr(self, name)) for name in _NAMES)
        return _WRITTEN({name: _told(value) for name, value in told if value not in _NOTHING}).encode() + b"\n"

    @property
    def hash(self) -> str:
        """What the record behind it has for `prev`."""
        return hash_of(self.row())

    @classmethod
    def read(cls, row: bytes) -> Self:
        """The record in a line of a file; JournalError for what is none."""
        try:
            told = json.loads(row)
            record = cls(**{name: _READERS[name](value) for name, value in told.items()})
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise JournalError("a line is no record of a journal") from error
        if record.row() != row:
            raise JournalError("a record is written otherwise than ez2flex writes it")
        return record


_NAMES = tuple(field.name for field in fields(Record))
_NOTHING = (None, "", ())
_WRITTEN = json.JSONEncoder(separators=(",", ":")).encode


def hash_of(row: bytes) -> str:
    """The SHA-256 of a line of the file."""
    return sha256(row).hexdigest()


def _told(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return dict(value) if isinstance(value, tuple) and value else value


def _whole(value: Any) -> int:
    if type(value) is not int or value < 1:
        raise ValueError(value)
    return value


def _seconds(value: Any) -> float:
    if type(value) is not float:
        raise ValueError(value)
    return value


def _time(value: Any) -> datetime:
    time = datetime.fromisoformat(value)
    if time.tzinfo is not UTC and time.utcoffset() != UTC.utcoffset(None):
        raise ValueError(value)
    return time


def _word(value: Any) -> str:
    if not isinstance(value, str) or not value.isprintable() or len(value) > LONGEST:
        raise ValueError(value)
    return value


LONGEST = 200
"""Characters of a word; a journal is made of names, numbers and hashes."""


def _facts(value: Any) -> tuple[tuple[str, str], ...]:
    return facts_of({str(name): _word(fact) for name, fact in value.items()})


def facts_of(told: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The facts of a header or an order; ValueError for one that neither tells."""
    if unknown := told.keys() - set(_FACTS):
        raise ValueError(sorted(unknown))
    return tuple((name, _word(fact)) for name, fact in told.items())


_READERS: dict[str, Any] = {
    "seq": _whole,
    "prev": _word,
    "t_wall": _time,
    "t_mono": _seconds,
    "kind": Kind,
    "stage": Stage,
    "line": _word,
    "sha256": _word,
    "answer": _word,
    "verdict": Verdict,
    "clock": _word,
    "deadline": _time,
    "facts": _facts,
}
