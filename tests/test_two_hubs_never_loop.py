"""A new hub and the EzVPN server never send a packet back and forth when a site is down."""

import pytest

from tests.golden_cases import golden_plan
from wizard.model.plan import Answer, Plan
from wizard.model.stage import Stage
from wizard.plan.perspective import hub_device
from wizard.render import stages

HIDDEN = "filialen-new-hub"
"""Its spokes NW-KI-RTR01 and NW-HB-RTR01 have LANs in 172.21.0.0/16, and the server keeps 172.21.64.0/18."""


def with_remaining(networks: str) -> Plan:
    """The golden plan with those networks behind the server."""
    return golden_plan(HIDDEN).with_answer(Answer(key="remaining_networks", value=networks))


def routes(plan: Plan, stage: Stage) -> list[str]:
    """The routes that the new hub gets or loses in a stage."""
    sections = stages(plan, hub_device(plan))[stage.number - 1].sections
    lines = [line.text for section in sections for line in section.commands]
    return [text for text in lines if text.removeprefix("no ").startswith("ip route ")]


def test_a_site_inside_a_summary_towards_the_server_is_dropped_when_it_is_down() -> None:
    """The server's route to the site leads to the hub: the hub's summary would send the packet back to the server."""
    plan = with_remaining("172.21.0.0/16")

    assert "ip route 172.21.4.0 255.255.255.0 Null0 254" in routes(plan, Stage.CUTOVER)


@pytest.mark.parametrize("networks", ["172.21.64.0/18", "172.21.64.0/18, 172.21.5.0/24"])
def test_a_site_outside_every_summary_needs_no_such_route(networks: str) -> None:
    """No route of the hub would take the packet."""
    assert not [text for text in routes(with_remaining(networks), Stage.CUTOVER) if "Null0" in text]


def test_a_site_that_has_not_moved_yet_is_reached_until_the_cleanup() -> None:
    """A better route leads to the server meanwhile, and the clean-up takes it away."""
    plan = with_remaining("172.21.0.0/16")
    meanwhile = "ip route 172.21.4.0 255.255.255.0 10.255.255.1 250"

    assert meanwhile in routes(plan, Stage.CUTOVER)
    assert f"no {meanwhile}" in routes(plan, Stage.CLEANUP)


def announcing(networks: str) -> Plan:
    """The golden plan whose hub announces those networks."""
    return golden_plan(HIDDEN).with_answer(Answer(key="hub_networks", value=networks))


def test_the_rest_of_a_network_that_the_new_hub_is_in_with_a_part_leads_to_the_server() -> None:
    """The hub's LAN is 172.20.99.0/24: by its default route the rest of 172.20.0.0/16 would go to the Internet."""
    plan = announcing("172.20.0.0/16")

    assert "ip route 172.20.0.0 255.255.0.0 10.255.255.1 250" in routes(plan, Stage.CUTOVER)


def test_a_network_that_the_new_hub_is_in_with_all_of_it_needs_no_such_route() -> None:
    """The hub's own LAN is longer or as long."""
    assert not [text for text in routes(announcing("172.20.99.0/25"), Stage.CUTOVER) if "172.20.99" in text]


def test_a_free_address_of_the_pool_inside_a_summary_is_dropped() -> None:
    """The server's route to the pool leads to the hub, and the hub's summary to the server."""
    plan = announcing("172.16.0.0/12")

    assert "ip route 172.22.0.0 255.255.255.0 Null0 254" in routes(plan, Stage.CUTOVER)
