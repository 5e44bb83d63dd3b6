"""What an access list of a practice router lets through is what IOS would let through."""

from ipaddress import IPv4Address

import pytest

from tests.practice_networks import network_of
from wizard.model.configuration import Configuration
from wizard.practice.network.packet_filters import Packet, lets_through, of_a_tunnel

SPOKE, HUB, OTHER = (IPv4Address(text) for text in ("198.51.100.2", "192.0.2.1", "203.0.113.9"))
IKE, ESP = of_a_tunnel(SPOKE, HUB)
BEHIND_NAT = Packet(protocol="udp", source=SPOKE, destination=HUB, source_port=61000, port=4500)
SSH = Packet(protocol="tcp", source=SPOKE, destination=HUB, source_port=50000, port=22)
ECHO = Packet(protocol="icmp", source=SPOKE, destination=HUB)


def configuration_of(text: str) -> Configuration:
    """What a router of a practice network has when it was given that."""
    (filtering,) = network_of(hub=text)
    return filtering.network.ways.router("hub").configuration


GROUPS = """\
object-group network NEAR
 host 198.51.100.7
 198.51.100.0 255.255.255.252
object-group network ITS-HOST
 host 198.51.100.2
object-group network RANGE
 range 198.51.100.2 198.51.100.4
object-group network ABOVE
 range 198.51.100.3 198.51.100.4
object-group network BELOW
 range 198.51.100.0 198.51.100.1
object-group network EVERYBODY
 any
object-group network AROUND
 description of another group
 group-object NEAR
object-group network ITSELF
 group-object ITSELF
object-group network FAR
 host 203.0.113.9
object-group service TUNNELS
 udp eq isakmp
 esp
object-group service HIGH
 udp gt 4000
object-group service ANYTHING
 ip
"""

