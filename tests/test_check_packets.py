"""Whether an access list lets IKEv2 and IPsec through."""

from ipaddress import IPv4Network

import pytest

from tests.checks.sites import CHECKS, site
from wizard.check.matching.permitted_packets import Packets, permits
from wizard.check.rules.access_lists import internet_side_lets_ikev2_in
from wizard.model.configuration import Configuration, read_written
from wizard.parse.access_list_entries import access_lists

HUB, ANY, OWN = IPv4Network("203.0.113.1"), IPv4Network("0.0.0.0/0"), IPv4Network("198.51.100.2")
IKE = Packets(protocol="udp", port=500, source_network=HUB, destination_network=OWN)
NATTED = Packets(protocol="udp", port=4500, source_network=HUB, destination_network=OWN)
ESP = Packets(protocol="esp", source_network=HUB, destination_network=OWN)
FROM_ANYBODY = Packets(protocol="udp", port=500, source_network=ANY, destination_network=OWN)


def entries(*texts: str) -> str:
    """An extended list of those entries."""
    return "".join(("ip access-list extended WAN\n", *(f" {text}\n" for text in texts)))


CASES = {
    "a port by its name": (entries("permit udp any any eq isakmp"), IKE, True),
    "a port by its number": (entries("permit udp any any eq 500"), IKE, True),
    "one of several ports": (entries("permit udp any any eq isakmp non500-isakmp"), NATTED, True),
    "another port": (entries("permit udp any any eq isakmp"), NATTED, False),
    "another port by a name": (entries("permit udp any any eq domain"), IKE, False),
    "both ports": (entries("permit udp any eq isakmp host 198.51.100.2 eq isakmp log"), IKE, True),
    "the source port alone": (entries("permit udp any eq ntp any"), IKE, False),
    "a range": (entries("permit udp any any range isakmp non500-isakmp"), NATTED, True),
    "a range by other names": (entries("permit udp any any range tftp snmp"), IKE, None),
    "above a port": (entries("permit udp any any gt 1023"), NATTED, True),
    "below a port": (entries("permit udp any any lt 1024"), NATTED, False),
    "all but a port": (entries("permit udp any any neq snmp"), IKE, True),
    "a comparison without a port": (entries("permit udp any any eq"), IKE, None),
    "every protocol": (entries("permit ip host 203.0.113.1 any"), ESP, True),
    "a protocol by its number": (entries("permit 50 any any"), ESP, True),
    "another protocol": (entries("permit gre any any"), ESP, False),
    "nothing fits": (entries("permit tcp any any established", "permit icmp any any"), IKE, False),
    "a deny before it": (entries("deny ip 203.0.113.0 0.0.0.255 any", "permit ip any any"), IKE, False),
    "a deny behind it": (entries("permit udp any any", "deny ip any any"), IKE, True),
    "another source": (entries("permit udp host 203.0.113.2 any"), IKE, False),
    "another destination": (entries("permit udp any host 198.51.100.3"), IKE, False),
    "some of the sources": (entries("permit udp host 203.0.113.1 any"), FROM_ANYBODY, False),
    "all but some of the sources": (
        entries("deny ip 10.0.0.0 0.255.255.255 any", "permit udp any any"),
        FROM_ANYBODY,
        True,
    ),
    "a group of objects": (entries("permit udp object-group HUBS any"), IKE, None),
    "a group of services": (entries("permit object-group VPN any any"), IKE, None),
    "a group behind what decides": (entries("permit udp any any", "deny udp object-group X any"), IKE, True),
    "an option": (entries("permit udp any any time-range WORK"), IKE, None),
    "an option of another protocol": (entries("permit tcp any any time-range WORK", "permit ip any any"), IKE, True),
    "a wildcard with holes": (entries("permit udp 203.0.113.1 0.0.255.0 any"), IKE, None),
    "a standard list": ("access-list 10 permit 203.0.113.0 0.0.0.255\n", ESP, True),
    "a standard list of others": ("access-list 10 permit 203.0.114.0 0.0.0.255\n", ESP, False),
    "a standard list with holes": ("access-list 10 permit 203.0.113.1 0.0.255.0\n", ESP, None),
}


@pytest.mark.parametrize("case", CASES)
def test_an_access_list_is_read_as_the_router_reads_it(case: str) -> None:
    """The first entry that takes a packet decides; where one is not understood nothing is said."""
    text, packets, expected = CASES[case]
    (access_list,) = access_lists(Configuration(read_written(text)))

    assert permits(access_list, packets) is expected


def test_inspection_lets_the_answers_over_udp_in() -> None:
    """`ip inspect` of the router's own traffic opens the list for UDP 500 and 4500, and ESP stays outside."""
    (pair,) = site(CHECKS / "RTE031" / "inspected").pairs
    said = [hit.message for hit in internet_side_lets_ikev2_in(pair) if not hit.device]

    assert said == ["Access list WAN on GigabitEthernet0/0 does not permit ESP from 203.0.113.1."]
