"""Where packets go: from router to router, through tunnels, over the Internet, to the hosts behind."""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network

from wizard.model.literals import address
from wizard.practice.beliefs import DENY_CLAUSE_STOPS
from wizard.practice.network.address_translation import Leaving, Mapping, rule_of
from wizard.practice.network.converged import converge
from wizard.practice.network.fixed_tunnels import far_end
from wizard.practice.network.interfaces import Interface
from wizard.practice.network.network_router import NetworkRouter
from wizard.practice.network.routing_table import Route, RoutingTable, routing_table
from wizard.practice.network.tunnels import Kind, Tunnel

MOST_HOPS = 16
BY_IKEV2, BY_EZVPN = 2, 1
"""The distances of the routes that tunnels bring [flexvpn.md: IKEv2's are [2/0]]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """The way of one packet."""

    arrived: bool
    ends_at: str = ""
    """The router at which it arrived, or behind which; empty on the Internet."""
    ends_in: str = ""
    """The table that it was in there."""
    through: tuple[tuple[Tunnel, str], ...] = ()
    """The tunnels, each with the router that put it in."""


LOST = Trace(arrived=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _At:
    """A packet at a router."""

    router: NetworkRouter
    vrf: str
    through: tuple[tuple[Tunnel, str], ...] = ()


class Ways:
    """The tables of all routers with what the tunnels brought."""

    def __init__(self, *, routers: tuple[NetworkRouter, ...], tunnels: tuple[Tunnel, ...]) -> None:
        self.routers = routers
        self.tunnels = tunnels
        self.tables = {router.name: table_with_tunnels(router, tunnels) for router in routers}
        self.neighbours = converge(
            routers, tunnels, self, lambda router, heard: table_with_tunnels(router, tunnels, heard)
        )

    def router(self, name: str) -> NetworkRouter:
        """The router of that name."""
        return next(router for router in self.routers if router.name == name)

    def source_of(self, name: str, destination: IPv4Address, vrf: str) -> IPv4Address | None:
        """The address that a router writes from when nobody says which."""
        route = self.tables[name].to(destination, vrf)
        if route is None:
            return None
        return self.address_of(name, route.interface)

    def address_of(self, name: str, interface_name: str) -> IPv4Address | None:
        """The first address of an interface; that which a server gave it, where it has one."""
        for tunnel in self.tunnels:
            if tunnel.client.router == name and tunnel.name == interface_name and tunnel.assigned is not None:
                return tunnel.assigned
            if tunnel.server.router == name and tunnel.server.interface == interface_name:
                return tunnel.server.inner
        interface = self.router(name).interface(interface_name)
        addresses = interface.addresses if interface is not None and interface.is_up else ()
        return addresses[0].ip if addresses else None

    def carries(self, name: str, interface: Interface) -> bool:
        """Whether its line protocol is up: a protected tunnel's with the tunnel, a template's never."""
        if interface.name.startswith("Virtual-Template"):
            return False
        is_called = bool(interface.line.argument("tunnel protection"))
        return not is_called or any(
            tunnel.client.router == name and tunnel.name == interface.name for tunnel in self.tunnels
        )

    def arrives_at(self, name: str, source: IPv4Address, destination: IPv4Address, vrf: str) -> tuple[str, str] | None:
        """The router, and its table, that a packet reaches."""
        way = self.trace(name, source, destination, vrf)
        return (way.ends_at, way.ends_in) if way.arrived and way.ends_at and self._has(way, destination) else None

    def _has(self, way: Trace, destination: IPv4Address) -> bool:
        own = self.router(way.ends_at).owner(destination)
        return own is not None or self._is_assigned(way.ends_at, destination)

    def is_beside(self, name: str, destination: IPv4Address, vrf: str) -> bool:
        """Whether an address is in a network that the router is connected to."""
        route = self.tables[name].to(destination, vrf)
        return route is not None and route.code == "C"

    def echo(self, name: str, source: IPv4Address | None, destination: IPv4Address, vrf: str) -> tuple[Trace, Trace]:
        """The ways of a request and of its answer."""
        source = source or self.source_of(name, destination, vrf)
        there = self.trace(name, source, destination, vrf) if source is not None else LOST
        if not there.arrived or source is None:
            return there, LOST
        mapping = self.mapping(name, source, destination, vrf)
        answered = mapping.inside_global if mapping is not None else source
        if not there.ends_at:
            is_outside = self.router(name).owner(answered, from_outside=True) is not None
            return there, Trace(arrived=is_outside)
        back = self.trace(there.ends_at, destination, answered, there.ends_in)
        return there, back if back.ends_at == name else LOST

    def mapping(self, name: str, source: IPv4Address, destination: IPv4Address, vrf: str) -> Mapping | None:
        """What the router makes of the source of a packet of its own."""
        router = self.router(name)
        enters_by = router.owner(source)
        route = self.tables[name].to(destination, vrf)
        if enters_by is None or route is None:
            return None
        tunnel = self._tunnel(name, route, source, destination)
        if tunnel is not None and tunnel.kind is Kind.EZVPN:
            # Its own interface, where it has one, stands in no configuration.
            hides = tunnel.translates and tunnel.client.router == name and router.ezvpn_translates
            hidden = tunnel.assigned if hides else None
            return _mapping(f"access-list enterprise-list pool {tunnel.name}", source, hidden)
        leaves_by = router.interface(route.interface)
        if leaves_by is None or leaves_by.name == enters_by.name:
            return None
        packet = Leaving(source=source, destination=destination, enters_by=enters_by, leaves_by=leaves_by)
        stops = router.believed[DENY_CLAUSE_STOPS] == "stops"
        found = rule_of(router.configuration, packet, stops_at_deny=stops)
        if found is not None:
            return _mapping(str(found), source, self.address_of(name, found.interface))
        if router.ezvpn_translates and any(_is_hidden(each, name, leaves_by, source) for each in self.tunnels):
            rule = f"access-list internet-list interface {leaves_by.name}"
            return _mapping(rule, source, self.address_of(name, leaves_by.name))
        return None

    def way_of_login(self, name: str, text: str) -> Trace | None:
        """The way of the answers to somebody who logged in, where packets both ways arrive."""
        wanted = address(text)
        if wanted is None:
            return None
        for vrf in sorted({interface.vrf for interface in self.router(name).interfaces if interface.is_up}):
            there, back = self.echo(name, self._inner_address(name, wanted, vrf), wanted, vrf)
            if back.arrived:
                return there
        return None

    def _inner_address(self, name: str, destination: IPv4Address, vrf: str) -> IPv4Address | None:
        """The address of a router that a tunnel carries to there; None where it writes from the one it leaves by."""
        for tunnel in self.tunnels:
            end = tunnel.end(name)
            if end is not None and end.sources and any(destination in network for network in end.routes):
                router = self.router(name)
                for interface in router.interfaces:
                    for each in interface.addresses:
                        if interface.is_up and interface.vrf == end.vrf == vrf and _is_in(each.ip, end.sources):
                            return each.ip
        return None

    def trace(self, name: str, source: IPv4Address, destination: IPv4Address, vrf: str) -> Trace:
        """Where a packet goes."""
        at = _At(router=self.router(name), vrf=vrf)
        for _ in range(MOST_HOPS):
            step = self._step(at, source, destination)
            if isinstance(step, Trace):
                return step
            at = step
        return LOST

    def _step(self, at: _At, source: IPv4Address, destination: IPv4Address) -> "_At | Trace":
        here = Trace(arrived=True, ends_at=at.router.name, ends_in=at.vrf, through=at.through)
        own = at.router.owner(destination)
        if (own is not None and own.vrf == at.vrf) or self._is_assigned(at.router.name, destination):
            return here
        route = self.tables[at.router.name].to(destination, at.vrf)
        if route is None:
            return Trace(arrived=False, through=at.through)
        tunnel = self._tunnel(at.router.name, route, source, destination)
        if tunnel is not None:
            other = tunnel.other(at.router.name)
            return _At(router=self.router(other.router), vrf=other.vrf, through=(*at.through, (tunnel, at.router.name)))
        return self._leaves(at, route, destination, here)

    def _is_assigned(self, name: str, destination: IPv4Address) -> bool:
        return any(tunnel.client.router == name and tunnel.assigned == destination for tunnel in self.tunnels)

    def _tunnel(self, name: str, route: Route, source: IPv4Address, destination: IPv4Address) -> Tunnel | None:
        """The tunnel that takes a packet at a router."""
        for tunnel in self.tunnels:
            end = tunnel.end(name)
            if end is None or end.interface != route.interface:
                continue
            if not end.policy_interface:
                return tunnel
            if _is_in(destination, end.routes) and _is_in(source, end.sources or ()):
                return tunnel
        return None

    def _leaves(self, at: _At, route: Route, destination: IPv4Address, here: Trace) -> "_At | Trace":
        """By an interface: to a router beside it, to a host, or to the Internet."""
        interface = at.router.interface(route.interface)
        far = far_end(self.routers, at.router, interface) if interface is not None and interface.is_up else None
        if far is not None:
            return _At(router=far[0], vrf=far[1].vrf, through=at.through)
        if interface is None or not interface.is_plugged_in:
            return Trace(arrived=False, through=at.through)
        beside = route.next_hop or destination
        for router in self.routers:
            owner = router.owner(beside) if router is not at.router else None
            is_beside = owner is not None and any(beside in each.network for each in interface.addresses)
            if owner is not None and is_beside:
                return _At(router=router, vrf=owner.vrf, through=at.through)
        if interface.name not in at.router.outside:
            return here
        for router in self.routers:
            owner = router.owner(destination, from_outside=True)
            if owner is not None:
                return _At(router=router, vrf=owner.vrf, through=at.through)
        return Trace(arrived=not destination.is_private, through=at.through)


def _mapping(rule: str, source: IPv4Address, hidden: IPv4Address | None) -> Mapping | None:
    return Mapping(rule=rule, inside_local=source, inside_global=hidden) if hidden is not None else None


def _is_hidden(tunnel: Tunnel, name: str, leaves_by: Interface, source: IPv4Address) -> bool:
    """Whether EzVPN hides by itself what leaves beside its tunnel."""
    end = tunnel.client
    is_its_line = end.router == name and end.policy_interface and end.interface == leaves_by.name
    return is_its_line and _is_in(source, end.sources or ())


def _is_in(wanted: IPv4Address, networks: tuple[IPv4Network, ...]) -> bool:
    return any(wanted in network for network in networks)


def table_with_tunnels(
    router: NetworkRouter, tunnels: tuple[Tunnel, ...], heard: tuple[Route, ...] = ()
) -> RoutingTable:
    """The table of a router with the routes of its tunnels and those that neighbors told it."""
    brought = (*_learned(router, tunnels), *(route for route in heard if route.interface))
    told = (route for route in heard if not route.interface)
    return routing_table(router.interfaces, (*router.written_routes, *told), brought)


def _learned(router: NetworkRouter, tunnels: tuple[Tunnel, ...]) -> Iterator[Route]:
    for tunnel in tunnels:
        end = tunnel.end(router.name)
        if end is None or end.policy_interface:
            continue
        for prefix in end.routes:
            distance = BY_IKEV2 if tunnel.kind is Kind.FLEXVPN else BY_EZVPN
            yield Route(prefix=prefix, vrf=end.vrf, interface=end.interface, distance=distance)
