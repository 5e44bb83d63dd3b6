"""What only a spoke gets: its tunnel, its FlexVPN client, and the end of its EzVPN client."""

from ipaddress import IPv4Address

from wizard.data.attributes import features_of
from wizard.data.questions.addresses import listed
from wizard.model.configuration import Line
from wizard.model.ikev2 import FlexvpnClient, TunnelInterface
from wizard.model.section import Attachment, PeerRoutes, TunnelUp
from wizard.plan.baseline import is_address
from wizard.plan.mapping.crypto import is_client_mode, tunnel_mode, tunnel_mtu
from wizard.plan.perspective import Perspective


def tunnel(asking: Perspective) -> TunnelInterface | None:
    """The tunnel interface, shut until the cut-over."""
    if not asking.is_spoke:
        return None
    mtu, mss = tunnel_mtu(asking)
    vrf, features = features_of(_ezvpn_template(asking))
    negotiated = asking.needed("tunnel_address") == "negotiated"
    borrowed = "" if negotiated else asking.needed("unnumbered_interface")
    return TunnelInterface(
        name=asking.needed("name_tunnel"),
        address="address negotiated" if negotiated else f"unnumbered {borrowed}",
        vrf=vrf,
        features=features,
        source=asking.needed("tunnel_source"),
        destination="dynamic",
        mode=tunnel_mode(asking),
        protection=asking.needed("name_ipsec_profile"),
        mtu=None if any(line.startswith("ip mtu") for line in features) else mtu,
        tcp_mss=None if any(line.startswith("ip tcp adjust-mss") for line in features) else mss,
        nat="outside" if is_client_mode(asking) and "ip nat outside" not in features else "",
    )


def _ezvpn_template(asking: Perspective) -> Line | None:
    number = asking.client.virtual_interface
    interface = asking.router.interface(f"Virtual-Template{number}") if number else None
    return interface.line if interface else None


def peer_routes(asking: Perspective) -> PeerRoutes | None:
    """Host routes to the hub, so that a route learned through the tunnel never carries the tunnel itself."""
    if not asking.is_spoke or asking.needed("pin_peer_route") != "yes":
        return None
    addresses = tuple(IPv4Address(peer) for peer in listed(asking.needed("peers")) if is_address(peer))
    return PeerRoutes(peers=addresses, next_hop=asking.needed("next_hop")) if addresses else None


def detach(asking: Perspective) -> tuple[Attachment, ...]:
    """EzVPN taken from the interfaces, inside before outside."""
    if not asking.is_spoke:
        return ()
    names = (*asking.client.inside, *asking.client.outside)
    lines = [(name, asking.router.interface(name)) for name in names]
    header = f"crypto ipsec client ezvpn {asking.client.name}"
    return tuple(
        Attachment(interface=name, text=line.text)
        for name, interface in lines
        if interface
        for line in interface.line.all(header)
    )


def flexvpn_client(asking: Perspective) -> FlexvpnClient | None:
    """The FlexVPN client that chooses the peer and connects."""
    if not asking.is_spoke:
        return None
    peers = listed(asking.needed("peers"))
    connect = asking.needed("connect")
    return FlexvpnClient(
        name=asking.needed("name_flexvpn_client"),
        peers=tuple((number, peer if is_address(peer) else f"fqdn {peer}") for number, peer in enumerate(peers, 1)),
        peer_reactivate=_has_default_peer(asking),
        connect="" if connect == "unstated" else connect,
        tunnel=asking.needed("name_tunnel"),
    )


def _has_default_peer(asking: Perspective) -> bool:
    return any(line.text.endswith(" default") for line in asking.client.line.all("peer"))


def tunnel_up(asking: Perspective) -> TunnelUp | None:
    """The tunnel interface brought up, last of all."""
    return TunnelUp(name=asking.needed("name_tunnel")) if asking.is_spoke else None
