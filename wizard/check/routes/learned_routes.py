"""What each end of a tunnel learns from the other, into which table, and with which distance."""

from collections.abc import Iterator
from ipaddress import IPv4Network
from typing import TypeAlias

from wizard.check.routes.announced_networks import hub_announces, spoke_announces, told_by_protocol
from wizard.check.view.device import DeviceView
from wizard.check.view.site import PairView
from wizard.data.administrative_distances import IKEV2_DISTANCE
from wizard.model.ikev2 import AuthorizationPolicy, TunnelInterface
from wizard.model.literals import number


def traffic_vrf(view: DeviceView, tunnel: TunnelInterface) -> str:
    """The VRF of the traffic in a tunnel."""
    profiles = [
        profile for profile in view.objects.profiles if f"Virtual-Template{profile.virtual_template}" == tunnel.name
    ]
    return next((profile.ivrf for profile in profiles if profile.ivrf), "") or tunnel.vrf.rpartition(" ")[2]


def accepted_distance(policy: AuthorizationPolicy) -> int:
    """The distance of the routes that a policy accepts."""
    words = policy.route_accept.split()
    numbers = words[words.index("distance") + 1 :][:1] if "distance" in words else []
    distance = number(numbers[0]) if numbers else None
    return IKEV2_DISTANCE if distance is None else distance


Learned: TypeAlias = tuple[DeviceView, TunnelInterface, list[IPv4Network], int]
"""Who learns, over which tunnel, which networks, with which distance."""


def learned(pair: PairView) -> Iterator[Learned]:
    """What each end learns from the other, by IKEv2 and by the protocol over the tunnel."""
    if pair.path is None or pair.hub_template is None:
        return
    mine, yours = set(spoke_announces(pair)), set(hub_announces(pair))
    sides = (
        # A hub that announces every spoke's networks tells a spoke its own as well.
        (
            pair.spoke,
            pair.path.tunnel,
            pair.spoke_policy,
            [network for network in hub_announces(pair) if network not in mine],
        ),
        (
            pair.hub,
            pair.hub_template,
            pair.hub_policy,
            [network for network in spoke_announces(pair) if network not in yours],
        ),
    )
    for view, tunnel, policy, networks in sides:
        told = told_by_protocol(pair, view)
        if policy and not policy.refuses_routes:
            yield view, tunnel, [network for network in networks if network not in told], accepted_distance(policy)
        for limit in sorted(set(told.values())):
            yield view, tunnel, [network for network in networks if told.get(network) == limit], limit
