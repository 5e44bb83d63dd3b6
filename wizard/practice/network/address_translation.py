"""Which rule of `ip nat` translates a packet on its way out of a router."""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address

from wizard.model.configuration import Configuration, Line
from wizard.practice.interface_names import interface_name
from wizard.practice.network.access_lists import permits
from wizard.practice.network.interfaces import Interface
from wizard.practice.network.words import word

RULE = "ip nat inside source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """What becomes of the source of a packet."""

    rule: str
    """As `show ip nat statistics` names it."""
    inside_local: IPv4Address
    inside_global: IPv4Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """A packet that leaves a router."""

    source: IPv4Address
    destination: IPv4Address
    enters_by: Interface
    leaves_by: Interface


def rules(configuration: Configuration) -> Iterator[tuple[str, str, str]]:
    """The rules that translate to the address of an interface: `list` or `route-map`, its name, the interface."""
    for line in configuration.all(RULE):
        words = line.text.split(" ")[4:]
        if len(words) > 3 and words[0] in ("list", "route-map") and words[2] == "interface":
            yield words[0], words[1], interface_name(words[3]) or words[3]


def rule_of(configuration: Configuration, packet: Leaving) -> tuple[str, str] | None:
    """The rule that a packet meets first, as text, and the interface whose address it gets."""
    sides = ((packet.enters_by, "ip nat inside"), (packet.leaves_by, "ip nat outside"))
    if any(interface.line.child(side) is None for interface, side in sides):
        return None
    for kind, name, interface in rules(configuration):
        if _meets(configuration, kind, name, packet):
            return f"{'access-list' if kind == 'list' else kind} {name} interface {interface}", interface
    return None


def _meets(configuration: Configuration, kind: str, name: str, packet: Leaving) -> bool:
    if kind == "list":
        return permits(configuration, name, packet.source, packet.destination)
    for clause in configuration.all(f"route-map {name}"):
        if _clause_fits(configuration, clause, packet):
            return word(clause.text, 2) == "permit"
    return False


def _clause_fits(configuration: Configuration, clause: Line, packet: Leaving) -> bool:
    lists = [name for line in clause.all("match ip address") for name in line.text.split(" ")[3:]]
    interfaces = [interface_name(name) for line in clause.all("match interface") for name in line.text.split(" ")[2:]]
    return (not interfaces or packet.leaves_by.name in interfaces) and (
        not lists or any(permits(configuration, name, packet.source, packet.destination) for name in lists)
    )
