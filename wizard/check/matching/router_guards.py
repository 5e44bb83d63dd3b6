"""Filters that guard the router itself: zone pairs of `self`, the policy of the control plane, the receive list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from wizard.check.matching.permitted_packets import Packets, admits
from wizard.model.configuration import Configuration, Line
from wizard.model.router import AccessList

_PORTS_OF_PROTOCOLS = {"isakmp": {500}, "ipsec-msft": {4500}, "udp": {500, 4500}}
"""Protocols of `match protocol` that take IKE [Cisco zone-based policy firewall guide; `show ip port-map`]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """One filter between the router and what one of its interfaces leads to."""

    name: str
    line: Line = field(repr=False)
    filters: "_Filters" = field(repr=False)
    policy: str = ""
    """Of a receive list its own name."""
    zone: str = ""
    """The zone of the interface, of a zone pair."""
    outgoing: bool = False
    """Whether it takes what the router itself sends."""

    def admits(self, packets: Packets) -> bool | None:
        """Whether packets from a neighbour come in, and their answers go out; None where nobody can say."""
        if self.outgoing:
            # Of what the router sends only the answers to what it lets in are opened by an inspection.
            packets = replace(
                packets, source_network=packets.destination_network, destination_network=packets.source_network
            )
        if not self.zone:
            return self.filters.control_plane(self.policy, packets)
        action = self.filters.inspection(self.policy, packets)
        if action == "drop" and packets.protocol == "udp" and self._is_opened(packets):
            return True
        # An inspection knows no ESP; what becomes of it there depends on the release.
        return {"drop": False, "pass": True, "inspect": True if packets.protocol == "udp" else None}.get(action)

    def _is_opened(self, packets: Packets) -> bool:
        """Whether the zone pair of the other direction opens this one for answers."""
        back = replace(packets, source_network=packets.destination_network, destination_network=packets.source_network)
        other = self.filters.zone_pair(self.zone, outgoing=not self.outgoing)
        return other is not None and self.filters.inspection(_policy(other), back) in {"inspect", ""}

    @property
    def lists(self) -> tuple[str, ...]:
        """The access lists that decide."""
        return self.filters.lists_of(self.policy)


def guards(configuration: Configuration, access_lists: Iterable[AccessList], interface: Line | None) -> Iterator[Guard]:
    """The filters of the router that its neighbours on that interface meet."""
    filters = _Filters(configuration=configuration, access_lists=tuple(access_lists))
    zone = interface.argument("zone-member security") if interface else ""
    for outgoing in (False, True) if zone else ():
        pair = filters.zone_pair(zone, outgoing=outgoing)
        if pair and _policy(pair):
            yield Guard(
                name=f"Zone pair {pair.text.split()[2]}",
                line=pair,
                filters=filters,
                policy=_policy(pair),
                zone=zone,
                outgoing=outgoing,
            )
    for plane in ("control-plane", "control-plane host"):
        line = configuration.exact(plane)
        policy = line.argument("service-policy input") if line else ""
        if line and policy:
            yield Guard(name="The control plane", line=line, filters=filters, policy=policy)
    for line in (*configuration.all("ip receive acl"), *configuration.all("ip receive access-list")):
        yield Guard(name="The receive list", line=line, filters=filters, policy=line.text.split()[-1])


def _policy(zone_pair: Line) -> str:
    return zone_pair.argument("service-policy type inspect")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filters:
    """The policies, classes and lists of one router."""

    configuration: Configuration
    access_lists: tuple[AccessList, ...]

    def zone_pair(self, zone: str, *, outgoing: bool) -> Line | None:
        """The zone pair between that zone and the router itself."""
        ends = ["source", "self", "destination", zone] if outgoing else ["source", zone, "destination", "self"]
        pairs = self.configuration.all("zone-pair security")
        return next((pair for pair in pairs if pair.text.split()[3:] == ends), None)

    def inspection(self, policy: str, packets: Packets) -> str:
        """What a policy of the zone firewall does with the packets; "" where nobody can say."""
        section = self.configuration.exact(f"policy-map type inspect {policy}")
        for line in section.all("class") if section else ():
            takes = self._takes(line, "type inspect ", packets)
            if takes is None:
                return ""
            if takes:
                words = {child.text.split()[0] for child in line.children}
                return next((word for word in ("drop", "pass", "inspect") if word in words), "")
        return "drop" if section else ""

    def control_plane(self, policy: str, packets: Packets) -> bool | None:
        """Whether a policy of the control plane, or a receive list, lets the packets through."""
        section = self.configuration.exact(f"policy-map {policy}")
        if section is None:
            return admits(access_list, packets) if (access_list := self._list(policy)) else None
        # What becomes of ESP before the control plane sees it depends on the platform.
        if packets.protocol != "udp":
            return None
        for line in section.all("class"):
            takes = self._takes(line, "", packets)
            if takes is None:
                return None
            if takes:
                words = [child.text for child in line.walk()]
                return not any(text == "drop" or "conform-action drop" in text for text in words)
        return True

    def lists_of(self, policy: str) -> tuple[str, ...]:
        """The access lists of a policy's classes; the list itself where that is one."""
        headers = (f"policy-map type inspect {policy}", f"policy-map {policy}")
        sections = [section for header in headers if (section := self.configuration.exact(header))]
        if not sections:
            return (policy,)
        names = {line.text.split()[-1] for section in sections for line in section.all("class")}
        classes = [line for line in self.configuration.all("class-map") if line.text.split()[-1] in names]
        matched = (line for one in classes for line in one.all("match access-group"))
        return tuple(dict.fromkeys(line.text.split()[-1] for line in matched))

    def _takes(self, line: Line, kind: str, packets: Packets) -> bool | None:
        """Whether the class of that line of a policy takes the packets."""
        name = line.text.split()[-1]
        return True if name == "class-default" else self._class_takes(name, kind, packets, frozenset())

    def _class_takes(self, name: str, kind: str, packets: Packets, within: frozenset[str]) -> bool | None:
        headers = (f"class-map {kind}{how}{name}" for how in ("match-all ", "match-any ", ""))
        section = next((found for header in headers if (found := self.configuration.exact(header))), None)
        if section is None or name in within or not section.all("match"):
            return None
        parts = [
            self._match_takes(line.text.split()[1:], kind, packets, within | {name}) for line in section.all("match")
        ]
        decides = "match-any" in section.text.split()
        if decides in parts:
            return decides
        return None if None in parts else not decides

    def _match_takes(self, words: list[str], kind: str, packets: Packets, within: frozenset[str]) -> bool | None:
        match words:
            case ["access-group", *_, name]:
                access_list = self._list(name)
                return admits(access_list, packets) if access_list else None
            case ["protocol", protocol, *_] if kind and not protocol.startswith("user"):
                return None if protocol == "ip" else packets.port in _PORTS_OF_PROTOCOLS.get(protocol, ())
            case ["protocol", "arp"]:
                return False
            case ["class-map", name]:
                return self._class_takes(name, kind, packets, within)
            case ["any"]:
                return True
            case _:
                return None

    def _list(self, name: str) -> AccessList | None:
        return next((access_list for access_list in self.access_lists if access_list.name == name), None)
