"""A line of a push is lost, rejected, changed or swallowed: the router is old or new in the end, and that is said."""

from pathlib import Path

import pytest

from tests.push_faults import (
    BEHIND_EVERY_TIMER,
    SPOKE,
    is_pending,
    runs,
    somebody_types,
    staged_push,
    starts_with,
    types_of,
    watched_push,
)
from tests.push_truth import begun, reference, truth_of
from tests.push_wire import Typed
from tests.pushing import Pushed
from tests.test_push_standing import before
from wizard.model.stage import Stage
from wizard.push.journal_record import Verdict
from wizard.push.outcome import End

REFUSALS = (
    "% Incomplete command.",
    "% Ambiguous command:  integ",
    "% Invalid input detected at '^' marker.",
    "password/key will be truncated to 8 characters",
)
HUB = ("two-groups", "HUB9")
CUTTING = ("no crypto ipsec client ezvpn EZ inside", "crypto ikev2 client flexvpn FLEX", "no shutdown")


def untouched_push(path: Path, *faults: str) -> Pushed:
    """A router that took nothing yet, which will suffer that."""
    return Pushed(case=SPOKE[0], device=SPOKE[1], practice=before(*SPOKE).fork(faults=faults), path=path)


@pytest.mark.parametrize("phase", ["before-echo", "after-echo", "after-apply"])
def test_a_lost_line_of_a_stage_is_found_again_and_only_what_is_missing_is_sent(phase: str, tmp_path: Path) -> None:
    """Nobody needs to do anything: the router says what it has."""
    push = untouched_push(tmp_path, f'at "keyring local" {phase} drop')
    outcome, typed = types_of(push, Stage.STAGE)

    assert (outcome.end, outcome.verdict) == (End.DONE, Verdict.STAGED)
    assert (runs(push), starts_with(push)) == ("staged", "staged")
    assert typed.count("crypto ikev2 proposal FLEX") == 1
    assert typed.count("keyring local FLEX") == (1 if phase == "after-apply" else 2)


@pytest.mark.parametrize("line", CUTTING)
@pytest.mark.parametrize("phase", ["before-echo", "after-echo", "after-apply"])
def test_a_lost_line_of_a_cut_over_ends_old_or_new(line: str, phase: str, tmp_path: Path) -> None:
    """No other line is sent behind it: the router goes back, unless it has all of them."""
    push = staged_push(tmp_path, *SPOKE, f'at "{line}" {phase} drop')
    outcome, typed = types_of(push)

    is_whole = (line, phase) == (CUTTING[-1], "after-apply")
    assert (runs(push), outcome.verdict) == (("new", Verdict.NEW_SAVED) if is_whole else ("staged", Verdict.STAGED))
    assert starts_with(push) == runs(push)
    assert not is_pending(push)
    behind = typed[typed.index(line) + 1 :] if line in typed else typed
    assert not [each for each in behind if each in (*CUTTING, "connect auto", "peer 1 198.51.100.1")]


@pytest.mark.parametrize("position", ["goes-on", "dies"])
@pytest.mark.parametrize("phase", ["before-echo", "after-echo", "after-apply"])
def test_a_cut_over_on_flash_whose_start_is_lost_ends_old_or_new(phase: str, position: str, tmp_path: Path) -> None:
    """Whether the router goes on with a copy whose login is gone or not."""
    push = staged_push(tmp_path, *SPOKE, f'at "copy flash:" {phase} drop')
    push.practice = push.practice.fork(beliefs={"copy-when-its-line-drops": position})
    push.__post_init__()
    push.rides_tunnel = True
    outcome = push.push()

    assert runs(push) == starts_with(push)
    assert (runs(push), outcome.verdict) in (("new", Verdict.NEW_SAVED), ("staged", Verdict.STAGED))
    assert not is_pending(push)
    assert not [name for name in push.practice.flash if name.startswith("ez2flex-5")]


@pytest.mark.parametrize("phase", ["before-echo", "after-echo", "after-apply"])
@pytest.mark.parametrize("line", ["configure confirm", "write memory"])
def test_a_confirmation_or_a_save_whose_answer_is_lost_is_looked_for_at_the_router(
    line: str, phase: str, tmp_path: Path
) -> None:
    """Its timer, what it runs and what it would start with say what came of it; nothing is remembered."""
    push = staged_push(tmp_path, *SPOKE, f'at "{line}" {phase} drop')
    outcome = push.push()

    assert (outcome.end, outcome.verdict) == (End.DONE, Verdict.NEW_SAVED)
    assert (runs(push), starts_with(push), is_pending(push)) == ("new", "new", False)


