"""What a spoke translates by itself on the way to the Internet."""

from collections.abc import Sequence
from ipaddress import IPv4Network

from wizard.model.configuration import Line
from wizard.model.question import Asking


def translations_towards(asking: Asking) -> tuple[Line, ...]:
    """The spoke's own translations towards the interface of the Internet."""
    source = asking.plan.source(asking.device)
    rules = source.configuration.all("ip nat inside source") if source else ()
    return tuple(rule for rule in rules if _is_overload(rule, asking.client.outside))


def _is_overload(rule: Line, outside: Sequence[str]) -> bool:
    """Whether the rule translates many addresses into one, of the outside interface or a pool; no port forward does."""
    words = rule.text.split()
    if words[4:5] not in (["list"], ["route-map"]) or "overload" not in words:
        return False
    return "pool" in words or any(f" interface {name} " in f"{rule.text} " for name in outside)


def untranslated_networks(asking: Asking) -> tuple[IPv4Network, ...]:
    """The inside networks that no translation of the spoke's own takes."""
    inside = [asking.router.interface(name) for name in asking.client.inside]
    networks = [address.network for interface in inside if interface for address in interface.addresses]
    lists = [name for rule in translations_towards(asking) for name in _lists_of(asking, rule)]
    found = [asking.router.access_list(name) for name in lists]
    taken = [
        entry.source_network
        for access_list in found
        if access_list
        for entry in access_list.entries
        if entry.permit and entry.source_network
    ]
    known = all(found) and bool(found)
    if translations_towards(asking) and not known:
        return ()
    return tuple(network for network in dict.fromkeys(networks) if not any(network.subnet_of(other) for other in taken))


def _lists_of(asking: Asking, rule: Line) -> list[str]:
    """The access lists of a translation, behind its route-map too."""
    words = rule.text.split()
    if "list" in words[:-1]:
        return [words[words.index("list") + 1]]
    if "route-map" not in words[:-1]:
        return []
    source = asking.plan.source(asking.device)
    maps = source.configuration.all(f"route-map {words[words.index('route-map') + 1]}") if source else ()
    return [name for other_map in maps for line in other_map.all("match ip address") for name in line.text.split()[3:]]
