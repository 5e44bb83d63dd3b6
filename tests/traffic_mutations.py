"""A good site with one line changed that decides where packets go: a route, a pin, a rule of NAT, a filter, a zone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from ipaddress import IPv4Network

from wizard.check.routes.announced_networks import hub_announces, spoke_announces
from wizard.check.routes.learned_routes import traffic_vrf
from wizard.check.view.device import DeviceView
from wizard.check.view.plan_views import device_views, site_view
from wizard.check.view.site import PairView, SiteView
from wizard.model.configuration import Configuration, Line
from wizard.model.ezvpn_mode import EzvpnMode
from wizard.model.ikev2 import TunnelInterface
from wizard.model.plan import Plan

KINDS = ("a route", "a pin", "a rule of NAT", "a filter", "a zone")


@dataclass(frozen=True, kw_only=True)
class TrafficMutation:
    """One line that is lost, changed or added, after which some packet goes astray."""

    kind: str
    device: str
    change: str
    site: SiteView = field(repr=False)


_Change = tuple[DeviceView, str, Configuration]
"""The router, what is changed, and its configuration then."""


def traffic_mutations(plan: Plan) -> Iterator[TrafficMutation]:
    """Every mutation of the hub, the first spoke, and the EzVPN server beside a new hub."""
    site = site_view(plan, device_views(plan))
    pair = site.pairs[0] if site and site.pairs else None
    if site is None or pair is None or pair.path is None or pair.hub_template is None:
        return
    changes = (_routes(site, pair), _pins(pair), _translations(pair), _filters(pair), _zones(pair))
    for kind, of_kind in zip(KINDS, changes, strict=True):
        for view, change, target in of_kind:
            yield TrafficMutation(
                kind=kind, device=view.device, change=change, site=_with_view(site, view, replace(view, target=target))
            )


def _with_view(site: SiteView, old: DeviceView, new: DeviceView) -> SiteView:
    return replace(
        site,
        hub=new if site.hub is old else site.hub,
        spokes=tuple(new if spoke is old else spoke for spoke in site.spokes),
        server=new if site.server is old else site.server,
    )


def _added(configuration: Configuration, *lines: Line) -> Configuration:
    return Configuration((*configuration.lines, *lines))


def _line(text: str, *children: str) -> Line:
    return Line(text, children=tuple(Line(child) for child in children))


def _without(configuration: Configuration, line: Line) -> Configuration:
    return Configuration(top for top in configuration.lines if top is not line)


def _exchanged(configuration: Configuration, line: Line, other: Line) -> Configuration:
    return Configuration(other if top is line else top for top in configuration.lines)


def _below(line: Line, old: Line | None, *new: str) -> Line:
    """The line with another child in place of one, or with more of them."""
    children = [child for child in line.children if child is not old]
    return line._replace(children=(*children, *(Line(text) for text in new)))


def _routes(site: SiteView, pair: PairView) -> Iterator[_Change]:
    """A static route past the tunnel, a default that no longer yields, one that is gone, and one between hubs."""
    assert pair.path is not None
    assert pair.hub_template is not None
    mine, yours = set(spoke_announces(pair)), set(hub_announces(pair))
    yield from _past(pair.spoke, pair.path.tunnel, pair.path.tunnel.tunnel_source, yours - mine)
    wan = next((interface.name for interface in pair.hub.holders(pair.hub_address)), "")
    yield from _past(pair.hub, pair.hub_template, wan, mine - yours)
    for view in (pair.spoke, pair.hub, *((site.server,) if site.server else ())):
        for line in view.target.all("ip route"):
            words = line.text.split()
            if line.number or words[-1] == "254" or "255.255.255.255" in words or not _is_needed(view, words):
                continue
            if words[2:4] == ["0.0.0.0", "0.0.0.0"] and words[-1].isdigit():
                nearer = line._replace(text=" ".join(words[:-1]))
                yield view, f"{line.text} -> {nearer.text}", _exchanged(view.target, line, nearer)
            elif words[2:4] != ["0.0.0.0", "0.0.0.0"]:
                yield view, f"{line.text} -> removed", _without(view.target, line)


def _is_needed(view: DeviceView, words: list[str]) -> bool:
    """Whether no other line does what that route does: it is no second way of the same network."""
    return sum(line.text.split()[2:4] == words[2:4] for line in view.target.all("ip route")) == 1


def _past(view: DeviceView, tunnel: TunnelInterface, wan: str, networks: Iterable[IPv4Network]) -> Iterator[_Change]:
    vrf = traffic_vrf(view, tunnel)
    interface = view.facts.interface(wan)
    if interface is None or interface.vrf != vrf:
        return
    own = [address.network for _, address in view.addresses]
    for network in sorted(networks):
        if 1 < network.prefixlen < 32 and network not in own:
            header = f"ip route vrf {vrf}" if vrf else "ip route"
            line = _line(f"{header} {network.network_address} {network.netmask} {wan}")
            yield view, f"added: {line.text}", _added(view.target, line)


def _pins(pair: PairView) -> Iterator[_Change]:
    """A host route to a peer that is gone, or that leads nowhere, where the tunnel would carry itself."""
    view = pair.spoke
    for line in view.target.all("ip route"):
        words = line.text.split()
        if line.number or "255.255.255.255" not in words or "Null0" in words:
            continue
        place = words.index("255.255.255.255")
        peer = IPv4Network(words[place - 1])
        if any(peer.subnet_of(network) for network in hub_announces(pair)):
            yield view, f"{line.text} -> removed", _without(view.target, line)
            nowhere = line._replace(text=" ".join((*words[: place + 1], "Null0")))
            yield view, f"{line.text} -> {nowhere.text}", _exchanged(view.target, line, nowhere)


def _translations(pair: PairView) -> Iterator[_Change]:
    """A rule of the plan, its route-map, its list or a side of its interfaces that is gone or another one."""
    view = pair.spoke
    lans = {name for client in view.moving_clients for name in client.inside}
    for rule in view.target.all("ip nat inside source route-map"):
        if rule.number:
            continue
        words = rule.text.split()
        yield view, f"{rule.text} -> removed", _without(view.target, rule)
        other = next(iter(lans), "Null0")
        changed = rule._replace(text=rule.text.replace(f"interface {words[7]}", f"interface {other}"))
        yield view, f"{rule.text} -> {changed.text}", _exchanged(view.target, rule, changed)
        for route_map in view.target.all(f"route-map {words[5]}"):
            yield view, f"{route_map.text} -> removed", _without(view.target, route_map)
            yield from _conditions(view, route_map, other)
    yield from _sides(view)


def _conditions(view: DeviceView, route_map: Line, other: str) -> Iterator[_Change]:
    for line in route_map.all("match interface"):
        mutated = _exchanged(view.target, route_map, _below(route_map, line, f"match interface {other}"))
        yield view, f"{route_map.text} / {line.text} -> match interface {other}", mutated
    for line in route_map.all("match ip address"):
        mutated = _exchanged(view.target, route_map, _below(route_map, line, f"{line.text}-X"))
        yield view, f"{route_map.text} / {line.text} -> {line.text}-X", mutated
        access_list = view.target.exact(f"ip access-list extended {line.text.split()[-1]}")
        for entry in access_list.all("permit") if access_list else ():
            if access_list and not entry.number:
                mutated = _exchanged(view.target, access_list, _below(access_list, entry, "deny ip any any"))
                yield view, f"{access_list.text} / {entry.text} -> removed", mutated


def _sides(view: DeviceView) -> Iterator[_Change]:
    """The sides on which translations stand; in network-extension mode nothing is translated into a tunnel."""
    hides = any(client.mode is EzvpnMode.CLIENT for client in view.moving_clients[:1])
    for interface in view.target.all("interface"):
        if interface.text.startswith("interface Tunnel") and not hides:
            continue
        for line in (*interface.all("ip nat inside"), *interface.all("ip nat outside")):
            if not line.number:
                mutated = _exchanged(view.target, interface, _below(interface, line))
                yield view, f"{interface.text} / {line.text} -> removed", mutated


_REFUSALS = {
    "UDP 500": ("deny udp any any eq isakmp", "permit ip any any"),
    "UDP 4500 and ESP": ("deny udp any any eq non500-isakmp", "deny esp any any", "permit ip any any"),
    "everything": ("deny ip any any",),
}


def _filters(pair: PairView) -> Iterator[_Change]:
    """A list that refuses IKE or ESP where the answers come in, in front of what is there, and one of the template."""
    ends = [
        (pair.spoke, pair.path.tunnel.tunnel_source if pair.path else ""),
        (pair.hub, next((interface.name for interface in pair.hub.holders(pair.hub_address)), "")),
    ]
    for view, name in ends:
        interface = view.target.exact(f"interface {name}")
        if interface is None or name.startswith("Loopback"):
            continue
        there = [line for line in interface.all("ip access-group") if line.text.endswith(" in")]
        inspects = any(line.text.endswith(" out") for line in interface.all("ip inspect"))
        for what, entries in _REFUSALS.items():
            if inspects and what == "UDP 500":
                # The inspection of the router's own traffic opens the way for the answers.
                continue
            access_list = _line("ip access-list extended REFUSES", *entries)
            filtered = _below(interface, there[0] if there else None, "ip access-group REFUSES in")
            mutated = _added(_exchanged(view.target, interface, filtered), access_list)
            yield view, f"a list on {name} refuses {what}", mutated
    tunnels = [(pair.spoke, pair.path.tunnel.line if pair.path else None)]
    tunnels += [(pair.hub, pair.hub_template.line if pair.hub_template else None)]
    for view, tunnel in tunnels:
        for way in ("in", "out"):
            if tunnel is not None and tunnel in view.target.lines:
                access_list = _line(
                    "ip access-list extended REFUSES", "permit ip 192.0.2.0 0.0.0.255 192.0.2.0 0.0.0.255"
                )
                mutated = _exchanged(view.target, tunnel, _below(tunnel, None, f"ip access-group REFUSES {way}"))
                yield view, f"a list of {tunnel.text} refuses the LANs {way}", _added(mutated, access_list)


def _zones(pair: PairView) -> Iterator[_Change]:
    """A tunnel without its zone or in another one, a LAN that gets one alone, and a pair of zones that is gone."""
    ends = [(pair.spoke, pair.path.tunnel.line if pair.path else None)]
    ends += [(pair.hub, pair.hub_template.line if pair.hub_template else None)]
    for view, tunnel in ends:
        if tunnel is None or tunnel not in view.target.lines:
            continue
        member = tunnel.child("zone-member security")
        virtual = ("interface Tunnel", "interface Virtual-Template")
        others = [interface for interface in view.target.all("interface") if not interface.text.startswith(virtual)]
        zoned = any(interface.child("zone-member security") for interface in others)
        if member is not None and member.number == 0 and zoned:
            yield view, f"{member.text} -> removed", _exchanged(view.target, tunnel, _below(tunnel, member))
            other = _below(tunnel, member, "zone-member security ELSEWHERE")
            mutated = _added(_exchanged(view.target, tunnel, other), _line("zone security ELSEWHERE"))
            yield view, f"{member.text} -> zone-member security ELSEWHERE", mutated
        inside = {name for client in view.moving_clients for name in client.inside}
        names = sorted(inside) or [name for name, _ in view.addresses if not name.startswith(("Loopback", "Tunnel"))]
        lan = view.target.exact(f"interface {names[-1]}") if names else None
        if lan is not None and member is None and not zoned and tunnel.number == 0:
            mutated = _exchanged(view.target, lan, _below(lan, None, "zone-member security ALONE"))
            yield view, f"{lan.text} gets a zone", _added(mutated, _line("zone security ALONE"))
        if lan is not None and member is not None:
            yield from _pairs_of_zones(view, lan.argument("zone-member security"), member.text.split()[-1])


def _pairs_of_zones(view: DeviceView, lan: str, zone: str) -> Iterator[_Change]:
    for line in view.target.all("zone-pair security"):
        if zone != lan and line.text.split()[3:] == ["source", lan, "destination", zone]:
            yield view, f"{line.text} -> removed", _without(view.target, line)
