"""What check computes of a hub and a spoke is what two strongSwan daemons do with them."""

import pytest

from tests.golden_cases import golden_cases, golden_plan
from tests.interop import second_wave, tally, trials, tried
from tests.machine import LACKING
from tests.second_wave import next_wave
from tests.slips import SLIPS, TODAY
from wizard.check.ikev2.negotiation import negotiate
from wizard.check.view.plan_views import device_views, site_view
from wizard.rehearse.laboratory import laboratory
from wizard.rehearse.rehearsal import configured, rehearsal

with_daemons = pytest.mark.skipif(bool(LACKING), reason=LACKING or "there are daemons")


def test_every_slip_concerns_some_pair() -> None:
    """No row of the table is about lines that no plan has, and no two pairs are the same."""
    made = list(trials(len(SLIPS)))

    assert {trial.slip.name for trial in made} == {slip.name for slip in SLIPS}
    assert len({str(trial) for trial in made}) == len(SLIPS)


@with_daemons
def test_check_and_the_daemons_say_the_same_of_a_draw() -> None:
    """Up or not, why not, suites, methods, routes and rekey, of every sixth slip; `bench --interop` tries all."""
    with laboratory() as place:
        done = {str(trial): tried(place, trial) for trial in list(trials(len(SLIPS)))[::6]}

    differing = {
        name: [row for row in rehearsed.rows if row.differs]
        for name, rehearsed in done.items()
        if not rehearsed.as_predicted
    }
    assert differing == {}
    assert tally(list(done.values())).failed > 10


@with_daemons
def test_every_golden_site_comes_up_in_the_daemons() -> None:
    """Each hub and spoke of the golden sites, as check says."""
    with laboratory() as place:
        for case in golden_cases():
            plan = golden_plan(case)
            site = site_view(plan, device_views(plan))
            assert site is not None
            for pair in site.pairs:
                rehearsed = rehearsal(place, configured(pair.hub), configured(pair.spoke), negotiate(pair), TODAY)
                assert rehearsed.is_good, (case, pair.spoke.device, rehearsed.lines)


@with_daemons
def test_check_and_the_daemons_say_the_same_of_a_next_spoke() -> None:
    """The next spoke and the hub that it joins, as they are and with a slip; `bench --interop` tries many."""
    with laboratory() as place:
        done = {str(trial): tried(place, trial) for trial in trials(8, second_wave, SLIPS[::25])}

    assert len(done) == 8
    assert [name for name, rehearsed in done.items() if not rehearsed.as_predicted] == []
    assert 0 < tally(list(done.values())).failed < 8


@with_daemons
def test_the_next_spoke_of_a_golden_site_comes_up_in_the_daemons() -> None:
    """Keys, certificates, EAP and each protocol, where the hub has its part of them already."""
    with laboratory() as place:
        for case in golden_cases()[::5]:
            plan = next_wave(golden_plan(case))
            site = site_view(plan, device_views(plan))
            assert site is not None
            pair = site.pairs[0]
            rehearsed = rehearsal(place, configured(pair.hub), configured(pair.spoke), negotiate(pair), TODAY)
            assert rehearsed.is_good, (case, rehearsed.lines)
