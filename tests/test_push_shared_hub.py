"""A hub that several sites use: what others added is no mix, and nobody takes from under them what they use."""

from pathlib import Path

import pytest

from tests.golden_cases import golden_plan
from tests.push_faults import somebody_enters, somebody_types, staged_push, starts_with, types_of, watched_push
from tests.test_push_standing import before
from wizard.model.stage import Stage
from wizard.push.journal_record import Verdict
from wizard.push.outcome import End
from wizard.push.reading import configuration_of
from wizard.push.way_back_allowed import ezvpn_is_gone, others_in_the_way, spokes_in_the_way
from wizard.render import final, target

CASE, HUB = "two-groups", "HUB9"
JOINS = ("crypto ikev2 profile FLEX", "match identity remote fqdn shop-77.example.net", "exit")


def test_what_another_site_added_to_a_hub_is_no_mix(tmp_path: Path) -> None:
    """Nothing is left to send: it is as it was, with the lines that came, and nothing is typed."""
    push = staged_push(tmp_path, CASE, HUB)
    somebody_types(*JOINS)(push.practice)
    somebody_enters("write memory")(push.practice)
    outcome, typed = types_of(push, Stage.STAGE)

    assert (outcome.end, outcome.verdict) == (End.DONE, Verdict.STAGED), outcome.says
    assert "of this site nothing is missing" in outcome.says[0]
    assert outcome.rows == ("+ crypto ikev2 profile FLEX / match identity remote fqdn shop-77.example.net",)
    assert not [line for line in typed if line.startswith(("configure", "write", "copy", "reload"))]
    assert push.push(Stage.STAGE).verdict is Verdict.STAGED


@pytest.mark.parametrize("what", ["not saved", "a line is gone", "a line is another one"])
def test_a_hub_that_lost_something_is_a_mix(what: str, tmp_path: Path) -> None:
    """Also where nothing is left to send: somebody must look at it."""
    push = staged_push(tmp_path, CASE, HUB)
    lines = {
        "not saved": JOINS,
        "a line is gone": (*JOINS, "no crypto ikev2 fragmentation mtu 1280"),
        "a line is another one": ("crypto ikev2 profile FLEX", "dpd 30 5 periodic", "exit"),
    }[what]
    somebody_types(*lines)(push.practice)
    if what != "not saved":
        somebody_enters("write memory")(push.practice)
    startup = starts_with(push)

    outcome = push.push(Stage.STAGE)

    assert (outcome.end, outcome.verdict) == (End.NEEDS_A_PERSON, Verdict.MIX)
    assert starts_with(push) == startup


def test_a_hub_that_others_joined_does_not_go_back(tmp_path: Path) -> None:
    """It is refused with their lines and with the command that gives what may go; without them it goes back."""
    push = staged_push(tmp_path, CASE, HUB)
    somebody_types(*JOINS)(push.practice)
    somebody_enters("write memory")(push.practice)
    running = push.practice.running
    watched = watched_push(push)
    outcome = push.push(is_revert=True)
    typed = [typed.line for typed in watched.typed]

    assert outcome.end is End.REFUSED
    assert "match identity remote fqdn shop-77.example.net" in outcome.says[0]
    assert "ez2flex render SITE --present FILE" in outcome.says[0]
    assert push.practice.running == running
    assert not [line for line in typed if line.startswith("configure")]
    somebody_types(JOINS[0], f"no {JOINS[1]}")(push.practice)
    somebody_enters("write memory")(push.practice)
    assert push.push(is_revert=True).verdict is Verdict.OLD


def test_a_hub_whose_spokes_moved_does_not_go_back() -> None:
    """Of this site, by its own journals, and of another one; the plan's spokes themselves may."""
    plan = golden_plan(CASE)
    spoke = plan.spokes[0].device
    moved, old = {spoke: Verdict.NEW_SAVED}, {spoke: Verdict.STAGED}

    assert spoke in " ".join(spokes_in_the_way(plan, HUB, moved))
    assert list(spokes_in_the_way(plan, HUB, old)) == []
    assert list(spokes_in_the_way(plan, spoke, moved)) == []
    running = target(plan, HUB)
    assert list(others_in_the_way(plan, HUB, running, tuple)) == []
    assert "shop-77 of /srv/shop-77 may go through HUB9" in next(
        others_in_the_way(plan, HUB, running, lambda: ["shop-77 of /srv/shop-77"])
    )


@pytest.mark.parametrize("case", ["branches-last-client", "filialen-new-hub", "two-groups", "dynamic-peers-remain"])
def test_a_spoke_does_not_go_back_to_a_server_that_was_cleaned_up(case: str) -> None:
    """EzVPN would find nobody there; until the clean-up all that it needs is there."""
    plan = golden_plan(case)
    server, spoke = plan.server.device, plan.spokes[0].device
    unchanged = configuration_of(before(case, server).running.encode())

    assert list(ezvpn_is_gone(plan, spoke, target(plan, server))) == []
    assert list(ezvpn_is_gone(plan, spoke, unchanged)) == []
    said = list(ezvpn_is_gone(plan, spoke, final(plan, server)))
    assert len(said) == 1
    assert f"EzVPN was cleaned up on {server}" in said[0]
    assert "crypto isakmp client configuration group" in said[0]
