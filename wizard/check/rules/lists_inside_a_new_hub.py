"""Checks of the access lists inside a new hub, which the traffic of the sites has not met before."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from ipaddress import IPv4Network

from wizard.check.matching.permitted_packets import keeps_apart, lets_something_pass
from wizard.check.registry import Hit, check
from wizard.check.routes.announced_networks import hub_announces, pool_of, spoke_announces
from wizard.check.routes.learned_routes import traffic_vrf
from wizard.check.routes.static_routes import static_routes
from wizard.check.rules.access_lists import is_reflexive
from wizard.check.view.device import DeviceView
from wizard.check.view.site import PairView, SiteView
from wizard.ios.identity_matches import host
from wizard.ios.masking import quoted
from wizard.model.configuration import Line
from wizard.model.finding import Severity
from wizard.model.router import AccessList, Interface


@check(
    "RTE115",
    Severity.BLOCKER,
    why="The site's traffic went through the EzVPN server, and meets this list on the new hub for the first time. The "
    "tunnel is up, and what leaves it for the LAN, or comes back from there, is dropped.",
    fix="Permit the networks of the sites in the list on the new hub, in both directions, before the cut-over.",
    citation="Cisco IOS Security Command Reference, ip access-group; flexvpn.md 12",
)
def lists_inside_a_new_hub_let_the_sites_pass(site: SiteView) -> Iterator[Hit]:
    """The lists on the inside of a new hub let something pass between each spoke and the networks behind them."""
    for pair, meeting in _meetings(site):
        if not meeting.lets_more_than_pings_pass:
            yield _hit(pair, meeting, "nothing")


@check(
    "RTE116",
    Severity.WARNING,
    why="The site's traffic went through the EzVPN server, and meets this list on the new hub for the first time. No "
    "entry for IP as a whole takes it: what no single service of the list names is dropped, answers among it.",
    fix="Compare the list with those that the traffic meets today, and permit what the sites need before the cut-over.",
    citation="Cisco IOS Security Command Reference, ip access-group; flexvpn.md 12",
)
def lists_inside_a_new_hub_are_not_for_single_services(site: SiteView) -> Iterator[Hit]:
    """No list on the inside of a new hub lets single services alone pass between a spoke and what lies behind it."""
    for pair, meeting in _meetings(site):
        if meeting.lets_more_than_pings_pass and meeting.lets_services_alone_pass:
            yield _hit(pair, meeting, "single services alone")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meeting:
    """The traffic of a spoke's network, and a list that it meets on an interface of the new hub."""

    interface: Interface
    line: Line = field(repr=False)
    access_list: AccessList
    lan: IPv4Network
    ways: tuple[tuple[IPv4Network, IPv4Network], ...]
    """From where to where the packets go that the list sees."""

    @property
    def lets_more_than_pings_pass(self) -> bool:
        """Whether the list permits anything that a site may live on."""
        entries = (entry for entry in self.access_list.entries if entry.text.split()[1:2] not in (["icmp"], ["1"]))
        rest = replace(self.access_list, entries=tuple(entries))
        return any(lets_something_pass(rest, *way) for way in self.ways)

    @property
    def lets_services_alone_pass(self) -> bool:
        """Whether no entry permits IP as a whole, or answers to whatever was asked."""
        answers = any("established" in entry.text.split() for entry in self.access_list.entries if entry.permit)
        return not answers and all(keeps_apart(self.access_list, *way) for way in self.ways)


def _hit(pair: PairView, meeting: _Meeting, lets: str) -> Hit:
    what = f"{quoted(meeting.line.text)} on {meeting.interface.name} of {pair.hub.device}"
    return Hit(
        message=f"{what} lets {lets} of {meeting.lan} of {pair.spoke.device} pass.",
        of_several=f"{what} lets {lets} of spokes pass.",
        detail=f"{meeting.lan} of {pair.spoke.device}",
        line=meeting.line,
        device=pair.hub.device,
    )


def _meetings(site: SiteView) -> Iterator[tuple[PairView, _Meeting]]:
    """Each list of a new hub's inside with each network of a spoke that meets it."""
    for pair in site.pairs if site.hub.baseline_facts.server is None else ():
        for interface in _inside(pair):
            networks = _behind(pair, interface)
            for line in interface.line.all("ip access-group") if networks else ():
                access_list = _list(site.hub, interface, line)
                for lan in _lans(pair) if access_list else ():
                    into = line.text.endswith(" in")
                    ways = tuple((network, lan) if into else (lan, network) for network in networks)
                    if access_list:
                        yield (
                            pair,
                            _Meeting(interface=interface, line=line, access_list=access_list, lan=lan, ways=ways),
                        )


def _inside(pair: PairView) -> Iterator[Interface]:
    for interface in pair.hub.facts.interfaces:
        made_by_ikev2 = interface.name.startswith(("Tunnel", "Virtual-", "Loopback"))
        if not made_by_ikev2 and not interface.shutdown and interface not in pair.hub.holders(pair.hub_address):
            yield interface


def _lans(pair: PairView) -> tuple[IPv4Network, ...]:
    return tuple(network for network in spoke_announces(pair) if network.prefixlen < 32) or pool_of(pair)


def _behind(pair: PairView, interface: Interface) -> list[IPv4Network]:
    """What the hub announces of that lies behind one interface: its networks, and where static routes lead there."""
    own = [address.network for address in interface.addresses]
    routes = static_routes(pair.hub.target, traffic_vrf(pair.hub, pair.hub_template) if pair.hub_template else "")
    there = [
        route.network
        for route in routes
        if interface.name in route.next_hop
        or any((hop := host(word)) and hop in network for word in route.next_hop for network in own)
    ]
    told = hub_announces(pair)
    # A default route says of no network that it lies there.
    candidates = [*own, *(network for network in there if network.prefixlen)]
    return [network for network in candidates if any(network.overlaps(other) for other in told)]


def _list(hub: DeviceView, interface: Interface, line: Line) -> AccessList | None:
    """The list, unless something opens it for the answers to what goes the other way."""
    words = line.text.split()
    access_list = hub.facts.access_list(words[2]) if words[3:4] in (["in"], ["out"]) else None
    if access_list is None or not access_list.entries or is_reflexive(hub, access_list.name):
        return None
    back = "out" if words[3] == "in" else "in"
    is_opened = any(row.text.endswith(f" {back}") for row in interface.line.all("ip inspect"))
    return None if is_opened else access_list
