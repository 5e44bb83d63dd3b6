"""Which addresses a spoke reaches through its tunnel only."""

from ipaddress import IPv4Address

from wizard.check.routes.announced_networks import hub_announces
from wizard.check.view.site import PairView


def is_behind_tunnel(pair: PairView, address: IPv4Address) -> bool:
    """Whether the spoke reaches the address by what the hub announces, or, where all is tunnelled, nowhere else."""
    own = (own_address.network for _, own_address in pair.spoke.addresses)
    routed = (route.network for route in pair.spoke.baseline_facts.routes if route.network.prefixlen)
    if any(address in network for network in (*own, *routed)):
        return False
    told = [network for network in hub_announces(pair) if address in network]
    return any(network.prefixlen for network in told) or (bool(told) and address.is_private)
