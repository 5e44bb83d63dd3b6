"""Checks of networks of a spoke that EzVPN did not take, such as that of guests, and that the tunnel's routes take."""

from collections.abc import Iterator
from ipaddress import IPv4Network

from wizard.check.matching.permitted_packets import keeps_apart
from wizard.check.registry import Hit, check
from wizard.check.routes.announced_networks import hub_announces, spoke_announces
from wizard.check.routes.learned_routes import traffic_vrf
from wizard.check.routes.static_routes import static_routes
from wizard.check.view.site import PairView
from wizard.data.private_networks import NOT_ROUTED
from wizard.ios.identity_matches import host
from wizard.model.configuration import Line
from wizard.model.finding import Severity
from wizard.model.router import Interface
from wizard.parse.routing_processes import routing_processes
from wizard.situation.zones import zone_of

_WHY = (
    "EzVPN took the networks of its inside interfaces and nothing else; a tunnel takes whatever its routes lead into "
    "it, and the hub has no route back to a network that the spoke does not announce. "
)


@check(
    "RTE094",
    Severity.BLOCKER,
    why=_WHY + "What leaves for the Internet today, translated or with public addresses, enters the tunnel as it "
    "is and gets no answer.",
    fix="Give the interface policy routing to the Internet's gateway, or a VRF with a default route of its own; or add "
    "its network to `lan_networks`, where the hub shall carry it and translate it.",
    citation="flexvpn.md 12; ezvpn.md 2.4",
    question="lan_networks",
)
def networks_beside_ezvpn_keep_the_internet(pair: PairView) -> Iterator[Hit]:
    """No network that goes to the Internet beside EzVPN is led into the tunnel by a default route."""
    announced = hub_announces(pair)
    halves = sum(network.prefixlen == 1 for network in announced)
    if halves < 2 and not any(not network.prefixlen for network in announced):
        return
    for interface, network in _beside(pair):
        message = f"The default route of the tunnel takes {network} on {interface.name}, which the hub has no route to."
        yield Hit(message=message, line=_translated(interface) or interface.line)


@check(
    "RTE095",
    Severity.WARNING,
    why=_WHY + "Its hosts send to the networks behind the hub, where EzVPN let nothing of them pass.",
    fix="Filter them where they come in (`ip access-group`), or add their network to `lan_networks` where they shall "
    "reach the hub's networks.",
    citation="flexvpn.md 12",
    question="lan_networks",
)
def networks_beside_ezvpn_stay_outside(pair: PairView) -> Iterator[Hit]:
    """No network beside EzVPN sends to the networks behind the hub."""
    behind = [network for network in hub_announces(pair) if 1 < network.prefixlen < 32]
    for interface, network in _beside(pair):
        reached = [
            str(other)
            for other in behind
            if not other.subnet_of(network) and not _is_kept_out(pair, interface, network, other)
        ]
        if reached:
            message = f"The tunnel leads {network} on {interface.name} to {', '.join(reached)}."
            yield Hit(message=message, line=_translated(interface) or interface.line)


def _beside(pair: PairView) -> Iterator[tuple[Interface, IPv4Network]]:
    """The networks of the Internet's clients that are not inside of EzVPN, not announced, and left to the routes."""
    clients = pair.spoke.baseline_facts.clients
    if pair.path is None or any(client.virtual_interface is not None for client in clients):
        return
    taken = {name for client in clients for name in (*client.inside, *client.outside)}
    announced, vrf = spoke_announces(pair), traffic_vrf(pair.spoke, pair.path.tunnel)
    for interface in pair.spoke.facts.interfaces:
        if (
            (_translated(interface) is None and not _is_public(pair, interface))
            or interface.name in taken
            or interface.name.startswith("Loopback")
            or interface.shutdown
            or interface.vrf != vrf
            or interface.line.child("ip policy route-map")
        ):
            continue
        for address in interface.addresses:
            if not any(address.network.subnet_of(network) for network in announced):
                yield interface, address.network


def _is_public(pair: PairView, interface: Interface) -> bool:
    """Whether hosts with public addresses may stand there, which need no translation: no provider's router does."""
    routes = static_routes(pair.spoke.target, interface.vrf)
    hops = [hop for route in routes for word in route.next_hop if (hop := host(word))]
    processes = routing_processes(pair.spoke.target)
    hops += [near.address for process in processes for near in process.neighbors if near.address]
    own = [address.network for address in interface.addresses]
    return (
        interface.line.child("ip nat outside") is None
        and interface.line.child("crypto map") is None
        and not any(hop in network for hop in hops for network in own)
        and any(network.prefixlen < _TRANSFER and not _is_private(network) for network in own)
    )


_TRANSFER = 30
"""A network of that length or a longer one joins two routers."""


def _is_private(network: IPv4Network) -> bool:
    return any(network.subnet_of(private) for private in NOT_ROUTED)


def _translated(interface: Interface) -> Line | None:
    """The line by which the router translates what comes in there, which is the way to the Internet."""
    return interface.line.child("ip nat inside") or interface.line.child("ip nat enable")


def _is_kept_out(pair: PairView, interface: Interface, network: IPv4Network, other: IPv4Network) -> bool:
    """Whether a list or the zones keep what comes from that network from the other one."""
    for line in interface.line.all("ip access-group"):
        words = line.text.split()
        access_list = pair.spoke.facts.access_list(words[2]) if words[3:4] == ["in"] else None
        if access_list and access_list.entries and keeps_apart(access_list, network, other):
            return True
    tunnel = pair.path.tunnel.line if pair.path else None
    zones = [zone_of(pair.spoke.target, line) for line in (interface.line, tunnel) if line]
    if len(set(zones)) < 2:
        return False
    pairs = (line.text.split()[3:] for line in pair.spoke.target.all("zone-pair security"))
    return ["source", zones[0], "destination", zones[1]] not in pairs
