"""Checks of a path without EzVPN, over MPLS or a leased line, whose backup EzVPN may be."""

from collections.abc import Iterator
from ipaddress import IPv4Network

from wizard.check.registry import Hit, check
from wizard.check.routes.announced_networks import hub_announces, spoke_announces
from wizard.check.routes.behind_tunnel import inner_tunnels
from wizard.check.routes.learned_routes import accepted_distance, learned, traffic_vrf
from wizard.check.routes.protocol_over_tunnel import learns_routes
from wizard.check.routes.static_routes import (
    StaticRouteLine,
    exits,
    ezvpn_interfaces,
    routes_within,
    static_routes,
    was_never_ezvpns,
)
from wizard.check.routes.tracked_probes import asked_through_the_tunnel
from wizard.check.view.device import DeviceView, part
from wizard.check.view.site import PairView
from wizard.ios.masking import quoted
from wizard.model.finding import Severity
from wizard.model.routing_process import RoutingProcess
from wizard.parse.routing_processes import routing_processes
from wizard.situation.tracked_objects import tracked_objects


@check(
    "RTE066",
    Severity.WARNING,
    why="The route leaves by an interface without EzVPN, so its traffic was never EzVPN's: that path is the primary "
    "one and goes on winning. Where no tracked object takes the route away, or the other end prefers the tunnel, the "
    "tunnel never takes over, or the two directions differ.",
    fix="Keep it where that path shall win, with a tracked object at both ends, and answer `connect` with track; give "
    "it a distance of 250 where the tunnel shall.",
    citation="flexvpn.md 12",
    question="connect",
)
def primary_static_route_can_fall(pair: PairView) -> Iterator[Hit]:
    """No static route by an interface without EzVPN wins over a route that comes through the tunnel."""
    for view, tunnel, announced, limit in learned(pair):
        other = pair.hub if view is pair.spoke else pair.spoke
        routes = static_routes(view.target, traffic_vrf(view, tunnel))
        for network in announced:
            for route in routes_within(routes, network):
                same = route.network == network and route.distance <= limit
                if (
                    same
                    and not _falls_before_the_tunnel(pair, view, route)
                    and not _runs_inside(pair, view, route)
                    and was_never_ezvpns(view, tunnel.tunnel_source, route.next_hop)
                ):
                    message = (
                        f"{quoted(route.line.text)} goes on winning over {network}, which {other.device} announces: "
                        f"the primary path by {_by(view, route)}."
                    )
                    yield Hit(device=view.device, message=message, line=route.line)


def _waits(pair: PairView) -> str:
    """The object that keeps the spoke from calling while it is up, "" where it calls at any time."""
    words = pair.path.client.connect.split() if pair.path and pair.path.client else []
    return words[1] if len(words) == 3 and words[0] == "track" and words[2] == "down" else ""


def _falls_before_the_tunnel(pair: PairView, view: DeviceView, route: StaticRouteLine) -> bool:
    """Whether the route is gone when the spoke calls; what the other end tracks has a number of its own."""
    waits = _waits(pair)
    return bool(waits) and (route.track == waits if view is pair.spoke else bool(route.track))


def _runs_inside(pair: PairView, view: DeviceView, route: StaticRouteLine) -> bool:
    """Whether the route leaves by tunnels of the spoke that run inside the new one."""
    inside = {tunnel.name for tunnel in inner_tunnels(pair)} if view is pair.spoke else set()
    return exits(view, route.next_hop) <= inside


def _by(view: DeviceView, route: StaticRouteLine) -> str:
    return ", ".join(sorted(exits(view, route.next_hop)))


