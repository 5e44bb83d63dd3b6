"""Checks that say which filters nobody here can judge, so that no unknown entry is silently taken for a good one."""

from collections.abc import Iterator
from ipaddress import IPv4Address

from wizard.check.matching.permitted_packets import Packets, of_the_tunnel, undecided
from wizard.check.matching.router_guards import guards
from wizard.check.registry import Hit, check
from wizard.check.rules.access_lists import called_interface, incoming_list, listed, network_of, new_calls
from wizard.check.view.device import DeviceView
from wizard.check.view.site import SiteView
from wizard.ios.masking import quoted
from wizard.model.configuration import Line
from wizard.model.finding import Severity
from wizard.model.router import AccessList


@check(
    "RTE092",
    Severity.WARNING,
    why="The entry may let the new peer in or refuse it: it names an object group that is in no file, a time range "
    "or a word that is not understood here. Cisco says besides that entries with object groups are ignored for "
    "packets that go to the route processor of some platforms, such as IKE.",
    fix="Read the entry yourself, or permit UDP 500, UDP 4500 and ESP from the peer in an entry of its own before it.",
    citation="Cisco IOS Security Configuration Guide, Object Groups for ACLs, restrictions",
    question="peers",
)
def filters_of_new_peers_are_understood(site: SiteView) -> Iterator[Hit]:
    """What decides about the IKEv2 packets of a new peer is an entry that is understood."""
    for view, interface, peer, own in dict.fromkeys(_new_peers(site)):
        for (name, line, text), packets in _undecided(view, interface, peer, own).items():
            message = (
                f"Whether access list {name} lets {listed(packets)} in from {peer} is not judged: "
                f"{quoted(text)} is not understood."
            )
            yield Hit(device=view.device, message=message, line=line)


def _undecided(
    view: DeviceView, interface: str, peer: IPv4Address, own: IPv4Address | None
) -> dict[tuple[str, Line, str], list[str]]:
    """The packets of a peer about which nobody can say what becomes of them, by the list and its entry."""
    found = view.facts.interface(interface)
    collected: dict[tuple[str, Line, str], list[str]] = {}
    for packets in of_the_tunnel(network_of(peer), network_of(own)):
        for access_list, line in _lists(view, interface, found.line if found else None, packets):
            entry = undecided(access_list, packets)
            if entry:
                collected.setdefault((access_list.name, line, entry.text), []).append(str(packets))
    return collected


def _new_peers(site: SiteView) -> Iterator[tuple[DeviceView, str, IPv4Address, IPv4Address | None]]:
    for spoke in site.spokes:
        yield from ((spoke, call.interface, call.peer, call.own) for call in new_calls(spoke))
    for pair in site.pairs if site.server else ():
        if pair.spoke_address:
            yield site.hub, called_interface(pair), pair.spoke_address, pair.hub_address


def _lists(
    view: DeviceView, interface: str, section: Line | None, packets: Packets
) -> Iterator[tuple[AccessList, Line]]:
    """The lists that these packets meet there: that of the interface, and those of the router's guards."""
    incoming = incoming_list(view, interface)
    if incoming:
        yield incoming
    for guard in guards(view.target, view.facts.access_lists, section):
        if not guard.outgoing and guard.admits(packets) is None:
            named = (view.facts.access_list(name) for name in guard.lists)
            yield from ((access_list, guard.line) for access_list in named if access_list)
