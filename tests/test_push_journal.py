"""The journal of a router: on the disk before anything is sent, in a chain that shows what is missing."""

import resource
import signal
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from wizard.errors import JournalError, SiteLocked
from wizard.model.stage import Stage
from wizard.push.journal import Journal, journal_name, read
from wizard.push.journal_record import Kind, Record, Verdict
from wizard.site.folder import Folder

NAME = journal_name("store-0417-r1")
MIDNIGHT = datetime(2026, 11, 30, tzinfo=UTC)
FACTS = {"version": "1.0", "hostname": "store-0417-r1", "serial": "FGL1234ABCD", "text_stage": "ab" * 32}


class Clock:
    """A second passes between two records."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> tuple[datetime, float]:
        self.seconds += 1
        return MIDNIGHT + timedelta(seconds=self.seconds), self.seconds


@contextmanager
def opened(path: Path) -> Iterator[Journal]:
    """The journal in that site."""
    with Folder(path) as folder, Journal(folder, NAME, now=Clock()) as journal:
        yield journal


def pushed(path: Path) -> bytes:
    """The bytes of a journal of a stage that was sent and of a trial that began."""
    with opened(path) as journal:
        journal.begin(FACTS)
        journal.add(Kind.INTENT, stage=Stage.STAGE, line="4-stage:1", sha256="cd" * 32)
        journal.add(Kind.SENT, stage=Stage.STAGE, line="4-stage:1")
        journal.add(Kind.SEEN, stage=Stage.STAGE, line="4-stage:1", clock="*02:14:09.113 UTC Mon Nov 30 2026")
        journal.add(Kind.VERDICT, verdict=Verdict.TRIAL, deadline=MIDNIGHT + timedelta(minutes=10))
    return (path / NAME).read_bytes()


def test_what_was_written_is_read_again_the_same(tmp_path: Path) -> None:
    """Whoever opens it later sees each record, and goes on behind the last one."""
    pushed(tmp_path)
    with opened(tmp_path) as journal:
        before = journal.records
        journal.add(Kind.VERDICT, verdict=Verdict.NEW_SAVED)
    records, torn = read((tmp_path / NAME).read_bytes(), NAME)

    assert records[:-1] == before
    assert [record.kind for record in records] == ["header", "intent", "sent", "seen", "verdict", "verdict"]
    assert dict(records[0].facts) == FACTS
    assert records[4].deadline == MIDNIGHT + timedelta(minutes=10)
    assert torn == b""


def test_it_is_on_the_disk_before_the_line_is_sent(tmp_path: Path) -> None:
    """Another program reads the intent while this one still holds the journal."""
    with opened(tmp_path) as journal:
        journal.begin(FACTS)
        intent = journal.add(Kind.INTENT, stage=Stage.CUTOVER, line="5-cutover:1")

        assert read((tmp_path / NAME).read_bytes(), NAME)[0][-1] == intent
        assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600


def test_a_journal_that_was_cut_off_anywhere_goes_on(tmp_path: Path) -> None:
    """The power fails at any byte: whole records stay, half of one is told as torn and announced nothing."""
    data = pushed(tmp_path)
    ends = {place + step for place, byte in enumerate(data) if byte == 0x0A for step in (-1, 0, 1)}
    for length in sorted({*ends, *range(0, len(data), 23)}):
        (tmp_path / NAME).write_bytes(data[:length])
        with opened(tmp_path) as journal:
            whole = journal.records
            last = journal.add(Kind.VERDICT, verdict=Verdict.OLD)
        records, torn = read((tmp_path / NAME).read_bytes(), NAME)
        has_torn = length > 0 and data[length - 1 : length] != b"\n"

        assert len(whole) == data[:length].count(b"\n")
        assert [record.kind for record in records[len(whole) :]] == [Kind.TORN] * has_torn + [Kind.VERDICT]
        assert (records[-1], torn) == (last, b"")


def test_a_record_that_was_changed_or_taken_out_is_noticed(tmp_path: Path) -> None:
    """Only what the last record says rests on nothing behind it."""
    rows = pushed(tmp_path).splitlines(keepends=True)
    for place in range(len(rows) - 1):
        for others in (
            [*rows[:place], *rows[place + 1 :]],
            [*rows[:place], rows[place].replace(b'"seq":', b'"seq": '), *rows[place + 1 :]],
            [*rows[:place], rows[place].replace(b"2026-11-30T00", b"2026-11-30T01"), *rows[place + 1 :]],
            [*rows[:place], rows[place], *rows[place:]],
            [*rows[:place], b"\n", *rows[place:]],
        ):
            with pytest.raises(JournalError) as caught:
                read(b"".join(others), NAME)

            assert caught.value.where.startswith(f"{NAME}:")


@pytest.mark.parametrize(
    "row",
    [b"[]", b"7", b"{}", b'"header"', b"\xff\xfe", b'{"seq":1}', b"{" * 5000, b'{"seq":true,"prev":"0"}', b"null"],
)
def test_what_is_no_record_is_refused_in_words(row: bytes) -> None:
    """A file that somebody else wrote ends in no traceback."""
    with pytest.raises(JournalError):
        read(row + b"\n", NAME)


def test_a_second_program_is_kept_out(tmp_path: Path) -> None:
    """Two pushes at one router would each undo what the other proves."""
    with opened(tmp_path), pytest.raises(SiteLocked), opened(tmp_path):
        pass
    with opened(tmp_path) as journal:
        assert journal.records == ()


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """A disk on which no file can grow beyond that."""
    limits, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_full_disk_is_an_error_before_the_line_is_sent(tmp_path: Path) -> None:
    """What was written before stays readable, and once there is room the journal goes on."""
    data = pushed(tmp_path)
    with opened(tmp_path) as journal:
        before = journal.records
        with room_for(len(data) + 10), pytest.raises(JournalError) as caught:
            journal.add(Kind.INTENT, stage=Stage.CUTOVER, line="5-cutover:1")
        after_a_full_disk = (tmp_path / NAME).read_bytes()
        journal.add(Kind.VERDICT, verdict=Verdict.OLD)

    assert "cannot be written" in str(caught.value)
    assert len(after_a_full_disk) == len(data) + 10
    assert read(after_a_full_disk, NAME)[0] == before
    assert [record.kind for record in read((tmp_path / NAME).read_bytes(), NAME)[0]][-2:] == ["verdict", "verdict"]


def test_a_link_in_the_place_of_the_journal_is_not_followed(tmp_path: Path) -> None:
    """A site comes from others, too: its journal is written nowhere else."""
    (tmp_path / "journal").mkdir()
    outside = tmp_path / "outside"
    outside.write_bytes(b"")
    (tmp_path / NAME).symlink_to(outside)

    with pytest.raises(Exception, match="link"), opened(tmp_path):
        pass
    assert outside.read_bytes() == b""


@pytest.mark.parametrize("facts", [{"password": "s3cret"}, {"hostname": "r1\n{"}, {"user": "x" * 201}])
def test_a_header_tells_only_names_numbers_and_hashes(tmp_path: Path, facts: dict[str, str]) -> None:
    """There is no place in it for a key or for a line."""
    with opened(tmp_path) as journal, pytest.raises(ValueError, match=r"."):
        journal.begin(facts)


def test_each_record_is_written_as_it_is_read(tmp_path: Path) -> None:
    """One form of each, so that its hash is one."""
    for row in pushed(tmp_path).splitlines(keepends=True):
        assert Record.read(row).row() == row
