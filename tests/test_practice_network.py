"""The network between practice routers: what is up, what is reached and what is shown follow from configurations."""

import pytest

from tests.practice_networks import CUTOVER, HUB_STAGE, SERVER, SPOKE, SPOKE_STAGE, network_of, up
from tests.practice_routers import logged_in, received, told
from tests.test_practice_laws import type_in
from wizard.cli.commands.practice import served_practice_site
from wizard.practice import PracticeRouter

EZVPN = {("EzVPN", "spoke", "hub")}
FLEXVPN = {("FlexVPN", "spoke", "hub")}


def site() -> tuple[PracticeRouter, PracticeRouter]:
    """A hub and a spoke with EzVPN between them."""
    hub, spoke = network_of(hub=SERVER, spoke=SPOKE)
    return hub, spoke


def staged() -> tuple[PracticeRouter, PracticeRouter]:
    """The same with all that FlexVPN needs but the cut-over."""
    hub, spoke = site()
    type_in(hub, HUB_STAGE)
    type_in(spoke, SPOKE_STAGE)
    return hub, spoke


def told_at(practice: PracticeRouter, line: str) -> str:
    """What a router says to one command."""
    terminal = logged_in(practice)
    said = told(terminal, line)
    terminal.close()
    return said


def test_a_router_reaches_another_over_the_internet() -> None:
    """The WAN address of the hub answers, a LAN behind it does not."""
    _, spoke = network_of(hub=SERVER, spoke=SPOKE.replace("key practice-group", "key another"))

    assert "Success rate is 100 percent (5/5)" in told_at(spoke, "ping 192.0.2.1")
    assert "Success rate is 0 percent (0/5)" in told_at(spoke, "ping 10.10.0.1 source GigabitEthernet0/1")


def test_a_shut_interface_reaches_nobody() -> None:
    """The route by it goes with it."""
    _, spoke = site()
    type_in(spoke, "interface GigabitEthernet0/0\n shutdown\n")

    assert "(0/5)" in told_at(spoke, "ping 192.0.2.1")
    assert "0.0.0.0/0" not in told_at(spoke, "show ip route")
    assert "administratively down" in told_at(spoke, "show ip interface brief")


def test_ping_from_an_address_that_the_router_has_not_is_refused() -> None:
    """The source has to be its own."""
    _, spoke = site()

    assert "Invalid source address" in told_at(spoke, "ping 192.0.2.1 source 10.99.99.1")


@pytest.mark.parametrize("option", ["repeat 4000000000", "repeat 0", "size 10", "size many"])
def test_ping_takes_numbers_within_its_limits(option: str) -> None:
    """Nobody waits for four thousand million echoes."""
    _, spoke = site()

    assert "Success rate" not in told_at(spoke, f"ping 192.0.2.1 {option}")
    assert "100 percent (7/7)" in told_at(spoke, "ping 192.0.2.1 repeat 7 size 1400 df-bit")


def test_the_longest_prefix_wins_and_then_the_distance() -> None:
    """A host route beats the default, and a floating static waits until the better one is gone."""
    _, spoke = site()
    type_in(spoke, "ip route 192.0.2.1 255.255.255.255 Null0 254\n")
    assert "(0/5)" in told_at(spoke, "ping 192.0.2.1")

    type_in(spoke, "ip route 192.0.2.1 255.255.255.255 198.51.100.254\n")
    assert "(5/5)" in told_at(spoke, "ping 192.0.2.1")


def test_ezvpn_carries_the_inside_networks_to_the_split_list() -> None:
    """The spoke's LAN reaches the server's, and the server has the route back."""
    hub, spoke = site()

    assert up((hub, spoke)) == EZVPN
    assert "(5/5)" in told_at(spoke, "ping 10.10.0.1 source GigabitEthernet0/1")
    assert "(5/5)" in told_at(hub, "ping 10.10.1.1 source GigabitEthernet0/1")
    assert "Virtual-Access1" in told_at(hub, "show ip route 10.10.1.0")


