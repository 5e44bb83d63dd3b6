"""Which packets an entry of an access list is about: between which networks, and whether it is about all of them."""

from ipaddress import IPv4Network

import pytest

from tests.reading import read
from wizard.check.matching.policy_routes import ends_of

ANY = "0.0.0.0/0"


@pytest.mark.parametrize(
    ("entry", "source", "destination", "every"),
    [
        ("permit ip any any", ANY, ANY, True),
        ("permit ip 10.1.0.0 0.0.0.255 10.2.0.0 0.0.255.255", "10.1.0.0/24", "10.2.0.0/16", True),
        ("deny ip host 10.1.0.1 any", "10.1.0.1/32", ANY, True),
        ("permit ip any host 10.9.9.9", ANY, "10.9.9.9/32", True),
        ("permit tcp 10.1.0.0 0.0.0.255 any", "10.1.0.0/24", ANY, False),
        ("permit udp host 10.1.0.1 eq 500 host 10.9.9.9", "10.1.0.1/32", "10.9.9.9/32", False),
        ("permit udp host 10.1.0.1 range 500 4500 host 10.9.9.9 eq 500", "10.1.0.1/32", "10.9.9.9/32", False),
        ("permit tcp any any established", ANY, ANY, False),
    ],
)
def test_the_ends_of_an_extended_entry_are_read_past_its_ports(
    entry: str,
    source: str,
    destination: str,
    every: bool,  # noqa: FBT001
) -> None:
    """One that names a protocol or a port is not about every packet."""
    access_list = read(f"hostname x\nip access-list extended L\n {entry}\n").router.access_list("L")
    assert access_list

    assert ends_of(access_list.entries[0], extended=True) == (IPv4Network(source), IPv4Network(destination), every)


def test_a_standard_entry_is_about_every_packet_of_its_source() -> None:
    """Wherever it goes."""
    access_list = read("hostname x\nip access-list standard L\n permit 10.1.0.0 0.0.0.255\n").router.access_list("L")
    assert access_list

    assert ends_of(access_list.entries[0], extended=False) == (IPv4Network("10.1.0.0/24"), IPv4Network(ANY), True)
