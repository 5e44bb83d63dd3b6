"""A golden device is pushed to a practice router: to the end, to its first fault, and back."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.golden_cases import golden_plan
from tests.practice_enrolment import bring_certificates, names_of_trustpoints
from tests.practice_routers import logged_in, told
from tests.pushing import NothingProved, Pushed
from tests.test_practice_laws import read, shown
from tests.test_push_standing import before, saved
from wizard.ios.printed_forms import is_as_predicted
from wizard.model.stage import Stage
from wizard.plan.answer import answer
from wizard.practice import PracticeRouter
from wizard.push.journal_record import Kind, Verdict
from wizard.push.journal_says import stage_to_resume
from wizard.push.order import Order
from wizard.push.outcome import End
from wizard.push.preflight import ROWS

SPOKE = ("two-groups", "SP9")
WITH_LOGIN = ("branches-keep-server", "br-leeds")
PUSHED_TO_THE_END = [
    SPOKE,
    WITH_LOGIN,
    ("bank", "br0417-r1"),
    ("backup-client", "SP13"),
    ("provider", "pe-vpn-01"),
    ("filialen-bgp", "NW-KI-RTR01"),
    ("vrf-spoke", "SP6"),
]


def pushed(case: str, device: str, path: Path, practice: PracticeRouter | None = None) -> Pushed:
    """The device, at a router as it was read."""
    return Pushed(case=case, device=device, practice=practice or before(case, device).fork(), path=path)


@pytest.mark.parametrize(("case", "device"), PUSHED_TO_THE_END)
def test_a_push_ends_with_the_new_configuration_running_and_saved(case: str, device: str, tmp_path: Path) -> None:
    """And with the target that `render` writes; no timer is left."""
    push = pushed(case, device, tmp_path)
    outcome = push.push()

    assert (outcome.end, outcome.verdict) == (End.DONE, Verdict.NEW_SAVED), outcome.says
    assert is_as_predicted(shown(push.practice), saved(push.practice))
    assert (push.practice.state.revert, push.practice.state.reload) == (None, None)


@pytest.mark.parametrize(("case", "device"), PUSHED_TO_THE_END)
def test_a_second_push_sends_nothing(case: str, device: str, tmp_path: Path) -> None:
    """What is there is not sent again."""
    push = pushed(case, device, tmp_path)
    push.push()
    announced = sum(record.kind is Kind.INTENT for record in push.records)

    assert push.push().verdict is Verdict.NEW_SAVED
    assert sum(record.kind is Kind.INTENT for record in push.records) == announced


def test_a_push_stops_where_it_was_told_to(tmp_path: Path) -> None:
    """Staged and saved; EzVPN is on its interfaces as before."""
    push = pushed(*SPOKE, tmp_path)
    outcome = push.push(Stage.STAGE)

    assert (outcome.end, outcome.verdict) == (End.DONE, Verdict.STAGED)
    assert "crypto ipsec client ezvpn" in push.practice.running


def test_what_is_staged_is_taken_back_line_by_line(tmp_path: Path) -> None:
    """The router shows byte for byte what it showed before, and has it saved."""
    push = pushed(*SPOKE, tmp_path)
    running = push.practice.running
    push.push(Stage.STAGE)
    assert push.practice.running != running
    outcome = push.push(is_revert=True)

    assert (outcome.end, outcome.verdict) == (End.DONE, Verdict.OLD)
    assert push.practice.running == running
    assert is_as_predicted(saved(push.practice), read(running))


def test_a_trial_that_is_not_proved_goes_back_at_once(tmp_path: Path) -> None:
    """EzVPN is back, and the router is staged as it was."""
    push = pushed(*SPOKE, tmp_path)
    push.push(Stage.STAGE)
    staged = push.practice.running
    push.proof = NothingProved(missing=("no answer from 10.9.0.1",))
    outcome = push.push()

    assert (outcome.end, outcome.verdict) == (End.STOPPED, Verdict.STAGED)
    assert "no answer from 10.9.0.1" in outcome.says
    assert push.practice.running == staged


def test_old_lines_without_their_traffic_need_a_person(tmp_path: Path) -> None:
    """OLD is only said once EzVPN carries traffic again."""
    push = pushed(*SPOKE, tmp_path)
    push.proof = NothingProved(missing=("no answer",), old_missing=("EzVPN is CONNECT_REQUIRED",))

    assert push.push().end is End.NEEDS_A_PERSON
    # Once it does, the same router is looked at again, and is as it was.
    push.proof = NothingProved()
    assert push.push(is_revert=True).end is End.DONE


def test_somebody_who_saves_during_the_trial_is_noticed_before_it_is_confirmed(tmp_path: Path) -> None:
    """A power cycle would bring the trial: it is not confirmed, and the router says what is in its startup."""
    push = pushed(*SPOKE, tmp_path)

    class SavedMeanwhile(NothingProved):
        """A colleague, while the tunnel is proved."""

        def missing(self, stage: Stage, truth: object, vigil: object) -> tuple[str, ...]:
            terminal = logged_in(push.practice)
            told(terminal, "write memory")
            terminal.close()
            return ()

    push.proof = SavedMeanwhile()
    outcome = push.push()

    assert outcome.end is End.NEEDS_A_PERSON
    assert outcome.verdict is Verdict.MIX
    assert not any(record.line == "confirm" for record in push.records)


def test_the_login_stage_is_only_sent_where_a_reload_is_allowed(tmp_path: Path) -> None:
    """Nothing else takes it back."""
    push = pushed(*WITH_LOGIN, tmp_path)
    push.is_reload_allowed = False
    outcome = push.push()

    assert outcome.end is End.STOPPED
    assert any("--allow-reload" in why for why in outcome.says)
    assert "\naaa new-model" not in push.practice.running


def test_no_line_of_a_key_stands_in_the_journal_or_in_what_is_told(tmp_path: Path) -> None:
    """Secrets of a site stand in `pushed/` alone."""
    push = pushed(*SPOKE, tmp_path)
    push.push()
    texts = [path.read_text("utf-8") for path in (tmp_path / "pushed").rglob("4-stage.cfg")]
    keys = {row.split()[-1] for text in texts for row in text.splitlines() if "pre-shared-key" in row}

    assert keys
    journal = (tmp_path / "journal" / f"{SPOKE[1]}.jsonl").read_text("utf-8")
    assert not [key for key in keys if key in journal or any(key in said for said in push.told)]


def test_an_order_says_how_far_it_goes() -> None:
    """To the cut-over, and never unasked to the clean-up."""
    assert Order(device="r1").last is Stage.CUTOVER


def test_the_morning_after_the_new_tunnel_is_taken_back_under_a_timer(tmp_path: Path) -> None:
    """The old lines run and are saved; what is staged stays until it is taken back, too."""
    push = pushed(*SPOKE, tmp_path)
    push.push(Stage.STAGE)
    staged = push.practice.running
    push.push()
    back = push.push(is_revert=True)

    assert (back.end, back.verdict) == (End.DONE, Verdict.STAGED)
    assert is_as_predicted(shown(push.practice), read(staged))
    assert is_as_predicted(saved(push.practice), read(staged))
    assert push.push(is_revert=True).verdict is Verdict.OLD
    assert push.push().verdict is Verdict.NEW_SAVED


def test_a_way_back_that_brings_no_traffic_leaves_the_new_tunnel(tmp_path: Path) -> None:
    """Its timer, or we at once, put the new configuration back, which was saved."""
    push = pushed(*SPOKE, tmp_path)
    push.push()
    new = push.practice.running
    push.proof = NothingProved(old_missing=("EzVPN is CONNECT_REQUIRED",))
    back = push.push(is_revert=True)

    assert (back.end, back.verdict) == (End.STOPPED, Verdict.NEW_SAVED)
    assert push.practice.running == new


def test_a_clean_up_is_sent_days_later_and_can_be_taken_back(tmp_path: Path) -> None:
    """Under a timer, as the cut-over was; taken back, everything is there as before."""
    push = pushed(*SPOKE, tmp_path)
    push.push(Stage.STAGE)
    staged = push.practice.running
    push.push()
    push.practice.clock.go_on(3 * 24 * 3600)
    cleaned = push.push(Stage.CLEANUP)

    assert Verdict.MIX not in {record.verdict for record in push.records}
    assert (cleaned.end, cleaned.verdict) == (End.DONE, Verdict.NEW_SAVED)
    assert "crypto ipsec client ezvpn" not in push.practice.running
    assert push.push(is_revert=True).verdict is Verdict.STAGED
    assert is_as_predicted(shown(push.practice), read(staged))


def test_no_cut_over_begins_that_cannot_be_over_in_time(tmp_path: Path) -> None:
    """The arithmetic is said, and the router stays staged."""
    push = pushed(*SPOKE, tmp_path)
    push.until = push.practice.clock.now + timedelta(minutes=12)
    outcome = push.push()

    assert (outcome.end, outcome.verdict) == (End.STOPPED, Verdict.STAGED)
    assert any("12 minutes" not in why and "minutes of the timer" in why for why in outcome.says)
    push.until = push.practice.clock.now + timedelta(minutes=20)
    assert push.push().verdict is Verdict.NEW_SAVED


def test_what_is_taken_up_ends_where_it_was_to_end(tmp_path: Path) -> None:
    """Whoever staged a router and resumes it cuts nothing over; a trial that went back is not begun again."""
    push = pushed(*SPOKE, tmp_path)
    push.push(Stage.ARCHIVE)
    assert stage_to_resume(push.records) is Stage.ARCHIVE
    push.push(Stage.STAGE)
    assert stage_to_resume(push.records) is Stage.STAGE
    push.proof = NothingProved(missing=("no answer",))
    push.push()
    assert stage_to_resume(push.records) is Stage.STAGE
    push.proof = NothingProved()
    push.push()
    assert stage_to_resume(push.records) is Stage.CUTOVER


def test_a_plan_that_changed_since_the_run_began_is_not_sent_unseen(tmp_path: Path) -> None:
    """What was frozen is sent by consent alone; taken back, the plan is pushed as it is."""
    push = pushed(*SPOKE, tmp_path)
    push.push(Stage.ARCHIVE)
    push.plan = answer(push.plan, "tunnel_mtu", "1300 1260")
    refused = push.push()

    assert (refused.end, refused.verdict) == (End.REFUSED, Verdict.PARTIAL)
    assert "the plan has changed" in refused.says[0]
    assert "4-stage.cfg" in refused.says[0]
    push.refusals = frozenset({"frozen"})
    assert push.push(Stage.STAGE).verdict is Verdict.STAGED


def test_a_way_back_that_could_not_be_saved_is_saved_by_the_next_one(tmp_path: Path) -> None:
    """It runs the old configuration, and would start with the new one: that is ours, and nobody else saved anything."""
    push = pushed(*SPOKE, tmp_path)
    push.push()
    push.practice.suffer('at "write memory" ask "Are you sure? [yes/no]:"')
    first = push.push(is_revert=True)

    assert (first.end, first.verdict) == (End.STOPPED, Verdict.PARTIAL)
    assert "crypto ikev2 client flexvpn" in (push.practice.startup or "")
    second = push.push(is_revert=True)
    assert (second.end, second.verdict) == (End.DONE, Verdict.OLD)
    assert "crypto ikev2 client flexvpn" not in (push.practice.startup or "")


def test_a_router_without_a_push_has_nothing_to_take_back(tmp_path: Path) -> None:
    """No run is begun for it."""
    push = pushed(*SPOKE, tmp_path)

    assert push.push(is_revert=True).verdict is Verdict.OLD
    assert not (tmp_path / "pushed").exists()


def test_a_stage_that_waits_for_an_answer_is_refused_and_not_left_out(tmp_path: Path) -> None:
    """A push that has no text for it is not done with what is left."""
    push = pushed(*SPOKE, tmp_path)
    push.plan = replace(golden_plan(SPOKE[0]), secrets=())
    push.rows = tuple(row for row in ROWS if row.name == "withheld")
    outcome = push.push()

    assert (outcome.end, outcome.verdict) == (End.REFUSED, Verdict.OLD)
    assert any("waits for the answer" in why for why in outcome.says)


@pytest.mark.parametrize(("case", "device"), [("branches-eigrp", "br-leeds"), ("two-authorities", "br-york")])
def test_a_push_goes_on_behind_the_certificates_that_came_meanwhile(case: str, device: str, tmp_path: Path) -> None:
    """Nobody predicts them: they are no residue, and are saved with the stage that follows."""
    practice = before(case, device).fork(beliefs={"mark-of-the-clock": "none"})
    push = pushed(case, device, tmp_path, practice)
    had = names_of_trustpoints(practice)

    assert push.push().end is End.WAITS
    bring_certificates(practice, besides=had)
    outcome = push.push()

    assert (outcome.end, outcome.verdict) == (End.DONE, Verdict.NEW_SAVED), (outcome.says, outcome.rows)
    assert is_as_predicted(shown(practice), saved(practice))
