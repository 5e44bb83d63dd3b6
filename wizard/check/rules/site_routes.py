"""Checks of the routes that cross the tunnels and the two hubs."""

from collections.abc import Collection, Iterator
from ipaddress import IPv4Network

from wizard.check.matching.overlapping_networks import overlapping
from wizard.check.registry import Hit, check
from wizard.check.routes.announced_networks import hub_announces, pool_of, spoke_announces, told_by_protocol
from wizard.check.routes.protocol_over_tunnel import learns_routes
from wizard.check.routes.static_routes import StaticRouteLine, exits, static_routes
from wizard.check.routes.translations import is_known_as
from wizard.check.view.device import DeviceView, part
from wizard.check.view.site import PairView, SiteView
from wizard.ios.masking import quoted
from wizard.model.configuration import Line
from wizard.model.ezvpn_mode import EzvpnMode
from wizard.model.finding import Severity
from wizard.model.router import AccessEntry, AccessList
from wizard.parse.routing_processes import routing_processes


def _lans(pair: PairView) -> tuple[IPv4Network, ...]:
    return tuple(network for network in spoke_announces(pair) if network.prefixlen < 32)


@check(
    "RTE020",
    Severity.BLOCKER,
    why="The hub keeps one route for a network, so one of the two sites is unreachable.",
    fix="Announce networks that no other spoke has; translate one of the two where both LANs must stay.",
    citation="flexvpn.md 4.4 rule 9",
    question="lan_networks",
)
def spoke_networks_do_not_overlap(site: SiteView) -> Iterator[Hit]:
    """No two spokes announce the same network, or one inside the other's."""
    for one, mine, other, theirs in overlapping([_lans(pair) for pair in site.pairs]):
        first, second = site.pairs[one], site.pairs[other]
        message = f"{second.spoke.device} announces {theirs}, and {first.spoke.device} {mine}."
        line = part(second.spoke_policy, "route set access-list") if second.spoke_policy else None
        yield Hit(device=second.spoke.device, message=message, line=line)


@check(
    "RTE021",
    Severity.BLOCKER,
    why="The route to the hub would lead through the tunnel to the hub: it flaps for ever (recursive routing).",
    fix="Answer `pin_peer_route` with yes, or write a host route to the peer through the Internet interface; or put "
    "that interface in a VRF of its own.",
    citation="Cisco IoT router templates; flexvpn.md 1.12",
    question="pin_peer_route",
)
def tunnel_does_not_carry_itself(pair: PairView) -> Iterator[Hit]:
    """No network that the hub announces covers its own address, unless the spoke has a longer route to it."""
    if pair.path is None or pair.path.tunnel.tunnel_vrf:
        return
    line = part(pair.path.client, "peer") if pair.path.client else pair.path.tunnel.line
    if pair.peer_address is None:
        if any(
            not network.prefixlen and not _yields_to_a_static_route(pair, network) for network in hub_announces(pair)
        ):
            message = f"{pair.hub.device} announces everything, and no line says which address {pair.path.peer} is."
            yield Hit(message=message, line=line, fix=_WRITE_IT_DOWN, question="peers")
        return
    peer = IPv4Network(pair.peer_address)
    for network in hub_announces(pair):
        if peer.subnet_of(network) and not (
            _has_longer_route(pair, peer, network) or _yields_to_a_static_route(pair, network)
        ):
            message = (
                f"{pair.hub.device} announces {network}, which covers {pair.path.peer}, and no route is pinned to it."
            )
            if peer == network:
                message = f"{pair.hub.device} announces {network}, the very address that the spoke calls."
                yield Hit(message=message, line=line, fix=_LEND, question="hub_unnumbered")
            else:
                yield Hit(message=message, line=line)


_WRITE_IT_DOWN = (
    "A route is pinned to an address: answer `peers` with the hub's, or write `ip host NAME ADDRESS` on the spoke and "
    "plan anew; where the address changes, put the Internet interface in a VRF of its own."
)
_LEND = (
    "Answer `hub_unnumbered` with another interface than the one that the spokes call: a host route of the tunnel to "
    "that address may win over the pinned one. Where the hub has no other address, give it a loopback with one first, "
    "and plan anew."
)


def _yields_to_a_static_route(pair: PairView, network: IPv4Network) -> bool:
    """Whether a static route of the same length past the tunnel wins over what a protocol brings."""
    distance = told_by_protocol(pair, pair.spoke).get(network, 0)
    routes = static_routes(pair.spoke.target, "")
    return any(
        route.network == network
        and route.distance < distance
        and not route.next_hop[0].startswith(("Tunnel", "Null"))
        and not route.track
        for route in routes
    )