@check(
    "RTE067",
    Severity.WARNING,
    why="Today that route leads past EzVPN and its interface. A longer route of the tunnel wins over it whatever its "
    "distance, one for the same network by a shorter distance: the tunnel, which was the backup, takes the traffic of "
    "the primary path.",
    fix="Where that path shall win, answer `connect` with track: there is no tunnel then while the object of that path "
    "is up. Or write static routes for the very networks by it, with its tracked object, at both ends.",
    citation="flexvpn.md 12",
    question="connect",
)
def tunnel_does_not_take_from_the_primary_path(pair: PairView) -> Iterator[Hit]:
    """No network that comes through the tunnel is reached past EzVPN's interface today by a route that loses."""
    for view, tunnel, announced, limit in learned(pair):
        if view is pair.hub or _waits(pair):
            continue
        routes = static_routes(view.target, traffic_vrf(view, tunnel))
        taken: dict[StaticRouteLine, list[str]] = {}
        for network in announced:
            best = _best_covering(routes, network)
            if not best or _runs_inside(pair, view, best):
                continue
            same = best.network == network
            # One that wins is RTE066's. One behind every protocol is the backup, as its distance says; a default
            # route is one behind that of EzVPN's own line, which is learned.
            if (same and best.distance <= limit) or (best.distance >= _BACKUP and (same or not best.network.prefixlen)):
                continue
            if was_never_ezvpns(view, tunnel.tunnel_source, best.next_hop):
                taken.setdefault(best, []).append(str(network))
        for route, networks in taken.items():
            why = "nearer" if str(route.network) in networks else "longer"
            message = (
                f"{quoted(route.line.text)} leads to {', '.join(networks)} past EzVPN; the tunnel's route is {why}."
            )
            yield Hit(device=view.device, message=message, line=route.line)


_BACKUP = 200
"""The distance from which a static route stands behind every protocol."""


def _best_covering(routes: tuple[StaticRouteLine, ...], network: IPv4Network) -> StaticRouteLine | None:
    covering = [route for route in routes if network.subnet_of(route.network)]
    return max(covering, key=lambda route: (route.network.prefixlen, -route.distance), default=None)


_DISTANCES = {"eigrp": 170, "ospf": 110, "rip": 120, "isis": 115}
"""The longest distance of a route of that protocol [Cisco IOS IP Routing guides]; BGP's is told by its neighbor."""

_NAMES = {"bgp": "BGP", "eigrp": "EIGRP", "ospf": "OSPF", "rip": "RIP", "isis": "IS-IS"}


@check(
    "RTE068",
    Severity.WARNING,
    why="A protocol that runs over an interface without EzVPN shows a primary path whose backup EzVPN was. IKEv2's "
    "routes have a shorter distance and win over the protocol's at both ends: the tunnel takes the traffic.",
    fix="Answer `route_distance` for the hub and the spoke with a number above the protocol's, 201 for internal BGP, "
    "and compare the networks: a longer one of the tunnel wins all the same. Or answer `connect` with track, where an "
    "object says whether that path works.",
    citation="flexvpn.md 12, 2.2 (distance of IKEv2's routes unconfirmed)",
    question="route_distance",
)
def protocol_of_the_primary_path_wins(pair: PairView) -> Iterator[Hit]:
    """No protocol over another interface of a spoke than EzVPN's loses its routes to the tunnel's."""
    found = tuple(_primary_protocols(pair))
    if not found or pair.path is None or pair.spoke_policy is None or _waits(pair):
        return
    for process, interfaces in found:
        if accepted_distance(pair.spoke_policy) <= _longest(process, pair.spoke) and any(hub_announces(pair)):
            message = (
                f"{_NAMES[process.protocol]} runs over {', '.join(interfaces)}, where EzVPN is not: the tunnel's "
                f"distance of {accepted_distance(pair.spoke_policy)} beats the primary path."
            )
            yield Hit(message=message, line=process.line)
    if pair.hub_policy is None or not learns_routes(pair.hub):
        return
    by = " and ".join(dict.fromkeys(_NAMES[process.protocol] for process, _ in found))
    of_hub = [process for process in routing_processes(pair.hub.baseline) if process.protocol in _NAMES]
    limit = max((_longest(process, pair.hub) for process in of_hub), default=0)
    if of_hub and accepted_distance(pair.hub_policy) <= limit and any(spoke_announces(pair)):
        message = (
            f"{pair.spoke.device} has a primary path by {by}: what {pair.hub.device} learns of its networks "
            f"by {_NAMES[of_hub[0].protocol]} loses to the tunnel's distance of {accepted_distance(pair.hub_policy)}."
        )
        yield Hit(device=pair.hub.device, message=message, line=of_hub[0].line)


