"""Checks of what decides where a packet leaves before the routes of the tunnel are asked, or beats them."""

from collections.abc import Iterator
from ipaddress import IPv4Network
from typing import TypeAlias

from wizard.check.matching.policy_routes import PolicyRoute, policy_routes
from wizard.check.registry import Hit, check
from wizard.check.routes.announced_networks import hub_announces, spoke_announces
from wizard.check.routes.learned_routes import learned, traffic_vrf
from wizard.check.routes.protocol_over_tunnel import tunnel_address_interface
from wizard.check.routes.static_routes import exits, ezvpn_interfaces
from wizard.check.view.device import DeviceView
from wizard.check.view.site import PairView
from wizard.ios.identity_matches import host
from wizard.ios.masking import quoted
from wizard.model.configuration import Line
from wizard.model.finding import Severity
from wizard.model.literals import number
from wizard.model.router import Interface

_POLICY = "ip policy route-map"

_LEAVE_OUT = (
    "Let the route-map leave the tunnel's traffic alone: a `deny` for it in front in its access list, or a "
    "`route-map NAME deny 5` that matches it."
)


@check(
    "RTE069",
    Severity.BLOCKER,
    why="Policy routing decides before the routing table. EzVPN stood on the interface to which it sends the packets "
    "and encrypted them there; a tunnel takes only what routes bring to it, so that traffic leaves in clear. A new hub "
    "sends by its policy what comes back from its LAN, wherever that leads.",
    fix=_LEAVE_OUT,
    citation="flexvpn.md 12",
)
def policy_routing_leaves_the_tunnels_traffic_alone(pair: PairView) -> Iterator[Hit]:
    """No route-map on a LAN interface sends traffic for the other end of the tunnel past it."""
    ends, inside = _ends(pair), _ends_inside(pair)
    for view, mine, yours, own_table in _sides(pair):
        for interface in _inside(view):
            if _is_new(view) and interface in view.holders(pair.hub_address):
                continue
            name = interface.line.argument(_POLICY)
            told = tuple(network for network in yours if network not in inside)
            found = (
                next(_past(view, name, _behind(view, interface, mine), told, own_table, ends), None) if name else None
            )
            if found:
                message = (
                    f"{quoted(f'{_POLICY} {name}')} on {interface.name} sends traffic for {found.destination} past "
                    f"the tunnel, by {quoted(found.line.text)}."
                )
                yield Hit(device=view.device, message=message, line=interface.line.child(_POLICY))


def _ends_inside(pair: PairView) -> frozenset[IPv4Network]:
    """The addresses of the tunnel's ends that `route set interface` alone tells, which EzVPN carried nothing to."""
    ends = (
        (pair.hub, pair.hub_template, pair.hub_policy),
        (pair.spoke, pair.path.tunnel if pair.path else None, pair.spoke_policy),
    )
    found: set[IPv4Network] = set()
    for view, tunnel, policy in ends:
        own = view.address_of(tunnel_address_interface(tunnel.name, tunnel.address)) if tunnel else None
        if own and policy and IPv4Network(own.ip) not in view.announced(policy):
            found.add(IPv4Network(own.ip))
    return frozenset(found)


def _behind(view: DeviceView, interface: Interface, networks: tuple[IPv4Network, ...]) -> list[IPv4Network]:
    """The networks whose traffic may come in by an interface: its own, and those of no other one."""
    others = [address.network for name, address in view.addresses if name != interface.name]
    own = [address.network for address in interface.addresses]
    return [*own, *(network for network in networks if not any(network.subnet_of(other) for other in others))]


_Side: TypeAlias = tuple[DeviceView, tuple[IPv4Network, ...], tuple[IPv4Network, ...], str]


def _sides(pair: PairView) -> Iterator[_Side]:
    """Each end whose EzVPN took what went out at an interface: the networks of both sides, the VRF of its tunnel."""
    if pair.path is None:
        return
    clients = pair.spoke.baseline_facts.clients
    if not any(client.virtual_interface is not None for client in clients):
        yield pair.spoke, spoke_announces(pair), hub_announces(pair), traffic_vrf(pair.spoke, pair.path.tunnel)
    server = pair.hub.baseline_facts.server
    if server is None or (server.crypto_maps and not server.virtual_templates):
        table = traffic_vrf(pair.hub, pair.hub_template) if pair.hub_template else ""
        yield pair.hub, hub_announces(pair), spoke_announces(pair), table


def _inside(view: DeviceView) -> Iterator[Interface]:
    names = {name for client in view.baseline_facts.clients for name in client.inside}
    for interface in view.facts.interfaces:
        if not interface.shutdown and (interface.name in names or (not names and _faces_inside(view, interface))):
            yield interface


def _faces_inside(view: DeviceView, interface: Interface) -> bool:
    return interface.name not in ezvpn_interfaces(view) and not interface.name.startswith(("Tunnel", "Virtual-"))


