"""A front end that dies leaves the router safe, and the next one knows from the journal what is on trial."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from tests.live_pushes import LiveSite
from tests.steered_pushes import DEVICE, Steered, carries, is_proving
from wizard.live.live_push import Asked, LivePush
from wizard.live.on_trial import on_trial
from wizard.live.push_seen import Doing, PushSeen, StageState, age
from wizard.model.stage import Stage
from wizard.push.journal_record import Verdict
from wizard.push.outcome import End
from wizard.push.wishes import Confirm, Extend
from wizard.site.folder import Folder


class _Killed(BaseException):
    """The program is gone."""


def fails() -> None:
    """As a front end with a bug does."""
    raise ZeroDivisionError


def test_a_front_end_that_fails_ends_no_push(tmp_path: Path) -> None:
    """It is not called again; what is seen and the log go on, and say with what it failed."""
    steered = Steered(tmp_path)
    steered.once(is_proving, fails)

    assert steered.outcome() == (End.DONE, Verdict.NEW_SAVED)
    assert [row.text for row in steered.push.log.rows() if "ZeroDivisionError" in row.text] == [
        "what draws this push failed: ZeroDivisionError"
    ]
    assert is_proving(steered.frames[-1])


def test_what_a_dead_front_end_was_to_confirm_goes_back_by_itself(tmp_path: Path) -> None:
    """Nobody can confirm any more: the timer takes it back, and EzVPN carries."""
    steered = Steered(tmp_path, holds=True)
    steered.once(is_proving, fails)

    assert steered.outcome() == (End.ROLLED_BACK, Verdict.STAGED)
    assert carries(steered.live)


@pytest.fixture
def killed(tmp_path: Path) -> tuple[LiveSite, Path]:
    """A site whose push was killed while its spoke was proved, and its folder as it was then."""
    steered, left = Steered(tmp_path / "site"), tmp_path / "left"

    def kill() -> None:
        shutil.copytree(tmp_path / "site", left)
        raise _Killed

    steered.once(is_proving, kill)
    steered.push.run()
    assert left.is_dir()
    return steered.live, left


def taken_up(
    live: LiveSite, left: Path, *, is_revert: bool = False, holds: bool = False
) -> tuple[LivePush, list[PushSeen]]:
    """A push of what the journals offer first, on the folder that was left."""
    (found,) = on_trial(Folder(left), live.site.plan)
    live.path = left
    frames: list[PushSeen] = []
    push: LivePush = live.push_of(
        Asked(orders=(found.revert if is_revert else found.resume,), holds=holds),
        changed=lambda: frames.append(push.seen),
    )
    return push, frames


def test_what_is_on_trial_is_known_before_anybody_looks(killed: tuple[LiveSite, Path]) -> None:
    """With the deadline, the user who may confirm, and how far each stage is; the verdict is the journal's."""
    live, left = killed
    (found,) = on_trial(Folder(left), live.site.plan)
    push, _ = taken_up(live, left)
    router = push.seen.router(DEVICE)

    assert (found.device, found.stage) == (DEVICE, Stage.CUTOVER)
    assert router.timer
    assert router.timer.deadline == found.deadline
    assert abs(found.deadline - live.site.routers[DEVICE].state.revert.deadline) < timedelta(seconds=5)  # type: ignore[union-attr]
    assert (router.timer.user, router.timer.is_shown, router.doing) == ("admin", False, Doing.NOTHING)
    assert (router.verdict, router.is_by_journal) == (Verdict.UNKNOWN, True)
    assert age(router.verdict_at, live.site.now()) is not None
    states = {each.stage: each.state for each in router.stages}
    assert states[Stage.STAGE] is StageState.SAVED


def test_a_killed_push_is_taken_up_to_the_end(killed: tuple[LiveSite, Path]) -> None:
    """It looks, proves and confirms; no line of the cut-over is sent again."""
    push, frames = taken_up(*killed)
    ((_, outcome),) = push.run()

    assert (outcome.end, outcome.verdict) == (End.DONE, Verdict.NEW_SAVED)
    assert Doing.SENDING not in {frame.router(DEVICE).doing for frame in frames}


def test_routers_on_trial_are_called_until_they_are_reached(killed: tuple[LiveSite, Path]) -> None:
    """There is no way to them for two minutes of the timer: then the trial is taken up."""
    live, left = killed
    live.reached_from = live.site.seconds() + 120
    push, _ = taken_up(live, left)
    ((_, outcome),) = push.run()

    assert (outcome.end, outcome.verdict) == (End.DONE, Verdict.NEW_SAVED)
    assert any("It is called again until" in row.text for row in push.log.rows())


