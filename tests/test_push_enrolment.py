"""A push brings a router its certificates: what is missing is waited for, days if need be; nothing is done twice."""

import base64
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from tests.practice_routers import logged_in, told
from tests.push_sweep import FAULTS
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

BY_TERMINAL = ("guide-reuse", "ezvpn-spoke1")
AUTHORITY = PracticeAuthority()
OTHER = PracticeAuthority("Another CA")
DIALOGUES = ("authenticate", "enroll", "import")


def read(pem: str) -> tuple[Certificate, ...]:
    """As a person gives it."""
    return read_certificates(pem.encode(), BY_TERMINAL[1], "given.pem")


CA = read(AUTHORITY.pem)


def pushed(path: Path, practice: PracticeRouter | None = None) -> Pushed:
    """The device, at a router as it was read that follows a time server."""
    case, device = BY_TERMINAL
    found = practice or before(case, device).fork(beliefs={"mark-of-the-clock": "none"})
    return Pushed(case=case, device=device, practice=found, path=path)


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


PHASES = {"authenticate and enroll": 70, "import": 40}
"""With the most lines that each takes."""


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("phase", PHASES)
def test_a_dialogue_may_break_off_at_any_line(phase: str, fault: str, kept: Path, tmp_path: Path) -> None:
    """What is said then is not better than the truth; going on ends where nothing broke, and makes nothing twice."""
    waiting = waiting_for_ca(kept) if phase != "import" else waiting_for_certificate(kept)
    brought = CA if phase != "import" else issued(waiting.push)
    end = End.WAITS if phase != "import" else End.DONE
    began = waiting.push.practice.state.lines_typed
    broken: list[str] = []
    for line in range(1, PHASES[phase]):
        push = waiting.at(tmp_path / f"{line}")
        push.brought = brought
        push.practice.suffer(f"at line {began + line} {fault}")
        first = push.push(Stage.PKI)
        request = next((file.read_text() for file in push.path.glob("pushed/*/*/request.csr")), "")
        outcome = first if first.end is end else push.push(Stage.PKI)
        if outcome.end is not end and outcome.end is End.STOPPED:
            outcome = push.push(Stage.PKI)
        if (outcome.end, outcome.verdict) != (end, Verdict.PARTIAL):
            broken.append(f"line {line}: {outcome}")
        if len(push.practice.state.keys) != 1 or (request and request_of(push) != request):
            broken.append(f"line {line}: made twice")
        shutil.rmtree(push.path)
    assert not broken
