"""Checks of what EzVPN's interface did to decrypted packets, by its zone or its service policy."""

from collections.abc import Iterator

from wizard.check.registry import Hit, check
from wizard.check.view.device import DeviceView, is_made, part
from wizard.check.view.site import PairView
from wizard.ios.masking import quoted
from wizard.model.finding import Severity
from wizard.model.ikev2 import TunnelInterface
from wizard.situation.zones import zone_of


@check(
    "RTE101",
    Severity.WARNING,
    why="What EzVPN decrypted came in by the interface that it stands on, in its zone, and met a pair of "
    "zones towards the LAN, or was dropped without one. Inside one zone everything passes.",
    fix="Where that policy shall go on, answer `tunnel_zone` with a zone of its own and write pairs of zones for it; "
    "else accept it.",
    citation="flexvpn.md 12; Cisco zone-based policy firewall guide",
    question="tunnel_zone",
)
def zone_of_the_tunnel_opens_nothing(pair: PairView) -> Iterator[Hit]:
    """The other end of a tunnel does not come into the LAN's zone where it met a policy, or nothing passed, before."""
    for view, tunnel, ends in _ends(pair):
        yield from _opened(view, tunnel, ends)


def _ends(pair: PairView) -> Iterator[tuple[DeviceView, TunnelInterface | None, list[str]]]:
    """Each end with its tunnel, and the interfaces on which EzVPN decrypted without a tunnel."""
    clients = pair.spoke.moving_clients
    spoke = [name for client in clients if client.virtual_interface is None for name in client.outside]
    yield pair.spoke, pair.path.tunnel if pair.path else None, spoke
    server = pair.hub.baseline_facts.server
    maps = server.crypto_maps if server and not server.virtual_templates else ()
    interfaces = pair.hub.baseline_facts.interfaces
    hub = [
        interface.name for interface in interfaces if interface.line.argument("crypto map").partition(" ")[0] in maps
    ]
    yield pair.hub, pair.hub_template, hub


@check(
    "RTE102",
    Severity.NOTE,
    why="On the interface of a crypto map an incoming service policy takes decrypted packets as well; once a tunnel "
    "interface decrypts, it sees only what comes encrypted (unconfirmed for every release).",
    fix="Add the line to the tunnel by hand where it marks or polices what comes out of the tunnel.",
    citation="flexvpn.md 12; Cisco IPsec virtual tunnel interface guide",
)
def service_policy_goes_with_the_traffic(pair: PairView) -> Iterator[Hit]:
    """An incoming service policy of the interface on which EzVPN decrypted is on the new tunnel too."""
    for view, tunnel, ends in _ends(pair):
        there = tunnel.line.children if tunnel and tunnel.line and is_made(tunnel.line) else ()
        for interface in filter(None, map(view.baseline_facts.interface, dict.fromkeys(ends))):
            line = interface.line.child("service-policy input")
            if tunnel and line and there and line.text not in [child.text for child in there]:
                message = (
                    f"{quoted(line.text)} of {interface.name} takes nothing any more of what {tunnel.name} decrypts."
                )
                yield Hit(device=view.device, message=message, line=line)


def _opened(view: DeviceView, tunnel: TunnelInterface | None, ends: list[str]) -> Iterator[Hit]:
    """The zones of EzVPN's interfaces that are others than the tunnel's, where the tunnel is in the zone of a LAN."""
    line = tunnel.line if tunnel else None
    zone = zone_of(view.target, line) if line else ""
    if tunnel is None or not zone or not is_made(line):
        return
    others = {
        interface.name for interface in view.baseline_facts.interfaces if zone_of(view.baseline, interface.line) == zone
    }
    for end in dict.fromkeys(ends):
        interface = view.baseline_facts.interface(end)
        old = zone_of(view.baseline, interface.line) if interface else ""
        if old and old != zone and others:
            between = ["source", old, "destination", zone]
            pairs = [line for line in view.baseline.all("zone-pair security") if line.text.split()[3:] == between]
            met = f"met {quoted(pairs[0].text)}" if pairs else "was dropped"
            message = (
                f"{tunnel.name} is in zone {zone} with the LAN; what came from the other end in {old} {met} before."
            )
            yield Hit(device=view.device, message=message, line=part(tunnel, "zone-member security"))
