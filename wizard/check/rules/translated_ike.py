"""Checks of translations that hand a host inside what the other end of a tunnel sends to the router itself."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network

from wizard.check.registry import Hit, check
from wizard.check.routes.translations import mask_of_static
from wizard.check.rules.access_lists import called_interface, keeps_the_tunnel_down, listed
from wizard.check.view.device import DeviceView
from wizard.check.view.site import PairView, SiteView
from wizard.ios.masking import quoted
from wizard.model.configuration import Line
from wizard.model.finding import Severity
from wizard.model.literals import address
from wizard.parse.address_words import network

_WHY = (
    "Between two routers IKE comes to UDP 500 and 4500, and what the tunnel carries as ESP. IOS translates what comes "
    "in by an outside interface before it looks whether the packet is for the router: the host inside gets it. "
)
_CITATION = (
    "Cisco IOS IP Addressing: NAT Configuration Guide (order of operation; what IKE of the router's own keeps "
    "unconfirmed)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """A static rule that takes packets for an address of the router."""

    rule: Line = field(repr=False)
    packets: tuple[str, ...]
    """As words: `UDP 500`, `UDP 4500`, `ESP`."""


_IKE = {"500": "UDP 500", "isakmp": "UDP 500", "4500": "UDP 4500", "non500-isakmp": "UDP 4500"}
_EVERY = ("UDP 500", "UDP 4500", "ESP")


def _taken(view: DeviceView, interface: str, own: IPv4Address | None) -> Iterator[_Taken]:
    """The static rules that take IKE and ESP for that address, or for whatever address the interface has."""
    found = view.facts.interface(interface)
    sides = (("ip nat outside", "ip nat inside source static"), ("ip nat enable", "ip nat source static"))
    for side, header in sides:
        for rule in view.target.all(header) if found and found.line.child(side) else ():
            packets = _packets(rule.text.removeprefix(header).split(), interface, own)
            # Whether a conditional rule takes what begins outside depends on a word that is not judged here.
            if packets and "route-map" not in rule.text.split():
                yield _Taken(rule=rule, packets=packets)


def _packets(words: list[str], interface: str, own: IPv4Address | None) -> tuple[str, ...]:
    """What of IKE and ESP a static rule takes of what comes to the address, `LOCAL GLOBAL` with or without ports."""
    match words:
        case ["network", _, outside, *_]:
            whole = network(outside, mask_of_static(words))
            return _EVERY if whole and own and IPv4Network(own).subnet_of(whole) else ()
        case ["udp", _, _, "interface", name, port, *_] if name == interface:
            return (_IKE[port],) if port in _IKE else ()
        case ["udp", _, _, outside, port, *_] if own and address(outside) == own:
            return (_IKE[port],) if port in _IKE else ()
        case ["esp", _, "interface", name, *_] if name == interface:
            return ("ESP",)
        case [_, "interface", name, *_] if name == interface:
            return _EVERY
        case [_, outside, *_] if own and address(outside) == own:
            return _EVERY
        case _:
            return ()


@check(
    "RTE112",
    Severity.BLOCKER,
    why=_WHY + "Nobody of the site called this router before.",
    fix="Give the host another address, or the rule another port; or give the hub another address for the spokes to "
    "call, and answer `peers` with it.",
    citation=_CITATION,
)
def new_hub_keeps_what_comes_to_its_tunnel(site: SiteView) -> Iterator[Hit]:
    """No static translation of a new hub takes IKE or ESP that comes to the address which the spokes call."""
    ends = dict.fromkeys((called_interface(pair), pair.hub_address) for pair in site.pairs if pair.hub_address)
    for interface, own in ends:
        if _is_cut_off(site.hub, interface, own):
            yield from _hits(site.hub, interface, own)


def _is_cut_off(hub: DeviceView, interface: str, own: IPv4Address | None) -> bool:
    """Whether a hub that had no EzVPN gets nothing of a tunnel, on whatever path."""
    taken = {packets for rule in _taken(hub, interface, own) for packets in rule.packets}
    return hub.baseline_facts.server is None and keeps_the_tunnel_down(taken)


@check(
    "RTE113",
    Severity.WARNING,
    why=_WHY + "Where EzVPN is up beside it, IKEv2 comes up alike; where it is not, this is why, and the new tunnel "
    "does not come up either. Behind a translation of the provider's it is UDP 4500 that carries everything.",
    fix="Look whether EzVPN is up today (`show crypto isakmp sa`, on a spoke `show crypto ipsec client ezvpn`), and "
    "by which port; else give the host inside another port or another address before the cut-over.",
    citation=_CITATION,
)
def routers_keep_what_comes_to_their_tunnel(pair: PairView) -> Iterator[Hit]:
    """No static translation takes what may be IKE or ESP of the tunnel, at an end where EzVPN may live with it."""
    if pair.path is None:
        return
    yield from _hits(pair.spoke, pair.path.tunnel.tunnel_source, pair.spoke_address)
    called = called_interface(pair)
    if not _is_cut_off(pair.hub, called, pair.hub_address):
        yield from _hits(pair.hub, called, pair.hub_address)


def _hits(view: DeviceView, interface: str, own: IPv4Address | None) -> Iterator[Hit]:
    where = f"{interface} of {view.device}"
    for taken in _taken(view, interface, own):
        message = f"{quoted(taken.rule.text)} hands a host inside {listed(taken.packets)} that comes to {where}."
        yield Hit(device=view.device, message=message, line=taken.rule)
