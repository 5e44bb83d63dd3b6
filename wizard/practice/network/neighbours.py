"""Which routers are neighbors in a routing protocol: those whose configurations fit, and no others."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from ipaddress import IPv4Address, IPv4Interface

from wizard.model.configuration import Configuration, Line
from wizard.model.literals import number
from wizard.practice.network.interfaces import Interface
from wizard.practice.network.network_router import NetworkRouter
from wizard.practice.network.routing_processes import Process, Protocol
from wizard.practice.network.tunnels import Kind, Tunnel
from wizard.practice.network.words import word

HELLO, DEAD_HELLOS = 10, 4
"""Seconds between two packets of OSPF where nobody says, and so many may be missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Port:
    """An interface at which neighbors may be."""

    router: NetworkRouter
    name: str
    """As the table of routes has it."""
    interface: Interface
    """Whose lines hold: of a template, where the interface is made with a tunnel."""
    address: IPv4Interface
    is_tunnel: bool = False

    @property
    def is_to_one(self) -> bool:
        """Whether only one other router can be there."""
        own = self.interface.line.argument("ip ospf network")
        return own == "point-to-point" if own else self.is_tunnel


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two routers that are neighbors."""

    router: str
    process: Process
    address: IPv4Address
    """By which the other one knows it."""
    port: str = ""
    """The interface between them; empty with BGP, where the table tells."""
    calls_it: str = ""
    """The name below which its lines of BGP for the other one stand: an address, or a group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """Two routers that are up for each other in a routing protocol, seen from the first."""

    near: Side
    far: Side
    is_to_one: bool = False
    """Whether nobody else can be on the line between them."""

    @property
    def turned(self) -> "Neighbours":
        """The same, seen from the other one."""
        return replace(self, near=self.far, far=self.near)

    @property
    def key(self) -> tuple[str, ...]:
        """The same as long as it is the same neighbor."""
        process = self.near.process
        where = (self.near.router, self.far.router, str(self.far.address))
        return (process.protocol.value, process.number, process.vrf, *where)


def links(routers: Sequence[NetworkRouter], tunnels: Sequence[Tunnel]) -> Iterator[tuple[Port, Port]]:
    """The pairs of interfaces that hear each other's multicast: on one wire, or at the ends of one tunnel of IKEv2."""
    for place, one in enumerate(routers):
        for other in routers[place + 1 :]:
            for here in _wired(one):
                for there in _wired(other):
                    if here.address.network == there.address.network:
                        yield here, there
    by_name = {router.name: router for router in routers}
    for tunnel in tunnels:
        client, server = by_name[tunnel.client.router], by_name[tunnel.server.router]
        ends = (
            _port(client, tunnel.name, tunnel.name, tunnel.assigned),
            _port(server, tunnel.server.interface, tunnel.server.template, None),
        )
        if tunnel.kind is Kind.FLEXVPN and ends[0] is not None and ends[1] is not None:
            yield ends[0], ends[1]


def _wired(router: NetworkRouter) -> Iterator[Port]:
    for interface in router.interfaces:
        if interface.is_up and interface.is_plugged_in and interface.addresses and not interface.unnumbered:
            yield Port(router=router, name=interface.name, interface=interface, address=interface.addresses[0])


def _port(router: NetworkRouter, name: str, settings: str, assigned: IPv4Address | None) -> Port | None:
    interface = router.interface(settings)
    own = IPv4Interface(assigned) if assigned is not None else None
    own = own or (interface.addresses[0] if interface is not None and interface.addresses else None)
    if interface is None or own is None:
        return None
    return Port(router=router, name=name, interface=interface, address=own, is_tunnel=True)


def neighbours_on_links(pairs: Sequence[tuple[Port, Port]]) -> Iterator[Neighbours]:
    """The neighbors in EIGRP and OSPF, each pair seen from both sides."""
    for here, there in pairs:
        for one in here.router.processes:
            for other in there.router.processes:
                if one.protocol is other.protocol and _FITS[one.protocol](one, here, other, there):
                    pair = Neighbours(near=_side(one, here), far=_side(other, there), is_to_one=here.is_to_one)
                    yield from (pair, pair.turned)


