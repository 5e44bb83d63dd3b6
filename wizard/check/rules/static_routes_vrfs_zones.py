"""Checks of what else decides where the tunnel's traffic goes: static routes, VRFs and zones."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network

from wizard.check.matching.route_filters import route_map_takes
from wizard.check.registry import Hit, check
from wizard.check.routes.announced_networks import hub_announces, spoke_announces, told_by_protocol
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
from wizard.check.view.device import DeviceView, is_made, made, part
from wizard.check.view.shut_interfaces import shut_by
from wizard.check.view.site import PairView, SiteView
from wizard.ios.identity_matches import host
from wizard.ios.masking import quoted
from wizard.model.configuration import Line
from wizard.model.finding import Severity
from wizard.model.ikev2 import TunnelInterface
from wizard.parse.routing_processes import routing_processes
from wizard.situation.ezvpn_group import vrf_of_group
from wizard.situation.networks import without
from wizard.situation.vrfs import vrf_in_words
from wizard.situation.zones import has_default_zone, zone_of


def _beating(
    view: DeviceView,
    tunnel: TunnelInterface,
    limit: int,
    announced: Iterable[IPv4Network],
    there: tuple[IPv4Network, ...] = (),
) -> Iterator[tuple[IPv4Network, StaticRouteLine]]:
    """The static routes past the tunnel that win over those that the tunnel brings, which have distance `limit`."""
    routes = static_routes(view.target, traffic_vrf(view, tunnel))
    tunnels = {known_tunnel.name for known_tunnel in view.objects.tunnels if known_tunnel.protection}
    called = {host(text) for client in view.objects.clients for _, text in client.peers}
    called |= {host(known_tunnel.destination) for known_tunnel in view.objects.tunnels}
    everything = tuple(announced)
    parts = {row.network for network in everything if network.prefixlen > 1 for row in routes_within(routes, network)}
    for announced_network in everything:
        for route in routes_within(routes, announced_network):
            is_exact = route.network == announced_network
            is_pinned = route.network.prefixlen == 32 and route.network.network_address in called
            if is_pinned or tunnels.intersection(route.next_hop):
                continue
            # With everything tunnelled a longer route is some server's, where nothing shows that the other end has
            # what it leads to; the two halves are a default route.
            is_part = (
                announced_network.prefixlen > 1
                or route.network.prefixlen == 1
                or (route.network not in parts and any(route.network.overlaps(network) for network in there))
            )
            wins = (
                route.distance <= limit and not was_never_ezvpns(view, tunnel.tunnel_source, route.next_hop)
                if is_exact
                else is_part and _leaves(view, tunnel, route)
            )
            if wins:
                yield announced_network, route


def _behind_the_hub(pair: PairView) -> tuple[IPv4Network, ...]:
    """The networks that the hub has on its inside, or reaches by a static route there."""
    hub = pair.hub
    outside = {*ezvpn_interfaces(hub), *(interface.name for interface in hub.holders(pair.hub_address))}
    vrf = traffic_vrf(hub, pair.hub_template) if pair.hub_template else ""
    own = [address.network for _, address in pair.spoke.addresses]
    inside = _on_the_inside(hub, vrf, frozenset(outside))
    return tuple(network for network in inside if not any(network.subnet_of(one) for one in own))


@lru_cache(maxsize=8)
def _on_the_inside(hub: DeviceView, vrf: str, outside: frozenset[str]) -> tuple[IPv4Network, ...]:
    """The same for all spokes of a hub that call one of its interfaces."""
    near = [
        address.network for name, address in hub.addresses if name not in outside and address.network.prefixlen < 32
    ]
    routed = [
        route.network
        for route in static_routes(hub.target, vrf)
        if route.network.prefixlen > 1 and (ways := exits(hub, route.next_hop)) and ways.isdisjoint(outside)
    ]
    return (*near, *routed)


def _wanted(pair: PairView, view: DeviceView, announced: list[IPv4Network]) -> list[IPv4Network]:
    """What is announced, without a default route that only a protocol of the routers' own brings along by itself."""
    if pair.spoke.answer("tunnel_everything") != "no":
        return announced
    by_protocol = told_by_protocol(pair, view)
    return [network for network in announced if network.prefixlen or network not in by_protocol]


