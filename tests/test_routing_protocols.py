"""Routing protocols over the tunnels and between two hubs: what is generated, and what cannot be chosen."""

from ipaddress import IPv4Network
from pathlib import Path

import pytest

from tests.golden_cases import golden_plan, output
from tests.with_authority import propose
from wizard.check import findings, negotiations
from wizard.check.matching.route_filters import route_map_takes
from wizard.errors import AnswerError
from wizard.model.configuration import Configuration, read_written
from wizard.model.plan import Plan
from wizard.model.secret import Secret
from wizard.parse.access_list_entries import access_lists
from wizard.parse.routing_processes import routing_processes
from wizard.parse.sources import read_source, read_sources
from wizard.plan.answer import answer, answer_secret
from wizard.plan.perspective import resolved
from wizard.render import outputs

CONFIGS = Path(__file__).parent / "configs"


def site(*names: str, new_hub: str = "", **answers: str) -> Plan:
    """A plan of whole configurations with some answers."""
    files = [(name, (CONFIGS / name).read_bytes()) for name in names]
    plan = propose(read_sources(files), read_source((CONFIGS / new_hub).read_bytes(), new_hub) if new_hub else None)
    for key, value in answers.items():
        plan = answer(plan, key, value)
    return plan


def running_bgp() -> Plan:
    """A server and a shop that both run BGP already."""
    return site("server-running-bgp.cfg", "spoke-running-bgp.cfg")


def test_a_hub_whose_bgp_hands_on_static_routes_keeps_them_static() -> None:
    """Internal BGP would hide the spokes from the core that learns them as static routes today."""
    with pytest.raises(AnswerError, match="hands EzVPN's static routes on"):
        answer(running_bgp(), "routing", "bgp")


def test_bgp_does_not_end_at_the_address_that_the_spokes_call() -> None:
    """A hub whose tunnels borrow the Internet address has no BGP neighbor inside the tunnel."""
    plan = site("server-everything-tunnelled.cfg", "spoke-everything-tunnelled.cfg")
    borrowing = answer(plan, "hub_unnumbered", "GigabitEthernet0/0", plan.server.device)

    with pytest.raises(AnswerError, match="would miss the tunnel"):
        answer(borrowing, "routing", "bgp")


def test_no_protocol_runs_inside_a_vrf() -> None:
    """A LAN in a VRF keeps the routes of IKEv2."""
    with pytest.raises(AnswerError, match="in a VRF"):
        site("server-for-vrf-spoke.cfg", "spoke-lan-in-vrf.cfg", routing="eigrp")


def test_two_hubs_of_spokes_with_bgp_are_joined_by_static_routes() -> None:
    """The routes of the spokes do not cross two protocols."""
    plan = site("server-dvti.cfg", "spoke-nem-classic.cfg", new_hub="new-hub-present.cfg", routing="bgp")

    with pytest.raises(AnswerError, match="would cross two protocols"):
        answer(plan, "inter_hub_routing", "ospf")


@pytest.mark.parametrize("number", ["0", "65536", "many"])
def test_an_autonomous_system_that_eigrp_does_not_know_is_refused(number: str) -> None:
    """EIGRP counts from 1 to 65535."""
    with pytest.raises(AnswerError, match="no number that fits"):
        answer(running_bgp(), "eigrp_as", number)


def test_eigrp_of_the_tunnels_takes_a_free_number() -> None:
    """A process that runs keeps its neighbors to itself."""
    assert resolved(site("server-named-split-list.cfg", "spoke-dhcp-wan.cfg"), "eigrp_as", "").value == ""
    plan = site("server-named-split-list.cfg", "spoke-dhcp-wan.cfg", routing="eigrp")
    assert resolved(plan, "eigrp_as", "").value == "100"

    taken = answer(plan, "eigrp_as", "60")
    assert [finding.message for finding in findings(taken) if finding.code == "RTE043"] == [
        f"{taken.server.device} runs EIGRP 60 already."
    ]


