"""Checks of where a router has its time from, on which every certificate depends."""

from collections.abc import Iterator
from ipaddress import IPv4Address

from wizard.check.registry import Hit, check
from wizard.check.routes.announced_networks import hub_announces
from wizard.check.view.device import DeviceView
from wizard.check.view.site import PairView
from wizard.model.configuration import Line
from wizard.model.finding import Severity
from wizard.model.ikev2 import Ikev2Profile

_SERVERS = ("ntp server", "ntp peer", "sntp server")
_OTHERS = ("ntp master", "ntp broadcast client", "ntp multicast client", "ptp clock")


def _servers(view: DeviceView) -> tuple[Line, ...]:
    return tuple(line for words in _SERVERS for line in view.target.all(words))


def _is_told_the_time(view: DeviceView) -> bool:
    listens = any(line.text in _OTHERS for interface in view.facts.interfaces for line in interface.line.children)
    return bool(_servers(view)) or listens or any(view.target.first(words) for words in _OTHERS)


def _shows_certificates(pair: PairView) -> bool:
    profiles: tuple[Ikev2Profile | None, ...] = (pair.hub_profile, pair.spoke_profile)
    return any(profile.local_authentication.endswith("-sig") for profile in profiles if profile)


def _address_of(view: DeviceView, line: Line) -> IPv4Address | None:
    """The server's address, None of a name that no line explains and of a server in another VRF."""
    words = line.text.split()[2:]
    return None if words[:1] == ["vrf"] or not words else view.meant(words[0])


@check(
    "AUT015",
    Severity.WARNING,
    why="After a power cut a router may come up years in the past, where no certificate is valid yet: no tunnel. Where "
    "the time comes through that tunnel, it never comes. EzVPN with a key did not depend on it.",
    fix="Name an NTP server outside of the VPN, and look at `show ntp status`.",
    citation="flexvpn.md 6.9, 7",
)
def certificates_have_a_clock_outside_the_tunnel(pair: PairView) -> Iterator[Hit]:
    """Where a certificate is shown, hub and spoke are told the time, and the spoke not through the tunnel alone."""
    if not _shows_certificates(pair):
        return
    for view in (pair.hub, pair.spoke):
        if not _is_told_the_time(view):
            message = f"{view.device} has no NTP server."
            yield Hit(device=view.device, message=message, of_several="No NTP server is named.")
    servers = _servers(pair.spoke)
    addresses = [address for line in servers if (address := _address_of(pair.spoke, line))]
    networks = [announced_network for announced_network in hub_announces(pair) if announced_network.prefixlen]
    inside = [server_address for server_address in addresses if any(server_address in network for network in networks)]
    if servers and len(inside) == len(servers):
        message = f"{pair.spoke.device} reaches its NTP server {inside[0]} only through the tunnel."
        several = "The NTP server is reached only through the tunnel."
        yield Hit(message=message, of_several=several, detail=f"{inside[0]}", line=servers[0])
