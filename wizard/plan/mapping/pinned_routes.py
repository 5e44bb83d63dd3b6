"""Host routes to the peers of a spoke, so that a route learned through the tunnel never carries the tunnel itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address

from wizard.model.router import EzvpnClient
from wizard.model.template_values import PeerRoute
from wizard.plan.mapping.peers import backup_peers, peer_addresses, peers
from wizard.plan.perspective import Perspective
from wizard.situation.called_addresses import known_addresses
from wizard.situation.networks import networks_of
from wizard.situation.static_routes import best_default, has_fixed_route, host_routes
from wizard.situation.tracked_objects import probed_addresses, probes
from wizard.situation.vrfs import front_door_vrf

_BEHIND = 10
"""The distance of a backup line's route."""

_LAST = 254
"""The distance of the route that keeps a peer from following the tunnel's default once every line is down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A way to the Internet."""

    exit: str
    next_hop: str
    distance: int
    track: str
    vrf: str


def peer_routes(asking: Perspective) -> tuple[PeerRoute, ...]:
    """For each peer the lines by which a client calls it, the backup's behind, and at last nowhere."""
    if not asking.is_spoke or asking.needed("pin_peer_route") != "yes":
        return ()
    called = {_primary_line(asking): peers(asking)}
    if backup := _backup_line(asking):
        called[backup] = backup_peers(asking)
    return tuple(
        route
        for peer in peer_addresses(asking)
        for route in _routes_to(
            asking, peer, [line for line, own in called.items() if peer in known_addresses(asking, own)]
        )
    )


def _routes_to(asking: Perspective, peer: IPv4Address, lines: list[_Line]) -> Iterator[PeerRoute]:
    vrf = front_door_vrf(asking)
    there = {row.exit for row in host_routes(asking, peer, vrf)}
    for line in lines:
        if not line.exit or line.exit not in there:
            track = line.track or _track_of_the_backup(asking, lines)
            yield PeerRoute(
                peer=peer,
                next_hop=line.next_hop,
                distance=line.distance,
                track="" if _falls_with_the_tunnel(asking, track) or (line.distance > 1 and not line.track) else track,
                vrf=line.vrf,
            )
    if "Null0" not in there and lines:
        yield PeerRoute(peer=peer, next_hop="Null0", distance=_LAST, vrf=vrf)


def _falls_with_the_tunnel(asking: Perspective, track: str) -> bool:
    """Whether the object hears from a peer, or through the tunnel: then a route to the peer may not hang on it."""
    source = asking.plan.source(asking.device)
    if not track or source is None:
        return False
    known = peer_addresses(asking)
    in_the_table = probed_addresses(source.configuration, track, "")
    return probes(source.configuration, track, known) or any(
        _is_reached_through_the_tunnel(asking, address) for address in in_the_table
    )


def _is_reached_through_the_tunnel(asking: Perspective, address: IPv4Address) -> bool:
    """Whether the hub's networks hold it, and neither a network of the router's own nor a route that cannot fall."""
    told = networks_of(asking.value("hub_networks"))
    everything = asking.value("tunnel_everything") == "yes"
    if front_door_vrf(asking) or not (everything or any(address in network for network in told)):
        return False
    connected = any(address in own.network for interface in asking.router.interfaces for own in interface.addresses)
    return not connected and not has_fixed_route(asking, address)


def _track_of_the_backup(asking: Perspective, lines: list[_Line]) -> str:
    """The object at which EzVPN's backup looks, for a peer that both clients call."""
    words = asking.client.line.argument("backup").split()
    return words[words.index("track") + 1] if lines[1:] and "track" in words[:-1] else ""


def _primary_line(asking: Perspective) -> _Line:
    next_hop, vrf = asking.needed("next_hop"), front_door_vrf(asking)
    exit_interface = asking.value("tunnel_source")
    own = best_default(asking, exit_interface, vrf)
    track = own.track if own and own.next_hop == next_hop else ""
    return _Line(exit=exit_interface, next_hop=next_hop, distance=1, track=track, vrf=vrf)


def _backup_line(asking: Perspective) -> _Line | None:
    """The line of the backup client, None where no route and no interface shows its next hop."""
    backup = asking.backup_client
    name = _interface_of(backup) if backup else ""
    interface = asking.router.interface(name)
    if interface is None:
        return None
    own = best_default(asking, name, interface.vrf)
    by_itself = {"negotiated": name, "dhcp": f"{name} dhcp"}.get(interface.dynamic, "")
    next_hop = own.next_hop if own else by_itself
    if not next_hop:
        return None
    return _Line(exit=name, next_hop=next_hop, distance=_BEHIND, track=own.track if own else "", vrf=interface.vrf)


def _interface_of(client: EzvpnClient) -> str:
    return client.local_address or next(iter(client.outside), "")
