"""Two sites of one hub, pushed at once by the same user: neither of them ends, or keeps, the timer of the other."""

from pathlib import Path

from tests.practice_routers import logged_in, told
from tests.push_faults import watched_push
from tests.pushing import Pushed
from tests.test_push_standing import before
from wizard.model.stage import Stage
from wizard.push.journal_record import Verdict
from wizard.push.outcome import End
from wizard.push.preflight import ROWS

CASE, HUB = "branches-keep-server", "hq-vpn1"


def pushed_hub(path: Path) -> Pushed:
    """A hub behind its own cut-over, for which a timer of ten minutes ran."""
    push = Pushed(case=CASE, device=HUB, practice=before(CASE, HUB).fork(), path=path)
    assert push.push().verdict is Verdict.NEW_SAVED
    return push


def another_push_arms(push: Pushed, *lines: str) -> None:
    """From another folder, by the same user, for as long, and from there some lines."""
    terminal = logged_in(push.practice)
    for line in ("configure terminal revert timer 10", *lines, "end"):
        told(terminal, line)
    terminal.close()
    assert push.practice.state.revert is not None


def what_left(push: Pushed, *, last: Stage = Stage.CUTOVER, is_revert: bool = False) -> list[str]:
    """What is typed in a push that changes the router, or its timer."""
    watched = watched_push(push)
    outcome = push.push(last, is_revert=is_revert)
    assert outcome.end in (End.STOPPED, End.DONE, End.REFUSED, End.NEEDS_A_PERSON), outcome
    return [typed.line for typed in watched.typed if typed.changes]


def test_the_timer_of_another_push_is_neither_confirmed_nor_ended(tmp_path: Path) -> None:
    """It was taken for our own, since the user and the minutes are the same: it was proved, confirmed, and saved."""
    push = pushed_hub(tmp_path)
    another_push_arms(push)
    for last, is_revert in ((Stage.CUTOVER, False), (Stage.CUTOVER, True)):
        assert what_left(push, last=last, is_revert=is_revert) == []
        assert push.practice.state.revert is not None


def test_its_lines_are_neither_taken_back_nor_saved(tmp_path: Path) -> None:
    """They belong to the trial of the other site, which its own push decides."""
    push = pushed_hub(tmp_path)
    another_push_arms(push, "ip route 10.77.0.0 255.255.0.0 Null0")
    assert what_left(push) == []
    assert "ip route 10.77.0.0" in push.practice.running
    assert "ip route 10.77.0.0" not in (push.practice.startup or "")


def test_a_push_that_goes_on_says_whose_timer_is_pending(tmp_path: Path) -> None:
    """Before anything is sent, also where it has begun on another day as the same user."""
    push = Pushed(case=CASE, device=HUB, practice=before(CASE, HUB).fork(), path=tmp_path)
    push.push(Stage.STAGE)
    another_push_arms(push)
    push.rows = tuple(row for row in ROWS if row.name == "timer")
    outcome = push.push()

    assert outcome.end is End.REFUSED
    assert "a timer of admin takes the configuration back at" in " ".join(outcome.says)
