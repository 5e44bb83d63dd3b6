"""Routing processes that run on the hub already, beside those that the tunnels get.

running/ has what is added to the configuration of the server of the branches.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.golden_cases import golden_plan
from tests.with_authority import propose
from wizard.check import findings, negotiations
from wizard.errors import AnswerError
from wizard.model.plan import Plan
from wizard.model.secret import Secret
from wizard.parse.routing_processes import routing_processes
from wizard.parse.sources import read_source, read_sources
from wizard.plan.answer import answer, answer_secret
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
    return {finding.code for finding in findings(plan) if finding.severity != "note"}


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


def test_a_named_eigrp_hands_the_spokes_on_below_its_topology() -> None:
    """The LAN learns the branches from there today, and the tunnels' EIGRP takes another autonomous system."""
    plan = site(running("eigrp-named.cfg"), routing="bgp")
    text = outputs(plan)["hq-vpn1/5-cutover.cfg"]

    assert (
        "router eigrp CORP\n address-family ipv4 unicast autonomous-system 100\n  topology base\n"
        "   redistribute bgp 65100 metric 100000 10 255 1 1500 route-map FLEX-SITES\n"
    ) in text
    assert "   no redistribute bgp 65100\n" in outputs(plan)["hq-vpn1/undo-5-cutover.cfg"]
    assert "router eigrp 101\n" in outputs(site(running("eigrp-named.cfg"), routing="eigrp"))["hq-vpn1/5-cutover.cfg"]


def test_a_named_eigrp_that_is_not_told_the_spokes_is_found() -> None:
    """Its redistribution is read where it stands, below the topology of its address family."""
    (process,) = routing_processes(read_source(running("eigrp-named.cfg"), "server.cfg").configuration)

    assert (process.protocol, process.number) == ("eigrp", "100")
    assert [redistribution.route_map for redistribution in process.redistributes] == ["BRANCHES"]
    assert process.is_passive("GigabitEthernet0/0")
    assert not process.is_passive("GigabitEthernet0/1")


def test_rip_gets_a_metric_and_a_vrf_nothing() -> None:
    """RIP takes no route of BGP without a metric; the spokes' routes are in no VRF."""
    plan = site(running("rip-and-vrf.cfg"), routing="bgp")
    text = outputs(plan)["hq-vpn1/5-cutover.cfg"]

    assert "router rip\n redistribute bgp 65100 metric 1 route-map FLEX-SITES\n" in text
    assert "vrf DMZ" not in text
    assert "RTE047" not in codes(plan)


def hubs(server: bytes, protocol: str) -> Plan:
    """The server beside the present new hub, in one LAN with that protocol."""
    return site(server, new_hub="new-hub-present.cfg", **NEW_HUB, inter_hub_routing=protocol)


def test_two_hubs_meet_in_the_process_and_the_area_of_the_shared_lan() -> None:
    """Not in the server's first process, and not in the backbone area where the LAN is in another one."""
    texts = outputs(hubs(running("ospf-by-host.cfg"), "ospf"))

    assert "router ospf 20\n" in texts["hq-vpn1/5-cutover.cfg"]
    assert "network 10.20.0.0" not in texts["hq-vpn1/5-cutover.cfg"]
    assert " network 10.20.0.0 0.0.0.255 area 10\n" in texts["hq-vpn2/5-cutover.cfg"]


def test_an_interface_says_itself_in_which_area_it_is() -> None:
    """`ip ospf 20 area 10` decides, and the process needs no `network` line."""
    lan = b" description HQ servers and users\n"
    plan = hubs(running("ospf-of-interfaces.cfg").replace(lan, lan + b" ip ospf 20 area 10\n"), "ospf")
    texts = outputs(plan)

    assert "network 10.20.0.0" not in texts["hq-vpn1/5-cutover.cfg"]
    assert " network 10.20.0.0 0.0.0.255 area 10\n" in texts["hq-vpn2/5-cutover.cfg"]
    assert not codes(plan) & {"RTE045", "RTE033"}


