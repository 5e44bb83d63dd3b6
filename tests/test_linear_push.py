"""A push in numbered text is steered by what is typed while it runs, and left without losing a router."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from screens.linear import PreviewPage, ran
from screens.linear.speech import Said
from tests.golden_cases import golden_plan
from tests.served_practice import Practice, served_practice
from tests.talked import Talk, Turn, talked, wizard_of
from tests.test_linear_migration import ROUTERS, drawn_keys, on_fast_clock
from tests.test_push_over_ssh import SPEED, site_of
from wizard.cli.exit_codes import Exit
from wizard.data.practice_site import PASSWORD
from wizard.guide.opening import Opening
from wizard.push.journal import journal_name
from wizard.site import kept_manner, save_site

UNTIL_THE_TRIAL = (
    Turn("", "step 9"),
    Turn("STEP 9: ", "push nowhere"),
    Turn("POSSIBLE: push, or push and one of practice-hub", "push"),
    Turn("CHOICE 1: Everything, in the order", "1"),
    Turn("Password of admin", PASSWORD),
    *(Turn(f"CHANGES: {name} is changed", name) for name in ROUTERS),
    Turn("Type reload to allow it", "reload"),
)
"""From the overview to where spoke 1 is cut over."""


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Practice]:
    """The practice routers, with a fast clock."""
    with served_practice(tmp_path, SPEED) as routers:
        yield routers


def pushed(site: Path, *turns: Turn, before: Callable[[], object] = lambda: None) -> tuple[int, Talk]:
    """The exit code of a talk about a site, and the talk; what is done before comes once the wizard is made."""
    wizard = wizard_of(talk := Talk([*UNTIL_THE_TRIAL, *turns]))
    wizard.new_push, time = on_fast_clock()
    wizard.utc = time.now
    before()
    return ran(wizard, Opening(folder=site)), talk


def flat(talk: Talk) -> str:
    """What was heard, without the ends of lines."""
    return " ".join(talk.heard.split())


def test_a_trial_is_looked_at_extended_and_taken_back(
    practice: Practice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is typed is answered while the router is on trial; `revert` asks once, and EzVPN carries again."""
    site = site_of(practice, tmp_path, capsys)
    code, talk = pushed(
        site,
        Turn("PROOF: practice-spoke1", "confirm"),
        Turn("NOT NOW: stable", "accept 1 because"),
        Turn("NOT NOW: ", "target 99 10.0.0.1"),
        Turn("POSSIBLE: a number from 1 to", "residue it may stay"),
        Turn("NOT NOW: no line is otherwise", "extend soon"),
        Turn("POSSIBLE: extend, or extend 1", "extend 3"),
        Turn("DONE: ", "rows"),
        Turn("HOLDS: ", "xyzzy"),
        Turn("POSSIBLE: ?, .", "revert"),
        Turn("POSSIBLE: revert practice-spoke1 does it.", "revert practice-spoke1"),
        Turn("END: practice-spoke1: STAGED", "log revert"),
        Turn("SENT", "q"),
    )

    assert code == 0, talk.heard
    spoke = practice.routers["practice-spoke1"]
    assert "\n crypto ipsec client ezvpn" in spoke.running
    assert "crypto ikev2 profile FLEX" in spoke.running
    assert spoke.state.revert is None
    assert "ROLLBACK: practice-spoke1 in " in talk.heard
    assert re.search(r"ROLLBACK: practice-spoke1 in 1[2-5]:", talk.heard)
    assert not [key for key in drawn_keys(site) if key in talk.heard]


