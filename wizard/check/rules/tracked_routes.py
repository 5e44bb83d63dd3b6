"""Checks of what hangs on a tracked object that asks through the tunnel."""

from collections.abc import Collection, Iterator
from ipaddress import IPv4Address, IPv4Network

from wizard.check.registry import Hit, check
from wizard.check.routes.learned_routes import traffic_vrf
from wizard.check.routes.static_routes import StaticRouteLine, exits, static_routes
from wizard.check.routes.tracked_probes import asked_through_the_tunnel
from wizard.check.view.device import DeviceView
from wizard.check.view.site import CallPath, PairView
from wizard.ios.masking import quoted
from wizard.ios.scripts import acts, called, runs_ezvpn, tracks_awaited
from wizard.model.finding import Severity
from wizard.model.literals import number
from wizard.situation.tracked_objects import asked_address, probing_lines


@check(
    "RTE103",
    Severity.BLOCKER,
    why="The object gets its answers through the tunnel. As soon as the tunnel is down once, as in the cut-over, the "
    "object falls, and with it the only route of that line to the peer: the tunnel never comes up again.",
    fix="Give the peer a host route by that line without a tracked object, and behind it one to Null0 with distance "
    "254; or let the object ask the provider's gateway.",
    citation="flexvpn.md 12; Cisco IOS Enhanced Object Tracking guide",
)
def way_to_the_hub_outlives_the_tunnel(pair: PairView) -> Iterator[Hit]:
    """No route by which a spoke reaches its hub hangs on an object that asks through the tunnel."""
    path = pair.path
    peer = pair.peer_address
    if path is None or peer is None or _has_another_way(pair.spoke, path, peer):
        return
    routes = _by_the_line(pair.spoke, path, peer)
    asked = [asked_through_the_tunnel(pair, route.track) if route.track else () for route in routes]
    if routes and all(asked):
        message = (
            f"{quoted(routes[0].line.text)} leads to {peer} as long as tracked object {routes[0].track} hears from "
            f"{asked[0][0]}, through {path.tunnel.name} itself."
        )
        yield Hit(message=message, line=routes[0].line)


def _by_the_line(view: DeviceView, path: CallPath, peer: IPv4Address) -> list[StaticRouteLine]:
    """Of the routes of the longest prefix to the peer those by the line from which the tunnel leaves."""
    table = static_routes(view.target, path.tunnel.tunnel_vrf.rpartition(" ")[2])
    covering = [route for route in table if IPv4Network(peer).subnet_of(route.network)]
    by_the_line = [route for route in covering if path.tunnel.tunnel_source in exits(view, route.next_hop)]
    longest = max((route.network.prefixlen for route in covering), default=0)
    return [route for route in by_the_line if route.network.prefixlen == longest]


def _has_another_way(view: DeviceView, path: CallPath, peer: IPv4Address) -> bool:
    """Whether the line leads to the peer by itself: it is its neighbor, or DHCP or PPP bring a default route."""
    own = view.facts.interface(path.tunnel.tunnel_source)
    if own is None or own.dynamic == "dhcp":
        return True
    learns = any(own.line.child(words) for words in ("ppp ipcp route default", "ppp ipcp default route"))
    return learns or any(peer in address.network for address in own.addresses)


@check(
    "RTE104",
    Severity.WARNING,
    why="The router's own packets follow the tunnel's routes, from its Internet address, which nobody behind the hub "
    "may answer: the object says something about the tunnel and no longer about the line, and takes away what hangs "
    "on it.",
    fix="Give the address that is asked a host route by its line, as long as the line is asked for; or let the object "
    "ask the provider's gateway.",
    citation="flexvpn.md 12; Cisco IOS IP SLAs guide",
)
def objects_go_on_asking_past_the_tunnel(pair: PairView) -> Iterator[Hit]:
    """No object on which a route of the spoke hangs begins to ask through the tunnel."""
    if pair.path is None:
        return
    view = pair.spoke
    said: set[str] = set()
    for route in static_routes(view.target, traffic_vrf(view, pair.path.tunnel)):
        asked = asked_through_the_tunnel(pair, route.track) if route.track and route.track not in said else ()
        if asked and not _asks_from_a_lan(view, route.track, asked):
            said.add(route.track)
            message = (
                f"Tracked object {route.track}, on which {quoted(route.line.text)} hangs, asks {asked[0]} through "
                f"{pair.path.tunnel.name} from the cut-over on."
            )
            yield Hit(message=message, line=route.line)


@check(
    "EZV028",
    Severity.WARNING,
    why="In the cut-over there is no tunnel for some time, EzVPN's or the new one: the object falls, and the applet "
    "acts in the middle of the change. A router that restarts comes back with what was saved, without the change; one "
    "that shuts its line is gone.",
    fix="Take the applet off the router before the cut-over, or have it wait longer than the change takes (`track ... "
    "delay down`); write it back when the new tunnel is proved.",
    citation="flexvpn.md 12; Cisco IOS Embedded Event Manager Command Reference, event track",
)
def nothing_acts_when_the_tunnel_is_away(pair: PairView) -> Iterator[Hit]:
    """No EEM applet of a spoke acts because a tracked object falls that asks through the tunnel."""
    for applet in pair.spoke.baseline.all("event manager applet"):
        # What names EzVPN is EZV021's.
        is_own = acts(applet) and not runs_ezvpn(applet)
        for track in dict.fromkeys(tracks_awaited(applet)) if is_own else ():
            asked = asked_through_the_tunnel(pair, track)
            if asked and _delay_down(pair.spoke, track) < _LONGER_THAN_A_CHANGE:
                message = f"{called(applet)} acts when tracked object {track} falls, which asks {asked[0]}."
                yield Hit(message=message, line=applet)


_LONGER_THAN_A_CHANGE = 180
"""Seconds for which an object with such a delay stays up."""


def _delay_down(view: DeviceView, track: str) -> int:
    words = [word for line in view.baseline.all(f"track {track}") for word in line.argument("delay").split()]
    return (number(words[words.index("down") + 1]) or 0) if "down" in words[:-1] else 0


def _asks_from_a_lan(view: DeviceView, track: str, asked: Collection[IPv4Address]) -> bool:
    """Whether each question has an address of the inside of EzVPN, which took it through its tunnel as well."""
    inside = [view.facts.interface(name) for client in view.baseline_facts.clients for name in client.inside]
    words = {own.name for own in inside if own} | {str(ip.ip) for own in inside if own for ip in own.addresses}
    lines = [line for line in probing_lines(view.target, track) if asked_address(line) in asked]
    return all(words.intersection(line.text.split()) for line in lines)
