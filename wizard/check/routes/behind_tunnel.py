"""Which addresses a spoke reaches through its tunnel only."""

from ipaddress import IPv4Address

from wizard.check.routes.announced_networks import hub_announces
from wizard.check.view.site import PairView
from wizard.ios.identity_matches import host
from wizard.model.ikev2 import TunnelInterface


def is_behind_tunnel(pair: PairView, address: IPv4Address) -> bool:
    """Whether the spoke reaches the address by what the hub announces, or, where all is tunnelled, nowhere else."""
    own = (own_address.network for _, own_address in pair.spoke.addresses)
    routed = (route.network for route in pair.spoke.baseline_facts.routes if route.network.prefixlen)
    if any(address in network for network in (*own, *routed)):
        return False
    told = [network for network in hub_announces(pair) if address in network]
    return any(network.prefixlen for network in told) or (bool(told) and address.is_private)


def inner_tunnels(pair: PairView) -> tuple[TunnelInterface, ...]:
    """The spoke's own tunnels whose other end is behind the new tunnel: what they carry goes through it."""
    return tuple(
        inner
        for inner in pair.spoke.objects.tunnels
        if not inner.shutdown and (end := host(inner.destination)) and is_behind_tunnel(pair, end)
    )
