"""What the lines of a hub's present FlexVPN say to each question, row by row."""

import re
from collections.abc import Callable

from wizard.data.ikev2_suites import SUITES
from wizard.model.ikev2 import IdentityKind, Proposal
from wizard.model.question import Asking, Default
from wizard.plan import protocols_of_hub
from wizard.plan.present_flexvpn import PresentFlexvpn, StandingPolicy
from wizard.questions.recommend_or_settle import open_until_answered, recommend


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


def _hub_identity_kind(present: PresentFlexvpn, asking: Asking) -> str:
    """What the profile states, or IOS sends without a line: the name of the certificate, else its address.

    Unconfirmed [flexvpn.md 1.5 rule 3].
    """
    if present.profile.identity_local:
        return present.profile.identity_local.kind.value
    return "dn" if present.profile.local_authentication.endswith("-sig") else "address"


def _identity_kind_of_spokes(present: PresentFlexvpn, asking: Asking) -> str | None:
    """By their names where the profile takes names, whatever map it has besides."""
    kinds = {match.kind.value.split()[0] for match in present.profile.match}
    if present.profile.match_certificate and not kinds:
        return "dn"
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
    """Of several methods, the one for which the hub has what proves it."""
    methods = present.profile.remote_authentication
    if not methods or ("rsa-sig" in methods and (present.profile.trustpoints or len(methods) == 1)):
        return "rsa-sig"
    if "pre-share" in methods and (present.keyring or present.profile.keyring_aaa):
        return "pre-share"
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


def _separate_keys(present: PresentFlexvpn, _: Asking) -> Default | None:
    """As the peers of the hub's keyring have it; where some have one key and some two, nothing is said."""
    peers = present.keyring.peers if present.keyring else ()
    kinds = {peer.symmetric for peer in peers if peer.remote_key}
    if len(kinds) != 1:
        return None
    return recommend("no" if kinds == {True} else "yes", "as the peers of the hub's keyring have it")


def _key_store(present: PresentFlexvpn, asking: Asking) -> str | None:
    if present.profile.keyring_aaa:
        return "radius"
    return "local" if present.keyring else None


def _first(names: tuple[str, ...]) -> str | None:
    return names[0] if names else None


Settling = Callable[[PresentFlexvpn, Asking], str | Default | None]


SETTLED: dict[str, Settling] = {
    "domain": _domain,
    "hub_identity_kind": _hub_identity_kind,
    "spoke_identity_kind": _identity_kind_of_spokes,
    "identity": lambda present, _: (
        present.profile.identity_local.value or None if present.profile.identity_local else None
    ),
    "hub_match": _match,
    "certificate_unit": _certificate_unit,
    "hub_authentication": lambda present, _: present.profile.local_authentication or None,
    "spoke_authentication": _spoke_authentication,
    "separate_keys": _separate_keys,
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
    "hub_unnumbered": lambda present, _: present.borrows,
    "tunnel_mtu": _mtu,
    "virtual_template_source": lambda present, _: "yes" if present.template.tunnel_source else "no",
    "route_tag": _route_mark("tag"),
    "route_distance": _route_mark("distance"),
    "routing": protocols_of_hub.routing,
    "tunnel_everything": protocols_of_hub.tunnel_everything,
    "ipv6": _ipv6,
    "ipv6_unnumbered": _ipv6_unnumbered,
    "bgp_as": protocols_of_hub.bgp_as,
    "eigrp_as": protocols_of_hub.eigrp_as,
    "name_bgp_group": protocols_of_hub.bgp_group,
    "name_aaa_list": lambda present, _: (
        present.profile.authorization.list_name if present.profile.authorization else None
    ),
    "name_certificate_map": lambda present, _: _first(present.profile.match_certificate),
    "name_access_list": protocols_of_hub.announced_list,
    "name_site_access_list": protocols_of_hub.list_of_sites,
    "name_site_route_map": protocols_of_hub.site_route_map,
    "name_ipv6_access_list": lambda present, _: _first(present.authorization_policy.route_set_ipv6_access_lists),
    "name_authorization_policy": lambda present, _: present.authorization_policy.name or None,
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
