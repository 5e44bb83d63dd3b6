"""The Internet between the routers: which of them an address reaches before any tunnel is up."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address

from wizard.practice.network.interfaces import Interface
from wizard.practice.network.network_router import NetworkRouter


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """Who has an address that was called."""

    router: NetworkRouter
    interface: Interface
    source: IPv4Address
    """From which it was called."""
    destination: IPv4Address
    """Which was called."""


def called(
    routers: Sequence[NetworkRouter], caller: NetworkRouter, source: Interface, destination: IPv4Address, vrf: str
) -> Reached | None:
    """The router that an address reaches from an interface, None where no answer would come back."""
    way = caller.table.to(destination, vrf)
    leaves = caller.interface(way.interface) if way is not None else None
    if leaves is None or not leaves.is_plugged_in or not source.addresses:
        return None
    for router in routers:
        owner = router.owner(destination, from_outside=True) if router is not caller else None
        if owner is None:
            continue
        back = router.table.to(source.addresses[0].ip, owner.vrf)
        answers = router.interface(back.interface) if back is not None else None
        if answers is not None and answers.is_plugged_in:
            return Reached(router=router, interface=owner, source=source.addresses[0].ip, destination=destination)
    return None
