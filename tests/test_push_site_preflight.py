"""A push stops before it sends where something speaks against it, and is not kept from going on or back."""

from pathlib import Path

import pytest

from tests.practice_routers import change, logged_in, told
from tests.pushing import Pushed
from tests.test_push_standing import before, save
from wizard.model.stage import Stage
from wizard.practice import PracticeRouter
from wizard.push.outcome import End
from wizard.push.preflight import ROWS

CASE, DEVICE = "branches-keep-server", "br-york"
"""A spoke with a pre-shared key, which nothing speaks against."""


def pushed(practice: PracticeRouter, path: Path) -> Pushed:
    """What pushes it, with its pre-flight."""
    return Pushed(case=CASE, device=DEVICE, practice=practice, path=path, rows=ROWS)


def typing(practice: PracticeRouter, *lines: str, saves: bool = True) -> None:
    """Somebody types lines of configuration."""
    terminal = logged_in(practice)
    change(terminal, *lines)
    terminal.close()
    if saves:
        save(practice)


def scheduling(practice: PracticeRouter) -> None:
    """Somebody schedules a restart."""
    terminal = logged_in(practice)
    told(terminal, "reload in 300")
    told(terminal, "")
    terminal.close()


def test_a_router_that_nothing_speaks_against_is_changed_stage_by_stage(tmp_path: Path) -> None:
    """What the run itself did before is nothing that speaks against its next stage."""
    practice = before(CASE, DEVICE).fork()
    for last in (Stage.ARCHIVE, Stage.STAGE, Stage.CUTOVER):
        found = pushed(practice, tmp_path).push(last)
        assert found.end is End.DONE, found.says
    assert "tunnel protection" in practice.running


@pytest.mark.parametrize("what", ["a restart", "another route", "a short time-out", "a line unsaved", "another router"])
def test_where_something_speaks_against_it_the_router_stays_as_it_is(what: str, tmp_path: Path) -> None:
    """It is said, with what to do."""
    practice = before(CASE, DEVICE).fork()
    match what:
        case "a restart":
            scheduling(practice)
        case "another route":
            typing(practice, "ip route 10.99.0.0 255.255.0.0 Null0")
        case "a short time-out":
            typing(practice, "line vty 0 4", " exec-timeout 0 20")
        case "a line unsaved":
            typing(practice, "interface Loopback7", saves=False)
        case _:
            typing(practice, "hostname br-leeds")
    running, startup = practice.running, practice.startup
    found = pushed(practice, tmp_path).push()

    assert found.end is End.REFUSED
    assert found.says
    assert all(words.isprintable() for words in found.says)
    assert (practice.running, practice.startup) == (running, startup)


def test_a_stage_whose_connection_was_lost_is_gone_on_with(tmp_path: Path) -> None:
    """What it left is not saved, and that is its own."""
    practice = before(CASE, DEVICE).fork(faults=['at "crypto ikev2 profile" after-apply drop'])
    first = pushed(practice, tmp_path).push(Stage.STAGE)
    assert practice.running != practice.startup
    second = first if first.end is End.DONE else pushed(practice, tmp_path).push(Stage.STAGE)

    assert second.end is End.DONE, second.says


def test_nothing_keeps_a_router_from_going_back(tmp_path: Path) -> None:
    """Neither a scheduled restart nor a full flash."""
    practice = before(CASE, DEVICE).fork()
    assert pushed(practice, tmp_path).push(Stage.STAGE).end is End.DONE
    practice.suffer("flash full")
    scheduling(practice)
    found = pushed(practice, tmp_path).push(is_revert=True)

    assert found.end is not End.REFUSED, found.says
    assert "crypto ikev2 profile" not in practice.running


def test_a_configuration_that_is_not_shown_is_refused(tmp_path: Path) -> None:
    """Nobody changes what nobody has seen."""
    practice = before(CASE, DEVICE).fork(faults=['every /^show running-config/ refuse "% Not now"'])
    running = practice.running
    found = pushed(practice, tmp_path).push()

    assert found.end is End.REFUSED
    assert practice.running == running
