"""The path between the EzVPN server and a new FlexVPN hub, and the routes that cross it."""

from ipaddress import IPv4Address, IPv4Interface, IPv4Network

from wizard.data.answer_forms import Address, InterfaceAddress
from wizard.errors import StillOpen
from wizard.model.question import Origin
from wizard.model.template_values import FloatingRoute, InterHubTunnel, InterHubUp
from wizard.plan.adoption import standing_tunnel
from wizard.plan.mapping.hub_only import migrated_networks
from wizard.plan.mapping.ikev2_and_ipsec import ikev2_proposal, wan_address
from wizard.plan.mapping.routing_over_tunnel import pool_networks
from wizard.plan.mapping.tunnel_vrfs import inside_vrf, inside_vrf_line
from wizard.plan.perspective import Perspective, resolved
from wizard.situation.ezvpn_group import split_networks
from wizard.situation.networks import networks_of, without
from wizard.situation.shared_lan import hub_lan
from wizard.situation.two_hubs import uses_inter_hub


def inter_hub_tunnel(asking: Perspective) -> InterHubTunnel | None:
    """This router's end of the inter-hub tunnel, shut until the cut-over."""
    if not _joins(asking, "tunnel") or standing_tunnel(asking, _other_hub(asking)):
        return None
    server, hub = tunnel_addresses(asking)
    at_server = asking.is_server_beside_new_hub
    ends = (asking.needed("server_wan_address"), wan_address(asking))
    local, remote = ends if at_server else ends[::-1]
    pfs = asking.needed("pfs")
    tunnel_source = _interface_of(asking, local)
    facing = asking.router.interface(tunnel_source)
    return InterHubTunnel(
        name=asking.needed("name_inter_hub"),
        interface=asking.needed("name_inter_hub_tunnel"),
        address=server if at_server else hub,
        peer=asking.hub if at_server else asking.plan.server.device,
        tunnel_source=tunnel_source,
        vrf_line=inside_vrf_line(asking),
        front_door_vrf=facing.vrf if facing else "",
        local=local,
        remote=remote,
        key=asking.secret("inter_hub_key"),
        proposal=ikev2_proposal(Perspective(asking.plan, asking.hub)) if at_server else None,
        transform=asking.needed("transform"),
        pfs="" if pfs == "none" else pfs,
    )


def _other_hub(asking: Perspective) -> str:
    return asking.plan.server.device if asking.is_hub else asking.hub


def _joins(asking: Perspective, way: str) -> bool:
    here = asking.is_hub or asking.is_server_beside_new_hub
    return here and uses_inter_hub(asking) and asking.needed("inter_hub") == way


def _interface_of(asking: Perspective, address: str) -> str:
    if asking.is_hub and asking.value("wan_interface"):
        return asking.value("wan_interface")
    for interface in asking.router.interfaces:
        if any(str(interface_address.ip) == address for interface_address in interface.addresses):
            return interface.name
    return address


def tunnel_addresses(asking: Perspective) -> tuple[IPv4Interface, IPv4Interface]:
    """The server's and the hub's address on the inter-hub tunnel."""
    server = asking.given(InterfaceAddress(longest=31), "inter_hub_network")
    other = next(host for host in server.network.hosts() if host != server.ip)
    return server, IPv4Interface(f"{other}/{server.network.prefixlen}")


def inter_hub_up(asking: Perspective) -> InterHubUp | None:
    """The inter-hub tunnel brought up."""
    if not _joins(asking, "tunnel") or standing_tunnel(asking, _other_hub(asking)):
        return None
    return InterHubUp(interface=asking.needed("name_inter_hub_tunnel"))


def static_routes(asking: Perspective) -> tuple[FloatingRoute, ...]:
    """Routes to the other hub's sites; they yield to the route of a connected tunnel."""
    if not (asking.is_hub or asking.is_server_beside_new_hub) or not _by_static_routes(asking):
        return ()
    if asking.is_server_beside_new_hub:
        sites = (*migrated_networks(asking), *pool_networks(asking))
        return _towards(asking, _next_hop(asking, to_hub=True), sites)
    towards = _towards(asking, _next_hop(asking, to_hub=False), (*_lasting(asking), *_passing(asking)))
    return (*towards, *_discarded(asking))