def test_they_are_called_until_they_have_gone_back(killed: tuple[LiveSite, Path]) -> None:
    """Behind the deadline they are reached: what they run then is said, and not what the journal knew."""
    live, left = killed
    (found,) = on_trial(Folder(left), live.site.plan)
    live.reached_from = live.site.seconds() + (found.deadline - live.site.now()).total_seconds() + 60
    push, _ = taken_up(live, left)
    ((_, outcome),) = push.run()

    assert (outcome.end, outcome.verdict) == (End.ROLLED_BACK, Verdict.STAGED)


@pytest.mark.parametrize("is_rejected", [True, False])
def test_they_are_called_no_longer_than_that(killed: tuple[LiveSite, Path], *, is_rejected: bool) -> None:
    """Whoever is rejected is not tried again at all, and nobody calls for ever; the deadline is said."""
    live, left = killed
    live.reached_from, live.is_rejected = live.site.seconds() + 100_000, is_rejected
    (found,) = on_trial(Folder(left), live.site.plan)
    push, _ = taken_up(live, left)
    began = live.site.now()
    ((_, outcome),) = push.run()

    assert (outcome.end, outcome.deadline) == (End.REFUSED, found.deadline)
    assert (live.site.now() == began) is is_rejected
    assert (live.site.now() > found.deadline) is not is_rejected


@pytest.mark.parametrize("row", [0, 2])
def test_a_cut_over_that_was_sent_in_part_goes_back_without_a_question(row: int, tmp_path: Path) -> None:
    """Lines that were never sent are nothing that a person could accept: EzVPN carries again at once."""
    steered, left = Steered(tmp_path / "site", holds=True), tmp_path / "left"

    def is_there(seen: PushSeen) -> bool:
        states = {each.stage: each for each in seen.router(DEVICE).stages}
        cut = states[Stage.CUTOVER]
        return cut.state is StageState.UNDER_WAY and cut.sent == row

    def kill() -> None:
        shutil.copytree(tmp_path / "site", left)
        raise _Killed

    steered.once(is_there, kill)
    steered.push.run()
    assert left.is_dir()
    push, frames = taken_up(steered.live, left, holds=True)
    ((_, outcome),) = push.run()

    assert (outcome.end, outcome.verdict) == (End.STOPPED, Verdict.STAGED)
    assert Doing.RESIDUE not in {frame.router(DEVICE).doing for frame in frames}
    assert carries(steered.live)


def test_a_killed_push_is_taken_back(killed: tuple[LiveSite, Path]) -> None:
    """At once, and EzVPN carries again."""
    push, _ = taken_up(*killed, is_revert=True)
    ((_, outcome),) = push.run()

    assert (outcome.end, outcome.verdict) == (End.DONE, Verdict.STAGED)
    assert carries(killed[0])


def test_a_killed_push_that_is_taken_up_late_says_that_the_router_went_back(killed: tuple[LiveSite, Path]) -> None:
    """The timer fired meanwhile, as it was to."""
    live, left = killed
    live.site.wait(15 * 60)
    push, _ = taken_up(live, left)
    ((_, outcome),) = push.run()

    assert (outcome.end, outcome.verdict) == (End.ROLLED_BACK, Verdict.STAGED)
    assert on_trial(Folder(left), live.site.plan) == ()
    assert carries(live)


def test_what_was_extended_is_taken_up_with_its_later_deadline(tmp_path: Path) -> None:
    """Whoever takes it up takes the longer timer for ours, and confirms it."""
    steered, left = Steered(tmp_path / "site", holds=True), tmp_path / "left"

    def kill() -> None:
        shutil.copytree(tmp_path / "site", left)
        raise _Killed

    steered.once(is_proving, lambda: steered.wants(Extend(minutes=20)))
    steered.once(lambda seen: bool(steered.answers) and steered.answers[0].done(), kill)
    steered.push.run()
    push, _ = taken_up(steered.live, left, holds=True)
    timer = push.seen.router(DEVICE).timer
    assert timer
    assert timer.left(steered.live.site.now()) > timedelta(minutes=25)
    steered.live.in_minutes(15, lambda: push.steer(Confirm()))
    ((_, outcome),) = push.run()

    assert (outcome.end, outcome.verdict) == (End.DONE, Verdict.NEW_SAVED)