def _has_longer_route(pair: PairView, peer: IPv4Network, announced: IPv4Network) -> bool:
    routes = [route.network for route in pair.spoke.facts.routes if not route.next_hop.startswith(("Tunnel", "Null"))]
    connected = [address.network for _, address in pair.spoke.addresses]
    return any(
        peer.subnet_of(known_route) and known_route.prefixlen > announced.prefixlen
        for known_route in (*routes, *connected)
    )


@check(
    "RTE022",
    Severity.WARNING,
    why="The tunnel's own packets find no way out.",
    fix="Add a default route, or a host route to the hub, through the Internet interface.",
    citation="flexvpn.md 4.4 rule 10",
    question="pin_peer_route",
)
def spoke_has_a_route_to_the_hub(pair: PairView) -> Iterator[Hit]:
    """The spoke has a route to the address that it calls."""
    peer = pair.peer_address
    if pair.path is None or peer is None:
        return
    vrf = pair.path.tunnel.tunnel_vrf.rpartition(" ")[2]
    interfaces = [interface for interface in pair.spoke.facts.interfaces if interface.vrf == vrf]
    named = not vrf and pair.spoke.target.first("ip default-network")
    learned = named or any(interface.dynamic for interface in interfaces) or learns_routes(pair.spoke)
    known = (
        *(route.network for route in static_routes(pair.spoke.target, vrf) if route.next_hop != ("Null0",)),
        *(address.network for interface in interfaces for address in interface.addresses),
    )
    if not learned and not any(peer in network for network in known):
        message = f"No route of the spoke leads to {peer}."
        line = part(pair.path.client, "peer") if pair.path.client else part(pair.path.tunnel, "tunnel destination")
        yield Hit(message=message, line=line)


@check(
    "RTE117",
    Severity.BLOCKER,
    why="IKEv2 is answered by the routing table. Where no route leads to the spoke, the new hub answers nobody.",
    fix="Give the new hub a default route, or a route to its spokes, by its Internet interface.",
    citation="flexvpn.md 4.4 rule 10",
)
def new_hub_has_a_way_back_to_its_spokes(site: SiteView) -> Iterator[Hit]:
    """A new hub that has static routes has one to the Internet addresses of its spokes."""
    for pair in site.pairs:
        has_routes = bool(pair.hub.target.all("ip route"))
        if has_routes and _answers_by_routes_that_are_shown(pair) and _way_to_the_spoke(pair) is None:
            whom = f"{pair.spoke_address} of {pair.spoke.device}" if pair.spoke_address else pair.spoke.device
            yield Hit(
                message=f"No route of {pair.hub.device} leads to {whom}.",
                of_several=f"No route of {pair.hub.device} leads to spokes.",
                detail=whom,
                device=pair.hub.device,
            )


@check(
    "RTE118",
    Severity.WARNING,
    why="The answers go out by another line than that by which the spoke calls, with an address that is not of that "
    "line's provider: providers and firewalls on the way drop such packets.",
    fix="Give the new hub a default route, or a route to its spokes, by the interface that they call.",
    citation="flexvpn.md 4.4 rule 10, 12",
)
def new_hub_answers_by_the_line_that_is_called(site: SiteView) -> Iterator[Hit]:
    """A new hub reaches its spokes by the interface that they call, as far as its file shows routes."""
    if any(map(_answers_by_routes_that_are_shown, site.pairs[:1])) and not site.hub.target.all("ip route"):
        message = f"The file of {site.hub.device} has no route by which it answers: is it whole?"
        yield Hit(message=message, device=site.hub.device)
    for pair in site.pairs:
        way = _way_to_the_spoke(pair) if _answers_by_routes_that_are_shown(pair) else None
        called = {interface.name for interface in pair.hub.holders(pair.hub_address)}
        ways = exits(pair.hub, way.next_hop) if way else frozenset()
        if way and ways and ways.isdisjoint(called):
            by, route = ", ".join(sorted(ways)), quoted(way.line.text)
            yield Hit(
                message=f"{route} leads to {pair.spoke.device} by {by}, and it calls {pair.hub_address}.",
                of_several=f"{route} leads to spokes by {by}, and they call another interface.",
                detail=pair.spoke.device,
                line=way.line,
                device=pair.hub.device,
            )


def _answers_by_routes_that_are_shown(pair: PairView) -> bool:
    """Whether a new hub's file shows how it answers: no line of it learns routes or decides besides them."""
    hub = pair.hub
    called = hub.holders(pair.hub_address)
    near = any(pair.spoke_address in own.network for one in called for own in one.addresses if pair.spoke_address)
    learned = learns_routes(hub) or any(interface.dynamic for interface in hub.facts.interfaces)
    loopback = any(interface.name.startswith("Loopback") for interface in called)
    is_new = hub.baseline_facts.server is None and bool(hub.baseline.lines)
    shown = not (near or learned or loopback) and not hub.target.all("ip local policy")
    return is_new and bool(called) and shown


