"""Words of a configuration as values: addresses, networks, keys."""

from functools import lru_cache
from ipaddress import IPv4Network
from socket import AF_INET, inet_pton

from wizard.model.secret import Secret

EVERYTHING = IPv4Network("0.0.0.0/0")


@lru_cache(maxsize=65_536)
def network(address: str, mask: str) -> IPv4Network | None:
    """The network of an address and a mask; None where the mask is not contiguous or one is no address."""
    try:
        return _network(_number(address), _number(mask) ^ 0xFFFFFFFF)
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=65_536)
def wildcard_network(address: str, wildcard: str) -> IPv4Network | None:
    """The network of an address and a wildcard; None where the wildcard is not contiguous or one is no address."""
    try:
        return _network(_number(address), _number(wildcard))
    except (OSError, ValueError):
        return None


def _number(address: str) -> int:
    """The address as a number, five times as fast as ipaddress; OSError where it is none."""
    return int.from_bytes(inet_pton(AF_INET, address))


def _network(address: int, wildcard: int) -> IPv4Network | None:
    if wildcard & (wildcard + 1):
        return None
    return IPv4Network((address & ~wildcard, 32 - wildcard.bit_length()))


def key(words: list[str]) -> tuple[Secret | None, str]:
    """The key and its type from `[0|6] KEY`; a key without a type is in clear text."""
    if not words:
        return None, "0"
    if len(words) > 1 and words[0] in {"0", "6", "7"}:
        return Secret(" ".join(words[1:])), words[0]
    return Secret(" ".join(words)), "0"
