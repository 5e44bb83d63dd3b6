"""Checks of names: used and not defined, defined twice, defined and not used."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from wizard.check.registry import Hit, check
from wizard.check.view.device import DeviceView, Read, made, part
from wizard.check.view.site import PairView
from wizard.ios.masking import quoted
from wizard.model.configuration import Line
from wizard.model.finding import Severity
from wizard.model.ikev2 import AuthorizationPolicy, FlexvpnObjects, Ikev2Profile, Keyring
from wizard.model.literals import is_number

_HEADERS: dict[str, tuple[str, ...]] = {
    "AAA authorization list": ("aaa authorization network",),
    "VRF": ("vrf definition", "ip vrf"),
    "IPv6 access list": ("ipv6 access-list",),
    "access list": ("ip access-list standard", "ip access-list extended", "access-list"),
    "address pool": ("ip local pool",),
    "certificate map": ("crypto pki certificate map",),
    "IKEv2 authorization policy": ("crypto ikev2 authorization policy",),
    "IKEv2 keyring": ("crypto ikev2 keyring",),
    "IKEv2 profile": ("crypto ikev2 profile",),
    "IKEv2 proposal": ("crypto ikev2 proposal",),
    "interface": ("interface",),
    "IPsec profile": ("crypto ipsec profile",),
    "route-map": ("route-map",),
    "transform set": ("crypto ipsec transform-set",),
    "trustpoint": ("crypto pki trustpoint",),
}
"""The lines that define a name of each kind, up to the name."""

_SMART = {"IKEv2 authorization policy", "IKEv2 proposal", "IPsec profile", "transform set"}
"""The kinds of which IOS has an object called `default`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A line that names an object."""

    within: str
    """The top line under which, or as which, it stands."""
    pattern: str
    """Its group is the name, or several."""
    kind: str
    called: str = "{}"
    """How the object is called: `Virtual-Template{}`."""
    elsewhere: Callable[[DeviceView, str], bool] = lambda view, text: False
    """Whether the line names something that is kept outside the router."""


_GROUP_LIST = r"aaa authorization group (?:override )?\S+ list"

REFERENCES = (
    Reference(within="crypto ikev2 policy", pattern=r"proposal (\S+)", kind="IKEv2 proposal"),
    Reference(within="crypto ikev2 policy", pattern=r"match fvrf (?!any$)(\S+)", kind="VRF"),
    Reference(within="crypto ikev2 profile", pattern=r"match fvrf (?!any$)(\S+)", kind="VRF"),
    Reference(within="crypto ikev2 profile", pattern=r"ivrf (\S+)", kind="VRF"),
    Reference(within="crypto ikev2 profile", pattern=r"keyring local (\S+)", kind="IKEv2 keyring"),
    Reference(within="crypto ikev2 profile", pattern=r"pki trustpoint (\S+)", kind="trustpoint"),
    Reference(within="crypto ikev2 profile", pattern=r"match certificate (\S+)", kind="certificate map"),
    Reference(within="crypto ikev2 profile", pattern=rf"{_GROUP_LIST} (\S+)", kind="AAA authorization list"),
    Reference(
        within="crypto ikev2 profile",
        pattern=rf"{_GROUP_LIST} \S+ (?!name-mangler)(\S+)",
        kind="IKEv2 authorization policy",
        elsewhere=lambda view, text: bool({*text.split()} & {*view.objects.radius_authorization_lists}),
    ),
    Reference(
        within="crypto ikev2 profile", pattern=r"virtual-template (\d+)", kind="interface", called="Virtual-Template{}"
    ),
    Reference(within="crypto ikev2 authorization policy", pattern=r"pool (\S+)", kind="address pool"),
    Reference(
        within="crypto ikev2 authorization policy",
        pattern=r"route set access-list (?!ipv6)(\S+)",
        kind="access list",
    ),
    Reference(
        within="crypto ikev2 authorization policy",
        pattern=r"route set access-list ipv6 (\S+)",
        kind="IPv6 access list",
    ),
    Reference(within="crypto ipsec profile", pattern=r"set transform-set (.+)", kind="transform set"),
    Reference(within="crypto ipsec profile", pattern=r"set ikev2-profile (\S+)", kind="IKEv2 profile"),
    Reference(within="crypto ikev2 client flexvpn", pattern=r"client connect (\S+)", kind="interface"),
    Reference(within="interface", pattern=r"tunnel protection ipsec profile (\S+)", kind="IPsec profile"),
    Reference(within="interface", pattern=r"ip unnumbered (\S+)", kind="interface"),
    Reference(within="interface", pattern=r"ipv6 unnumbered (\S+)", kind="interface"),
    Reference(within="interface", pattern=r"tunnel source ([A-Z]\S*\d\S*)", kind="interface"),
    Reference(within="ip nat inside source", pattern=r"ip nat inside source list (\S+)", kind="access list"),
    Reference(within="ip nat inside source", pattern=r"ip nat inside source route-map (\S+)", kind="route-map"),
    Reference(within="route-map", pattern=r"match ip address (?!prefix-list)(.+)", kind="access list"),
)


def _defined(view: DeviceView, kind: str) -> set[str]:
    names = {"default"} if kind in _SMART else set()
    for header in _HEADERS[kind]:
        for line in view.target.all(header):
            names.update(line.text[len(header) :].split()[:1])
    return names


def _names(view: DeviceView, reference: Reference) -> Iterator[tuple[str, Line]]:
    pattern = re.compile(reference.pattern)
    for top in view.changed.all(reference.within):
        for line in top.walk():
            found = pattern.match(line.text) if line.number == 0 else None
            if found and not reference.elsewhere(view, line.text):
                yield from ((reference.called.format(name), line) for name in found[1].split())


@check(
    "REF001",
    Severity.BLOCKER,
    why="IOS refuses the line, or takes it and the tunnel never comes up.",
    fix="Choose a name that exists, or leave the name to ez2flex.",
    citation="genielibs (texts of refusals)",
)
def used_name_is_defined(view: DeviceView) -> Iterator[Hit]:
    """Every name that a new line uses is defined on the router."""
    for reference in REFERENCES:
        names = tuple(_names(view, reference))
        defined = _defined(view, reference.kind) if names else set()
        for name, line in names:
            if name not in defined:
                yield Hit(
                    message=f"{quoted(line.text)} names the {reference.kind} {name}, which nothing defines.", line=line
                )


_OBJECTS: dict[str, Callable[[FlexvpnObjects], Sequence[Read]]] = {
    "IKEv2 proposal": lambda objects: objects.proposals,
    "IKEv2 policy": lambda objects: objects.policies,
    "IKEv2 keyring": lambda objects: objects.keyrings,
    "IKEv2 authorization policy": lambda objects: objects.authorization_policies,
    "IKEv2 profile": lambda objects: objects.profiles,
    "transform set": lambda objects: objects.transform_sets,
    "IPsec profile": lambda objects: objects.ipsec_profiles,
    "tunnel interface": lambda objects: objects.tunnels,
    "FlexVPN client": lambda objects: objects.clients,
    "trustpoint": lambda objects: objects.trustpoints,
}


@check(
    "REF002",
    Severity.BLOCKER,
    why="The new lines would change an object of the router's own, and whoever uses it.",
    fix="Choose another name.",
    citation="Cisco EzVPN-NEM to FlexVPN Migration Guide (access list 1 on both routers)",
)
def new_name_is_free(view: DeviceView) -> Iterator[Hit]:
    """No new object takes the name of one that is on the router already with other content."""
    for kind, objects in _OBJECTS.items():
        present = {named.name: named for named in objects(view.baseline_objects)}
        for made_object in made(objects(view.objects)):
            if made_object.name in present and not _only_adds(view, present[made_object.name], made_object):
                message = f"The {kind} {made_object.name} is on the router already, with other content."
                yield Hit(message=message, line=present[made_object.name].line)
    for policy in made(view.objects.authorization_policies):
        for name in policy.route_set_access_lists:
            old, new = view.baseline_facts.access_list(name), view.facts.access_list(name)
            if old and new and old.entries != new.entries:
                message = f"Access list {name} is on the router already, with other entries."
                yield Hit(message=message, line=_access_list_line(view, name))


def _only_adds(view: DeviceView, old: Read, new: Read) -> bool:
    """Whether an object is as it was, but for spokes that join it and what their profile tells them besides."""
    match old, new:
        case Ikev2Profile(), Ikev2Profile():
            return new == replace(old, match=new.match) and set(old.match) <= set(new.match)
        case Keyring(), Keyring():
            return set(old.peers) <= set(new.peers)
        case AuthorizationPolicy(), AuthorizationPolicy():
            lists = new.route_set_access_lists
            same = new == replace(old, route_set_access_lists=lists) and set(old.route_set_access_lists) <= set(lists)
            return same and new.name not in _policies_of_new_profiles(view)
        case _:
            return old == new


def _policies_of_new_profiles(view: DeviceView) -> set[str]:
    present = {profile.name for profile in view.baseline_objects.profiles}
    fresh = (profile for profile in view.objects.profiles if profile.name not in present)
    return {profile.authorization.policy for profile in fresh if profile.authorization}


def _access_list_line(view: DeviceView, name: str) -> Line | None:
    for header in _HEADERS["access list"]:
        if line := view.baseline.first(f"{header} {name}"):
            return line
    return None


@check(
    "REF003",
    Severity.BLOCKER,
    why="IOS picks an IKEv2 policy by front VRF and local address before it knows the peer; of two equal ones it "
    "uses one (which one is unconfirmed), so either the new or the present peers lose their proposal.",
    fix="Limit the new policy by `match address local`.",
    citation="flexvpn.md 1.3 (unconfirmed)",
    question="policy_match",
)
def new_policy_matches_what_no_other_matches(view: DeviceView) -> Iterator[Hit]:
    """No new IKEv2 policy matches the same front VRF and local addresses as one that is there already."""
    for policy in made(view.objects.policies):
        for other in view.baseline_objects.policies:
            same_table = policy.match_fvrf == other.match_fvrf or "any" in {policy.match_fvrf, other.match_fvrf}
            mine, theirs = set(policy.match_address_local), set(other.match_address_local)
            if other.name != policy.name and same_table and (mine == theirs or mine & theirs):
                message = f"IKEv2 policies {policy.name} and {other.name} match the same peers."
                yield Hit(message=message, line=other.line)


_USERS: dict[str, Callable[[FlexvpnObjects], Iterable[str]]] = {
    "IKEv2 proposal": lambda objects: (name for policy in objects.policies for name in policy.proposals),
    "IKEv2 keyring": lambda objects: (profile.keyring for profile in objects.profiles),
    "IKEv2 authorization policy": lambda objects: (
        profile.authorization.policy for profile in objects.profiles if profile.authorization
    ),
    "IKEv2 profile": lambda objects: (ipsec_profile.ikev2_profile for ipsec_profile in objects.ipsec_profiles),
    "transform set": lambda objects: (
        name for ipsec_profile in objects.ipsec_profiles for name in ipsec_profile.transform_sets
    ),
    "IPsec profile": lambda objects: (tunnel.protection for tunnel in objects.tunnels),
    "trustpoint": lambda objects: (text.split(" ")[0] for profile in objects.profiles for text in profile.trustpoints),
}


@check(
    "REF004",
    Severity.NOTE,
    why="An object that nothing names has no effect; a proposal outside a policy is never offered.",
    fix="Name it where it is meant to work, or leave it out.",
    citation="networkautomator.com 2021/12/01, quoting Cisco",
)
def new_object_is_used(view: DeviceView) -> Iterator[Hit]:
    """Every new object is named by another one."""
    for kind, users in _USERS.items():
        used = set(users(view.objects))
        for made_object in made(_OBJECTS[kind](view.objects)):
            if made_object.name not in used and made_object.name != "default":
                yield Hit(message=f"Nothing uses the {kind} {made_object.name}.", line=made_object.line)


@check(
    "REF005",
    Severity.BLOCKER,
    why="An IKEv2 profile works only where an IPsec profile names it and a tunnel is protected by that.",
    fix="Bind them: `virtual-template` in the IKEv2 profile, `set ikev2-profile` in that template's IPsec profile.",
    citation="Cisco IOS-XE 17.x, Configuring the FlexVPN Server",
)
def profile_of_the_hub_is_bound(pair: PairView) -> Iterator[Hit]:
    """The hub's IKEv2 profile has a virtual template whose IPsec profile names it."""
    profile = pair.hub_profile
    if profile is None:
        return
    bound = pair.hub_ipsec is not None and pair.hub_ipsec.ikev2_profile == profile.name
    if not bound:
        message = f"IKEv2 profile {profile.name} is not bound to a virtual template with an IPsec profile of its own."
        yield Hit(device=pair.hub.device, message=message, line=part(profile, "virtual-template"))


