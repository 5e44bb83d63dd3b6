"""Checks of what the protocols of the LAN, and through them the other hub, are told of the sites."""

from collections.abc import Iterator
from ipaddress import IPv4Network

from wizard.check.matching.route_filters import route_map_takes
from wizard.check.registry import Hit, check
from wizard.check.routes.announced_networks import spoke_announces, told_by_protocol
from wizard.check.routes.protocol_over_tunnel import carries_eigrp
from wizard.check.view.device import DeviceView
from wizard.check.view.site import SiteView
from wizard.ios.masking import masked, quoted
from wizard.model.finding import Severity
from wizard.model.release import Family
from wizard.model.routing_process import Redistribution, RoutingProcess
from wizard.parse.routing_processes import classful, routing_processes
from wizard.situation.networks import networks_of


def _handed_on(view: DeviceView) -> dict[tuple[str, str], RoutingProcess]:
    """The interior protocols into which static routes are handed on, by protocol and number."""
    interior = (process for process in routing_processes(view.target) if process.protocol in {"ospf", "eigrp"})
    hands_on = (process for process in interior if any(r.kind == "static" for r in process.redistributes))
    return {(hand.protocol, hand.number if hand.protocol == "eigrp" else ""): hand for hand in hands_on}


@check(
    "RTE045",
    Severity.BLOCKER,
    why="A migrated spoke and one that still has EzVPN do not reach each other: neither hub knows the other's sites.",
    fix="Let both run the same protocol on the network that joins them: number or area, no passive interface.",
    citation="flexvpn.md 8.4",
    question="inter_hub_routing",
)
def hubs_are_neighbors(site: SiteView) -> Iterator[Hit]:
    """Two hubs that tell each other their sites by a protocol are neighbors in it."""
    if site.server is None:
        return
    hub, server = _handed_on(site.hub), _handed_on(site.server)
    wanted = site.hub.answer("inter_hub_routing")
    if wanted in {"ospf", "eigrp"} and not any(protocol == wanted for protocol, _ in hub):
        message = f"{site.hub.device} hands no static routes on by {wanted.upper()}."
        yield Hit(device=site.hub.device, message=message)
    for key, process in hub.items():
        if process.stub or not _is_new(process):
            continue
        other = server.get(key)
        wrong = f"{site.server.device} hands on no static routes in it" if other is None else ""
        if other and not _meet(site.hub, process, site.server, other):
            wrong = f"no network joins it with {site.server.device}'s"
        if wrong:
            message = f"{process.protocol.upper()} {process.number} of {site.hub.device}: {wrong}."
            yield Hit(device=site.hub.device, message=message, line=process.line)


def _is_new(process: RoutingProcess) -> bool:
    return any(
        redistribution.line is not None and not redistribution.line.number for redistribution in process.redistributes
    )


def _meet(device_view: DeviceView, mine: RoutingProcess, other: DeviceView, yours: RoutingProcess) -> bool:
    """Whether both run on interfaces in one network, in one area."""
    for name, address in device_view.addresses:
        for far, there in other.addresses:
            same = address.network == there.network and mine.runs_on(address.ip) and yours.runs_on(there.ip)
            silent = mine.is_passive(name) or yours.is_passive(far)
            if same and not silent and mine.area_of(address.ip) == yours.area_of(there.ip):
                return True
    return False


@check(
    "RTE046",
    Severity.WARNING,
    why="The route to that site stays at one hub: traffic from the other one's sites is lost.",
    fix="Add the network to the prefix list of the route-map.",
    citation="flexvpn.md 8.4",
    question="remaining_networks",
)
def hubs_tell_every_site(site: SiteView) -> Iterator[Hit]:
    """A route-map with which the hub hands the spokes' routes on takes the network of each spoke."""
    for process in routing_processes(site.hub.target):
        for redistribution in process.redistributes:
            if not redistribution.route_map or not _brings_spokes(site, redistribution):
                continue
            # IKEv2 installs the tunnels' own addresses as static routes, whatever brings the networks.
            pools = _pool_addresses(site) if redistribution.kind == "static" else ()
            for network in dict.fromkeys((*_lans(site), *pools)):
                if not route_map_takes(site.hub.target, redistribution.route_map, network, site.hub.facts.access_lists):
                    message = f"Route-map {redistribution.route_map} of {site.hub.device} leaves out {network}."
                    yield Hit(device=site.hub.device, message=message, line=redistribution.line)


