"""The Internet between the routers: which of them an address reaches before any tunnel is up."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address

from wizard.practice.network.interfaces import Interface
from wizard.practice.network.network_router import NetworkRouter
from wizard.practice.network.packet_filters import lets_in, of_a_tunnel


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
    """The router that an address reaches from an interface.

    None where no answer would come back, or where a filter of either end drops IKE or ESP.
    """
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
        if answers is None or not answers.is_plugged_in:
            continue
        own = source.addresses[0].ip
        there = lets_in(router.configuration, answers, of_a_tunnel(own, destination))
        if there and lets_in(caller.configuration, leaves, of_a_tunnel(destination, own)):
            return Reached(router=router, interface=owner, source=own, destination=destination)
    return None
