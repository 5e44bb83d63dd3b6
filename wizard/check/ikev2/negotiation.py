"""What IKEv2 makes of a hub and a spoke: the suite, identities, keys and routes they agree on, or why not."""

from collections.abc import Callable
from dataclasses import replace

from wizard.check.ikev2.common_algorithms import (
    cipher,
    common_suite,
    common_transform,
    described,
    offer,
    origin,
    transform_sets,
)
from wizard.check.ikev2.presented_certificates import KEYS_OF_METHODS, is_in_time, is_trusted, issued, key_kind, trusted
from wizard.check.ikev2.preshared_keys import Key, hub_keys, spoke_keys
from wizard.check.routes.announced_networks import announced_ipv6, hub_announces, spoke_announces
from wizard.check.view.device import DeviceView
from wizard.check.view.site import PairView
from wizard.model.finding import Negotiation
from wizard.model.ikev2 import AuthorizationPolicy, Ikev2Profile
from wizard.sentence import Sentence


def negotiate(pair: PairView) -> Negotiation:
    """What the two agree on when the spoke calls, phase by phase, up to the first that fails."""
    so_far = Negotiation(hub=pair.hub.device, spoke=pair.spoke.device, up=True, why="")
    for phase in _PHASES:
        so_far = phase(so_far, pair)
        if not so_far.up:
            break
    return so_far


def _fails(so_far: Negotiation, reason: str, why: str) -> Negotiation:
    return replace(so_far, up=False, reason=reason, why=why)


def _noted(so_far: Negotiation, note: str) -> Negotiation:
    return replace(so_far, notes=(*so_far.notes, note))


def _tunnel(so_far: Negotiation, pair: PairView) -> Negotiation:
    spoke = pair.spoke.device
    if pair.path is None:
        return _fails(
            so_far, "no-tunnel", f"{spoke} has no tunnel interface with an IKEv2 profile that leads to a hub."
        )
    if pair.path.tunnel.shutdown:
        return _fails(so_far, "shutdown", f"{pair.path.tunnel.name} of {spoke} is shut down.")
    profile = pair.spoke_profile
    if profile is None:
        name = pair.spoke_ipsec.ikev2_profile if pair.spoke_ipsec else ""
        return _fails(so_far, "no-ikev2-profile", f"{spoke} has no IKEv2 profile {name}.")
    so_far = replace(so_far, spoke_profile=profile.name, spoke_authentication=profile.local_authentication)
    if not pair.calls_a_stranger:
        return so_far
    return _noted(so_far, f"{spoke} calls {pair.path.peer}, which is no address of {pair.hub.device}'s interfaces")


def _ike(so_far: Negotiation, pair: PairView) -> Negotiation:
    asked = offer(pair.spoke, "", pair.spoke_address)
    taken = offer(pair.hub, pair.hub.vrf_of(pair.hub_address), pair.hub_address)
    suite = common_suite(asked, taken)
    if suite is None:
        certain = asked.certain and taken.certain
        reason = "no-proposal-chosen" if certain else "smart-defaults-unknown"
        unknown = "" if certain else " on some releases, and not every release is known"
        why = (
            f"{pair.spoke.device} offers {described(asked)} ({origin(asked)}); {pair.hub.device} takes "
            f"{described(taken)} ({origin(taken)}): they have nothing in common{unknown}."
        )
        return _fails(so_far, reason, why)
    so_far = replace(so_far, encryption=suite.encryption, integrity=suite.integrity, prf=suite.prf, group=suite.group)
    if suite.first_guess == suite.group:
        return so_far
    return _noted(
        so_far, f"INVALID_KE: the spoke guesses group {suite.first_guess}, the hub asks again for group {suite.group}"
    )


def _identities(so_far: Negotiation, pair: PairView) -> Negotiation:
    hub, spoke = pair.hub.device, pair.spoke.device
    if pair.hub_profile is None:
        return _fails(
            so_far, "no-profile", f"No IKEv2 profile of {hub} takes {spoke}'s identity {pair.spoke_identity}."
        )
    so_far = replace(
        so_far, hub_profile=pair.hub_profile.name, hub_authentication=pair.hub_profile.local_authentication
    )
    if len(pair.hub_profiles) > 1:
        names = ", ".join(profile.name for profile in pair.hub_profiles)
        so_far = _noted(so_far, f"several profiles of {hub} take {spoke}'s identity: {names}")
    if pair.hub_template is None or pair.hub_ipsec is None:
        why = f"Profile {pair.hub_profile.name} of {hub} has no virtual template with an IPsec profile."
        return _fails(so_far, "not-bound", why)
    if pair.hub_ipsec.ikev2_profile != pair.hub_profile.name:
        why = f"IPsec profile {pair.hub_ipsec.name} of {hub} is not bound to IKEv2 profile {pair.hub_profile.name}."
        return _fails(so_far, "not-bound", why)
    return so_far


