"""Checks of the entries of a split list that mean more than the networks of which a route can be made."""

from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network

from wizard.check.matching.policy_routes import common, ends_of
from wizard.check.registry import Hit, check
from wizard.check.routes.announced_networks import hub_announces
from wizard.check.view.device import DeviceView
from wizard.check.view.site import SiteView
from wizard.ios.masking import quoted
from wizard.model.configuration import Line
from wizard.model.finding import Severity
from wizard.model.literals import address
from wizard.model.router import AccessEntry, AccessList
from wizard.parse.address_words import EVERYTHING, wildcard_network
from wizard.situation.networks import collapsed, is_of_every_protocol, without


@check(
    "RTE107",
    Severity.WARNING,
    why="EzVPN hands an entry on with its protocol and its ports, and a `deny` for some destinations is one for them "
    "alone. A route knows networks: what the entry left to the Internet goes into the tunnel from then on.",
    fix="Answer `hub_networks` with what the spokes shall reach through the tunnel; filter on the hub's LAN or on its "
    "virtual template what must not pass.",
    citation="flexvpn.md 12; ezvpn.md 1.2",
    question="hub_networks",
)
def entries_of_the_split_list_mean_networks(site: SiteView) -> Iterator[Hit]:
    """No entry of the split list of the group that moves has ports, a protocol, or a `deny` for some destinations."""
    server = site.server or site.hub
    told = {network for pair in site.pairs for network in hub_announces(pair)}
    for access_list, entry in _entries(server):
        lost = _lost(entry) if access_list.extended else ""
        source = entry.source_network
        if not lost or source is None:
            continue
        if not entry.permit and _is_followed(access_list, entry, source):
            message = f"{quoted(entry.text)} of split list {access_list.name} loses {lost}: it leaves nothing out."
        elif entry.permit and _is_told_by_it(access_list, source, told):
            message = (
                f"{quoted(entry.text)} of split list {access_list.name} loses {lost}: a route takes all of {source}."
            )
        else:
            continue
        yield Hit(message=message, line=_line(server, entry), device=server.device)


def _is_told_by_it(access_list: AccessList, source: IPv4Network, told: Collection[IPv4Network]) -> bool:
    """Whether a route takes some of what the entry permits in part, and no entry permits as a whole."""
    whole = [
        other.source_network
        for other in access_list.entries
        if other.permit and other.source_network and is_of_every_protocol(other)
    ]
    parts = [common(source, network) for network in told if network.prefixlen and network.overlaps(source)]
    return any(without(part, whole) for part in parts)


def _is_followed(access_list: AccessList, entry: AccessEntry, source: IPv4Network) -> bool:
    """Whether a later entry permits some of what the entry denies to somebody."""
    later = access_list.entries[access_list.entries.index(entry) + 1 :]
    return any(other.permit and other.source_network and other.source_network.overlaps(source) for other in later)


def _lost(entry: AccessEntry) -> str:
    if not is_of_every_protocol(entry):
        return "its protocol and ports"
    return "" if entry.permit or entry.to_anywhere else "its destination"


@check(
    "RTE119",
    Severity.WARNING,
    why="EzVPN encrypts what the entry names. Without a route into the tunnel it leaves by the Internet line as it is, "
    "and nobody answers.",
    fix="Answer `hub_networks` with the networks that are meant, as networks with a mask.",
    citation="ezvpn.md 1.2; flexvpn.md 12",
    question="hub_networks",
)
def every_entry_of_the_split_list_is_announced(site: SiteView) -> Iterator[Hit]:
    """Everything that the split list of the group that moves names is announced to the spokes."""
    server = site.server or site.hub
    told = collapsed(network for pair in site.pairs for network in hub_announces(pair))
    for access_list, entry in _entries(server) if told else ():
        named = f"{quoted(entry.text)} of split list {access_list.name}"
        if entry.permit and not _is_told(access_list, entry, told):
            what = entry.source_network or "addresses of which no route is made"
            message = f"{named} names {what}, and no spoke is told so."
        elif not entry.permit and entry.source_network is None and _is_followed(access_list, entry, EVERYTHING):
            message = f"{named} names addresses that no route leaves out."
        else:
            continue
        yield Hit(message=message, line=_line(server, entry), device=server.device)


def _is_told(access_list: AccessList, entry: AccessEntry, told: list[IPv4Network]) -> bool:
    """Whether routes lead to all that an entry permits, but for what one before it denies."""
    around = _around(entry, extended=access_list.extended)
    if around is None:
        return False
    # They are in order, and none holds another one.
    place = bisect_right(told, around)
    if any(around.subnet_of(known) for known in told[max(0, place - 1) : place + 1]):
        return True
    before = access_list.entries[: access_list.entries.index(entry)]
    denied = [one.source_network for one in before if not one.permit and one.source_network]
    return all(any(part.subnet_of(known) for known in told) for part in without(around, denied))


def _around(entry: AccessEntry, *, extended: bool) -> IPv4Network | None:
    """The smallest network that holds all addresses of an entry, those of a wildcard with gaps too."""
    if entry.source_network:
        return entry.source_network
    words = entry.text.split()[2 if extended else 1 :][:2]
    known = [int(found) for word in words if (found := address(word))]
    if len(known) < 2:
        return None
    length = known[1].bit_length()
    return IPv4Network((known[0] >> length << length, 32 - length))


