"""Checks of IPv6 over the tunnels."""

from collections.abc import Iterator

from wizard.check.matching.overlapping_networks import overlapping
from wizard.check.registry import Hit, check
from wizard.check.routes.announced_networks import announced_ipv6
from wizard.check.view.device import DeviceView, made, part
from wizard.check.view.site import PairView, SiteView
from wizard.model.finding import Severity
from wizard.model.ikev2 import TunnelInterface
from wizard.model.literals import ipv6_prefix

_CITATION = "flexvpn.md 1.7, 1.12 (unconfirmed before 16.x)"


def _carries_ipv6(tunnel: TunnelInterface) -> bool:
    """Whether the interface has IPv6 at all."""
    words = ("ipv6 enable", "ipv6 unnumbered", "ipv6 address")
    return tunnel.line is not None and any(tunnel.line.child(word) for word in words)


def _tunnels(pair: PairView) -> tuple[tuple[DeviceView, TunnelInterface], ...]:
    if pair.path is None or pair.hub_template is None:
        return ()
    return (pair.hub, pair.hub_template), (pair.spoke, pair.path.tunnel)


@check(
    "RTE050",
    Severity.BLOCKER,
    why="A VTI for IPv4 carries IPv4 alone: the routes for IPv6 are there, and its packets are lost.",
    fix="Use GRE on both ends.",
    citation="Cisco-IOS-XE-tunnel.yang 17.18.1; flexvpn.md 1.12",
    question="encapsulation",
)
def tunnels_with_ipv6_are_gre(pair: PairView) -> Iterator[Hit]:
    """A tunnel that has IPv6 is no VTI for IPv4."""
    for view, tunnel in _tunnels(pair):
        if tunnel.mode == "ipsec ipv4" and _carries_ipv6(tunnel):
            message = f"{tunnel.name} of {view.device} has IPv6 and is a VTI for IPv4."
            several = f"{tunnel.name} has IPv6 and is a VTI for IPv4."
            yield Hit(device=view.device, message=message, of_several=several, line=part(tunnel, "tunnel mode"))


@check(
    "RTE051",
    Severity.BLOCKER,
    why="Without it a router forwards no IPv6, whatever its routes say.",
    fix="Write `ipv6 unicast-routing`.",
    citation="Cisco IOS IPv6 Command Reference",
    question="ipv6",
)
def routers_with_ipv6_forward_it(view: DeviceView) -> Iterator[Hit]:
    """A router whose new tunnel has IPv6 forwards IPv6."""
    if view.target.exact("ipv6 unicast-routing") is not None:
        return
    for tunnel in made(view.objects.tunnels):
        if _carries_ipv6(tunnel) and view.ipsec_profiles.get(tunnel.protection):
            message = f"{view.device} does not forward IPv6, and {tunnel.name} has it."
            several = f"IPv6 is not forwarded, and {tunnel.name} has it."
            yield Hit(message=message, of_several=several, line=tunnel.line)


@check(
    "RTE052",
    Severity.BLOCKER,
    why="The end without IPv6 drops what comes, and the other one has routes that lead nowhere.",
    fix="Give both ends `ipv6 unnumbered` or `ipv6 enable`.",
    citation=_CITATION,
    question="ipv6",
)
def both_ends_have_ipv6(pair: PairView) -> Iterator[Hit]:
    """Where IPv6 networks are announced, both ends of the tunnel have IPv6."""
    told = [*announced_ipv6(pair.hub, pair.hub_policy), *announced_ipv6(pair.spoke, pair.spoke_policy)]
    for view, tunnel in _tunnels(pair) if told else ():
        if not _carries_ipv6(tunnel):
            message = f"{tunnel.name} of {view.device} has no IPv6, and {told[0]} is announced over it."
            several = f"{tunnel.name} has no IPv6, and {told[0]} is announced over it."
            yield Hit(device=view.device, message=message, of_several=several, line=tunnel.line)


@check(
    "RTE053",
    Severity.BLOCKER,
    why="The other side has no route to it.",
    fix="Announce it: `route set access-list ipv6` in the authorization policy, with an entry for the network.",
    citation=_CITATION,
    question="ipv6_networks",
)
def answered_ipv6_networks_are_announced(pair: PairView) -> Iterator[Hit]:
    """Each side announces the IPv6 networks that the answers give it."""
    for view, policy in ((pair.hub, pair.hub_policy), (pair.spoke, pair.spoke_policy)):
        announced = announced_ipv6(view, policy)
        for word in view.answer("ipv6_networks").split(", "):
            network = ipv6_prefix(word)
            if network and not any(network.subnet_of(announced_network) for announced_network in announced):
                line = part(policy, "route set access-list ipv6") if policy else None
                message, several = f"{view.device} does not announce {word}.", "IPv6 networks are not announced."
                yield Hit(device=view.device, message=message, of_several=several, detail=word, line=line)


@check(
    "RTE054",
    Severity.BLOCKER,
    why="The hub keeps one route for a network, so one of the two sites is unreachable by IPv6.",
    fix="Announce networks that no other spoke has.",
    citation="flexvpn.md 4.4 rule 9",
    question="ipv6_networks",
)
def ipv6_networks_of_spokes_do_not_overlap(site: SiteView) -> Iterator[Hit]:
    """No two spokes announce the same IPv6 network, or one inside the other's."""
    announced = [announced_ipv6(pair.spoke, pair.spoke_policy) for pair in site.pairs]
    for one, mine, other, theirs in overlapping(announced):
        first, second = site.pairs[one], site.pairs[other]
        message = f"{second.spoke.device} announces {theirs}, and {first.spoke.device} {mine}."
        line = part(second.spoke_policy, "route set access-list ipv6") if second.spoke_policy else None
        yield Hit(device=second.spoke.device, message=message, line=line)


@check(
    "RTE059",
    Severity.WARNING,
    why="A router that forwards IPv6 advertises itself on every interface with an IPv6 address: its hosts take it as a "
    "default router, beside the one that they have.",
    fix="Write `ipv6 nd ra suppress all` on the interfaces where another router is the default one.",
    citation="Cisco IOS IPv6 Command Reference, ipv6 nd ra suppress",
    question="ipv6",
)
def new_ipv6_router_keeps_quiet_in_the_lan(view: DeviceView) -> Iterator[Hit]:
    """A router that begins to forward IPv6 advertises itself on no interface that had IPv6 already."""
    if view.baseline.exact("ipv6 unicast-routing") or not view.target.exact("ipv6 unicast-routing"):
        return
    for interface in view.baseline_facts.interfaces:
        silent = interface.line.child("ipv6 nd ra suppress") or interface.shutdown
        if interface.line.child("ipv6 address") and not silent:
            message = f"{interface.name} of {view.device} begins to send router advertisements."
            several = "Interfaces begin to send router advertisements."
            yield Hit(message=message, of_several=several, detail=interface.name, line=interface.line)
