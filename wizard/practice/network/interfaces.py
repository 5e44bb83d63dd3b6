"""The interfaces of one router: which are up, and with which addresses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from ipaddress import IPv4Interface, IPv4Network

from wizard.model.configuration import Configuration, Line
from wizard.model.literals import address, address_with_mask
from wizard.practice.interface_names import interface_name
from wizard.practice.network.words import word

GIVEN = IPv4Network("100.64.0.0/10")
"""What providers give addresses from."""
WITHOUT_A_LINE = ("Loopback", "Tunnel", "Virtual-Template", "Null")
"""Interfaces to which nothing is plugged in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """One interface as the network sees it."""

    name: str
    line: Line
    is_up: bool
    vrf: str = ""
    """Empty for the global table."""
    addresses: tuple[IPv4Interface, ...] = ()
    is_given: bool = False
    """Whether the provider gives the address, and a default route with it."""
    unnumbered: str = ""
    """The interface whose address it has."""

    @property
    def is_plugged_in(self) -> bool:
        """Whether packets leave the router by it, and not into a tunnel."""
        return not self.name.startswith(WITHOUT_A_LINE)


def read_interfaces(configuration: Configuration, place: int) -> tuple[Interface, ...]:
    """The interfaces of the router that is at that place of the network."""
    read = [_interface(line, place, number) for number, line in enumerate(configuration.all("interface"))]
    return tuple(_with_borrowed_address(interface, read) for interface in read)


def _interface(line: Line, place: int, number: int) -> Interface:
    name = word(line.text, 1)
    is_given = line.argument("ip address") in ("dhcp", "negotiated") and not name.startswith("Tunnel")
    given = (IPv4Interface((GIVEN[place * 256 + number + 1], 24)),) if is_given else ()
    return Interface(
        name=name,
        line=line,
        is_up=line.child("shutdown") is None,
        vrf=line.argument("vrf forwarding") or line.argument("ip vrf forwarding"),
        addresses=given or tuple(_addresses(line)),
        is_given=is_given,
        unnumbered=interface_name(line.argument("ip unnumbered")) or "",
    )


def _addresses(line: Line) -> Iterator[IPv4Interface]:
    for child in line.all("ip address"):
        words = child.text.split(" ")
        read = address_with_mask(words[2], words[3]) if len(words) > 3 else None
        if read is not None:
            yield read
    for child in line.all("standby"):
        # The virtual address of a group is the router's own: it is the active one.
        words = child.text.split(" ")
        virtual = address(words[-1]) if "ip" in words[1:3] else None
        if virtual is not None:
            yield IPv4Interface((virtual, 32))


def _with_borrowed_address(interface: Interface, others: Sequence[Interface]) -> Interface:
    lender = next((other for other in others if other.name == interface.unnumbered), None)
    if lender is None:
        return interface
    return replace(interface, addresses=lender.addresses[:1], is_up=interface.is_up and lender.is_up)
