"""The addresses of the EzVPN server that its clients call, and the interfaces that have them."""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Address

from wizard.ios.host_table import address_of
from wizard.model.plan import Source
from wizard.model.question import Asking
from wizard.model.router import Interface, Router
from wizard.situation.hub import is_new_hub


@lru_cache(maxsize=64)
def _called(server: Source, spokes: tuple[Source, ...]) -> tuple[tuple[IPv4Address, Interface], ...]:
    called = ((spoke, peer) for spoke in spokes for client in spoke.router.clients for peer in client.peers)
    found = (address_of(peer, (spoke.configuration,)) for spoke, peer in called)
    interfaces = server.router.interfaces
    return tuple(
        (value, interface)
        for value in dict.fromkeys(found)
        if value
        for interface in interfaces
        if interface.has(value)
    )


def known_addresses(asking: Asking, called: Iterable[IPv4Address | str]) -> tuple[IPv4Address, ...]:
    """The addresses that the device means: of names those that its own table has, each once."""
    source = asking.plan.source(asking.device)
    tables = (source.configuration,) if source else ()
    found = (address_of(str(peer), tables) for peer in called)
    return tuple(dict.fromkeys(value for value in found if value))


def called_addresses(asking: Asking) -> tuple[tuple[IPv4Address, Interface], ...]:
    """Each address of the hub that a spoke calls, with its interface; none of a new hub."""
    return () if is_new_hub(asking) else _called(asking.plan.server, asking.plan.spokes)


def called_interfaces(asking: Asking) -> tuple[str, ...]:
    """The interfaces of the hub at which the spokes call, each once."""
    return tuple(dict.fromkeys(interface.name for _, interface in called_addresses(asking)))


def only_called_address(asking: Asking) -> str:
    """The one address of the hub that the spokes call, "" where they call several or one that it has not."""
    found = {value for value, _ in called_addresses(asking)}
    return str(next(iter(found))) if len(found) == 1 else ""


def is_called(asking: Asking, interface: Interface) -> bool:
    """Whether a spoke calls the primary address of that interface, which a template borrows."""
    called = {value for value, _ in called_addresses(asking)}
    return any(own.ip in called for own in interface.addresses[:1])


def not_at_one_primary_address(asking: Asking, interface_name: str) -> str:
    """Why a tunnel source of that interface would leave a called address out, "" where it would not."""
    for value, interface in called_addresses(asking):
        if interface.name != interface_name:
            return f"the spokes call {value} as well, an address of {interface.name}"
        if value in interface.virtual_addresses:
            return f"the spokes call {value}, which {interface.name} shares with a standby router"
        if value != interface.addresses[0].ip:
            return f"the spokes call {value}, a secondary address of {interface.name}"
    return ""


def addresses_of(router: Router) -> frozenset[str]:
    """The fixed addresses of the interfaces, with those that they share with other routers."""
    interfaces = router.interfaces
    own = {str(address.ip) for interface in interfaces for address in interface.addresses}
    return frozenset(own | {str(address) for interface in interfaces for address in interface.virtual_addresses})
