"""Routing protocols between practice routers: a neighbor is up where both configurations fit, and tells what it may."""

import pytest

from tests.practice_networks import CUTOVER, HUB_STAGE, SERVER, SPOKE, SPOKE_STAGE, network_of
from tests.practice_routers import logged_in, told
from tests.test_practice_laws import type_in
from tests.test_practice_network import cut_short
from wizard.practice import PracticeRouter

HUB_EIGRP = """\
router eigrp 100
 network 10.10.10.1 0.0.0.0
 network 10.10.0.0 0.0.0.255
 passive-interface default
 no passive-interface Virtual-Template2
"""
SPOKE_EIGRP = """\
interface Loopback7
 ip address 10.10.7.1 255.255.255.0
router eigrp 100
 network 10.10.1.0 0.0.0.255
 network 10.10.7.0 0.0.0.255
 passive-interface default
 no passive-interface Tunnel0
"""
LEFT = """\
hostname left
interface Loopback0
 ip address 10.1.1.1 255.255.255.255
interface GigabitEthernet0/0
 ip address 10.0.0.1 255.255.255.0
interface GigabitEthernet0/1
 ip address 10.1.0.1 255.255.255.0
router ospf 1
 network 10.0.0.0 0.0.0.255 area 0
 network 10.1.0.0 0.0.255.255 area 0
"""
RIGHT = """\
hostname right
interface Loopback0
 ip address 10.2.2.2 255.255.255.255
interface GigabitEthernet0/0
 ip address 10.0.0.2 255.255.255.0
interface GigabitEthernet0/1
 ip address 10.2.0.1 255.255.255.0
ip route 10.9.0.0 255.255.0.0 10.2.0.254 tag 7
ip route 10.8.0.0 255.255.0.0 10.2.0.254
ip prefix-list NINE seq 5 permit 10.9.0.0/16 le 24
route-map NINE permit 10
 match ip address prefix-list NINE
route-map SEVEN permit 10
 match tag 7
ip access-list standard ONLY-NINE
 permit 10.9.0.0 0.0.255.255
router ospf 20
 network 10.0.0.0 0.0.0.255 area 0.0.0.0
 redistribute static subnets route-map NINE
"""
LEFT_BGP = """\
ip route 10.2.2.2 255.255.255.255 10.0.0.2
router bgp 65001
 neighbor 10.2.2.2 remote-as 65001
 neighbor 10.2.2.2 update-source Loopback0
 network 10.1.0.0 mask 255.255.255.0
"""
RIGHT_BGP = """\
ip route 10.1.1.1 255.255.255.255 10.0.0.1
router bgp 65001
 neighbor LEFTS peer-group
 neighbor LEFTS remote-as 65001
 neighbor LEFTS update-source Loopback0
 bgp listen range 10.1.1.0/24 peer-group LEFTS
 redistribute static route-map SEVEN
"""


def cut_over() -> tuple[PracticeRouter, PracticeRouter]:
    """A hub and a spoke with FlexVPN between them, and EIGRP in the tunnel."""
    hub, spoke = network_of(hub=SERVER, spoke=SPOKE)
    for practice, lines in ((hub, HUB_STAGE + HUB_EIGRP), (spoke, SPOKE_STAGE + SPOKE_EIGRP + CUTOVER)):
        type_in(practice, lines)
    return hub, spoke


def beside_each_other(left: str = "", right: str = "") -> tuple[PracticeRouter, PracticeRouter]:
    """Two routers on one wire, with OSPF on it."""
    one, other = network_of(left=LEFT, right=RIGHT)
    type_in(one, left)
    type_in(other, right)
    return one, other


def told_at(practice: PracticeRouter, line: str) -> str:
    """What a router says to one command."""
    terminal = logged_in(practice)
    said = told(terminal, line)
    terminal.close()
    return said


def row_of(text: str, word: str) -> str:
    """The row that names something, with single blanks; empty without one."""
    return next((" ".join(row.split()) for row in text.splitlines() if word in row.split()), "")


def test_eigrp_is_up_in_a_tunnel_and_carries_routes() -> None:
    """Both see each other there since the tunnel is up, and the LAN behind the loopback is reached."""
    hub, spoke = cut_over()
    told_at(hub, "show ip eigrp neighbors")
    hub.clock.go_on(3725)

    assert row_of(told_at(hub, "show ip eigrp neighbors"), "10.10.1.1").startswith("0 10.10.1.1 Vi1 12 01:02:05")
    assert row_of(told_at(spoke, "show ip eigrp neighbors"), "10.10.10.1").startswith("0 10.10.10.1 Tu0")
    assert "D 10.10.7.0/24 [90/1] via 10.10.1.1, Virtual-Access1" in row_of(
        told_at(hub, "show ip route"), "10.10.7.0/24"
    )
    assert 'Known via "eigrp 100", distance 90' in told_at(hub, "show ip route 10.10.7.1")
    assert "(5/5)" in told_at(hub, "ping 10.10.7.1")


