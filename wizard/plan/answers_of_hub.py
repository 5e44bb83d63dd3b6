"""What the lines of a hub's present FlexVPN say to each question, row by row."""

import re
from collections.abc import Callable, Iterable

from wizard.data.ikev2_suites import SUITES
from wizard.model.configuration import Line
from wizard.model.ikev2 import IdentityKind, Proposal
from wizard.model.literals import prefix
from wizard.model.question import Asking, Default
from wizard.plan.present_flexvpn import PresentFlexvpn, StandingPolicy
from wizard.questions.recommend_or_settle import open_until_answered
from wizard.situation.networks import permitted_networks
from wizard.situation.routing import global_lines, number_of, processes


def _crypto(standing: StandingPolicy) -> str | None:
    if not standing.proposals:
        return None
    first = standing.proposals[0]
    return next((word for word, suite in SUITES.items() if suite.proposal(first.name) == first), "own")


def _of_proposal(read: Callable[[Proposal], tuple[str, ...]]) -> Callable[[StandingPolicy], str | None]:
    return lambda standing: ", ".join(read(standing.proposals[0])) if standing.proposals else None


OF_POLICY: dict[str, Callable[[StandingPolicy], str | None]] = {
    "crypto": _crypto,
    "ike_encryption": _of_proposal(lambda proposal: proposal.encryption),
    "ike_integrity": _of_proposal(lambda proposal: proposal.integrity),
    "ike_prf": _of_proposal(lambda proposal: proposal.prf),
    "ike_group": _of_proposal(lambda proposal: proposal.group),
    "policy_match": lambda standing: "address" if standing.policy.match_address_local else "any",
    "name_proposal": lambda standing: standing.proposals[0].name if standing.proposals else None,
    "name_policy": lambda standing: standing.policy.name,
}
"""What the hub's IKEv2 policy says to each question."""


def _encapsulation(present: PresentFlexvpn, asking: Asking) -> str:
    if present.profile.virtual_template_mode_auto:
        return "auto"
    return "vti" if present.template.mode.startswith("ipsec") else "gre"


def _identity_kind_of_spokes(present: PresentFlexvpn, asking: Asking) -> str | None:
    if present.profile.match_certificate:
        return "dn"
    kinds = {match.kind.value.split()[0] for match in present.profile.match}
    return kinds.pop() if len(kinds) == 1 else None


def _match(present: PresentFlexvpn, asking: Asking) -> str:
    return "domain" if any(" domain" in match.kind.value for match in present.profile.match) else "each"


def _domain(present: PresentFlexvpn, asking: Asking) -> str | None:
    of_match = [match.value for match in present.profile.match if " domain" in match.kind.value]
    own = present.profile.identity_local
    if of_match or own is None or own.kind not in {IdentityKind.FQDN, IdentityKind.EMAIL}:
        return _first(tuple(of_match))
    return own.value.partition("@" if own.kind is IdentityKind.EMAIL else ".")[2] or None


_UNIT = re.compile(r"subject-name co ou ?= ?(\S+)$", re.IGNORECASE)


def _certificate_unit(present: PresentFlexvpn, asking: Asking) -> str | None:
    """The unit that the profile's certificate map asks for."""
    source = asking.plan.source(asking.hub)
    maps = source.configuration.all("crypto pki certificate map") if source else ()
    named = (line for line in maps if set(line.text.split()[4:5]) & set(present.profile.match_certificate))
    rules = (rule for line in named for rule in line.walk())
    return next((found[1] for rule in rules if (found := _UNIT.match(rule.text))), None)


_IPV6_UNNUMBERED = "ipv6 unnumbered "


def _ipv6(present: PresentFlexvpn, asking: Asking) -> str:
    return "yes" if any(line.startswith("ipv6 ") for line in present.template.features) else "no"


def _ipv6_unnumbered(present: PresentFlexvpn, asking: Asking) -> str | None:
    lines = (line for line in present.template.features if line.startswith(_IPV6_UNNUMBERED))
    return next((line.removeprefix(_IPV6_UNNUMBERED) for line in lines), None)


def _spoke_authentication(present: PresentFlexvpn, asking: Asking) -> str | Default:
    methods = present.profile.remote_authentication
    if "rsa-sig" in methods or not methods:
        return "rsa-sig"
    if methods[0].startswith("eap"):
        return open_until_answered("the hub lets RADIUS prove the spokes by EAP, and no line says by which method")
    return methods[0]


def _mtu(present: PresentFlexvpn, asking: Asking) -> str | None:
    sizes = (present.template.mtu, present.template.tcp_mss)
    if all(sizes):
        return " ".join(map(str, sizes))
    return None if any(sizes) else "none"


def _route_mark(word: str) -> "Settling":
    def read(present: PresentFlexvpn, asking: Asking) -> str | None:
        if present.is_authorized_by_radius:
            return None
        _, _, behind = present.authorization_policy.route_accept.partition(f"{word} ")
        return behind.split(" ")[0] or "none"

    return read


