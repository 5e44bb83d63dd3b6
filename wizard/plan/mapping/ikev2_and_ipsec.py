"""The IKEv2 and IPsec objects that hub and spoke have in common, but for who they are and how they prove it."""

from dataclasses import replace
from ipaddress import IPv4Network

from wizard.data.answer_forms import IDLE_TIME, SECONDS_OF_IPSEC, InterfaceAddress
from wizard.data.answer_forms.choices import listed
from wizard.data.constructs.group_attributes import GROUP_ATTRIBUTES
from wizard.data.default_lifetimes import IPSEC_LIFETIME
from wizard.data.ikev2_suites import SUITES
from wizard.data.ipsec_options import IPSEC_OPTIONS, lifetime_of_the_router
from wizard.ios.list_entries import closing_deny, entries_of_list, numbers_before_the_closing_deny, prints_numbers
from wizard.model.ezvpn_mode import EzvpnMode
from wizard.model.ikev2 import (
    AuthorizationPolicy,
    IpsecProfile,
    Policy,
    Proposal,
    TransformSet,
)
from wizard.model.router import AccessList
from wizard.model.template_values import AaaList, AnnouncedNetworks, NameMangler
from wizard.plan.adoption import adopted
from wizard.plan.mapping.ipv6 import announced_ipv6_networks
from wizard.plan.perspective import Perspective
from wizard.plan.protocols_of_hub import eigrp_of_tunnels, group_of_tunnels
from wizard.situation.authentication import uses_eap
from wizard.situation.called_addresses import called_addresses
from wizard.situation.ezvpn_group import stated_options
from wizard.situation.hub import gets_flexvpn
from wizard.situation.networks import networks_of, permitted_networks, without
from wizard.situation.routing import announces_by_ikev2


def aaa_list(asking: Perspective) -> AaaList | None:
    """The list with which IKEv2 finds its authorization policy."""
    if not gets_flexvpn(asking):
        return None
    by_radius = asking.is_hub and asking.needed("authorization_store") == "radius"
    return AaaList(name=asking.needed("name_aaa_list"), group=asking.needed("radius_group") if by_radius else "")


def radius_list(asking: Perspective) -> AaaList | None:
    """The list with which the hub finds keys in RADIUS."""
    if not asking.is_hub or asking.needed("key_store") != "radius":
        return None
    return AaaList(name=asking.needed("name_radius_list"), group=asking.needed("radius_group"))


def eap_list(asking: Perspective) -> AaaList | None:
    """The list with which the hub lets RADIUS prove the spokes by EAP."""
    if not asking.is_hub or not uses_eap(asking):
        return None
    return AaaList(name=asking.needed("name_radius_list"), group=asking.needed("radius_group"))


_MANGLED = ("fqdn", "email")
"""The identities of which a name mangler knows a form and a key may stand for [flexvpn.md 1.6]."""


def name_mangler(asking: Perspective) -> NameMangler | None:
    """How the hub makes a RADIUS user name of a spoke's identity; an address or a key-id is the name as it is."""
    kind = asking.needed("spoke_identity_kind")
    if not asking.is_hub or asking.needed("key_store") != "radius" or kind not in _MANGLED:
        return None
    return NameMangler(name=asking.needed("name_radius_list"), rule=f"{kind} all")


def announced_networks(asking: Perspective) -> AnnouncedNetworks | None:
    """The networks behind this router, for its peers, where the list is new."""
    return None if _tells_without_a_list(asking) or _standing_list(asking) else networks_to_announce(asking)


def _tells_without_a_list(asking: Perspective) -> bool:
    """Whether a hub that the spokes join tells its networks by what is no list of the router: RADIUS, or a protocol."""
    present = adopted(asking) if asking.is_hub else None
    if present is None:
        return False
    if asking.needed("authorization_store") == "radius":
        return True
    by_protocol = group_of_tunnels(present, asking) or eigrp_of_tunnels(present, asking)
    return by_protocol is not None and not present.authorization_policy.route_set_access_lists


def joined_networks(asking: Perspective) -> AnnouncedNetworks | None:
    """What the list of the networks behind the hub lacks, where the hub announces by it already."""
    standing = _standing_list(asking)
    wanted = networks_to_announce(asking) if standing else None
    return _lacking(asking, wanted, standing) if wanted and standing else None


