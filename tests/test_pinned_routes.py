"""The host routes to the peers of a spoke whose tunnel carries everything."""

from pathlib import Path

import pytest

from tests.with_authority import propose
from wizard.model.plan import Plan
from wizard.parse.sources import read_source
from wizard.plan import open_answers
from wizard.plan.answer import answer
from wizard.plan.mapping.pinned_routes import peer_routes
from wizard.plan.perspective import Perspective

CONFIGS = Path(__file__).parent / "configs"
DEFAULT = "ip route 0.0.0.0 0.0.0.0 203.0.113.1\n"
LTE = "interface Cellular0\n ip address negotiated\n crypto ipsec client ezvpn LTE\n!\n"
HUB, OTHER_HUB = "198.51.100.1", "198.51.100.7"


def plan_with(routes: str, *, backup_peer: str = HUB, probed: str = "203.0.113.1", lte: str = LTE) -> Plan:
    """Everything is tunnelled; a backup client calls over the cellular line when object 1 falls."""
    server = (CONFIGS / "server-everything-tunnelled.cfg").read_bytes()
    text = (CONFIGS / "spoke-everything-tunnelled.cfg").read_text("utf-8")
    client = "crypto ipsec client ezvpn EZ\n"
    assert DEFAULT in text
    assert client in text
    backup = (
        f"crypto ipsec client ezvpn LTE\n group GRP key cisco123\n mode network-extension\n peer {backup_peer}\n!\n"
        f"{client} backup LTE track 1\n"
    )
    objects = f"ip sla 1\n icmp-echo {probed}\ntrack 1 ip sla 1 reachability\n"
    spoke = text.replace(client, backup, 1).replace(DEFAULT, lte + routes + objects)
    return propose([read_source(server, "server.cfg"), read_source(spoke.encode(), "spoke.cfg")])


def pinned(plan: Plan) -> list[str]:
    """Peer, next hop, distance and track of each host route."""
    rows = peer_routes(Perspective(plan, plan.spokes[0].device))
    return [f"{row.peer} {row.next_hop} {row.distance} {row.track}".strip() for row in rows]


BOTH_LINES = "ip route 0.0.0.0 0.0.0.0 203.0.113.1 track 1\nip route 0.0.0.0 0.0.0.0 Cellular0 250\n"


def test_a_hub_that_both_clients_call_is_reached_by_each_line_in_turn() -> None:
    """The primary's route falls with the track of its default route, the backup's stands behind, then nothing leads."""
    assert pinned(plan_with(BOTH_LINES)) == [
        f"{HUB} 203.0.113.1 1 1",
        f"{HUB} Cellular0 10",
        f"{HUB} Null0 254",
    ]


def test_a_peer_of_the_backup_alone_is_reached_by_its_line_alone() -> None:
    """Another hub that only the backup calls gets no route of the primary line."""
    assert pinned(plan_with(BOTH_LINES, backup_peer=OTHER_HUB)) == [
        f"{HUB} 203.0.113.1 1 1",
        f"{HUB} Null0 254",
        f"{OTHER_HUB} Cellular0 10",
        f"{OTHER_HUB} Null0 254",
    ]


def test_a_route_hangs_on_the_object_of_ezvpns_backup_where_its_default_route_hangs_on_none() -> None:
    """EzVPN switched by that object; the host route of a peer that both call must fall with it."""
    assert pinned(plan_with(DEFAULT))[0] == f"{HUB} 203.0.113.1 1 1"


def test_a_track_that_probes_the_hub_carries_no_route_to_the_hub() -> None:
    """Once such a route fell, nothing would answer the probe again."""
    assert pinned(plan_with(BOTH_LINES, probed=HUB))[0] == f"{HUB} 203.0.113.1 1"


def test_a_backup_line_with_dhcp_is_named_with_its_interface() -> None:
    """`dhcp` alone could be the gateway of another interface."""
    lte = LTE.replace("negotiated", "dhcp")

    assert pinned(plan_with(DEFAULT, lte=lte))[1] == f"{HUB} Cellular0 dhcp 10"


def test_the_next_hop_is_that_of_the_tunnels_own_line() -> None:
    """A default route of the backup line that stands first is not the primary line's."""
    first = "ip route 0.0.0.0 0.0.0.0 Cellular0 250\nip route 0.0.0.0 0.0.0.0 203.0.113.1 track 1\n"

    assert pinned(plan_with(first)) == pinned(plan_with(BOTH_LINES))


LEASED = " ip address 203.0.113.2 255.255.255.252\n"


