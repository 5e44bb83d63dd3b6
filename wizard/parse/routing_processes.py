"""The routing processes of any configuration."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from ipaddress import IPv4Network

from wizard.model.configuration import Configuration, Line
from wizard.model.literals import is_number, prefix
from wizard.model.routing_process import BgpNeighbor, Redistribution, RoutingProcess
from wizard.parse.address_words import network, wildcard_network


@lru_cache(maxsize=64)
def routing_processes(configuration: Configuration) -> tuple[RoutingProcess, ...]:
    """Every `router PROTOCOL NUMBER` of the global table, in the order of the configuration."""
    interfaces = tuple(_lines_of_interfaces(configuration))
    return tuple(process for line in configuration.all("router") for process in _processes(line, interfaces))


_LineOfInterface = tuple[str, Line, IPv4Network]
"""The protocol with the number of the process, the line that puts the interface into it, and an address of it."""

_WITHOUT_NUMBER = frozenset({"rip", "isis"})
"""Protocols that may run with one process, which has no number."""


def _processes(line: Line, interfaces: tuple[_LineOfInterface, ...]) -> Iterator[RoutingProcess]:
    words = line.text.split()
    if len(words) < 2 or (len(words) < 3 and words[1] not in _WITHOUT_NUMBER) or "vrf" in words[3:]:
        return
    protocol, number = words[1], "".join(words[2:3])
    families = tuple(_families_of_named_eigrp(line)) if protocol == "eigrp" and not is_number(number) else ()
    for system, family in families:
        yield _process(family, protocol, system, tuple(_lines_of_named_eigrp(family)), ())
    if not families:
        own = [
            (interface_line, network)
            for process, interface_line, network in interfaces
            if process == f"{protocol} {number}".strip()
        ]
        yield _process(line, protocol, number, tuple(_own_lines(line)), own)


def _families_of_named_eigrp(line: Line) -> Iterator[tuple[str, Line]]:
    """The autonomous systems of `router eigrp NAME`, each with its address family."""
    for child in line.all("address-family ipv4"):
        words = child.text.split()
        if "autonomous-system" in words[:-1] and "vrf" not in words:
            yield words[words.index("autonomous-system") + 1], child


def _lines_of_named_eigrp(family: Line) -> Iterator[Line]:
    """The lines of an address family of named EIGRP as those of a classic process would be."""
    for child in family.children:
        if child.text == "topology base":
            yield from child.children
        elif child.text.startswith("af-interface "):
            name = child.text.split()[1]
            yield from (
                grandchild._replace(text=f"{grandchild.text} {name}")
                for grandchild in child.children
                if grandchild.text in {"passive-interface", "no passive-interface"}
            )
        else:
            yield child


def _lines_of_interfaces(configuration: Configuration) -> Iterator[_LineOfInterface]:
    """Where a line of the interface runs OSPF or IS-IS; it decides before the `network` lines of the process."""
    for interface in configuration.all("interface"):
        for line in (*interface.all("ip ospf"), *interface.all("ip router isis")):
            match line.text.split():
                case ["ip", "ospf", number, "area", _, *_]:
                    process = f"ospf {number}"
                case ["ip", "router", *named]:
                    process = " ".join(named)
                case _:
                    continue
            for address in interface.all("ip address"):
                if found := network(address.text.split()[2], "255.255.255.255"):
                    yield process, line, found


def _process(
    line: Line,
    protocol: str,
    number: str,
    lines: tuple[Line, ...],
    interfaces: Sequence[tuple[Line, IPv4Network]],
) -> RoutingProcess:
    exact = protocol == "bgp"
    named = [
        *interfaces,
        *((own_line, _network(own_line, exact=exact)) for own_line in lines if own_line.text.startswith("network ")),
    ]
    return RoutingProcess(
        protocol=protocol,
        number=number,
        networks=tuple(found for _, found in named if found),
        network_lines=tuple(network_line for network_line, found in named if found),
        neighbors=tuple(_neighbors(lines)),
        listen_ranges=tuple(_ranges(lines)),
        redistributes=tuple(
            _redistribution(own_line) for own_line in lines if own_line.text.startswith("redistribute ")
        ),
        redistributes_internal=any(own_line.text == "bgp redistribute-internal" for own_line in lines),
        passive_by_default=any(own_line.text == "passive-interface default" for own_line in lines),
        passive=_arguments(lines, "passive-interface"),
        not_passive=_arguments(lines, "no passive-interface"),
        out_lists=tuple(
            words[1]
            for own_line in lines
            if (words := own_line.text.split())[0] == "distribute-list" and words[2:] == ["out"]
        ),
        stub=next(
            (
                own_line.text.removeprefix("eigrp stub").strip()
                for own_line in lines
                if own_line.text.startswith("eigrp stub")
            ),
            "",
        ),
        line=line,
    )


def _own_lines(line: Line) -> Iterator[Line]:
    """The lines of the global IPv4 table: those of the process and of `address-family ipv4`."""
    for child in line.children:
        if child.text.startswith("address-family "):
            if child.text in {"address-family ipv4", "address-family ipv4 unicast"}:
                yield from child.children
        else:
            yield child


def _arguments(lines: Iterable[Line], prefix: str) -> tuple[str, ...]:
    return tuple(line.text[len(prefix) :].strip() for line in lines if line.text.startswith(f"{prefix} "))


def _network(line: Line, *, exact: bool) -> IPv4Network | None:
    words = line.text.split()[1:]
    if exact:
        return network(words[0], words[2] if words[1:2] == ["mask"] else _classful(words[0]))
    wildcard = words[1] if len(words) > 1 and is_number(words[1][0]) else ""
    return wildcard_network(words[0], wildcard) if wildcard else network(words[0], _classful(words[0]))


def classful(network: IPv4Network) -> int:
    """The length that a network has where no mask is written."""
    first = network.network_address.packed[0]
    return 8 if first < 128 else 16 if first < 192 else 24


def _classful(address: str) -> str:
    """The mask that an address has where none is written."""
    host = prefix(address)
    return str(IPv4Network((0, classful(host))).netmask) if host else ""


def _ranges(lines: Iterable[Line]) -> Iterator[tuple[IPv4Network, str]]:
    for line in lines:
        match line.text.split():
            case ["bgp", "listen", "range", text, "peer-group", group, *_]:
                if found := prefix(text):
                    yield found, group
            case _:
                continue


def _redistribution(line: Line) -> Redistribution:
    words = line.text.split()[1:]
    kind = " ".join(words[:2]) if len(words) > 1 and is_number(words[1]) else words[0]
    named = words[words.index("route-map") + 1 :][:1] if "route-map" in words else []
    return Redistribution(kind=kind, route_map="".join(named), line=line)


def _neighbors(lines: tuple[Line, ...]) -> Iterator[BgpNeighbor]:
    named = [(line, words) for line in lines if (words := line.text.split())[0] == "neighbor" and len(words) > 2]
    silent = any(line.text == "no bgp default ipv4-unicast" for line in lines)
    for name in dict.fromkeys(words[1] for _, words in named):
        own = [(line, words[2:]) for line, words in named if words[1] == name]
        said = {words[0]: words[1:] for _, words in own}
        filters = [words[1] for _, words in own if words[0] == "distribute-list" and words[2:] == ["out"]]
        yield BgpNeighbor(
            name=name,
            remote_as="".join(said.get("remote-as", [])[:1]),
            update_source="".join(said.get("update-source", [])[:1]),
            is_group=any(words == ["peer-group"] for _, words in own),
            group="".join(said.get("peer-group", [])[:1]),
            out_list="".join(filters[:1]),
            default_originate="default-originate" in said,
            next_hop_self="next-hop-self" in said,
            shutdown="shutdown" in said,
            active=not silent or "activate" in said,
            line=own[0][0],
        )