def _brings_spokes(site: SiteView, redistribution: Redistribution) -> bool:
    """Whether it is a line of the plan's, or stands and hands on what the protocol over the tunnels brings."""
    if redistribution.line is None or redistribution.kind == "connected":
        return False
    routing = site.hub.answer("routing")
    number = site.hub.answer(f"{routing}_as") if routing in {"bgp", "eigrp"} else ""
    return not redistribution.line.number or redistribution.kind == f"{routing} {number}"


@check(
    "RTE056",
    Severity.BLOCKER,
    why="A redistribution that runs already keeps its route-map and its words. The new hub learns none of the sites "
    "that it leaves out, and their traffic ends at the hub.",
    fix="Let the server's route-map take those networks; in OSPF of IOS write `subnets` too.",
    citation="flexvpn.md 8.4; Cisco IOS IP Routing: OSPF Configuration Guide",
    question="inter_hub_routing",
)
def server_tells_the_sites_that_stay(site: SiteView) -> Iterator[Hit]:
    """The server's running redistribution takes the networks of the sites that stay with EzVPN."""
    server, protocol = site.server, site.hub.answer("inter_hub_routing")
    staying = networks_of(site.hub.answer("remaining_networks"))
    for process in routing_processes(server.target) if server else ():
        if server is None or process.protocol != protocol:
            continue
        for redistribution in process.redistributes:
            if redistribution.kind != "static" or redistribution.line is None or not redistribution.line.number:
                continue
            left_out = [str(network) for network in staying if not _takes(server, process, redistribution, network)]
            if left_out:
                message = f"{server.device} does not tell {', '.join(left_out)} by {quoted(redistribution.line.text)}."
                yield Hit(device=server.device, message=message, line=redistribution.line)


@check(
    "RTE058",
    Severity.BLOCKER,
    why="The server's LAN learns from that process where the spokes are, as static routes. Once a spoke has moved, the "
    "server has its route by another process, and the LAN forgets it.",
    fix="Let the two hubs use that process, redistribute the other one into it, or join them by static routes.",
    citation="ezvpn.md 4.2; flexvpn.md 8.4",
    question="inter_hub_process",
)
def servers_lan_is_told_who_moved(site: SiteView) -> Iterator[Hit]:
    """What hands the server's static routes on hands on those that it learns from the new hub, too."""
    server, wanted = site.server, (site.hub.answer("inter_hub_routing"), site.hub.answer("inter_hub_process"))
    processes = routing_processes(server.target) if server and wanted[0] in {"ospf", "eigrp"} else ()
    for process in processes:
        kinds = {redistribution.kind for redistribution in process.redistributes}
        if (
            server
            and "static" in kinds
            and (process.protocol, process.number) != wanted
            and " ".join(wanted) not in kinds
        ):
            message = f"{masked(process.line.text)} of {server.device} is not told what {' '.join(wanted)} learns."
            yield Hit(device=server.device, message=message, line=process.line)


def _takes(view: DeviceView, process: RoutingProcess, redistribution: Redistribution, network: IPv4Network) -> bool:
    words = redistribution.line.text.split() if redistribution.line else []
    old = view.release is None or view.release.family is Family.IOS
    if process.protocol == "ospf" and "subnets" not in words and old and network.prefixlen != classful(network):
        return False
    return not redistribution.route_map or route_map_takes(
        view.target, redistribution.route_map, network, view.facts.access_lists
    )


