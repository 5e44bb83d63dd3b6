"""IPv6 over the tunnels: whether it crosses them, and which networks an interface has."""

from collections.abc import Iterator
from ipaddress import IPv6Network

from wizard.model.configuration import Line
from wizard.model.literals import ipv6_address_with_length
from wizard.model.question import Asking


def crosses(asking: Asking) -> bool:
    """Whether IPv6 crosses the tunnels."""
    return asking.value("ipv6") == "yes"


def ipv6_networks(line: Line) -> tuple[IPv6Network, ...]:
    """The networks of an interface's global IPv6 addresses."""
    return tuple(_networks(line))


def _networks(line: Line) -> Iterator[IPv6Network]:
    for child in line.all("ipv6 address"):
        words = child.text.split()[2:]
        address = ipv6_address_with_length(words[0]) if words else None
        if address and not address.ip.is_link_local:
            yield address.network