@pytest.mark.parametrize(("learned", "next_hop"), [("dhcp", "dhcp"), ("negotiated", "GigabitEthernet0/0")])
def test_a_line_whose_default_route_is_learned_is_not_pinned_to_the_line_behind_it(learned: str, next_hop: str) -> None:
    """The one static default route is that of the cellular line, which carries no tunnel."""
    plan = plan_with("ip route 0.0.0.0 0.0.0.0 Cellular0 254\n", backup_peer=OTHER_HUB)
    source = plan.spokes[0]
    text = source.configuration.text()
    assert LEASED in text
    spoke = text.replace(LEASED, f" ip address {learned}\n")

    leased = propose([plan.server, read_source(spoke.encode(), "spoke.cfg")])

    assert pinned(leased)[:2] == [f"{HUB} {next_hop} 1", f"{HUB} Null0 254"]


def test_a_line_with_a_default_route_of_a_protocol_asks_for_its_next_hop() -> None:
    """Nothing shows the gateway; that of the other line is none."""
    plan = plan_with("ip route 0.0.0.0 0.0.0.0 Cellular0 254\n", backup_peer=OTHER_HUB)

    assert "SP1.next_hop" in [one.key for one in open_answers(plan)]


def test_a_host_route_that_stands_is_left_as_it_is() -> None:
    """Only what is missing of the chain is written."""
    own = f"ip route {HUB} 255.255.255.255 203.0.113.1\n"

    assert pinned(plan_with(BOTH_LINES + own)) == [f"{HUB} Cellular0 10", f"{HUB} Null0 254"]


def test_another_next_hop_that_is_answered_does_not_hang_on_the_track() -> None:
    """The object belongs to the route that was there."""
    plan = plan_with(BOTH_LINES, backup_peer=OTHER_HUB)

    assert pinned(answer(plan, "next_hop", "203.0.113.9", plan.spokes[0].device))[0] == f"{HUB} 203.0.113.9 1"


def test_nothing_is_pinned_where_the_internet_interface_has_a_vrf_of_its_own() -> None:
    """The default route of the tunnel is in another table."""
    plan = plan_with("ip route vrf NET 0.0.0.0 0.0.0.0 203.0.113.1\n")
    source = plan.spokes[0]
    text = source.configuration.text().replace(
        " ip address 203.0.113.2", " vrf forwarding NET\n ip address 203.0.113.2"
    )
    in_vrf = propose([plan.server, read_source(text.encode(), "spoke.cfg")])

    assert pinned(in_vrf) == []


def test_a_pin_does_not_hang_on_an_object_that_will_ask_through_the_tunnel() -> None:
    """With everything tunnelled a server of the Internet is asked through the tunnel, which the pin shall carry."""
    assert pinned(plan_with(BOTH_LINES, probed="8.8.8.8"))[0] == f"{HUB} 203.0.113.1 1"


def test_a_pin_hangs_on_an_object_whose_address_has_a_route_of_its_own() -> None:
    """A host route by the line keeps the question on the line."""
    routes = BOTH_LINES + "ip route 8.8.8.8 255.255.255.255 203.0.113.1\n"

    assert pinned(plan_with(routes, probed="8.8.8.8"))[0] == f"{HUB} 203.0.113.1 1 1"


def plan_beside_mpls(routes: str, peer: str) -> Plan:
    """Some networks are tunnelled; the default route may leave by MPLS, where EzVPN is not."""
    server = (CONFIGS / "server-dvti.cfg").read_bytes()
    text = (CONFIGS / "spoke-nem-classic.cfg").read_text("utf-8")
    default = "ip route 0.0.0.0 0.0.0.0 203.0.113.17\n"
    assert default in text
    mpls = "interface GigabitEthernet0\n description MPLS\n ip address 172.31.1.2 255.255.255.252\n!\n"
    spoke = text.replace(default, mpls + routes)
    plan = propose([read_source(server, "server.cfg"), read_source(spoke.encode(), "spoke.cfg")])
    return answer(plan, "peers", peer, plan.spokes[0].device)


BY_MPLS = "ip route 0.0.0.0 0.0.0.0 172.31.1.1\n"
OF_THE_SERVER = "ip route 198.51.100.2 255.255.255.255 203.0.113.17\n"


@pytest.mark.parametrize(
    ("routes", "peer", "rows"),
    [
        (BY_MPLS + OF_THE_SERVER, "192.0.2.7", ["192.0.2.7 203.0.113.17 1", "192.0.2.7 Null0 254"]),
        (BY_MPLS + OF_THE_SERVER, "198.51.100.2", []),
        (BY_MPLS + OF_THE_SERVER + "ip route 192.0.2.7 255.255.255.255 203.0.113.17\n", "192.0.2.7", []),
        ("ip route 0.0.0.0 0.0.0.0 203.0.113.17\n" + OF_THE_SERVER, "192.0.2.7", []),
    ],
    ids=["as-the-server", "the-server-itself", "has-one-already", "default-by-the-same-line"],
)
def test_a_new_hub_is_reached_as_the_server_was_where_the_default_route_leaves_by_another_line(
    routes: str, peer: str, rows: list[str]
) -> None:
    """A host route to the server shows its line; what is called anew would follow the default route past it."""
    assert pinned(plan_beside_mpls(routes, peer)) == rows
