"""A push brings a router its certificates: what is missing is waited for, days if need be; nothing is done twice."""

import base64
import random
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from tests.practice_routers import logged_in, told
from tests.pushing import Pushed
from tests.test_practice_laws import type_in
from tests.test_push_standing import before
from wizard.model.certificate import Certificate
from wizard.model.stage import Stage
from wizard.parse.certificates import read_certificates
from wizard.practice import PracticeRouter
from wizard.practice.pki.authority import PracticeAuthority
from wizard.push.journal import journal_name
from wizard.push.journal_record import WAITING, Kind, Verdict
from wizard.push.outcome import End, Outcome
from wizard.session.wire import Wire

BY_TERMINAL = ("guide-reuse", "ezvpn-spoke1")
AUTHORITY = PracticeAuthority()
OTHER = PracticeAuthority("Another CA")
OTHERS = [
    ("lojas-eigrp", "lis-vpn1"),
    ("filialen-mixed", "NW-KI-RTR01"),
    ("guide", "flexserver"),
    ("branches-present-hub", "hq-vpn2"),
]
DIALOGUES = ("authenticate", "enroll", "import")


def read(pem: str) -> tuple[Certificate, ...]:
    """As a person gives it."""
    return read_certificates(pem.encode(), BY_TERMINAL[1], "given.pem")


CA, OTHER_CA = read(AUTHORITY.pem), read(OTHER.pem)


def pushed(path: Path, practice: PracticeRouter | None = None) -> Pushed:
    """The device, at a router as it was read that follows a time server."""
    case, device = BY_TERMINAL
    found = practice or before(case, device).fork(beliefs={"mark-of-the-clock": "none"})
    return Pushed(enrols=True, case=case, device=device, practice=found, path=path)


def request_of(push: Pushed) -> str:
    """What was written into the site for the CA."""
    return next(push.path.glob("pushed/*/*/request.csr")).read_text("ascii")


def issued(push: Pushed, authority: PracticeAuthority = AUTHORITY) -> tuple[Certificate, ...]:
    """What a CA makes of it."""
    return read(authority.issue(request_of(push)))


def announced(push: Pushed) -> list[int]:
    """How often the journal announces each dialogue."""
    lines = [record.line for record in push.records if record.kind is Kind.INTENT]
    return [lines.count(what) for what in DIALOGUES]


@dataclass(frozen=True)
class Kept:
    """A router and its site as a push left them; each test goes on from a copy."""

    push: Pushed
    outcome: Outcome

    def at(self, path: Path) -> Pushed:
        """The copy."""
        shutil.copytree(self.push.path, path, dirs_exist_ok=True)
        return pushed(path, self.push.practice.fork())


@cache
def waiting_for_ca(path: Path) -> Kept:
    """The pki stage is there, and nobody brought anything."""
    push = pushed(path / "waits-for-ca")
    push.path.mkdir()
    return Kept(push, push.push(Stage.PKI))


@cache
def waiting_for_certificate(path: Path) -> Kept:
    """The CA's certificate was brought, and the request is out."""
    push = waiting_for_ca(path).at(path / "waits-for-certificate")
    push.brought = CA
    return Kept(push, push.push(Stage.PKI))


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the routers that wait lie."""
    return tmp_path_factory.mktemp("kept")


def test_a_certificate_comes_days_later(tmp_path: Path) -> None:
    """The CA's is waited for, then that of the request; then the same push goes on to its end."""
    push = pushed(tmp_path)
    first = push.push()
    assert (first.end, first.verdict) == (End.WAITS, Verdict.PARTIAL), first.says
    assert "waits for its CA's certificate" in first.says[0]

    push.brought = CA
    second = push.push()
    assert second.end is End.WAITS, second.says
    assert request_of(push).strip() in second.says
    assert push.records[-1].answer == WAITING

    push.brought = issued(push)
    push.time.wait(3 * 24 * 3600)
    last = push.push()
    assert (last.end, last.verdict) == (End.DONE, Verdict.NEW_SAVED), last.says
    assert push.practice.running.count("\n certificate ") == 2
    assert push.practice.startup
    assert push.practice.startup.count("\n certificate ") == 2
    assert announced(push) == [1, 1, 1]
    assert len(push.practice.state.keys) == 1


@pytest.mark.parametrize(("case", "device"), OTHERS)
def test_other_routers_get_their_certificates_too(case: str, device: str, tmp_path: Path) -> None:
    """A hub, a hub that holds a CA alone, and one that makes its key when it enrols."""
    practice = before(case, device).fork(beliefs={"mark-of-the-clock": "none"})
    push = Pushed(enrols=True, case=case, device=device, practice=practice, path=tmp_path, brought=CA)
    outcome = push.push(Stage.STAGE)
    if outcome.end is End.WAITS:
        push.brought = issued(push)
        outcome = push.push(Stage.STAGE)

    assert (outcome.end, outcome.verdict) == (End.DONE, Verdict.STAGED), outcome.says