@check(
    "REF006",
    Severity.BLOCKER,
    why="Without it the spoke calls nobody.",
    fix="Give the spoke a tunnel interface with `tunnel protection`, a FlexVPN client that connects it, and a peer.",
    citation="Cisco IOS-XE 17.x, Configuring the FlexVPN Client",
)
def spoke_has_a_tunnel_to_a_hub(pair: PairView) -> Iterator[Hit]:
    """The spoke has a tunnel interface, not shut down, with an IKEv2 profile and a peer to call."""
    if pair.path is None:
        yield Hit(message="No tunnel interface with an IKEv2 profile leads to a hub.")
    elif pair.path.tunnel.shutdown:
        yield Hit(message=f"{pair.path.tunnel.name} is shut down.", line=part(pair.path.tunnel, "shutdown"))


@check(
    "REF007",
    Severity.BLOCKER,
    why="IOS takes standard access lists there: numbers 1-99 and 1300-1999, or a name. EzVPN's split list is extended.",
    fix="Write its networks as a standard access list.",
    citation="Cisco-IOS-XE-crypto.yang 17.18.1",
)
def announced_networks_are_a_standard_list(view: DeviceView) -> Iterator[Hit]:
    """`route set access-list` names a standard access list."""
    for policy in made(view.objects.authorization_policies):
        for name in policy.route_set_access_lists:
            found = view.facts.access_list(name)
            if found and found.extended:
                message = f"`route set access-list {name}` names an extended access list."
                yield Hit(message=message, line=part(policy, f"route set access-list {name}"))


