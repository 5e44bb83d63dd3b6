"""`show` of interfaces and routes."""

from ipaddress import IPv4Address, IPv4Network

from wizard.model.literals import address, address_with_mask
from wizard.practice import texts
from wizard.practice.dialogue import Dialogue, said
from wizard.practice.exec_commands.row import Arguments, ExecCommand
from wizard.practice.network import network_texts
from wizard.practice.network.interfaces import Interface
from wizard.practice.network.routing_table import DEFAULT, Route
from wizard.practice.network.told_routes import CODES
from wizard.practice.session import Session


def _interfaces(session: Session, arguments: Arguments) -> Dialogue:
    ways = session.router.network.ways
    rows = [_interface(session, interface) for interface in ways.router(session.router.name).interfaces]
    return said(texts.INTERFACES.text + "".join(rows))


def _interface(session: Session, interface: Interface) -> str:
    ways = session.router.network.ways
    own = ways.address_of(session.router.name, interface.name)
    is_shut = interface.line.child("shutdown") is not None
    is_up = interface.is_up and ways.carries(session.router.name, interface)
    return texts.INTERFACES_ROW.of(
        name=interface.name,
        address=str(own or "unassigned"),
        status="administratively down" if is_shut else "up",
        protocol="up" if is_up else "down",
    )


def _routes(session: Session, arguments: Arguments) -> Dialogue:
    words = arguments[-1].split() if arguments else []
    vrf = words[1] if words[:1] == ["vrf"] and len(words) > 1 else ""
    words = words[2:] if vrf else words
    wanted = address(words[0]) if words else None
    if wanted is not None:
        of_network = address_with_mask(*words[:2]) if len(words) > 1 else None
        return said(_entry_of(session, of_network.network, vrf) if of_network else _entry(session, wanted, vrf))
    code = CODES.get(words[0]) if words else ""
    if code is None:
        return said(texts.INVALID_INPUT.text)
    table = session.router.network.ways.tables[session.router.name]
    best = [route for route in table.best() if route.vrf == vrf]
    gateway = next((route for route in best if route.prefix == DEFAULT), None)
    head = network_texts.ROUTING_TABLE.of(
        vrf=f"\nRouting Table: {vrf}" if vrf else "", gateway=_gateway(gateway) if gateway else "not set"
    )
    rows = [
        network_texts.ROUTE.of(code=_code(route), prefix=route.prefix, how=_how(route))
        for route in best
        if route.code.startswith(code)
    ]
    return said(head + "".join(rows))


def _code(route: Route) -> str:
    return route.code + ("*" if route.prefix == DEFAULT else "")


def _gateway(route: Route) -> str:
    return f"{route.next_hop or '0.0.0.0'} to network 0.0.0.0"


def _how(route: Route) -> str:
    if route.next_hop is not None:
        by = f", {route.interface}" if route.told_by and route.code != "B" else ""
        return f"[{route.distance}/{route.metric}] via {route.next_hop}{by}"
    return f"is directly connected, {route.interface}"


def _entry(session: Session, wanted: IPv4Address, vrf: str) -> str:
    route = session.router.network.ways.tables[session.router.name].to(wanted, vrf)
    # Of an address no default is shown, of 0.0.0.0 itself it is.
    if route is None or (route.prefix == DEFAULT and wanted != DEFAULT.network_address):
        return network_texts.NOT_IN_TABLE.text
    return _shown(route)


def _entry_of(session: Session, network: IPv4Network, vrf: str) -> str:
    table = session.router.network.ways.tables[session.router.name].best()
    route = next((each for each in table if each.vrf == vrf and each.prefix == network), None)
    return network_texts.SUBNET_NOT_IN_TABLE.text if route is None else _shown(route)


def _shown(route: Route) -> str:
    how = f"{route.next_hop}" if route.next_hop is not None else f"directly connected, via {route.interface}"
    if route.told_by and route.code != "B":
        how += f", via {route.interface}"
    source = next(name for name, code in CODES.items() if route.code.startswith(code))
    via = f"{source} {route.source}" if route.source else source
    return network_texts.ROUTE_ENTRY.of(prefix=route.prefix, via=via, distance=route.distance, how=how)


SHOW_NETWORK: tuple[ExecCommand, ...] = (
    ExecCommand(form="show ip interface brief", run=_interfaces, is_privileged=False),
    ExecCommand(form="show ip route *", run=_routes, is_privileged=False),
)
