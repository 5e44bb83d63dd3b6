"""Checks of the tunnel between the EzVPN server and a new hub."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from wizard.check.ikev2.negotiation import negotiate, pfs_differs
from wizard.check.registry import Hit, check
from wizard.check.view.device import DeviceView
from wizard.check.view.site import CallPath, PairView, SiteView
from wizard.ios.identity_matches import host
from wizard.model.finding import Severity
from wizard.model.ikev2 import TunnelInterface


@dataclass(frozen=True, kw_only=True, eq=False)
class InterHubView(PairView):
    """The hub and the EzVPN server, of which each calls the other from a tunnel interface."""

    @cached_property
    def path(self) -> CallPath | None:
        """The server's tunnel to the hub."""
        tunnel = _tunnel_to(self.spoke, self.hub)
        return CallPath(tunnel=tunnel, client=None, peer=tunnel.destination) if tunnel else None

    @property
    def hub_template(self) -> TunnelInterface | None:
        """The hub's tunnel to the server, in the place of a virtual template."""
        return _tunnel_to(self.hub, self.spoke)


def _tunnel_to(mine: DeviceView, other: DeviceView) -> TunnelInterface | None:
    """The tunnel whose destination is an address of the other router; the first with a source where none is."""
    own = {address.ip for _, address in other.addresses}
    fixed = [tunnel for tunnel in mine.objects.tunnels if tunnel.name.startswith("Tunnel") and host(tunnel.destination)]
    return next((tunnel for tunnel in fixed if host(tunnel.destination) in own), None)


@check(
    "RTE048",
    Severity.BLOCKER,
    why="A migrated spoke and one that still has EzVPN reach each other through this tunnel alone.",
    fix="Make both ends agree: addresses, key, identities, algorithms.",
    citation="flexvpn.md 8.4",
    question="inter_hub",
)
def tunnel_between_the_hubs_comes_up(site: SiteView) -> Iterator[Hit]:
    """The tunnel between the EzVPN server and the new hub comes up, rekeys, and has both ends in one network."""
    if site.server is None or site.hub.answer("inter_hub") != "tunnel":
        return
    pair = InterHubView(hub=site.hub, spoke=site.server)
    if pair.path is None or pair.hub_template is None:
        lacking = site.server if pair.path is None else site.hub
        yield Hit(message=f"{lacking.device} has no tunnel to an address of the other hub.", device=lacking.device)
        return
    for message in (*_of_the_negotiation(pair), *_of_the_addresses(pair)):
        yield Hit(message=message, line=pair.hub_template.line)


def _of_the_negotiation(pair: InterHubView) -> Iterator[str]:
    called = pair.hub_template
    agreed = negotiate(pair)
    if not agreed.up:
        yield f"The tunnel between the hubs fails: {agreed.why}"
    if not agreed.rekeys:
        yield pfs_differs(pair)
    # The hub may call first: its identity match and key are those of an initiator then.
    back = negotiate(InterHubView(hub=pair.spoke, spoke=pair.hub))
    if agreed.up and not back.up:
        yield f"The tunnel between the hubs fails when {pair.hub.device} calls: {back.why}"
    if called and not called.tunnel_source:
        yield f"{called.name} of {pair.hub.device} has no source."


def _of_the_addresses(pair: InterHubView) -> Iterator[str]:
    tunnels = ((pair.hub, pair.hub_template), (pair.spoke, pair.path.tunnel if pair.path else None))
    known = [view.address_of(tunnel.name) for view, tunnel in tunnels if tunnel]
    networks = {address.network for address in known if address}
    if None in known or len(networks) != 1 or known[0] == known[1]:
        yield "The two ends of the tunnel between the hubs have no two addresses in one network."