def _primary_protocols(pair: PairView) -> Iterator[tuple[RoutingProcess, list[str]]]:
    """Each process of the spoke that runs past EzVPN, with the interfaces."""
    for process in routing_processes(pair.spoke.baseline):
        interfaces = _other_interfaces(pair, process) if process.protocol in _NAMES else []
        if interfaces:
            yield process, interfaces


def _other_interfaces(pair: PairView, process: RoutingProcess) -> list[str]:
    """The interfaces with neighbors of the process that are neither inside nor outside of EzVPN, nor run inside it."""
    view = pair.spoke
    taken = {
        *ezvpn_interfaces(view),
        *(name for client in view.baseline_facts.clients for name in client.inside),
        *(tunnel.name for tunnel in inner_tunnels(pair)),
    }
    neighbors = [neighbor.address for neighbor in process.neighbors if neighbor.address and not neighbor.shutdown]
    return [
        interface.name
        for interface in view.baseline_facts.interfaces
        if interface.name not in taken
        and not interface.shutdown
        and not interface.name.startswith(_WITHOUT_NEIGHBORS)
        and any(
            any(neighbor in address.network for neighbor in neighbors)
            if process.protocol == "bgp"
            else process.runs_on(address.ip) and not process.is_passive(interface.name)
            for address in interface.addresses
        )
    ]


_WITHOUT_NEIGHBORS = ("Loopback", "Virtual-Template")


def _longest(process: RoutingProcess, view: DeviceView) -> int:
    if process.protocol != "bgp":
        return _DISTANCES[process.protocol]
    internal = any(neighbor.remote_as == process.number for neighbor in process.neighbors)
    return 200 if internal else 20


@check(
    "RTE093",
    Severity.WARNING,
    why="The object asks an address that is reached through the tunnel as well: as soon as the tunnel is up it "
    "answers, the tunnel is taken down, and so on for as long as the primary path is broken.",
    fix="Let the object ask the other end of the primary path, or give the address a host route by that path.",
    citation="Cisco IOS IP SLAs and Enhanced Object Tracking guides (behaviour of the FlexVPN client unconfirmed)",
    question="connect_track",
)
def tracked_object_looks_past_the_tunnel(pair: PairView) -> Iterator[Hit]:
    """The object for which the spoke waits does not ask through the tunnel itself."""
    waits, client = _waits(pair), pair.path.client if pair.path else None
    if not waits or client is None:
        return
    for probed in asked_through_the_tunnel(pair, waits):
        message = f"Tracked object {waits}, for which {pair.spoke.device} waits, asks {probed} through the tunnel too."
        yield Hit(message=message, line=part(client, "connect"))


@check(
    "RTE096",
    Severity.WARNING,
    why="No line of the file defines the object: either the file lacks it, or nothing ever says that it is down.",
    fix="Define the object (`track N ...`), or answer with the number of one that is there.",
    citation="Cisco IOS Enhanced Object Tracking guide (state of an object that is not there unconfirmed)",
    question="connect_track",
)
def tracked_object_is_there(view: DeviceView) -> Iterator[Hit]:
    """Each object for which a FlexVPN client waits is defined."""
    known = tracked_objects(view.target)
    for client in view.objects.clients:
        words = client.connect.split()
        if words[:1] == ["track"] and words[1:2] and words[1] not in known:
            message = f"FlexVPN client {client.name} waits for tracked object {words[1]}, which no line defines."
            yield Hit(message=message, line=part(client, "connect"))