def _leaves(view: DeviceView, tunnel: TunnelInterface, route: StaticRouteLine) -> bool:
    """Whether a route for a part of the network goes elsewhere than to a network of the router's own side."""
    outside = {tunnel.tunnel_source, *(name for client in view.moving_clients for name in client.outside)}
    if any(word in outside for word in route.next_hop):
        return True
    addresses = [address for word in route.next_hop if (address := host(word))]
    own = [
        name
        for name, interface_address in view.addresses
        for address in addresses
        if address in interface_address.network
    ]
    if not addresses:
        return False
    return not own or any(name in outside for name in own)


@check(
    "RTE028",
    Severity.BLOCKER,
    why="A static route has distance 1 and wins over the one that IKEv2 installs, as a longer one always does: the "
    "tunnel is up, and the traffic leaves past it in clear. EzVPN took it by its policy, whatever the routes said.",
    fix="Remove the route, or give it a distance of 250 so that it serves only while the tunnel is down.",
    citation="flexvpn.md 1.12, 12, 2.2 (distance of IKEv2's routes unconfirmed)",
)
def no_static_route_leads_past_the_tunnel(pair: PairView) -> Iterator[Hit]:
    """No static route of hub or spoke wins over a route that the other one announces."""
    for view, tunnel, announced, limit in learned(pair):
        other = pair.hub if view is pair.spoke else pair.spoke
        wanted = _wanted(pair, view, announced)
        is_all = view is pair.spoke and any(network.prefixlen < 2 for network in wanted)
        there = _behind_the_hub(pair) if is_all else ()
        for announced_network, route in _beating(view, tunnel, limit, wanted, there):
            message = f"{quoted(route.line.text)} wins over {announced_network}, which {other.device} announces."
            by_default = view is pair.spoke and not announced_network.prefixlen and route.network.prefixlen < 2
            question = "float_default_route" if by_default else ""
            yield Hit(device=view.device, message=message, line=route.line, question=question)


@check(
    "RTE029",
    Severity.BLOCKER,
    why="A zone-based firewall drops what goes between an interface in a zone and one in none: the tunnel is up and "
    "nothing crosses it.",
    fix="Add `zone-member security ZONE` to the tunnel, and a zone pair with the LAN's zone where the zone is another.",
    citation="Cisco zone-based policy firewall guide (unconfirmed)",
)
def tunnel_has_a_zone_where_others_have(view: DeviceView) -> Iterator[Hit]:
    """On a router whose interfaces have security zones each new tunnel has one."""
    if has_default_zone(view.target):
        return
    zoned = [
        interface.name
        for interface in view.facts.interfaces
        if not interface.shutdown
        and (interface.addresses or interface.dynamic)
        and interface.line.child("zone-member security")
    ]
    for tunnel in made(view.flexvpn_tunnels) if zoned else ():
        if tunnel.line and not tunnel.line.child("zone-member security"):
            verb = "have" if zoned[1:] else "has"
            message = f"{tunnel.name} has no security zone, and {', '.join(zoned[:3])} {verb} one."
            yield Hit(message=message, line=tunnel.line)


@check(
    "RTE099",
    Severity.BLOCKER,
    why="Between two zones only what a pair of zones says crosses, and there is none in either direction: the tunnel "
    "is up and nothing crosses it.",
    fix="Add a `zone-pair security` with a policy from the LAN's zone to the tunnel's, and one back where the other "
    "side begins connections.",
    citation="Cisco zone-based policy firewall guide",
    question="tunnel_zone",
)
def zones_of_tunnel_and_lan_are_paired(pair: PairView) -> Iterator[Hit]:
    """Where tunnel and LAN are in different zones, a pair of zones joins them."""
    if pair.path is None or pair.hub_template is None:
        return
    clients = pair.spoke.moving_clients
    ends = (
        (pair.spoke, pair.path.tunnel, {name for client in clients for name in client.inside}),
        (pair.hub, pair.hub_template, _behind(pair.hub, hub_announces(pair))),
    )
    for view, tunnel, names in ends:
        zone = zone_of(view.target, tunnel.line) if tunnel.line else ""
        pairs = [set(line.text.split()[4:7:2]) for line in view.target.all("zone-pair security")]
        for interface in filter(None, map(view.facts.interface, sorted(names) if is_made(tunnel.line) else ())):
            other = zone_of(view.target, interface.line)
            if zone and other not in {"", zone} and {zone, other} not in pairs:
                message = f"{tunnel.name} is in zone {zone}, {interface.name} in zone {other}, and no pair joins them."
                yield Hit(device=view.device, message=message, line=part(tunnel, "zone-member security"))