ENTRIES = [
    # Protocols, by name and by number.
    ("permit ip any any", ECHO, True),
    ("permit esp any any", ESP, True),
    ("permit 50 any any", ESP, True),
    ("permit 17 any any", IKE, True),
    ("permit 6 any any", SSH, True),
    ("permit 1 any any", ECHO, True),
    ("permit udp any any", ESP, False),
    ("permit esp any any", IKE, False),
    ("permit tcp any any", IKE, False),
    ("permit 47 any any", ESP, False),
    # Addresses of both ends.
    ("permit ip host 198.51.100.2 host 192.0.2.1", ESP, True),
    ("permit ip host 198.51.100.3 host 192.0.2.1", ESP, False),
    ("permit ip host 198.51.100.2 host 192.0.2.2", ESP, False),
    ("permit ip 198.51.100.0 0.0.0.3 any", ESP, True),
    ("permit ip 198.51.100.4 0.0.0.3 any", ESP, False),
    ("permit ip any 192.0.2.0 0.0.0.255", ESP, True),
    ("permit ip any 192.0.3.0 0.0.0.255", ESP, False),
    ("permit ip 0.0.0.2 255.255.255.0 any", ESP, True),
    # Ports of both ends.
    ("permit udp any eq 500 any eq 500", IKE, True),
    ("permit udp any eq isakmp any eq isakmp", IKE, True),
    ("permit udp any any eq non500-isakmp", BEHIND_NAT, True),
    ("permit udp any any eq isakmp", BEHIND_NAT, False),
    ("permit udp any eq isakmp any", BEHIND_NAT, False),
    ("permit udp any any eq isakmp non500-isakmp", BEHIND_NAT, True),
    ("permit udp any any eq 4500 500", IKE, True),
    ("permit udp any any neq 500", IKE, False),
    ("permit udp any any neq 501", IKE, True),
    ("permit udp any any gt 499", IKE, True),
    ("permit udp any any gt 500", IKE, False),
    ("permit udp any any lt 501", IKE, True),
    ("permit udp any any lt 500", IKE, False),
    ("permit udp any any range 500 4500", IKE, True),
    ("permit udp any any range 500 4500", BEHIND_NAT, True),
    ("permit udp any any range 501 4500", IKE, False),
    ("permit udp any any range 400 499", IKE, False),
    ("permit udp any any eq snmp", IKE, False),
    # What stands behind the ports of the source is the destination, or what the entry asks beside.
    ("permit udp any eq isakmp host 192.0.2.1", IKE, True),
    ("permit udp any eq isakmp host 192.0.2.2", IKE, False),
    ("permit udp any eq isakmp 192.0.2.0 0.0.0.255", IKE, True),
    ("permit udp any eq isakmp 192.0.3.0 0.0.0.255", IKE, False),
    ("permit udp any eq isakmp object-group ITS-HOST", IKE, False),
    ("permit udp any eq isakmp object-group EVERYBODY eq isakmp", IKE, True),
    ("permit udp any any eq isakmp log", IKE, True),
    ("permit udp any any eq isakmp log-input", IKE, True),
    ("permit udp any any neq 4500 log-input", IKE, True),
    ("permit udp any any neq snmp", IKE, True),
    ("permit udp any any eq isakmp fragments", IKE, False),
    ("permit udp any any eq isakmp time-range WORK", IKE, False),
    ("permit udp any any eq isakmp reflect BACK", IKE, False),
    # What an entry asks beside: none of it is so of the first packet of a tunnel.
    ("permit tcp any any established", SSH, False),
    ("permit tcp any any eq 22", SSH, True),
    ("permit ip any any fragments", ESP, False),
    ("permit ip any any time-range WORK", ESP, False),
    ("permit ip any any log", ESP, True),
    # Groups.
    ("permit ip object-group NEAR any", ESP, True),
    ("permit ip object-group ITS-HOST any", ESP, True),
    ("permit ip object-group AROUND any", ESP, True),
    ("permit ip object-group RANGE any", ESP, True),
    ("permit ip object-group ABOVE any", ESP, False),
    ("permit ip object-group BELOW any", ESP, False),
    ("permit ip object-group EVERYBODY any", ESP, True),
    ("permit ip object-group FAR any", ESP, False),
    ("permit ip object-group ITSELF any", ESP, False),
    ("permit ip object-group MISSING any", ESP, False),
    ("permit ip any object-group NEAR", ESP, False),
    ("permit object-group TUNNELS any any", IKE, True),
    ("permit object-group TUNNELS any any", ESP, True),
    ("permit object-group TUNNELS any any", BEHIND_NAT, False),
    ("permit object-group TUNNELS any any", SSH, False),
    ("permit object-group TUNNELS host 203.0.113.9 any", ESP, False),
    ("permit object-group HIGH any any", BEHIND_NAT, True),
    ("permit object-group HIGH any any", IKE, False),
    ("permit object-group ANYTHING any any", ECHO, True),
    ("permit object-group MISSING any any", ECHO, False),
    # A refusal before a permission, a number, a remark.
    ("deny esp any any\n permit ip any any", ESP, False),
    ("deny esp any any\n permit ip any any", IKE, True),
    ("remark permit esp any any\n permit udp any any", ESP, False),
    ("10 permit esp any any", ESP, True),
    ("remark nothing else", ESP, True),
]


@pytest.mark.parametrize(("entries", "packet", "passes"), ENTRIES, ids=lambda value: getattr(value, "protocol", None))
def test_an_extended_list_lets_through_what_its_entries_say(entries: str, packet: Packet, passes: bool) -> None:  # noqa: FBT001
    """The first entry that a packet fits decides; where none fits, it is dropped."""
    configuration = configuration_of(f"{GROUPS}ip access-list extended FILTER\n {entries}\n")

    assert lets_through(configuration, "FILTER", packet) is passes


@pytest.mark.parametrize(
    ("entries", "passes"),
    [
        ("permit 198.51.100.2", True),
        ("permit host 198.51.100.2", True),
        ("permit 198.51.100.0 0.0.0.255", True),
        ("permit any", True),
        ("permit 198.51.100.3", False),
        ("permit 192.0.2.1", False),
        ("deny 198.51.100.2\n permit any", False),
        ("deny 198.51.100.3\n permit any", True),
    ],
)
def test_a_standard_list_asks_for_the_source_alone(entries: str, passes: bool) -> None:  # noqa: FBT001
    """An address without a wildcard is that one host."""
    configuration = configuration_of(f"ip access-list standard 10\n {entries}\n")

    assert lets_through(configuration, "10", ESP) is passes


def test_a_list_that_is_not_there_drops_nothing() -> None:
    """IOS lets everything through an access group that names no list."""
    assert lets_through(configuration_of("hostname hub\n"), "MISSING", ESP)
