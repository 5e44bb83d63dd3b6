"""The protocol in which the EzVPN server and a new hub tell each other which sites each of them has."""

import re
from collections.abc import Callable
from dataclasses import replace
from ipaddress import IPv4Network

from wizard.errors import StillOpen
from wizard.model.configuration import Line
from wizard.model.literals import number
from wizard.model.routing_process import RoutingProcess
from wizard.model.template_values import InterHubProcess, RouteMapOfPrefixes
from wizard.parse.routing_processes import routing_processes
from wizard.plan.mapping.hub_only import migrated_networks
from wizard.plan.mapping.routing_over_tunnel import around, networks_of_range, pool_networks, site_prefixes_of_tunnels
from wizard.plan.mapping.tunnel_between_hubs import behind_server, tunnel_addresses
from wizard.plan.perspective import Perspective, resolved
from wizard.situation.networks import networks_of
from wizard.situation.routing import number_of, processes
from wizard.situation.shared_lan import hub_lan
from wizard.situation.two_hubs import uses_inter_hub_protocol


def _takes_part(asking: Perspective) -> bool:
    return (asking.is_hub or asking.is_server_beside_new_hub) and uses_inter_hub_protocol(asking)


def site_prefixes(asking: Perspective) -> RouteMapOfPrefixes | None:
    """Which routes this hub tells the other one: those of its tunnels, and on the server what lies behind it."""
    wanted = _wanted_prefixes(asking)
    return None if wanted and _standing_prefixes(asking, wanted.name) else wanted


def joined_site_prefixes(asking: Perspective) -> RouteMapOfPrefixes | None:
    """What the prefix list of that route-map lacks, where the router has it already."""
    wanted = _wanted_prefixes(asking)
    standing = _standing_prefixes(asking, wanted.name) if wanted else {}
    if wanted is None or not standing:
        return None
    missing = tuple(prefix for prefix in wanted.prefixes if str(prefix) not in standing)
    return replace(wanted, prefixes=missing, first=max(standing.values()) + 5) if missing else None


_ENTRY = re.compile(r"seq (\d+) permit (\S+)")


def _standing_prefixes(asking: Perspective, name: str) -> dict[str, int]:
    """What the router's prefix list of that name permits, with the number of each entry."""
    source = asking.plan.source(asking.device)
    lines = source.configuration.all(f"ip prefix-list {name}") if source else ()
    entries = (found for line in lines if (found := _ENTRY.search(line.text)))
    return {entry[2]: place for entry in entries if (place := number(entry[1])) is not None}


def _wanted_prefixes(asking: Perspective) -> RouteMapOfPrefixes | None:
    if asking.is_hub and (tunnels := site_prefixes_of_tunnels(asking)):
        return tunnels
    wanted = _redistributes(asking) if _takes_part(asking) else ()
    prefixes = [prefix for kind in wanted for prefix in _PREFIXES[kind](asking) if prefix.prefixlen]
    if not prefixes:
        return None
    name = asking.needed("name_site_route_map")
    return RouteMapOfPrefixes(name=name, prefixes=tuple(dict.fromkeys(prefixes)), or_longer=True)


def _tunnelled(asking: Perspective) -> tuple[IPv4Network, ...]:
    """What EzVPN or IKEv2 routes as static: on the server the sites that remain, too."""
    moving = (*migrated_networks(asking), *around(pool_networks(asking)))
    if asking.is_hub:
        return moving
    return (*networks_of(asking.needed("remaining_networks")), *_ezvpn_pool(asking), *moving)


_PREFIXES: dict[str, Callable[[Perspective], tuple[IPv4Network, ...]]] = {
    "static": _tunnelled,
    "connected": behind_server,
}


def _ezvpn_pool(asking: Perspective) -> tuple[IPv4Network, ...]:
    """From where the clients get their address that stay with EzVPN."""
    name = asking.group.pool if asking.group else ""
    pools = asking.server.pools
    return around(tuple(net for pool, first, last in pools if pool == name for net in networks_of_range(first, last)))


def inter_hub_protocol(asking: Perspective) -> InterHubProcess | None:
    """This router's end of the protocol between the two hubs."""
    if not _takes_part(asking):
        return None
    protocol, network = asking.needed("inter_hub_routing"), _meeting(asking)
    running = _running(asking)
    return InterHubProcess(
        protocol=protocol,
        number=asking.needed("inter_hub_process"),
        network=network,
        area=asking.needed("inter_hub_area") if protocol == "ospf" else "",
        redistributes=_redistributes(asking),
        route_map=asking.needed("name_site_route_map"),
        active_interface=_kept_passive(asking, running, network),
        covers=_is_covered(asking, running, network),
    )


def _redistributes(asking: Perspective) -> tuple[str, ...]:
    """What the process must hand on and does not yet: a running `redistribute` stays as it is."""
    running = _running(asking)
    static = () if running and running.child("redistribute static") else ("static",)
    if asking.is_hub or (running and running.child("redistribute connected")):
        return static
    uncovered = any(not _is_covered(asking, running, network) for network in behind_server(asking))
    return (*static, *(("connected",) if uncovered else ()))


def _meeting(asking: Perspective) -> IPv4Network:
    """The network in which the two hubs are neighbors."""
    if asking.needed("inter_hub") == "tunnel":
        return tunnel_addresses(asking)[0].network
    lan = hub_lan(asking)
    if lan is None:
        raise StillOpen(resolved(asking.plan, "lan_address", asking.hub).key)
    return lan.network


def _running(asking: Perspective) -> Line | None:
    source = asking.plan.source(asking.device)
    lines = processes(source.configuration if source else None, asking.needed("inter_hub_routing"))
    return next((line for line in lines if number_of(line) == asking.needed("inter_hub_process")), None)


def _kept_passive(asking: Perspective, running: Line | None, network: IPv4Network) -> str:
    """The interface in that network, where the running process would find no neighbor on it."""
    if running is None:
        return ""
    if asking.needed("inter_hub") == "tunnel":
        name = asking.needed("name_inter_hub_tunnel")
    else:
        found = (
            interface for interface in asking.router.interfaces if any(ip.ip in network for ip in interface.addresses)
        )
        name = next((interface.name for interface in found), "")
    passive = {line.text.split()[-1] for line in running.all("passive-interface")}
    everywhere = "default" in passive and not running.child(f"no passive-interface {name}")
    return name if name and (everywhere or name in passive) else ""


def _is_covered(asking: Perspective, running: Line | None, network: IPv4Network) -> bool:
    """Whether the running process runs on this router's interface in that network, or would on any."""
    if running is None:
        return False
    own = [
        IPv4Network(address.ip)
        for device in asking.router.interfaces
        for address in device.addresses
        if address.ip in network
    ]
    process = _process(asking, running)
    named = process.networks if process else ()
    return any(wider.subnet_of(named_network) for wider in (network, *own) for named_network in named)


def _process(asking: Perspective, running: Line) -> RoutingProcess | None:
    source = asking.plan.source(asking.device)
    found = routing_processes(source.configuration) if source else ()
    return next((interface for interface in found if interface.line is running), None)
