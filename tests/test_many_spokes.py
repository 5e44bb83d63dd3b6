"""A hub with many spokes costs as much a spoke as one with few."""

from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.golden_cases import golden_plan
from wizard.check.matching.overlapping_networks import overlapping
from wizard.model.kept_of_plan import PLANS, kept_of_plan
from wizard.model.plan import Answer, Plan

NETWORKS = st.builds(
    lambda address, length: IPv4Network((address >> (32 - length) << (32 - length), length)),
    st.integers(0, 2**32 - 1).map(lambda address: address & 0x0F0F0000),
    st.integers(4, 24),
)


@given(st.lists(st.lists(NETWORKS, max_size=4, unique=True), max_size=8))
def test_networks_that_overlap_are_found_as_if_each_were_compared_with_each(sites: list[list[IPv4Network]]) -> None:
    """Nothing is found twice, nothing is left out, and the order is that of the sites."""
    each_with_each = [
        (one, mine, other, theirs)
        for (one, first), (other, second) in combinations(enumerate(sites), 2)
        for mine in first
        for theirs in second
        if mine.overlaps(theirs)
    ]

    assert list(overlapping(sites)) == each_with_each


def test_networks_of_ipv6_overlap_as_those_of_ipv4_do() -> None:
    """One function for both."""
    sites = [[IPv6Network("2001:db8::/32")], [IPv6Network("2001:db8:1::/48")], [IPv6Network("2001:db9::/48")]]

    assert list(overlapping(sites)) == [(0, sites[0][0], 1, sites[1][0])]


def counted() -> tuple[list[str], Callable[[Plan, str], str]]:
    """A function of a plan, and every time that it was carried out."""
    calls: list[str] = []

    @kept_of_plan
    def of(plan: Plan, device: str) -> str:
        calls.append(device)
        return device.upper()

    return calls, of


def test_what_was_said_of_a_plan_is_computed_once_for_each_of_its_devices() -> None:
    """However many devices there are: none takes the place of another."""
    plan = golden_plan("guide")
    calls, of = counted()
    devices = [f"spoke-{number}" for number in range(3000)]

    twice = [[of(plan, device) for device in devices] for _ in range(2)]

    assert twice[0] == twice[1] == [device.upper() for device in devices]
    assert calls == devices


def test_an_equal_plan_is_the_same_plan() -> None:
    """What was undone and done again is there at once."""
    plan = golden_plan("guide")
    calls, of = counted()

    of(plan, "a")
    of(plan.with_answer(Answer(key="pfs", value="none")).with_answer(Answer(key="pfs", value="none")), "a")
    of(plan.with_answer(Answer(key="pfs", value="none")), "a")

    assert calls in (["a", "a"], ["a"])


def test_plans_that_nobody_looks_at_any_more_are_forgotten() -> None:
    """A long session does not fill the memory."""
    plan = golden_plan("guide")
    calls, of = counted()
    for number in range(PLANS + 1):
        of(plan.with_answer(Answer(key="hub_name", value=f"hub-{number}")), "a")
    before = len(calls)

    of(plan.with_answer(Answer(key="hub_name", value="hub-0")), "a")

    assert len(calls) == before + 1
