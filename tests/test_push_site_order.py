"""The routers of a site are pushed in the order in which one needs the other, and all that are asked are read first."""

from datetime import UTC, datetime

import pytest

from tests.golden_cases import golden_cases, golden_plan
from wizard.model.stage import Stage
from wizard.plan.perspective import devices, hub_device
from wizard.push.journal_record import Kind, Record
from wizard.push.proof_commands import routers_asked
from wizard.push.site_order import concerned, orders, taken_back
from wizard.render.stage_files import stages_with_a_file

BEGUN = (Record(seq=0, prev="", t_wall=datetime(2026, 11, 30, tzinfo=UTC), t_mono=0.0, kind=Kind.HEADER),)
BY_CASE = pytest.mark.parametrize("case", golden_cases())


@BY_CASE
def test_a_hub_is_ready_before_its_first_spoke(case: str) -> None:
    """Its stages, and its own cut-over, come before the cut-over of any spoke."""
    plan = golden_plan(case)
    wanted = orders(plan)
    cut = [place for place, order in enumerate(wanted) if order.last is Stage.CUTOVER]
    spokes = [place for place in cut if wanted[place].device in plan.spoke_devices]
    hub = [place for place, order in enumerate(wanted) if order.device in {hub_device(plan), plan.server.device}]

    assert all(place < first for place in hub for first in spokes[:1])


@BY_CASE
def test_every_stage_that_is_written_is_asked_for_but_the_clean_up(case: str) -> None:
    """Nothing of a device is left out, and nothing is sent that removes EzVPN unless it is asked for."""
    plan = golden_plan(case)
    furthest = {order.device: order.last for order in orders(plan)}
    for device in devices(plan):
        stages = stages_with_a_file(plan, device) - {Stage.CLEANUP}
        assert furthest.get(device) == max(stages, key=lambda stage: stage.number, default=None)


@BY_CASE
def test_so_many_spokes_are_the_first_of_the_site(case: str) -> None:
    """The hub is always among them."""
    plan = golden_plan(case)
    asked = {order.device for order in orders(plan, spokes=1)}

    assert asked & plan.spoke_devices <= {plan.spokes[0].device}


@BY_CASE
def test_every_router_that_is_asked_whether_it_worked_is_reached_first(case: str) -> None:
    """Also that of a spoke in client mode, whose hub has no step of its own."""
    plan = golden_plan(case)
    for device in devices(plan):
        assert set(routers_asked(plan, device)) & set(devices(plan)) <= set(concerned(plan, (device,)))


@BY_CASE
def test_a_site_goes_back_with_its_spokes_first_and_its_hub_last(case: str) -> None:
    """Every router of which something was begun, once; where its server was cleaned up alone, EzVPN is there first."""
    plan = golden_plan(case)
    wanted = taken_back(plan, lambda device: BEGUN)
    went = [order.device for order in wanted]
    spokes = [place for place, device in enumerate(went) if device in plan.spoke_devices]
    cut_over = {order.device for order in orders(plan)} - plan.spoke_devices

    assert all(order.is_revert for order in wanted)
    assert sorted(went) == sorted({order.device for order in orders(plan, last=Stage.CLEANUP)})
    assert all(place > max(spokes, default=-1) for place, device in enumerate(went) if device in cut_over)
    assert taken_back(plan, lambda device: ()) == ()
