"""Checks of what a site has twice: lines to the Internet, and routers of its LAN."""

from collections.abc import Iterator

from wizard.check.registry import Hit, check
from wizard.check.view.device import DeviceView
from wizard.check.view.site import SiteView
from wizard.model.configuration import Line
from wizard.model.finding import Severity
from wizard.model.role import Role
from wizard.model.router import Interface


@check(
    "RTE088",
    Severity.BLOCKER,
    why="EzVPN connected by any of its outside interfaces that led to the server. The new tunnel leaves by one: where "
    "that line falls, nothing takes over, and the site is cut off.",
    fix="Behind the stage write `tunnel source dynamic` into the tunnel, and into the FlexVPN client `source 1 "
    "INTERFACE track OBJECT` for each line, with a route to the peer by each of them; or accept the finding with who "
    "does without that line.",
    citation="flexvpn.md 1.8; ezvpn.md 2.2",
    question="tunnel_source",
)
def tunnel_leaves_by_every_line_of_ezvpn(view: DeviceView) -> Iterator[Hit]:
    """By each outside interface of a spoke's EzVPN client a new tunnel leaves, too."""
    if view.role is not Role.SPOKE:
        return
    sources = {tunnel.tunnel_source for tunnel in view.flexvpn_tunnels}
    chosen = (line for known in view.objects.clients if known.line for line in known.line.all("source"))
    sources |= {word for line in chosen for word in line.text.split()}
    for client in view.moving_clients:
        left = [name for name in client.outside if name not in sources]
        if left and len(client.outside) > 1:
            message = (
                f"EzVPN client {client.name} stands outside on {' and '.join(client.outside)}; no new tunnel leaves "
                f"by {' or '.join(left)}."
            )
            interface = view.baseline_facts.interface(left[0])
            line = interface.line.child(f"crypto ipsec client ezvpn {client.name}") if interface else None
            yield Hit(message=message, line=line)


@check(
    "RTE089",
    Severity.WARNING,
    why="The LAN has a second router, which no file shows. Where it calls the EzVPN server too, the server's route to "
    "it has distance 1 and wins over IKEv2's: answers come back by the other router, and a firewall that did not see "
    "the request drops them. A group that tracks what is behind the tunnel changes sides in the cut-over.",
    fix="Move both routers in one window, the one that waits first, each with a site folder of its own; of two that "
    "announce one LAN let one wait, such as by answering `connect` with track.",
    citation="ezvpn.md 4.2",
)
def no_other_router_shares_the_lan(site: SiteView) -> Iterator[Hit]:
    """No LAN of a spoke has a second router that is not in the plan."""
    for spoke in site.spokes:
        inside = {name for client in spoke.moving_clients for name in client.inside}
        others = [network.network for other in site.spokes if other is not spoke for _, network in other.addresses]
        shared = [
            interface
            for interface in spoke.baseline_facts.interfaces
            if interface.name in inside
            and interface.virtual_addresses
            and not any(address.network == network for address in interface.addresses for network in others)
        ]
        if shared:
            what = ", ".join(f"{one.virtual_addresses[0]} on {one.name}" for one in shared[:3])
            message = f"{spoke.device} shares {what} with a router that is not in the plan."
            several = "Spokes share addresses of their LANs with routers that are not in the plan."
            yield Hit(device=spoke.device, message=message, of_several=several, detail=what, line=_sharing(shared[0]))


def _sharing(interface: Interface) -> Line:
    """The line by which it shares its first virtual address."""
    address = str(interface.virtual_addresses[0])
    return next((line for line in interface.line.walk() if address in line.text.split()), interface.line)
