"""Somebody else works at a router that is being pushed: edits, saves, locks, timers and restarts of other people."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.push_faults import (
    SPOKE,
    Happens,
    Meanwhile,
    is_pending,
    runs,
    somebody_enters,
    somebody_types,
    staged_push,
    starts_with,
    suffers,
    types_of,
    watched_push,
)
from tests.push_wire import Typed
from tests.pushing import NothingProved, Pushed
from tests.test_push_standing import before
from wizard.errors import LoginRejected
from wizard.model.stage import Stage
from wizard.practice import PracticeRouter
from wizard.push.journal_record import Verdict
from wizard.push.journal_says import BRINGS_WHAT_IS_SAVED, MAY_BE_CANCELLED, NO_LINES, outcome_of
from wizard.push.journal_says import verdict_of as journal_verdict
from wizard.push.outcome import End
from wizard.push.what_is_said import NEW_OTHER_STARTUP, NO_COPY
from wizard.session.wire import Wire

WITH_LOGIN = ("branches-keep-server", "br-leeds")
ROUTE = "ip route 10.99.0.0 255.255.0.0 Null0"


def test_an_edit_while_the_tunnel_is_proved_is_shown_and_not_confirmed(tmp_path: Path) -> None:
    """The router goes back to what it ran before, and nobody's line is confirmed unseen."""
    push = staged_push(tmp_path)
    push.proof = Meanwhile(somebody_types(ROUTE), push.practice)
    outcome, typed = types_of(push)

    assert (outcome.end, outcome.verdict) == (End.STOPPED, Verdict.STAGED)
    assert f"+ {ROUTE}" in outcome.says
    assert "configure confirm" not in typed
    assert (runs(push), starts_with(push), is_pending(push)) == ("staged", "staged", False)


@pytest.mark.parametrize("is_saved", [False, True])
def test_an_edit_before_the_cut_over_stops_it_and_is_shown(*, is_saved: bool, tmp_path: Path) -> None:
    """Nothing is armed and nothing is sent; the line stays where it is."""
    push = staged_push(tmp_path)
    somebody_types(ROUTE)(push.practice)
    if is_saved:
        somebody_enters("write memory")(push.practice)
    outcome, typed = types_of(push)

    assert (outcome.end, outcome.verdict) == (End.NEEDS_A_PERSON, Verdict.MIX)
    assert f"+ {ROUTE}" in outcome.rows
    assert not [line for line in typed if line.startswith(("configure", "write", "copy", "reload"))]
    assert ROUTE in push.practice.running


def test_an_edit_of_somebody_that_a_person_accepted_stays_and_goes_on(tmp_path: Path) -> None:
    """It is expected from then on, in the new configuration too."""
    push = staged_push(tmp_path)
    somebody_types(ROUTE)(push.practice)
    somebody_enters("write memory")(push.practice)
    push.accepted = frozenset({f"+ {ROUTE}", "+ ip route 10.88.0.0 255.255.0.0 Null0"})
    outcome = push.push()

    assert (outcome.end, outcome.verdict) == (End.DONE, Verdict.NEW_SAVED)
    kept = next(push.path.glob("pushed/*/*/consents.json")).read_text("utf-8")
    assert (ROUTE in kept, "10.88.0.0" in kept) == (True, False), "a row that it never had is none that was accepted"
    assert ROUTE in push.practice.running
    assert ROUTE in (push.practice.startup or "")


def test_whoever_saves_during_the_trial_is_noticed_before_it_is_confirmed(tmp_path: Path) -> None:
    """It is taken back, and what a power cycle would bring is said with its lines and what to type."""
    push = staged_push(tmp_path)
    push.proof = Meanwhile(somebody_enters("write memory"), push.practice)
    outcome, typed = types_of(push)

    assert (outcome.end, outcome.verdict) == (End.NEEDS_A_PERSON, Verdict.MIX)
    assert "configure confirm" not in typed
    assert any("write memory" in why for why in outcome.says)
    assert any("client connect Tunnel0" in row for row in outcome.rows)
    assert (runs(push), starts_with(push)) == ("staged", "new")


