"""`show ip route NETWORK`: the entry that leads to a network."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network

from wizard.judge.answers.answer import Answer, NotRead
from wizard.model.literals import ADDRESS, address, number, prefix

_ENTRY = re.compile(r"Routing entry for (?P<prefix>[\d./]+)(?:,.*)?")
_VIA = re.compile(r'Known via "(?P<via>[^"]{1,80})", distance (?P<distance>\d{1,3})\b.*')
_HOP = re.compile(
    rf"(?P<best>\* *)?(?:directly connected|(?P<address>{ADDRESS}))(?: \([\w:.-]{{1,80}}\))?"
    r"(?P<rest>(?:, .*)?)"
)
_INTERFACE = re.compile(r", via (?P<name>[A-Z][\w/.:-]{1,60})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One way of a route."""

    address: IPv4Address | None
    """None of a network that is directly connected."""
    interface: str
    """"" where the entry names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteEntry:
    """The entry of the routing table that takes packets to a network."""

    prefix: IPv4Network
    via: str
    """`static`, `connected`, `eigrp 100`, `bgp 65001` ..."""
    distance: int
    hops: tuple[Hop, ...]


def route_entry(answer: Answer) -> RouteEntry | None:
    """The entry, None where there is none; NotRead where the answer is another one."""
    rows = tuple(map(str.strip, answer.rows))
    if any(row in _NOT_THERE for row in rows):
        return None
    entries = [found for row in rows if (found := _ENTRY.fullmatch(row))]
    vias = [found for row in rows if (found := _VIA.fullmatch(row))]
    if len(entries) != 1 or len(vias) != 1:
        raise NotRead("no single entry of the routing table")
    network, distance = prefix(entries[0]["prefix"]), number(vias[0]["distance"], 0, 255)
    begins = next((place for place, row in enumerate(rows) if row == "Routing Descriptor Blocks:"), len(rows))
    hops = tuple(_hop(found) for row in rows[begins:] if (found := _HOP.fullmatch(row)))
    if network is None or distance is None or not hops:
        raise NotRead("an entry of the routing table without its network or its ways")
    return RouteEntry(prefix=network, via=vias[0]["via"], distance=distance, hops=hops)


_NOT_THERE = frozenset({"% Network not in table", "% Subnet not in table"})


def _hop(found: re.Match[str]) -> Hop:
    interface = _INTERFACE.search(found["rest"])
    return Hop(
        address=address(found["address"]) if found["address"] else None,
        interface=interface["name"] if interface else "",
    )
