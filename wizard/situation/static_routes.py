"""The static default routes of a spoke beside the one that the hub announces."""

from collections.abc import Iterable
from dataclasses import dataclass

from wizard.data.administrative_distances import IKEV2_DISTANCE, PROTOCOL_DISTANCES
from wizard.model.configuration import Line
from wizard.model.literals import address, is_number, number
from wizard.model.question import Asking
from wizard.model.router import Router

FLOATING = 250
"""The distance of a static route that every route of the tunnel beats."""

_AFTER_NEXT_HOP = ("name", "tag", "track", "permanent", "multicast")


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultOfSpoke:
    """A static default route as it stands."""

    text: str
    number: int
    exit: str
    """The interface by which it leaves, "" where the configuration does not show it."""
    distance: int
    track: str


def defaults_of_spoke(asking: Asking) -> tuple[DefaultOfSpoke, ...]:
    """The static default routes of the device, in the order of the configuration."""
    source = asking.plan.source(asking.device)
    lines = source.configuration.all("ip route 0.0.0.0 0.0.0.0") if source else ()
    return tuple(_default(asking.router, line) for line in lines)


def _default(router: Router, line: Line) -> DefaultOfSpoke:
    words = line.text.split()
    return DefaultOfSpoke(
        text=line.text,
        number=line.number,
        exit=exit_of(router, words[4:6]),
        distance=_distance(line.text),
        track=words[words.index("track") + 1] if "track" in words[:-1] else "",
    )


def exit_of(router: Router, next_hop: Iterable[str]) -> str:
    """The interface by which a next hop leaves, "" where the configuration does not show it."""
    for word in next_hop:
        known = address(word)
        for interface in router.interfaces:
            if interface.name == word or any(known in own.network for own in interface.addresses if known):
                return interface.name
    return ""


def floated_defaults(asking: Asking) -> tuple[tuple[DefaultOfSpoke, str], ...]:
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
    has_two = words[5:6] and not is_number(words[5]) and words[5] not in _AFTER_NEXT_HOP
    return 6 if has_two else 5


def _with_distance(text: str, distance: int) -> str:
    words = text.split()
    place = _place_of_distance(words)
    rest = words[place + 1 :] if words[place : place + 1] and is_number(words[place]) else words[place:]
    return " ".join((*words[:place], str(distance), *rest))
