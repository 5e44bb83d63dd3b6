"""What a router tells its neighbors in a routing protocol, and what those make of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from wizard.model.literals import address, address_with_mask
from wizard.practice.network.bgp_sessions import Wanted
from wizard.practice.network.neighbours import Neighbours, Side
from wizard.practice.network.network_router import NetworkRouter
from wizard.practice.network.route_filters import filters, passes, passes_route_map
from wizard.practice.network.routing_processes import Process, Protocol, natural_length
from wizard.practice.network.routing_table import DEFAULT, Route, RoutingTable
from wizard.practice.network.words import word

DISTANCES = {"D": 90, "D EX": 170, "O": 110, "O IA": 110, "O E2": 110}
INSIDE, OUTSIDE = 200, 20
"""The distances of BGP: of routes out of the own autonomous system, and out of another one."""
CODES = {"static": "S", "connected": "C", "eigrp": "D", "ospf": "O", "bgp": "B"}
"""What the rows of each source begin with."""


def told(pair: Neighbours, speaker: NetworkRouter, table: RoutingTable, listener: NetworkRouter) -> Iterator[Route]:
    """The routes that the far one of two neighbors tells the near one, as that one has them."""
    near, far = pair.near, pair.far
    for route in _TOLD[far.process.protocol](pair, speaker, table):
        code = _across_areas(route, near, listener) if far.process.protocol is Protocol.OSPF else route.code
        heard = replace(
            route,
            code=code,
            vrf=near.process.vrf,
            interface=near.port,
            next_hop=far.address,
            distance=_distance(code, pair),
            metric=route.metric + 1,
            source=near.process.number,
            told_by=far.router,
        )
        if _passes(speaker, far, "out", route) and _passes(listener, near, "in", heard):
            yield heard


def _distance(code: str, pair: Neighbours) -> int:
    inside = INSIDE if pair.near.process.number == pair.far.process.number else OUTSIDE
    return DISTANCES.get(code, inside)


def _across_areas(route: Route, near: Side, listener: NetworkRouter) -> str:
    """The code of a route of OSPF: one of another area is shown as such."""
    interface = listener.interface(near.port)
    area = near.process.area(interface) if interface is not None else route.area
    return "O IA" if route.code == "O" and area != route.area else route.code


def _passes(router: NetworkRouter, side: Side, way: str, route: Route) -> bool:
    if side.process.protocol is Protocol.BGP:
        asked = list(_lists_of_a_neighbour(side, way))
    elif side.process.protocol is Protocol.OSPF and way == "out":
        asked = []
    else:
        asked = list(filters(side.process.lines, way, side.port))
    return all(passes(router.configuration, kind, name, route) for kind, name in asked)


def _lists_of_a_neighbour(side: Side, way: str) -> Iterator[tuple[str, str]]:
    neighbour = Wanted(name=side.calls_it, process=side.process)
    for option, kind in (("distribute-list", "list"), ("prefix-list", "prefix"), ("route-map", "route-map")):
        for said in neighbour.all(option):
            if word(said, 1) == way:
                yield kind, word(said, 0)


def _of_eigrp(pair: Neighbours, speaker: NetworkRouter, table: RoutingTable) -> Iterator[Route]:
    process = pair.far.process
    stub = process.lines.child("eigrp stub")
    tells = (stub.text.split(" ")[2:] or ["connected", "summary"]) if stub is not None else None
    for route in table.best():
        if route.vrf != process.vrf or route.interface == pair.far.port:
            continue
        if _is_own_network(process, speaker, route):
            if tells is None or "connected" in tells:
                yield replace(route, code="D", metric=0)
        elif route.code.startswith("D") and route.source == process.number:
            if tells is None:
                yield route
        elif _is_redistributed(process, speaker, route) and _stub_tells(tells, route):
            yield replace(route, code="D EX", metric=0)


def _stub_tells(tells: list[str] | None, route: Route) -> bool:
    kinds = {"C": "connected", "S": "static"}
    return tells is None or kinds.get(route.code, "redistributed") in tells


def _is_own_network(process: Process, router: NetworkRouter, route: Route) -> bool:
    interface = router.interface(route.interface) if route.code == "C" else None
    return interface is not None and process.takes_part(interface)


def _of_ospf(pair: Neighbours, speaker: NetworkRouter, table: RoutingTable) -> Iterator[Route]:
    process = pair.far.process
    for route in table.routes:
        is_of_it = route.code.startswith("O") and (route.source, route.vrf) == (process.number, process.vrf)
        if is_of_it and route.told_by != pair.near.router:
            yield route
    for route in table.best():
        interface = speaker.interface(route.interface)
        if route.vrf != process.vrf or route.prefix == DEFAULT:
            continue
        if interface is not None and _is_own_network(process, speaker, route):
            is_loopback = interface.name.startswith("Loopback") and not interface.line.argument("ip ospf network")
            prefix = route.prefix
            if is_loopback:
                prefix = type(prefix)(interface.addresses[0].ip)
            yield replace(route, code="O", metric=0, prefix=prefix, area=process.area(interface) or "")
        elif not route.code.startswith("O") and _is_redistributed(process, speaker, route):
            yield replace(route, code="O E2", metric=0)
    yield from _default_of_ospf(process, table)


def _default_of_ospf(process: Process, table: RoutingTable) -> Iterator[Route]:
    line = process.lines.child("default-information originate")
    has_one = any(route.prefix == DEFAULT and not route.code.startswith("O") for route in table.routes)
    if line is not None and (has_one or "always" in line.text.split(" ")):
        yield Route(prefix=DEFAULT, vrf=process.vrf, code="O E2")


def _of_bgp(pair: Neighbours, speaker: NetworkRouter, table: RoutingTable) -> Iterator[Route]:
    process = pair.far.process
    goes_outside = process.number != pair.near.process.number
    reflects = Wanted(name=pair.far.calls_it, process=process).says("route-reflector-client") is not None
    for route in table.best():
        if route.vrf != process.vrf or route.told_by == pair.near.router:
            continue
        if route.code == "B":
            if goes_outside or reflects or route.distance == OUTSIDE:
                yield route
        elif _is_named(process, route) or (route.prefix != DEFAULT and _is_redistributed(process, speaker, route)):
            yield replace(route, code="B", metric=0)
    if Wanted(name=pair.far.calls_it, process=process).says("default-originate") is not None:
        yield Route(prefix=DEFAULT, vrf=process.vrf, code="B")


def _is_named(process: Process, route: Route) -> bool:
    """Whether a line `network` names a prefix of the table."""
    for line in process.lines.all("network"):
        words = line.text.split(" ")
        base = address(word(line.text, 1))
        if words[2:3] == ["mask"]:
            named = address_with_mask(words[1], word(line.text, 3))
            if named is not None and named.network == route.prefix:
                return True
        elif base == route.prefix.network_address and route.prefix.prefixlen == natural_length(base):
            return True
    return False


def _is_redistributed(process: Process, router: NetworkRouter, route: Route) -> bool:
    """Whether a line takes a route over from another source."""
    return any(_takes_over(process, router, line.text.split(" "), route) for line in process.lines.all("redistribute"))


def _takes_over(process: Process, router: NetworkRouter, words: list[str], route: Route) -> bool:
    source, number = word(" ".join(words), 1), word(" ".join(words), 2)
    code = CODES.get(source)
    other = next((each for each in router.processes if (each.protocol.value, each.number) == (source, number)), None)
    is_of_it = route.code.split(" ")[0] == code and (code in ("S", "C") or route.source == number)
    is_its_network = other is not None and other.protocol is not Protocol.BGP and _is_own_network(other, router, route)
    if code is None or not (is_of_it or is_its_network):
        return False
    is_inside = route.code == "B" and route.distance == INSIDE and other is not None
    if is_inside and other is not None and other.lines.child("bgp redistribute-internal") is None:
        return False
    is_whole = route.prefix.prefixlen == natural_length(route.prefix.network_address)
    if process.protocol is Protocol.OSPF and "subnets" not in words and not is_whole:
        return False
    place = words.index("route-map") + 1 if "route-map" in words[:-1] else 0
    return not place or passes_route_map(router.configuration, words[place], route)


_TOLD: dict[Protocol, Callable[[Neighbours, NetworkRouter, RoutingTable], Iterator[Route]]] = {
    Protocol.EIGRP: _of_eigrp,
    Protocol.OSPF: _of_ospf,
    Protocol.BGP: _of_bgp,
}
