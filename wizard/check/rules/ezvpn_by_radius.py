"""Checks of what a RADIUS server holds for EzVPN and no file shows."""

from collections.abc import Iterator
from itertools import pairwise

from wizard.check.registry import Hit, check
from wizard.check.view.device import DeviceView
from wizard.check.view.site import SiteView
from wizard.model.configuration import Configuration, Line
from wizard.model.ezvpn_mode import EzvpnMode
from wizard.model.finding import Severity
from wizard.model.role import Role
from wizard.situation.ezvpn_group import authentication_list, authorization_list


@check(
    "EZV006",
    Severity.WARNING,
    why="The attributes of the group are in no file that was read, so nothing of them is carried over.",
    fix="Ask for the RADIUS profile of the group: DNS, domain, pool, split list; answer hub_networks by it.",
    citation="ezvpn.md 1.7",
    question="hub_networks",
)
def groups_are_in_the_configuration(view: DeviceView) -> Iterator[Hit]:
    """The group that moves is in the configuration of the EzVPN server and not in RADIUS."""
    facts = view.baseline_facts
    if facts.server is None or view.role is Role.SPOKE:
        return
    name = authorization_list(view.baseline, facts, view.answer("group"))
    lists = {name} if name else {profile.authorization_list for profile in facts.server.profiles} - {""}
    for known in sorted(lists):
        line = view.baseline.first(f"aaa authorization network {known}")
        if line and "group " in line.text:
            yield Hit(message=f"List {known} asks a AAA server for the EzVPN groups.", line=line)


@check(
    "EZV022",
    Severity.WARNING,
    why="Besides the password RADIUS may give each user an address (Framed-IP-Address), a filter, routes or another "
    "group. FlexVPN asks for no user, so all of it ends with EzVPN without a message.",
    fix="Look at the users of these spokes in RADIUS. An address that must stay is `Framed-IP-Address` of the spoke's "
    "identity, by `aaa authorization user` in the IKEv2 profile; filters belong on the virtual template.",
    citation="flexvpn.md 12; ezvpn.md 1.7, 3.3",
)
def users_have_nothing_of_their_own(site: SiteView) -> Iterator[Hit]:
    """RADIUS knows no users of the group that moves, so that it holds no address and no attribute of one."""
    server = site.server or site.hub
    name = authentication_list(server.baseline, server.baseline_facts, server.answer("group"))
    line = server.baseline.first(f"aaa authentication login {name}") if name else None
    if line is None or not _asks_radius(server.baseline, line):
        return
    modes = {client.mode for spoke in site.spokes for client in spoke.moving_clients[:1]}
    addressed = " and gives them their addresses" if modes - {EzvpnMode.NETWORK_EXTENSION} else ""
    message = f"List {name} asks RADIUS for the users of the EzVPN group{addressed}; no file shows what it has of each."
    yield Hit(device=server.device, message=message, line=line)


def _asks_radius(configuration: Configuration, line: Line) -> bool:
    """Whether a list asks RADIUS servers."""
    named = {after for word, after in pairwise(line.text.split()) if word == "group"}
    return "radius" in named or any(configuration.first(f"aaa group server radius {name}") for name in named)