def test_ezvpn_shows_itself() -> None:
    """State, interfaces, split list and peer."""
    _, spoke = site()

    shown = told_at(spoke, "show crypto ipsec client ezvpn")

    assert "Current State: IPSEC_ACTIVE" in shown
    assert "Inside interface list: GigabitEthernet0/1" in shown
    assert "Outside interface: GigabitEthernet0/0" in shown
    assert "Address    : 10.10.0.0" in shown
    assert "Current EzVPN Peer: 192.0.2.1" in shown
    assert "QM_IDLE" in told_at(spoke, "show crypto isakmp sa")


@pytest.mark.parametrize(
    ("there", "here"),
    [
        pytest.param("key practice-group", "key other", id="another key"),
        pytest.param("group branches", "group nobody", id="another group"),
        pytest.param("peer 192.0.2.1", "peer 192.0.2.9", id="another peer"),
        pytest.param(" crypto ipsec client ezvpn hq inside\n", "", id="nothing inside"),
        pytest.param(" connect auto", " connect manual", id="by hand"),
        pytest.param("0.0.0.0 0.0.0.0 198", "10.0.0.0 255.0.0.0 198", id="no way to the peer"),
    ],
)
def test_ezvpn_is_down_where_something_does_not_fit(there: str, here: str) -> None:
    """One thing that differs is enough."""
    assert there in SPOKE
    _, spoke = routers = network_of(hub=SERVER, spoke=SPOKE.replace(there, here))

    assert up(routers) == set()
    assert "IPSEC_ACTIVE" not in told_at(spoke, "show crypto ipsec client ezvpn")


def test_a_client_that_connects_by_hand_waits_for_the_word() -> None:
    """`crypto ipsec client ezvpn connect` brings it up."""
    _, spoke = routers = network_of(hub=SERVER, spoke=SPOKE.replace("connect auto", "connect manual"))
    assert "CONNECT_REQUIRED" in told_at(spoke, "show crypto ipsec client ezvpn")

    told_at(spoke, "crypto ipsec client ezvpn connect hq")

    assert up(routers) == EZVPN


def test_the_cutover_brings_flexvpn_up_and_ezvpn_down() -> None:
    """Staging changes nothing; the cut-over changes everything; the LANs reach each other all along."""
    hub, spoke = routers = staged()
    assert up(routers) == EZVPN

    type_in(spoke, CUTOVER)

    assert up(routers) == FLEXVPN
    assert "(5/5)" in told_at(spoke, "ping 10.10.0.1 source GigabitEthernet0/1")
    assert "(5/5)" in told_at(hub, "ping 10.10.1.1")
    assert "directly connected, Tunnel0" in told_at(spoke, "show ip route")
    assert "directly connected, Virtual-Access1" in told_at(hub, "show ip route")


def test_flexvpn_shows_itself() -> None:
    """Session, identities, networks and the client."""
    hub, spoke = staged()
    assert told_at(spoke, "show crypto ikev2 session") == ""
    type_in(spoke, CUTOVER)

    shown = told_at(hub, "show crypto ikev2 session detailed")
    assert "Status:UP-ACTIVE, IKE count:1, CHILD count:1" in shown
    assert "Remote id: spoke.example.com" in shown
    assert "10.10.1.0 255.255.255.0" in shown
    assert "Auth sign: PSK, Auth verify: PSK" in shown
    assert "Current state:ACTIVE" in told_at(spoke, "show crypto ikev2 client flexvpn FLEX")
    assert "Status: UP-ACTIVE" not in told_at(hub, "show crypto isakmp sa")


def test_pings_move_the_counters_of_a_tunnel() -> None:
    """Five echoes out and five back, at both ends."""
    hub, spoke = staged()
    type_in(spoke, CUTOVER)
    assert "#pkts encaps: 0," in told_at(spoke, "show crypto ipsec sa")

    told_at(spoke, "ping 10.10.0.1 source GigabitEthernet0/1")

    for practice in (hub, spoke):
        shown = told_at(practice, "show crypto ipsec sa")
        assert "#pkts encaps: 5," in shown
        assert "#pkts decaps: 5," in shown
    assert "#pkts enc'ed 5" in told_at(spoke, "show crypto session detail")


