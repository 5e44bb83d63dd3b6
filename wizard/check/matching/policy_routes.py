"""Which traffic a route-map of policy routing sends to a next hop of its own, before any route is looked up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from ipaddress import IPv4Network

from wizard.model.configuration import Configuration, Line
from wizard.model.router import AccessEntry, AccessList
from wizard.parse.address_words import EVERYTHING, wildcard_network
from wizard.situation.networks import without


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRoute:
    """One `set` line, and a network to which it sends some traffic."""

    next_hop: tuple[str, ...]
    """Addresses or interfaces."""
    only_without_route: bool
    """Whether it holds only where no route but the default one leads."""
    destination: IPv4Network
    table: str | None = None
    """The VRF in which the route is looked up, "" for the global table; None where it is that of the packet."""
    line: Line = field(repr=False)


def policy_routes(
    configuration: Configuration,
    name: str,
    lists: tuple[AccessList, ...],
    source_network: IPv4Network,
    destinations: Iterable[IPv4Network],
) -> Iterator[PolicyRoute]:
    """What a route-map does with the traffic of a network to others, entry by entry as IOS goes."""
    left = list(destinations)
    for entry in (line for line in configuration.all(f"route-map {name}") if line.text.split()[1] == name):
        taken = left
        for condition in entry.all("match ip address"):
            names = condition.text.split()[3:]
            chosen = [known for known in lists if known.name in names]
            taken = [part for known in chosen for part in _permitted(known, source_network, left)]
        sets = _next_hop(entry)
        if sets and "deny" not in entry.text.split()[2:3]:
            line, next_hop, table = sets
            is_default = "default" in line.text.split()
            for network in taken:
                yield PolicyRoute(
                    next_hop=next_hop, only_without_route=is_default, destination=network, table=table, line=line
                )
        if all(child.text.startswith("match ip address") for child in entry.all("match")):
            left = [part for network in left for part in without(network, taken)]


_SETS = (
    "set ip next-hop",
    "set ip global next-hop",
    "set ip vrf",
    "set vrf",
    "set global",
    "set interface",
    "set ip default next-hop",
    "set default interface",
)
"""In the order in which IOS looks at them [Cisco IOS IP Routing: Protocol-Independent Configuration Guide].

Where those that name a table stand in it is unconfirmed: they are written alone [Cisco MPLS Layer 3 VPNs Configuration
Guide, Multi-VRF Selection Using Policy-Based Routing].
"""

_WORDS_BETWEEN = frozenset({"verify-availability", "recursive", "dynamic", "peer-address"})


def _next_hop(entry: Line) -> tuple[Line, tuple[str, ...], str | None] | None:
    """The line that decides, where it sends the packets, and in which table."""
    for words in _SETS:
        if line := entry.child(words):
            rest = line.text.split()[len(words.split()) :]
            table = "" if "global" in words else None
            if words.endswith("vrf"):
                table, rest = rest[0] if rest else "", rest[2:]
            return line, tuple(word for word in rest if word not in _WORDS_BETWEEN), table
    return None


def _permitted(
    access_list: AccessList, source_network: IPv4Network, destinations: Iterable[IPv4Network]
) -> list[IPv4Network]:
    """The parts of the destinations to which the list permits traffic of the source."""
    permitted: list[IPv4Network] = []
    left = list(destinations)
    for entry in access_list.entries:
        source, destination, every = ends_of(entry, extended=access_list.extended)
        if source is None or destination is None or not source.overlaps(source_network):
            continue
        hit = [common(destination, network) for network in left if destination.overlaps(network)]
        if entry.permit:
            permitted += hit
        if every and source_network.subnet_of(source):
            left = [part for network in left for part in without(network, hit)]
    return list(dict.fromkeys(permitted))


def common(one: IPv4Network, other: IPv4Network) -> IPv4Network:
    """What two networks have in common, of which one holds the other."""
    return one if one.subnet_of(other) else other


def ends_of(entry: AccessEntry, *, extended: bool) -> tuple[IPv4Network | None, IPv4Network | None, bool]:
    """Source and destination of an entry, and whether it holds for every packet between them."""
    if not extended:
        return entry.source_network, EVERYTHING, True
    words = entry.text.split()[1:]
    found: list[IPv4Network | None] = []
    rest = words[1:]
    for _ in range(2):
        network, rest = _address(rest)
        found.append(network)
        while rest and rest[0] in {"eq", "neq", "lt", "gt", "range"}:
            rest = rest[3 if rest[0] == "range" else 2 :]
    every = words[:1] == ["ip"] and not {"eq", "neq", "lt", "gt", "range", "established"}.intersection(words)
    return found[0], found[1], every


def _address(words: list[str]) -> tuple[IPv4Network | None, list[str]]:
    match words:
        case ["any", *rest]:
            return EVERYTHING, rest
        case ["host", address, *rest]:
            return wildcard_network(address, "0.0.0.0"), rest
        case [address, wildcard, *rest]:
            return wildcard_network(address, wildcard), rest
        case _:
            return None, []