@pytest.mark.parametrize("phase", ["before-echo", "after-echo", "after-apply"])
def test_a_timer_whose_answer_is_lost_never_stays_unseen(phase: str, tmp_path: Path) -> None:
    """It is taken back, or nothing was armed and it is armed anew."""
    push = staged_push(tmp_path, *SPOKE, f'at "configure terminal revert" {phase} drop')
    outcome = push.push()

    assert (runs(push), outcome.verdict) in (("new", Verdict.NEW_SAVED), ("staged", Verdict.STAGED))
    assert (starts_with(push), is_pending(push)) == (runs(push), False)


@pytest.mark.parametrize("says", REFUSALS)
def test_a_rejected_line_of_a_stage_ends_the_stage_and_is_shown(says: str, tmp_path: Path) -> None:
    """The router is as it was but for a beginning that does nothing, and starts as it did; a cut secret is an error."""
    push = untouched_push(tmp_path, f'at "integrity" refuse "{says}"')
    outcome, typed = types_of(push)

    assert (outcome.end, outcome.verdict) == (End.STOPPED, Verdict.PARTIAL)
    assert any("integrity" in why and says.split()[1] in why for why in outcome.says)
    assert typed.index("integrity sha512 sha256") > 0
    assert not {"group 19 14", "write memory", *CUTTING} & set(typed[typed.index("integrity sha512 sha256") :])
    assert "crypto ipsec client ezvpn EZ inside" in push.practice.running


@pytest.mark.parametrize("rides", [False, True])
def test_a_rejected_line_of_a_cut_over_takes_all_of_it_back_at_once(*, rides: bool, tmp_path: Path) -> None:
    """Also where it stands in a file on flash, behind which the router goes on with the next line."""
    push = staged_push(tmp_path, *SPOKE, 'at "connect auto" refuse')
    push.rides_tunnel = rides
    outcome = push.push()

    assert (outcome.end, outcome.verdict) == (End.STOPPED, Verdict.STAGED)
    assert outcome.says
    assert (runs(push), starts_with(push), is_pending(push)) == ("staged", "staged", False)


@pytest.mark.parametrize(("fault", "row"), [("swallow", "- "), ('rewrite "set pfs group2"', "+ ")])
def test_a_line_of_a_stage_that_becomes_another_or_nothing_is_shown(fault: str, row: str, tmp_path: Path) -> None:
    """The router says that it took it; what it runs says otherwise, and nothing is saved."""
    push = untouched_push(tmp_path, f'at "set pfs" {fault}')
    outcome = push.push()

    assert outcome.end in (End.STOPPED, End.NEEDS_A_PERSON)
    assert outcome.verdict in (Verdict.PARTIAL, Verdict.MIX)
    assert any(said.startswith(row) and "set pfs" in said for said in (*outcome.says, *outcome.rows))
    assert starts_with(push) == "archived"
    assert "crypto ipsec client ezvpn EZ inside" in push.practice.running


@pytest.mark.parametrize("rides", [False, True])
@pytest.mark.parametrize("fault", ["swallow", 'rewrite "connect manual"'])
def test_a_line_of_a_cut_over_that_becomes_another_or_nothing_takes_it_back(
    fault: str, *, rides: bool, tmp_path: Path
) -> None:
    """Nothing is proved of what is not there; the rows say what it is."""
    push = staged_push(tmp_path, *SPOKE, f'at "connect auto" {fault}')
    push.rides_tunnel = rides
    outcome = push.push()

    assert (outcome.end, outcome.verdict) == (End.STOPPED, Verdict.STAGED)
    assert any("connect" in said for said in outcome.says)
    assert (runs(push), starts_with(push), is_pending(push)) == ("staged", "staged", False)


