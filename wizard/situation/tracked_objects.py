"""What the tracked objects of a router look at."""

from collections.abc import Collection
from ipaddress import IPv4Address

from wizard.model.configuration import Configuration, Line
from wizard.model.literals import address


def probes(configuration: Configuration, track: str, peers: Collection[IPv4Address]) -> bool:
    """Whether a tracked object falls with the answers of one of the peers, by itself or by an object in its list."""
    seen: set[str] = set()
    left = [track]
    while left:
        number = left.pop()
        if number in seen:
            continue
        seen.add(number)
        for line in configuration.all(f"track {number}"):
            left += [child.text.split()[1] for child in line.all("object") if len(child.text.split()) > 1]
            if any(_asks(operation, peers) for operation in _operations(configuration, line)):
                return True
    return False


def _operations(configuration: Configuration, track: Line) -> tuple[Line, ...]:
    words = track.text.split()[2:]
    if words[:2] == ["ip", "sla"] and len(words) > 2:
        return configuration.all(f"ip sla {words[2]}")
    if words[:1] == ["rtr"] and len(words) > 1:
        return (*configuration.all(f"ip sla monitor {words[1]}"), *configuration.all(f"ip sla {words[1]}"))
    return ()


def _asks(operation: Line, peers: Collection[IPv4Address]) -> bool:
    return any(address(word) in peers for child in operation.children for word in child.text.split()[:4])