@check(
    "REF008",
    Severity.NOTE,
    why="A number is easily taken already, by NAT, SNMP or a vty line, and then both uses share one list.",
    fix="Give the list a name.",
    citation="Cisco EzVPN-NEM to FlexVPN Migration Guide (access list 1 on hub and spoke, with other content on each)",
    question="name_access_list",
)
def announced_networks_have_a_name(view: DeviceView) -> Iterator[Hit]:
    """The access list of the announced networks has a name, not a number."""
    for policy in made(view.objects.authorization_policies):
        for name in policy.route_set_access_lists:
            if is_number(name):
                message = f"The announced networks are in numbered access list {name}."
                yield Hit(message=message, line=part(policy, f"route set access-list {name}"))


@check(
    "REF009",
    Severity.BLOCKER,
    why="Without it IOS knows no authorization list: the profile authorizes nobody, and no address and no route is "
    "exchanged.",
    fix="Write `aaa new-model` first, with the lists that keep the login of people.",
    citation="flexvpn.md 1.1, 1.5 rule 10",
)
def lists_stand_on_aaa(view: DeviceView) -> Iterator[Hit]:
    """A router whose IKEv2 profile authorizes by a list has `aaa new-model`."""
    if view.facts.aaa_new_model:
        return
    for profile in made(view.objects.profiles):
        if profile.authorization:
            message = f"Profile {profile.name} authorizes by a list, and {view.device} has no `aaa new-model`."
            several = f"Profile {profile.name} authorizes by a list, and `aaa new-model` is missing."
            yield Hit(message=message, of_several=several, line=part(profile, "aaa authorization"))