def test_going_on_while_it_waits_changes_nothing(kept: Path, tmp_path: Path) -> None:
    """The request that is out is shown again, byte for byte; neither key nor request is made anew."""
    waiting = waiting_for_certificate(kept)
    push = waiting.at(tmp_path)
    request, state = request_of(push), push.practice.running
    again = push.push(Stage.PKI)

    assert (again.end, again.says[1:]) == (End.WAITS, waiting.outcome.says[1:])
    assert (request_of(push), push.practice.running) == (request, state)
    assert announced(push) == [1, 1, 0]
    assert next(push.path.glob("pushed/*/*/request.csr")).stat().st_mode & 0o777 == 0o600


def test_neither_journal_nor_messages_hold_a_certificate(kept: Path, tmp_path: Path) -> None:
    """The journal names what is done and the trustpoint; the request lies in its file."""
    push = waiting_for_certificate(kept).at(tmp_path)
    push.brought = issued(push)
    assert push.push(Stage.PKI).end is End.DONE
    journal = (push.path / journal_name(push.device)).read_bytes()

    assert b'"answer":"FLEX"' in journal
    for der in (*(each.der for each in (*CA, *push.brought)), request_of(push).encode()):
        assert base64.b64encode(der)[:40] not in journal
        assert der[:40] not in journal
    assert not [text for text in push.told if "BEGIN" in text]


def test_a_certificate_for_another_key_is_not_imported(kept: Path, tmp_path: Path) -> None:
    """It says so, and goes on waiting; the router was not asked."""
    push = waiting_for_certificate(kept).at(tmp_path)
    other = waiting_for_ca(kept).at(tmp_path / "other")
    made_again(other.practice)
    other.brought = CA
    other.push(Stage.PKI)
    push.brought = issued(other)
    outcome = push.push(Stage.PKI)

    assert outcome.end is End.WAITS
    assert "is for another key than that of the request" in outcome.says[-1]
    assert announced(push)[2] == 0


def test_a_certificate_of_another_ca_is_not_imported(kept: Path, tmp_path: Path) -> None:
    """Its signature is looked at, whatever name stands in it."""
    for name in ("Another CA", "Practice CA"):
        push = waiting_for_certificate(kept).at(tmp_path / name)
        push.brought = issued(push, PracticeAuthority(name))
        outcome = push.push(Stage.PKI)

        assert outcome.end is End.WAITS
        assert any("is not signed by the CA that the router has" in says for says in outcome.says)
        assert announced(push)[2] == 0


def test_a_certificate_that_does_not_hold_today_is_not_imported(kept: Path, tmp_path: Path) -> None:
    """By our own time, to the second."""
    push = waiting_for_certificate(kept).at(tmp_path)
    authority = AUTHORITY.at(datetime(2026, 6, 1, tzinfo=UTC))
    push.brought = issued(push, authority)
    outcome = push.push(Stage.PKI)

    assert outcome.end is End.WAITS
    assert any("does not hold today" in says for says in outcome.says)


def test_a_request_whose_key_is_gone_stops(kept: Path, tmp_path: Path) -> None:
    """A certificate for it would be worth nothing."""
    push = waiting_for_certificate(kept).at(tmp_path)
    made_again(push.practice)
    push.brought = issued(push)
    outcome = push.push(Stage.PKI)

    assert outcome.end is End.STOPPED
    assert "the request is for another key than FLEX of the router" in outcome.says[0]
    assert announced(push)[2] == 0


def made_again(practice: PracticeRouter) -> None:
    """Somebody makes the key pair anew."""
    terminal = logged_in(practice)
    told(terminal, "configure terminal")
    assert "They will be replaced" in told(terminal, "crypto key generate rsa modulus 2048 label FLEX")
    terminal.close()


def test_a_label_that_somebody_uses_is_not_taken(tmp_path: Path) -> None:
    """Before anything of the stage is sent."""
    push = pushed(tmp_path)
    type_in(push.practice, "crypto key generate rsa modulus 2048 label FLEX\n")
    outcome = push.push(Stage.PKI)

    assert (outcome.end, len(push.practice.state.keys)) == (End.STOPPED, 1)
    assert "a key pair is named FLEX already" in outcome.says[0]
    assert "crypto pki trustpoint FLEX" not in push.practice.running


def test_two_authorities_are_one_too_many(kept: Path, tmp_path: Path) -> None:
    """Where the trustpoint names no fingerprint, nobody guesses."""
    push = waiting_for_ca(kept).at(tmp_path)
    push.brought = (*CA, *read(OTHER.pem))
    outcome = push.push(Stage.PKI)

    assert outcome.end is End.WAITS
    assert "which CA is that of FLEX?" in outcome.says[0]
    assert announced(push) == [0, 0, 0]


def test_the_ca_of_a_trustpoint_is_not_another_than_the_one_that_was_brought(kept: Path, tmp_path: Path) -> None:
    """Somebody else authenticated it meanwhile."""
    push = waiting_for_certificate(kept).at(tmp_path)
    push.brought = read(OTHER.pem)
    outcome = push.push(Stage.PKI)

    assert outcome.end is End.STOPPED
    assert "has the certificate of another CA" in outcome.says[0]