def test_eigrp_goes_with_its_tunnel() -> None:
    """Neighbor and routes are gone."""
    hub, spoke = cut_over()
    type_in(spoke, "interface Tunnel0\n shutdown\n")

    assert row_of(told_at(hub, "show ip eigrp neighbors"), "10.10.1.1") == ""
    assert "10.10.7.0" not in told_at(hub, "show ip route eigrp")


@pytest.mark.parametrize(
    "lines",
    [
        "no router eigrp 100\nrouter eigrp 200\n network 10.0.0.0\n",
        "router eigrp 100\n no network 10.10.1.0 0.0.0.255\n",
        "router eigrp 100\n passive-interface Tunnel0\n",
        "router eigrp 100\n metric weights 0 1 1 1 0 0\n",
        "interface Tunnel0\n ip authentication mode eigrp 100 md5\n",
    ],
)
def test_eigrp_is_down_where_something_does_not_fit(lines: str) -> None:
    """Another number, no network, a passive interface, other weights, a key at one end alone."""
    hub, spoke = cut_over()
    type_in(spoke, lines)

    assert row_of(told_at(hub, "show ip eigrp neighbors"), "10.10.1.1") == ""


@pytest.mark.parametrize(("key", "is_up"), [("secret-1", True), ("secret-2", False)])
def test_eigrp_asks_for_the_same_key(key: str, *, is_up: bool) -> None:
    """The key chains of both ends have it."""
    hub, spoke = cut_over()
    chain = "key chain K\n key 1\n  key-string {key}\n"
    asks = "interface {name}\n ip authentication mode eigrp 100 md5\n ip authentication key-chain eigrp 100 K\n"
    type_in(hub, chain.format(key="secret-1") + asks.format(name="Virtual-Template2 type tunnel"))
    type_in(spoke, chain.format(key=key) + asks.format(name="Tunnel0"))

    assert bool(row_of(told_at(hub, "show ip eigrp neighbors"), "10.10.1.1")) is is_up


@pytest.mark.parametrize(
    ("lines", "comes"),
    [
        ("router eigrp 100\n eigrp stub static\n", False),
        ("router eigrp 100\n eigrp stub connected\n", True),
        (
            "ip access-list standard NONE\n deny 10.10.7.0 0.0.0.255\nrouter eigrp 100\n distribute-list NONE out\n",
            False,
        ),
        ("ip access-list standard ALL\n permit any\nrouter eigrp 100\n distribute-list ALL out Tunnel0\n", True),
    ],
)
def test_eigrp_tells_what_its_lines_let_through(lines: str, *, comes: bool) -> None:
    """A stub tells only what its line says, and a list of what goes out is asked."""
    hub, spoke = cut_over()
    type_in(spoke, lines)

    assert ("10.10.7.0" in told_at(hub, "show ip route eigrp")) is comes


def test_ospf_is_up_on_a_wire_and_tells_its_networks() -> None:
    """The area is the same however it is written, and what is redistributed goes through its route map."""
    left, right = beside_each_other()

    assert row_of(told_at(left, "show ip ospf neighbor"), "10.2.2.2") == (
        "10.2.2.2 1 FULL/DR 00:00:35 10.0.0.2 GigabitEthernet0/0"
    )
    assert "FULL/BDR" in told_at(right, "show ip ospf neighbor")
    assert row_of(told_at(left, "show ip route"), "10.9.0.0/16") == (
        "O E2 10.9.0.0/16 [110/1] via 10.0.0.2, GigabitEthernet0/0"
    )
    assert "10.8.0.0" not in told_at(left, "show ip route")
    assert row_of(told_at(right, "show ip route ospf"), "10.1.1.1/32").startswith("O 10.1.1.1/32 [110/1]")


