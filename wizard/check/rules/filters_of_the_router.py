"""Checks of the filters that guard the routers themselves, and of the lists on the way between two hubs."""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address

from wizard.check.matching.permitted_packets import Packets, of_the_tunnel
from wizard.check.matching.router_guards import Guard, guards
from wizard.check.registry import Hit, check
from wizard.check.rules.access_lists import (
    called_interface,
    keeps_the_tunnel_down,
    listed,
    network_of,
    new_calls,
    refusal,
)
from wizard.check.view.device import DeviceView
from wizard.check.view.site import SiteView
from wizard.ios.identity_matches import host
from wizard.model.finding import Severity
from wizard.sentence import Sentence

_FIX = (
    "Permit `udp ... eq isakmp`, `udp ... eq non500-isakmp` and `esp` from the peer where the filter permits the "
    "other peers, and to it where it filters what the router sends."
)
_CITATION = (
    "flexvpn.md 12; Cisco zone-based policy firewall guide, self zone; Cisco IOS Control Plane Policing guide; "
    "Cisco IOS Security Command Reference, ip receive acl"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Neighbour:
    """A peer that a router did not have under EzVPN, and where its packets come in."""

    view: DeviceView
    interface: str
    address: IPv4Address | None
    own: IPv4Address | None
    """None, as that of the peer, where it is not fixed."""
    known: tuple[IPv4Address, ...] = ()
    """The peers that the router has today."""

    def packets(self, peer: IPv4Address | None) -> tuple[Packets, ...]:
        """What of IKEv2 and IPsec comes from that peer."""
        return of_the_tunnel(network_of(peer), network_of(self.own))


@check(
    "RTE080",
    Severity.BLOCKER,
    why="The filter says whom it lets to the router itself, and the spoke's new hub is not among them: IKEv2 gets no "
    "answer.",
    fix=_FIX,
    citation=_CITATION,
    question="peers",
)
def spoke_lets_its_new_hub_in(spoke: DeviceView) -> Iterator[Hit]:
    """Zone pairs of `self`, the policy of the control plane and the receive list of a spoke let a new hub in."""
    for call in new_calls(spoke):
        neighbour = _Neighbour(
            view=spoke, interface=call.interface, address=call.peer, own=call.own, known=call.known_peers
        )
        yield from _refusals(neighbour)


def _refusals(neighbour: _Neighbour) -> Iterator[Hit]:
    view = neighbour.view
    found = view.facts.interface(neighbour.interface)
    for guard in guards(view.target, view.facts.access_lists, found.line if found else None):
        refused = _refused(guard, neighbour)
        if refused:
            way = "out to" if guard.outgoing else "in from"
            message = f"{_called(guard)} does not let {listed(refused)} {way} {_who(neighbour)}."
            yield Hit(message=message, line=guard.line, device=view.device)


def _who(neighbour: _Neighbour) -> Sentence:
    return str(neighbour.address) if neighbour.address else "any address"


def _refused(guard: Guard, neighbour: _Neighbour) -> list[str]:
    """What keeps the tunnel down, or what a peer of today may send; nothing where neither is refused."""
    refused = [packets for packets in neighbour.packets(neighbour.address) if guard.admits(packets) is False]
    for_others = {
        str(packets) for peer in neighbour.known for packets in neighbour.packets(peer) if guard.admits(packets)
    }
    words = [str(packets) for packets in refused]
    return words if keeps_the_tunnel_down(words) or for_others & set(words) else []


def _called(guard: Guard) -> str:
    lists = [f"access list {name}" for name in guard.lists if name != guard.policy]
    if guard.policy in guard.lists:
        return f"{guard.name} {guard.policy}"
    return f"{guard.name} ({listed([f'policy {guard.policy}', *lists])})"


@check(
    "RTE081",
    Severity.BLOCKER,
    why="Nobody of the site called this router before. A filter that guards it and names others "
    "keeps the tunnels down.",
    fix=_FIX,
    citation=_CITATION,
)
def new_hub_lets_its_peers_in(site: SiteView) -> Iterator[Hit]:
    """The lists and the filters that guard a new hub let the spokes in, and those of both hubs each other."""
    for pair in site.pairs if site.hub.baseline_facts.server is None else ():
        if pair.hub_address:
            neighbour = _Neighbour(
                view=site.hub, interface=called_interface(pair), address=pair.spoke_address, own=pair.hub_address
            )
            yield from _refusals(neighbour)
            yield from _refused_by_the_list(neighbour)
    for mine, other in ((site.hub, site.server), (site.server, site.hub)) if site.server else ():
        for neighbour in _tunnels(mine, other):
            yield from _refusals(neighbour)
            yield from _refused_by_the_list(neighbour)


def _tunnels(mine: DeviceView, other: DeviceView) -> Iterator[_Neighbour]:
    """The other hub, at the tunnels whose destination it is."""
    own_addresses = {address.ip for _, address in other.addresses}
    for tunnel in mine.objects.tunnels:
        address, source = host(tunnel.destination), mine.address_of(tunnel.tunnel_source)
        if address is not None and address in own_addresses and tunnel.name.startswith("Tunnel"):
            yield _Neighbour(
                view=mine, interface=tunnel.tunnel_source, address=address, own=source.ip if source else None
            )


def _refused_by_the_list(neighbour: _Neighbour) -> Iterator[Hit]:
    found = refusal(neighbour.view, neighbour.interface, neighbour.address, neighbour.own)
    if found and keeps_the_tunnel_down(found[0]):
        refused, access_list, line = found
        message = (
            f"Access list {access_list} on {neighbour.interface} does not permit {listed(refused)} "
            f"from {_who(neighbour)}."
        )
        yield Hit(message=message, line=line, device=neighbour.view.device)