class Dropping:
    """A wire that ends at one of the lines that are typed in configuration mode, or at the one that saves."""

    def __init__(self, wire: Wire, fault: "Drop") -> None:
        self._wire, self._fault = wire, fault

    def send(self, data: bytes) -> None:
        """Sends it, unless the line ends before."""
        line = data.rstrip(b"\r")
        self._fault.is_configuring |= line == b"configure terminal"
        if data.endswith(b"\r") and (self._fault.is_configuring or line == b"write memory"):
            self._fault.place -= 1
            self._fault.lines.append(line.decode())
        self._fault.is_configuring &= line != b"end"
        if self._fault.place == 0 and not self._fault.arrives:
            self._end()
        self._wire.send(data)
        if self._fault.place == 0:
            self._end()

    def receive(self, seconds: float) -> bytes:
        """What came."""
        return self._wire.receive(seconds)

    def close(self) -> None:
        """Ends the line."""
        self._wire.close()

    def _end(self) -> None:
        self._fault.place = -1
        self._fault.is_configuring = False
        self._wire.close()
        raise EOFError


@dataclass
class Drop:
    """The place of the line at which it ends, once, and whether that line still arrives."""

    place: int
    arrives: bool
    is_configuring: bool = False
    lines: list[str] = field(default_factory=list)
    """Those that were counted."""

    def tap(self, wire: Wire) -> Wire:
        """The wire that ends so."""
        return Dropping(wire, self)


WAITS, COMES = "the request comes out", "the certificate comes in"
LINES = {WAITS: 18, COMES: 19}
"""That are typed in each, or more: a certificate row by row."""
DRAWN = 5
"""Of them, in each way."""


def phase_of(phase: str, kept: Path) -> tuple[Kept, tuple[Certificate, ...], End]:
    """A router that waits, what is brought, and how the push then ends."""
    if phase == WAITS:
        return waiting_for_ca(kept), CA, End.WAITS
    waiting = waiting_for_certificate(kept)
    return waiting, issued(waiting.push), End.DONE


@pytest.mark.parametrize("arrives", [False, True], ids=["lost", "arrives"])
@pytest.mark.parametrize("phase", [WAITS, COMES])
def test_the_line_may_drop_at_any_row(phase: str, *, arrives: bool, kept: Path, tmp_path: Path) -> None:
    """The same push logs in again and goes on; nothing is made twice."""
    waiting, brought, end = phase_of(phase, kept)
    for place in sorted(random.Random(f"{phase} {arrives}").sample(range(1, LINES[phase]), DRAWN)):
        push = waiting.at(tmp_path / f"{place}")
        drop = Drop(place=place, arrives=arrives)
        push.brought, push.tap = brought, drop.tap
        outcome = push.push(Stage.PKI)

        assert drop.place < 0, drop.lines
        assert (outcome.end, outcome.verdict) == (end, Verdict.PARTIAL), (place, outcome, drop.lines)
        assert len(push.practice.state.keys) == 1
        assert push.push(Stage.PKI).end is end


@pytest.mark.parametrize("fault", ["refuse", 'ask "Are you sure? [yes/no]:"', "after-echo drop"])
@pytest.mark.parametrize(
    ("phase", "line"), [(WAITS, "authenticate"), (WAITS, "enroll"), (COMES, "import")], ids=DIALOGUES
)
def test_what_is_on_no_list_ends_a_dialogue(phase: str, line: str, fault: str, kept: Path, tmp_path: Path) -> None:
    """Nothing more is typed; and the next push goes on."""
    waiting, brought, end = phase_of(phase, kept)
    push = waiting.at(tmp_path)
    push.brought = brought
    push.practice.suffer(f'at "crypto pki {line}" {fault}')
    outcome = push.push(Stage.PKI)

    assert outcome.end is (end if "drop" in fault else End.STOPPED)
    assert push.push(Stage.PKI).end is end


def test_a_key_that_a_dropped_line_made_is_ours(tmp_path: Path) -> None:
    """The journal announced it before it was sent; it is not made twice, and not taken for somebody's."""
    for fault in ("before-echo drop", "after-echo drop", "after-apply drop"):
        push = pushed(tmp_path / fault)
        push.path.mkdir()
        push.practice.suffer(f'at "crypto key generate" {fault}')
        outcome = push.push(Stage.PKI)

        assert (outcome.end, len(push.practice.state.keys), push.practice.state.keys_made) == (End.WAITS, 1, 1), fault


@pytest.mark.parametrize("has_come", [False, True], ids=["waits", "has come"])
def test_a_stage_with_certificates_is_taken_back(*, has_come: bool, kept: Path, tmp_path: Path) -> None:
    """The trustpoint goes with its certificates; its key pair stays, as the steps say."""
    push = waiting_for_certificate(kept).at(tmp_path)
    if has_come:
        push.brought = issued(push)
        push.push(Stage.STAGE)
    outcome = push.push(is_revert=True)

    assert (outcome.end, outcome.verdict) == (End.DONE, Verdict.PARTIAL), outcome.says
    assert outcome.says[0].startswith("the login stage has no way back")
    assert "crypto pki" not in push.practice.running
    assert [pair.label for pair in push.practice.state.keys] == ["FLEX"]