@check(
    "RTE108",
    Severity.WARNING,
    why="A split list names what lies behind the server as source. Written the wrong way round it names everything, "
    "and everything goes through the tunnel: the Internet too, as with EzVPN, whatever was meant.",
    fix="Answer `hub_networks` with the network that was meant, and `tunnel_everything` with no; or accept the "
    "finding where all traffic shall go to the hub.",
    citation="ezvpn.md 1.2; flexvpn.md 12",
    question="tunnel_everything",
)
def split_list_names_no_network_as_destination(site: SiteView) -> Iterator[Hit]:
    """No entry of the split list of the group that moves goes from everywhere to a network behind the server."""
    server = site.server or site.hub
    told = {network for pair in site.pairs for network in hub_announces(pair)}
    if not any(not network.prefixlen for network in told):
        return
    near = [address.network for name, address in server.addresses if not name.startswith("Loopback")]
    near += [route.network for route in server.baseline_facts.routes if route.network.prefixlen]
    for access_list, entry in _entries(server):
        meant = _destination(entry)
        if meant and any(network.overlaps(meant) for network in near):
            message = f"{quoted(entry.text)} of split list {access_list.name} names everything, and not {meant}."
            yield Hit(message=message, line=_line(server, entry), device=server.device)


def _destination(entry: AccessEntry) -> IPv4Network | None:
    """The network to which an entry from everywhere goes."""
    words = entry.text.split()
    if not entry.permit or words[2:3] != ["any"] or len(words) < 5:
        return None
    return wildcard_network(words[4], "0.0.0.0") if words[3] == "host" else wildcard_network(words[3], words[4])


@check(
    "RTE082",
    Severity.WARNING,
    why="A split list names what lies behind the server as source, and the clients' side as destination. Turned round "
    "it announces the clients' own addresses to the spokes, and none of the networks behind the hub.",
    fix="Answer `hub_networks` with the networks behind the hub, and turn the list round.",
    citation="ezvpn.md 1.2; flexvpn.md 12",
    question="hub_networks",
)
def split_list_names_the_servers_side(site: SiteView) -> Iterator[Hit]:
    """The split list of the group that moves names no pool and no LAN of a spoke as the server's side."""
    server = site.server or site.hub
    sides = _sides(site, server)
    for group in server.moving_groups:
        access_list = server.baseline_facts.access_list(group.split_list)
        pools = [(first, last) for name, first, last in server.baseline_facts.pools if name == group.pool]
        permits = [entry for entry in access_list.entries if entry.permit] if access_list else []
        whole = bool(permits) and all(_is_the_clients(entry.source_network, sides, pools) for entry in permits)
        turned = [entry for entry in permits if access_list and _is_turned_round(entry, access_list, sides)]
        for entry in permits[:1] if whole else turned:
            message = (
                f"Split list {group.split_list} of group {group.name} names {entry.source_network} as a network "
                f"behind {server.device}, and the clients have it."
            )
            line = group.line.child("acl") if whole else _line(server, entry)
            yield Hit(message=message, line=line, device=server.device)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sides:
    """The networks that lie at the clients, and at the server."""

    clients: tuple[IPv4Network, ...]
    server: tuple[IPv4Network, ...]
    routed: tuple[IPv4Network, ...]
    """Those that a static route of the server leads to."""


def _sides(site: SiteView, server: DeviceView) -> _Sides:
    inside = (
        interface
        for spoke in site.spokes
        for client in spoke.moving_clients
        for name in client.inside
        if (interface := spoke.baseline_facts.interface(name))
    )
    near = (
        address.network
        for name, address in server.addresses
        if address.network.prefixlen < _HOST and not name.startswith("Loopback")
    )
    routes = server.baseline_facts.routes
    return _Sides(
        clients=tuple(address.network for interface in inside for address in interface.addresses),
        server=tuple(near),
        routed=tuple(route.network for route in routes if route.network.prefixlen and route.next_hop != "Null0"),
    )


def _is_the_clients(network: IPv4Network | None, sides: _Sides, pools: list[tuple[IPv4Address, IPv4Address]]) -> bool:
    """Whether a LAN of a spoke is that network, or a pool lies in it and no network of the server does."""
    if network is None or not network.prefixlen:
        return False
    mixed = any(own.subnet_of(network) for own in sides.server)
    return network in sides.clients or (
        not mixed and any(first in network and last in network for first, last in pools)
    )


def _is_turned_round(entry: AccessEntry, access_list: AccessList, sides: _Sides) -> bool:
    """Whether an entry goes from networks of the clients alone to a network of the server."""
    source, destination, _ = ends_of(entry, extended=access_list.extended)
    if source is None or destination is None or not source.prefixlen or not destination.prefixlen:
        return False
    from_clients = any(source.overlaps(network) for network in sides.clients)
    from_server = any(source.overlaps(network) for network in sides.server)
    to_server = any(destination.overlaps(network) for network in (*sides.server, *sides.routed))
    return from_clients and not from_server and to_server


_HOST = 32


def _entries(server: DeviceView) -> Iterator[tuple[AccessList, AccessEntry]]:
    for name in dict.fromkeys(group.split_list for group in server.moving_groups if group.split_list):
        access_list = server.baseline_facts.access_list(name)
        yield from ((access_list, entry) for entry in access_list.entries) if access_list else ()


def _line(server: DeviceView, entry: AccessEntry) -> Line | None:
    """The line of an entry, below the list's name or by itself."""
    return next((line for line in server.baseline.walk() if line.number == entry.number), None)
