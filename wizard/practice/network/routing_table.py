"""The routes of one router, and which of them a packet takes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from ipaddress import IPv4Address, IPv4Network

from wizard.model.configuration import Configuration
from wizard.model.literals import address, address_with_mask, number
from wizard.practice.interface_names import interface_name
from wizard.practice.network.interfaces import Interface

DEFAULT = IPv4Network("0.0.0.0/0")
CONNECTED, STATIC, BY_DHCP = 0, 1, 254
"""Distances."""
_TAKES_A_WORD = ("name", "tag", "track")
_DEEPEST = 4
"""So many next hops may stand behind one another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where packets to some addresses go."""

    prefix: IPv4Network
    vrf: str = ""
    interface: str = ""
    """By which they leave; empty where the next hop tells."""
    next_hop: IPv4Address | None = None
    distance: int = STATIC
    code: str = "S"
    """As `show ip route` begins the row."""
    metric: int = 0
    """The routers that lie between, where a routing protocol brought it."""
    tag: int = 0
    source: str = ""
    """The number of the routing process that brought it."""
    told_by: str = ""
    """The router that told it."""
    track: str = ""
    """The number of the track without which it is not used."""
    area: str = ""
    """Of OSPF, in which its network is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingTable:
    """The routes that are used, every one with its interface."""

    routes: tuple[Route, ...]

    def to(self, destination: IPv4Address, vrf: str = "") -> Route | None:
        """The route of a packet: the longest prefix, then the smallest distance."""
        fits = [route for route in self.routes if route.vrf == vrf and destination in route.prefix]
        return max(fits, key=lambda route: (route.prefix.prefixlen, *_less_is_better(route)), default=None)

    def best(self) -> tuple[Route, ...]:
        """One route a prefix, as a router shows them."""
        best: dict[tuple[str, IPv4Network], Route] = {}
        for route in self.routes:
            other = best.get((route.vrf, route.prefix))
            if other is None or _less_is_better(route) > _less_is_better(other):
                best[route.vrf, route.prefix] = route
        return tuple(sorted(best.values(), key=lambda route: (route.vrf, route.prefix)))


def _less_is_better(route: Route) -> tuple[int, int]:
    return -route.distance, -route.metric


def routing_table(
    interfaces: Iterable[Interface], written: Iterable[Route], learned: Iterable[Route] = ()
) -> RoutingTable:
    """The table that follows from interfaces, static routes and what tunnels brought."""
    by_name = {interface.name: interface for interface in interfaces if interface.is_up}
    table = RoutingTable(routes=(*_connected(by_name.values()), *learned))
    waiting = tuple(written)
    for _ in range(_DEEPEST):
        known = [route for route in (_used(route, table, by_name) for route in waiting) if route is not None]
        table = RoutingTable(routes=(*_connected(by_name.values()), *learned, *known))
    return table


def _connected(interfaces: Iterable[Interface]) -> Iterator[Route]:
    for interface in interfaces:
        if interface.name.startswith("Virtual-Template") or interface.unnumbered:
            continue
        for each in interface.addresses:
            yield Route(prefix=each.network, vrf=interface.vrf, interface=interface.name, distance=CONNECTED, code="C")
        if interface.is_given:
            gateway = interface.addresses[0].network[254]
            yield Route(prefix=DEFAULT, vrf=interface.vrf, interface=interface.name, next_hop=gateway, distance=BY_DHCP)


def _used(route: Route, table: RoutingTable, interfaces: dict[str, Interface]) -> Route | None:
    """The route with its interface, None while that is not there."""
    if route.interface:
        return route if route.interface in interfaces or route.interface.startswith("Null") else None
    way = table.to(route.next_hop, route.vrf) if route.next_hop is not None else None
    if way is None or way.prefix == route.prefix:
        return None
    return replace(route, interface=way.interface)


def static_routes(configuration: Configuration) -> Iterator[Route]:
    """What the lines `ip route` say."""
    for line in configuration.all("ip route"):
        words = line.text.split(" ")[2:]
        vrf = ""
        if words[:1] == ["vrf"]:
            vrf, words = " ".join(words[1:2]), words[2:]
        prefix = address_with_mask(words[0], words[1]) if len(words) > 2 else None
        if prefix is not None:
            yield _static(prefix.network, vrf, words[2:])


def _static(prefix: IPv4Network, vrf: str, words: list[str]) -> Route:
    interface, next_hop, distance, tag, track = "", None, STATIC, 0, ""
    before = ""
    for word in words:
        if before in _TAKES_A_WORD:
            tag = number(word) or 0 if before == "tag" else tag
            track = word if before == "track" else track
            before = ""
            continue
        before = word
        if (found := address(word)) is not None:
            next_hop = found
        elif (count := number(word)) is not None:
            distance = count
        elif (name := interface_name(word)) is not None:
            interface = name
    return Route(
        prefix=prefix, vrf=vrf, interface=interface, next_hop=next_hop, distance=distance, tag=tag, track=track
    )