def test_a_running_redistribution_that_leaves_sites_out_is_found() -> None:
    """The new hub would never learn where the sites are that stay."""
    (finding,) = [
        other_finding
        for other_finding in findings(hubs(running("ospf-by-host.cfg"), "ospf"))
        if other_finding.code == "RTE056"
    ]

    assert "10.21.64.0/24" in finding.message


@pytest.mark.parametrize(
    ("processes", "protocol", "why"),
    [
        ("ospf-stub.cfg", "ospf", "area 10 takes no routes of others"),
        ("eigrp-stub.cfg", "eigrp", "a stub hands on no routes of others"),
        ("eigrp-named.cfg", "eigrp", "the lines of a named EIGRP are not generated"),
    ],
)
def test_a_process_that_would_not_tell_the_sites_joins_no_hubs(processes: str, protocol: str, why: str) -> None:
    """Static routes join the two hubs there."""
    with pytest.raises(AnswerError, match=why):
        hubs(running(processes), protocol)


def test_other_hello_intervals_keep_the_hubs_apart() -> None:
    """OSPF neighbors need the same; the interface of the new hub has the default."""
    lan = b" description HQ servers and users\n"
    server = running("ospf-by-host.cfg").replace(lan, lan + b" ip ospf hello-interval 3\n")
    with pytest.raises(AnswerError, match="its neighbours need the same setting"):
        hubs(server, "ospf")


@pytest.mark.parametrize("protocol", ["bgp", "eigrp"])
def test_a_process_of_the_lan_needs_no_neighbor_in_the_tunnels(protocol: str) -> None:
    """`network 10.0.0.0` covers the tunnels by chance, and is handed the spokes' routes for the LAN."""
    plan = site(running("eigrp-everywhere.cfg"), routing=protocol)

    assert f"redistribute {protocol} " in outputs(plan)["hq-vpn1/5-cutover.cfg"]
    assert not codes(plan) & {"RTE040", "RTE047"}


PROVIDER = b"router bgp 65020\n bgp log-neighbor-changes\n neighbor 203.0.113.17 remote-as 2856\n!\n"


def branch_with_provider(mode: bytes) -> Plan:
    """Leeds in that mode of EzVPN, with BGP towards its provider."""
    place = b"ip forward-protocol nd\n"
    leeds = configuration("spoke-nem-classic.cfg").replace(place, PROVIDER + place)
    files = [("server.cfg", configuration("server-dvti.cfg")), ("leeds.cfg", leeds.replace(b"network-extension", mode))]
    return answer(propose(read_sources(files)), "routing", "bgp")


def test_a_provider_is_not_told_the_tunnels_routes_in_silence() -> None:
    """What internal BGP brings goes on to every external neighbor that no filter stops."""
    told = [
        finding.message for finding in findings(branch_with_provider(b"network-extension")) if finding.code == "RTE042"
    ]

    assert told == ["BGP neighbor 203.0.113.17 of br-leeds will be told 10.21.1.0/24 and what the tunnels bring."]


def test_a_spoke_without_networks_tells_the_hub_nothing() -> None:
    """What its provider tells it stays at the spoke."""
    plan = answer(branch_with_provider(b"client"), "pool_range", "10.22.0.1 10.22.0.254", "hq-vpn1")
    texts = outputs(plan)

    assert "ip access-list standard FLEX-ROUTES\n deny any\n" in texts["br-leeds/4-stage.cfg"]
    assert " neighbor 10.20.255.1 distribute-list FLEX-ROUTES out\n" in texts["br-leeds/5-cutover.cfg"]


