"""What may be chosen to go wrong in a push of the practice site goes wrong, and ends as its sentence says."""

from pathlib import Path

import pytest

from tests.served_practice import Practice, served_practice
from tests.test_push_over_ssh import SPEED, push_all, site_of
from wizard.data.practice_faults import NOTHING, PRACTICE_FAULTS, PracticeFault
from wizard.practice import read_faults
from wizard.push.journal_record import Verdict
from wizard.push.outcome import Outcome

SPOKE = "practice-spoke1"


def suffer(practice: Practice, fault: PracticeFault) -> None:
    """It is chosen for the next push."""
    for router in practice.routers.values():
        router.mend()
    for name, faults in read_faults(fault.at(SPOKE), tuple(practice.routers)).items():
        practice.routers[name].suffer(*(each.written for each in faults))


def mend(practice: Practice, fault: PracticeFault) -> None:
    """Nothing is to go wrong any more, and a person types what the sentence says."""
    suffer(practice, NOTHING)
    terminal = practice.routers[SPOKE].log_in("admin")
    for line in fault.mended_by:
        terminal.send(f"{line}\r".encode())
    terminal.close()


DONE = {"practice-spoke1": Verdict.NEW_SAVED, "practice-spoke2": Verdict.NEW_SAVED}


def of_spokes(outcomes: dict[str, Outcome]) -> dict[str, Verdict]:
    """Where the spokes stand."""
    return {name: outcome.verdict for name, outcome in outcomes.items() if "spoke" in name}


@pytest.mark.slow
@pytest.mark.parametrize("fault", [each for each in PRACTICE_FAULTS if each.faults], ids=lambda each: each.key)
def test_a_fault_ends_as_its_sentence_says_and_the_next_push_goes_to_the_end(
    fault: PracticeFault, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Once what it says was done."""
    told: list[str] = []
    with served_practice(tmp_path, SPEED) as practice:
        site = site_of(practice, tmp_path, capsys)
        suffer(practice, fault)
        outcomes = push_all(site, told)
        assert outcomes[SPOKE].verdict.name == fault.verdict, (outcomes, told)
        assert fault.ends.startswith(f"{fault.verdict.replace('NEW_', 'NEW-').replace('UNSAVED', 'unsaved')}:")

        mend(practice, fault)
        again = push_all(site, told)
        if fault.mended_by:
            assert again[SPOKE].verdict is Verdict.STAGED
            again = push_all(site, told)
        assert of_spokes(again) == DONE, (again, told)


def test_where_nothing_goes_wrong_the_first_push_goes_to_the_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also behind a fault that was chosen before it, and taken back."""
    told: list[str] = []
    with served_practice(tmp_path, SPEED) as practice:
        site = site_of(practice, tmp_path, capsys)
        for fault in (*PRACTICE_FAULTS, NOTHING):
            suffer(practice, fault)
        assert of_spokes(push_all(site, told)) == DONE, told