def _lans(site: SiteView) -> Iterator[IPv4Network]:
    for pair in site.pairs:
        yield from (network for network in spoke_announces(pair) if network.prefixlen < 32)


def _pool_addresses(site: SiteView) -> Iterator[IPv4Network]:
    """The first address of the pool from which some spoke gets its own."""
    for pair in site.pairs:
        negotiates = pair.path is not None and pair.path.tunnel.address == "address negotiated"
        name = pair.hub_policy.pool if pair.hub_policy and negotiates else ""
        yield from (IPv4Network(first) for pool, first, _ in site.hub.facts.pools if name and pool == name)


@check(
    "RTE047",
    Severity.BLOCKER,
    why="Routes that IKEv2 or EzVPN installs are static ones, and the LAN is told them by `redistribute static`. Those "
    "of a protocol over the tunnels are not: the LAN forgets the spokes at the cut-over.",
    fix="Hand the protocol's routes on in the same process, or let IKEv2 announce the networks.",
    citation="ezvpn.md 4.2; flexvpn.md 8.1",
    question="routing",
)
def lan_is_told_the_spokes(site: SiteView) -> Iterator[Hit]:
    """What the hub handed on to its LAN as static routes it still hands on where a protocol brings it."""
    told = {network for pair in site.pairs for network in told_by_protocol(pair, site.hub)}
    processes = routing_processes(site.hub.target)
    running = [known_process for known_process in processes if known_process.line.number]
    silent = [
        known_process
        for known_process in processes
        if known_process.protocol == "bgp" and not known_process.redistributes_internal
    ]
    for process in running if told else ():
        kinds = [redistribution.kind for redistribution in process.redistributes]
        if process.protocol == "eigrp" and any(carries_eigrp(pair, process.number) for pair in site.pairs):
            # The process that runs over the tunnels knows what it brings.
            continue
        if "static" in kinds and not any(kind.startswith(("bgp", "eigrp")) for kind in kinds):
            networks = ", ".join(str(network) for network in sorted(told))
            message = f"{masked(process.line.text)} of {site.hub.device} is not told {networks}."
            yield Hit(device=site.hub.device, message=message, line=process.line)
        for silent_process in silent if any(kind.startswith("bgp") for kind in kinds) else ():
            message = f"{masked(silent_process.line.text)} of {site.hub.device} hands on no routes of internal BGP."
            yield Hit(device=site.hub.device, message=message, line=silent_process.line)


@check(
    "RTE060",
    Severity.WARNING,
    why="Routers behind it choose and filter by the tag, the metric or the community that the route-map of the static "
    "routes sets; the protocol's routes come without.",
    fix="Set the same in the route-map of the new redistribution.",
    citation="Cisco IOS IP Routing: Protocol-Independent Configuration Guide",
    question="routing",
)
def new_routes_are_marked_as_the_old_ones(view: DeviceView) -> Iterator[Hit]:
    """What a route-map sets on static routes is set on the routes of a protocol that take their place."""
    for process in routing_processes(view.target):
        old = [
            redistribution
            for redistribution in process.redistributes
            if redistribution.kind == "static" and redistribution.line and redistribution.line.number
        ]
        wanted = [text for redistribution in old for text in _sets(view, redistribution.route_map)]
        for new in process.redistributes:
            if new.line is None or new.line.number or not new.kind.startswith(("bgp", "eigrp")):
                continue
            given = _sets(view, new.route_map)
            missing = [text for text in dict.fromkeys(wanted) if text not in given]
            if missing:
                sets = f"{masked(process.line.text)} sets `{', '.join(missing)}`"
                message = f"{sets} on static routes, and not on {new.kind}'s."
                yield Hit(message=message, line=new.line)


def _sets(view: DeviceView, name: str) -> list[str]:
    entries = view.target.all(f"route-map {name} permit") if name else ()
    return [line.text for entry in entries for line in entry.all("set")]