def test_a_network_that_a_spoke_learns_does_not_come_back_to_it() -> None:
    """The route of IKEv2 would win over that of OSPF, and lead back into the tunnel."""
    place = b"ip forward-protocol nd\n"
    ospf = b"router ospf 1\n network 10.21.1.0 0.0.0.255 area 0\n!\n"
    leeds = configuration("spoke-nem-classic.cfg").replace(place, ospf + place)
    files = [("server.cfg", configuration("server-dvti.cfg")), ("leeds.cfg", leeds)]
    plan = answer(propose(read_sources(files)), "lan_networks", "10.21.1.0/24, 10.21.77.0/24", "br-leeds")
    plan = answer(plan, "spoke_to_spoke", "yes")

    assert "RTE057" in codes(plan)
    assert "RTE057" not in codes(answer(plan, "hub_networks", "10.20.0.0/15"))


TUNNEL = {
    "strategy": "new-hub",
    "inter_hub": "tunnel",
    "inter_hub_network": "10.255.0.1/30",
    "remaining_networks": "10.21.64.0/24",
}


def test_hubs_joined_by_a_tunnel_use_the_process_by_which_the_servers_lan_learns_the_sites() -> None:
    """Another process would take the routes of a branch that moved, and the LAN of the server would forget it."""
    plan = site(running("ospf-hands-on.cfg"), new_hub="new-hub-present.cfg", **TUNNEL, inter_hub_routing="ospf")
    plan = answer_secret(plan, "inter_hub_key", Secret("Between-Hubs-1"))
    texts = outputs(plan)

    tunnel = " network 10.255.0.0 0.0.0.3 area 10\n"
    assert f"{tunnel} no passive-interface Tunnel100\n" in texts["hq-vpn1/5-cutover.cfg"]
    assert tunnel in texts["hq-vpn2/5-cutover.cfg"]
    assert "RTE058" not in codes(plan)
    assert "RTE058" in codes(answer(plan, "inter_hub_process", "100"))


def test_hubs_meet_in_no_other_protocol_than_the_one_that_tells_the_servers_lan() -> None:
    """OSPF hands on static routes there, and none that EIGRP learns."""
    with pytest.raises(AnswerError, match="would not hand on those that another process learns"):
        site(running("ospf-hands-on.cfg"), new_hub="new-hub-present.cfg", **TUNNEL, inter_hub_routing="eigrp")


def test_more_than_a_hundred_spokes_of_a_pool_may_call() -> None:
    """BGP takes no more callers unless a line says so, and says nothing to the next one."""
    leeds = configuration("spoke-nem-classic.cfg").replace(b"network-extension", b"network-plus")
    files = [("server.cfg", configuration("server-dvti.cfg")), ("leeds.cfg", leeds)]
    plan = answer(propose(read_sources(files)), "routing", "bgp")

    few = answer(plan, "pool_range", "10.22.0.1 10.22.0.62", "hq-vpn1")
    many = answer(plan, "pool_range", "10.22.0.1 10.22.3.254", "hq-vpn1")
    assert "bgp listen limit" not in outputs(few)["hq-vpn1/5-cutover.cfg"]
    assert " bgp listen limit 1024\n bgp listen range 10.22.0.0/22 " in outputs(many)["hq-vpn1/5-cutover.cfg"]


def test_what_marked_the_static_routes_marks_the_new_ones() -> None:
    """Routers of the LAN that look for the tag of EzVPN's routes find it on those of the tunnels."""
    plan = site(running("ospf-tags.cfg"), routing="eigrp")

    assert (
        "route-map FLEX-SITES permit 10\n match ip address prefix-list FLEX-SITES\n set tag 1250\n"
        in (outputs(plan)["hq-vpn1/4-stage.cfg"])
    )
    assert "RTE060" not in codes(plan)


def test_ospf_is_handed_subnets_where_its_statics_had_none() -> None:
    """Without that word IOS hands on classful networks alone; the line of the static routes need not have had it."""
    plan = golden_plan("filialen-bgp")
    text = plan.server.data.decode().replace("redistribute static metric 50 subnets", "redistribute static metric 50")
    changed = replace(plan, server=read_source(text.encode(), plan.server.filename))

    written = outputs(changed)["NW-HH-RTR01/5-cutover.cfg"]
    assert " redistribute bgp 65100 metric 50 subnets route-map FLEX-SITES\n" in written