def joined_sites(asking: Perspective) -> AnnouncedNetworks | None:
    """What the list of the other sites' networks lacks, where the hub announces by it already."""
    standing = _standing_list_of_sites(asking)
    wanted = sites_to_announce(asking) if standing else None
    return _lacking(asking, wanted, standing) if wanted and standing else None


def joined_authorization_policy(asking: Perspective) -> AuthorizationPolicy | None:
    """The announced list, for the authorization policy of a hub that announces by none yet."""
    present = adopted(asking) if asking.is_hub else None
    if present is None or present.authorization_policy.route_set_access_lists:
        return None
    announced = announced_networks(asking) if announces_by_ikev2(asking) else announced_sites(asking)
    if announced is None:
        return None
    return AuthorizationPolicy(name=present.authorization_policy.name, route_set_access_lists=(announced.name,))


def _standing_list(asking: Perspective) -> AccessList | None:
    """The list by which a hub that the spokes join announces its networks."""
    if not asking.is_hub or adopted(asking) is None:
        return None
    return asking.router.access_list(asking.needed("name_access_list"))


def _standing_list_of_sites(asking: Perspective) -> AccessList | None:
    """The list by which a hub that the spokes join announces the networks of the other sites."""
    if not asking.is_hub or adopted(asking) is None or asking.needed("routing") != "bgp":
        return None
    return asking.router.access_list(asking.needed("name_site_access_list"))


def _lacking(asking: Perspective, wanted: AnnouncedNetworks, standing: AccessList) -> AnnouncedNetworks | None:
    source = asking.plan.source(asking.device)
    lines = entries_of_list(source.configuration, standing.name) if source else ()
    return _behind_standing_entries(wanted, standing, lines)


def _behind_standing_entries(
    wanted: AnnouncedNetworks, standing: AccessList, lines: tuple[str, ...]
) -> AnnouncedNetworks | None:
    permitted = permitted_networks(standing)
    missing = tuple(part for network in wanted.networks for part in without(network, permitted))
    if not missing and not (wanted.everything and not any(network.prefixlen == 0 for network in permitted)):
        return None
    numbers = () if wanted.everything else numbers_before_the_closing_deny(lines, len(missing))
    return replace(
        wanted,
        networks=missing,
        closing_deny="" if numbers else closing_deny([entry.text for entry in standing.entries]),
        numbers=numbers,
        renumbered=bool(numbers) and not prints_numbers(lines),
    )


def networks_to_announce(asking: Perspective) -> AnnouncedNetworks | None:
    """The networks behind this router, for its peers, whoever has their list."""
    if not gets_flexvpn(asking):
        return None
    name = asking.needed("name_access_list")
    if asking.is_spoke:
        networks = networks_of(asking.needed("lan_networks"))
        # A spoke whose BGP knows other neighbors must not tell the hub what it has from them.
        filters = asking.needed("routing") == "bgp"
        return AnnouncedNetworks(name=name, networks=networks) if networks or filters else None
    if asking.needed("tunnel_everything") == "yes":
        if asking.needed("routing") == "bgp":
            return AnnouncedNetworks(name=name, networks=(_DEFAULT_ROUTE_ALONE,))
        return AnnouncedNetworks(name=name, everything=True)
    sites = _sites(asking)
    present = adopted(asking)
    known = present.authorization_policy.route_set_remote if present else ()
    networks = tuple(
        network
        for network in networks_of(asking.needed("hub_networks"))
        if network not in sites and not any(map(network.subnet_of, known))
    )
    return AnnouncedNetworks(name=name, networks=networks) if networks else None


def announced_sites(asking: Perspective) -> AnnouncedNetworks | None:
    """The other sites' networks, which the hub announces by IKEv2, where their list is new."""
    return None if _standing_list_of_sites(asking) else sites_to_announce(asking)


def sites_to_announce(asking: Perspective) -> AnnouncedNetworks | None:
    """The other sites' networks, which the hub announces by IKEv2 where BGP announces its own."""
    sites = _sites(asking)
    if not sites or asking.needed("authorization_store") == "radius":
        return None
    return AnnouncedNetworks(name=asking.needed("name_site_access_list"), networks=sites)