_LAST = 254
"""The distance of a route that holds where no other one does."""


def _discarded(asking: Perspective) -> tuple[FloatingRoute, ...]:
    """What the hub drops of a site whose tunnel is down: the server would send it back by its own route to the site."""
    covered = _covered(asking, (*migrated_networks(asking), *pool_networks(asking)))
    vrf = inside_vrf(asking)
    return tuple(FloatingRoute(network=network, next_hop="Null0", distance=_LAST, vrf=vrf) for network in covered)


def _covered(asking: Perspective, networks: tuple[IPv4Network, ...]) -> tuple[IPv4Network, ...]:
    """Those that lie in a wider network of which the hub says that it is behind the server."""
    wider = _lasting(asking)
    return tuple(
        network for network in networks if any(network != summary and network.subnet_of(summary) for summary in wider)
    )


def transition_routes(asking: Perspective) -> tuple[FloatingRoute, ...]:
    """Those of the hub's routes that lead to planned spokes, and that would loop once a migrated spoke is down."""
    if not asking.is_hub or not _by_static_routes(asking):
        return ()
    return _towards(asking, _next_hop(asking, to_hub=False), _passing(asking))


def _by_static_routes(asking: Perspective) -> bool:
    return uses_inter_hub(asking) and asking.needed("inter_hub_routing") == "static"


def _towards(asking: Perspective, next_hop: str, networks: tuple[IPv4Network, ...]) -> tuple[FloatingRoute, ...]:
    vrf = inside_vrf(asking)
    return tuple(FloatingRoute(network=network, next_hop=next_hop, vrf=vrf) for network in dict.fromkeys(networks))


def _next_hop(asking: Perspective, *, to_hub: bool) -> str:
    if asking.needed("inter_hub") == "tunnel":
        server, hub = tunnel_addresses(asking)
        return str(hub.ip if to_hub else server.ip)
    if not to_hub:
        return asking.needed("server_lan_address")
    lan = hub_lan(asking) or _beside(asking, asking.given(Address(), "server_lan_address"))
    if lan is None:
        raise StillOpen("server_lan_address")
    return str(lan.ip)


def _beside(asking: Perspective, server: IPv4Address) -> IPv4Interface | None:
    """The new hub's address in the network where the server has that one."""
    interfaces = asking.plan.new_hub.router.interfaces if asking.plan.new_hub else ()
    addresses = (own for interface in interfaces for own in interface.addresses)
    return next((own for own in addresses if server in own.network), None)


def _lasting(asking: Perspective) -> tuple[IPv4Network, ...]:
    """What stays behind the server: its own networks, and the sites that keep EzVPN."""
    known = (*_connected(asking), *(route.network for route in asking.router.routes if route.network.prefixlen))
    own = [network for network in behind_server(asking) if network.prefixlen and without(network, known)]
    moving = set(migrated_networks(asking))
    return tuple(
        network for network in (*own, *networks_of(asking.needed("remaining_networks"))) if network not in moving
    )


def behind_server(asking: Perspective) -> tuple[IPv4Network, ...]:
    """The networks behind the EzVPN server, as the answers or its split list name them."""
    answered = resolved(asking.plan, "hub_networks", asking.hub)
    return networks_of(answered.value) if answered.origin is Origin.ANSWERED else tuple(split_networks(asking))


def _passing(asking: Perspective) -> tuple[IPv4Network, ...]:
    """The LANs of planned spokes, as long as some of them are still behind the server."""
    migrated = migrated_networks(asking)
    return migrated if len(asking.plan.spokes) > 1 else _covered(asking, migrated)


def _connected(asking: Perspective) -> tuple[IPv4Network, ...]:
    vrf = inside_vrf(asking)
    interfaces = (interface for interface in asking.router.interfaces if interface.vrf == vrf)
    addresses = [address for interface in interfaces for address in interface.addresses]
    answered = asking.known(InterfaceAddress(), "lan_address", asking.hub)
    return tuple(interface_address.network for interface_address in (*addresses, *([answered] if answered else [])))
