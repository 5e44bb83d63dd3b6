"""What is on trial is steered by a person who looks on, and each wish is answered."""

from collections.abc import Callable
from concurrent.futures import Future
from itertools import groupby, pairwise
from pathlib import Path

import pytest

from tests.live_pushes import LiveSite
from tests.practice_routers import logged_in
from wizard.live.live_push import Asked, LivePush, StopBeforeNext
from wizard.live.push_log import Heard
from wizard.live.push_seen import Asks, Doing, PushSeen, age
from wizard.live.steering import why_not
from wizard.plan.answer import answer
from wizard.practice import PracticeRouter
from wizard.practice.terminal import Terminal
from wizard.push.journal import journal_name, read
from wizard.push.journal_record import Record, Verdict
from wizard.push.outcome import End
from wizard.push.router_push import Order
from wizard.push.wishes import (
    AcceptResidue,
    AcceptRow,
    Answered,
    AskAgain,
    Confirm,
    Extend,
    OtherTarget,
    RevertNow,
    Wish,
)

CASE, HUB, DEVICE = "two-groups", "HUB9", "SP9"
SILENT = "10.7.0.77"
"""Behind the hub, where nothing answers."""


class Steered:
    """A push whose test does something once the first frame of a kind is seen."""

    def __init__(self, path: Path, *, holds: bool = False, targets: str = "") -> None:
        self.live = LiveSite(CASE, path)
        if targets:
            self.live.site.plan = answer(self.live.site.plan, "proof_targets", targets, DEVICE)
        self.frames: list[PushSeen] = []
        self.answers: list[Future[Answered]] = []
        self._steps: list[tuple[Callable[[PushSeen], bool], Callable[[], object]]] = []
        self.push: LivePush = self.live.push(holds=holds, changed=self._changed)

    def once(self, seen: Callable[[PushSeen], bool], do: Callable[[], object]) -> None:
        """Does it the first time that this is seen, behind what was to be done before."""
        self._steps.append((seen, do))

    def wants(self, wish: Wish) -> None:
        """Steers, and keeps the answer."""
        self.answers.append(self.push.steer(wish))

    def answered(self) -> list[tuple[bool, str]]:
        """What became of the wishes; all of them are answered."""
        told = [each.result(timeout=0) for each in self.answers]
        return [(each.is_done, each.says) for each in told]

    def _changed(self) -> None:
        self.frames.append(self.push.seen)
        if self._steps and self._steps[0][0](self.push.seen):
            _, do = self._steps.pop(0)
            do()

    @property
    def practice(self) -> PracticeRouter:
        """The router of the push."""
        return self.live.site.routers[DEVICE]

    def typed(self) -> list[str]:
        """What was typed at the router."""
        return [row.text for row in self.push.log.rows() if row.what is Heard.SENT and row.device == DEVICE]

    def records(self) -> tuple[Record, ...]:
        """The journal of the router."""
        return read((self.live.path / journal_name(DEVICE)).read_bytes(), "journal")[0]

    def outcome(self) -> tuple[End, Verdict]:
        """How it ended at the spoke."""
        self.push.run()
        outcome = self.push.seen.router(DEVICE).outcome
        assert outcome
        return outcome.end, outcome.verdict


def is_proving(seen: PushSeen) -> bool:
    """Whether a round of the proof was seen."""
    router = seen.router(DEVICE)
    return router.proof is not None and not router.proof.is_old and router.doing in (Doing.PROVING, Doing.HOLDING)


def is_held(seen: PushSeen) -> bool:
    """Whether a person is waited for who confirms."""
    return seen.waits_for is not None and seen.waits_for.what is Asks.CONFIRMATION


def carries(site: LiveSite) -> bool:
    """Whether EzVPN carries a ping."""
    terminal = logged_in(site.site.routers[DEVICE])
    terminal.send(b"ping 10.1.0.1 source Vlan1\r")
    answer = terminal.receive(1)
    terminal.close()
    return b"100 percent" in answer


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