@pytest.mark.parametrize(
    "lines",
    [
        "router ospf 1\n no network 10.0.0.0 0.0.0.255 area 0\n network 10.0.0.0 0.0.0.255 area 1\n",
        "router ospf 1\n passive-interface default\n",
        "interface GigabitEthernet0/0\n ip ospf hello-interval 5\n",
        "interface GigabitEthernet0/0\n ip ospf network point-to-point\n",
        "interface GigabitEthernet0/0\n ip ospf authentication message-digest\n",
        "interface GigabitEthernet0/0\n ip address 10.0.9.1 255.255.255.0\n",
        "interface GigabitEthernet0/0\n shutdown\n",
    ],
)
def test_ospf_is_down_where_something_does_not_fit(lines: str) -> None:
    """Area, silence, timers, kind of network, authentication, network, line."""
    left, _ = beside_each_other(left=lines)

    assert told_at(left, "show ip ospf neighbor") == ""


def test_a_session_of_bgp_is_up_where_both_ends_want_it() -> None:
    """One end names the other, which takes it out of a range."""
    left, right = beside_each_other("no router ospf 1\n" + LEFT_BGP, RIGHT_BGP)

    assert row_of(told_at(left, "show ip bgp summary"), "10.2.2.2").endswith(" 1")
    assert row_of(told_at(right, "show ip bgp summary"), "*10.1.1.1").startswith("*10.1.1.1 4 65001")
    assert "Subnet ranges: 1" in told_at(right, "show ip bgp summary")
    assert row_of(told_at(right, "show ip route"), "10.1.0.0/24") == "B 10.1.0.0/24 [200/1] via 10.1.1.1"


@pytest.mark.parametrize(
    ("at_left", "at_right"),
    [
        ("router bgp 65001\n neighbor 10.2.2.2 shutdown\n", ""),
        ("router bgp 65001\n neighbor 10.2.2.2 password one\n", ""),
        ("router bgp 65001\n no bgp default ipv4-unicast\n", ""),
        ("router bgp 65001\n no neighbor 10.2.2.2 update-source Loopback0\n", ""),
        ("no ip route 10.2.2.2 255.255.255.255 10.0.0.2\n", ""),
        ("", "no ip route 10.1.1.1 255.255.255.255 10.0.0.1\n"),
        ("", "router bgp 65001\n neighbor LEFTS remote-as 65009\n"),
        ("", "no router bgp 65001\n"),
    ],
)
def test_a_session_of_bgp_is_down_where_something_does_not_fit(at_left: str, at_right: str) -> None:
    """It waits, and brings no route."""
    left, right = beside_each_other(LEFT_BGP + "no router ospf 1\n" + at_left, RIGHT_BGP + at_right)

    assert row_of(told_at(left, "show ip bgp summary"), "10.2.2.2").endswith("never Idle")
    assert " B " not in f" {told_at(right, 'show ip route bgp')}"


def test_a_neighbor_outside_has_to_be_beside_the_router_or_be_called_far() -> None:
    """Another autonomous system behind a loopback needs `ebgp-multihop` at both ends."""
    lines = "no router bgp 65001\nrouter bgp 65002\n neighbor 10.1.1.1 remote-as 65001\n {more}\n"
    lines += " neighbor 10.1.1.1 update-source Loopback0\n redistribute static\n"
    far = " neighbor {name} ebgp-multihop 2\n"
    here = LEFT_BGP + "router bgp 65001\n neighbor 10.2.2.2 remote-as 65002\n"
    near, _ = beside_each_other(here, RIGHT_BGP + lines.format(more=""))
    called, _ = beside_each_other(
        here + far.format(name="10.2.2.2"), RIGHT_BGP + lines.format(more=far.format(name="10.1.1.1").strip())
    )

    assert row_of(told_at(near, "show ip bgp summary"), "10.2.2.2").endswith("Idle")
    assert row_of(told_at(called, "show ip route bgp"), "10.8.0.0/16") == "B 10.8.0.0/16 [20/1] via 10.2.2.2"


def test_a_list_of_a_neighbor_of_bgp_is_asked() -> None:
    """What it denies does not come, at either end."""
    left, _ = beside_each_other(LEFT_BGP, RIGHT_BGP)
    shut, _ = beside_each_other(
        LEFT_BGP + "ip prefix-list NONE seq 5 deny 0.0.0.0/0 le 32\n"
        "router bgp 65001\n neighbor 10.2.2.2 prefix-list NONE in\n",
        RIGHT_BGP,
    )

    assert row_of(told_at(left, "show ip bgp summary"), "10.2.2.2").endswith(" 1")
    assert row_of(told_at(shut, "show ip bgp summary"), "10.2.2.2").endswith(" 0")


def test_a_router_without_bgp_says_so() -> None:
    """The other two print nothing."""
    hub, _ = network_of(hub=SERVER, spoke=SPOKE)

    assert "% BGP not active" in told_at(hub, "show ip bgp summary")
    assert told_at(hub, "show ip ospf neighbor") == told_at(hub, "show ip eigrp neighbors") == ""


