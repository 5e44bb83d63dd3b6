"""Checks of the routing protocols over the tunnels."""

from collections.abc import Iterator
from ipaddress import IPv4Network

from wizard.check.registry import Hit, check
from wizard.check.routes.protocol_over_tunnel import (
    ends,
    faults,
    foreign_next_hops,
    known_exactly,
    learns_routes,
    originated_twice,
)
from wizard.check.view.device import DeviceView
from wizard.check.view.site import PairView
from wizard.ios.masking import masked
from wizard.model.configuration import Line
from wizard.model.finding import Severity
from wizard.model.routing_process import RoutingProcess
from wizard.parse.routing_processes import routing_processes

_BGP = "Cisco IOS IP Routing: BGP Configuration Guide; flexvpn.md 8.2"


@check(
    "RTE040",
    Severity.BLOCKER,
    why="The tunnel comes up and carries nothing: the protocol that should bring the routes finds no neighbor.",
    fix="Let both ends name each other: the same autonomous system, the tunnel's addresses, an interface that is not "
    "passive.",
    citation="flexvpn.md 8.2",
    question="routing",
)
def ends_of_a_tunnel_are_neighbors(pair: PairView) -> Iterator[Hit]:
    """Where one end of a tunnel runs BGP or EIGRP over it, the other one is its neighbor."""
    for fault in faults(pair):
        yield Hit(device=fault.device, message=fault.message, line=fault.line)


def _made_networks(process: RoutingProcess) -> Iterator[tuple[Line, IPv4Network]]:
    for line, network in zip(process.network_lines, process.networks, strict=True):
        if not line.number:
            yield line, network


@check(
    "RTE041",
    Severity.WARNING,
    why="BGP announces a network of a `network` line only while the routing table has exactly this route; a shorter or "
    "a longer one does not count, and nothing says so.",
    fix="Look at `show ip route` for that network; add a route to it where it is missing.",
    citation=_BGP,
    question="hub_networks",
)
def bgp_announces_what_the_table_has(view: DeviceView) -> Iterator[Hit]:
    """Each network that BGP is told to announce stands in the configuration as exactly this route."""
    for process in routing_processes(view.target):
        for line, network in _made_networks(process) if process.protocol == "bgp" else ():
            if network not in known_exactly(view):
                perhaps = "another protocol may bring it" if learns_routes(view) else "so it is never announced"
                message = f"No interface or static route of {view.device} is exactly {network}: {perhaps}."
                yield Hit(message=message, line=line)


@check(
    "RTE042",
    Severity.WARNING,
    why="A running BGP tells what it learns, and what is added to it, to every neighbor that no filter stops.",
    fix="Filter what the other neighbors get, or announce by IKEv2.",
    citation=_BGP,
    question="routing",
)
def running_bgp_tells_no_stranger(view: DeviceView) -> Iterator[Hit]:
    """What a running BGP gets goes to no neighbor that has no outbound filter: networks, and routes of the tunnels."""
    for process in routing_processes(view.target):
        added = [str(network) for _, network in _made_networks(process)]
        if process.protocol != "bgp" or not process.line.number:
            continue
        groups = {
            known_neighbor.name: known_neighbor for known_neighbor in process.neighbors if known_neighbor.is_group
        }
        meets = any(
            known_neighbor.line is not None and not known_neighbor.line.number for known_neighbor in process.neighbors
        )
        for neighbor in process.neighbors:
            old = neighbor.line is not None and neighbor.line.number
            filtered = neighbor.out_list or any(_has_filter(process, name) for name in (neighbor.name, neighbor.group))
            system = neighbor.remote_as or (groups[neighbor.group].remote_as if neighbor.group in groups else "")
            # To an internal neighbor BGP tells nothing that it has from another one.
            brings = ["what the tunnels bring"] if meets and system != process.number else []
            if (
                old
                and not filtered
                and neighbor.address
                and (told := [*([", ".join(added)] if added else []), *brings])
            ):
                message = f"BGP neighbor {neighbor.name} of {view.device} will be told {' and '.join(told)}."
                yield Hit(message=message, line=neighbor.line)