def test_a_running_bgp_gets_its_lines_below_its_address_family_and_loses_only_them_again() -> None:
    """What was below `address-family ipv4` stands there after the way back."""
    undo = output("lojas-eigrp", "lis-vpn1", "undo-5-cutover.cfg")

    assert "\n address-family ipv4\n  no redistribute eigrp 100\n" in undo
    assert "no address-family" not in undo


@pytest.mark.parametrize("case", ["filialen-bgp", "branches-eigrp", "filialen-hubs-ospf", "lojas-eigrp"])
def test_each_side_learns_what_the_other_one_announces(case: str) -> None:
    """The networks that were answered arrive, whatever carries them."""
    plan = golden_plan(case)

    for pair in negotiations(plan):
        assert pair.up, pair.why
        for network in resolved(plan, "lan_networks", pair.spoke).value.split(", "):
            assert not network or network in pair.hub_learns
        for network in resolved(plan, "hub_networks", "").value.split(", "):
            assert any(IPv4Network(network).subnet_of(IPv4Network(spoke_learn)) for spoke_learn in pair.spoke_learns)


@pytest.mark.parametrize("case", ["filialen-bgp", "branches-eigrp", "filialen-hubs-ospf", "lojas-eigrp"])
def test_no_route_of_a_site_with_a_protocol_is_found_wrong(case: str) -> None:
    """What was generated for the routes is right by the checks that read it back."""
    codes = {finding.code for finding in findings(golden_plan(case)) if finding.severity != "note"}

    assert not {code for code in codes if code.startswith(("RTE02", "RTE04"))} - {"RTE027", "RTE042"}


def test_all_traffic_goes_by_a_default_route_of_bgp() -> None:
    """The hub originates it, and tells the spokes nothing else; the spoke's own default yields to it."""
    plan = site("server-dvti.cfg", "spoke-nem-classic.cfg", tunnel_everything="yes", routing="bgp")
    texts = outputs(plan)

    hub = texts["hq-vpn1/5-cutover.cfg"]
    assert "neighbor FLEX-SPOKES default-originate" in hub
    assert "\n network" not in hub
    assert "access-list standard FLEX-ROUTES\n permit 0.0.0.0\n" in texts["hq-vpn1/4-stage.cfg"]
    assert "ip route 0.0.0.0 0.0.0.0 203.0.113.17 250" in texts["br-leeds/5-cutover.cfg"]
    assert "0.0.0.0/0" in negotiations(plan)[0].spoke_learns


def test_a_network_without_a_route_of_its_own_gets_one() -> None:
    """BGP announces only what stands in the routing table: a part of it is known, so the rest is discarded."""
    plan = site("server-dvti.cfg", "spoke-nem-classic.cfg", routing="bgp", hub_networks="10.20.0.0/16")

    assert "ip route 10.20.0.0 255.255.0.0 Null0 250" in outputs(plan)["hq-vpn1/5-cutover.cfg"]


def test_a_network_behind_the_default_route_is_not_discarded() -> None:
    """Where only the default route leads to a network, its own route leads there too."""
    plan = site("server-dvti.cfg", "spoke-nem-classic.cfg", routing="bgp", hub_networks="172.30.0.0/16")

    assert "ip route 172.30.0.0 255.255.0.0 198.51.100.1 250" in outputs(plan)["hq-vpn1/5-cutover.cfg"]


def test_a_network_that_another_protocol_brings_is_left_to_it() -> None:
    """A discarding route could hide the route by which the router reaches it today: a warning says so."""
    plan = site("server-crypto-map.cfg", "spoke-network-plus.cfg", routing="bgp", hub_networks="172.30.0.0/16")

    assert "ip route 172.30.0.0" not in outputs(plan)["NW-HH-RTR01/5-cutover.cfg"]
    assert any(
        finding.code == "RTE041" and "another protocol may bring it" in finding.message for finding in findings(plan)
    )


