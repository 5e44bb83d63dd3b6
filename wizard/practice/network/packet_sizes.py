"""Whether a packet that may not be cut fits into the tunnels on its way."""

from wizard.model.configuration import Line
from wizard.model.literals import number
from wizard.practice.network.forwarding import Trace, Ways
from wizard.practice.network.interfaces import Interface
from wizard.practice.network.network_router import NetworkRouter
from wizard.practice.network.tunnels import Tunnel
from wizard.practice.network.words import word

ETHERNET, PPPOE = 1500, 1492
"""Bytes of a line that says nothing [RFC 894, RFC 2516]."""
OUTER_IP, ESP, VECTOR, CHECK, TRAILER, BLOCK = 20, 8, 16, 16, 2, 16
"""What IPsec puts around a packet, for AES and SHA-256 [RFC 4303, 3602, 4868]."""
GRE = 4
"""What GRE puts before it, inside a header of IP [RFC 2784], which transport mode does not repeat."""


def comes_through(ways: Ways, way: Trace, size: int) -> bool:
    """Whether a packet of so many bytes fits; IPsec copies its mark that it may not be cut (crypto ipsec df-bit)."""
    return all(_fits(ways, tunnel, router, size) for tunnel, router in way.through)


def _fits(ways: Ways, tunnel: Tunnel, name: str, size: int) -> bool:
    router, near, far = ways.router(name), tunnel.end(name) or tunnel.client, tunnel.other(name)
    interface = router.interface(near.template or near.interface)
    is_line = interface is None or interface.is_plugged_in
    stated = None if is_line or interface is None else number(interface.line.argument("ip mtu"))
    lines = (router.owner(near.address), ways.router(far.router).owner(far.address))
    path = min((_mtu(line) for line in lines if line is not None), default=ETHERNET)
    return size <= (stated or ETHERNET) and _wrapped(size + _around(router, tunnel, interface)) <= path


def _mtu(line: Interface) -> int:
    """What a line takes."""
    stated = (number(line.line.argument(words)) for words in ("ip mtu", "mtu"))
    return min((size for size in stated if size), default=PPPOE if line.name.startswith("Dialer") else ETHERNET)


def _around(router: NetworkRouter, tunnel: Tunnel, interface: Interface | None) -> int:
    """What stands between the packet and ESP, beyond the header of IP that ESP makes or finds."""
    if not tunnel.is_gre or interface is None:
        return 0
    is_transport = _transform_set(router, interface).child("mode transport") is not None
    return GRE if is_transport else GRE + OUTER_IP


def _transform_set(router: NetworkRouter, interface: Interface) -> Line:
    """The set by which a tunnel is protected; an empty one where its profile names none that is there."""
    profile = router.configuration.exact(f"crypto ipsec profile {word(interface.line.argument(PROTECTION), 0)}")
    name = word(profile.argument("set transform-set"), 0) if profile is not None else ""
    return router.configuration.first(f"crypto ipsec transform-set {name}") or Line("")


PROTECTION = "tunnel protection ipsec profile"


def _wrapped(size: int) -> int:
    return -(-(size + TRAILER) // BLOCK) * BLOCK + OUTER_IP + ESP + VECTOR + CHECK
