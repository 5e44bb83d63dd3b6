"""The networks that hub and spoke tell each other: by IKEv2, and by a routing protocol over the tunnel."""

import re
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, summarize_address_range

from wizard.check.routes.protocol_over_tunnel import ends, speaks_bgp, tells, tunnel_address_interface
from wizard.check.view.device import DeviceView
from wizard.check.view.site import PairView
from wizard.data.administrative_distances import PROTOCOL_DISTANCES
from wizard.model.ikev2 import AuthorizationPolicy
from wizard.model.literals import ipv6_prefix


def _by_ikev2(view: DeviceView, policy: AuthorizationPolicy | None, interface: str) -> tuple[IPv4Network, ...]:
    if policy is None:
        return ()
    networks = view.announced(policy)
    own = view.address_of(interface) if policy.route_set_interface else None
    if own and not any(own.ip in network for network in networks):
        networks = (IPv4Network(own.ip), *networks)
    return networks


@lru_cache(maxsize=4096)
def hub_announces(pair: PairView) -> tuple[IPv4Network, ...]:
    """What the hub tells the spoke."""
    template, both = pair.hub_template, ends(pair)
    interface = tunnel_address_interface(template.name, template.address) if template else ""
    told = tells(*both) if both else ()
    return tuple(dict.fromkeys((*_by_ikev2(pair.hub, pair.hub_policy, interface), *told)))


@lru_cache(maxsize=4096)
def spoke_announces(pair: PairView) -> tuple[IPv4Network, ...]:
    """What the spoke tells the hub."""
    tunnel, both = pair.path.tunnel if pair.path else None, ends(pair)
    interface = tunnel_address_interface(tunnel.name, tunnel.address) if tunnel else ""
    told = tells(both[1], both[0]) if both else ()
    return tuple(dict.fromkeys((*_by_ikev2(pair.spoke, pair.spoke_policy, interface), *told)))


def pool_of(pair: PairView) -> tuple[IPv4Network, ...]:
    """The addresses of which the hub gives the spoke's tunnel one; none where the spoke has its own."""
    pool = pair.hub_policy.pool if pair.hub_policy else ""
    negotiates = pair.path is not None and pair.path.tunnel.address == "address negotiated"
    found = [(first, last) for name, first, last in pair.hub.facts.pools if negotiates and name == pool]
    return tuple(network for first, last in found for network in summarize_address_range(first, last))


def told_by_protocol(pair: PairView, learner: DeviceView) -> dict[IPv4Network, int]:
    """What that end learns by the routing protocol and not by IKEv2, with the distance of its routes."""
    both = ends(pair)
    if both is None:
        return {}
    mine, yours = both if learner is pair.hub else both[::-1]
    policy = pair.spoke_policy if learner is pair.hub else pair.hub_policy
    by_ikev2 = set(yours.view.announced(policy)) if policy else set()
    distance = PROTOCOL_DISTANCES["bgp" if speaks_bgp(*both) else "eigrp"]
    return {network: distance for network in tells(yours, mine) if network not in by_ikev2}


def announced_ipv6(view: DeviceView, policy: AuthorizationPolicy | None) -> tuple[IPv6Network, ...]:
    """The IPv6 networks that a policy announces, by the access lists that it names."""
    names = policy.route_set_ipv6_access_lists if policy else ()
    lists = (view.target.first(f"ipv6 access-list {name}") for name in names)
    entries = (_NUMBERED.sub("", entry.text) for access_list in lists if access_list for entry in access_list.children)
    permits = (entry for entry in entries if entry.startswith("permit ipv6"))
    return tuple(network for entry in permits if (network := _source_network(entry)))


_NUMBERED = re.compile(r"^sequence \d+ ")
"""As newer releases print an entry of an IPv6 list."""


def _source_network(entry: str) -> IPv6Network | None:
    word = "".join(entry.split()[2:3])
    return ipv6_prefix("::/0" if word == "any" else word)