def test_a_process_that_keeps_the_inter_hub_tunnel_passive_is_told_not_to() -> None:
    """`passive-interface default` of the server would leave the two hubs without each other."""
    plan = site(
        "server-named-split-list.cfg",
        "spoke-dhcp-wan.cfg",
        strategy="new-hub",
        inter_hub="tunnel",
        inter_hub_network="10.255.0.1/30",
        inter_hub_routing="eigrp",
        inter_hub_process="60",
        **NEW_HUB,
    )
    plan = answer_secret(plan, "inter_hub_key", Secret("Between-Hubs-1"))

    server = outputs(plan)[f"{plan.server.device}/5-cutover.cfg"]
    undo = outputs(plan)[f"{plan.server.device}/undo-5-cutover.cfg"]
    assert " network 10.255.0.0 0.0.0.3\n no passive-interface Tunnel100\n" in server
    assert " passive-interface Tunnel100\n no network 10.255.0.0 0.0.0.3\n" in undo
    assert "\n no passive-interface Tunnel100\n" in outputs(plan)[f"{plan.server.device}/target.cfg"]


NEW_HUB = {
    "wan_interface": "GigabitEthernet0/0/0",
    "wan_address": "192.0.2.70/26",
    "default_gateway": "192.0.2.65",
    "lan_interface": "GigabitEthernet0/0/1",
    "lan_address": "10.62.0.1/24",
    "loopback_address": "10.62.255.1/32",
    "login_username": "admin",
}


def read(text: str) -> Configuration:
    """The tree of a written configuration."""
    return Configuration(read_written(text))


def test_a_bgp_process_is_read_with_its_groups_and_families() -> None:
    """What stands below the IPv4 family counts, what stands below another one does not."""
    (process,) = routing_processes(
        read(
            "router bgp 65010\n bgp listen range 10.9.0.0/24 peer-group SPOKES\n no bgp default ipv4-unicast\n"
            " neighbor SPOKES peer-group\n neighbor SPOKES remote-as 65010\n"
            " address-family ipv4\n  neighbor SPOKES activate\n  network 10.1.0.0 mask 255.255.0.0\n"
            "  network 172.16.0.0\n"
            " address-family ipv4 vrf BLUE\n  network 10.2.0.0 mask 255.255.0.0\n"
        )
    )

    assert [str(network) for network in process.networks] == ["10.1.0.0/16", "172.16.0.0/16"]
    assert [(str(network), group) for network, group in process.listen_ranges] == [("10.9.0.0/24", "SPOKES")]
    assert [(neighbor.name, neighbor.active, neighbor.remote_as) for neighbor in process.neighbors] == [
        ("SPOKES", True, "65010")
    ]


@pytest.mark.parametrize(
    ("network", "taken"),
    [
        ("10.1.0.0/16", True),
        ("10.1.2.0/24", True),
        ("10.1.2.128/25", False),
        ("10.2.0.0/16", False),
        ("10.3.0.0/24", True),
        ("192.168.9.0/24", True),
        ("192.168.1.0/24", False),
    ],
)
def test_a_route_map_takes_what_its_lists_take(network: str, taken: bool) -> None:  # noqa: FBT001 - a column
    """Prefix lists by their lengths, access lists by the address, the first entry that fits."""
    configuration = read(
        "ip prefix-list SITES seq 5 permit 10.1.0.0/16 le 24\nip prefix-list SITES seq 10 permit 10.3.0.0/24\n"
        "route-map SITES deny 5\n match ip address 9\nroute-map SITES permit 10\n match ip address prefix-list SITES\n"
        "route-map SITES permit 20\n match ip address 10\naccess-list 9 permit 192.168.1.0 0.0.0.255\n"
        "access-list 10 permit 192.168.0.0 0.0.255.255\n"
    )
    assert route_map_takes(configuration, "SITES", IPv4Network(network), access_lists(configuration)) is taken
