"""Lines of a stage leave one by one, each announced, and none behind something that went wrong."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.golden_cases import output
from tests.test_practice_laws import CASES, shown
from tests.test_push_standing import before, migration, save, saved
from wizard.errors import ConnectionLost, PushRefused, Refused, RouterError, Surprise
from wizard.model.stage import Stage
from wizard.practice import PracticeRouter
from wizard.push.dead_man import RevertTimer
from wizard.push.frozen_text import FrozenText
from wizard.push.guarded_router import GuardedRouter
from wizard.push.guards import DANGEROUS, Known
from wizard.push.journal import Journal, journal_name
from wizard.push.journal_record import Kind, Record, Verdict
from wizard.push.standing import INERT, Standing
from wizard.session.dialogue import Dialogue
from wizard.session.router_session import Login, log_in
from wizard.session.wire import Wire
from wizard.site.folder import Folder

NAME = journal_name("r1")
DRAWN = 60
"""Lines at which something goes wrong."""
FAULTS: dict[str, type[RouterError]] = {
    "before-echo drop": ConnectionLost,
    "after-echo drop": ConnectionLost,
    "after-apply drop": ConnectionLost,
    "refuse": Refused,
    "deny": Refused,
    'ask "Do you really want this? [yes/no]:"': Surprise,
}


class Tapped:
    """A wire on which is noted what leaves."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self.sent: list[bytes] = []

    def send(self, data: bytes) -> None:
        """Sends it."""
        self.sent.append(data)
        self._wire.send(data)

    def receive(self, seconds: float) -> bytes:
        """What came."""
        return self._wire.receive(seconds)

    def close(self) -> None:
        """Ends the line."""
        self._wire.close()


@contextmanager
def logged_in_at(practice: PracticeRouter) -> Iterator[tuple[Login, Tapped]]:
    """A session with it, and its wire."""
    wire = Tapped(practice.log_in("admin"))
    dialogue = Dialogue(wire, router="r1", now=lambda: practice.clock.now.timestamp())
    session = log_in(dialogue, wire.close, router="r1", enable=None)
    try:
        yield session, wire
    finally:
        session.close()


def frozen(case: str, device: str, stage: Stage) -> FrozenText:
    """The text of a stage of a golden case."""
    return FrozenText(stage=stage, data=output(case, device, stage.filename).encode("utf-8"))


def begin(journal: Journal, session: Login, *texts: FrozenText, **other: str) -> Record:
    """The header of a run."""
    hashes = {f"text_{text.stage}": text.sha256 for text in texts}
    return journal.begin({"hostname": session.name, "serial": SERIAL, **hashes, **other})


class StandingStill:
    """A clock that does not go."""

    def now(self) -> datetime:
        """Midnight."""
        return datetime(2026, 11, 30, tzinfo=UTC)

    def seconds(self) -> float:
        """None have passed."""
        return 0.0

    def wait(self, seconds: float) -> None:
        """Nothing."""


SERIAL = "FTX1234A5BC"


def guarded(session: Login, journal: Journal, header: Record) -> GuardedRouter:
    """The router of a session, of which nothing but its serial number is known."""
    return GuardedRouter(session, journal, header, StandingStill(), Known(serial=SERIAL))


@contextmanager
def journal_in(path: Path) -> Iterator[Journal]:
    """The router's journal."""
    with Folder(path) as folder, Journal(folder, NAME) as journal:
        yield journal


def before_stage(case: str, device: str, stage: Stage) -> PracticeRouter:
    """A router that took and saved the stages before that one."""
    practice = before(case, device).fork()
    for earlier in list(Stage)[: stage.number - 1]:
        text = frozen(case, device, earlier)
        with logged_in_at(practice) as (session, _):
            session.configure()
            for _, row in text.rows:
                session.send(row.strip())
            session.end()
    save(practice)
    return practice


def stands(case: str, device: str, practice: PracticeRouter, stage: Stage) -> Standing:
    """Where the router stands, by what it shows."""
    return migration(case, device).standing(shown(practice), saved(practice), begun=stage)


SENT = [
    (case, device, stage)
    for case, device in CASES
    for stage in (Stage.ARCHIVE, Stage.STAGE)
    if output(case, device, stage.filename)
]


