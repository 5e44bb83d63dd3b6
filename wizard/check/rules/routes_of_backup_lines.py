"""Checks of the routes by which the tunnels of a spoke with a backup line reach their peers."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network

from wizard.check.registry import Hit, check
from wizard.check.routes.static_routes import StaticRouteLine, exits, ezvpn_interfaces, static_routes
from wizard.check.rules.access_lists import new_calls
from wizard.check.view.device import DeviceView, is_made, part
from wizard.check.view.site import PairView
from wizard.ios.masking import quoted
from wizard.model.finding import Severity
from wizard.model.ikev2 import FlexvpnClient, TunnelInterface
from wizard.model.router import Interface


@check(
    "RTE072",
    Severity.WARNING,
    why="The backup's tunnel leaves from its own line, and the routing table decides by which line its packets go: as "
    "long as a better route of the primary line stands, they go where nothing comes back from.",
    fix="Give the routes of the primary line a tracked object that probes its gateway and not the hub, and the backup "
    "line a route to the peer with a higher distance.",
    citation="flexvpn.md 12",
)
def backup_reaches_its_peer_by_its_own_line(pair: PairView) -> Iterator[Hit]:
    """The peer of a backup client is reached by the backup's line once the tracked routes have fallen."""
    view = pair.spoke
    tunnels = {tunnel.name: tunnel for tunnel in view.objects.tunnels}
    for client in view.objects.clients:
        tunnel = tunnels.get(client.tunnel)
        if tunnel is None or client.connect in {"", "auto"} or not client.backup_group or not is_made(client.line):
            continue
        for _, text in client.peers:
            if peer := view.meant(text):
                yield from _wrong_way(view, client, tunnel, peer)


def _wrong_way(view: DeviceView, client: FlexvpnClient, tunnel: TunnelInterface, peer: IPv4Address) -> Iterator[Hit]:
    own = view.facts.interface(tunnel.tunnel_source)
    if own is None:
        return
    chain = _chain(static_routes(view.target, tunnel.tunnel_vrf.rpartition(" ")[2]), peer)
    by_itself = own.dynamic == "dhcp" and not any(route.network.prefixlen for route in chain)
    place = next((place for place, route in enumerate(chain) if own.name in exits(view, route.next_hop)), None)
    if place is None:
        if not by_itself:
            message = f"No route leads to {peer} by {own.name}, from which {tunnel.name} leaves."
            yield Hit(message=message, line=part(client, "peer"))
        return
    for route in chain[:place]:
        if "track" not in route.line.text.split() and route.next_hop != ("Null0",):
            message = f"{quoted(route.line.text)} keeps {peer} on its line though {tunnel.name} leaves by {own.name}."
            yield Hit(message=message, line=route.line)


@check(
    "RTE111",
    Severity.BLOCKER,
    why="The tunnel's packets have the address of the line from which it leaves. By another line they go out with an "
    "address that is not of that provider's, and nothing comes back.",
    fix="Answer `next_hop` with the gateway of the tunnel's own line; `dhcp` or the interface where it has no fixed "
    "one.",
    citation="flexvpn.md 12",
    question="next_hop",
)
def pinned_peer_leaves_by_the_tunnels_line(pair: PairView) -> Iterator[Hit]:
    """The first host route that the plan gives a peer leaves by the line of the tunnel that calls it."""
    view = pair.spoke
    tunnels = {tunnel.name: tunnel for tunnel in view.objects.tunnels}
    # What waits for an object is RTE072's.
    for client in (client for client in view.objects.clients if client.connect in {"", "auto"}):
        tunnel = tunnels.get(client.tunnel)
        # A loopback sends by any line.
        if tunnel is None or tunnel.tunnel_source not in ezvpn_interfaces(view):
            continue
        for peer in (peer for _, text in client.peers if (peer := view.meant(text))):
            chain = _chain(static_routes(view.target, tunnel.tunnel_vrf.rpartition(" ")[2]), peer)
            first = next((route for route in chain if route.network.prefixlen == 32 and is_made(route.line)), None)
            ways = exits(view, first.next_hop) if first else frozenset()
            if first and ways and tunnel.tunnel_source not in ways:
                way = ", ".join(sorted(ways))
                message = f"{quoted(first.line.text)} leaves by {way}, and {tunnel.name} by {tunnel.tunnel_source}."
                yield Hit(message=message, line=first.line)


def _chain(routes: tuple[StaticRouteLine, ...], peer: IPv4Address) -> list[StaticRouteLine]:
    """The routes of the longest prefix that leads to the peer, the best one first."""
    covering = [route for route in routes if IPv4Network(peer).subnet_of(route.network)]
    longest = max((route.network.prefixlen for route in covering), default=0)
    return sorted((route for route in covering if route.network.prefixlen == longest), key=lambda row: row.distance)


@check(
    "RTE114",
    Severity.BLOCKER,
    why="The spoke calls another address than EzVPN did, and the routing table decides by which line its packets go. "
    "By another line they go out with an address that is not of that provider's, or to where nobody knows the hub: no "
    "answer comes back.",
    fix="Answer `pin_peer_route` with yes and `next_hop` with the gateway of the tunnel's line, or write a host route "
    "to the peer by it.",
    citation="flexvpn.md 12, 4.4 rule 10",
    question="pin_peer_route",
)
def new_peer_is_reached_by_the_tunnels_line(spoke: DeviceView) -> Iterator[Hit]:
    """No better route leads to a new peer by another line than that of the tunnel which calls it."""
    for call in new_calls(spoke):
        own = spoke.facts.interface(call.interface)
        # What leaves by a loopback's line, and what PPP learns with the distance of a static route, shows no line.
        if own is None or call.interface not in ezvpn_interfaces(spoke) or _learns_by_ppp(own):
            continue
        chain = _chain(static_routes(spoke.target, own.vrf), call.peer)
        ways = exits(spoke, chain[0].next_hop) if chain else frozenset()
        near = any(call.peer in address.network for address in own.addresses)
        if ways and call.interface not in ways and not near and not is_made(chain[0].line):
            way = ", ".join(sorted(ways))
            message = (
                f"{quoted(chain[0].line.text)} leads to {call.peer} by {way}, and the tunnel leaves by {own.name}."
            )
            yield Hit(message=message, line=chain[0].line)


def _learns_by_ppp(interface: Interface) -> bool:
    return any(interface.line.child(words) for words in ("ppp ipcp route default", "ppp ipcp default route"))