def _trustpoint(role: str) -> "Settling":
    """The trustpoint that signs, or that verifies the other side alone."""

    def read(present: PresentFlexvpn, asking: Asking) -> str | None:
        words = [line.split() for line in present.profile.trustpoints]
        if not words:
            return None
        fitting = [word[0] for word in words if word[1:] == [role]]
        plain = [word[0] for word in words if len(word) == 1]
        if role == "sign":
            return next(iter(fitting or plain), None)
        return next(iter(fitting), "none")

    return read


def _key_store(present: PresentFlexvpn, asking: Asking) -> str | None:
    if present.profile.keyring_aaa:
        return "radius"
    return "local" if present.keyring else None


def _borrowed(present: PresentFlexvpn, asking: Asking) -> str | None:
    address = present.template.address
    return address.removeprefix("unnumbered ").strip() if address.startswith("unnumbered ") else None


def _first(names: tuple[str, ...]) -> str | None:
    return names[0] if names else None


def _routing(present: PresentFlexvpn, asking: Asking) -> str:
    """The protocol that runs over the hub's tunnels."""
    if _bgp_group(present, asking):
        return "bgp"
    return "eigrp" if _eigrp(present, asking) else "ikev2"


def _processes(asking: Asking, protocol: str) -> tuple[Line, ...]:
    source = asking.plan.source(asking.hub)
    return processes(source.configuration if source else None, protocol)


_LISTEN = "bgp listen range"


def _bgp_group(present: PresentFlexvpn, asking: Asking) -> str | None:
    """The peer-group of the spokes, whom the hub listens for or knows one by one."""
    return _listened_for(present, asking) or _known_one_by_one(present, asking)


def _listened_for(present: PresentFlexvpn, asking: Asking) -> str | None:
    """The group of a listen range: where there are several, of the one that holds the pool of the profile."""
    words = [line.text.split() for process in _processes(asking, "bgp") for line in process.all(_LISTEN)]
    found = [(prefix(listen[3]), listen[-1]) for listen in words if listen[-2] == "peer-group"]
    source = asking.plan.source(asking.hub)
    pools = source.router.pools if source else ()
    firsts = [first for name, first, _ in pools if name == present.authorization_policy.pool]
    fitting = (group for network, group in found if network and any(first in network for first in firsts))
    return next(fitting, found[0][1] if found else None)


def _known_one_by_one(present: PresentFlexvpn, asking: Asking) -> str | None:
    """The only group that calls from the address of the tunnels and is told the networks that IKEv2 does not tell.

    A group of the core may call from there too: where IKEv2 announces a list, only one with a filter is the spokes'.
    """
    borrowed = f"update-source {_borrowed(present, asking)}"
    lines = [line.text for process in _processes(asking, "bgp") for line in global_lines(process)]
    groups = [text.split()[1] for text in lines if text.startswith("neighbor ") and text.endswith(" peer-group")]
    calling = [group for group in groups if f"neighbor {group} {borrowed}" in lines]
    if present.authorization_policy.route_set_access_lists or present.is_authorized_by_radius:
        calling = [group for group in calling if _filters(lines, group)]
    return calling[0] if len(calling) == 1 else None


def _filters(lines: Iterable[str], group: str) -> list[str]:
    """The lists that filter what BGP tells a group."""
    found = (text.split() for text in lines if text.startswith(f"neighbor {group} distribute-list "))
    return [words[3] for words in found if words[4:] == ["out"]]


def _access_list(present: PresentFlexvpn, asking: Asking) -> str | None:
    """The list of the announced networks: what BGP tells is filtered by it, and IKEv2 announces it otherwise."""
    group = _bgp_group(present, asking)
    if group is None:
        return _first(present.authorization_policy.route_set_access_lists) or _eigrp_filter(present, asking)
    lines = (line.text for process in _processes(asking, "bgp") for line in global_lines(process))
    return next(iter(_filters(lines, group)), None)


def _tunnel_everything(present: PresentFlexvpn, asking: Asking) -> str | None:
    """Whether the spokes are told a default route; all of the profile are told the same."""
    if group := _bgp_group(present, asking):
        lines = (line.text for process in _processes(asking, "bgp") for line in global_lines(process))
        told = {f"neighbor {group} default-originate", "network 0.0.0.0", "default-information originate"}
        return "no" if told.isdisjoint(lines) else "yes"
    name = _access_list(present, asking)
    source = asking.plan.source(asking.hub)
    announced = source.router.access_list(name) if source and name else None
    if announced is None:
        return None
    return "yes" if any(network.prefixlen == 0 for network in permitted_networks(announced)) else "no"