def test_more_time_moves_the_deadline_on_the_router_and_on_the_screen(tmp_path: Path) -> None:
    """The timer begins anew; by whose clock it fires is read from the router again, and the journal knows it."""
    steered = Steered(tmp_path, holds=True)
    before: list[PushSeen] = []
    after: list[object] = []

    def extend() -> None:
        before.append(steered.push.seen)
        steered.wants(Extend(minutes=7))

    steered.once(is_held, extend)

    def confirm() -> None:
        after.extend((steered.push.seen, steered.practice.state.revert))
        steered.wants(Confirm())

    steered.once(lambda seen: bool(steered.answers) and steered.answers[0].done() and is_held(seen), confirm)

    assert steered.outcome() == (End.DONE, Verdict.NEW_SAVED)
    assert [is_done for is_done, _ in steered.answered()] == [True, True]
    first, (second, revert) = before[0].router(DEVICE).timer, after
    assert isinstance(second, PushSeen)
    later = second.router(DEVICE).timer
    assert first
    assert later
    assert revert.minutes == 18  # type: ignore[attr-defined]  # 12 minutes of which one is over, and 7
    assert (later.minutes, later.deadline > first.deadline) == (18, True)
    assert "configure revert timer 18" in steered.typed()


def test_a_timer_is_not_made_longer_than_a_router_can(tmp_path: Path) -> None:
    """Nothing is typed, the trial goes on."""
    steered = Steered(tmp_path)
    steered.live.in_minutes(0.5, lambda: steered.wants(Extend(minutes=500)))
    began = steered.live.site.seconds()

    assert steered.outcome() == (End.DONE, Verdict.NEW_SAVED)
    assert steered.answered() == [(False, "a timer runs for at most 120 minutes from now")]
    assert steered.live.site.seconds() - began < 90, "what was proved by then was proved anew"


def test_a_router_that_does_not_know_the_longer_timer_is_looked_at_anew(tmp_path: Path) -> None:
    """Its answer is on no list; the timer that it shows still holds, and the trial goes on in a fresh login."""
    steered = Steered(tmp_path, holds=True)
    steered.practice.suffer('at "configure revert timer" refuse')
    steered.once(is_held, lambda: steered.wants(Extend()))
    steered.live.in_minutes(6, lambda: steered.wants(Confirm()))

    assert steered.outcome() == (End.DONE, Verdict.NEW_SAVED)
    assert [is_done for is_done, _ in steered.answered()] == [False, True]
    assert not [record for record in steered.records() if record.line == "extend" and record.answer == "taken"]


def test_what_is_proved_is_held_until_a_person_confirms(tmp_path: Path) -> None:
    """Ten minutes long nothing is confirmed; then it is, and saved."""
    steered = Steered(tmp_path, holds=True)
    steered.live.in_minutes(10, lambda: steered.wants(Confirm()))

    assert steered.outcome() == (End.DONE, Verdict.NEW_SAVED)
    assert steered.answered() == [(True, "it is confirmed")]
    held = [frame for frame in steered.frames if frame.router(DEVICE).doing is Doing.HOLDING]
    assert (held[-1].at - held[0].at).total_seconds() > 8 * 60


def test_the_timer_fires_where_nobody_confirms(tmp_path: Path) -> None:
    """It is not taken back a moment earlier by us, and nothing is confirmed."""
    steered = Steered(tmp_path, holds=True)

    assert steered.outcome() == (End.ROLLED_BACK, Verdict.STAGED)
    outcome = steered.push.seen.router(DEVICE).outcome
    assert outcome
    assert outcome.says == ("nobody confirmed it before the timer ended",)
    assert not {"configure confirm", "configure revert now"} & set(steered.typed())
    assert carries(steered.live)


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


def test_a_round_is_made_at_once_where_it_is_wanted(tmp_path: Path) -> None:
    """And not five seconds later."""
    steered = Steered(tmp_path)
    steered.once(is_proving, lambda: steered.wants(AskAgain()))
    assert steered.outcome() == (End.DONE, Verdict.NEW_SAVED)

    assert steered.answered() == [(True, "it is asked again")]
    proofs = (frame.router(DEVICE).proof for frame in steered.frames)
    rounds = [proof for _, (proof, *_) in groupby(proofs, key=id) if proof]
    assert [(later.at - first.at).total_seconds() for first, later in pairwise(rounds)][:2] == [0, 5]