def test_every_step_can_be_looked_at_while_a_push_is_at_work(
    practice: Practice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Answers are locked, the timer is said on every page, and revert is understood on each of them."""
    site = site_of(practice, tmp_path, capsys)
    before = (site / "plan.toml").read_bytes()
    code, talk = pushed(
        site,
        Turn("PROOF: practice-spoke1", "b"),
        Turn("HERE: STEP 9", "push"),
        Turn("PUSH: SIMULATED: practice-hub", "h"),
        Turn("ROUTER: practice-spoke1: FlexVPN, ON TRIAL", "/pfs"),
        Turn("SEARCH: ", "1"),
        Turn("QUESTION: ", "3"),
        Turn("NOT NOW: A push is at work", "u"),
        Turn("NOT NOW: A push is at work", "e"),
        Turn("NOT NOW: A push is at work", "zzyzx"),
        Turn("UNKNOWN: That is nothing", "log"),
        Turn("before these: earlier says them", "earlier"),
        Turn("before these", "P"),
        Turn("ROLLBACK: practice-spoke1 in", "stages"),
        Turn("OPEN: 5 cut over: traffic stops once; 14 of 14 rows", "routers"),
        Turn("HOLDS: practice-hub; over; STAGED", "preflight practice-hub"),
        Turn("LIST: practice-hub: Pre-flight: ", "preflight elsewhere"),
        Turn("POSSIBLE: the name of a router behind it", "step 10"),
        Turn("STEP 10: Report", "q"),
        Turn("LEAVING: leave does it", "revert practice-spoke1"),
        Turn("END: practice-spoke1: STAGED", "q"),
    )

    assert code == 0, talk.heard
    assert "\n crypto ipsec client ezvpn" in practice.routers["practice-spoke1"].running
    assert (site / "plan.toml").read_bytes() == before
    assert "SENT practice-spoke1: configure terminal revert timer" in flat(talk)
    assert "HERE: STEP 10: Report" in talk.heard.rpartition("END: ")[2]


def test_a_page_that_breaks_ends_no_push(
    practice: Practice, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug of ours beside it is said, and one is at the push again."""

    def breaks(page: PreviewPage) -> Iterator[Said]:
        raise KeyError("zz")

    site = site_of(practice, tmp_path, capsys)
    code, talk = pushed(
        site,
        Turn("PROOF: practice-spoke1", "b"),
        Turn("HERE: ", "steps"),
        Turn("STEP 10: ", "step 8"),
        Turn("ERROR: A page of ez2flex broke (KeyError)", "revert practice-spoke1"),
        Turn("END: practice-spoke1: STAGED", "q"),
        before=lambda: monkeypatch.setattr(PreviewPage, "head", breaks),
    )

    assert code == 0, talk.heard
    assert "The push goes on, and the timer on the router is as it was." in flat(talk)


def test_few_words_are_said_of_a_push_to_whoever_wants_few(
    practice: Practice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No line that is sent, no meaning of a state; what is on trial, until when, and how it ended."""
    site = site_of(practice, tmp_path, capsys)
    talk = Talk(
        [
            Turn("", "brief"),
            *UNTIL_THE_TRIAL,
            Turn("POSSIBLE: everything holds: confirm keeps it", "confirm"),
            Turn("POSSIBLE: everything holds: confirm keeps it", "confirm"),
            Turn("END: practice-spoke2: NEW-saved", "q"),
        ]
    )
    wizard = wizard_of(talk)
    wizard.new_push, time = on_fast_clock()
    wizard.utc = time.now

    assert ran(wizard, Opening(folder=site)) == 0, talk.heard
    assert "SENT" not in talk.heard
    assert "ROLLBACK: practice-spoke1 in" in talk.heard
    assert "STATE: practice-spoke1: NEW-saved (" in talk.heard
    assert len(talk.heard) < 15_000
    assert kept_manner() == "brief"


def test_a_name_that_is_typed_wrong_asks_for_no_other_one(
    practice: Practice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is sent then, so the names of the other routers would be typed for nothing."""
    site = site_of(practice, tmp_path, capsys)
    wizard = wizard_of(
        talk := Talk(
            [
                *UNTIL_THE_TRIAL[:5],
                Turn("CHANGES: practice-hub is changed", "practice-hup"),
                Turn("CHANGES: That is another name. practice-hub is changed", "practice-hup"),
                Turn("END: practice-hub: OLD", "q"),
            ]
        )
    )
    wizard.new_push, time = on_fast_clock()
    wizard.utc = time.now

    assert ran(wizard, Opening(folder=site)) == 0, talk.heard
    assert "CHANGES: practice-spoke1" not in talk.heard
    assert "SENT" not in talk.heard


def test_whoever_leaves_in_a_trial_is_told_what_happens_and_comes_back_to_it(
    practice: Practice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`q` only says it; `leave` leaves with status 7, time and next command; opened again, the trial is first."""
    site = site_of(practice, tmp_path, capsys)
    code, talk = pushed(site, Turn("PROOF: practice-spoke1", "q"), Turn("LEAVING: leave does it", "leave"))
    again = Talk(
        [
            Turn("CHOICE 1: Go on with practice-spoke1", "1"),
            Turn("Password of admin", "not that one"),
            Turn("CHOICE 2: Take practice-spoke1 back to EzVPN now", "h"),
            Turn("ON TRIAL: practice-spoke1: rollback in ", "q"),
        ]
    )
    sites = Talk([])
    ran(wizard_of(again), Opening(folder=site))
    ran(wizard_of(sites), Opening())

    assert code == Exit.UNKNOWN, talk.heard
    last = flat(talk).rpartition("LEFT: ")[2]
    assert "on its own clock" in last
    assert "ez2flex resume" in last
    assert "ON TRIAL: practice-spoke1, by its journal: it goes back by itself at" in again.heard
    assert "CHOICE 1: Go on with practice-spoke1" in again.heard
    assert "OVERVIEW: " not in again.heard.partition("PUSH: ")[0]
    assert "SITE 3: site: " in sites.heard
    assert "on trial, goes back at" in flat(sites)
    assert "CHOICE 2: Take practice-spoke1 back to EzVPN now" in again.heard


def test_what_a_pipe_began_is_brought_to_its_end(
    practice: Practice, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its lines are over while the hub is staged; nobody confirms then, and how it ended is said."""
    site = site_of(practice, tmp_path, capsys)
    monkeypatch.setattr(Talk, "is_terminal", False)
    code, talk = pushed(site)

    assert code == 0, talk.heard
    assert "END: practice-hub: STAGED" in talk.heard
    assert "END: practice-spoke1: STAGED" in talk.heard
    assert "\n crypto ipsec client ezvpn" in practice.routers["practice-spoke1"].running
    assert "LEFT: " in talk.heard


def test_a_site_whose_journal_is_spoilt_opens_and_says_so(tmp_path: Path) -> None:
    """Its plan can be read all the same, and nothing is offered that the journal would have to tell."""
    save_site(golden_plan("guide-reuse"), tmp_path / "site")
    device = golden_plan("guide-reuse").server.device
    journal = tmp_path / "site" / journal_name(device)
    journal.parent.mkdir()
    journal.write_bytes(b"{}\n")
    talk = talked(Opening(folder=tmp_path / "site"), "push", Turn("ERROR: This cannot be done", "q"))

    assert "ERROR: The journals of this site cannot be read." in talk.heard
    assert "OVERVIEW: " in talk.heard