def _past(
    view: DeviceView,
    name: str,
    sources: list[IPv4Network],
    destinations: tuple[IPv4Network, ...],
    own_table: str,
    ends: frozenset[IPv4Network],
) -> Iterator[PolicyRoute]:
    """What a route-map sends out where EzVPN was."""
    elsewhere = [network for network in destinations if network not in sources]
    for source_network in dict.fromkeys(sources):
        for route in policy_routes(view.target, name, view.facts.access_lists, source_network, elsewhere):
            if route.destination in ends or (route.only_without_route and route.destination.prefixlen):
                continue
            if _leaves(view, route.next_hop) if route.next_hop else _is_led_past(view, route.table, own_table):
                yield route


def _ends(pair: PairView) -> frozenset[IPv4Network]:
    """The addresses between which the tunnels run: what goes to them leaves outside of each tunnel."""
    client = pair.path.client if pair.path else None
    called = [pair.spoke.meant(text) for _, text in client.peers] if client else []
    return frozenset(IPv4Network(address) for address in (*called, pair.hub_address, pair.spoke_address) if address)


def _is_led_past(view: DeviceView, table: str | None, own_table: str) -> bool:
    """Whether a packet is routed in the table of EzVPN's interface, which is not that of the tunnel."""
    if table is None or table == own_table:
        return False
    return any(found.vrf == table for name in ezvpn_interfaces(view) if (found := view.facts.interface(name)))


def _is_new(view: DeviceView) -> bool:
    """Whether the router had no EzVPN, so that no interface of it encrypted what a policy sends there."""
    return not ezvpn_interfaces(view)


def _leaves(view: DeviceView, next_hop: tuple[str, ...]) -> bool:
    if _is_new(view):
        return True
    taken, ways = ezvpn_interfaces(view), exits(view, next_hop)
    if ways:
        return bool(ways & taken)
    outside = (view.facts.interface(name) for name in taken)
    # The neighbor of an interface without a fixed address may be any.
    unknown = any(host(word) for word in next_hop) or "dhcp" in next_hop
    return unknown and any(interface.dynamic for interface in outside if interface)


@check(
    "RTE070",
    Severity.WARNING,
    why="`ip local policy` decides about the router's own packets before the routing table: what it answers from the "
    "LAN's address, to management and to AAA, NTP and logging servers behind the tunnel, leaves in clear.",
    fix=_LEAVE_OUT,
    citation="flexvpn.md 12",
)
def local_policy_leaves_the_tunnels_traffic_alone(pair: PairView) -> Iterator[Hit]:
    """`ip local policy` sends no packet of the router's LAN address past the tunnel."""
    ends = _ends(pair)
    prefix = "ip local policy route-map"
    for view, _, yours, own_table in _sides(pair):
        line = view.target.first(prefix)
        name = line.text.removeprefix(prefix).strip() if line else ""
        own = [IPv4Network(address.ip) for interface in _inside(view) for address in interface.addresses]
        found = next(_past(view, name, own, yours, own_table, ends), None) if name else None
        if found:
            message = (
                f"{quoted(f'{prefix} {name}')} sends the router's own packets for {found.destination} past the tunnel, "
                f"by {quoted(found.line.text)}."
            )
            yield Hit(device=view.device, message=message, line=line)


@check(
    "RTE071",
    Severity.BLOCKER,
    why="That default route has distance 1, or the one that is stated, and no line makes it yield: it wins over the "
    "default route of the tunnel, and everything that EzVPN took leaves in clear.",
    fix="Answer `tunnel_everything` with no and `hub_networks` with 0.0.0.0/1, 128.0.0.0/1: two longer routes win, and "
    "each peer gets a host route. Or take the line away before the cut-over and write a static default route with a "
    "distance of 250.",
    citation="flexvpn.md 12 (distance 1 unconfirmed)",
    question="hub_networks",
)
def no_learned_default_route_wins(pair: PairView) -> Iterator[Hit]:
    """No default route of PPP or DHCP wins over the one that the hub announces."""
    for view, tunnel, announced, limit in learned(pair):
        if view is pair.hub or not any(not network.prefixlen for network in announced):
            continue
        vrf = traffic_vrf(view, tunnel)
        for interface in view.facts.interfaces:
            line = _learned_default(view, interface, limit)
            if line and interface.vrf == vrf and not interface.shutdown:
                message = f"{quoted(line.text)} of {interface.name} wins over the default route of {tunnel.name}."
                yield Hit(device=view.device, message=message, line=line)


def _learned_default(view: DeviceView, interface: Interface, limit: int) -> Line | None:
    """The line that makes the interface learn a default route of that distance or a shorter one."""
    for words in ("ppp ipcp route default", "ppp ipcp default route"):
        if line := interface.line.child(words):
            return line
    line = interface.line.child("ip dhcp client default-router distance")
    line = line or view.target.first("ip dhcp-client default-router distance")
    distance = number(line.text.split()[-1]) if line and interface.dynamic == "dhcp" else None
    return line if distance is not None and distance <= limit else None