def test_whoever_saves_during_a_trial_that_goes_back_is_noticed_behind_it(tmp_path: Path) -> None:
    """Old is not what a router is that would start with the trial; a person saves it, and it is."""
    push = staged_push(tmp_path)
    push.proof = Meanwhile(somebody_enters("write memory"), push.practice, missing=("no answer from 10.9.0.1",))
    outcome = push.push()

    assert (outcome.end, outcome.verdict) == (End.NEEDS_A_PERSON, Verdict.MIX)
    assert "no answer from 10.9.0.1" in outcome.says
    assert runs(push) == "staged"

    somebody_enters("write memory")(push.practice)
    push.proof = NothingProved()
    again = push.push(Stage.STAGE)
    assert again.verdict is Verdict.STAGED
    assert (runs(push), starts_with(push)) == ("staged", "staged")


def test_a_timer_that_somebody_else_confirmed_is_noticed_and_the_new_is_proved_before_it_is_saved(
    tmp_path: Path,
) -> None:
    """What the router runs decides, not what we remember."""
    push = staged_push(tmp_path)
    push.proof = Meanwhile(somebody_enters("configure confirm"), push.practice)
    outcome = push.push()

    assert (outcome.end, outcome.verdict) == (End.DONE, Verdict.NEW_SAVED)
    assert (runs(push), starts_with(push)) == ("new", "new")
    assert any("its timer is gone" in said for said in push.told)


def test_a_timer_that_somebody_else_confirmed_before_the_tunnel_worked_is_not_saved(tmp_path: Path) -> None:
    """The new configuration runs unproved: that is said, and a power cycle brings the old one."""
    push = staged_push(tmp_path)
    push.proof = Meanwhile(somebody_enters("configure confirm"), push.practice, missing=("no answer",))
    outcome = push.push()

    assert (outcome.end, outcome.verdict) == (End.NOT_SAVED, Verdict.NEW_UNSAVED)
    assert "no answer" in outcome.says
    assert (runs(push), starts_with(push)) == ("new", "staged")


@pytest.mark.parametrize("happens", [somebody_enters("configure revert now"), suffers("reboot")])
def test_a_trial_that_somebody_else_or_a_restart_takes_back_is_old(happens: Happens, tmp_path: Path) -> None:
    """The router starts with what it ran before the cut-over, and so it is said."""
    push = staged_push(tmp_path)
    push.proof = Meanwhile(happens, push.practice)
    outcome = push.push()

    assert (outcome.end, outcome.verdict) == (End.ROLLED_BACK, Verdict.STAGED)
    assert (runs(push), starts_with(push), is_pending(push)) == ("staged", "staged", False)


@pytest.mark.parametrize("commands", [("configure terminal revert timer 9", "end"), ("reload in 30", "")])
def test_a_timer_or_a_restart_of_somebody_else_keeps_the_cut_over_off(
    commands: tuple[str, ...], tmp_path: Path
) -> None:
    """Nothing is sent beside it, and it is not ended."""
    push = staged_push(tmp_path)
    somebody_enters(*commands)(push.practice)
    outcome, typed = types_of(push)

    assert (outcome.end, outcome.verdict) == (End.STOPPED, Verdict.STAGED)
    assert outcome.says
    assert not [line for line in typed if line.startswith(("configure", "reload", "write", "copy"))]
    assert is_pending(push)


def test_a_lock_that_ends_is_waited_for(tmp_path: Path) -> None:
    """Nobody's session is ended for it."""
    push = staged_push(tmp_path, *SPOKE, "after 0s lock by bob 100s")
    outcome = push.push()

    assert (outcome.end, outcome.verdict) == (End.DONE, Verdict.NEW_SAVED)
    assert any("cannot be done now; it is tried again in 30 seconds" in said for said in push.told)


