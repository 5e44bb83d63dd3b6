"""The routing processes of one router: EIGRP, OSPF and BGP, one for each VRF that they work in."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from ipaddress import IPv4Address

from wizard.model.configuration import Configuration, Line
from wizard.model.literals import address, is_number
from wizard.practice.network.interfaces import Interface
from wizard.practice.network.words import word

_CLASSES = ((128, 8), (192, 16), (256, 24))
"""Up to which first octet a network has how many bits where nobody says."""


class Protocol(Enum):
    """Which protocol it is, as lines and tables call it."""

    EIGRP = "eigrp"
    OSPF = "ospf"
    BGP = "bgp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """What one protocol does in one table."""

    protocol: Protocol
    number: str
    """Of the autonomous system, or of the process."""
    vrf: str = ""
    """Empty for the global table."""
    lines: Line
    """The block of its lines."""
    is_started_by_hand: bool = False
    """Whether a neighbor of BGP exchanges routes only where a line says so."""

    def takes_part(self, interface: Interface) -> bool:
        """Whether it runs on an interface, silently or not."""
        return self.area(interface) is not None

    def area(self, interface: Interface) -> str | None:
        """The area of an interface, empty with EIGRP; None where the protocol does not run there."""
        if interface.vrf != self.vrf:
            return None
        own = interface.line.argument(f"ip ospf {self.number} area") if self.protocol is Protocol.OSPF else ""
        if own:
            return _area(own)
        for line in self.lines.all("network"):
            words = line.text.split(" ")
            if any(_is_within(each.ip, words) for each in interface.addresses[:1]):
                return _area(words[-1]) if self.protocol is Protocol.OSPF else ""
        return None

    def is_silent(self, interface: Interface) -> bool:
        """Whether it looks for no neighbor at an interface."""
        name = word(interface.line.text, 1)
        if any(line.text.split(" ")[-1] == name for line in self.lines.all("no passive-interface")):
            return False
        return any(word(line.text, 1) in ("default", name) for line in self.lines.all("passive-interface"))


def _area(text: str) -> str:
    """`0` and `0.0.0.0` are the same."""
    dotted = address(text)
    return str(int(dotted)) if dotted is not None else text


def _is_within(own: IPv4Address, words: list[str]) -> bool:
    """Whether an address meets `network ADDRESS [WILDCARD]`."""
    base = address(words[1]) if len(words) > 1 else None
    if base is None:
        return False
    wildcard = address(words[2]) if len(words) > 2 else None
    bits = int(wildcard) if wildcard is not None else (1 << (32 - natural_length(base))) - 1
    return int(own) | bits == int(base) | bits


def natural_length(of: IPv4Address) -> int:
    """The bits of the network of an address where no mask says so."""
    return next((length for end, length in _CLASSES if int(of) >> 24 < end), 24)


def routing_processes(configuration: Configuration) -> Iterator[Process]:
    """The processes of a configuration."""
    for line in configuration.all("router"):
        words = line.text.split(" ")
        protocol = next((each for each in Protocol if each.value == word(line.text, 1)), None)
        if protocol is not None and is_number(word(line.text, 2)):
            vrf = words[4] if words[3:4] == ["vrf"] and len(words) > 4 else ""
            yield from _of_block(protocol, line, words[2], vrf)


def _of_block(protocol: Protocol, line: Line, number: str, vrf: str) -> Iterator[Process]:
    families = [child for child in line.all("address-family ipv4") if "multicast" not in child.text]
    outside = [family for family in families if " vrf " not in family.text]
    own = (*line.children, *(child for family in outside for child in family.children))
    by_hand = line.child("no bgp default ipv4-unicast") is not None
    yield Process(
        protocol=protocol,
        number=number,
        vrf=vrf,
        lines=line._replace(children=own),
        is_started_by_hand=by_hand,
    )
    for family in families:
        if family not in outside:
            words = family.text.split(" ")
            inside = family.argument("autonomous-system") or _behind("autonomous-system", words) or number
            yield Process(protocol=protocol, number=inside, vrf=_behind("vrf", words), lines=family)


def _behind(keyword: str, words: list[str]) -> str:
    return words[words.index(keyword) + 1] if keyword in words[:-1] else ""


def router_id(process: Process, interfaces: tuple[Interface, ...]) -> IPv4Address:
    """By which a process is known: what a line says, else the highest address, of a loopback where there is one."""
    for said in ("router-id", "bgp router-id", "eigrp router-id"):
        own = address(process.lines.argument(said))
        if own is not None:
            return own
    there = [each for each in interfaces if each.is_up and each.addresses and not each.unnumbered]
    loopbacks = [each for each in there if each.name.startswith("Loopback")]
    return max((each.addresses[0].ip for each in loopbacks or there), default=IPv4Address(0))
