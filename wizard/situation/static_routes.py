"""The static routes of a spoke: its default routes beside the hub's, and its host routes."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address

from wizard.data.administrative_distances import IKEV2_DISTANCE, PROTOCOL_DISTANCES
from wizard.model.configuration import Line
from wizard.model.literals import address, is_number, number
from wizard.model.question import Asking
from wizard.model.router import Router

FLOATING = 250
"""The distance of a static route that every route of the tunnel beats."""

_AFTER_NEXT_HOP = ("name", "tag", "track", "permanent", "multicast")


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteOfSpoke:
    """A static route as it stands."""

    text: str
    number: int
    next_hop: str
    """An address, an interface, both, or an interface and `dhcp`."""
    exit: str
    """The interface by which it leaves, "" where the configuration does not show it."""
    distance: int
    track: str


def defaults_of_spoke(asking: Asking, vrf: str = "") -> tuple[RouteOfSpoke, ...]:
    """The static default routes of the device in one table, in the order of the configuration."""
    return _routes_for(asking, "0.0.0.0 0.0.0.0", vrf)


def host_routes(asking: Asking, peer: IPv4Address, vrf: str = "") -> tuple[RouteOfSpoke, ...]:
    """The static routes of the device for one address alone."""
    return _routes_for(asking, f"{peer} 255.255.255.255", vrf)


def tracks_of_other_ways(asking: Asking) -> tuple[str, ...]:
    """The objects that take static routes away which leave by an interface where EzVPN is not."""
    source = asking.plan.source(asking.device)
    lines = source.configuration.all("ip route") if source else ()
    rows = (_route(asking.router, line, line.text) for line in lines if not line.text.startswith("ip route vrf "))
    taken = {"", "Null0", *(name for client in asking.router.clients for name in client.outside)}
    return tuple(dict.fromkeys(row.track for row in rows if row.track and row.exit not in taken))


def _routes_for(asking: Asking, destination: str, vrf: str) -> tuple[RouteOfSpoke, ...]:
    source = asking.plan.source(asking.device)
    header = f"ip route vrf {vrf}" if vrf else "ip route"
    lines = source.configuration.all(f"{header} {destination}") if source else ()
    return tuple(_route(asking.router, line, "ip route" + line.text.removeprefix(header)) for line in lines)


def _route(router: Router, line: Line, text: str) -> RouteOfSpoke:
    words = text.split()
    place = _place_of_distance(words)
    return RouteOfSpoke(
        text=line.text,
        number=line.number,
        next_hop=" ".join(words[4:place]),
        exit=exit_of(router, words[4:place]),
        distance=_distance(text),
        track=words[words.index("track") + 1] if "track" in words[:-1] else "",
    )


def exit_of(router: Router, next_hop: Iterable[str]) -> str:
    """The interface by which a next hop leaves, "" where the configuration does not show it."""
    for word in next_hop:
        known = address(word)
        if word == "Null0":
            return word
        for interface in router.interfaces:
            if interface.name == word or any(known in own.network for own in interface.addresses if known):
                return interface.name
    return ""


def best_default(asking: Asking, interface: str, vrf: str = "") -> RouteOfSpoke | None:
    """The static default route of the shortest distance that leaves by an interface."""
    rows = (row for row in defaults_of_spoke(asking, vrf) if row.exit == interface)
    return min(rows, key=lambda row: row.distance, default=None)


def has_fixed_route(asking: Asking, wanted: IPv4Address) -> bool:
    """Whether an address is a gateway, or a static route that cannot fall, longer than a default route, leads to it."""
    source = asking.plan.source(asking.device)
    lines = {line.number: line for line in source.configuration.all("ip route")} if source else {}
    for row in asking.router.routes:
        if str(wanted) in row.next_hop.split():
            return True
        line = lines.get(row.number)
        falls = line is None or "track" in line.text.split()
        if row.network.prefixlen and wanted in row.network and not falls:
            return True
    return False


def floated_defaults(asking: Asking) -> tuple[tuple[RouteOfSpoke, str], ...]:
    """Those that get another distance, with their new text; their order among each other stays.

    One that leaves by an interface without EzVPN in front of EzVPN's own is a primary path, and goes on winning.
    """
    outside = {name for client in asking.router.clients for name in client.outside}
    rows = defaults_of_spoke(asking)
    of_ezvpn = [row.distance for row in rows if not row.exit or not outside or row.exit in outside]
    behind = [row for row in rows if of_ezvpn and row.distance >= min(of_ezvpn)]
    limit = _limit(asking)
    if not any(row.distance <= limit for row in behind):
        return ()
    distances = _in_the_same_order({row.distance for row in behind}, limit)
    changed = ((row, _with_distance(row.text, distances[row.distance])) for row in behind)
    return tuple((row, text) for row, text in changed if distances[row.distance] != row.distance)


def _limit(asking: Asking) -> int:
    """The distance of the default route that the hub announces."""
    return PROTOCOL_DISTANCES["bgp"] if asking.value("routing") == "bgp" else IKEV2_DISTANCE


def _in_the_same_order(distances: set[int], limit: int) -> dict[int, int]:
    """A distance above the limit for each, as few changed as can be."""
    found: dict[int, int] = {}
    highest = 254
    for distance in sorted(distances, reverse=True):
        found[distance] = min(distance if distance > limit else FLOATING, highest)
        highest = found[distance] - 1
    if min(found.values()) > limit:
        return found
    return {distance: FLOATING - place for place, distance in enumerate(sorted(distances, reverse=True))}


def _distance(text: str) -> int:
    words = text.split()
    known = number("".join(words[_place_of_distance(words) :][:1]))
    return 1 if known is None else known


def _place_of_distance(words: list[str]) -> int:
    """Behind the next hop, which may be an interface and an address, or an interface and `dhcp`."""
    has_two = bool(words[5:6]) and not is_number(words[5]) and words[5] not in _AFTER_NEXT_HOP
    return 6 if has_two else 5


def _with_distance(text: str, distance: int) -> str:
    words = text.split()
    place = _place_of_distance(words)
    rest = words[place + 1 :] if words[place : place + 1] and is_number(words[place]) else words[place:]
    return " ".join((*words[:place], str(distance), *rest))
