"""A push is seen step by step while it runs in a thread of its own."""

from itertools import groupby
from pathlib import Path

from tests.live_pushes import LiveSite
from wizard.live.push_seen import Doing, PushSeen, StageState
from wizard.model.stage import Stage
from wizard.push.journal_record import Verdict
from wizard.push.outcome import End

CASE, HUB, DEVICE = "two-groups", "HUB9", "SP9"


def test_a_push_is_seen_from_the_first_look_to_saved(tmp_path: Path) -> None:
    """The stages, the timer with both clocks, the proof with its rows and the verdict, each with its moment."""
    frames: list[PushSeen] = []
    site = LiveSite(CASE, tmp_path)
    push = site.push(changed=lambda: frames.append(push.seen))
    device, outcome = push.run()[-1]

    assert (device, outcome.end, outcome.verdict) == (DEVICE, End.DONE, Verdict.NEW_SAVED), outcome.says
    routers = [frame.router(DEVICE) for frame in frames]
    doings = [doing for doing, _ in groupby(router.doing for router in routers)]
    trial = doings[doings.index(Doing.ARMING) :]
    assert trial == [Doing.ARMING, Doing.SENDING, Doing.PROVING, Doing.CONFIRMING, Doing.SAVING, Doing.OVER], doings
    timers = [router.timer for router in routers if router.timer and router.timer.is_shown]
    assert timers
    assert all(timer.clock and timer.fires and timer.user and timer.arithmetic for timer in timers)
    last = push.seen.router(DEVICE)
    assert {each.state for each in last.stages if each.is_asked} == {StageState.SAVED}, last.stages
    assert last.verdict is Verdict.NEW_SAVED
    assert last.timer is None
    assert last.proof
    assert last.proof.is_green
    cut_over = next(each for each in last.stages if each.stage is Stage.CUTOVER)
    assert cut_over.sent == cut_over.rows
    assert len(push.log) > 100