@pytest.mark.parametrize("line", ["integrity", "peer 1"])
@pytest.mark.parametrize("question", ["Proceed? [confirm]", "Are you sure? [yes/no]:", "Overwrite? [no]:"])
def test_a_question_that_nobody_knows_is_never_answered(line: str, question: str, tmp_path: Path) -> None:
    """It is broken off, and what follows is not sent."""
    push = untouched_push(tmp_path, f'at "{line}" ask "{question}"')
    outcome, typed = types_of(push)

    assert outcome.end is End.STOPPED
    assert outcome.verdict in (Verdict.PARTIAL, Verdict.STAGED)
    assert not {"yes", "y", "no", "n"} & set(typed)
    assert not is_pending(push)
    assert "crypto ipsec client ezvpn EZ inside" in push.practice.running


@pytest.mark.parametrize("denied", ["crypto ikev2 keyring", "address 198", "crypto ikev2 client", "no shutdown"])
def test_a_line_that_may_not_be_typed_ends_it_there(denied: str, tmp_path: Path) -> None:
    """What stands below a heading that is denied would be obeyed elsewhere."""
    push = untouched_push(tmp_path, f"deny /^{denied}/")
    outcome, typed = types_of(push)
    place = next(number for number, line in enumerate(typed) if line.startswith(denied))

    assert outcome.end is End.STOPPED
    assert any("may not be typed by this user" in why for why in outcome.says)
    assert typed[place + 1].startswith(("end", "show ", "configure revert now", "terminal "))
    assert not is_pending(push)
    assert starts_with(push) in ("archived", "staged")


@pytest.mark.parametrize("fault", ["every /^terminal width/ refuse", "every /^terminal length/ refuse", "chunk 1"])
def test_a_terminal_that_does_not_do_as_it_is_told_ends_in_no_mix(fault: str, tmp_path: Path) -> None:
    """Pages and single bytes come to the same end; a long line that scrolls ends it, and nothing is saved."""
    push = untouched_push(tmp_path, fault)
    outcome = push.push()

    if "width" in fault:
        assert (outcome.end, outcome.verdict, starts_with(push)) == (End.STOPPED, Verdict.PARTIAL, "archived")
        assert "crypto ipsec client ezvpn EZ inside" in push.practice.running
    else:
        assert (runs(push), starts_with(push), outcome.verdict) == ("new", "new", Verdict.NEW_SAVED)


def test_a_line_that_was_swallowed_is_not_sent_behind_those_before_which_it_belongs(tmp_path: Path) -> None:
    """Where their order counts, that would make the router a mix; whoever takes the stage back pushes it anew."""
    practice = before(*HUB).fork(faults=('at "permit 10.1.0.0" swallow',))
    push = Pushed(case=HUB[0], device=HUB[1], practice=practice, path=tmp_path)
    push.push(Stage.STAGE)
    outcome, typed = types_of(push, Stage.STAGE)

    assert (outcome.end, outcome.verdict) == (End.STOPPED, Verdict.PARTIAL)
    assert "~ ip access-list standard FLEX-ROUTES" in outcome.says
    assert not [row for row in typed if row.startswith(("configure", "write"))]

    assert push.push(Stage.STAGE, is_revert=True).verdict is Verdict.OLD
    assert push.push(Stage.STAGE).verdict is Verdict.STAGED


def test_a_line_that_was_swallowed_is_sent_behind_those_beside_which_it_belongs(tmp_path: Path) -> None:
    """What a policy matches may stand before its proposal or behind it: the stage becomes whole."""
    practice = before(*HUB).fork(faults=('at "match fvrf any" swallow',))
    push = Pushed(case=HUB[0], device=HUB[1], practice=practice, path=tmp_path)

    assert push.push(Stage.STAGE).verdict is Verdict.PARTIAL
    assert push.push(Stage.STAGE).verdict is Verdict.STAGED


def test_a_line_that_somebody_else_types_behind_those_before_which_it_belongs_is_a_mix(tmp_path: Path) -> None:
    """The first entry that fits decides: nothing goes on from there, and the list is named."""
    practice = before(*HUB).fork(faults=('at "permit 10.1.0.0" swallow',))
    push = Pushed(case=HUB[0], device=HUB[1], practice=practice, path=tmp_path)
    push.push(Stage.STAGE)
    somebody_types("ip access-list standard FLEX-ROUTES", "permit 10.1.0.0 0.0.0.255")(practice)
    outcome, typed = types_of(push, Stage.STAGE)

    assert (outcome.end, outcome.verdict) == (End.NEEDS_A_PERSON, Verdict.MIX)
    assert outcome.rows == ("~ ip access-list standard FLEX-ROUTES",)
    assert not [row for row in typed if row.startswith(("configure", "write"))]


