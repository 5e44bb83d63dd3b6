"""Checks of what EzVPN's configuration did for its traffic and no line of the plan does."""

from collections.abc import Iterator
from dataclasses import dataclass

from wizard.check.registry import Hit, check
from wizard.check.view.device import DeviceView
from wizard.check.view.site import SiteView
from wizard.data.constructs.group_attributes import VRF_LINES, features_of
from wizard.ios.masking import quoted
from wizard.model.configuration import Line, has_prefix
from wizard.model.finding import Severity
from wizard.model.ikev2 import TunnelInterface
from wizard.model.role import Role
from wizard.sentence import Sentence
from wizard.situation.clear_text import clear_text_policies, line_of_the_template


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """One thing that EzVPN does and that is set up anew, or not at all."""

    header: str
    """Of the sections in which it stands."""
    words: str
    what: Sentence
    fix: Sentence


_REDUNDANCY = "Give each spoke several peers, or set up IKEv2's stateful redundancy by hand."

_LEFT_OUT = (
    LeftOut(
        header="crypto isakmp profile",
        words="client pki authorization list",
        what="authorizes each certificate's user",
        fix="Add `aaa authorization user cert list LIST name-mangler NAME` to the IKEv2 profile by hand.",
    ),
    LeftOut(
        header="crypto isakmp profile",
        words="qos-group",
        what="marks the traffic of its clients",
        fix="Mark it by a service policy on the virtual template.",
    ),
    LeftOut(
        header="crypto ipsec profile",
        words="set mixed-mode",
        what="carries IPv6 inside IPv4",
        fix="Plan IPv6 over the tunnel of its own.",
    ),
    LeftOut(header="crypto ipsec profile", words="redundancy", what="keeps a standby router in step", fix=_REDUNDANCY),
)


def _maps_with_redundancy(view: DeviceView) -> Iterator[Line]:
    for name in view.baseline_facts.server.crypto_maps if view.baseline_facts.server else ():
        yield from view.baseline.all(f"crypto map {name} redundancy")
        for interface in view.baseline.all("interface"):
            yield from (line for line in interface.all(f"crypto map {name}") if " redundancy" in line.text)


@check(
    "EZV010",
    Severity.WARNING,
    why="The plan writes no line for it, so it ends with EzVPN.",
    fix="Do without, or add it by hand.",
    citation="ezvpn.md 3.3, 3.4",
)
def nothing_of_the_server_is_left_out(view: DeviceView) -> Iterator[Hit]:
    """The EzVPN server does nothing for its clients that the plan leaves out."""
    if view.baseline_facts.server is None or view.role is Role.SPOKE:
        return
    for left_out in _LEFT_OUT:
        for section in view.baseline.all(left_out.header):
            line = section.child(left_out.words)
            if line and not section.child("set ikev2-profile"):
                yield Hit(
                    message=f"{quoted(section.text)} {left_out.what}; the plan has no line for it.",
                    line=line,
                    fix=left_out.fix,
                )
    for line in _maps_with_redundancy(view):
        yield Hit(message=f"{quoted(line.text)} keeps a standby router in step.", line=line, fix=_REDUNDANCY)
    for line in _attributes_of_users(view):
        yield Hit(message=f"{quoted(line.text)} gives one client attributes of its own.", line=line)


def _attributes_of_users(view: DeviceView) -> Iterator[Line]:
    """The local users with a list of attributes for IKE, which EzVPN gives them when they log in."""
    lists = view.baseline.all("aaa attribute list")
    of_ike = {line.text.split()[-1] for line in lists if any("service ike" in row.text for row in line.children)}
    for line in view.baseline.all("username"):
        words = line.text.split()
        if words[2:5] == ["aaa", "attribute", "list"] and of_ike.intersection(words[5:6]):
            yield line


@check(
    "EZV011",
    Severity.WARNING,
    why="Filters, translation, zones, VRF and service policies of the EzVPN virtual template name objects of the old "
    "router; the virtual template of the new hub is written without them.",
    fix="Make those objects on the new hub where it has none like them, and add the lines to its virtual template "
    "by hand; a VRF by `hub_unnumbered`, whose interface is in it.",
    citation="ezvpn.md 3.4",
)
def new_hub_treats_the_traffic_alike(site: SiteView) -> Iterator[Hit]:
    """A new hub treats the spokes' traffic as the EzVPN server's virtual template does."""
    server = site.server
    if server is None or server.baseline_facts.server is None:
        return
    there = [child.text for tunnel in site.hub.objects.tunnels if tunnel.line for child in tunnel.line.children]
    for line in _lines_of_the_moving_group(server):
        kind = _ZONE if line.text.startswith(_ZONE) else line.text
        if not any(has_prefix(text, kind) for text in there) and not _is_kept_apart(line, there, site.hub):
            message = f"{quoted(line.text)} of {server.device} has no twin on {site.hub.device}."
            yield Hit(device=site.hub.device, message=message)


