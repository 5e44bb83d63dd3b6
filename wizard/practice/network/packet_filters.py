"""Which packets an access list lets through, by protocol, addresses and ports."""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address

from wizard.model.configuration import Configuration
from wizard.model.literals import address, is_number, number
from wizard.practice.network.access_lists import entry_words
from wizard.practice.network.interfaces import Interface

PORTS = {"isakmp": 500, "non500-isakmp": 4500}
"""The names of the ports of IKE; a port by another name is none of them."""
PROTOCOLS = {"50": "esp", "17": "udp", "6": "tcp", "1": "icmp", "47": "gre", "51": "ahp"}
IKE = 500
"""Where packets of IKE come from and go to while no NAT is between."""
_HAS_PORTS = ("udp", "tcp")
_OPERATORS = ("eq", "neq", "gt", "lt", "range")
_DEEPEST = 8
"""So many object groups may stand within one another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """What a filter looks at."""

    protocol: str
    source: IPv4Address
    destination: IPv4Address
    source_port: int = 0
    port: int = 0


def of_a_tunnel(source: IPv4Address, destination: IPv4Address) -> tuple[Packet, ...]:
    """The packets without which no tunnel is up, one way."""
    return (
        Packet(protocol="udp", source=source, destination=destination, source_port=IKE, port=IKE),
        Packet(protocol="esp", source=source, destination=destination),
    )


def lets_in(configuration: Configuration, interface: Interface, packets: tuple[Packet, ...]) -> bool:
    """Whether all of some packets come in; what a router writes itself meets no filter on its way out."""
    for line in interface.line.all("ip access-group"):
        words = line.text.split(" ")
        if words[3:4] == ["in"] and not all(lets_through(configuration, words[2], packet) for packet in packets):
            return False
    return True


def lets_through(configuration: Configuration, name: str, packet: Packet) -> bool:
    """Whether a list permits a packet; one that is not there, or has no entries, permits all."""
    for kind in ("standard", "extended"):
        block = configuration.exact(f"ip access-list {kind} {name}")
        entries = [words for line in block.children if (words := entry_words(line))] if block is not None else []
        for words in entries:
            if _meets(configuration, words[1:], packet, is_extended=kind == "extended"):
                return words[0] == "permit"
        if entries:
            return False
    return True


def _meets(configuration: Configuration, words: list[str], packet: Packet, *, is_extended: bool) -> bool:
    rest = iter(words)
    if not is_extended:
        return _has(configuration, rest, packet.source)
    protocol = next(rest, "")
    if protocol == "object-group":
        fits = _is_service(configuration, next(rest, ""), packet)
    else:
        fits = protocol == "ip" or PROTOCOLS.get(protocol, protocol) == packet.protocol
    left = _Words(list(rest))
    ends = (packet.source, packet.source_port), (packet.destination, packet.port)
    for end, port in ends:
        fits = _has(configuration, left, end) and fits
        fits = _is_port(left, port) and fits if packet.protocol in _HAS_PORTS else fits
    return fits and not left.has("established", "fragments", "time-range", "reflect")


class _Words(Iterator[str]):
    """The words of an entry that are not read yet."""

    def __init__(self, words: list[str]) -> None:
        self.words = words

    def __next__(self) -> str:
        if not self.words:
            raise StopIteration
        return self.words.pop(0)

    def has(self, *wanted: str) -> bool:
        """Whether one of some words is among them."""
        return any(word in wanted for word in self.words)


def _has(configuration: Configuration, words: Iterator[str], wanted: IPv4Address) -> bool:
    """Whether the next end of an entry has an address."""
    first = next(words, "any")
    if first == "any":
        return True
    if first == "object-group":
        return _is_in_group(configuration, next(words, ""), wanted, _DEEPEST)
    if first == "host":
        return address(next(words, "")) == wanted
    base, wildcard = address(first), address(next(words, ""))
    return base is not None and _is_like(base, int(wildcard or IPv4Address(0)), wanted)


def _is_like(base: IPv4Address, free: int, wanted: IPv4Address) -> bool:
    return int(base) | free == int(wanted) | free


def _is_in_group(configuration: Configuration, name: str, wanted: IPv4Address, depth: int) -> bool:
    group = configuration.exact(f"object-group network {name}")
    for line in group.children if group is not None and depth else ():
        words = line.text.split(" ")
        if words[0] == "group-object" and _is_in_group(configuration, words[-1], wanted, depth - 1):
            return True
        ends = [found for word in words if (found := address(word)) is not None]
        if words[0] == "any" or (words[0] == "host" and wanted in ends):
            return True
        if words[0] == "range" and len(ends) == 2 and ends[0] <= wanted <= ends[1]:
            return True
        if len(ends) == 2 and words[0] != "range" and _is_like(ends[0], ~int(ends[1]) & 0xFFFFFFFF, wanted):
            return True
    return False


def _is_service(configuration: Configuration, name: str, packet: Packet) -> bool:
    group = configuration.exact(f"object-group service {name}")
    for line in group.children if group is not None else ():
        words = _Words(line.text.split(" "))
        protocol = next(words, "")
        if protocol == "ip" or (protocol == packet.protocol and _is_port(words, packet.port)):
            return True
    return False


def _is_port(words: _Words, wanted: int) -> bool:
    """Whether a port is what an entry says of it, where it says something."""
    if not words.words or words.words[0] not in _OPERATORS:
        return True
    operator = next(words)
    named = []
    while words.words and (port := _port(words.words[0])) is not None:
        named.append(port)
        next(words)
    if operator == "range":
        return len(named) == 2 and named[0] <= wanted <= named[1]
    if operator in ("gt", "lt"):
        return bool(named) and (wanted > named[0] if operator == "gt" else wanted < named[0])
    return (wanted in named) is (operator == "eq")


_UNKNOWN_PORT = -1


def _port(word: str) -> int | None:
    """A number, the port of a name, or that of a name that is not known here; None for no port."""
    if word in PORTS:
        return PORTS[word]
    if is_number(word):
        return number(word, 0, 65535)
    return None if word in _BEHIND_PORTS or address(word) is not None else _UNKNOWN_PORT


_BEHIND_PORTS = ("any", "host", "object-group", "established", "log", "log-input", "fragments", "time-range", "reflect")
"""The words that may follow a port."""
