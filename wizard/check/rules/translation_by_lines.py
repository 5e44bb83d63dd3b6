"""Checks of the translation that EzVPN did by itself, on each line and beside what the router translates already."""

from collections.abc import Iterator
from ipaddress import IPv4Network

from wizard.check.registry import Hit, check
from wizard.check.routes.announced_networks import hub_announces, spoke_announces
from wizard.check.routes.translations import (
    Fate,
    many_to_one,
    static_translations,
    takes_wherever_it_leaves,
    translated,
)
from wizard.check.view.device import DeviceView
from wizard.check.view.site import PairView
from wizard.ios.masking import quoted
from wizard.model.configuration import Line
from wizard.model.ezvpn_mode import EzvpnMode
from wizard.model.finding import Severity
from wizard.model.router import Interface


@check(
    "EZV008",
    Severity.BLOCKER,
    why="IOS takes the first rule that matches, and one by a list comes before those by a route-map. A rule without "
    "`match interface` does not look where a packet leaves, and translates the tunnel's traffic to the Internet "
    "address.",
    fix="Give the rule a list of its own, without the LAN: the plan has a rule with `match interface` for that. Or "
    "give the rule a route-map with `match interface` in each entry.",
    citation="ezvpn.md 3.6; flexvpn.md 12",
)
def translation_looks_where_a_packet_leaves(pair: PairView) -> Iterator[Hit]:
    """In client mode no translation towards the Internet takes the tunnel's traffic."""
    if not any(client.mode is EzvpnMode.CLIENT for client in pair.spoke.moving_clients[:1]):
        return
    told = hub_announces(pair)
    inside = list(_inside_networks(pair))
    own = pair.path.tunnel.name if pair.path else ""
    for rule in many_to_one(pair.spoke):
        if rule.text.split()[6:8] != ["interface", own] and any(
            takes_wherever_it_leaves(pair.spoke, rule, interface, network, told) for interface, network in inside
        ):
            yield Hit(message=f"{quoted(rule.text)} does not look where a packet leaves.", line=rule)


@check(
    "RTE085",
    Severity.BLOCKER,
    why="`ip nat enable` translates without sides; its rules take no route-maps, and it is never mixed with `ip nat "
    "inside` and `ip nat outside`. The hub has a route to the tunnel's address alone: what comes from the LAN as it is "
    "gets no answer.",
    fix="Change the router's own translation to `ip nat inside` and `ip nat outside` before, and plan anew.",
    citation="flexvpn.md 12; ezvpn.md 2.4",
)
def client_mode_translates_beside_nvi(pair: PairView) -> Iterator[Hit]:
    """The LAN of a spoke in client mode is translated into the tunnel."""
    view = pair.spoke
    enabled = [child for interface in view.target.all("interface") for child in interface.all("ip nat enable")]
    if enabled and any(client.mode is EzvpnMode.CLIENT for client in view.moving_clients[:1]):
        message = "The router translates by `ip nat enable`, so that nothing translates the LAN into the tunnel."
        yield Hit(message=message, line=enabled[0])


@check(
    "RTE084",
    Severity.WARNING,
    why="EzVPN translated the LAN's traffic towards the Internet on the backup's line too, without a line in the "
    "configuration. Without a rule for that line, or behind a rule that looks at no interface, the LAN loses the "
    "Internet as soon as the backup carries it, and nobody sees it before.",
    fix="Answer `internet_breakout` with yes; give a rule that stands in front and names another line a route-map "
    "with `match interface`.",
    citation="ezvpn.md 2.4 (unconfirmed); flexvpn.md 12",
    question="internet_breakout",
)
def backup_line_translates(pair: PairView) -> Iterator[Hit]:
    """What leaves a spoke by the backup's line is translated to that line's address."""
    view = pair.spoke
    own, *backups = dict.fromkeys(name for client in view.moving_clients for name in client.outside[:1]) or ("",)
    rules = many_to_one(view)
    if not any(_is_towards(rule, own) for rule in rules) or any(net.prefixlen == 0 for net in hub_announces(pair)):
        return
    for name in backups:
        first = next(
            (rule for rule in rules if _is_towards(rule, name) or not _looks_at_an_interface(view, rule)), None
        )
        if first is None:
            yield Hit(message=f"Nothing translates what leaves by {name}, where EzVPN did it by itself.")
        elif not _is_towards(first, name):
            message = f"{quoted(first.text)} takes what leaves by {name} too, to the address of another line."
            yield Hit(message=message, line=first)


def _is_towards(rule: Line, interface: str) -> bool:
    words = rule.text.split()
    return words[6:8] == ["interface", interface] or "pool" in words


def _looks_at_an_interface(view: DeviceView, rule: Line) -> bool:
    words = rule.text.split()
    maps = view.target.all(f"route-map {words[5]}") if words[4] == "route-map" else ()
    return bool(maps) and all(other_map.all("match interface") for other_map in maps)


@check(
    "RTE097",
    Severity.BLOCKER,
    why="In client mode the hub has a route to the tunnel's address alone: what comes from the LAN as it is gets no "
    "answer.",
    fix="Translate what leaves by the tunnel: `ip nat inside source route-map ... interface TUNNEL overload` with "
    "`match interface` of the tunnel, `ip nat inside` on the LAN and `ip nat outside` on the tunnel.",
    citation="ezvpn.md 2.4; flexvpn.md 12",
    question="name_tunnel_route_map",
)
def client_mode_translates_into_the_tunnel(pair: PairView) -> Iterator[Hit]:
    """What leaves the LAN of a spoke in client mode by the tunnel gets the tunnel's address."""
    view, name = pair.spoke, pair.path.tunnel.name if pair.path else ""
    tunnel = view.facts.interface(name)
    if tunnel is None or not any(client.mode is EzvpnMode.CLIENT for client in view.moving_clients[:1]):
        return
    announced = spoke_announces(pair)
    for inside, network in _inside_networks(pair):
        if any(network.subnet_of(told) for told in announced):
            continue
        found = translated(view, network, inside, tunnel)
        if found.fate is Fate.UNTRANSLATED or (
            found.fate is Fate.ANOTHER_LINE and found.rule and not found.rule.number
        ):
            yield Hit(message=f"Nothing translates {network} into {name}.", line=found.rule or inside.line)


