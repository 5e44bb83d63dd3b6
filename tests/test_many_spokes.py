"""A hub with many spokes costs as much a spoke as one with few."""

from collections.abc import Callable, Iterator
from ipaddress import IPv4Network, IPv6Network
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.hub import hub, spoke_of
from tests.golden_cases import golden_cases, golden_plan
from tests.with_authority import propose
from wizard.check import findings
from wizard.check.matching.overlapping_networks import overlapping
from wizard.model.kept_of_plan import PLANS, forget_everything, kept_of_plan
from wizard.model.plan import Answer, Plan
from wizard.model.question import Kind, Resolved
from wizard.parse.sources import read_sources
from wizard.plan.answer import asked
from wizard.plan.given_answer import stored_answer
from wizard.plan.perspective import devices
from wizard.render import outputs, stages

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


def changes(plan: Plan, count: int, draw: Random) -> Iterator[Plan]:
    """Plans that follow one on the other as an engineer clicks: another choice, yes for no, an answer taken back."""
    for _ in range(count):
        question = draw.choice([found for found in asked(plan) if others(found)])
        device, key = question.device, question.question.key
        if stored_answer(plan, key, device) is not None and draw.random() < 0.3:
            plan = plan.without_answer(key, device)
        else:
            plan = plan.with_answer(Answer(device=device, key=key, value=draw.choice(others(question))))
        yield plan


def others(resolved: Resolved) -> list[str]:
    """Other values of a question than the one that holds."""
    offered = [choice.value for choice in resolved.question.choices]
    offered += ["yes", "no"] if resolved.question.kind is Kind.YES_NO else []
    return [value for value in offered if value != resolved.value]


@pytest.mark.parametrize("case", golden_cases())
def test_what_holds_on_after_an_answer_is_what_is_computed_anew(case: str) -> None:
    """Nothing that an answer touches is kept, at any distance."""
    plans = list(changes(golden_plan(case), 12, Random(case)))
    kept = [(asked(plan), outputs(plan), said(plan)) for plan in plans]

    for plan, before in zip(plans, kept, strict=True):
        forget_everything()
        assert (asked(plan), outputs(plan), said(plan)) == before


def said(plan: Plan) -> list[tuple[str, str, str]]:
    """The findings of a plan."""
    return [(found.code, found.device, found.message) for found in findings(plan)]


def test_one_spokes_answer_leaves_the_others_as_they_were() -> None:
    """The questions and stages of the other spokes are the same values, and not only equal ones."""
    files = [("hub.cfg", hub(2000, users=100, split_entries=50).encode())]
    plan = propose(read_sources([*files, *((f"{number}.cfg", spoke_of(number).encode()) for number in range(20))]))
    before = {device: stages(plan, device) for device in devices(plan)}

    changed = plan.with_answer(Answer(device="spoke-0005", key="connect", value="manual"))
    same = {device for device in devices(changed) if stages(changed, device) is before[device]}

    assert set(devices(plan)) - same == {"spoke-0005"}
