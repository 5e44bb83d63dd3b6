"""The networks that an access list names: the sources of its entries."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network

from wizard.model.configuration import Configuration, Line
from wizard.model.literals import address, is_number

ANY = IPv4Network("0.0.0.0/0")
NO_BITS = IPv4Address("0.0.0.0")


def permitted_sources(configuration: Configuration, name: str) -> tuple[IPv4Network, ...]:
    """The sources that the list permits, in its order."""
    for kind in ("standard", "extended"):
        block = configuration.exact(f"ip access-list {kind} {name}")
        if block is not None:
            rows = (_entry(entry_words(line), is_extended=kind == "extended") for line in block.children)
            return tuple(network for network in rows if network is not None)
    return ()


def permits(configuration: Configuration, name: str, source: IPv4Address, destination: IPv4Address) -> bool:
    """Whether a packet of protocol IP meets an entry of the list that permits, before one that denies."""
    return bool(decides(configuration, name, source, destination))


def decides(configuration: Configuration, name: str, source: IPv4Address, destination: IPv4Address) -> bool | None:
    """What the first entry says that a packet of protocol IP meets, None where it meets none."""
    for kind in ("standard", "extended"):
        block = configuration.exact(f"ip access-list {kind} {name}")
        for words in map(entry_words, block.children if block is not None else ()):
            if words and _is_met(words[2:] if kind == "extended" else words[1:], (source, destination)):
                return words[0] == "permit"
    return None


def entry_words(line: Line) -> list[str]:
    """`permit` or `deny` with what is behind it; nothing for a remark."""
    words = [word for word in line.text.split(" ") if word]
    words = words[1:] if words and is_number(words[0]) else words
    return words if words[:1] in (["permit"], ["deny"]) else []


def _is_met(words: list[str], ends: tuple[IPv4Address, IPv4Address]) -> bool:
    """Whether source and destination fit what an entry says of them; a standard one says nothing of the second."""
    rest = iter(words)
    source = _source(rest)
    destination = _source(rest) if words[1:] else ANY
    return source is not None and ends[0] in source and (destination is None or ends[1] in destination)


def _entry(words: list[str], *, is_extended: bool) -> IPv4Network | None:
    if words[:1] != ["permit"]:
        return None
    return _source(iter(words[2:] if is_extended else words[1:]))


def _source(words: Iterator[str]) -> IPv4Network | None:
    first = next(words, "")
    if first == "any":
        return ANY
    if first == "host":
        return _network(next(words, ""), "")
    return _network(first, next(words, ""))


def _network(text: str, wildcard: str) -> IPv4Network | None:
    base, bits = address(text), address(wildcard) or NO_BITS
    if base is None or int(bits) & (int(bits) + 1):
        return None
    length = 32 - int(bits).bit_length()
    return IPv4Network((int(base) & ~int(bits), length))
