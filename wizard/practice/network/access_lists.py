"""The networks that an access list names: the sources of its entries."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network

from wizard.model.configuration import Configuration
from wizard.model.literals import address

ANY = IPv4Network("0.0.0.0/0")


def permitted_sources(configuration: Configuration, name: str) -> tuple[IPv4Network, ...]:
    """The sources that the list permits, in its order."""
    for kind in ("standard", "extended"):
        block = configuration.exact(f"ip access-list {kind} {name}")
        if block is not None:
            rows = (_entry(line.text.split(" "), is_extended=kind == "extended") for line in block.children)
            return tuple(network for network in rows if network is not None)
    return ()


def _entry(words: list[str], *, is_extended: bool) -> IPv4Network | None:
    words = [word for word in words if word]
    if words and words[0].isdecimal():
        words = words[1:]
    if not words or words[0] != "permit":
        return None
    return _source(iter(words[2:] if is_extended else words[1:]))


def _source(words: Iterator[str]) -> IPv4Network | None:
    first = next(words, "")
    if first == "any":
        return ANY
    if first == "host":
        first = next(words, "")
        return _network(first, "0.0.0.0")
    return _network(first, next(words, "0.0.0.0"))


def _network(text: str, wildcard: str) -> IPv4Network | None:
    base, bits = address(text), address(wildcard) or IPv4Address(0)
    if base is None or int(bits) & (int(bits) + 1):
        return None
    length = 32 - int(bits).bit_length()
    return IPv4Network((int(base) & ~int(bits), length))