def _way_to_the_spoke(pair: PairView) -> StaticRouteLine | None:
    """The best static route to the spoke's Internet address; where that is not fixed, one that may lead there."""
    routes = [
        route
        for route in static_routes(pair.hub.target, pair.hub.vrf_of(pair.hub_address))
        if route.next_hop != ("Null0",)
    ]
    if pair.spoke_address:
        leading = [route for route in routes if pair.spoke_address in route.network]
    else:
        called = {interface.name for interface in pair.hub.holders(pair.hub_address)}
        leading = [route for route in routes if called & exits(pair.hub, route.next_hop)]
        leading = leading or [route for route in routes if not route.network.prefixlen]
    return max(leading, key=lambda route: (route.network.prefixlen, -route.distance), default=None)


@check(
    "RTE023",
    Severity.WARNING,
    why="Its hosts are unreachable from the hub after the cut-over.",
    fix="Announce it.",
    citation="ezvpn.md 3.5",
    question="lan_networks",
)
def networks_of_ezvpn_are_announced(pair: PairView) -> Iterator[Hit]:
    """Every network that EzVPN reached behind the spoke is announced to the hub, or what translation makes of it."""
    announced = spoke_announces(pair)
    for client in pair.spoke.moving_clients[:1]:
        if client.mode is EzvpnMode.CLIENT or pair.spoke_policy is None:
            continue
        for name in client.inside:
            interface = pair.spoke.baseline_facts.interface(name)
            for address in interface.addresses if interface else ():
                told = any(address.network.subnet_of(network) for network in announced)
                if not told and not is_known_as(pair.spoke, address.network, announced):
                    message = f"{address.network} behind {name} is not announced to {pair.hub.device}."
                    yield Hit(message=message, line=interface.line if interface else None)


def _split_lists(server: DeviceView, groups: Collection[str] = ()) -> Iterator[AccessList]:
    """The split list of every group that has one; of those groups alone where some are named."""
    for group in server.facts.server.groups if server.facts.server else ():
        if groups and group.name not in groups:
            continue
        if found := server.facts.access_list(group.split_list):
            yield found


def _covers(access_list: AccessList, network: IPv4Network) -> bool:
    return any(
        entry.permit and entry.source_network and network.subnet_of(entry.source_network)
        for entry in access_list.entries
    )


def _list_line(view: DeviceView, name: str) -> Line | None:
    headers = (f"access-list {name}", f"ip access-list extended {name}", f"ip access-list standard {name}")
    return next((line for header in headers if (line := view.target.first(header))), None)


@check(
    "RTE024",
    Severity.WARNING,
    why="An EzVPN client sends in clear what its split list does not name. The guide says that the two groups of "
    "spokes talk over a connection between the servers, and its lists name the hub's LAN alone.",
    fix="Widen the split list by the migrated networks; a client learns it when it reconnects.",
    citation="Cisco EzVPN-NEM to FlexVPN Migration Guide; ezvpn.md 6 item 12",
    question="spoke_to_spoke",
)
def split_list_names_the_migrated_networks(site: SiteView) -> Iterator[Hit]:
    """The split list of the group that moves names what moves: beside a new hub, or where spokes reach each other."""
    server = site.server or site.hub
    if site.server is None and server.answer("spoke_to_spoke") != "yes":
        return
    groups = {server.answer("group")} - {""}
    for access_list in _split_lists(server, groups):
        for pair in site.pairs:
            missing = [network for network in _lans(pair) if not _covers(access_list, network)]
            if missing:
                message = (
                    f"Split list {access_list.name} lacks {', '.join(map(str, missing))} of {pair.spoke.device}: "
                    "the EzVPN sites do not reach it."
                )
                several = f"Split list {access_list.name} lacks networks of spokes: the EzVPN sites do not reach them."
                detail = f"{', '.join(map(str, missing))} of {pair.spoke.device}"
                line = _list_line(server, access_list.name)
                yield Hit(device=server.device, message=message, of_several=several, detail=detail, line=line)


