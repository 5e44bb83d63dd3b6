"""What the tracked objects of a router look at."""

from collections.abc import Collection, Iterator
from ipaddress import IPv4Address

from wizard.model.configuration import Configuration, Line
from wizard.model.literals import address


def tracked_objects(configuration: Configuration) -> tuple[str, ...]:
    """The numbers of the tracked objects of a router."""
    return tuple(line.text.split()[1] for line in configuration.all("track") if len(line.text.split()) > 2)


def probes(configuration: Configuration, track: str, peers: Collection[IPv4Address]) -> bool:
    """Whether a tracked object falls with the answers of one of the peers, by itself or by an object in its list."""
    return any(probed in peers for probed in probed_addresses(configuration, track))


def probed_addresses(configuration: Configuration, track: str, vrf: str | None = None) -> Iterator[IPv4Address]:
    """The addresses with whose answers a tracked object falls; all of them, or those that are asked in one table."""
    for line in probing_lines(configuration, track, vrf):
        if known := asked_address(line):
            yield known


def asked_address(line: Line) -> IPv4Address | None:
    """The address that a line of an operation asks, `icmp-echo A` or `type echo protocol ipIcmpEcho A`."""
    return next((known for word in line.text.split()[:5] if (known := address(word))), None)


def probing_lines(configuration: Configuration, track: str, vrf: str | None = None) -> Iterator[Line]:
    """The lines that say what a tracked object asks, by itself or by an object in its list."""
    seen: set[str] = set()
    left = [track]
    while left:
        number = left.pop()
        if number in seen:
            continue
        seen.add(number)
        for line in configuration.all(f"track {number}"):
            left += [child.text.split()[1] for child in line.all("object") if len(child.text.split()) > 1]
            for operation in _operations(configuration, line):
                if vrf is None or _table(operation) == vrf:
                    yield from operation.children


def _table(operation: Line) -> str:
    """The VRF in which it asks; newer releases print that below the line of the question."""
    lines = (operation, *operation.children)
    return next((vrf for line in lines if (vrf := line.argument("vrf"))), "")


def _operations(configuration: Configuration, track: Line) -> tuple[Line, ...]:
    words = track.text.split()[2:]
    if words[:2] == ["ip", "sla"] and len(words) > 2:
        return configuration.all(f"ip sla {words[2]}")
    if words[:1] == ["rtr"] and len(words) > 1:
        return (*configuration.all(f"ip sla monitor {words[1]}"), *configuration.all(f"ip sla {words[1]}"))
    return ()