@pytest.mark.parametrize(
    ("at_hub", "lines", "size", "comes"),
    [
        (True, "", 1430, True),
        (True, "", 1440, False),
        (False, "interface Tunnel0\n ip mtu 1400\n", 1401, False),
        (True, "interface Virtual-Template2\n ip mtu 1400\n", 1401, False),
        (True, "interface GigabitEthernet0/0\n ip mtu 1420\n", 1400, False),
    ],
)
def test_a_packet_that_may_not_be_cut_fits_or_is_lost(at_hub: bool, lines: str, size: int, comes: bool) -> None:  # noqa: FBT001
    """Into what the tunnel says at either end, and with its headers into the lines; one that may be cut arrives."""
    hub, spoke = staged()
    type_in(spoke, CUTOVER)
    type_in(hub if at_hub else spoke, lines)
    typed = f"ping 10.10.0.1 source GigabitEthernet0/1 size {size}"

    assert "(5/5)" in told_at(spoke, typed)
    assert ("(5/5)" in told_at(spoke, f"{typed} df-bit")) is comes


def test_a_tunnel_between_two_addresses_carries_where_both_ends_name_each_other() -> None:
    """As the one between two hubs does; shut at one end, it carries nothing."""
    hub, spoke = site()
    other = "interface Tunnel9\n ip address 10.255.0.{own} 255.255.255.252\n tunnel source GigabitEthernet0/0\n"
    type_in(hub, f"{other.format(own=1)} tunnel destination 198.51.100.2\nip route 10.77.0.0 255.255.0.0 10.255.0.2\n")
    type_in(
        spoke,
        f"{other.format(own=2)} tunnel destination 192.0.2.1\ninterface Loopback7\n ip address 10.77.0.1 255.255.0.0\n",
    )

    assert "(5/5)" in told_at(hub, "ping 10.77.0.1 source Tunnel9")
    type_in(spoke, "interface Tunnel9\n shutdown\n")
    assert "(0/5)" in told_at(hub, "ping 10.77.0.1 source Tunnel9")


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("crypto ikev2 keyring FLEX\n peer other\n  pre-shared-key Another-Key-1\n", id="key"),
        pytest.param("crypto ikev2 profile FLEX\n identity local fqdn stranger.example.com\n", id="identity"),
        pytest.param("crypto ikev2 proposal FLEX\n group 14\n", id="group"),
        pytest.param("crypto ipsec transform-set FLEX esp-aes esp-sha-hmac\n", id="transform"),
        pytest.param("interface Tunnel0\n no tunnel mode ipsec ipv4\n", id="GRE at one end"),
        pytest.param("interface Tunnel0\n shutdown\n", id="shut"),
        pytest.param("no crypto ikev2 client flexvpn FLEX\n", id="no client"),
    ],
)
def test_flexvpn_is_down_where_something_does_not_fit(line: str) -> None:
    """One thing that differs is enough."""
    _, spoke = routers = staged()
    type_in(spoke, CUTOVER)
    assert up(routers) == FLEXVPN

    type_in(spoke, line)

    assert up(routers) == set()


def test_a_tunnel_whose_peer_it_would_carry_itself_is_down() -> None:
    """The way to the hub may not lead into the tunnel to the hub."""
    hub, spoke = routers = staged()
    type_in(hub, "ip access-list standard FLEX-ROUTES\n permit 192.0.2.0 0.0.0.255\n")
    type_in(spoke, CUTOVER)
    assert up(routers) == set()

    type_in(spoke, "ip route 192.0.2.1 255.255.255.255 198.51.100.254\n")
    assert up(routers) == FLEXVPN


def test_a_login_through_a_tunnel_ends_with_it() -> None:
    """Who came through EzVPN is gone with the line that takes it away, and one who came from outside stays."""
    _, spoke = site()
    inside = spoke.log_in("admin", source="10.10.0.50")
    outside = spoke.log_in("admin", source="203.0.113.9")
    assert "10.10.0.50" in told(outside, "show users")

    for line in ("configure terminal", "interface GigabitEthernet0/0", "no crypto ipsec client ezvpn hq"):
        inside.send(f"{line}\r".encode())
    received(inside)
    with pytest.raises(EOFError):
        received(inside)

    assert "EzVPN" not in str(up((spoke,)))
    assert "10.10.0.50" not in told(outside, "show users")


def test_a_login_that_has_another_way_stays() -> None:
    """From an address that both the tunnel and the Internet lead to, nothing ends."""
    _, spoke = site()
    outside = spoke.log_in("admin", source="192.0.2.1")
    type_in(spoke, "interface GigabitEthernet0/0\n no crypto ipsec client ezvpn hq\n")

    assert "192.0.2.1" in told(outside, "show users")