def _sites(asking: Perspective) -> tuple[IPv4Network, ...]:
    """Those of the hub's networks that are a spoke's: BGP prefers what a router originates to what a neighbor tells."""
    if not asking.is_hub or asking.needed("routing") != "bgp" or asking.needed("tunnel_everything") == "yes":
        return ()
    lans = [
        network for spoke in asking.plan.spokes for network in networks_of(asking.value("lan_networks", spoke.device))
    ]
    sites = (*lans, *networks_of(asking.value("remaining_networks")))
    return tuple(
        network for network in networks_of(asking.needed("hub_networks")) if any(map(network.subnet_of, sites))
    )


def announced_by_ikev2(asking: Perspective) -> AnnouncedNetworks | None:
    """What IKEv2 itself announces, whatever a protocol brings."""
    if announces_by_ikev2(asking):
        return networks_to_announce(asking)
    sites = _sites(asking)
    return AnnouncedNetworks(name=asking.needed("name_site_access_list"), networks=sites) if sites else None


_DEFAULT_ROUTE_ALONE = IPv4Network("0.0.0.0/32")
"""As a standard list names the route 0.0.0.0/0 and no other."""


def authorization_policy(asking: Perspective) -> AuthorizationPolicy | None:
    """What the device hands to its peers."""
    if not gets_flexvpn(asking) or (asking.is_hub and asking.needed("authorization_store") == "radius"):
        return None
    announced = announced_by_ikev2(asking)
    ipv6 = announced_ipv6_networks(asking)
    accept = asking.needed("route_accept")
    return AuthorizationPolicy(
        name=asking.needed("name_authorization_policy"),
        pool=asking.needed("pool", asking.hub) if asking.is_hub else "",
        attributes=group_attributes(asking) if asking.is_hub else (),
        route_set_interface=True,
        route_set_access_lists=(announced.name,) if announced else (),
        route_set_ipv6_access_lists=(ipv6.name,) if ipv6 else (),
        route_accept="" if accept == "unstated" else " ".join((accept, *route_marks(asking))),
    )


def route_marks(asking: Perspective) -> tuple[str, ...]:
    """The tag that the hub gives to routes, and the distance that the device gives to them."""
    words = ("tag", "distance") if asking.is_hub else ("distance",)
    answers = ((word, asking.needed(f"route_{word}")) for word in words)
    return tuple(f"{word} {answered}" for word, answered in answers if answered and answered != "none")


def group_attributes(asking: Perspective) -> tuple[str, ...]:
    """The attributes of the EzVPN group that are carried over, as lines of an authorization policy."""
    wanted = listed(asking.needed("group_attributes"))
    rows = [row for row in GROUP_ATTRIBUTES if row.becomes_attribute and row.ezvpn in wanted]
    if asking.group is None:
        return ()
    return tuple(
        row.becomes_attribute.format(value=line.text[len(row.ezvpn) :].strip())
        for row in rows
        for line in asking.group.line.all(row.ezvpn)
    )


def ikev2_proposal(asking: Perspective) -> Proposal | None:
    """The IKEv2 proposal, where the smart defaults are not relied on."""
    crypto = asking.needed("crypto")
    if not gets_flexvpn(asking) or crypto == "smart-defaults":
        return None
    name = asking.needed("name_proposal")
    if crypto in SUITES:
        return SUITES[crypto].proposal(name)
    return Proposal(
        name=name,
        encryption=tuple(listed(asking.needed("ike_encryption"))),
        integrity=tuple(listed(asking.needed("ike_integrity"))),
        prf=tuple(listed(asking.needed("ike_prf"))),
        group=tuple(listed(asking.needed("ike_group"))),
    )


def ikev2_policy(asking: Perspective) -> Policy | None:
    """The IKEv2 policy, where it changes nothing for the router's other IKEv2 peers."""
    policy = _policy(asking)
    return None if touches_other_peers(asking) else policy


def shared_ikev2_policy(asking: Perspective) -> Policy | None:
    """The same policy, where it affects other IKEv2 peers of the router: then it waits for the cut-over."""
    policy = _policy(asking)
    return policy if touches_other_peers(asking) else None


def _policy(asking: Perspective) -> Policy | None:
    proposal = ikev2_proposal(asking)
    if proposal is None:
        return None
    limited = asking.is_hub and asking.needed("policy_match") == "address"
    addresses = _met_at(asking) if limited else ()
    return Policy(
        name=asking.needed("name_policy"),
        match_fvrf="any",
        match_address_local=addresses,
        proposals=(proposal.name, *_proposals_of_other_peers(asking, addresses)),
    )


