"""Whether an access list lets a packet through, as far as its entries can be understood."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from ipaddress import IPv4Network

from wizard.model.literals import is_number, number
from wizard.model.router import AccessEntry, AccessList
from wizard.parse.address_words import EVERYTHING, wildcard_network

_PROTOCOLS = {"17": "udp", "50": "esp"}
_PORTS = {"isakmp": 500, "non500-isakmp": 4500}
_PORT = re.compile(r"\d+|(?!any$|host$|log$|log-input$|object-group$)[a-z][a-z0-9-]*")
_HARMLESS = frozenset({"log", "log-input"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Packets:
    """Packets that one entry of an access list must take all of, or none."""

    protocol: str
    """`udp` or `esp`."""
    port: int = 0
    """Of source and destination; 0 for a protocol without ports."""
    source_network: IPv4Network
    destination_network: IPv4Network

    def __str__(self) -> str:
        return f"UDP {self.port}" if self.port else self.protocol.upper()


def of_the_tunnel(source_network: IPv4Network, destination_network: IPv4Network) -> tuple[Packets, ...]:
    """The packets of IKEv2 and IPsec that come from there."""
    ports = (("udp", 500), ("udp", 4500), ("esp", 0))
    return tuple(
        Packets(protocol=protocol, port=port, source_network=source_network, destination_network=destination_network)
        for protocol, port in ports
    )


class _Takes(Enum):
    ALL = auto()
    SOME = auto()
    NONE = auto()
    UNKNOWN = auto()
    """The entry has words that nobody understands here."""


def permits(access_list: AccessList, packets: Packets) -> bool | None:
    """Whether the list permits all of the packets; None where an entry that decides is not understood."""
    not_understood: set[bool] = set()
    for entry in access_list.entries:
        takes = _takes(entry, packets, extended=access_list.extended)
        if takes is _Takes.UNKNOWN:
            not_understood.add(entry.permit)
        elif takes is _Takes.ALL:
            return entry.permit if not_understood <= {entry.permit} else None
    return None if True in not_understood else False


def undecided(access_list: AccessList, packets: Packets) -> AccessEntry | None:
    """The first entry that may decide about the packets and is not understood."""
    if permits(access_list, packets) is not None:
        return None
    entries = ((entry, _takes(entry, packets, extended=access_list.extended)) for entry in access_list.entries)
    return next((entry for entry, takes in entries if takes is _Takes.UNKNOWN), None)


def admits(access_list: AccessList, packets: Packets) -> bool | None:
    """As `permits`, and None too where the list permits some of the packets and the rest comes to its end."""
    permitted = permits(access_list, packets)
    takes = (_takes(entry, packets, extended=access_list.extended) for entry in access_list.entries if entry.permit)
    return None if permitted is False and _Takes.SOME in takes else permitted


def lets_something_pass(access_list: AccessList, source_network: IPv4Network, destination_network: IPv4Network) -> bool:
    """Whether some entry permits packets of any protocol from there to there; true where one is not understood."""
    for entry in access_list.entries:
        takes = _between(entry, source_network, destination_network, extended=access_list.extended)
        if entry.permit and takes is not _Takes.NONE:
            return True
        if takes is _Takes.ALL and (not access_list.extended or entry.text.split()[1] == "ip"):
            return False
    return False


def lets_all_pass(access_list: AccessList, source_network: IPv4Network, destination_network: IPv4Network) -> bool:
    """Whether an entry for IP as a whole permits all packets from there to there, and none before it denies some."""
    for entry in access_list.entries:
        takes = _between(entry, source_network, destination_network, extended=access_list.extended)
        if not entry.permit and takes is not _Takes.NONE:
            return False
        if takes is _Takes.ALL and (not access_list.extended or entry.text.split()[1] == "ip"):
            return True
    return False


def named_sources(access_list: AccessList) -> tuple[IPv4Network, ...]:
    """The networks that the entries name as source."""
    if not access_list.extended:
        return tuple(entry.source_network for entry in access_list.entries if entry.source_network)
    named = (_address(entry.text.split()[2:])[0] for entry in access_list.entries)
    return tuple(network for network in named if network is not None)


def keeps_apart(access_list: AccessList, source_network: IPv4Network, destination_network: IPv4Network) -> bool:
    """Whether no entry for IP as a whole permits packets from there to there; a service or two may pass."""
    for entry in access_list.entries:
        takes = _between(entry, source_network, destination_network, extended=access_list.extended)
        if takes is not _Takes.NONE and (not access_list.extended or entry.text.split()[1] == "ip"):
            return not entry.permit and takes is _Takes.ALL
    return True


def _between(
    entry: AccessEntry, source_network: IPv4Network, destination_network: IPv4Network, *, extended: bool
) -> _Takes:
    """Whether an entry is about packets from there to there, of whatever protocol and ports."""
    if not extended:
        return _within(source_network, entry.source_network) if entry.source_network else _Takes.UNKNOWN
    rest, parts = entry.text.split()[2:], []
    for network in (source_network, destination_network):
        named, rest = _address(rest)
        if named is None:
            return _Takes.UNKNOWN
        _, rest = _port(rest, 0)
        parts.append(_within(network, named))
    return next((takes for takes in (_Takes.NONE, _Takes.SOME) if takes in parts), _Takes.ALL)


def _takes(entry: AccessEntry, packets: Packets, *, extended: bool) -> _Takes:
    if not extended:
        return _within(packets.source_network, entry.source_network) if entry.source_network else _Takes.UNKNOWN
    words = entry.text.split()[1:]
    protocol = _PROTOCOLS.get(words[0], words[0])
    if protocol == "object-group":
        return _Takes.UNKNOWN
    if protocol not in {"ip", packets.protocol}:
        return _Takes.NONE
    parts: list[_Takes] = []
    rest = words[1:]
    for network in (packets.source_network, packets.destination_network):
        named, rest = _address(rest)
        if named is None:
            return _Takes.UNKNOWN
        port, rest = _port(rest, packets.port)
        parts += [_within(network, named), port]
    # A word behind `log` is a tag of the message.
    if rest[:1] and rest[0] not in _HARMLESS:
        parts.append(_Takes.UNKNOWN)
    return next((takes for takes in (_Takes.NONE, _Takes.UNKNOWN, _Takes.SOME) if takes in parts), _Takes.ALL)


def _within(network: IPv4Network, named: IPv4Network) -> _Takes:
    if network.subnet_of(named):
        return _Takes.ALL
    return _Takes.SOME if network.overlaps(named) else _Takes.NONE


def _address(words: list[str]) -> tuple[IPv4Network | None, list[str]]:
    match words:
        case ["any", *rest]:
            return EVERYTHING, rest
        case ["host", address, *rest]:
            return wildcard_network(address, "0.0.0.0"), rest
        case [address, wildcard, *rest] if is_number(address[0]):
            return wildcard_network(address, wildcard), rest
        case _:
            return None, words


_COMPARISONS: dict[str, Callable[[int, list[int]], bool]] = {
    "eq": lambda port, named: port in named,
    "neq": lambda port, named: port not in named,
    "lt": lambda port, named: port < named[0],
    "gt": lambda port, named: port > named[0],
    "range": lambda port, named: named[0] <= port <= named[-1],
}


def _port(words: list[str], port: int) -> tuple[_Takes, list[str]]:
    """Whether the comparison at the beginning of the words takes the port, and what follows it."""
    if not words or words[0] not in _COMPARISONS:
        return _Takes.ALL, words
    count = 1
    while count < len(words) and _PORT.fullmatch(words[count]):
        count += 1
    count = min(count, {"lt": 2, "gt": 2, "range": 3}.get(words[0], count))
    named = [_PORTS.get(word, -1) if (port_number := number(word)) is None else port_number for word in words[1:count]]
    by_name_alone = words[0] in {"lt", "gt", "range"} and -1 in named
    if not named or by_name_alone:
        return _Takes.UNKNOWN, words[count:]
    return (_Takes.ALL if _COMPARISONS[words[0]](port, named) else _Takes.NONE), words[count:]
