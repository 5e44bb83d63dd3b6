"""By which addresses a practice router answers and asks, and what its table says of the way there."""

import pytest

from tests.practice_networks import SERVER, SPOKE, network_of
from tests.test_practice_laws import type_in
from tests.test_practice_network import site, told_at


def test_the_routing_table_names_the_default_and_the_way_of_each_route() -> None:
    """The gateway of last resort is the next hop of the default route, and none where there is no such route."""
    _, spoke = site()
    type_in(spoke, "ip route 10.77.0.0 255.255.0.0 198.51.100.7\nip route 10.78.0.0 255.255.0.0 Null0\n")
    shown = told_at(spoke, "show ip route")

    assert "Gateway of last resort is 198.51.100.254 to network 0.0.0.0" in shown
    assert "S* 0.0.0.0/0 [1/0] via 198.51.100.254" in " ".join(shown.split())
    assert "S 10.77.0.0/16 [1/0] via 198.51.100.7" in " ".join(shown.split())
    assert "S 10.78.0.0/16 is directly connected, Null0" in " ".join(shown.split())
    assert "198.51.100.0/24" not in told_at(spoke, "show ip route static")
    assert "10.77.0.0/16" not in told_at(spoke, "show ip route connected")

    type_in(spoke, "no ip route 0.0.0.0 0.0.0.0 198.51.100.254\n")
    assert "Gateway of last resort is not set" in told_at(spoke, "show ip route")


@pytest.mark.parametrize(
    ("line", "answers"),
    [
        ("standby 5 ip 192.0.2.9", True),
        ("standby ip 192.0.2.9", True),
        ("standby 5 ip 192.0.2.8", False),
        ("standby 5 track 192.0.2.9", False),
        ("standby 5 priority 110", False),
        ("standby", False),
    ],
)
def test_a_router_answers_by_the_address_of_its_standby_group(line: str, answers: bool) -> None:  # noqa: FBT001
    """Of a group with a number and of the one without."""
    at_the_internet = " ip address 192.0.2.1 255.255.255.0\n"
    _, spoke = network_of(hub=SERVER.replace(at_the_internet, f"{at_the_internet} {line}\n"), spoke=SPOKE)

    assert ("(5/5)" in told_at(spoke, "ping 192.0.2.9")) is answers
    assert "(5/5)" in told_at(spoke, "ping 192.0.2.1")


@pytest.mark.parametrize(
    ("line", "source", "comes"),
    [
        ("", "GigabitEthernet0/1", True),
        ("", "10.10.1.1", True),
        ("", "10.10.1.2", False),
        ("", "Loopback9", False),
        ("interface Loopback9\n ip address 10.99.0.1 255.255.255.255\n", "Loopback9", False),
        ("ip route 192.0.2.0 255.255.255.0 Null0\n", "GigabitEthernet0/0", False),
    ],
)
def test_a_ping_goes_out_from_the_address_that_is_named(line: str, source: str, comes: bool) -> None:  # noqa: FBT001
    """Of the router's own alone; what no tunnel carries back has no answer, nor has what is dropped on its way."""
    _, spoke = site()
    type_in(spoke, line)
    called = "192.0.2.1" if source.startswith("GigabitEthernet0/0") else "10.10.0.1"

    assert ("(5/5)" in told_at(spoke, f"ping {called} source {source}")) is comes
