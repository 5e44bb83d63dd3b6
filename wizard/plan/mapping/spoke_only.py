"""What only a spoke gets: its tunnel, its FlexVPN client, and the end of its EzVPN client."""

from dataclasses import replace
from ipaddress import IPv4Address

from wizard.data.constructs.group_attributes import features_of
from wizard.model.ikev2 import FlexvpnClient, TunnelInterface
from wizard.model.router import EzvpnClient
from wizard.model.template_values import Attachment, FloatedDefault, FloatingRoute, TunnelUp
from wizard.plan.mapping.ikev2_and_ipsec import tunnel_mode, zone_line
from wizard.plan.mapping.ipv6 import with_ipv6
from wizard.plan.mapping.nat import translates_into_tunnel
from wizard.plan.mapping.peers import Peer, backup_peers, peers
from wizard.plan.mapping.tunnel_sizes import tunnel_sizes
from wizard.plan.mapping.tunnel_vrfs import client_template, inside_vrf_line
from wizard.plan.perspective import Perspective
from wizard.situation.networks import networks_of
from wizard.situation.static_routes import floated_defaults
from wizard.situation.vrfs import front_door_vrf


def tunnel(asking: Perspective) -> tuple[TunnelInterface, ...]:
    """The tunnel interface, and the backup's where EzVPN had one, shut until the cut-over."""
    if not asking.is_spoke:
        return ()
    first = _first_tunnel(asking)
    backup = asking.backup_client
    if backup is None:
        return (first,)
    tunnel_source = backup.local_address or (backup.outside[0] if backup.outside else first.tunnel_source)
    return first, replace(first, name=asking.needed("name_backup_tunnel"), tunnel_source=tunnel_source)


def _first_tunnel(asking: Perspective) -> TunnelInterface:
    _, features = features_of(client_template(asking))
    mtu, tcp_mss = tunnel_sizes(asking, features)
    negotiated = asking.needed("tunnel_address") == "negotiated"
    borrowed = "" if negotiated else asking.needed("unnumbered_interface")
    return TunnelInterface(
        name=asking.needed("name_tunnel"),
        address="address negotiated" if negotiated else f"unnumbered {borrowed}",
        vrf=inside_vrf_line(asking),
        features=with_ipv6(asking, (*features, *zone_line(asking))),
        tunnel_source=asking.needed("tunnel_source"),
        destination="dynamic",
        mode=tunnel_mode(asking),
        protection=asking.needed("name_ipsec_profile"),
        mtu=mtu,
        tcp_mss=tcp_mss,
        nat="outside" if translates_into_tunnel(asking) and "ip nat outside" not in features else "",
        tunnel_vrf=front_door_vrf(asking),
    )


def detach(asking: Perspective) -> tuple[Attachment, ...]:
    """EzVPN taken from the interfaces, inside before outside."""
    if not asking.is_spoke:
        return ()
    backup = asking.backup_client
    attached = [_attachments(asking, client) for client in (asking.client, backup) if client]
    return tuple(dict.fromkeys(attachment for attachments in attached for attachment in attachments))


def _attachments(asking: Perspective, client: EzvpnClient) -> list[Attachment]:
    lines = [(name, asking.router.interface(name)) for name in (*client.inside, *client.outside)]
    return [
        Attachment(interface=name, text=line.text)
        for name, interface in lines
        if interface
        for line in interface.line.all(f"crypto ipsec client ezvpn {client.name}")
    ]


def flexvpn_client(asking: Perspective) -> tuple[FlexvpnClient, ...]:
    """The FlexVPN client that chooses the peer and connects, and the backup's where EzVPN had one."""
    if not asking.is_spoke:
        return ()
    first = FlexvpnClient(
        name=asking.needed("name_flexvpn_client"),
        peers=_numbered(peers(asking)),
        peer_reactivate=_has_default_peer(asking),
        connect=_connect(asking),
        tunnel=asking.needed("name_tunnel"),
        backup_group="1" if asking.backup_client else "",
    )
    return (first, _backup(asking, first)) if asking.backup_client else (first,)


def _connect(asking: Perspective) -> str:
    """What follows `connect`, "" where nothing shall be stated."""
    connect = asking.needed("connect")
    if connect == "track":
        return f"track {asking.needed('connect_track')} down"
    return "" if connect == "unstated" else connect


def _backup(asking: Perspective, first: FlexvpnClient) -> FlexvpnClient:
    words = asking.client.line.argument("backup").split()
    tracked = words[words.index("track") + 1] if "track" in words[:-1] else ""
    by_track = bool(tracked) and asking.needed("backup_peer_tracking") == "track"
    return replace(
        first,
        name=asking.needed("name_backup_flexvpn_client"),
        peers=_numbered(backup_peers(asking)),
        connect=f"track {tracked} down" if by_track else "manual",
        tunnel=asking.needed("name_backup_tunnel"),
    )


def _numbered(peers: tuple[Peer, ...]) -> tuple[tuple[int, str], ...]:
    return tuple(
        (number, str(peer) if isinstance(peer, IPv4Address) else f"fqdn {peer}") for number, peer in enumerate(peers, 1)
    )


def _has_default_peer(asking: Perspective) -> bool:
    return any(line.text.endswith(" default") for line in asking.client.line.all("peer"))


def tunnel_up(asking: Perspective) -> tuple[TunnelUp, ...]:
    """The tunnel interfaces brought up, last of all."""
    return tuple(TunnelUp(name=tunnel_interface.name) for tunnel_interface in tunnel(asking))


def floated_default(asking: Perspective) -> tuple[FloatedDefault, ...]:
    """The spoke's static default routes, made to yield to the one that comes through the tunnel."""
    if not asking.is_spoke or asking.needed("float_default_route") != "yes":
        return ()
    return tuple(FloatedDefault(text=row.text, floating=floating) for row, floating in floated_defaults(asking))


def discard_routes(asking: Perspective) -> tuple[FloatingRoute, ...]:
    """Routes that discard the traffic for the hub while the tunnel is down, as `flow allow acl` did."""
    if not asking.is_spoke or asking.needed("discard_when_down") != "yes":
        return ()
    networks = networks_of(asking.needed("hub_networks"))
    return tuple(FloatingRoute(network=network, next_hop="Null0") for network in networks)
