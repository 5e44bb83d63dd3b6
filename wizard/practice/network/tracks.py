"""Tracks: what a router watches, and whether it is up."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address

from wizard.model.configuration import Configuration, Line
from wizard.model.literals import address, address_with_mask
from wizard.practice.interface_names import interface_name
from wizard.practice.network.forwarding import Ways
from wizard.practice.network.network_router import NetworkRouter
from wizard.practice.network.words import word

PROBES = ("icmp-echo", "tcp-connect", "udp-echo", "udp-jitter", "icmp-jitter", "path-echo")
"""The operations of which an answer is asked; whether a port of the other end is open nobody knows here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One object that is watched."""

    number: str
    line: Line
    is_up: bool

    @property
    def watches(self) -> str:
        """What stands behind its number."""
        return " ".join(self.line.text.split(" ")[2:])


def tracks(router: NetworkRouter, ways: Ways) -> Iterator[Track]:
    """The tracks of a router as they are now."""
    known: dict[str, bool] = {}
    for line in router.configuration.all("track"):
        number = word(line.text, 1)
        known[number] = _is_up(router, ways, line, known)
        yield Track(number=number, line=line, is_up=known[number])


def waiting(configuration: Configuration) -> frozenset[str]:
    """The tracks that are down until something is heard: those of probes."""
    return frozenset(word(line.text, 1) for line in configuration.all("track") if probe_of(configuration, line))


def _is_up(router: NetworkRouter, ways: Ways, line: Line, known: dict[str, bool]) -> bool:
    kind = word(line.text, 2)
    judge = _KINDS.get(kind)
    if judge is not None:
        return judge(router, ways, line)
    if kind == "list":
        members = [_member(child.text.split(" "), known) for child in line.all("object")]
        return any(members) if line.text.endswith(" or") else all(members)
    return True


def _member(words: list[str], known: dict[str, bool]) -> bool:
    return known.get("".join(words[1:2]), True) is not ("not" in words[2:])


def _interface_is_up(router: NetworkRouter, ways: Ways, line: Line) -> bool:
    interface = router.interface(interface_name(word(line.text, 3)) or "")
    return interface is not None and interface.is_up and ways.carries(router.name, interface)


def _route_is_there(router: NetworkRouter, ways: Ways, line: Line) -> bool:
    words = line.text.split(" ")
    wanted = address_with_mask(words[4], words[5]) if len(words) > 5 else None
    routes = ways.tables[router.name].best()
    return wanted is None or any(route.prefix == wanted.network and not route.vrf for route in routes)


def probe_of(configuration: Configuration, line: Line) -> Line | None:
    """The operation of IP SLA that a track is about, None where it is about something else."""
    words = line.text.split(" ")
    number = (
        words[4]
        if words[2:4] == ["ip", "sla"] and len(words) > 4
        else word(line.text, 3)
        if "rtr" in words[2:3]
        else ""
    )
    return configuration.exact(f"ip sla {number}") if number else None


def _is_reached(router: NetworkRouter, ways: Ways, line: Line) -> bool:
    """Whether echoes of the operation come back; one that nobody scheduled sends none."""
    if word(line.text, 3) == "route":
        return _route_is_there(router, ways, line)
    probe = probe_of(router.configuration, line)
    if probe is None or not router.configuration.all(f"ip sla schedule {word(probe.text, 2)}"):
        return False
    operation = next((child for child in probe.children if child.text.split(" ")[0] in PROBES), None)
    words = operation.text.split(" ") if operation is not None else []
    destination = router.host(words[1]) if len(words) > 1 else None
    if destination is None:
        return False
    vrf = probe.argument("vrf")
    _, back = ways.echo(router.name, _source(router, ways, words), destination, vrf)
    return back.arrived


def _source(router: NetworkRouter, ways: Ways, words: list[str]) -> IPv4Address | None:
    if "source-ip" in words[:-1]:
        return address(words[words.index("source-ip") + 1])
    if "source-interface" in words[:-1]:
        return ways.address_of(router.name, interface_name(words[words.index("source-interface") + 1]) or "")
    return None


_KINDS: dict[str, Callable[[NetworkRouter, Ways, Line], bool]] = {
    "interface": _interface_is_up,
    "ip": _is_reached,
    "rtr": _is_reached,
}
"""By the word behind the number."""
