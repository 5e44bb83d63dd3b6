"""What is said to come next is what a person would type then, and never leads away from where the router stands."""

from pathlib import Path

import pytest

from tests.pushing import NothingProved, Pushed
from tests.test_push_router import SPOKE, pushed
from wizard.guide.push_words import next_behind_way_back, next_in_words
from wizard.model.stage import Stage
from wizard.push.guards import Change
from wizard.push.journal_record import Verdict
from wizard.push.journal_says import stage_to_resume
from wizard.push.next_command import next_words
from wizard.push.outcome import End, Outcome
from wizard.push.what_is_said import TAKEN_BACK

CASE = ("two-groups", "SP9")
"""With a clean-up of its own."""


def cleaned_in_vain(path: Path) -> tuple[Pushed, Outcome]:
    """A router that runs the new configuration, and whose clean-up was not proved."""
    push = pushed(*CASE, path)
    assert push.push().verdict is Verdict.NEW_SAVED
    push.proof = NothingProved(missing=("no answer from 10.9.0.1",))
    return push, push.push(Stage.CLEANUP)


def armings(push: Pushed) -> int:
    """How often a timer was set."""
    return sum(record.line == Change.ARM for record in push.records)


def test_a_clean_up_that_went_back_is_no_reason_to_leave_the_new_configuration(tmp_path: Path) -> None:
    """It is tried again once that is mended; `revert` would take FlexVPN from a branch that runs on it."""
    push, outcome = cleaned_in_vain(tmp_path)
    said = next_in_words("site", push.device, outcome, next_words(push.plan, push.device, push.records))

    assert (outcome.end, outcome.verdict) == (End.STOPPED, Verdict.NEW_SAVED)
    assert said == f"Next: once that is mended, `ez2flex push site --device {push.device} --stage cleanup`."


def test_resume_begins_no_clean_up_anew(tmp_path: Path) -> None:
    """Neither one that went back nor one that was taken back: nobody asked for another trial."""
    push, _ = cleaned_in_vain(tmp_path)
    push.proof = NothingProved()
    assert stage_to_resume(push.records) is Stage.CUTOVER
    assert push.push(Stage.CLEANUP).end is End.DONE
    assert stage_to_resume(push.records) is Stage.CLEANUP
    assert push.push(is_revert=True).verdict is Verdict.STAGED
    armed = armings(push)

    assert stage_to_resume(push.records) is Stage.STAGE
    assert push.push(Stage.STAGE).verdict is Verdict.STAGED
    assert armings(push) == armed


def test_a_way_back_that_did_not_come_to_its_end_is_asked_for_again(tmp_path: Path) -> None:
    """And no clean-up, which the journal alone would name."""
    push = pushed(*CASE, tmp_path)
    push.push()
    push.proof = NothingProved(old_missing=("EzVPN is CONNECT_REQUIRED",))
    outcome = push.push(is_revert=True)
    words = next_words(push.plan, push.device, push.records)

    assert outcome.verdict is Verdict.NEW_SAVED, outcome.says
    assert next_behind_way_back("site", push.device, outcome, words) == (
        f"Next: once that is mended, `ez2flex revert site --device {push.device}` again."
    )


def test_whoever_took_it_back_is_told_of_nothing_to_mend() -> None:
    """It is tried again when they want."""
    outcome = Outcome(end=End.STOPPED, verdict=Verdict.STAGED, says=(TAKEN_BACK,))

    assert next_in_words("site", "r1", outcome, ("push", "--device", "r1")) == (
        "Next: `ez2flex push site --device r1`, when it is to be tried again; "
        "or `ez2flex revert site --device r1`, which takes back what is staged."
    )


@pytest.mark.parametrize("end", [End.DONE, End.REFUSED])
def test_nothing_is_said_where_nothing_is_to_be_done(end: End) -> None:
    """A refusal says itself what to do."""
    outcome = Outcome(end=end, verdict=Verdict.STAGED)

    assert next_in_words("site", "r1", outcome, ("push",)) == ""


def test_a_trial_that_is_taken_back_as_asked_is_done(tmp_path: Path) -> None:
    """It went as it was wanted: the next router of the site follows, and the shell is told so."""
    push = pushed(*SPOKE, tmp_path)
    push.push(Stage.STAGE)
    push.practice.suffer('at "no crypto ipsec client ezvpn" after-apply drop')
    push.proof = NothingProved(missing=("no answer",))
    assert push.push().end is not End.DONE
    assert push.push(is_revert=True).end is End.DONE
