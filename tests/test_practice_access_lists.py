"""The networks that an access list of a practice router names, and which packets of IP it permits."""

from ipaddress import IPv4Address, IPv4Network

import pytest

from tests.test_practice_filters import configuration_of
from wizard.practice.network.access_lists import permits, permitted_sources

LAN, SERVER = IPv4Address("10.1.0.20"), IPv4Address("10.9.0.1")


@pytest.mark.parametrize(
    ("kind", "entry", "network"),
    [
        ("standard", "permit 10.1.0.0 0.0.0.255", "10.1.0.0/24"),
        ("standard", "permit 10.1.0.20", "10.1.0.20/32"),
        ("standard", "permit host 10.1.0.20", "10.1.0.20/32"),
        ("standard", "permit any", "0.0.0.0/0"),
        ("standard", "10 permit 10.1.0.0 0.0.255.255", "10.1.0.0/16"),
        ("standard", "permit 10.1.0.9 0.0.0.255", "10.1.0.0/24"),
        ("extended", "permit ip 10.1.0.0 0.0.0.255 any", "10.1.0.0/24"),
        ("extended", "permit ip host 10.1.0.20 host 10.9.0.1", "10.1.0.20/32"),
        ("extended", "20 permit ip any 10.9.0.0 0.0.0.255", "0.0.0.0/0"),
        ("extended", "permit tcp 10.1.0.0 0.0.0.127 any eq 443", "10.1.0.0/25"),
        # What denies, remarks or names no network that is one names nothing.
        ("standard", "deny 10.1.0.0 0.0.0.255", None),
        ("standard", "remark permit 10.1.0.0 0.0.0.255", None),
        ("standard", "permit 10.1.0.0 0.0.255.0", None),
        ("extended", "deny ip any any", None),
        ("extended", "permit ip object-group LANS any", None),
    ],
)
def test_a_list_names_the_sources_that_it_permits(kind: str, entry: str, network: str | None) -> None:
    """A split list of EzVPN and a list of routes are read so."""
    configuration = configuration_of(f"ip access-list {kind} LIST\n {entry}\n")

    assert permitted_sources(configuration, "LIST") == (() if network is None else (IPv4Network(network),))


def test_the_sources_come_in_the_order_of_the_list_and_none_from_a_list_that_is_not_there() -> None:
    """A client installs them in that order."""
    configuration = configuration_of(
        "ip access-list standard LIST\n permit 10.3.0.0 0.0.0.255\n deny any\n permit 10.2.0.0 0.0.0.255\n"
    )

    assert permitted_sources(configuration, "LIST") == (IPv4Network("10.3.0.0/24"), IPv4Network("10.2.0.0/24"))
    assert permitted_sources(configuration, "MISSING") == ()


@pytest.mark.parametrize(
    ("kind", "entries", "is_permitted"),
    [
        ("standard", ["permit 10.1.0.0 0.0.0.255"], True),
        ("standard", ["permit 10.1.0.20"], True),
        ("standard", ["permit 10.1.0.21"], False),
        ("standard", ["permit any"], True),
        ("standard", ["deny host 10.1.0.20", "permit any"], False),
        ("standard", ["deny host 10.1.0.21", "permit any"], True),
        ("standard", ["10 permit host 10.1.0.20"], True),
        ("extended", ["permit ip any any"], True),
        ("extended", ["permit ip 10.1.0.0 0.0.0.255 10.9.0.0 0.0.0.255"], True),
        ("extended", ["permit ip 10.1.0.0 0.0.0.255 10.8.0.0 0.0.0.255"], False),
        ("extended", ["permit ip 10.2.0.0 0.0.0.255 any"], False),
        ("extended", ["permit ip host 10.1.0.20 host 10.9.0.1"], True),
        ("extended", ["permit ip host 10.1.0.20 host 10.9.0.2"], False),
        ("extended", ["permit ip host 10.1.0.21 host 10.9.0.1"], False),
        ("extended", ["10 deny ip any host 10.9.0.1", "20 permit ip any any"], False),
        ("extended", ["10 deny ip any host 10.9.0.2", "20 permit ip any any"], True),
        # A remark is no entry, whatever it says.
        ("extended", ["remark permit any any", "permit ip any any"], True),
        ("extended", ["remark deny any any", "permit ip any any"], True),
        ("standard", ["remark any", "permit any"], True),
        ("standard", ["remark 10.1.0.20", "permit any"], True),
        ("extended", [], False),
        ("extended", ["remark nothing else"], False),
    ],
)
def test_the_first_entry_that_a_packet_meets_decides(kind: str, entries: list[str], is_permitted: bool) -> None:  # noqa: FBT001
    """Where none does, it is not permitted: nothing is translated, and no route is told."""
    lines = "".join(f" {entry}\n" for entry in entries)
    configuration = configuration_of(f"ip access-list {kind} LIST\n{lines}")

    assert permits(configuration, "LIST", LAN, SERVER) is is_permitted


def test_a_list_that_is_not_there_permits_nothing() -> None:
    """A rule of translation that names it takes no packet."""
    assert not permits(configuration_of("hostname hub\n"), "MISSING", LAN, SERVER)
