"""A CA in the network is asked once, and certificates that are taken over are proved live first."""

from pathlib import Path

import pytest

from tests.golden_cases import golden_plan
from tests.practice_routers import logged_in
from tests.pushing import Pushed
from tests.test_push_enrolment import AUTHORITY, CA, OTHER, OTHER_CA, announced
from tests.test_push_standing import before
from wizard.model.stage import Stage
from wizard.plan.answer import answer
from wizard.practice.pki.authority import PracticeAuthority
from wizard.push.journal_record import Verdict
from wizard.push.journal_says import stage_to_resume
from wizard.push.outcome import End

BY_NETWORK = ("two-authorities", "br-york")
SHA1 = 40
TAKEN_OVER = ("trustpoint-taken-over", "br-leeds")


def by_network(path: Path, authority: PracticeAuthority | None) -> Pushed:
    """A router that asks a CA in its network, and holds the CA of the other side besides."""
    case, device = BY_NETWORK
    plan = golden_plan(case)
    of_own_ca = next(each for each in CA[0].fingerprints if len(each) == SHA1)
    of_peer_ca = next(each for each in OTHER_CA[0].fingerprints if len(each) == SHA1)
    plan = answer(plan, "ca_fingerprint", of_own_ca, device)
    plan = answer(plan, "peer_ca_fingerprint", of_peer_ca, device)
    practice = before(case, device).fork(beliefs={"mark-of-the-clock": "none"})
    practice.authority = authority
    push = Pushed(enrols=True, case=case, device=device, practice=practice, path=path, brought=(*CA, *OTHER_CA))
    push.plan = plan
    return push


def test_a_ca_in_the_network_is_asked_once(tmp_path: Path) -> None:
    """It grants by hand; what waits is asked for again by the router alone, and the other side's CA is pasted."""
    authority = AUTHORITY.at(AUTHORITY.certificate.not_valid_before_utc)
    authority.is_granting = False
    push = by_network(tmp_path, authority)
    first = push.push(Stage.STAGE)
    assert first.end is End.WAITS, first.says
    assert "waits until its CA grants the request" in first.says[0]
    assert push.push(Stage.STAGE).end is End.WAITS

    authority.is_granting = True
    last = push.push(Stage.STAGE)
    assert (last.end, last.verdict) == (End.DONE, Verdict.STAGED), last.says
    assert announced(push) == [2, 1, 0]
    assert push.practice.running.count("\n certificate ca ") == 2
    assert push.practice.running.count("\n certificate ") == 3
    assert stage_to_resume(push.records) is Stage.STAGE


def test_a_ca_that_grants_at_once_lets_the_push_go_on(tmp_path: Path) -> None:
    """The router fetches the certificate while the push waits for it."""
    push = by_network(tmp_path, AUTHORITY)
    outcome = push.push()

    assert (outcome.end, outcome.verdict) == (End.DONE, Verdict.NEW_SAVED), outcome.says


def test_a_ca_that_does_not_answer_stops_the_push(tmp_path: Path) -> None:
    """The next push asks it again."""
    push = by_network(tmp_path, None)
    assert push.push(Stage.STAGE).end is End.STOPPED
    push.practice.authority = AUTHORITY
    assert push.push(Stage.STAGE).end is End.DONE


def test_another_ca_than_the_pinned_one_is_refused(tmp_path: Path) -> None:
    """By the router, from the fingerprint in its trustpoint."""
    push = by_network(tmp_path, OTHER)
    outcome = push.push(Stage.STAGE)

    assert outcome.end is End.STOPPED
    assert "certificate ca" not in push.practice.running


def test_a_challenge_password_is_typed_by_who_knows_it(tmp_path: Path) -> None:
    """It stands in no file of ours; behind the request that a person sent, the push goes on."""
    push = by_network(tmp_path, AUTHORITY)
    push.plan = answer(push.plan, "challenge", "typed")
    outcome = push.push(Stage.STAGE)
    assert outcome.end is End.WAITS
    assert outcome.says[0].startswith("type `crypto pki enroll FLEX` on the router")

    terminal = logged_in(push.practice)
    for line in ("configure terminal", "crypto pki enroll FLEX", "Ask-The-CA-77", "Ask-The-CA-77", "yes", "end"):
        terminal.send(f"{line}\r".encode())
    terminal.close()
    assert push.push(Stage.STAGE).end is End.DONE
    assert announced(push)[1] == 0


@pytest.mark.parametrize("has_key", [True, False], ids=["with its key", "without"])
def test_what_is_taken_over_is_proved_live_first(*, has_key: bool, tmp_path: Path) -> None:
    """No configuration shows whether the key of a certificate is on the router: without it nothing is staged on it."""
    case, device = TAKEN_OVER
    practice = before(case, device).fork(beliefs={"mark-of-the-clock": "none"})
    if not has_key:
        practice.change(keys=())
    outcome = Pushed(enrols=True, case=case, device=device, practice=practice, path=tmp_path).push(Stage.STAGE)

    assert outcome.end is (End.DONE if has_key else End.STOPPED)
    assert ("crypto ikev2 profile" in practice.running) is has_key
    assert has_key or "the key pair of FENNMARK is not on the router" in outcome.says[0]