def test_a_pool_gives_each_client_an_address_of_its_own() -> None:
    """Two clients of one pool do not share one."""
    server = SERVER.replace(" acl 101", " acl 101\n pool P") + "ip local pool P 10.10.200.1 10.10.200.9\n"
    client = SPOKE.replace("network-extension", "client")
    other = client.replace("198.51.100.2 ", "198.51.100.6 ").replace("10.10.1.1", "10.10.2.1")
    hub, _, _ = network_of(hub=server, spoke=client, other=other.replace("hostname spoke", "hostname other"))

    given = sorted(str(tunnel.assigned) for tunnel in hub.network.tunnels)
    assert given == ["10.10.200.1", "10.10.200.2"]
    assert "Virtual-Access1" in told_at(hub, "show ip route 10.10.200.1")
    assert "Virtual-Access2" in told_at(hub, "show ip route 10.10.200.2")


EVERYTHING = """\
key chain K
 key 1
  key-string secret
ip local pool P 10.99.0.1 10.99.0.9
ntp server 10.0.0.2 prefer
ip prefix-list NONE seq 5 deny 0.0.0.0/0 ge 8 le 32
ip access-list extended GUARD
 permit udp host 10.0.0.2 range 1 600 any eq isakmp
 permit object-group IKE object-group PEERS any
 deny ip any any log
object-group network PEERS
 host 10.0.0.2
 range 10.0.0.3 10.0.0.9
 10.0.1.0 255.255.255.0
object-group service IKE
 udp eq isakmp
interface GigabitEthernet0/0
 ip access-group GUARD in
 ip ospf authentication message-digest
 ip ospf message-digest-key 1 md5 secret
 ip authentication mode eigrp 100 md5
 ip authentication key-chain eigrp 100 K
 standby 5 ip 10.0.0.9
 standby 5 priority 110
ip sla 7
 icmp-echo 10.0.0.2 source-interface GigabitEthernet0/0
ip sla schedule 7 life forever start-time now
track 7 ip sla 7 reachability
track 8 interface GigabitEthernet0/0 line-protocol
track 9 list boolean and
 object 7
 object 8 not
track 10 ip route 10.9.0.0 255.255.0.0 reachability
ip route 10.77.0.0 255.255.0.0 10.0.0.2 track 7 tag 5
router eigrp 100
 network 10.0.0.0 0.255.255.255
 distribute-list prefix NONE out GigabitEthernet0/0
 eigrp stub connected
 redistribute static route-map SEVEN
router ospf 1
 area 0 authentication message-digest
 default-information originate always
router bgp 65001
 bgp listen range 10.2.0.0/16 peer-group G
 neighbor G peer-group
 neighbor G remote-as 65001
 neighbor 10.0.0.2 remote-as 65001
 neighbor 10.0.0.2 prefix-list NONE out
 neighbor 10.0.0.2 update-source GigabitEthernet0/0
 network 10.1.0.0 mask 255.255.255.0
 address-family ipv4 vrf V
  neighbor 10.0.0.2 remote-as 65001
crypto ikev2 client flexvpn C
 peer 1 10.0.0.2 track 7 down
 connect track 7 down
 source 1 GigabitEthernet0/0 track 7
 client connect Tunnel7
interface Tunnel7
 tunnel source dynamic
 tunnel destination dynamic
event manager applet A
 event syslog pattern X
line vty 0 4
 access-class 15 in
"""
LOOKS = (
    "show ip route",
    "show ip eigrp neighbors",
    "show ip ospf neighbor",
    "show ip bgp summary",
    "show interfaces",
    "show track",
    "show ip sla statistics",
    "show ip local pool",
    "show standby brief",
    "show ntp associations",
    "show clock detail",
    "show line",
    "show event manager policy registered",
)


def test_a_line_of_routing_that_is_cut_short_breaks_nothing() -> None:
    """Whatever a configuration lacks, nobody is a neighbor and nothing is thrown."""
    left, right = beside_each_other(EVERYTHING, RIGHT_BGP + "router bgp 65001\n neighbor 10.0.0.1 remote-as 65001\n")
    assert "Reachability is Up" in told_at(left, "show track 7")
    assert "10.0.0.2" in told_at(left, "show ip bgp summary")
    whole = {"left": left.running, "right": right.running}
    for which, text in whole.items():
        for short in cut_short(text):
            for practice in network_of(**{**whole, which: short}):
                terminal = logged_in(practice)
                for line in LOOKS:
                    told(terminal, line)
