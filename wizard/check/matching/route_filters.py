"""Which routes a route-map, a prefix list or an access list takes."""

from ipaddress import IPv4Network

from wizard.model.configuration import Configuration, Line
from wizard.model.literals import number, prefix
from wizard.model.router import AccessList


def route_map_takes(
    configuration: Configuration, name: str, network: IPv4Network, lists: tuple[AccessList, ...]
) -> bool:
    """Whether a route-map lets that route pass; a condition that is not about its network counts as met."""
    entries = [line for line in configuration.all(f"route-map {name}") if len(line.text.split()) >= 3]
    for entry in entries:
        if all(_meets(configuration, condition, network, lists) for condition in entry.all("match ip address")):
            return "deny" not in entry.text.split()[2:3]
    return False


def _meets(configuration: Configuration, condition: Line, network: IPv4Network, lists: tuple[AccessList, ...]) -> bool:
    words = condition.text.split()[3:]
    if words[:1] == ["prefix-list"]:
        return any(prefix_list_takes(configuration, name, network) for name in words[1:])
    return any(access_list_takes(named_list, network) for named_list in lists if named_list.name in words)


def prefix_list_takes(configuration: Configuration, name: str, network: IPv4Network) -> bool:
    """Whether a prefix list permits that route, by its first entry that fits."""
    for line in configuration.all(f"ip prefix-list {name}"):
        words = line.text.split()[3:]
        words = words[2:] if words[:1] == ["seq"] else words
        if len(words) > 1 and _fits(words[1:], network):
            return words[0] == "permit"
    return False


def _fits(words: list[str], network: IPv4Network) -> bool:
    named = prefix(words[0])
    if named is None:
        return False
    limits = dict(zip(words[1::2], words[2::2], strict=False))
    if not limits:
        return network == named
    longest = number(limits.get("le", "32"))
    shortest = number(limits.get("ge", str(named.prefixlen)))
    if longest is None or shortest is None:
        return False
    return network.subnet_of(named) and shortest <= network.prefixlen <= longest


def access_list_takes(access_list: AccessList, network: IPv4Network) -> bool:
    """Whether a standard list, as a filter of routes, permits one: it looks at the route's address alone."""
    for entry in access_list.entries:
        if entry.source_network and network.network_address in entry.source_network:
            return entry.permit
    return False
