"""The static routes of a configuration, and where they leave."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv4Network

from wizard.check.view.device import DeviceView
from wizard.ios.identity_matches import host
from wizard.model.configuration import Configuration, Line
from wizard.model.literals import number
from wizard.parse.address_words import network

_OPTIONS = frozenset({"name", "tag", "track", "permanent", "global", "multicast"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticRouteLine:
    """One line of `ip route`."""

    network: IPv4Network
    next_hop: tuple[str, ...]
    distance: int
    track: str = ""
    line: Line = field(repr=False)


@lru_cache(maxsize=512)
def static_routes(configuration: Configuration, vrf: str) -> tuple[StaticRouteLine, ...]:
    """The static routes of a VRF, "" for the global table, in the order of their addresses."""
    words_of = ((line, line.text.split()[2:]) for line in configuration.all("ip route"))
    tables = ((line, words[2:] if words[:1] == ["vrf"] else words, words) for line, words in words_of)
    rows = (_route(line, rest) for line, rest, words in tables if (words[1] if words[:1] == ["vrf"] else "") == vrf)
    return tuple(sorted((row for row in rows if row), key=lambda row: row.network))


def _route(line: Line, words: list[str]) -> StaticRouteLine | None:
    destination = network(words[0], words[1]) if len(words) > 2 else None
    if destination is None:
        return None
    end = next((place for place, word in enumerate(words) if word in _OPTIONS), len(words))
    hop = words[2:end]
    distance = number(hop[-1]) if len(hop) > 1 else None
    return StaticRouteLine(
        network=destination,
        next_hop=tuple(hop if distance is None else hop[:-1]),
        distance=1 if distance is None else distance,
        track=words[words.index("track") + 1] if "track" in words[:-1] else "",
        line=line,
    )


def routes_within(routes: tuple[StaticRouteLine, ...], announced: IPv4Network) -> Iterator[StaticRouteLine]:
    """The routes for that network or a part of it."""
    place = bisect_left(routes, announced.network_address, key=lambda row: row.network.network_address)
    while place < len(routes) and routes[place].network.network_address <= announced.broadcast_address:
        if routes[place].network.subnet_of(announced):
            yield routes[place]
        place += 1


def exits(view: DeviceView, next_hop: tuple[str, ...]) -> frozenset[str]:
    """The interfaces by which a next hop leaves, as far as the configuration shows them."""
    named = [name for name in next_hop if view.facts.interface(name)]
    addresses = [address for word in next_hop if (address := host(word))]
    near = [name for name, own in view.addresses if any(address in own.network for address in addresses)]
    return frozenset(named or near)


def ezvpn_interfaces(view: DeviceView) -> frozenset[str]:
    """The interfaces on which EzVPN encrypts what goes out; none where the router has no EzVPN."""
    facts = view.baseline_facts
    outside = [name for client in facts.clients for name in client.outside]
    maps = facts.server.crypto_maps if facts.server else ()
    ends = [
        interface.name
        for interface in facts.interfaces
        if interface.line.argument("crypto map").partition(" ")[0] in maps
    ]
    wan = facts.server.wan_interface if facts.server else ""
    return frozenset(name for name in (*outside, *ends, wan) if name)


def was_never_ezvpns(view: DeviceView, tunnel_source: str, next_hop: tuple[str, ...]) -> bool:
    """Whether a next hop leaves by an interface on which EzVPN never was."""
    taken, ways = ezvpn_interfaces(view), exits(view, next_hop)
    return bool(taken and ways) and ways.isdisjoint({*taken, tunnel_source})