@check(
    "RTE025",
    Severity.WARNING,
    why="The EzVPN server does not know where a spoke has moved to; its traffic ends at the server.",
    fix="Join the two hubs: by routes in their shared LAN, or by a tunnel.",
    citation="Cisco EzVPN-NEM to FlexVPN Migration Guide (it announces a connection and configures none)",
    question="inter_hub",
)
def server_has_a_route_to_migrated_networks(site: SiteView) -> Iterator[Hit]:
    """With two hubs the EzVPN server has a route to what has moved, or a protocol that may bring one."""
    server = site.server
    if server is None or _a_protocol_joins(server):
        return
    for pair in site.pairs:
        for network in (*_lans(pair), *_whole_pool(server, pair)):
            if not any(route.network.prefixlen and network.subnet_of(route.network) for route in server.facts.routes):
                message = f"{server.device} has no route to {network} of {pair.spoke.device}."
                several, detail = (
                    f"{server.device} has no routes to networks of spokes.",
                    f"{network} of {pair.spoke.device}",
                )
                yield Hit(device=server.device, message=message, of_several=several, detail=detail)


def _whole_pool(server: DeviceView, pair: PairView) -> tuple[IPv4Network, ...]:
    """The pool of a spoke in client mode, whose answers go to its tunnel's address; none that the server has too."""
    own = [address.network for _, address in server.addresses]
    return tuple(network for network in pool_of(pair) if not any(network.subnet_of(other) for other in own))


def _a_protocol_joins(hub: DeviceView) -> bool:
    """Whether a routing protocol may bring the networks; one that serves others does not, where static routes shall."""
    return bool(routing_processes(hub.target)) and hub.answer("inter_hub_routing") != "static"


@check(
    "RTE100",
    Severity.WARNING,
    why="Until that spoke moves it is reached through the EzVPN server. What those that have moved send there leaves "
    "by the hub's default route.",
    fix="Add a route by the EzVPN server on the new hub, with a distance of 250 so that it yields to the tunnel's.",
    citation="Cisco EzVPN-NEM to FlexVPN Migration Guide; flexvpn.md 8.4",
    question="inter_hub",
)
def new_hub_has_a_route_to_who_has_not_moved(site: SiteView) -> Iterator[Hit]:
    """A new hub that is joined to the EzVPN server reaches each spoke by it as long as that one has not moved."""
    hub = site.hub
    if site.server is None or hub.answer("inter_hub") in {"", "none"} or _a_protocol_joins(hub):
        return
    for pair in site.pairs:
        told = {network for other in site.pairs if other is not pair for network in hub_announces(other)}
        for network in _lans(pair):
            routes = (route.network for route in hub.facts.routes if route.network.prefixlen)
            if any(map(network.subnet_of, told)) and not any(map(network.subnet_of, routes)):
                message = f"{hub.device} has no route to {network} of {pair.spoke.device} until that one has moved."
                several, detail = (
                    f"{hub.device} has no routes to networks of spokes until they have moved.",
                    f"{network} of {pair.spoke.device}",
                )
                yield Hit(device=hub.device, message=message, of_several=several, detail=detail)


@check(
    "RTE026",
    Severity.WARNING,
    why="An access list is read from the top, and the first entry that fits decides: the new one never does.",
    fix="Put the new entry before the `deny`, by a sequence number.",
    citation="Cisco IOS Security Command Reference, access-list",
    question="spoke_to_spoke",
)
def new_entry_is_reached(view: DeviceView) -> Iterator[Hit]:
    """No new entry of a split list stands behind a `deny` that covers it, whatever the destination."""
    for access_list in _split_lists(view):
        for place, entry in enumerate(access_list.entries):
            if entry.number or not entry.permit or entry.source_network is None:
                continue
            for earlier in access_list.entries[:place]:
                denies = not earlier.permit and earlier.to_anywhere and _is_of_every_protocol(access_list, earlier)
                if denies and earlier.source_network and entry.source_network.subnet_of(earlier.source_network):
                    message = (
                        f"{quoted(entry.text)} of access list {access_list.name} stands behind {quoted(earlier.text)}."
                    )
                    yield Hit(message=message, line=Line(entry.text))
                    break


def _is_of_every_protocol(access_list: AccessList, entry: AccessEntry) -> bool:
    return not access_list.extended or entry.text.split()[1] == "ip"


@check(
    "RTE027",
    Severity.WARNING,
    why="The spoke accepts the planned hub's identity and no other; a second hub needs its own FlexVPN configuration.",
    fix="Leave the peer out, or migrate its router too and add its identity and key to the spoke by hand.",
    citation="flexvpn.md 1.8",
    question="peers",
)
def every_peer_is_the_hub(pair: PairView) -> Iterator[Hit]:
    """Each address that the spoke calls is one of the hub's."""
    if not pair.reaches_hub:
        return
    own = pair.hub.called
    for client in pair.spoke.objects.clients:
        for sequence, text in client.peers:
            peer = pair.spoke.meant(text)
            if peer is not None and peer not in own:
                line = client.line.child(f"peer {sequence} {text}") if client.line else None
                yield Hit(message=f"Peer {peer} is no address of the hub: that router is not in this plan.", line=line)