def test_a_lock_that_does_not_end_stops_the_push_and_names_who_holds_it(tmp_path: Path) -> None:
    """Nothing is armed."""
    push = staged_push(tmp_path, *SPOKE, "after 0s lock by bob 1200s")
    outcome = push.push()

    assert (outcome.end, outcome.verdict) == (End.STOPPED, Verdict.STAGED)
    assert any("bob" in why for why in outcome.says)
    assert (runs(push), starts_with(push), is_pending(push)) == ("staged", "staged", False)


def empties_the_archive(practice: PracticeRouter) -> None:
    """The copies are there, and nothing stands in them."""
    practice.change(flash=tuple(replace(file, text="") for file in practice.state.flash))


def deletes_the_archive(practice: PracticeRouter) -> None:
    """The copies are listed, and gone."""
    practice.change(flash=())


@pytest.mark.parametrize("happens", [empties_the_archive, deletes_the_archive])
def test_a_timer_without_a_copy_to_go_back_to_takes_no_line(happens: Happens, tmp_path: Path) -> None:
    """It is armed and would restore nothing: the router says so before a line leaves."""
    push = staged_push(tmp_path)
    armed: list[str] = []

    def at_line(typed: object) -> None:
        if push.practice.state.revert is not None and not armed:
            armed.append("armed")
            happens(push.practice)

    watched_push(push, at_line)
    outcome = push.push()

    assert armed
    assert "crypto ipsec client ezvpn EZ inside" in push.practice.running
    assert (outcome.end, outcome.verdict) == (End.NEEDS_A_PERSON, Verdict.UNKNOWN)
    assert any("the copy of its configuration to which it would go back" in why for why in outcome.says)
    assert NO_COPY in outcome.says
    push.practice.clock.go_on(7800)
    assert (starts_with(push), is_pending(push)) == ("staged", False)


def test_a_save_while_a_restart_is_the_only_way_back_is_noticed(tmp_path: Path) -> None:
    """The restart would bring what was saved: it is not cancelled and not confirmed, and its lines are said."""
    practice = before(*WITH_LOGIN).fork()
    push = Pushed(case=WITH_LOGIN[0], device=WITH_LOGIN[1], practice=practice, path=tmp_path)
    push.proof = Meanwhile(somebody_enters("write memory"), practice)
    outcome, typed = types_of(push, Stage.LOGIN)

    assert (outcome.end, outcome.verdict) == (End.NEEDS_A_PERSON, Verdict.MIX)
    assert "+ aaa new-model" in outcome.rows or "- no aaa new-model" in outcome.rows
    assert "reload cancel" not in typed
    assert any("somebody saved" in why for why in outcome.says)
    assert any("reload cancel" in why for why in outcome.says)
    assert push.push(Stage.LOGIN).verdict is Verdict.MIX


def test_a_mix_that_is_seen_once_is_told_with_its_lines_when_the_router_answers_no_more(tmp_path: Path) -> None:
    """Somebody edits while the archive is set up, and the next look fails: the line was seen, and is named."""
    practice = before(*SPOKE).fork(faults=('at "path flash:" edit by bob "no ip http server"',))
    push = Pushed(case=SPOKE[0], device=SPOKE[1], practice=practice, path=tmp_path)

    def at_line(typed: Typed) -> None:
        looks.append(typed.line)
        if typed.line == "show startup-config" and "archive" in looks:
            practice.suffer('at "show archive config" ask "Are you sure? [yes/no]:"')

    looks: list[str] = []
    watched_push(push, at_line)
    outcome = push.push(Stage.ARCHIVE)

    assert (outcome.end, outcome.verdict) == (End.NEEDS_A_PERSON, Verdict.MIX)
    assert outcome.rows == ("+ no ip http server",)
    assert any("Are you sure?" in why for why in outcome.says)
    assert NO_LINES not in outcome.says