def test_a_line_that_differs_in_the_trial_is_decided_over_by_a_person(tmp_path: Path) -> None:
    """It reverts nothing while somebody attends; accepted with a reason, it stays and is saved."""
    steered = Steered(tmp_path, holds=True)
    route = "ip route 10.99.0.0 255.255.0.0 Null0"

    def somebody_types() -> None:
        terminal = logged_in(steered.practice)
        for line in ("configure terminal", route, "end"):
            terminal.send(f"{line}\r".encode())
        terminal.close()

    def is_decided_over(seen: PushSeen) -> bool:
        return seen.router(DEVICE).doing is Doing.RESIDUE

    def accept() -> None:
        steered.wants(AcceptResidue(rows=steered.push.seen.router(DEVICE).residue, reason="a colleague's, agreed"))

    sent = "no shutdown"
    steered.once(lambda seen: bool(seen.last_sent and seen.last_sent.text == sent and seen.on_trial), somebody_types)
    steered.once(is_decided_over, accept)
    steered.once(is_held, lambda: steered.wants(Confirm()))

    assert steered.outcome() == (End.DONE, Verdict.NEW_SAVED), steered.push.seen
    assert [is_done for is_done, _ in steered.answered()] == [True, True]
    assert route in (steered.practice.startup or "")


def test_it_stops_before_the_next_router(tmp_path: Path) -> None:
    """What is begun is brought to its end."""
    steered = Steered(tmp_path)
    steered.once(lambda seen: seen.device == HUB, lambda: steered.answers.append(steered.push.steer(StopBeforeNext())))
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


def out_of_reach(steered: Steered) -> None:
    """The hub is not reached any more, and its sessions are over."""
    hub = steered.live.site.routers[HUB]
    let_in = hub.log_in

    def nobody(user: str, *, source: str = "") -> Terminal:
        raise EOFError

    hub.log_in = nobody  # type: ignore[method-assign]  # until the test is over
    steered.live.in_minutes(6, lambda: setattr(hub, "log_in", let_in))
    for terminal in hub.terminals:
        terminal.close()


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


def test_what_is_held_outlives_a_hub_that_is_lost_for_a_while(tmp_path: Path) -> None:
    """It is proved anew, and then a person confirms it."""
    steered = Steered(tmp_path, holds=True)
    steered.once(is_held, lambda: out_of_reach(steered))
    steered.live.in_minutes(10, lambda: steered.wants(Confirm()))

    assert steered.outcome() == (End.DONE, Verdict.NEW_SAVED)


def test_somebody_else_who_confirms_is_noticed_while_it_is_held(tmp_path: Path) -> None:
    """The timer is looked at again and again: what is confirmed is proved once more, and saved."""
    steered = Steered(tmp_path, holds=True)

    def somebody_confirms() -> None:
        terminal = logged_in(steered.practice)
        terminal.send(b"configure confirm\r")
        terminal.close()

    steered.live.in_minutes(4, somebody_confirms)
    assert steered.outcome() == (End.DONE, Verdict.NEW_SAVED)
    assert "configure confirm" not in steered.typed()


def test_the_routers_clock_is_read_again_while_it_is_held(tmp_path: Path) -> None:
    """What is shown of the timer is never older than a minute."""
    steered = Steered(tmp_path, holds=True)
    steered.live.in_minutes(8, lambda: steered.wants(Confirm()))
    assert steered.outcome() == (End.DONE, Verdict.NEW_SAVED)

    held = [frame for frame in steered.frames if is_held(frame)]
    ages = [age(timer.at, frame.at) for frame in held if (timer := frame.router(DEVICE).timer)]
    assert len(held) > 50
    assert max(each.total_seconds() for each in ages if each is not None) < 60 + 10


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
