"""Numbers and addresses as a text writes them: None where a word is none, whatever stands in it."""

import re
from functools import lru_cache
from ipaddress import (
    AddressValueError,
    IPv4Address,
    IPv4Interface,
    IPv4Network,
    IPv6Address,
    IPv6Interface,
    IPv6Network,
    NetmaskValueError,
)

LARGEST = 4_294_967_295
"""No number that IOS takes needs more than 32 bits."""

_DIGITS = len(str(LARGEST))

_OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
ADDRESS = rf"{_OCTET}\.{_OCTET}\.{_OCTET}\.{_OCTET}"
"""The pattern of an IPv4 address."""
_ADDRESS = re.compile(ADDRESS)


MASKS = frozenset(str(IPv4Network(f"0.0.0.0/{length}").netmask) for length in range(33))
"""Every mask as a router prints it."""


def is_number(word: str) -> bool:
    """Whether the word has digits alone; `²` and the digits of other scripts are none to IOS."""
    return word.isascii() and word.isdecimal()


def number(word: str, least: int = 0, most: int = LARGEST) -> int | None:
    """The number, None where the word is none or one outside the limits."""
    if not is_number(word) or len(word) > _DIGITS:
        return None
    value = int(word)
    return value if least <= value <= most else None


def is_address(word: str) -> bool:
    """Whether the word is an IPv4 address, told without making one."""
    return _ADDRESS.fullmatch(word) is not None


def address(word: str) -> IPv4Address | None:
    """The IPv4 address, None where the word is none."""
    return IPv4Address(_octets(word)) if is_address(word) else None


def _octets(address: str) -> bytes:
    """The bytes of an address, from which ipaddress makes one in a fifth of the time."""
    return bytes(map(int, address.split(".")))


def prefix(word: str) -> IPv4Network | None:
    """The network of `10.1.0.0/16`; None where it is none, or where bits of a host are set."""
    try:
        return IPv4Network(word)
    except ValueError:
        return None


def address_with_mask(address: str, mask: str) -> IPv4Interface | None:
    """The address with its mask, as an interface has them; None where one of them is none."""
    length = _length(mask)
    return None if length is None or not is_address(address) else IPv4Interface((_octets(address), length))


@lru_cache(maxsize=256)
def _length(mask: str) -> int | None:
    """How many bits of an address a mask leaves to the network."""
    try:
        return IPv4Network(f"0.0.0.0/{mask}").prefixlen
    except ValueError:
        return None


def is_ipv6_address(word: str) -> bool:
    """Whether the word is an IPv6 address, with or without the interface of a link-local one behind `%`."""
    try:
        return bool(IPv6Address(word))
    except AddressValueError:
        return False


def ipv6_address_with_length(word: str) -> IPv6Interface | None:
    """The address with the length of its prefix; None where the word is none."""
    try:
        return IPv6Interface(word) if "/" in word else None
    except (AddressValueError, NetmaskValueError):
        return None


def ipv6_prefix(word: str) -> IPv6Network | None:
    """The network of `2001:db8:1::/64`; None where it is none, or where bits of a host are set."""
    try:
        return IPv6Network(word)
    except ValueError:
        return None
