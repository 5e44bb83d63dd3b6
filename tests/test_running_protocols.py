"""Routing processes that run on the hub already, beside those that the tunnels get.

running/ has what is added to the configuration of the server of the branches.
"""

from pathlib import Path

import pytest

from wizard.check import findings, negotiations
from wizard.errors import AnswerError
from wizard.model.plan import Plan
from wizard.parse.source import read_source, read_sources
from wizard.plan.answer import answer
from wizard.plan.propose import propose
from wizard.render import outputs

HERE = Path(__file__).parent
BRANCHES = ("spoke-nem-classic.cfg", "spoke-nem-virtual-interface.cfg")
NEW_HUB = {"strategy": "new-hub", "inter_hub": "shared-lan", "remaining_networks": "10.21.64.0/24"}


def configuration(name: str) -> bytes:
    """A whole configuration."""
    return (HERE / "configs" / name).read_bytes()


def running(name: str) -> bytes:
    """The server of the branches, on which those processes run, too."""
    place = b"ip forward-protocol nd\n"
    return configuration("server-dvti.cfg").replace(place, (HERE / "running" / name).read_bytes() + place)


def site(server: bytes, *spokes: str, new_hub: str = "", **answers: str) -> Plan:
    """A plan of that server and spokes with some answers."""
    files = [("server.cfg", server), *((name, configuration(name)) for name in spokes or BRANCHES[:1])]
    plan = propose(read_sources(files), read_source(configuration(new_hub), new_hub) if new_hub else None)
    for key, value in answers.items():
        plan = answer(plan, key, value)
    return plan


def codes(plan: Plan) -> set[str]:
    """The findings of a plan that are more than notes."""
    return {one.code for one in findings(plan) if one.severity != "note"}


def test_a_hub_with_bgp_originates_no_network_of_a_spoke() -> None:
    """BGP prefers what a router originates: a route of the hub's own to a branch would outlive the branch's tunnel."""
    plan = site(configuration("server-dvti.cfg"), *BRANCHES, spoke_to_spoke="yes", routing="bgp")
    hub = outputs(plan)["hq-vpn1/5-cutover.cfg"]

    assert "network 10.21." not in hub
    assert "ip route 10.21." not in hub
    assert "permit 10.21.1.0 0.0.0.255" in outputs(plan)["hq-vpn1/4-stage.cfg"]
    for pair in negotiations(plan):
        assert {"10.20.0.0/24", "10.21.1.0/24", "10.21.2.0/24"} <= set(pair.spoke_learns)


def test_a_new_hub_with_bgp_has_one_route_to_a_site_that_stays() -> None:
    """Another route with the same distance would take half of the traffic to the Internet."""
    plan = site(
        configuration("server-dvti.cfg"),
        *BRANCHES,
        new_hub="new-hub-present.cfg",
        spoke_to_spoke="yes",
        routing="bgp",
        **NEW_HUB,
    )
    hub = outputs(plan)["hq-vpn2/5-cutover.cfg"]

    assert [line for line in hub.splitlines() if "10.21.64.0" in line] == [
        "ip route 10.21.64.0 255.255.255.0 10.20.0.1 250"
    ]
    assert "10.21.64.0/24" in negotiations(plan)[0].spoke_learns


def test_what_bgp_tells_is_sent_to_the_teller() -> None:
    """The factory is behind a router to which the branches know no way but their default route."""
    texts = outputs(site(configuration("server-dvti.cfg"), routing="bgp"))

    assert " neighbor FLEX-SPOKES next-hop-self\n" in texts["hq-vpn1/5-cutover.cfg"]
    assert " neighbor 10.20.255.1 next-hop-self\n" in texts["br-leeds/5-cutover.cfg"]


def test_a_hub_whose_default_route_leads_inside_discards_nothing() -> None:
    """What no longer route leads to lies behind the default route, and shall after the cut-over."""
    default = b"ip route 0.0.0.0 0.0.0.0 "
    server = configuration("server-dvti.cfg").replace(default + b"198.51.100.1", default + b"10.20.0.254")
    plan = site(server, routing="bgp", hub_networks="10.0.0.0/8")

    assert "ip route 10.0.0.0 255.0.0.0 10.20.0.254 250" in outputs(plan)["hq-vpn1/5-cutover.cfg"]


@pytest.mark.parametrize(
    ("processes", "why"),
    [
        ("bgp-into-ospf.cfg", "router ospf 1 takes BGP's routes"),
        ("bgp-names-branches.cfg", "its BGP announces that network itself"),
    ],
)
def test_a_hub_whose_bgp_tells_others_of_the_branches_keeps_it(processes: str, why: str) -> None:
    """IOS has one `redistribute bgp` a process, and BGP hands no route of an internal neighbor on to another one."""
    with pytest.raises(AnswerError, match=why):
        site(running(processes), routing="bgp")


def test_the_filter_of_a_peer_group_is_that_of_its_members() -> None:
    """The core is told what its prefix list lets pass, and needs no warning."""
    assert "RTE042" not in codes(site(running("bgp-to-core.cfg"), routing="bgp"))