def test_a_mix_that_only_the_journal_tells_of_says_who_knows_its_lines(tmp_path: Path) -> None:
    """No line of a configuration stands in a journal: whoever reads it alone is sent to the router."""
    practice = before(*SPOKE).fork(faults=('at "path flash:" edit by bob "no ip http server"',))
    push = Pushed(case=SPOKE[0], device=SPOKE[1], practice=practice, path=tmp_path)
    assert push.push(Stage.ARCHIVE).rows == ("+ no ip http server",)
    practice.suffer("reboot")
    outcome = push.push(Stage.ARCHIVE)

    assert (outcome.verdict, outcome.rows) == (Verdict.MIX, ())
    assert NO_LINES in outcome.says


def test_a_way_back_that_somebody_saves_half_done_is_no_old_configuration_in_startup(tmp_path: Path) -> None:
    """It went back to the new one, and a restart would bring neither: it says so, and by which lines."""
    push = staged_push(tmp_path)
    push.push()
    push.practice.suffer('at "no crypto ikev2 client flexvpn" save by bob')
    push.proof = NothingProved(old_missing=("EzVPN is CONNECT_REQUIRED",))
    outcome = push.push(is_revert=True)

    assert (runs(push), starts_with(push)) == ("new", "a mix")
    assert (outcome.end, outcome.verdict) == (End.NEEDS_A_PERSON, Verdict.MIX)
    assert NEW_OTHER_STARTUP in outcome.says
    assert outcome.rows
    assert not any("brings the old configuration back" in why for why in outcome.says)
    assert journal_verdict(push.records) is Verdict.MIX

    push.proof = NothingProved()
    again = push.push()
    assert (again.end, again.verdict) == (End.DONE, Verdict.NEW_SAVED)
    assert (runs(push), starts_with(push)) == ("new", "new")


def test_a_reload_brings_what_somebody_saved_behind_the_last_look_and_that_is_said_before(tmp_path: Path) -> None:
    """Unknown until it restarts, and what a `write memory` until then makes of it; the next look names its lines."""
    practice = before(*WITH_LOGIN).fork()
    push = Pushed(case=WITH_LOGIN[0], device=WITH_LOGIN[1], practice=practice, path=tmp_path)
    practice.suffer('at "aaa new-model" after-apply drop')
    outcome = push.push(Stage.LOGIN)

    assert (outcome.end, outcome.verdict) == (End.UNKNOWN, Verdict.UNKNOWN)
    assert BRINGS_WHAT_IS_SAVED in outcome.says
    assert BRINGS_WHAT_IS_SAVED in outcome_of(push.records).says
    somebody_enters("write memory")(practice)
    practice.clock.go_on(130 * 60)
    again = push.push(Stage.ARCHIVE)
    assert (again.end, again.verdict) == (End.NEEDS_A_PERSON, Verdict.MIX)
    assert "+ aaa new-model" in again.rows


def test_an_end_of_a_reload_whose_answer_is_lost_may_have_been_taken(tmp_path: Path) -> None:
    """Then the stage runs and nothing takes it back: nobody may believe that the reload still comes."""
    practice = before(*WITH_LOGIN).fork()
    push = Pushed(case=WITH_LOGIN[0], device=WITH_LOGIN[1], practice=practice, path=tmp_path)
    practice.suffer('at "reload cancel" after-apply drop')
    watched = watched_push(push)

    def tap(wire: Wire) -> Wire:
        if any(typed.line == "reload cancel" for typed in watched.typed):
            raise LoginRejected("it rejects admin", where=WITH_LOGIN[1])
        return watched.tap(wire)

    push.tap = tap
    outcome = push.push(Stage.LOGIN)

    assert (outcome.end, outcome.verdict) == (End.UNKNOWN, Verdict.UNKNOWN)
    assert not is_pending(push)
    assert "aaa new-model" in practice.running
    assert MAY_BE_CANCELLED in outcome.says
