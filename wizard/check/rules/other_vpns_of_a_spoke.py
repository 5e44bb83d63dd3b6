"""Checks of the VPNs that a spoke has beside EzVPN: what the new tunnel's routes take away from them."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network

from wizard.check.matching.policy_routes import ends_of
from wizard.check.registry import Hit, check
from wizard.check.routes.learned_routes import traffic_vrf
from wizard.check.routes.static_routes import ezvpn_interfaces
from wizard.check.routes.tracked_probes import goes_through
from wizard.check.view.device import is_made
from wizard.check.view.site import PairView
from wizard.ios.identity_matches import host
from wizard.ios.masking import quoted
from wizard.model.configuration import Line
from wizard.model.finding import Severity
from wizard.model.ikev2 import TunnelInterface


@check(
    "RTE109",
    Severity.BLOCKER,
    why="The router's own packets follow the routes of the tunnel. Those of another VPN leave with an Internet "
    "address, to which nobody behind the hub has a way back: that VPN is down as soon as the tunnel is up. EzVPN took "
    "the networks of its inside interfaces alone.",
    fix="Give that peer a host route by the line that it is called by, before the cut-over.",
    citation="flexvpn.md 12; flexvpn.md 1.12 rule (e)",
    question="hub_networks",
)
def peers_of_other_vpns_stay_outside(pair: PairView) -> Iterator[Hit]:
    """No peer of another tunnel or crypto map of a spoke is reached through the new tunnel from the cut-over on."""
    if pair.path is None:
        return
    vrf = traffic_vrf(pair.spoke, pair.path.tunnel)
    for peer, line in dict.fromkeys((*_ends_of_tunnels(pair, vrf), *_peers_of_maps(pair, vrf))):
        if goes_through(pair, IPv4Network(peer), vrf):
            message = f"{peer}, which {quoted(line.text)} calls, is reached through {pair.path.tunnel.name}."
            yield Hit(message=message, line=line)


def _ends_of_tunnels(pair: PairView, vrf: str) -> Iterator[tuple[IPv4Address, Line]]:
    """The other ends of tunnels that leave from an address which was no inside of EzVPN."""
    for tunnel in pair.spoke.objects.tunnels:
        if tunnel.line is None or is_made(tunnel.line) or tunnel.shutdown or _is_inside(pair, tunnel):
            continue
        if tunnel.tunnel_vrf == vrf:
            yield from ((end, line) for line in tunnel.line.children for end in _called(line))


def _called(line: Line) -> Iterator[IPv4Address]:
    words = line.text.split()
    if words[:2] == ["tunnel", "destination"] or words[:3] == ["ip", "nhrp", "map"]:
        named = words[2:3] if words[0] == "tunnel" else words[-1:]
    else:
        named = words[words.index("nbma") + 1 :][:1] if words[:3] == ["ip", "nhrp", "nhs"] and "nbma" in words else []
    yield from (address for word in named if (address := host(word)))


def _is_inside(pair: PairView, tunnel: TunnelInterface) -> bool:
    inside = [pair.spoke.facts.interface(name) for client in pair.spoke.moving_clients for name in client.inside]
    words = {own.name for own in inside if own} | {str(ip.ip) for own in inside if own for ip in own.addresses}
    return tunnel.tunnel_source in words


def _peers_of_maps(pair: PairView, vrf: str) -> Iterator[tuple[IPv4Address, Line]]:
    for entry in _map_entries(pair, vrf):
        yield from ((peer, line) for line in entry.all("set peer") if (peer := host(line.text.split()[2])))


def _map_entries(pair: PairView, vrf: str) -> Iterator[Line]:
    """The entries of the crypto maps that stand on the interfaces where EzVPN was."""
    view = pair.spoke
    for name in sorted(ezvpn_interfaces(view)):
        interface = view.facts.interface(name)
        crypto_map = interface.line.argument("crypto map").partition(" ")[0] if interface else ""
        if interface and crypto_map and interface.vrf == vrf:
            yield from view.target.all(f"crypto map {crypto_map}")


@check(
    "RTE110",
    Severity.BLOCKER,
    why="A crypto map takes what leaves by its interface. What the tunnel's routes lead into the tunnel does not leave "
    "there, and reaches the hub instead of the other end of that VPN.",
    fix="Give the network a static route by the interface of the crypto map before the cut-over.",
    citation="flexvpn.md 12",
    question="hub_networks",
)
def crypto_maps_beside_ezvpn_keep_their_traffic(pair: PairView) -> Iterator[Hit]:
    """The new tunnel takes no network to which a crypto map beside EzVPN leads."""
    if pair.path is None:
        return
    view, vrf = pair.spoke, traffic_vrf(pair.spoke, pair.path.tunnel)
    for entry in _map_entries(pair, vrf):
        line = entry.child("match address")
        access_list = view.facts.access_list(line.text.split()[2]) if line else None
        permits = [one for one in access_list.entries if one.permit] if access_list and access_list.extended else []
        networks = (ends_of(one, extended=True)[1] for one in permits)
        taken = next((far for far in networks if far and far.prefixlen and goes_through(pair, far, vrf)), None)
        if taken:
            message = f"{pair.path.tunnel.name} takes {taken}, which {quoted(entry.text)} encrypts to another peer."
            yield Hit(message=message, line=line)
