"""What lets a route through: access lists, prefix lists and route maps, as routing protocols ask them."""

from collections.abc import Iterator
from ipaddress import IPv4Network

from wizard.model.configuration import Configuration, Line
from wizard.model.literals import number, prefix
from wizard.practice.interface_names import interface_name
from wizard.practice.network.access_lists import permits
from wizard.practice.network.routing_table import Route
from wizard.practice.network.words import word


def passes_list(configuration: Configuration, name: str, network: IPv4Network) -> bool:
    """Whether an access list permits a network; one that is not there permits all."""
    if not any(configuration.exact(f"ip access-list {kind} {name}") for kind in ("standard", "extended")):
        return True
    return permits(configuration, name, network.network_address, network.netmask)


def passes_prefix_list(configuration: Configuration, name: str, network: IPv4Network) -> bool:
    """Whether a prefix list permits a network; one that is not there permits all."""
    lines = configuration.all(f"ip prefix-list {name}")
    for line in lines:
        words = [each for each in line.text.split(" ")[3:] if each]
        words = words[2:] if words[:1] == ["seq"] else words
        if len(words) > 1 and _fits(words[1:], network):
            return words[0] == "permit"
    return not lines


def _fits(words: list[str], network: IPv4Network) -> bool:
    """Whether a network is what `PREFIX [ge LENGTH] [le LENGTH]` says."""
    base = prefix(words[0])
    if base is None or not network.subnet_of(base):
        return False
    said = {keyword: number(length, 0, 32) for keyword, length in zip(words[1::2], words[2::2], strict=False)}
    least, most = said.get("ge"), said.get("le")
    if least is None and most is None:
        return network.prefixlen == base.prefixlen
    shortest = base.prefixlen if least is None else least
    return shortest <= network.prefixlen <= (32 if most is None else most)


def passes_route_map(configuration: Configuration, name: str, route: Route) -> bool:
    """Whether a route map permits a route; one that is not there permits none."""
    for clause in configuration.all(f"route-map {name}"):
        if all(_meets(configuration, line, route) for line in clause.all("match")):
            return word(clause.text, 2) == "permit"
    return False


def _meets(configuration: Configuration, line: Line, route: Route) -> bool:
    """Whether a route meets a line; a line of another kind meets none."""
    words = line.text.split(" ")
    if words[1:5] == ["ip", "address", "prefix-list", *words[4:5]]:
        return any(passes_prefix_list(configuration, name, route.prefix) for name in words[4:])
    if words[1:3] == ["ip", "address"]:
        return any(passes_list(configuration, name, route.prefix) for name in words[3:])
    if words[1:2] == ["tag"]:
        return str(route.tag) in words[2:]
    if words[1:2] == ["interface"]:
        return route.interface in {interface_name(name) for name in words[2:]}
    return False


def filters(lines: Line, way: str, port: str) -> Iterator[tuple[str, str]]:
    """The lists, by kind and name, that a process asks of what goes one way by an interface."""
    for line in lines.all("distribute-list"):
        words = line.text.split(" ")
        kind = words[1] if word(line.text, 1) in ("prefix", "route-map") and len(words) > 3 else "list"
        rest = words[2:] if kind != "list" else words[1:]
        if len(rest) > 1 and rest[1] == way and (len(rest) < 3 or interface_name(rest[2]) in (None, port)):
            yield kind, rest[0]


def passes(configuration: Configuration, kind: str, name: str, route: Route) -> bool:
    """Whether a list of one of three kinds lets a route through."""
    if kind == "prefix":
        return passes_prefix_list(configuration, name, route.prefix)
    if kind == "route-map":
        return passes_route_map(configuration, name, route)
    return passes_list(configuration, name, route.prefix)
