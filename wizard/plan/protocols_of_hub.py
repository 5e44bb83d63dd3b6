"""What the routing processes of a hub say of the protocol that runs over its tunnels already."""

from collections.abc import Iterator
from ipaddress import IPv4Address

from wizard.model.configuration import Configuration
from wizard.model.question import Asking, Default
from wizard.model.routing_process import BgpNeighbor, RoutingProcess
from wizard.parse.routing_processes import routing_processes
from wizard.plan.present_flexvpn import PresentFlexvpn
from wizard.questions.recommend_or_settle import open_until_answered
from wizard.situation.networks import permitted_networks


def routing(present: PresentFlexvpn, asking: Asking) -> str | Default:
    """The protocol that runs over the hub's tunnels."""
    bgp = _bgp(present, asking)
    if bgp and _is_external(*bgp):
        return open_until_answered(
            f"BGP tells {bgp[1].name} of the hub their networks as another autonomous system, and no such lines are "
            "generated for a spoke"
        )
    if bgp:
        return "bgp"
    return "eigrp" if eigrp_of_tunnels(present, asking) else "ikev2"


def group_of_tunnels(present: PresentFlexvpn, asking: Asking) -> tuple[RoutingProcess, BgpNeighbor] | None:
    """The hub's internal BGP with the peer-group of the spokes."""
    bgp = _bgp(present, asking)
    return None if bgp is None or _is_external(*bgp) else bgp


def eigrp_of_tunnels(present: PresentFlexvpn, asking: Asking) -> RoutingProcess | None:
    """The hub's EIGRP that finds its neighbors over the tunnels.

    One that happens to run on the borrowed address is not it where IKEv2 announces the hub's networks.
    """
    own, template = _borrowed_address(present, asking), present.template.name
    for process in _running(asking, "eigrp"):
        meets = own is not None and process.runs_on(own) and not process.is_passive(template)
        if template in process.not_passive or (meets and not _announces(present)):
            return process
    return None


def _bgp(present: PresentFlexvpn, asking: Asking) -> tuple[RoutingProcess, BgpNeighbor] | None:
    """The hub's BGP with the peer-group of its spokes, whom it listens for or knows one by one."""
    for process in _running(asking, "bgp"):
        groups = {neighbor.name: neighbor for neighbor in process.neighbors if neighbor.is_group}
        name = _listened_for(process, present, asking) or _known_one_by_one(tuple(groups.values()), present)
        if name in groups:
            return process, groups[name]
    return None


def _listened_for(process: RoutingProcess, present: PresentFlexvpn, asking: Asking) -> str:
    """The group of a listen range: where there are several, of the one that holds the pool of the profile."""
    source = asking.plan.source(asking.hub)
    pools = source.router.pools if source else ()
    firsts = [first for name, first, _ in pools if name == present.authorization_policy.pool]
    ranges = process.listen_ranges
    fitting = (group for network, group in ranges if any(first in network for first in firsts))
    return next(fitting, ranges[0][1] if ranges else "")


def _known_one_by_one(groups: tuple[BgpNeighbor, ...], present: PresentFlexvpn) -> str:
    """The only group that calls from the address of the tunnels and is told the networks that IKEv2 does not tell.

    A group of the core may call from there too: where IKEv2 announces networks, only one with a filter is the spokes'.
    """
    calling = [group for group in groups if group.update_source and group.update_source == present.borrows]
    if _announces(present):
        calling = [group for group in calling if group.out_list]
    return calling[0].name if len(calling) == 1 else ""


def _announces(present: PresentFlexvpn) -> bool:
    """Whether IKEv2 tells the spokes networks; of what RADIUS holds nobody knows."""
    policy = present.authorization_policy
    return bool(policy.route_set_access_lists or policy.route_set_remote) or present.is_authorized_by_radius


def _is_external(process: RoutingProcess, group: BgpNeighbor) -> bool:
    return group.remote_as not in {"", process.number}


def _running(asking: Asking, protocol: str) -> Iterator[RoutingProcess]:
    configuration = _configuration(asking)
    processes = routing_processes(configuration) if configuration else ()
    return (process for process in processes if process.protocol == protocol)


def _configuration(asking: Asking) -> Configuration | None:
    source = asking.plan.source(asking.hub)
    return source.configuration if source else None


def _borrowed_address(present: PresentFlexvpn, asking: Asking) -> IPv4Address | None:
    source = asking.plan.source(asking.hub)
    interface = source.router.interface(present.borrows) if source else None
    return interface.addresses[0].ip if interface and interface.addresses else None


def bgp_as(present: PresentFlexvpn, asking: Asking) -> str | None:
    """The autonomous system of the hub and its spokes."""
    bgp = group_of_tunnels(present, asking)
    return bgp[0].number if bgp else None


def bgp_group(present: PresentFlexvpn, asking: Asking) -> str | None:
    """The peer-group of the spokes."""
    bgp = group_of_tunnels(present, asking)
    return bgp[1].name if bgp else None


def eigrp_as(present: PresentFlexvpn, asking: Asking) -> str | None:
    """The autonomous system of the EIGRP over the tunnels."""
    process = eigrp_of_tunnels(present, asking)
    return process.number if process else None


def announced_list(present: PresentFlexvpn, asking: Asking) -> str | None:
    """The list of the announced networks: what BGP tells is filtered by it, and IKEv2 announces it otherwise."""
    if bgp := group_of_tunnels(present, asking):
        return bgp[1].out_list or None
    eigrp = eigrp_of_tunnels(present, asking)
    names = (*present.authorization_policy.route_set_access_lists, *(eigrp.out_lists if eigrp else ()))
    return next(iter(names), None)


def list_of_sites(present: PresentFlexvpn, asking: Asking) -> str | None:
    """The list of the other sites, which IKEv2 announces where BGP announces the hub's networks."""
    names = present.authorization_policy.route_set_access_lists if group_of_tunnels(present, asking) else ()
    return next(iter(names), None)


def tunnel_everything(present: PresentFlexvpn, asking: Asking) -> str | None:
    """Whether the spokes are told a default route; all of the profile are told the same."""
    if bgp := group_of_tunnels(present, asking):
        process, group = bgp
        lines = {"network 0.0.0.0", "default-information originate"}
        told = group.default_originate or any(line.text in lines for line in process.line.walk())
        return "yes" if told else "no"
    name = announced_list(present, asking)
    source = asking.plan.source(asking.hub)
    announced = source.router.access_list(name) if source and name else None
    if announced is None:
        return None
    return "yes" if any(network.prefixlen == 0 for network in permitted_networks(announced)) else "no"


def site_route_map(present: PresentFlexvpn, asking: Asking) -> str | None:
    """The route-map by which the hub's LAN is told the spokes' routes of the tunnels' protocol."""
    configuration = _configuration(asking)
    bgp, eigrp = group_of_tunnels(present, asking), eigrp_of_tunnels(present, asking)
    running = bgp[0] if bgp else eigrp
    if configuration is None or running is None:
        return None
    kind = f"{running.protocol} {running.number}"
    handed = (handed_on for process in routing_processes(configuration) for handed_on in process.redistributes)
    return next((known.route_map for known in handed if known.kind == kind and known.route_map), None)
