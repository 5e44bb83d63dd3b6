"""The journal of one router: a file that grows by a record before and after each thing that is sent, and never shrinks.

Each record names the hash of the one before it, so that none can be lost or changed unseen. It is on the disk before
anything leaves this machine: what a journal does not announce was never sent.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Self

from wizard.errors import JournalError, SiteLocked
from wizard.push.journal_record import FIRST, Kind, Record, facts_of, hash_of
from wizard.site.folder import Folder

if sys.platform != "win32":
    import fcntl

FOLDER = "journal"
"""In a site."""


def journal_name(file_name: str) -> str:
    """The name in a site of the journal of a router that is called so among its files."""
    return f"{FOLDER}/{file_name}.jsonl"


class Journal:
    """The journal of a router, locked: nobody else adds to it until it is closed or this process ends."""

    def __init__(
        self,
        folder: Folder,
        name: str,
        *,
        now: Callable[[], tuple[datetime, float]] | None = None,
        recorded: Callable[[Record], None] = lambda record: None,
    ) -> None:
        self._where = str(folder.path / name)
        self._recorded = recorded
        self._now = now or _now
        self._descriptor = folder.descriptor(name, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0))
        try:
            self._lock()
            data = _whole_of(self._descriptor)
            records, self._torn = read(data, self._where)
            self._records, self._end = list(records), len(data) - len(self._torn)
            self._last = records[-1].hash if records else FIRST
            folder.sync(("", FOLDER))
        except BaseException:
            os.close(self._descriptor)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Gives it back; a second time does nothing."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    @property
    def records(self) -> tuple[Record, ...]:
        """What is in it, the oldest first."""
        return tuple(self._records)

    @property
    def now(self) -> datetime:
        """The time of its next record."""
        return self._now()[0]

    def begin(self, facts: dict[str, str]) -> Record:
        """Writes the header of a run."""
        return self.add(Kind.HEADER, facts=facts_of(facts))

    def add(self, kind: Kind, **told: Any) -> Record:
        """Writes a record, down to the disk; JournalError where it cannot, and then nothing may be sent."""
        try:
            if self._torn:
                self._written(Kind.TORN, sha256=hash_of(self._torn))
                self._torn = b""
            return self._written(kind, **told)
        except OSError as error:
            raise JournalError(
                f"the journal cannot be written: {error.strerror or error}",
                hint="Make room on this machine's disk, or move the site to another one. Nothing is sent without it.",
                where=self._where,
            ) from error

    def _written(self, kind: Kind, **told: Any) -> Record:
        wall, mono = self._now()
        record = Record(seq=len(self._records) + 1, prev=self._last, t_wall=wall, t_mono=mono, kind=kind, **told)
        row = record.row()
        # Half a record, of this program or of one before it, is none, and the whole one takes its place.
        os.ftruncate(self._descriptor, self._end)
        os.lseek(self._descriptor, self._end, os.SEEK_SET)
        _write(self._descriptor, row)
        os.fsync(self._descriptor)
        self._end, self._last = self._end + len(row), hash_of(row)
        self._records.append(record)
        self._recorded(record)
        return record

    def _lock(self) -> None:
        if sys.platform == "win32":
            return
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise SiteLocked(
                "another program is changing this router",
                hint="Look where it stands there, or wait until it has ended.",
                where=self._where,
            ) from error


def read(data: bytes, where: str) -> tuple[tuple[Record, ...], bytes]:
    """The records of a journal, and the torn end behind them; JournalError where its chain is broken."""
    rows = data.split(b"\n")
    return tuple(_chained(rows[:-1], where)), rows[-1]


def _chained(rows: list[bytes], where: str) -> Iterator[Record]:
    prev = FIRST
    for number, row in enumerate(rows, 1):
        try:
            record = _record(row + b"\n")
            if (record.seq, record.prev) != (number, prev):
                raise JournalError("a record is not the one that follows the record before it")
        except JournalError as error:
            error.where = f"{where}:{number}"
            error.hint = (
                "Somebody changed the journal, or a disk lost part of it. What the router runs, only it can tell."
            )
            raise
        yield record
        prev = hash_of(row + b"\n")


@lru_cache(maxsize=20_000)
def _record(row: bytes) -> Record:
    """A record as it was read before: a journal is read again whenever somebody looks where its router stands."""
    return Record.read(row)


def _whole_of(descriptor: int) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    parts = iter(lambda: os.read(descriptor, 1 << 20), b"")
    return b"".join(parts)


def _write(descriptor: int, row: bytes) -> None:
    view = memoryview(row)
    while view:
        view = view[os.write(descriptor, view) :]


def _now() -> tuple[datetime, float]:
    return datetime.now(UTC), time.monotonic()
