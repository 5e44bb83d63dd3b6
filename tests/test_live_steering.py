"""What is on trial is steered by a person who looks on, and each wish is answered."""

from concurrent.futures import Future
from itertools import groupby, pairwise
from pathlib import Path

import pytest

from tests.steered_pushes import DEVICE, HUB, SILENT, Steered, carries, is_held, is_proving, out_of_reach
from wizard.live.live_push import Asked, LivePush, StopBeforeNext
from wizard.live.push_seen import Doing, PushSeen
from wizard.live.steering import why_not
from wizard.push.journal_record import Verdict
from wizard.push.order import Order
from wizard.push.outcome import End
from wizard.push.wishes import (
    AcceptRow,
    Answered,
    AskAgain,
    Confirm,
    Extend,
    OtherTarget,
    RevertNow,
    ShowRoute,
    Wish,
)


def test_a_revert_in_the_trial_ends_old_with_ezvpn_carrying(tmp_path: Path) -> None:
    """The timer is not waited for, and the wish is answered once the router has gone back."""
    steered = Steered(tmp_path)
    steered.once(is_proving, lambda: steered.wants(RevertNow()))

    assert steered.outcome() == (End.STOPPED, Verdict.STAGED)
    assert steered.answered() == [(True, "the router went back")]
    assert "configure revert now" in steered.typed()
    assert "configure confirm" not in steered.typed()
    assert steered.practice.state.revert is None
    assert carries(steered.live)
    old = steered.push.seen.router(DEVICE).proof
    assert old
    assert old.is_old
    assert old.is_green


def test_a_timer_is_not_made_longer_than_a_router_can(tmp_path: Path) -> None:
    """Nothing is typed, the trial goes on."""
    steered = Steered(tmp_path)
    steered.live.in_minutes(0.5, lambda: steered.wants(Extend(minutes=500)))
    began = steered.live.site.seconds()

    assert steered.outcome() == (End.DONE, Verdict.NEW_SAVED)
    assert steered.answered() == [(False, "a timer runs for at most 120 minutes from now")]
    assert steered.live.site.seconds() - began < 90, "what was proved by then was proved anew"


def test_a_row_that_does_not_hold_is_accepted_with_a_reason_that_stays(tmp_path: Path) -> None:
    """Without a reason it is not; what the proof is for can never be."""
    steered = Steered(tmp_path, holds=True, targets=f"10.1.0.1, {SILENT}")
    reason = "their DNS server moves next week"

    def accept() -> None:
        proof = steered.push.seen.router(DEVICE).proof
        assert proof
        for row in proof.missing:
            if row.command.startswith(f"ping {SILENT}"):
                steered.wants(AcceptRow(row=row.key, reason=" "))
                steered.wants(AcceptRow(row=row.key, reason=reason))
            elif row.name == "stable":
                steered.wants(AcceptRow(row=row.key, reason=reason))

    steered.once(is_proving, accept)
    steered.once(is_held, lambda: steered.wants(Confirm()))

    assert steered.outcome() == (End.DONE, Verdict.NEW_SAVED)
    done = [says for is_done, says in steered.answered() if is_done]
    refused = [says for is_done, says in steered.answered() if not is_done]
    assert len(done) == 3, steered.answered()
    assert "a reason is needed: it stands in the report" in refused
    assert "stable is what the proof is for: nobody can accept it" in refused
    proof = steered.push.seen.router(DEVICE).proof
    assert proof
    assert {row.accepted for row in proof.rows if SILENT in row.command and row.command.startswith("ping")} == {reason}
    kept = [path.read_text("utf-8") for path in tmp_path.rglob("consents.json")]
    assert any(reason in text and SILENT in text for text in kept)


def test_another_target_takes_the_place_of_one_that_does_not_answer(tmp_path: Path) -> None:
    """Only one behind the hub, and it is said in the row what was planned."""
    steered = Steered(tmp_path, targets=f"10.1.0.1, {SILENT}")

    def aim() -> None:
        proof = steered.push.seen.router(DEVICE).proof
        assert proof
        row = next(row for row in proof.missing if row.command.startswith(f"ping {SILENT} "))
        for target in ("not-an-address", "203.0.113.5", "10.2.1.9", "10.255.2.1", "10.1.0.1"):
            steered.wants(OtherTarget(row=row.key, target=target))

    steered.once(is_proving, aim)
    assert steered.outcome() == (End.DONE, Verdict.NEW_SAVED)
    answered = steered.answered()
    assert [is_done for is_done, _ in answered[:3]] == [False, False, False]
    assert (True, f"10.1.0.1 is pinged in the place of {SILENT}") in answered
    proof = steered.push.seen.router(DEVICE).proof
    assert proof
    assert any(row.instead_of.startswith(f"ping {SILENT}") and row.is_good for row in proof.rows)