def _met_at(asking: Perspective) -> tuple[str, ...]:
    """The addresses of the hub that the spokes call."""
    called = tuple(dict.fromkeys(str(value) for value, _ in called_addresses(asking)))
    return called or (wan_address(asking),)


def _proposals_of_other_peers(asking: Perspective, addresses: tuple[str, ...]) -> tuple[str, ...]:
    """What the router's other IKEv2 peers use today: a policy is chosen before it is known which peer calls."""
    source = asking.plan.source(asking.device)
    if source is None or not source.configuration.first("crypto ikev2 profile"):
        return ()
    names: list[str] = []
    policies = source.configuration.all("crypto ikev2 policy")
    for policy in policies:
        local = [line.text.split()[-1] for line in policy.all("match address local")]
        if not addresses or not local or any(address in local for address in addresses):
            names.extend(line.text.split()[-1] for line in policy.all("proposal"))
    return tuple(dict.fromkeys(names)) if policies else ("default",)


def touches_other_peers(asking: Perspective) -> bool:
    """Whether what is said for all of IKEv2 concerns peers that the router has today."""
    source = asking.plan.source(asking.device)
    return source is not None and source.configuration.first("crypto ikev2 profile") is not None


def wan_address(asking: Perspective) -> str:
    """The hub's address on the Internet."""
    if known := asking.known(InterfaceAddress(), "wan_address", asking.hub):
        return str(known.ip)
    name = asking.needed("wan_interface", asking.hub)
    source = asking.plan.source(asking.hub)
    interface = source.router.interface(name) if source else None
    if interface and interface.addresses:
        return str(interface.addresses[0].ip)
    return asking.needed("wan_address", asking.hub)


def transform_set(asking: Perspective) -> TransformSet | None:
    """The transform set."""
    if not gets_flexvpn(asking):
        return None
    mode = asking.needed("transform_mode")
    return TransformSet(
        name=asking.needed("name_transform_set"),
        transforms=tuple(asking.needed("transform").split()),
        mode="" if mode == "unstated" else mode,
    )


def ipsec_profile(asking: Perspective) -> IpsecProfile | None:
    """The IPsec profile."""
    if not gets_flexvpn(asking):
        return None
    pfs = asking.needed("pfs")
    return IpsecProfile(
        name=asking.needed("name_ipsec_profile"),
        transform_sets=(asking.needed("name_transform_set"),),
        pfs="" if pfs == "none" else pfs,
        lifetime=_ipsec_lifetime(asking),
        options=ipsec_options(asking, on_template=False),
        idle_time=_idle_time(asking),
        ikev2_profile=asking.needed("name_ikev2_profile"),
    )


def _ipsec_lifetime(asking: Perspective) -> int | None:
    """The lifetime that the IPsec profile must state; None where the router has it without a line."""
    answered = asking.given(SECONDS_OF_IPSEC, "ipsec_lifetime")
    source = asking.plan.source(asking.device)
    own = lifetime_of_the_router(source.configuration) if source else None
    return None if answered == (own or IPSEC_LIFETIME) else answered


def ipsec_options(asking: Perspective, *, on_template: bool) -> tuple[str, ...]:
    """The lines of EzVPN's IPsec profile or dynamic map that the hub takes over as they stand."""
    if not asking.is_hub:
        return ()
    wanted, stated = listed(asking.needed("ipsec_options")), stated_options(asking)
    rows = (row for row in IPSEC_OPTIONS if row.on_template is on_template and row.word in wanted)
    return tuple(stated[row.word] for row in rows if row.word in stated)


def _idle_time(asking: Perspective) -> int | None:
    is_asked = asking.is_spoke and asking.needed("idle_time")
    return asking.given(IDLE_TIME, "idle_time") if is_asked else None


def zone_line(asking: Perspective) -> tuple[str, ...]:
    """The line that puts the tunnel into a security zone, where the router has zones."""
    zone = asking.needed("tunnel_zone")
    return (f"zone-member security {zone}",) if zone else ()


def tunnel_mode(asking: Perspective) -> str:
    """`ipsec ipv4`, or "" for GRE."""
    return "" if asking.needed("encapsulation") == "gre" else "ipsec ipv4"


def is_client_mode(asking: Perspective) -> bool:
    """Whether the spoke's LAN hides behind an address of the hub's pool."""
    return asking.client.mode is EzvpnMode.CLIENT
