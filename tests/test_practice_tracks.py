"""Tracks and filters between practice routers: they move routes and clients, and keep tunnels down."""

import pytest

from tests.practice_networks import CUTOVER, HUB_STAGE, SERVER, SPOKE, SPOKE_STAGE, network_of, up
from tests.practice_routers import logged_in, told
from tests.test_practice_laws import type_in
from wizard.practice import PracticeRouter

EZVPN = {("EzVPN", "spoke", "hub")}
FLEXVPN = {("FlexVPN", "spoke", "hub")}
PROBE = """\
ip sla 7
 icmp-echo 192.0.2.1 source-interface GigabitEthernet0/0
ip sla schedule 7 life forever start-time now
track 7 ip sla 7 reachability
ip route 10.99.0.0 255.255.0.0 198.51.100.254 track 7
"""
FILTER = """\
ip access-list extended {name}
 {entries}
interface GigabitEthernet0/0
 ip access-group {name} in
"""


def site(more: str = "", *, at_hub: str = "") -> tuple[PracticeRouter, PracticeRouter]:
    """A hub and a spoke with EzVPN between them."""
    hub, spoke = network_of(hub=SERVER, spoke=SPOKE)
    type_in(hub, at_hub)
    type_in(spoke, more)
    return hub, spoke


def told_at(practice: PracticeRouter, line: str) -> str:
    """What a router says to one command."""
    terminal = logged_in(practice)
    said = told(terminal, line)
    terminal.close()
    return said


def test_a_track_follows_the_echoes_of_its_probe_and_takes_its_route_with_it() -> None:
    """The hub answers: the route is there. It is shut: track and route go, and come back with it."""
    hub, spoke = site(PROBE)
    assert "Track 7\n  IP SLA 7 reachability\n  Reachability is Up\n" in told_at(spoke, "show track 7")
    assert "10.99.0.0/16" in told_at(spoke, "show ip route static")

    type_in(hub, "interface GigabitEthernet0/0\n shutdown\n")
    assert "Reachability is Down" in told_at(spoke, "show track 7")
    assert "10.99.0.0/16" not in told_at(spoke, "show ip route static")
    assert "return code: Timeout" in told_at(spoke, "show ip sla statistics 7")

    type_in(hub, "interface GigabitEthernet0/0\n no shutdown\n")
    assert "10.99.0.0/16" in told_at(spoke, "show ip route static")
    assert "return code: OK" in told_at(spoke, "show ip sla statistics 7")


def test_a_probe_that_nobody_scheduled_sends_nothing() -> None:
    """Its track is down, and says who waits for it."""
    _, spoke = site(PROBE + "no ip sla schedule 7 life forever start-time now\n")

    shown = told_at(spoke, "show track")
    assert "Reachability is Down" in shown
    assert "Tracked by:\n    Static IP Routing 0" in shown


def test_a_track_whose_probe_needs_its_own_route_stays_down() -> None:
    """Nothing is heard before the route is there, and the route waits for it."""
    _, spoke = site(
        "ip sla 8\n icmp-echo 8.8.8.8\nip sla schedule 8 life forever start-time now\ntrack 8 ip sla 8 reachability\n"
        "no ip route 0.0.0.0 0.0.0.0 198.51.100.254\nip route 0.0.0.0 0.0.0.0 198.51.100.254 track 8\n"
    )

    assert "Reachability is Down" in told_at(spoke, "show track 8")


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("track 9 interface GigabitEthernet0/1 line-protocol", "Line protocol is Up"),
        ("track 9 interface Tunnel5 line-protocol", "Line protocol is Down"),
        ("track 9 ip route 10.10.1.0 255.255.255.0 reachability", "Reachability is Up"),
        ("track 9 ip route 10.77.0.0 255.255.0.0 reachability", "Reachability is Down"),
        ("track 9 list boolean and\n object 7\n object 8\nexit", "Boolean AND is Down"),
        ("track 9 list boolean or\n object 7\n object 8 not\nexit", "Boolean OR is Up"),
    ],
)
def test_other_things_are_watched_too(line: str, state: str) -> None:
    """Interfaces, routes, and tracks together."""
    _, spoke = site(f"{PROBE}track 8 interface Loopback9 line-protocol\n{line}\n")

    assert state in told_at(spoke, "show track 9")


def test_a_client_and_a_peer_wait_for_their_track() -> None:
    """FlexVPN with `connect track N down` is up only while the track is down; so it is with a peer."""
    hub, spoke = site(SPOKE_STAGE + CUTOVER + PROBE, at_hub=HUB_STAGE)
    assert up((hub, spoke)) == FLEXVPN

    type_in(spoke, "crypto ikev2 client flexvpn FLEX\n connect track 7 down\n")
    assert up((hub, spoke)) == set()

    type_in(spoke, "no ip sla schedule 7 life forever start-time now\n")
    assert up((hub, spoke)) == FLEXVPN

    type_in(spoke, "crypto ikev2 client flexvpn FLEX\n connect auto\n no peer 1 192.0.2.1\n peer 1 192.0.2.1 track 7\n")
    assert up((hub, spoke)) == set()


