"""What a spoke translates by itself on the way to the Internet."""

from collections.abc import Sequence
from ipaddress import IPv4Network
from itertools import pairwise

from wizard.ios.list_entries import entries_of_list, numbers_at_the_head, prints_numbers, source_words
from wizard.model.configuration import Configuration, Line
from wizard.model.ezvpn_mode import EzvpnMode
from wizard.model.question import Asking
from wizard.model.router import AccessList
from wizard.model.template_values import EmptiedList


def outside_lines(asking: Asking) -> tuple[str, ...]:
    """The interfaces over which EzVPN translated by itself: the client's first one, and its backup's."""
    clients = (asking.client, asking.backup_client)
    return tuple(dict.fromkeys(name for client in clients if client for name in client.outside[:1]))


def backup_line(asking: Asking) -> str:
    """The outside interface of the backup, "" without one of its own."""
    return next(iter(outside_lines(asking)[1:]), "")


def inside_networks(asking: Asking) -> tuple[IPv4Network, ...]:
    """The networks on the interfaces on which the EzVPN client is inside, each once."""
    inside = (asking.router.interface(name) for name in asking.client.inside)
    networks = (address.network for interface in inside if interface for address in interface.addresses)
    return tuple(dict.fromkeys(networks))


def networks_to_translate(asking: Asking) -> tuple[IPv4Network, ...]:
    """What EzVPN translated towards the Internet: the networks of its `nat acl`, else those inside."""
    restricted = asking.router.access_list(asking.client.line.argument("nat acl"))
    if restricted is None:
        return inside_networks(asking)
    networks = (entry.source_network for entry in restricted.entries if entry.permit and entry.source_network)
    return tuple(dict.fromkeys(networks))


def translations_towards(asking: Asking, line: str = "") -> tuple[Line, ...]:
    """The spoke's own translations towards that interface, without one towards the client's own."""
    source = asking.plan.source(asking.device)
    rules = source.configuration.all("ip nat inside source") if source else ()
    inside = asking.router.interface(next(iter(asking.client.inside), ""))
    own = [rule for rule in rules if _vrf(rule) == (inside.vrf if inside else "")]
    return tuple(rule for rule in own if _is_of_many(rule, (line,) if line else asking.client.outside))


def takes_whatever_leaves(asking: Asking, line: str) -> tuple[Line, ...]:
    """The rules towards another interface that would take what leaves by that line, since they look at no interface."""
    towards = translations_towards(asking, line)
    others = [rule for name in outside_lines(asking) for rule in translations_towards(asking, name)]
    return tuple(rule for rule in others if rule not in towards and not _looks_at_an_interface(asking, rule))


def lines_without_translation(asking: Asking) -> tuple[str, ...]:
    """The outside interfaces on which EzVPN alone translated some of the LAN, and a rule of the plan can.

    IOS tries rules in their order, so one that takes whatever leaves would go on taking it [flexvpn.md 12].
    """
    emptied = {access_list.name for access_list in emptied_lists(asking)}

    def stays(rule: Line) -> bool:
        return not emptied.intersection(_lists_of(asking, rule))

    return tuple(
        line
        for line in outside_lines(asking)
        if (untranslated_networks(asking, line) or not all(map(stays, translations_towards(asking, line))))
        and not any(map(stays, takes_whatever_leaves(asking, line)))
    )


def _looks_at_an_interface(asking: Asking, rule: Line) -> bool:
    return "route-map" in rule.text.split() and all(
        other_map.all("match interface") for other_map in _maps_of(asking, rule.text.split())
    )


def _is_of_many(rule: Line, outside: Sequence[str]) -> bool:
    """Whether the rule translates many addresses, into the outside interface's or a pool; no port forward does."""
    words = rule.text.split()
    if words[4:5] not in (["list"], ["route-map"]) or not {"overload", "pool"}.intersection(words):
        return False
    return "pool" in words or any(f" interface {name} " in f"{rule.text} " for name in outside)


def _vrf(rule: Line) -> str:
    words = rule.text.split()
    return words[words.index("vrf") + 1] if "vrf" in words[:-1] else ""


def translates_by_nvi(asking: Asking) -> bool:
    """Whether the router translates without sides, which takes no route-maps and is never mixed with sides.

    flexvpn.md 12, from Cisco's guide to the NAT virtual interface.
    """
    source = asking.plan.source(asking.device)
    interfaces = source.configuration.all("interface") if source else ()
    return any(interface.all("ip nat enable") for interface in interfaces)


def interfaces_translate(asking: Asking, inside: Sequence[str], outside: Sequence[str]) -> bool:
    """Whether the router translates between some of these interfaces already, so that any rule would take packets."""

    def has_a_side(names: Sequence[str]) -> bool:
        return any(interface.nat for name in names if (interface := asking.router.interface(name)))

    return has_a_side(inside) and has_a_side(outside)


