"""Which rule of `ip nat` translates a packet on its way out of a router."""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address

from wizard.model.configuration import Configuration, Line
from wizard.practice.interface_names import interface_name
from wizard.practice.network.access_lists import decides, permits
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule that translates to the address of an interface."""

    kind: str
    """`list` or `route-map`."""
    name: str
    interface: str

    def __str__(self) -> str:
        """As `show ip nat statistics` names it."""
        return f"{'access-list' if self.kind == 'list' else self.kind} {self.name} interface {self.interface}"


def read_rule(line: str) -> Rule | None:
    """The rule of a line, None where it is one of another kind."""
    words = line.split(" ")[4:]
    if len(words) < 4 or words[0] not in ("list", "route-map") or words[2] != "interface":
        return None
    return Rule(kind=words[0], name=words[1], interface=interface_name(words[3]) or words[3])


def rules(configuration: Configuration) -> Iterator[Rule]:
    """The rules, in their order."""
    for line in configuration.all(RULE):
        rule = read_rule(line.text)
        if rule is not None:
            yield rule


def rule_of(configuration: Configuration, packet: Leaving, *, stops_at_deny: bool) -> Rule | None:
    """The rule that a packet meets first; none behind one that denies it, where such a packet stops there."""
    sides = ((packet.enters_by, "ip nat inside"), (packet.leaves_by, "ip nat outside"))
    if any(interface.line.child(side) is None for interface, side in sides):
        return None
    for rule in rules(configuration):
        decided = _decides(configuration, rule, packet)
        if decided:
            return rule
        if decided is False and stops_at_deny:
            return None
    return None


def _decides(configuration: Configuration, rule: Rule, packet: Leaving) -> bool | None:
    """Whether a rule takes a packet, None where neither its list nor its route-map says anything of it."""
    if rule.kind == "list":
        return decides(configuration, rule.name, packet.source, packet.destination)
    for clause in configuration.all(f"route-map {rule.name}"):
        if _clause_fits(configuration, clause, packet):
            return word(clause.text, 2) == "permit"
    return None


def _clause_fits(configuration: Configuration, clause: Line, packet: Leaving) -> bool:
    lists = [name for line in clause.all("match ip address") for name in line.text.split(" ")[3:]]
    interfaces = [interface_name(name) for line in clause.all("match interface") for name in line.text.split(" ")[2:]]
    return (not interfaces or packet.leaves_by.name in interfaces) and (
        not lists or any(permits(configuration, name, packet.source, packet.destination) for name in lists)
    )