def test_a_backup_client_of_ezvpn_waits_until_what_is_watched_is_down() -> None:
    """`backup NAME track N` holds the other client back."""
    backup = "crypto ipsec client ezvpn hq\n backup other track 7\ncrypto ipsec client ezvpn other\n connect auto\n"
    backup += " group branches key practice-group\n mode network-extension\n peer 192.0.2.1\n"
    backup += "interface Loopback8\n ip address 10.10.8.1 255.255.255.0\n crypto ipsec client ezvpn other inside\n"
    backup += "interface GigabitEthernet0/2\n ip address 198.51.101.2 255.255.255.0\n crypto ipsec client ezvpn other\n"
    hub, spoke = site(PROBE + backup)
    assert {tunnel.name for tunnel in hub.network.tunnels} == {"hq"}

    type_in(spoke, "no ip sla schedule 7 life forever start-time now\n")
    assert {tunnel.name for tunnel in hub.network.tunnels} == {"hq", "other"}


def test_a_tunnel_begins_at_the_source_that_its_client_may_use() -> None:
    """`tunnel source dynamic` takes the first source whose track is up."""
    hub, spoke = site(
        SPOKE_STAGE + CUTOVER + PROBE + "interface Tunnel0\n tunnel source dynamic\n"
        "crypto ikev2 client flexvpn FLEX\n source 1 GigabitEthernet0/0 track 7\n",
        at_hub=HUB_STAGE,
    )
    assert up((hub, spoke)) == FLEXVPN

    type_in(spoke, "no ip sla schedule 7 life forever start-time now\n")
    assert up((hub, spoke)) == set()


@pytest.mark.parametrize(
    ("entries", "is_up"),
    [
        ("permit udp any any eq isakmp\n permit esp any any", True),
        ("permit udp any any eq 500\n permit 50 any any\n deny ip any any log", True),
        ("permit udp any eq isakmp any eq isakmp\n permit esp any any", True),
        ("permit udp any any range 400 600\n permit esp any any", True),
        ("permit udp any any gt 499\n permit esp any any", True),
        ("permit ip 0.0.0.0 255.255.255.255 any", True),
        ("permit ip host {peer} host {own}", True),
        ("permit object-group IKE any any\n permit esp object-group PEERS any", True),
        ("permit udp any any eq isakmp", False),
        ("permit esp any any", False),
        ("permit udp any any eq non500-isakmp\n permit esp any any", False),
        ("permit udp any any neq 500\n permit esp any any", False),
        ("permit udp any eq domain any\n permit esp any any", False),
        ("permit tcp any any established", False),
        ("deny esp any any\n permit ip any any", False),
        ("permit ip host 203.0.113.99 any", False),
        ("remark nothing yet", True),
    ],
)
@pytest.mark.parametrize("where", ["hub", "spoke"])
@pytest.mark.parametrize("kind", ["EzVPN", "FlexVPN"])
def test_a_filter_of_either_end_drops_what_it_does_not_permit(
    kind: str, where: str, entries: str, *, is_up: bool
) -> None:
    """IKE and ESP have to come in from the other one, by EzVPN as by FlexVPN; an empty list drops nothing."""
    peer, own = ("198.51.100.2", "192.0.2.1") if where == "hub" else ("192.0.2.1", "198.51.100.2")
    groups = f"object-group network PEERS\n host {peer}\nobject-group service IKE\n udp eq isakmp\nexit\n"
    lines = groups + FILTER.format(name="GUARD", entries=entries.format(peer=peer, own=own))
    hub, spoke = site(SPOKE_STAGE + CUTOVER if kind == "FlexVPN" else "", at_hub=HUB_STAGE if kind == "FlexVPN" else "")
    type_in(hub if where == "hub" else spoke, lines)

    assert up((hub, spoke)) == ((FLEXVPN if kind == "FlexVPN" else EZVPN) if is_up else set())


def test_a_filter_on_the_way_out_does_not_stop_what_the_router_writes_itself() -> None:
    """IOS asks no list of the interface for its own packets; nor one that is not there."""
    lines = FILTER.format(name="GUARD", entries="deny ip any any").replace("GUARD in", "GUARD out")
    hub, spoke = site(lines + "interface GigabitEthernet0/0\n ip access-group NOWHERE in\n")

    assert up((hub, spoke)) == EZVPN