def test_a_swallowed_line_with_a_lost_one_and_somebodys_save_is_never_told_better_than_it_is(tmp_path: Path) -> None:
    """As it was drawn: the push says what the router has, however often it goes on."""
    practice = begun(*HUB).fork()
    push = Pushed(case=HUB[0], device=HUB[1], practice=practice, path=tmp_path)
    push.push(Stage.ARCHIVE)
    faults = ("save by bob", "after-apply drop", "swallow")
    lines = ("crypto ikev2 proposal FLEX", "crypto ikev2 profile FLEX", "permit 10.1.0.0")
    practice.suffer(*(f'at "{line}" {fault}' for line, fault in zip(lines, faults, strict=True)))
    for _ in range(3):
        outcome = push.push(Stage.STAGE)
        assert (outcome.end, outcome.verdict) == (End.STOPPED, truth_of(reference(*HUB), practice))


def is_swallowed_behind(push: Pushed, line: str, command: str, how_often: str = "at") -> list[str]:
    """From that line on the router answers nothing to the command, once or each time; gives what is typed."""

    def at_line(typed: Typed) -> None:
        if typed.line == line and line not in seen:
            push.practice.suffer(f"{how_often} /^{command}/ swallow")
        seen.append(typed.line)

    seen: list[str] = []
    watched_push(push, at_line)
    return seen


@pytest.mark.parametrize("command", ["show running-config", "show startup-config"])
@pytest.mark.parametrize("line", ["crypto ikev2 profile FLEX", "write memory", CUTTING[0], "configure confirm"])
def test_an_answer_that_says_nothing_is_asked_for_again(line: str, command: str, tmp_path: Path) -> None:
    """What a router shows to no end says nothing of what it runs: neither that it is a mix, nor that it is done."""
    push = untouched_push(tmp_path) if "profile" in line else staged_push(tmp_path)
    typed = is_swallowed_behind(push, line, command)
    outcome = push.push()

    assert (outcome.end, outcome.verdict) == (End.DONE, Verdict.NEW_SAVED)
    assert (runs(push), starts_with(push), is_pending(push)) == ("new", "new", False)
    assert f"{push.device} did not answer `{command}` to its end; it is asked again" in push.told
    assert typed.count(line) == 1 or line == "write memory"


def test_a_router_that_no_longer_shows_what_it_runs_is_told_by_its_journal(tmp_path: Path) -> None:
    """It ends as where nobody can look: with a verdict, with why, and with nothing sent behind that."""
    push = untouched_push(tmp_path)
    typed = is_swallowed_behind(push, "crypto ikev2 profile FLEX", "show running-config", "every")
    outcome = push.push()

    assert (outcome.end, outcome.verdict) == (End.STOPPED, Verdict.PARTIAL)
    assert any("did not answer `show running-config` to its end" in why for why in outcome.says)
    assert not {"write memory", *CUTTING} & set(typed[typed.index("crypto ikev2 profile FLEX") :])


def test_a_trial_at_a_router_that_no_longer_shows_what_it_runs_goes_back_by_its_timer(tmp_path: Path) -> None:
    """Nothing is confirmed that nobody saw."""
    push = staged_push(tmp_path)
    typed = is_swallowed_behind(push, CUTTING[0], "show running-config", "every")
    outcome = push.push()

    assert "configure confirm" not in typed
    assert (outcome.end, outcome.verdict) == (End.UNKNOWN, Verdict.UNKNOWN)
    assert outcome.deadline is not None
    push.practice.clock.go_on(BEHIND_EVERY_TIMER)
    assert (runs(push), starts_with(push), is_pending(push)) == ("staged", "staged", False)


def test_no_run_begins_with_half_a_configuration(tmp_path: Path) -> None:
    """Everything is held against what was found: it is seen whole when it is kept, too."""
    push = untouched_push(tmp_path)
    is_swallowed_behind(push, "show ip route 192.0.2.10", "show running-config")
    outcome = push.push()

    assert (outcome.end, outcome.verdict) == (End.REFUSED, Verdict.OLD)
    assert any("did not answer `show running-config` to its end" in why for why in outcome.says)
    assert not list(tmp_path.glob("pushed/*"))
    assert push.push(Stage.STAGE).verdict is Verdict.STAGED
