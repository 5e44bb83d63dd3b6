"""The networks that a routing process names, as IOS writes them."""

from ipaddress import IPv4Network

import pytest

from wizard.model.configuration import Configuration, read_written
from wizard.parse.routing_processes import classful, routing_processes


@pytest.mark.parametrize(
    ("address", "length"),
    [
        ("1.0.0.0", 8),
        ("127.255.0.0", 8),
        ("128.0.0.0", 16),
        ("191.255.0.0", 16),
        ("192.0.0.0", 24),
        ("223.255.255.0", 24),
        ("10.200.0.0", 8),
        ("172.1.0.0", 16),
    ],
)
def test_a_network_without_a_mask_has_that_of_its_class(address: str, length: int) -> None:
    """The first number of the address says which class it is of."""
    assert classful(IPv4Network(f"{address}/32")) == length


@pytest.mark.parametrize(
    ("header", "line", "network"),
    [
        ("router bgp 65000", "network 10.0.0.0", "10.0.0.0/8"),
        ("router bgp 65000", "network 172.16.0.0", "172.16.0.0/16"),
        ("router bgp 65000", "network 192.168.7.0", "192.168.7.0/24"),
        ("router bgp 65000", "network 10.1.0.0 mask 255.255.0.0", "10.1.0.0/16"),
        ("router bgp 65000", "network 10.1.0.0 mask 255.255.0.0 route-map OWN", "10.1.0.0/16"),
        ("router bgp 65000", "network 192.168.7.0 route-map OWN", "192.168.7.0/24"),
        ("router eigrp 7", "network 10.0.0.0", "10.0.0.0/8"),
        ("router eigrp 7", "network 10.1.0.0 0.0.255.255", "10.1.0.0/16"),
        ("router ospf 1", "network 10.1.0.0 0.0.255.255 area 0", "10.1.0.0/16"),
        ("router ospf 1", "network 10.1.0.1 0.0.0.0 area 0", "10.1.0.1/32"),
    ],
)
def test_the_network_of_a_process_is_read(header: str, line: str, network: str) -> None:
    """With a mask, with a wildcard, or with neither."""
    (process,) = routing_processes(Configuration(read_written(f"{header}\n {line}\n")))

    assert process.networks == (IPv4Network(network),)
