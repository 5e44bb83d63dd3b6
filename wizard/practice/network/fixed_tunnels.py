"""Tunnels between two addresses that both ends name, as between two hubs: nobody calls, and both see each other."""

from collections.abc import Sequence
from ipaddress import IPv4Address

from wizard.model.literals import address
from wizard.practice.network.interfaces import Interface
from wizard.practice.network.network_router import NetworkRouter


def far_end(
    routers: Sequence[NetworkRouter], router: NetworkRouter, interface: Interface
) -> tuple[NetworkRouter, Interface] | None:
    """The router at which packets come out of a tunnel, and its interface; None where the ends do not name each other.

    Whether IPsec comes up between them is not looked at.
    """
    there, here = _ends(router, interface)
    if there is None or here is None:
        return None
    for other in routers:
        for back in other.interfaces if other is not router else ():
            if back.is_up and back.name.startswith("Tunnel") and _ends(other, back) == (here, there):
                return other, back
    return None


def _ends(router: NetworkRouter, interface: Interface) -> tuple[IPv4Address | None, IPv4Address | None]:
    """The address that a tunnel leads to, and the one that it begins at."""
    source = router.end_of(interface.line.argument("tunnel source"))
    return (
        address(interface.line.argument("tunnel destination")),
        source.addresses[0].ip if source and source.addresses else None,
    )