def _side(process: Process, port: Port) -> Side:
    return Side(router=port.router.name, process=process, address=port.address.ip, port=port.name)


def _speaks(process: Process, port: Port) -> bool:
    return process.area(_with_address(port)) is not None and not process.is_silent(port.interface)


def _with_address(port: Port) -> Interface:
    return replace(port.interface, addresses=(port.address,))


def _eigrp_fits(one: Process, here: Port, other: Process, there: Port) -> bool:
    numbers = one.number == other.number and _weights(one) == _weights(other)
    return (
        numbers and _speaks(one, here) and _speaks(other, there) and _eigrp_keys(one, here) == _eigrp_keys(other, there)
    )


def _weights(process: Process) -> str:
    return process.lines.argument("metric weights")


def _eigrp_keys(process: Process, port: Port) -> frozenset[str] | None:
    """The keys by which packets are proved, None where they are not."""
    line = port.interface.line
    if not line.argument(f"ip authentication mode eigrp {process.number}"):
        return None
    return _keys_of_chain(
        port.router.configuration, line.argument(f"ip authentication key-chain eigrp {process.number}")
    )


def _keys_of_chain(configuration: Configuration, name: str) -> frozenset[str]:
    chain = configuration.exact(f"key chain {name}")
    keys = chain.all("key") if chain is not None else ()
    return frozenset(f"{key.text} {key.argument('key-string').split(' ')[-1]}" for key in keys)


def _ospf_fits(one: Process, here: Port, other: Process, there: Port) -> bool:
    if not (_speaks(one, here) and _speaks(other, there)):
        return False
    areas = one.area(_with_address(here)), other.area(_with_address(there))
    is_same_kind = here.is_to_one == there.is_to_one
    return (
        areas[0] == areas[1]
        and is_same_kind
        and _timers(here) == _timers(there)
        and _mtu_fits(here.interface.line, there.interface.line)
        and _ospf_keys(one, here, areas[0]) == _ospf_keys(other, there, areas[1])
    )


def _timers(port: Port) -> tuple[int, int]:
    line = port.interface.line
    hello = number(line.argument("ip ospf hello-interval")) or HELLO
    return hello, number(line.argument("ip ospf dead-interval")) or hello * DEAD_HELLOS


def _mtu_fits(here: Line, there: Line) -> bool:
    sizes = {line.argument("ip mtu") for line in (here, there) if line.argument("ip mtu")}
    return len(sizes) < 2 or any(line.child("ip ospf mtu-ignore") is not None for line in (here, there))


def _ospf_keys(process: Process, port: Port, area: str | None) -> tuple[str, frozenset[str]]:
    """How packets are proved, with the keys for it."""
    line = port.interface.line
    by_area = next(
        (
            "message-digest" if each.text.endswith("message-digest") else "key"
            for each in process.lines.all("area")
            if word(each.text, 2) == "authentication" and word(each.text, 1) == area
        ),
        "",
    )
    own = line.child("ip ospf authentication")
    kind = (own.text.split(" ")[3:] or ["key"])[0] if own is not None else by_area
    said = {"message-digest": "ip ospf message-digest-key", "key": "ip ospf authentication-key"}.get(kind, "")
    keys = frozenset(_key(each) for each in line.all(said)) if said else frozenset()
    return kind, keys


def _key(line: Line) -> str:
    words = line.text.split(" ")
    return f"{word(line.text, 3)} {words[-1]}" if words[2] == "message-digest-key" else words[-1]


_FITS: dict[Protocol, Callable[[Process, Port, Process, Port], bool]] = {
    Protocol.EIGRP: _eigrp_fits,
    Protocol.OSPF: _ospf_fits,
    Protocol.BGP: lambda one, here, other, there: False,
}
"""BGP asks the table of routes, and no wire."""