@check(
    "REF010",
    Severity.BLOCKER,
    why="The client chooses a peer and connects nothing: that tunnel never comes up.",
    fix="Write `client connect TUNNEL`, and `tunnel protection ipsec profile` with an IKEv2 profile in that tunnel.",
    citation="Cisco IOS-XE 17.x, Configuring the FlexVPN Client; flexvpn.md 1.8",
)
def clients_connect_a_protected_tunnel(view: DeviceView) -> Iterator[Hit]:
    """Each FlexVPN client calls a peer and connects a tunnel of IKEv2, and no tunnel waits for one in vain."""
    connected = {client.tunnel for client in view.objects.clients}
    for made_tunnel in made(view.objects.tunnels):
        if made_tunnel.destination == "dynamic" and made_tunnel.name not in connected:
            yield Hit(
                message=f"{made_tunnel.name} waits for a FlexVPN client, and none connects it.", line=made_tunnel.line
            )
    tunnels = {known_tunnel.name: known_tunnel for known_tunnel in view.objects.tunnels}
    for client in made(view.objects.clients):
        tunnel = tunnels.get(client.tunnel)
        profile = view.ipsec_profiles.get(tunnel.protection) if tunnel else None
        if profile is None or not profile.ikev2_profile:
            what = f"{client.tunnel}, which IKEv2 does not protect" if client.tunnel else "no tunnel"
            yield Hit(message=f"FlexVPN client {client.name} connects {what}.", line=part(client, "client connect"))
        if not client.peers:
            yield Hit(message=f"FlexVPN client {client.name} has no peer to call.", line=client.line)
