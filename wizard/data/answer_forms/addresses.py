"""Answers that are addresses and networks."""

import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Interface, IPv4Network, IPv6Network
from typing import ClassVar

from wizard.data.answer_forms.choices import listed
from wizard.data.answer_forms.names import is_domain_name
from wizard.model.literals import address, address_with_mask, ipv6_prefix, prefix
from wizard.model.question import Asking, Form, Kind, Refused


def host(text: str) -> IPv4Address | Refused:
    """The address of one router or gateway."""
    known = address(text)
    if known is None:
        return Refused(reason="is no IPv4 address", hint="Like 203.0.113.1.", what=text)
    if not _is_of_a_host(known):
        return Refused(reason="is an address that no router has", hint="Like 203.0.113.1.", what=text)
    return known


def _is_of_a_host(known: IPv4Address) -> bool:
    return 0 < known.packed[0] < 224 and not known.is_loopback


@dataclass(frozen=True, slots=True)
class Address(Form[IPv4Address]):
    """The IPv4 address of one router or gateway."""

    kind: ClassVar = Kind.ADDRESS
    typed: ClassVar = "an address: 203.0.113.1"

    def read(self, text: str, asking: Asking) -> IPv4Address | Refused:
        """The address."""
        return host(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class InterfaceAddress(Form[IPv4Interface]):
    """The address of an interface, with its mask."""

    kind: ClassVar = Kind.INTERFACE_ADDRESS
    longest: int = 32
    """The longest prefix; 31 where another router needs an address in the same network."""

    @property
    def typed(self) -> str:
        """What may be typed."""
        limit = f", of /{self.longest} or shorter" if self.longest < 32 else ""
        return f"an address with its mask{limit}: 203.0.113.2/24"

    def read(self, text: str, asking: Asking) -> IPv4Interface | Refused:
        """The address and the mask, which an interface of IOS takes together."""
        parts = text.replace("/", " ").split()
        known = address_with_mask(*parts) if len(parts) == 2 else None
        if known is None:
            return Refused(reason="is no address with its mask", hint="Like 203.0.113.2/24.")
        if known.network.prefixlen > self.longest:
            return Refused(reason="is no address for it: its network has no second address for the hub", hint="A /30.")
        ends = (known.network.network_address, known.network.broadcast_address)
        if not known.network.prefixlen or not _is_of_a_host(known.ip):
            return Refused(reason="is an address that no router has", hint="Like 203.0.113.2/24.")
        if known.network.prefixlen < 31 and known.ip in ends:
            return Refused(
                reason=f"is the first or the last address of {known.network}, which no router has",
                hint="One between them.",
            )
        return known


@dataclass(frozen=True, slots=True)
class AddressBounds:
    """The first and the last address of a pool."""

    first: IPv4Address
    last: IPv4Address

    def __str__(self) -> str:
        return f"{self.first} {self.last}"


@dataclass(frozen=True, slots=True)
class AddressRange(Form[AddressBounds]):
    """The first and the last address of a pool."""

    typed: ClassVar = "the first and the last address: 10.99.0.1 10.99.0.254"

    def read(self, text: str, asking: Asking) -> AddressBounds | Refused:
        """The two addresses."""
        words = text.split()
        if len(words) != 2:
            return Refused(reason="holds no two addresses", hint="Like 10.99.0.1 10.99.0.254.")
        first, last = host(words[0]), host(words[1])
        if isinstance(first, Refused):
            return first
        if isinstance(last, Refused):
            return last
        if last < first:
            return Refused(reason=f"lies before {first}", hint="The first address comes first.", what=words[1])
        return AddressBounds(first, last)


@dataclass(frozen=True, slots=True)
class Networks(Form[tuple[IPv4Network, ...]]):
    """IPv4 networks; none where nothing is typed."""

    kind: ClassVar = Kind.NETWORKS
    typed: ClassVar = "networks: 10.1.0.0/24, 10.2.0.0/24; empty is none"

    def read(self, text: str, asking: Asking) -> tuple[IPv4Network, ...] | Refused:
        """The networks."""
        return networks_in(text)


@lru_cache(maxsize=256)
def networks_in(text: str) -> tuple[IPv4Network, ...] | Refused:
    """The networks that a text names."""
    words = listed(text)
    known = [network for word in words if (network := prefix(word))]
    if len(known) == len(words):
        return tuple(known)
    return Refused(
        reason="is no network, or has bits of a host",
        hint="Like 10.1.0.0/24, 10.2.0.0/24.",
        what=next(word for word in words if prefix(word) is None),
    )


@dataclass(frozen=True, slots=True)
class Ipv6Networks(Form[tuple[IPv6Network, ...]]):
    """IPv6 networks; none where nothing is typed."""

    kind: ClassVar = Kind.IPV6_NETWORKS
    typed: ClassVar = "IPv6 networks: 2001:db8:1::/64, 2001:db8:2::/64; empty is none"

    def read(self, text: str, asking: Asking) -> tuple[IPv6Network, ...] | Refused:
        """The networks."""
        words = listed(text)
        known = [network for word in words if (network := ipv6_prefix(word)) and not network.network_address.scope_id]
        if len(known) == len(words):
            return tuple(known)
        return Refused(
            reason="is no list of IPv6 networks, or one has bits of a host",
            hint="Like 2001:db8:1::/64, 2001:db8:2::/64.",
        )


_ONLY_DIGITS = re.compile(r"[0-9.]+")


@dataclass(frozen=True, slots=True)
class Addresses(Form[tuple[IPv4Address, ...]]):
    """IPv4 addresses."""

    kind: ClassVar = Kind.ADDRESSES
    typed: ClassVar = "addresses: 10.0.0.10, 10.0.0.11"

    def read(self, text: str, asking: Asking) -> tuple[IPv4Address, ...] | Refused:
        """The addresses, each once."""
        found: dict[IPv4Address, None] = {}
        for word in listed(text):
            known = host(word)
            if isinstance(known, Refused):
                return known
            found[known] = None
        return tuple(found) or Refused(reason="is no address", hint="Like 10.0.0.10.")


@dataclass(frozen=True, slots=True)
class AddressesOrNames(Form[tuple[IPv4Address | str, ...]]):
    """Addresses or host names, the best one first."""

    kind: ClassVar = Kind.ADDRESSES
    typed: ClassVar = "addresses or host names, best first: 203.0.113.1, 203.0.113.2"

    def read(self, text: str, asking: Asking) -> tuple[IPv4Address | str, ...] | Refused:
        """The addresses and names, each once."""
        found: dict[IPv4Address | str, None] = {}
        for word in listed(text):
            known = host(word) if _ONLY_DIGITS.fullmatch(word) else word
            if isinstance(known, Refused):
                return known
            if isinstance(known, str) and not is_domain_name(known):
                return Refused(reason="is no address or host name", hint="Like 203.0.113.1.", what=word)
            found[known] = None
        return tuple(found) or Refused(reason="is no address or host name", hint="Like 203.0.113.1.")