def method_is_taken(method: str, taken: tuple[str, ...]) -> bool:
    """Whether the other end's `authentication remote` lines take a local method; `eap md5` is taken by `eap`."""
    return bool(method) and method.split(" ")[0] in {taken_method.split(" ")[0] for taken_method in taken}


def _authentication(so_far: Negotiation, pair: PairView) -> Negotiation:
    hub, spoke = pair.hub_profile, pair.spoke_profile
    if hub is None or spoke is None:
        return so_far
    for name, method, other, taken in (
        (pair.spoke.device, spoke.local_authentication, pair.hub.device, hub.remote_authentication),
        (pair.hub.device, hub.local_authentication, pair.spoke.device, spoke.remote_authentication),
    ):
        if not method_is_taken(method, taken):
            sends, takes = method or "nothing", ", ".join(taken) or "nothing"
            why = f"{name} authenticates with {sends}; {other} takes {takes}."
            return _fails(so_far, "authentication-method", why)
    if spoke.local_authentication.startswith("eap") and not spoke.eap_username:
        # Somebody could type them in at each call; nobody is there (unconfirmed).
        why = f"{pair.spoke.device} authenticates with EAP and has no user with a password."
        return _fails(so_far, "eap-refused", why)
    return so_far


def _hub_identity(so_far: Negotiation, pair: PairView) -> Negotiation:
    if pair.hub_is_taken:
        return so_far
    why = f"{pair.spoke.device} does not take {pair.hub.device}'s identity {pair.hub_identity}."
    return _fails(so_far, "identity-refused", why)


def _certificates(so_far: Negotiation, pair: PairView) -> Negotiation:
    sides = ((pair.spoke, pair.spoke_profile), (pair.hub, pair.hub_profile))
    for (mine, my_profile), (judge, its_profile) in (sides, tuple(reversed(sides))):
        if my_profile is None or its_profile is None or not my_profile.local_authentication.endswith("-sig"):
            continue
        wanted, kind = KEYS_OF_METHODS[my_profile.local_authentication], key_kind(mine, my_profile)
        if kind and kind != wanted:
            why = f"{mine.device} signs with `{my_profile.local_authentication}`, and its key is for {kind}."
            return _fails(so_far, "certificate-key", why)
        authorities, certificates = trusted(judge, its_profile), issued(mine, my_profile)
        if not is_trusted(certificates, authorities, trusted(mine, my_profile)):
            why = f"{judge.device} does not have the certificate of the CA that issued that of {mine.device}."
            return _fails(so_far, "certificate-untrusted", why)
        for holder, whose, judged in (
            (mine, f"of {mine.device}", mine.presented_certificates(my_profile)),
            (judge, f"of the CA by which {judge.device} proves {mine.device}", authorities),
        ):
            if not is_in_time(holder, judged):
                return _fails(so_far, "certificate-dates", f"The certificate {whose} is not valid today.")
    return so_far


def _keys(so_far: Negotiation, pair: PairView) -> Negotiation:
    hub, spoke = hub_keys(pair), spoke_keys(pair)
    for mine, yours in ((spoke.local, hub.remote), (hub.local, spoke.remote)):
        if mine is None or yours is None:
            continue
        missing = next((key for key in (mine, yours) if key.secret is None), None)
        if missing:
            return _fails(so_far, "no-key", f"{missing.device} has no pre-shared key for {missing.peer}.")
        if mine.differs(yours):
            why = f"The key with which {mine.device} proves itself is not the one that {yours.device} expects."
            return _fails(so_far, "key-differs", why)
        so_far = _opaque_noted(so_far, mine, yours)
    return so_far


def _opaque_noted(so_far: Negotiation, mine: Key, yours: Key) -> Negotiation:
    if not (mine.is_encrypted or yours.is_encrypted):
        return so_far
    return _noted(
        so_far, f"the key from {mine.device} to {yours.device} is encrypted (type 6) and could not be compared"
    )


def encapsulation_of(mode: str) -> str:
    """`vti` or `gre`, of a `tunnel mode`."""
    return "vti" if mode.startswith("ipsec") else "gre"


def encapsulation_fits(pair: PairView) -> bool:
    """Whether both tunnels carry the same, or the hub takes either."""
    if not (pair.path and pair.hub_template and pair.hub_profile):
        return False
    same = encapsulation_of(pair.path.tunnel.mode) == encapsulation_of(pair.hub_template.mode)
    return same or pair.hub_profile.virtual_template_mode_auto


def _encapsulation(so_far: Negotiation, pair: PairView) -> Negotiation:
    if not (pair.path and pair.hub_template):
        return so_far
    mine, yours = encapsulation_of(pair.path.tunnel.mode), encapsulation_of(pair.hub_template.mode)
    if not encapsulation_fits(pair):
        why = f"{pair.spoke.device} uses {mine.upper()} and {pair.hub.device} {yours.upper()} inside IPsec."
        return _fails(so_far, "encapsulation", why)
    return replace(so_far, mode=mine)