@pytest.mark.parametrize("seed", range(DRAWN))
def test_whatever_goes_wrong_at_a_line_no_other_leaves_and_the_rest_can_be_sent(seed: int, tmp_path: Path) -> None:
    """The journal names the line; what the router has is an inert part; going on sends what is missing, once."""
    drawn = random.Random(seed)
    case, device, stage = drawn.choice(SENT)
    fault, error = drawn.choice(list(FAULTS.items()))
    text = frozen(case, device, stage)
    place, (number, row) = drawn.choice(list(enumerate(text.rows)))
    practice = before_stage(case, device, stage)
    login = practice.fork()
    with logged_in_at(login) as (session, wire):
        typed_before, wired_before = login.state.lines_typed, len(wire.sent)
    # Behind a login comes `configure terminal`, then the rows.
    broken = practice.fork(faults=[f"at line {typed_before + 2 + place} {fault}"])
    with journal_in(tmp_path) as journal, logged_in_at(broken) as (session, wire):
        router = guarded(session, journal, begin(journal, session, text))
        with pytest.raises(error):
            router.send(text)
        left = [data for data in wire.sent[wired_before:] if data.endswith(b"\r")]
        last = journal.records[-1]
        with pytest.raises((PushRefused, RouterError)):
            router.send(text)

    assert left == [b"configure terminal\r", *(f"{other.strip()}\r".encode() for _, other in text.rows[: place + 1])]
    assert (last.kind, last.line) == (Kind.SEEN, f"{stage.filename}:{number}")
    assert last.answer in ("lost", "rejected", "surprise")

    here = stands(case, device, broken, stage)
    assert here.verdict in (Verdict.OLD, Verdict.PARTIAL, Verdict.STAGED)
    with journal_in(tmp_path) as journal, logged_in_at(broken) as (session, wire):
        rest = text.rows_missing_in(shown(broken))
        guarded(session, journal, begin(journal, session, text)).send(text, rest)
    assert text.rows_missing_in(shown(broken)) == (), f"{row} would be sent again"
    assert stands(case, device, broken, stage).stage is stage


@pytest.mark.parametrize("stage", sorted(DANGEROUS))
def test_without_a_timer_on_the_router_no_line_that_cuts_leaves(stage: Stage, tmp_path: Path) -> None:
    """The router is as it was: not even configuration mode was opened."""
    case, device = "guide-reuse", "ezvpn-spoke1"
    text, practice = frozen(case, device, stage), before(case, device).fork()
    running = practice.running
    with journal_in(tmp_path) as journal, logged_in_at(practice) as (session, wire):
        router = guarded(session, journal, begin(journal, session, text))
        typed_before = len(wire.sent)
        with pytest.raises(PushRefused, match="timer"):
            router.send(text)
        router.learn(armed_until=-1.0)
        with pytest.raises(PushRefused, match="timer"):
            router.send(text)

        assert wire.sent[typed_before:] == []
    assert practice.running == running


@pytest.mark.parametrize("left", [None, 59.0, -1.0], ids=["none shown", "the last minute", "over"])
def test_a_timer_is_not_extended_that_may_fire_meanwhile(left: float | None, tmp_path: Path) -> None:
    """Nothing is typed, and the journal announces no later deadline."""
    case, device = "guide-reuse", "ezvpn-spoke1"
    text, practice = frozen(case, device, Stage.CUTOVER), before(case, device).fork()
    with journal_in(tmp_path) as journal, logged_in_at(practice) as (session, wire):
        router = guarded(session, journal, begin(journal, session, text))
        router.learn(armed_until=left, has_backup=True)
        typed_before = len(wire.sent)
        with pytest.raises(PushRefused, match="more than a minute"):
            RevertTimer("admin", 10).extend(router, Stage.CUTOVER, 20)

        assert wire.sent[typed_before:] == []
        assert [record.kind for record in journal.records] == [Kind.HEADER]


def test_another_text_than_the_frozen_one_never_leaves(tmp_path: Path) -> None:
    """Whoever edits a file of a run that is under way changes nothing on a router."""
    case, device = "guide-reuse", "ezvpn-spoke1"
    text, practice = frozen(case, device, Stage.STAGE), before(case, device).fork()
    other = FrozenText(stage=Stage.STAGE, data=text.data + b"interface Loopback7\n")
    running = practice.running
    with journal_in(tmp_path) as journal, logged_in_at(practice) as (session, _):
        header = begin(journal, session, text)
        with pytest.raises(PushRefused, match="frozen"):
            guarded(session, journal, header).send(other)
    assert practice.running == running


def test_another_router_than_that_of_the_run_gets_nothing(tmp_path: Path) -> None:
    """A jump host that leads elsewhere today."""
    case, device = "guide-reuse", "ezvpn-spoke1"
    text, practice = frozen(case, device, Stage.STAGE), before(case, device).fork()
    running = practice.running
    with journal_in(tmp_path) as journal, logged_in_at(practice) as (session, _):
        header = begin(journal, session, text, hostname="another-router")
        with pytest.raises(PushRefused, match="another name"):
            guarded(session, journal, header).send(text)
        header = begin(journal, session, text, serial="FTX0000A0AA")
        with pytest.raises(PushRefused, match="another serial"):
            guarded(session, journal, header).send(text)
    assert practice.running == running


def test_no_key_stands_in_the_journal_not_even_as_a_hash_that_can_be_tried(tmp_path: Path) -> None:
    """A record names a line by its number; the only hash is that of a whole text."""
    case, device = "guide-reuse", "ezvpn-spoke1"
    text, practice = frozen(case, device, Stage.STAGE), before(case, device).fork()
    with journal_in(tmp_path) as journal, logged_in_at(practice) as (session, _):
        guarded(session, journal, begin(journal, session, text)).send(text)
        told = {record.kind: record for record in journal.records}
    data = (tmp_path / NAME).read_text("utf-8")

    assert told[Kind.INTENT].sha256 == ""
    assert not [row for _, row in text.rows if row.strip() in data and " " in row.strip()]
    assert Stage.STAGE in INERT