def test_a_lone_router_is_a_network_of_its_own() -> None:
    """Nothing is up, and nothing is thrown."""
    (alone,) = network_of(spoke=SPOKE)

    assert up((alone,)) == set()
    assert "READY" in told_at(alone, "show crypto ipsec client ezvpn")


def test_the_routers_of_the_practice_site_are_connected() -> None:
    """`ez2flex practice` serves routers whose EzVPN is up, and a branch reaches headquarters."""
    with served_practice_site() as (served, _):
        routers = tuple(practice for practice, _ in served)
        branch = next(practice for practice in routers if practice.name == "practice-spoke1")

        assert up(routers) == {("EzVPN", spoke, "practice-hub") for spoke in ("practice-spoke1", "practice-spoke2")}
        assert "(5/5)" in logged_in_at_practice(branch, "ping 10.10.0.1 source GigabitEthernet0/1")


def logged_in_at_practice(practice: PracticeRouter, line: str) -> str:
    """What a router of the practice site says to one command."""
    return told(practice.log_in(practice.users[0].name), line)


def cut_short(text: str) -> list[str]:
    """The text once for each word of it, the line of that word cut off behind it."""
    rows = text.splitlines()
    return [
        "\n".join((*rows[:place], row[:end], *rows[place + 1 :]))
        for place, row in enumerate(rows)
        for end in range(len(row))
        if row[end] == " " and row[:end].strip() and row.strip(" ")
    ]


LOOKS = (
    "show ip interface brief",
    "show ip route",
    "show ip nat statistics",
    "show crypto ipsec client ezvpn",
    "show crypto session detail",
    "show crypto ikev2 session detailed",
    "show crypto ikev2 client flexvpn",
    "ping 10.10.0.1 source GigabitEthernet0/1",
    "ping",
    "ping 192.0.2.1 source",
)


MORE = """\
ip host hq 192.0.2.1
ip local pool P 10.99.0.1 10.99.0.9
ip nat inside source list 1 interface GigabitEthernet0/0 overload
ip nat inside source route-map M interface GigabitEthernet0/0 overload
route-map M permit 10
 match ip address 1
 match interface GigabitEthernet0/0
ip route vrf V 10.0.0.0 255.0.0.0 10.10.0.9 name there
interface GigabitEthernet0/1
 ip nat inside
crypto pki certificate map M 10
 subject-name co ou = branches
crypto pki certificate chain T
 certificate ca 01
crypto ikev2 profile FLEX
 match certificate M
 pki trustpoint T
crypto ikev2 authorization policy FLEX
 route set remote ipv4 10.20.0.0 255.255.0.0
 pool P
"""


@pytest.mark.parametrize("which", ["hub", "spoke"])
def test_a_line_that_is_cut_short_breaks_nothing(which: str) -> None:
    """Whatever a configuration lacks, something is down and nothing is thrown."""
    hub, spoke = routers = staged()
    type_in(spoke, "interface GigabitEthernet0/0\n crypto ipsec client ezvpn hq\n")
    type_in(spoke, CUTOVER.partition("crypto ikev2 client")[1] + CUTOVER.partition("crypto ikev2 client")[2])
    for practice in routers:
        type_in(practice, MORE)
    assert up(routers) == EZVPN | FLEXVPN
    whole = {"hub": hub.running, "spoke": spoke.running}
    for text in cut_short(whole[which]):
        for practice in network_of(**{**whole, which: text}):
            terminal = logged_in(practice)
            for line in LOOKS:
                told(terminal, line)


def test_a_router_that_answers_no_ikev2_has_ezvpn_all_the_same_and_answers_again_once_it_is_mended() -> None:
    """As behind a filter of the provider; nothing of its configuration changes."""
    hub, spoke = staged()
    hub.suffer("ikev2 silent")
    assert up((hub, spoke)) == EZVPN

    type_in(spoke, CUTOVER)
    running = hub.running, spoke.running
    assert not up((hub, spoke))
    hub.mend()
    assert up((hub, spoke)) == FLEXVPN
    assert (hub.running, spoke.running) == running
