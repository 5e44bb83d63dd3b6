"""A site with one generated line changed or lost does not pass as a good one."""

import pytest

from tests.golden_cases import golden_plan
from tests.mutations import mutations, said, said_of
from tests.second_wave import next_wave
from tests.traffic_mutations import KINDS, traffic_mutations


@pytest.mark.parametrize(
    "case", ["guide-reuse", "filialen-mixed", "everything-tunnelled", "filialen-bgp", "lojas-ipv6"]
)
def test_check_sees_nearly_every_line_that_is_lost_or_changed(case: str) -> None:
    """Of the mutations that break the tunnel or its traffic, check says something of at least 95 in a hundred."""
    plan = golden_plan(case)
    good = said_of(plan)
    seen = [bool(said(site) - good) for mutation, site in mutations(plan) if mutation.breaks]

    assert len(seen) > 80
    assert sum(seen) / len(seen) >= 0.95


@pytest.mark.parametrize("case", ["branches-second-wave", "lojas-eigrp", "filialen-bgp", "two-authorities"])
def test_check_sees_nearly_every_line_of_a_second_wave_that_is_lost_or_changed(case: str) -> None:
    """What the next spoke and the hub that it joins need is seen as well as what the first ones need."""
    plan = next_wave(golden_plan(case))
    good = said_of(plan)
    seen = [bool(said(site) - good) for mutation, site in mutations(plan) if mutation.breaks]

    assert len(seen) > 50
    assert sum(seen) / len(seen) >= 0.95


def test_what_the_lan_is_told_of_a_next_spoke_is_seen_where_the_hub_hands_on_already() -> None:
    """A prefix list of an earlier wave that the next spoke is not in keeps that site from the LAN."""
    plan = next_wave(golden_plan("lojas-eigrp"))
    good = said_of(plan)
    lost = next(site for mutation, site in mutations(plan) if mutation.path.startswith("ip prefix-list FLEX-SITES"))

    assert {code for code, _ in said(lost) - good} == {"RTE046"}


@pytest.mark.parametrize("case", ["filialen-mixed", "everything-tunnelled", "clinics-new-hub", "guide-new-hub"])
def test_check_sees_each_line_that_leads_packets_astray(case: str) -> None:
    """A route, a pin, a rule of NAT, a filter or a zone that is lost, changed or added is seen, every one of them."""
    plan = golden_plan(case)
    good = said_of(plan)

    assert [mutation.change for mutation in traffic_mutations(plan) if not said(mutation.site) - good] == []


def test_each_kind_of_line_that_leads_packets_is_tried() -> None:
    """No kind is left without a line of some golden site."""
    cases = ("everything-tunnelled", "filialen-mixed", "two-groups")

    assert {mutation.kind for case in cases for mutation in traffic_mutations(golden_plan(case))} == set(KINDS)
