"""Routes that a router needs so that the protocol over its tunnels announces what it shall."""

from ipaddress import IPv4Network

from wizard.data.private_networks import PRIVATE
from wizard.model.literals import address
from wizard.model.template_values import FloatingRoute
from wizard.parse.routing_processes import routing_processes
from wizard.plan.mapping.ikev2_and_ipsec import networks_to_announce
from wizard.plan.mapping.routing_over_tunnel import connected_networks, runs_over_tunnels
from wizard.plan.mapping.tunnel_between_hubs import static_routes
from wizard.plan.perspective import Perspective
from wizard.situation.networks import networks_of


def pull_up_routes(asking: Perspective) -> tuple[FloatingRoute, ...]:
    """Routes for what a protocol shall announce and the router has no such route for: it announces only what it has."""
    wanted = _wanted(asking)
    known = {
        *connected_networks(asking),
        *(route.network for route in asking.router.routes),
        *(route.network for route in static_routes(asking)),
    }
    missing = [network for network in wanted if network not in known]
    return tuple(route for network in missing if (route := _pull_up(asking, network)))


def _wanted(asking: Perspective) -> tuple[IPv4Network, ...]:
    if runs_over_tunnels(asking, "eigrp") and not asking.is_hub:
        return networks_of(asking.value("lan_networks"))
    if not runs_over_tunnels(asking, "bgp") or (asking.is_hub and asking.needed("tunnel_everything") == "yes"):
        return ()
    announced = networks_to_announce(asking)
    return announced.networks if announced else ()


def _pull_up(asking: Perspective, network: IPv4Network) -> FloatingRoute | None:
    """A route that discards where parts of the network are known, or leads where the traffic goes today."""
    source = asking.plan.source(asking.device)
    learns = source is not None and bool(routing_processes(source.configuration))
    default = next((route.next_hop for route in asking.router.routes if not route.network.prefixlen), "")
    if any(part.overlaps(network) for part in _parts(asking)):
        # What is not known of the network may lie behind the default route, where that leads inside.
        inside = _is_private(default)
        return (
            None if learns and not default else FloatingRoute(network=network, next_hop=default if inside else "Null0")
        )
    if learns:
        # Where the router learns its routes, a discarding one could hide the default route that leads there.
        return None
    return FloatingRoute(network=network, next_hop=default or "Null0")


def _parts(asking: Perspective) -> tuple[IPv4Network, ...]:
    """What the router has a route of its own to, or will have by its tunnels."""
    static = (route.network for route in asking.router.routes if route.network.prefixlen)
    spokes = asking.plan.spokes if asking.is_hub else ()
    lans = (network for spoke in spokes for network in networks_of(asking.value("lan_networks", spoke.device)))
    return (*connected_networks(asking), *static, *lans)


def _is_private(next_hop: str) -> bool:
    known = address(next_hop.split()[-1]) if next_hop else None
    return known is not None and any(known in network for network in PRIVATE)