@check(
    "EZV017",
    Severity.NOTE,
    why="On the interface of a crypto map policy routing takes decrypted packets; once a tunnel interface decrypts, it "
    "sees only what comes encrypted. EzVPN's remaining clients still need it.",
    fix="Look whether the virtual template does to the spokes' traffic what the policy did.",
    citation="flexvpn.md 12; Cisco IPsec virtual tunnel interface guide",
)
def policy_of_the_map_moves_to_the_template(view: DeviceView) -> Iterator[Hit]:
    """No policy routing on the interface of EzVPN's crypto map gives way to a line of the virtual template."""
    for interface, line, does, template in _moved_policies(view):
        if template is not None:
            message = (
                f"{quoted(line.text)} of {interface} takes the spokes' packets; {template.name} has {quoted(does)}."
            )
            yield Hit(message=message, line=line)


@check(
    "EZV018",
    Severity.WARNING,
    why="On the interface of a crypto map policy routing takes decrypted packets; once a tunnel interface decrypts, it "
    "sees only what comes encrypted: the spokes' traffic goes where the routing table leads, and is not translated.",
    fix="Add the line to the virtual template by hand, with the objects that it names, or do without.",
    citation="flexvpn.md 12; Cisco IPsec virtual tunnel interface guide",
)
def policy_of_the_map_is_not_lost(site: SiteView) -> Iterator[Hit]:
    """What policy routing does with the spokes' traffic at the EzVPN server's crypto map the hub does too."""
    server = site.server or site.hub
    for interface, line, does, template in _moved_policies(server):
        there = _templates(site.hub)
        if template is None and not any(tunnel.line and tunnel.line.child(does) for tunnel in there):
            number = line if site.server is None else None
            message = (
                f"{quoted(line.text)} of {interface} on {server.device} takes the spokes' packets; no virtual template "
                f"of {site.hub.device} has {quoted(does)}."
            )
            yield Hit(message=message, line=number)


def _templates(view: DeviceView) -> tuple[TunnelInterface, ...]:
    """The virtual templates of FlexVPN."""
    return tuple(tunnel for tunnel in view.flexvpn_tunnels if tunnel.name.startswith("Virtual-Template"))


def _moved_policies(view: DeviceView) -> Iterator[tuple[str, Line, str, TunnelInterface | None]]:
    """Interface, policy, the template's line for it, and the template that has that line."""
    for interface, line in clear_text_policies(view.baseline_facts):
        does = line_of_the_template(view.baseline, view.baseline_facts, line)
        having = (tunnel for tunnel in _templates(view) if tunnel.line and tunnel.line.child(does))
        yield interface, line, does, next(having, None)


_ZONE = "zone-member security"

_HARMLESS = ("tunnel path-mtu-discovery", "no ip ", "ip mtu", "ip tcp adjust-mss")


def _lines_of_the_moving_group(view: DeviceView) -> Iterator[Line]:
    """The VRF of the isakmp profile that moves, and the features of its virtual template."""
    server = view.baseline_facts.server
    moving = view.answer("group")
    profiles = (
        [moving_profile for moving_profile in server.profiles if moving in moving_profile.groups] if server else []
    )
    for profile in profiles:
        yield from profile.line.all("vrf")
        template = view.baseline_facts.interface(f"Virtual-Template{profile.virtual_template}")
        vrf, features = features_of(template.line if template else None)
        for child in template.line.children if template else ():
            if child.text in {vrf, *features} and not child.text.startswith(_HARMLESS):
                yield child


def _is_kept_apart(line: Line, there: list[str], hub: DeviceView) -> bool:
    """Whether it is a line of a VRF, and the template is in that one, or the hub is new and has nothing else."""
    name = line.text.split()[-1]
    of_vrf = line.text.startswith(("vrf ", *VRF_LINES))
    is_bare = not any(top.number for top in hub.baseline)
    return of_vrf and (is_bare or any(f"{words} {name}" in there for words in VRF_LINES))
