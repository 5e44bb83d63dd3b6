"""Static routes as routers print them: where they lead, whatever stands behind that."""

from ipaddress import IPv4Network

import pytest

from tests.reading import read

BEHIND = ("", "250", "name WAN", "tag 5", "track 1", "permanent", "global", "multicast", "250 name WAN", "250 track 1")


@pytest.mark.parametrize("words", BEHIND)
@pytest.mark.parametrize("next_hop", ["192.0.2.1", "Dialer1", "GigabitEthernet0/0 192.0.2.1"])
def test_a_route_leads_to_its_next_hop_whatever_stands_behind_it(next_hop: str, words: str) -> None:
    """A distance, a name, a tag or a tracked object is no way out."""
    (route,) = read(f"hostname r\nip route 10.9.0.0 255.255.0.0 {next_hop} {words}".rstrip() + "\n").router.routes

    assert (route.network, route.next_hop) == (IPv4Network("10.9.0.0/16"), next_hop)
