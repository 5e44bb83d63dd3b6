"""`show interfaces`: one or all, at length."""

from ipaddress import IPv4Address

from wizard.practice import texts
from wizard.practice.dialogue import Dialogue, said
from wizard.practice.exec_commands.row import Arguments, ExecCommand
from wizard.practice.interface_names import interface_name
from wizard.practice.network import interface_texts
from wizard.practice.network.forwarding import Ways
from wizard.practice.network.interfaces import Interface
from wizard.practice.session import Session

_TUNNEL = ("Tunnel", "17916", "100", "50000", "TUNNEL")
_KINDS: dict[str, tuple[str, str, str, str, str]] = {
    "Tunnel": _TUNNEL,
    "Virtual-Template": _TUNNEL,
    "Loopback": ("Loopback", "1514", "8000000", "5000", "LOOPBACK"),
    "Vlan": ("EtherSVI", "1500", "100000", "100", "ARPA"),
    "Dialer": ("Unknown", "1500", "56", "20000", "PPP"),
    "FastEthernet": ("Fast Ethernet", "1500", "100000", "100", "ARPA"),
}
"""By the kind: hardware, MTU, bandwidth, delay and encapsulation."""
_ETHERNET = ("Gigabit Ethernet", "1500", "1000000", "10", "ARPA")
_TRANSPORTS = {"ipsec ipv4": "IPSEC/IP", "ipsec ipv6": "IPSEC/IPv6", "gre ip": "GRE/IP", "": "GRE/IP"}


def _show(session: Session, arguments: Arguments) -> Dialogue:
    ways, name = session.router.network.ways, session.router.name
    wanted = interface_name(arguments[-1]) if arguments else None
    found = [each for each in ways.router(name).interfaces if not arguments or each.name == wanted]
    if arguments and not found:
        return said(texts.INVALID_INPUT.text)
    return said("".join(_interface(ways, name, interface) for interface in found))


def _interface(ways: Ways, name: str, interface: Interface) -> str:
    is_shut = interface.line.child("shutdown") is not None
    is_up = interface.is_up and ways.carries(name, interface)
    kind = next((values for begun, values in _KINDS.items() if interface.name.startswith(begun)), _ETHERNET)
    described = interface.line.argument("description")
    return interface_texts.INTERFACE.of(
        name=interface.name,
        status="administratively down" if is_shut else "up",
        protocol="up" if is_up else "down",
        hardware=kind[0],
        description=interface_texts.INTERFACE_DESCRIPTION.of(text=described) if described else "",
        address=_address(ways, name, interface),
        mtu=interface.line.argument("mtu") or kind[1],
        bandwidth=interface.line.argument("bandwidth") or kind[2],
        delay=kind[3],
        encapsulation=kind[4],
        tunnel=_tunnel(ways, name, interface) if kind is _TUNNEL else "",
    )


def _address(ways: Ways, name: str, interface: Interface) -> str:
    own = ways.address_of(name, interface.name) or (interface.addresses[0].ip if interface.addresses else None)
    if own is None:
        return ""
    if interface.unnumbered:
        return interface_texts.INTERFACE_BORROWS.of(lender=interface.unnumbered, address=own)
    length = next((each.network.prefixlen for each in interface.addresses if each.ip == own), own.max_prefixlen)
    return interface_texts.INTERFACE_ADDRESS.of(address=f"{own}/{length}")


def _tunnel(ways: Ways, name: str, interface: Interface) -> str:
    line = interface.line
    source = interface_name(line.argument("tunnel source"))
    own = ways.address_of(name, source) if source else None
    profile = line.argument("tunnel protection ipsec profile").split(" ")[0]
    return interface_texts.INTERFACE_TUNNEL.of(
        source=f"{own} ({source})" if own is not None else line.argument("tunnel source") or "UNKNOWN",
        destination=_destination(ways, name, interface) or line.argument("tunnel destination") or "UNKNOWN",
        transport=_TRANSPORTS.get(line.argument("tunnel mode"), line.argument("tunnel mode").upper()),
        protection=interface_texts.INTERFACE_PROTECTION.of(profile=profile) if profile else "",
    )


def _destination(ways: Ways, name: str, interface: Interface) -> IPv4Address | None:
    """The other end of a tunnel that is up."""
    ups = (tunnel for tunnel in ways.tunnels if tunnel.client.router == name and tunnel.name == interface.name)
    return next((tunnel.server.address for tunnel in ups), None)


SHOW_INTERFACES: tuple[ExecCommand, ...] = (
    ExecCommand(form="show interfaces", run=_show, is_privileged=False),
    ExecCommand(form="show interfaces +", run=_show, is_privileged=False),
)