def _eigrp_filter(present: PresentFlexvpn, asking: Asking) -> str | None:
    """The list by which EIGRP tells the tunnels the networks of the hub."""
    number = _eigrp(present, asking)
    own = (process for process in _processes(asking, "eigrp") if number and number_of(process) == number)
    words = (line.text.split() for process in own for line in process.all("distribute-list"))
    return next((found[1] for found in words if found[2:] == ["out"]), None)


def _site_access_list(present: PresentFlexvpn, asking: Asking) -> str | None:
    by_bgp = _bgp_group(present, asking)
    return _first(present.authorization_policy.route_set_access_lists) if by_bgp else None


def _site_route_map(present: PresentFlexvpn, asking: Asking) -> str | None:
    """The route-map by which the hub's LAN is told the spokes' routes of the tunnels' protocol."""
    source = asking.plan.source(asking.hub)
    number = _bgp_as(present, asking) or _eigrp(present, asking)
    handed = f"redistribute {_routing(present, asking)} {number} "
    for process in source.configuration.all("router") if source and number else ():
        for line in process.walk():
            if line.text.startswith(handed) and " route-map " in line.text:
                return line.text.split(" route-map ")[1].split(" ")[0]
    return None


def _bgp_as(present: PresentFlexvpn, asking: Asking) -> str | None:
    group = _bgp_group(present, asking)
    return next((number_of(process) for process in _processes(asking, "bgp") if group), None)


def _eigrp(present: PresentFlexvpn, asking: Asking) -> str | None:
    active = f"no passive-interface {present.template.name}"
    return next((number_of(process) for process in _processes(asking, "eigrp") if process.child(active)), None)


Settling = Callable[[PresentFlexvpn, Asking], str | Default | None]


SETTLED: dict[str, Settling] = {
    "domain": _domain,
    "hub_identity_kind": lambda present, _: (
        present.profile.identity_local.kind.value if present.profile.identity_local else None
    ),
    "spoke_identity_kind": _identity_kind_of_spokes,
    "identity": lambda present, _: (
        present.profile.identity_local.value or None if present.profile.identity_local else None
    ),
    "hub_match": _match,
    "certificate_unit": _certificate_unit,
    "hub_authentication": lambda present, _: present.profile.local_authentication or None,
    "spoke_authentication": _spoke_authentication,
    "key_store": _key_store,
    "authorization_store": lambda present, _: "radius" if present.is_authorized_by_radius else "local",
    "existing_trustpoint": _trustpoint("sign"),
    "peer_trustpoint": _trustpoint("verify"),
    "encapsulation": _encapsulation,
    "transform": lambda present, _: " ".join(present.transform_set.transforms),
    "transform_mode": lambda present, _: present.transform_set.mode or "unstated",
    "pfs": lambda present, _: present.ipsec_profile.pfs or "none",
    "dpd": lambda present, _: str(present.profile.dpd) if present.profile.dpd else "none",
    "ike_lifetime": lambda present, _: str(present.profile.lifetime) if present.profile.lifetime else None,
    "ipsec_lifetime": lambda present, _: (
        str(present.ipsec_profile.lifetime) if present.ipsec_profile.lifetime else None
    ),
    "pool": lambda present, _: present.authorization_policy.pool or None,
    "hub_unnumbered": _borrowed,
    "tunnel_mtu": _mtu,
    "virtual_template_source": lambda present, _: "yes" if present.template.tunnel_source else "no",
    "route_tag": _route_mark("tag"),
    "route_distance": _route_mark("distance"),
    "routing": _routing,
    "tunnel_everything": _tunnel_everything,
    "ipv6": _ipv6,
    "ipv6_unnumbered": _ipv6_unnumbered,
    "bgp_as": _bgp_as,
    "eigrp_as": _eigrp,
    "name_bgp_group": _bgp_group,
    "name_aaa_list": lambda present, _: (
        present.profile.authorization.list_name if present.profile.authorization else None
    ),
    "name_certificate_map": lambda present, _: _first(present.profile.match_certificate),
    "name_access_list": _access_list,
    "name_site_access_list": _site_access_list,
    "name_site_route_map": _site_route_map,
    "name_ipv6_access_list": lambda present, _: _first(present.authorization_policy.route_set_ipv6_access_lists),
    "name_authorization_policy": lambda present, _: present.authorization_policy.name,
    "name_keyring": lambda present, _: present.profile.keyring or None,
    "name_ikev2_profile": lambda present, _: present.profile.name,
    "name_transform_set": lambda present, _: present.transform_set.name,
    "name_ipsec_profile": lambda present, _: present.ipsec_profile.name,
    "name_virtual_template": lambda present, _: str(present.profile.virtual_template),
}
"""What the hub's lines say to each question; None where they say nothing."""

STANDS_AS_IT_IS = {
    "transform": re.compile(r"(?:esp|ah)-[a-z0-9-]+(?: \d+)?(?: (?:esp|ah)-[a-z0-9-]+(?: \d+)?){0,2}"),
    "pfs": re.compile(r"group\d{1,2}"),
}
"""What a hub may have that is not offered for a new one."""