def test_the_route_to_a_target_is_shown_beside_its_ping(tmp_path: Path) -> None:
    """It is asked in the next round, at once, and in each that follows; of what pings nothing there is none."""
    steered = Steered(tmp_path, targets=f"10.1.0.1, {SILENT}")

    def look() -> None:
        proof = steered.push.seen.router(DEVICE).proof
        assert proof
        asked = [row for row in proof.rows if row.command.startswith(f"ping {SILENT} ") or row.name == "stable"]
        for row in asked:
            steered.wants(ShowRoute(row=row.key))

    steered.once(is_proving, look)
    steered.outcome()
    proofs = [frame.router(DEVICE).proof for frame in steered.frames]
    routes = [row.route for proof in proofs if proof for row in proof.rows if row.route]

    assert (False, "only a check that pings has a target") in steered.answered()
    assert (True, f"show ip route {SILENT} is asked beside it from now on") in steered.answered()
    assert {route[0] for route in routes} == {f"show ip route {SILENT}"}
    assert any("10.7.0.0" in line for line in routes[0][1:])
    assert f"show ip route {SILENT}" in steered.typed()


def test_a_round_is_made_at_once_where_it_is_wanted(tmp_path: Path) -> None:
    """And not five seconds later."""
    steered = Steered(tmp_path)
    steered.once(is_proving, lambda: steered.wants(AskAgain()))
    assert steered.outcome() == (End.DONE, Verdict.NEW_SAVED)

    assert steered.answered() == [(True, "it is asked again")]
    proofs = (frame.router(DEVICE).proof for frame in steered.frames)
    rounds = [proof for _, (proof, *_) in groupby(proofs, key=id) if proof]
    assert [(later.at - first.at).total_seconds() for first, later in pairwise(rounds)][:2] == [0, 5]


def test_it_stops_before_the_next_router(tmp_path: Path) -> None:
    """What is begun is brought to its end."""
    steered = Steered(tmp_path)
    steered.once(
        lambda seen: seen.router(HUB).doing is Doing.SENDING,
        lambda: steered.answers.append(steered.push.steer(StopBeforeNext())),
    )
    ends = steered.push.run()

    assert [device for device, _ in ends] == [HUB]
    assert steered.push.seen.stops
    assert steered.answered() == [(True, "it ends behind the router that it is at")]


@pytest.mark.parametrize("wish", [RevertNow(), Extend(), Confirm(), AskAgain()], ids=lambda wish: type(wish).__name__)
def test_what_cannot_be_done_is_answered_with_why(wish: Wish, tmp_path: Path) -> None:
    """Before anything is on trial, and behind the end."""
    steered = Steered(tmp_path)
    steered.once(lambda seen: seen.device == HUB, lambda: steered.wants(wish))
    steered.push.run()
    steered.wants(wish)

    assert steered.answered() == [(False, "nothing is on trial"), (False, "the push is over")]
    assert why_not(steered.push.seen, wish) == "the push is over"


@pytest.mark.parametrize("holds", [True, False])
def test_a_revert_is_heard_while_the_hub_is_not_reached(*, holds: bool, tmp_path: Path) -> None:
    """Whoever wants it back does not wait for a router that is lost."""
    steered = Steered(tmp_path, holds=holds)
    steered.once(is_proving, lambda: out_of_reach(steered))
    began: list[float] = []

    def revert() -> None:
        began.append(steered.live.site.seconds())
        steered.wants(RevertNow())

    is_lost = "it does not answer"
    steered.once(lambda seen: bool(seen.last_got and is_lost in seen.last_got.text), revert)
    steered.push.run()

    assert "configure revert now" in steered.typed()
    reverted = next(record for record in steered.records() if record.line == "revert")
    assert reverted.t_mono - began[0] <= 6
    assert steered.answered() == [(True, "the router went back")]


def test_what_is_wanted_back_at_the_last_moment_is_not_confirmed(tmp_path: Path) -> None:
    """Even where everything holds, and nobody was to confirm."""
    steered = Steered(tmp_path)

    def is_green(seen: PushSeen) -> bool:
        proof = seen.router(DEVICE).proof
        return proof is not None and not proof.is_old and proof.is_green

    steered.once(is_green, lambda: steered.wants(RevertNow()))
    assert steered.outcome() == (End.STOPPED, Verdict.STAGED)
    assert "configure confirm" not in steered.typed()
    assert steered.answered() == [(True, "the router went back")]


def test_a_way_back_on_trial_is_not_undone_by_a_hasty_revert(tmp_path: Path) -> None:
    """Whoever wants the old configuration gets it, and not the new one again."""
    steered = Steered(tmp_path)
    assert steered.outcome() == (End.DONE, Verdict.NEW_SAVED)
    answers: list[Future[Answered]] = []
    frames: list[PushSeen] = []
    push: LivePush

    def changed() -> None:
        frames.append(push.seen)
        is_first = len([frame for frame in frames if frame.on_trial]) == 1
        if push.seen.on_trial and is_first:
            answers.append(push.steer(RevertNow()))

    back = Asked(orders=(Order(device=DEVICE, is_revert=True),), holds=True)
    push = steered.live.push_of(back, changed=changed)
    ((_, outcome),) = push.run()

    assert answers[0].result(timeout=0).says.startswith("it is being taken back")
    assert (outcome.end, outcome.verdict) == (End.DONE, Verdict.STAGED), outcome.says
    assert any(timer.takes_back for frame in frames if (timer := frame.router(DEVICE).timer))
    assert carries(steered.live)