def _child(so_far: Negotiation, pair: PairView) -> Negotiation:
    if not (pair.spoke_ipsec and pair.hub_ipsec):
        return so_far
    common = common_transform(transform_sets(pair.spoke, pair.spoke_ipsec), transform_sets(pair.hub, pair.hub_ipsec))
    if common is None:
        why = f"{pair.spoke.device} and {pair.hub.device} have no transform set in common."
        return _fails(so_far, "no-transform", why)
    transports = all(transform_set.mode.startswith("transport") for transform_set in common) and so_far.mode == "gre"
    agreed = cipher(common[1])
    so_far = replace(
        so_far,
        esp_encryption=agreed.encryption,
        esp_integrity=agreed.integrity,
        mode=f"{so_far.mode} {'transport' if transports else 'tunnel'}",
        pfs=pair.hub_ipsec.pfs if pair.hub_ipsec.pfs == pair.spoke_ipsec.pfs else "",
    )
    if pair.hub_ipsec.pfs == pair.spoke_ipsec.pfs:
        return so_far
    return _noted(replace(so_far, rekeys=False), pfs_differs(pair))


def pfs_differs(pair: PairView) -> Sentence:
    """The note of two IPsec profiles whose groups for rekeys differ."""
    spoke, hub = (
        ipsec_profile.pfs if ipsec_profile and ipsec_profile.pfs else "none"
        for ipsec_profile in (pair.spoke_ipsec, pair.hub_ipsec)
    )
    return f"PFS differs (spoke {spoke}, hub {hub}): the tunnel comes up and the first rekey fails"


def _address(so_far: Negotiation, pair: PairView) -> Negotiation:
    if not pair.path or pair.path.tunnel.address != "address negotiated":
        return so_far
    hub, policy = pair.hub, pair.hub_policy
    if not (pair.hub_profile and authorizes(pair.hub_profile, so_far.spoke_authentication)):
        why = f"{hub.device} authorizes no group for a peer of {so_far.spoke_authentication}, so no pool gives"
        return _fails(so_far, "no-address", f"{why} {pair.spoke.device} its tunnel address.")
    if not hub.authorizes_locally(pair.hub_profile):
        return _noted(so_far, "the spoke's tunnel address comes from the RADIUS server")
    if policy and policy.pool in {name for name, _, _ in hub.facts.pools}:
        return so_far
    missing = f"; pool {policy.pool} is nowhere" if policy and policy.pool else ""
    why = f"{pair.spoke.device} negotiates its tunnel address and {hub.device} has no pool for it{missing}."
    return _fails(so_far, "no-address", why)


_METHOD_WORD = {"rsa-sig": "cert", "ecdsa-sig": "cert", "pre-share": "psk", "eap": "eap"}


def authorizes(profile: Ikev2Profile, *methods: str) -> bool:
    """Whether the profile's authorization is for one of the methods; without them, for one that its peer may use."""
    words = {_METHOD_WORD.get(method.split(" ")[0], "") for method in methods or profile.remote_authentication}
    return profile.authorization is not None and profile.authorization.method in words


def _routes(so_far: Negotiation, pair: PairView) -> Negotiation:
    sides = ((pair.hub, pair.hub_profile, pair.hub_policy), (pair.spoke, pair.spoke_profile, pair.spoke_policy))
    for view, profile, policy in sides:
        if profile and not authorizes(profile):
            return _noted(so_far, f"{view.device} authorizes no group for this method: no routes are exchanged")
        if policy is None:
            so_far = _noted(so_far, f"the routes of {view.device} come from its RADIUS server or from nowhere")
    hub_takes = pair.hub_policy is not None and not pair.hub_policy.refuses_routes
    spoke_takes = pair.spoke_policy is not None and not pair.spoke_policy.refuses_routes
    negotiated = pair.path is not None and pair.path.tunnel.address == "address negotiated"
    learned = tuple(str(network) for network in spoke_announces(pair)) if hub_takes else ()
    return replace(
        so_far,
        pool=pair.hub_policy.pool if negotiated and pair.hub_policy else "",
        hub_learns=(*learned, *(_told_ipv6(pair.spoke, pair.spoke_policy) if hub_takes else ())),
        spoke_learns=(
            *((str(network) for network in hub_announces(pair)) if spoke_takes else ()),
            *(_told_ipv6(pair.hub, pair.hub_policy) if spoke_takes else ()),
        ),
    )


def _told_ipv6(view: DeviceView, policy: AuthorizationPolicy | None) -> tuple[str, ...]:
    """The IPv6 networks that a device announces."""
    return tuple(str(network) for network in announced_ipv6(view, policy))


_PHASES: tuple[Callable[[Negotiation, PairView], Negotiation], ...] = (
    _tunnel,
    _ike,
    _identities,
    _authentication,
    _hub_identity,
    _certificates,
    _keys,
    _encapsulation,
    _child,
    _address,
    _routes,
)