def _behind(view: DeviceView, networks: Iterable[IPv4Network]) -> set[str]:
    """The interfaces that hold networks which the hub announces."""
    told = [network for network in networks if 1 < network.prefixlen < 32]
    return {name for name, address in view.addresses if any(address.network.subnet_of(network) for network in told)}


@check(
    "RTE030",
    Severity.BLOCKER,
    why="The routes of the tunnel are in its VRF, and the LAN looks in its own: neither finds the other.",
    fix="Write the LAN's `vrf forwarding` into the tunnel, before its address.",
    citation="Cisco IOS-XE 17.x, Configuring the FlexVPN Client",
    question="unnumbered_interface",
)
def tunnel_is_in_the_vrf_of_the_lan(view: DeviceView) -> Iterator[Hit]:
    """A new tunnel is in the VRF of the interface from which it borrows, and of the LAN behind EzVPN."""
    for tunnel in made(view.flexvpn_tunnels):
        vrf = traffic_vrf(view, tunnel)
        lender = tunnel.address.removeprefix("unnumbered ") if tunnel.address.startswith("unnumbered ") else ""
        for name in dict.fromkeys((lender, *(name for client in view.moving_clients for name in client.inside))):
            interface = view.facts.interface(name)
            if interface and interface.vrf != vrf:
                message = f"{name} is in {vrf_in_words(interface.vrf)}, and {tunnel.name} in {vrf_in_words(vrf)}."
                yield Hit(message=message, line=tunnel.line)


@check(
    "RTE090",
    Severity.BLOCKER,
    why="The tunnel is up, and the spoke is in a network that is not its own: it does not reach what it reached by "
    "EzVPN, and reaches what the other VRF keeps for others.",
    fix="Answer `flexvpn_profile` with a profile of that VRF, or with `own`.",
    citation="ezvpn.md 1.9",
    question="flexvpn_profile",
)
def spokes_stay_in_the_vrf_of_ezvpn(pair: PairView) -> Iterator[Hit]:
    """On the EzVPN server the virtual template of the spokes is in the VRF in which EzVPN has their group."""
    hub, template, group = pair.hub, pair.hub_template, pair.hub.answer("group")
    groups = hub.baseline_facts.server.groups if hub.baseline_facts.server else ()
    if template is None or group not in {known.name for known in groups}:
        return
    was, shall = vrf_of_group(hub.baseline, hub.baseline_facts, group), traffic_vrf(hub, template)
    by_radius = pair.hub_profile is not None and not hub.authorizes_locally(pair.hub_profile)
    if was != shall and (shall or not by_radius):
        message = f"EzVPN has group {group} in {vrf_in_words(was)}, and {template.name} is in {vrf_in_words(shall)}."
        yield Hit(device=hub.device, message=message, line=part(template, "vrf forwarding"))


@check(
    "RTE091",
    Severity.BLOCKER,
    why="A route looks for its next hop in its own table. There that address is unknown, or a default route leads "
    "elsewhere.",
    fix="Answer an address of the two routers in a network of that table, or join the hubs by a tunnel.",
    citation="Cisco IOS IP Routing Command Reference, ip route",
    question="server_lan_address",
)
def next_hop_is_in_the_table_of_its_route(view: DeviceView) -> Iterator[Hit]:
    """The next hop of no new static route is in a network of another VRF alone."""
    near = [(address.network, interface) for interface in view.facts.interfaces for address in interface.addresses]
    for next_hop, vrf, line in _new_next_hops(view):
        tables = {interface.vrf: interface for network, interface in near if next_hop in network}
        if tables and vrf not in tables:
            other = next(iter(tables.values()))
            message = (
                f"{next_hop} is on {other.name} in {vrf_in_words(other.vrf)}, and the route in {vrf_in_words(vrf)}."
            )
            yield Hit(message=message, line=line)


def _new_next_hops(view: DeviceView) -> Iterator[tuple[IPv4Address, str, Line]]:
    """The next hops of new static routes that are looked up in the route's own VRF, each once."""
    for vrf in sorted({interface.vrf for interface in view.facts.interfaces}):
        found: dict[IPv4Address, Line] = {}
        for route in static_routes(view.target, vrf):
            next_hop = host(route.next_hop[0]) if len(route.next_hop) == 1 and not route.line.number else None
            if next_hop and "global" not in route.line.text.split():
                found.setdefault(next_hop, route.line)
        yield from ((next_hop, vrf, line) for next_hop, line in found.items())


