"""What is proved is held until a person decides: over confirming it, over lines that differ, over more time."""

from concurrent.futures import Future
from datetime import timedelta
from pathlib import Path

from tests.live_pushes import LiveSite
from tests.practice_routers import logged_in
from tests.steered_pushes import CASE, DEVICE, Steered, carries, is_held, out_of_reach
from wizard.live.live_push import Asked
from wizard.live.push_seen import Doing, PushSeen, StageState, age
from wizard.model.stage import Stage
from wizard.push.journal_record import Verdict
from wizard.push.outcome import End
from wizard.push.site_order import orders
from wizard.push.site_push import Allowed
from wizard.push.wishes import (
    AcceptResidue,
    Answered,
    Confirm,
    Extend,
)


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


def test_no_more_time_is_given_than_the_window_has(tmp_path: Path) -> None:
    """Behind --until nothing may still be on trial, however long somebody wants to think."""
    live = LiveSite(CASE, tmp_path)
    until = live.site.now() + timedelta(minutes=25)
    answers: list[Future[Answered]] = []
    asked = Asked(orders=orders(live.site.plan), holds=True, allowed=Allowed(until=until))
    push = live.push_of(asked)
    live.in_minutes(3, lambda: answers.append(push.steer(Extend(minutes=20))))
    live.in_minutes(4, lambda: answers.append(push.steer(Extend(minutes=5))))
    live.in_minutes(5, lambda: answers.append(push.steer(Confirm())))
    push.run()

    told = [each.result(timeout=0) for each in answers]
    assert [each.is_done for each in told] == [False, True, True], told
    assert told[0].says.startswith("it cannot be over by ")


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
    states = {stage.stage: stage.state for stage in steered.push.seen.router(DEVICE).stages}
    assert (states[Stage.STAGE], states[Stage.CUTOVER]) == (StageState.SAVED, StageState.WAITING)
    assert not {"configure confirm", "configure revert now"} & set(steered.typed())
    assert carries(steered.live)


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