def untranslated_networks(asking: Asking, line: str = "") -> tuple[IPv4Network, ...]:
    """The networks that EzVPN translated and no translation of the spoke's own takes towards that interface."""
    rules = translations_towards(asking, line)
    lists = [name for rule in rules for name in _lists_of(asking, rule)]
    found = [asking.router.access_list(name) for name in lists]
    taken = [
        entry.source_network
        for access_list in found
        if access_list
        for entry in access_list.entries
        if entry.permit and entry.source_network
    ]
    known = all(found) and bool(found)
    if rules and not known:
        return ()
    return tuple(
        network for network in networks_to_translate(asking) if not any(network.subnet_of(other) for other in taken)
    )


def _lists_of(asking: Asking, rule: Line) -> list[str]:
    """The access lists of a translation, behind its route-map too."""
    words = rule.text.split()
    if "list" in words[:-1]:
        return [words[words.index("list") + 1]]
    maps = _maps_of(asking, words)
    return [name for other_map in maps for line in other_map.all("match ip address") for name in line.text.split()[3:]]


def _maps_of(asking: Asking, rule: list[str]) -> tuple[Line, ...]:
    """The entries of the route-map that a translation names."""
    source = asking.plan.source(asking.device)
    if "route-map" not in rule[:-1] or source is None:
        return ()
    return source.configuration.all(f"route-map {rule[rule.index('route-map') + 1]}")


def emptied_lists(asking: Asking) -> tuple[EmptiedList, ...]:
    """The lists of rules that would translate the tunnel's traffic in client mode to the Internet address.

    A rule by a list does not look where a packet leaves, and comes before any by a route-map; a rule in use cannot be
    removed [Cisco document 13779], so its list lets the LAN go.
    """
    source = asking.plan.source(asking.device)
    if source is None or asking.client.mode is not EzvpnMode.CLIENT:
        return ()
    rules = [rule.text.split() for line in outside_lines(asking) for rule in translations_towards(asking, line)]
    # A pool without `overload` gives each host an address of its own, which no rule of the plan does.
    names = dict.fromkeys(words[5] for words in rules if words[4:5] == ["list"] and "overload" in words)
    found = (_emptied(asking, source.configuration, asking.router.access_list(name)) for name in names)
    return tuple(emptied for emptied in found if emptied)


def pool_of_emptied(asking: Asking, line: str) -> str:
    """The pool of a rule that lets the LAN go, from which its packets go on getting their address; "" without one."""
    emptied = {access_list.name for access_list in emptied_lists(asking)}
    rules = (rule.text.split() for rule in translations_towards(asking, line))
    pools = (words[words.index("pool") + 1] for words in rules if words[5] in emptied and "pool" in words[:-1])
    return next(pools, "")


def _emptied(asking: Asking, configuration: Configuration, access_list: AccessList | None) -> EmptiedList | None:
    if access_list is None or _has_other_users(configuration, access_list.name):
        return None
    taken = [entry.source_network for entry in access_list.entries if entry.permit and entry.source_network]
    mine = [network for network in inside_networks(asking) if any(network.overlaps(other) for other in taken)]
    if not access_list.extended and any(_is_a_host_of(network, mine) for network in taken):
        return None
    lines = entries_of_list(configuration, access_list.name)
    numbers = numbers_at_the_head(lines, len(mine))
    words = ("deny ip", " any") if access_list.extended else ("deny", "")
    entries = tuple(
        f"{number} {words[0]} {source_words(network, extended=access_list.extended)}{words[1]}"
        for number, network in zip(numbers, mine, strict=False)
    )
    kind = "extended" if access_list.extended else "standard"
    renumbered = not prints_numbers(lines)
    return EmptiedList(name=access_list.name, kind=kind, entries=entries, renumbered=renumbered) if entries else None


def _is_a_host_of(network: IPv4Network, networks: Sequence[IPv4Network]) -> bool:
    """Whether it is one address of those: IOS asks the hosts of a standard list before its networks [flexvpn.md 12]."""
    return network.prefixlen == 32 and any(network.subnet_of(other) and network != other for other in networks)


_BEFORE_A_LIST = frozenset({"list", "access-group", "access-class", "address", "acl", "name", "ro", "rw"})
"""Words behind which a line names the access list that it uses."""


def _has_other_users(configuration: Configuration, name: str) -> bool:
    """Whether anything but translations by that list uses it."""
    for line in configuration.walk():
        words = line.text.split()
        uses = (before.lower() in _BEFORE_A_LIST and word == name for before, word in pairwise(words))
        if any(uses) and words[:3] != ["ip", "nat", "inside"] and words[:2] != ["ip", "access-list"]:
            return True
    return False
