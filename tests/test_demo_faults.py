"""What may be chosen to go wrong in a push of the practice site goes wrong, and ends as its sentence says."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.served_practice import Practice, served_practice
from tests.test_push_over_ssh import SPEED, push_all, site_of
from wizard.data.practice_faults import NOTHING, PRACTICE_FAULTS, PracticeFault
from wizard.errors import EzError
from wizard.practice import read_faults
from wizard.push.journal_record import Verdict


def suffer(practice: Practice, fault: PracticeFault) -> None:
    """It is chosen for the next push."""
    for router in practice.routers.values():
        router.mend()
    for name, faults in read_faults(fault.faults, tuple(practice.routers)).items():
        practice.routers[name].suffer(*(each.written for each in faults))


@pytest.mark.parametrize("fault", [each for each in PRACTICE_FAULTS if each.faults], ids=lambda each: each.key)
def test_a_fault_ends_as_its_sentence_says_and_the_next_push_goes_to_the_end(
    fault: PracticeFault, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[str] = []
    with served_practice(tmp_path, SPEED) as practice:
        site = site_of(practice, tmp_path, capsys)
        suffer(practice, fault)
        outcomes = push_all(site, told)
        print(fault.key, outcomes, told)
        assert outcomes[fault.device].verdict.name == fault.verdict, (outcomes, told)
        suffer(practice, NOTHING)
        again = push_all(site, told)
        assert {name: outcome.verdict for name, outcome in again.items() if "spoke" in name} == {
            "practice-spoke1": Verdict.NEW_SAVED,
            "practice-spoke2": Verdict.NEW_SAVED,
        }, (again, told)