@check(
    "RTE057",
    Severity.BLOCKER,
    why="The hub tells the spoke its own network back, and the route of IKEv2 wins over the one by which the spoke "
    "reaches it: what comes out of the tunnel goes back into it.",
    fix="Answer `hub_networks` with a network that holds those of the sites, for the longer route wins; or give "
    "`route_distance` of the spoke a number above 170.",
    citation="flexvpn.md 2.2 (distance of IKEv2's routes unconfirmed), 8.1",
    question="hub_networks",
)
def spoke_keeps_its_own_networks(pair: PairView) -> Iterator[Hit]:
    """No network that a spoke reaches by a protocol or by a floating route comes back to it from the hub."""
    spoke, policy = pair.spoke, pair.hub_policy
    if pair.path is None or policy is None or pair.spoke_policy is None:
        return
    limit = accepted_distance(pair.spoke_policy)
    own_networks = spoke_announces(pair)
    for told in pair.hub.announced(policy) if limit <= _OF_EXTERNAL_EIGRP else ():
        if not told.prefixlen or not any(told.subnet_of(own) for own in own_networks):
            continue
        # Of what is connected each route is as long or longer.
        near = not without(told, [address.network for _, address in spoke.addresses])
        routes = [
            row for row in static_routes(spoke.target, traffic_vrf(spoke, pair.path.tunnel)) if row.network == told
        ]
        beaten = any(row.distance >= limit for row in routes) if routes else learns_routes(spoke)
        if not near and beaten:
            line = part(policy, "route set access-list")
            message = f"{pair.hub.device} tells {spoke.device} its own {told}, and no better route of it is configured."
            several = f"{pair.hub.device} tells spokes their own networks, and no better routes of them are configured."
            detail = f"{told} of {spoke.device}"
            yield Hit(message=message, of_several=several, detail=detail, line=line, device=pair.hub.device)


_OF_EXTERNAL_EIGRP = 170
"""The longest distance that a protocol inside the site gives its routes [Cisco IOS IP Routing guides]."""


@check(
    "RTE033",
    Severity.WARNING,
    why="The spokes send their traffic for that network to the hub, which does not know where it is.",
    fix="Add a route to it on the new hub, or leave it out of what the hub announces.",
    citation="ezvpn.md 3.5",
    question="hub_networks",
)
def new_hub_knows_what_it_announces(site: SiteView) -> Iterator[Hit]:
    """A new hub has a route to each network that it announces, and to the whole of it."""
    hub = site.hub
    if site.server is None or learns_routes(hub):
        return
    behind = dict.fromkeys(network for pair in site.pairs for network in spoke_announces(pair))
    policies = made(hub.objects.authorization_policies)
    line = next((part(policy, "route set access-list") for policy in policies), None)
    for announced in dict.fromkeys(told for pair in site.pairs for told in hub_announces(pair)):
        left = without(announced, (*behind, *_reached(hub)))
        if announced.prefixlen and left and not _is_told(site.server, announced):
            what = "no route to it" if left == [announced] else "routes to parts of it alone"
            yield Hit(message=f"{hub.device} announces {announced} and has {what}.", line=line)


def _is_told(server: DeviceView, network: IPv4Network) -> bool:
    """Whether the server hands its route to that network on by the protocol between the hubs."""
    protocol = server.answer("inter_hub_routing")
    processes = (
        running_process for running_process in routing_processes(server.target) if running_process.protocol == protocol
    )
    return any(
        redistribution.kind in {"static", "connected"}
        and (
            not redistribution.route_map
            or route_map_takes(server.target, redistribution.route_map, network, server.facts.access_lists)
        )
        for process in processes
        for redistribution in process.redistributes
    )


def _reached(hub: DeviceView) -> Iterator[IPv4Network]:
    """The networks on an interface of the hub that is not shut, or at the end of a route but the default one."""
    down = {interface.name for interface in hub.facts.interfaces if shut_by(hub, interface)}
    yield from (address.network for name, address in hub.addresses if name not in down)
    for vrf in {traffic_vrf(hub, tunnel) for tunnel in hub.objects.tunnels} | {""}:
        routes = static_routes(hub.target, vrf)
        there = (row for row in routes if row.network.prefixlen and row.next_hop != ("Null0",))
        yield from (row.network for row in there if not (ways := exits(hub, row.next_hop)) or not ways <= down)