@check(
    "RTE049",
    Severity.BLOCKER,
    why="BGP prefers what a router originates itself to what a neighbor tells it: while the hub has any other route to "
    "the spoke's network, that one stays and the tunnel's is never taken. Without one the hub's other internal "
    "neighbors are told nothing.",
    fix="Take the `network` line out of the hub's BGP, or let IKEv2 announce the networks.",
    citation=_BGP,
    question="routing",
)
def hub_leaves_the_spokes_networks_to_them(pair: PairView) -> Iterator[Hit]:
    """The hub's BGP originates no network that the spoke tells it."""
    both = ends(pair)
    for process, line, network in originated_twice(*both) if both else ():
        says = f"{masked(process.line.text)} of {pair.hub.device}"
        message = f"{says} originates {network}, which {pair.spoke.device} tells it."
        yield Hit(device=pair.hub.device, message=message, line=line)


@check(
    "RTE055",
    Severity.BLOCKER,
    why="BGP gives the next hop of a static route to an internal neighbor as it is. The other side looks for a way to "
    "it, and its default route may be one: the traffic leaves beside the tunnel.",
    fix="Write `neighbor ... next-hop-self`.",
    citation=_BGP,
    question="routing",
)
def neighbors_are_told_to_send_here(pair: PairView) -> Iterator[Hit]:
    """What BGP tells over the tunnel has a next hop to which the other side has a way."""
    both = ends(pair)
    for mine, yours in (both, both[::-1]) if both else ():
        for neighbor, network, next_hop in foreign_next_hops(mine, yours):
            message = f"{mine.view.device} tells {yours.view.device} {network} with the next hop {next_hop}."
            yield Hit(device=mine.view.device, message=message, line=neighbor.line)


def _has_filter(process: RoutingProcess, name: str) -> bool:
    kinds = ("prefix-list", "route-map", "filter-list", "distribute-list")
    words = tuple(f"neighbor {name} {kind}" for kind in kinds) if name else ()
    return any(line.text.startswith(words) and line.text.endswith(" out") for line in process.line.walk())


@check(
    "RTE043",
    Severity.BLOCKER,
    why="The tunnels' lines would fall into a process that serves other neighbors: its passive interfaces and filters "
    "change at the cut-over.",
    fix="Answer `eigrp_as` with a number that no router of the plan uses.",
    citation="Cisco IOS IP Routing: EIGRP Configuration Guide",
    question="eigrp_as",
)
def eigrp_of_the_tunnels_is_its_own(view: DeviceView) -> Iterator[Hit]:
    """The EIGRP of the tunnels is no process that runs already."""
    wanted = view.answer("eigrp_as") if view.answer("routing") == "eigrp" else ""
    for process in routing_processes(view.baseline):
        lines = {line.text for line in process.line.children}
        serves_tunnels = any(f"no passive-interface {tunnel.name}" in lines for tunnel in view.baseline_objects.tunnels)
        stays = any(kept.line == process.line for kept in routing_processes(view.target))
        if process.protocol == "eigrp" and process.number == wanted and not (serves_tunnels or stays):
            message, several = f"{view.device} runs EIGRP {wanted} already.", f"EIGRP {wanted} runs already."
            yield Hit(message=message, of_several=several, line=process.line)


@check(
    "RTE044",
    Severity.BLOCKER,
    why="IOS takes a redistribution whose route-map is missing, and hands on nothing or everything; a filter by a list "
    "that is missing lets everything pass.",
    fix="Write the route-map or the access list, or leave its name out.",
    citation="Cisco IOS IP Routing: Protocol-Independent Configuration Guide (unconfirmed)",
)
def processes_name_what_exists(view: DeviceView) -> Iterator[Hit]:
    """Each route-map and access list that a new line of a process names is in the configuration."""
    lists = {access_list.name for access_list in view.facts.access_lists}
    for process in routing_processes(view.target):
        for line in process.line.walk():
            if line.number:
                continue
            words = line.text.split()
            named = words[words.index("route-map") + 1] if "route-map" in words[:-1] else ""
            if named and view.target.first(f"route-map {named}") is None:
                message, several = f"{view.device} has no route-map {named}.", f"There is no route-map {named}."
                yield Hit(message=message, of_several=several, line=line)
            filtered = words[words.index("distribute-list") + 1] if "distribute-list" in words[:-1] else ""
            if filtered and filtered not in lists:
                message = f"{view.device} has no access list {filtered}."
                yield Hit(message=message, of_several=f"There is no access list {filtered}.", line=line)