@check(
    "RTE098",
    Severity.BLOCKER,
    why="EzVPN translated that traffic without a line in the configuration, and the answer is that the plan goes on "
    "doing it: as it is, it leaves with an address that nobody on the Internet answers.",
    fix="A rule with `overload` for that interface has to take the network, with `ip nat inside` on the LAN and "
    "`ip nat outside` on the interface; or answer `internet_breakout` with no.",
    citation="ezvpn.md 2.4; flexvpn.md 12",
    question="internet_breakout",
)
def internet_breakout_takes_each_network(pair: PairView) -> Iterator[Hit]:
    """Where the answer is that the LAN goes to the Internet by itself, each of its networks is translated."""
    view = pair.spoke
    client = next(iter(view.moving_clients), None)
    if client is None or view.answer("internet_breakout") != "yes" or _by_nvi(view):
        return
    outside = view.facts.interface(next(iter(client.outside), ""))
    if outside is None or any(not network.prefixlen for network in hub_announces(pair)):
        return
    restricted = view.facts.access_list(client.line.argument("nat acl"))
    shall = [entry.source_network for entry in restricted.entries if entry.permit] if restricted else None
    for inside, network in _inside_networks(pair):
        intended = shall is None or any(other is None or network.subnet_of(other) for other in shall)
        found = translated(view, network, inside, outside)
        if intended and inside.vrf == outside.vrf and found.fate is not Fate.ITS_LINE:
            message = f"Nothing translates {network} to an address of {outside.name}."
            yield Hit(message=message, line=found.rule or inside.line)


def _by_nvi(view: DeviceView) -> bool:
    return any(interface.all("ip nat enable") for interface in view.target.all("interface"))


def _inside_networks(pair: PairView) -> Iterator[tuple[Interface, IPv4Network]]:
    """The networks on the inside interfaces of the client that moves, each with its interface."""
    names = dict.fromkeys(name for client in pair.spoke.moving_clients for name in client.inside)
    for interface in (pair.spoke.facts.interface(name) for name in names):
        if interface and not interface.shutdown:
            yield from ((interface, address.network) for address in interface.addresses)


@check(
    "RTE105",
    Severity.BLOCKER,
    why="The hub knows the site by addresses that the router's own translation gives it. That rule turned what EzVPN "
    "decrypted on an interface with `ip nat outside`; what the new tunnel decrypts it does not see, and a packet to "
    "those addresses reaches no host.",
    fix="Write `ip nat outside` into the tunnel behind the stage, and let the rules by lists leave the networks behind "
    "the hub alone, as they do today; announce in `lan_networks` the translated networks only.",
    citation="Cisco IOS IP Addressing: NAT Configuration Guide; ezvpn.md 2.4",
    question="lan_networks",
)
def translated_networks_are_turned_by_the_tunnel(pair: PairView) -> Iterator[Hit]:
    """What a static translation makes of a spoke's LAN, and the spoke announces, its tunnel translates."""
    tunnel = pair.spoke.facts.interface(pair.path.tunnel.name) if pair.path else None
    if tunnel is None or tunnel.nat == "outside":
        return
    own = [address.network for _, address in pair.spoke.addresses]
    for rule, known_outside in static_translations(pair.spoke, "inside"):
        told = any(known_outside.subnet_of(network) for network in spoke_announces(pair))
        if told and not any(known_outside.subnet_of(network) for network in own):
            message = f"The hub sends to {known_outside}, which {quoted(rule.text)} does not turn on {tunnel.name}."
            yield Hit(message=message, line=rule)


@check(
    "RTE106",
    Severity.WARNING,
    why="The rule turns addresses behind the hub where packets come in by an interface with `ip nat outside`, as "
    "EzVPN's was. The new tunnel has no side, so that the LAN reaches them by their own addresses alone.",
    fix="Write `ip nat outside` into the tunnel behind the stage, where rules for the LAN spare it, or have the hosts "
    "use the addresses that there are.",
    citation="Cisco IOS IP Addressing: NAT Configuration Guide (what EzVPN did beside it unconfirmed)",
)
def addresses_behind_the_hub_are_turned_by_the_tunnel(pair: PairView) -> Iterator[Hit]:
    """No `ip nat outside source` for addresses behind the hub stands beside a tunnel that translates nothing."""
    tunnel = pair.spoke.facts.interface(pair.path.tunnel.name) if pair.path else None
    if tunnel is None or tunnel.nat == "outside" or not _was_outside(pair):
        return
    for rule, turned in static_translations(pair.spoke, "outside"):
        if any(turned.subnet_of(network) for network in hub_announces(pair) if network.prefixlen):
            yield Hit(message=f"{quoted(rule.text)} turns nothing of what {tunnel.name} carries.", line=rule)


def _was_outside(pair: PairView) -> bool:
    """Whether EzVPN decrypted on an interface with `ip nat outside`."""
    clients = [client for client in pair.spoke.moving_clients if client.virtual_interface is None]
    interfaces = (pair.spoke.baseline_facts.interface(name) for client in clients for name in client.outside)
    return any(interface is not None and interface.nat == "outside" for interface in interfaces)
