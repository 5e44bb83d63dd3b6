"""Who hub and spoke are for each other: keyring and IKEv2 profile."""

from ipaddress import IPv4Address

from wizard.data.answer_forms import DEAD_PEER_DETECTION, SECONDS_OF_IKE, NumberedName
from wizard.data.default_lifetimes import IKE_LIFETIME
from wizard.model.ikev2 import (
    Dpd,
    GroupAuthorization,
    Identity,
    IdentityKind,
    IdentityMatch,
    Ikev2Profile,
    Keyring,
    KeyringPeer,
    MatchKind,
)
from wizard.model.literals import number
from wizard.model.secret import Secret
from wizard.model.template_values import ProfileMatches
from wizard.plan.adoption import adopted
from wizard.plan.mapping.ikev2_and_ipsec import name_mangler
from wizard.plan.mapping.key_pair_and_trustpoints import certificate_map, methods, own_kind, profile_trustpoints
from wizard.plan.mapping.peers import every_peer
from wizard.plan.perspective import Perspective
from wizard.situation.hub import gets_flexvpn
from wizard.situation.vrfs import front_door_vrf

_AUTHORIZED_BY = {"rsa-sig": "cert", "ecdsa-sig": "cert", "pre-share": "psk"}
"""The word of `aaa authorization group` for the peer's method; `eap` for every EAP method."""


def identity_of(asking: Perspective, device: str) -> IdentityMatch:
    """Who a hub or a spoke is for its peers, as their profile matches it."""
    kind = asking.needed("hub_identity_kind" if device == asking.hub else "spoke_identity_kind")
    mask = "255.255.255.255" if kind == "address" else ""
    return IdentityMatch(kind=MatchKind(kind), value=asking.needed("identity", device), mask=mask)


def ikev2_keyring(asking: Perspective) -> Keyring | None:
    """The keys: one peer for each spoke on the hub, one for each address of the hub on a spoke."""
    if not gets_flexvpn(asking) or "pre-share" not in methods(asking):
        return None
    if not asking.is_hub:
        return Keyring(name=asking.needed("name_keyring"), peers=_hub_peers(asking))
    match asking.needed("key_store"):
        case "radius":
            return None
        case "wildcard":
            return Keyring(name=asking.needed("name_keyring"), peers=(_everybody(asking),))
        case _:
            peers = _spoke_peers(asking)
            return Keyring(name=asking.needed("name_keyring"), peers=peers) if peers else None


def _everybody(asking: Perspective) -> KeyringPeer:
    local, remote = _keys(asking, asking.plan.spokes[0].device)
    return KeyringPeer(name="ANY", address="0.0.0.0", mask="0.0.0.0", local_key=local, remote_key=remote)


def _spoke_peers(asking: Perspective) -> tuple[KeyringPeer, ...]:
    """A peer for each spoke that the hub's keyring does not have yet; what stands there stays."""
    peers = []
    present = adopted(asking)
    standing = present.keyring.peers if present and present.keyring else ()
    for spoke in asking.plan.spokes:
        if any(_is_peer(peer, identity_of(asking, spoke.device)) for peer in standing):
            continue
        local, remote = _keys(asking, spoke.device)
        identity = identity_of(asking, spoke.device)
        by_address = identity.kind is MatchKind.ADDRESS
        peers.append(
            KeyringPeer(
                name=_free_label(spoke.device, standing),
                address=identity.value if by_address else "",
                identity=None if by_address else identity,
                local_key=local,
                remote_key=remote,
            )
        )
    return tuple(peers)


def _free_label(device: str, standing: tuple[KeyringPeer, ...]) -> str:
    """The device's name, with a number where a peer that is another one has it for its label."""
    taken = {peer.name.casefold() for peer in standing}
    labels = (device, *(f"{device}-{number}" for number in range(2, len(taken) + 3)))
    return next(label for label in labels if label.casefold() not in taken)


def _is_peer(peer: KeyringPeer, identity: IdentityMatch) -> bool:
    if identity.kind is MatchKind.ADDRESS:
        return peer.address == identity.value
    return peer.identity is not None and str(peer.identity).casefold() == str(identity).casefold()


def _hub_peers(asking: Perspective) -> tuple[KeyringPeer, ...]:
    remote, local = _keys(asking, asking.device)
    return tuple(
        KeyringPeer(
            name=asking.hub if place == 1 else f"{asking.hub}-{place}",
            address=str(peer) if isinstance(peer, IPv4Address) else "",
            hostname=peer if isinstance(peer, str) else "",
            local_key=local,
            remote_key=remote,
        )
        for place, peer in enumerate(every_peer(asking), 1)
    )


def _keys(asking: Perspective, spoke: str) -> tuple[Secret | None, Secret | None]:
    """The key that the hub shows and the key that the spoke shows, None where it shows no key."""
    shared = asking.value("key_store", asking.hub) == "wildcard"
    key = asking.secret("shared_key") if shared else asking.secret("pre_shared_key", spoke)
    separate = not shared and asking.value("separate_keys", spoke) == "yes"
    hub_key = asking.secret("hub_pre_shared_key", spoke) if separate else key
    return (
        hub_key if asking.needed("hub_authentication") == "pre-share" else None,
        key if asking.needed("spoke_authentication") == "pre-share" else None,
    )


def ikev2_profile(asking: Perspective) -> Ikev2Profile | None:
    """The IKEv2 profile."""
    if not gets_flexvpn(asking):
        return None
    own, peers = methods(asking)
    kind, keys = own_kind(asking), "pre-share" in {own, peers}
    in_radius = asking.is_hub and keys and asking.needed("key_store") == "radius"
    by_eap = asking.is_hub and peers.startswith("eap ")
    names = asking.needed("name_radius_list") if in_radius or by_eap else ""
    map_of_peers = certificate_map(asking)
    return Ikev2Profile(
        name=asking.needed("name_ikev2_profile"),
        match=() if map_of_peers else _matches(asking),
        match_certificate=(map_of_peers.name,) if map_of_peers else (),
        match_fvrf=front_door_vrf(asking),
        identity_local=Identity(kind=kind, value="" if kind is IdentityKind.DN else asking.needed("identity")),
        local_authentication=own,
        eap_username=asking.needed("eap_username") if own.startswith("eap ") else "",
        eap_password=asking.secret("eap_password") if own.startswith("eap ") else None,
        remote_authentication=("eap query-identity" if peers.startswith("eap ") else peers,),
        keyring=asking.needed("name_keyring") if keys and not in_radius else "",
        keyring_aaa=_keyring_in_radius(asking) if in_radius else "",
        trustpoints=profile_trustpoints(asking),
        lifetime=_lifetime(asking),
        accounting=_accounting(asking, peers),
        dpd=_dpd(asking),
        nat_keepalive=_nat_keepalive(asking),
        eap_list=names if by_eap else "",
        authorization=GroupAuthorization(
            method=_AUTHORIZED_BY.get(peers, "eap"),
            list_name=asking.needed("name_aaa_list"),
            policy=asking.needed("name_authorization_policy"),
        ),
        virtual_template=_virtual_template(asking),
        virtual_template_mode_auto=asking.is_hub and asking.needed("encapsulation") == "auto",
    )


def _virtual_template(asking: Perspective) -> int | None:
    """The number of the virtual template, which only a hub has."""
    return asking.given(NumberedName(""), "name_virtual_template").number if asking.is_hub else None


def _keyring_in_radius(asking: Perspective) -> str:
    """The list by which RADIUS is asked for keys, with what makes a user name of an identity."""
    mangler = name_mangler(asking)
    return f"{asking.needed('name_radius_list')}{f' name-mangler {mangler.name}' if mangler else ''}"


def cloned_template(asking: Perspective) -> Ikev2Profile | None:
    """The profile's virtual template, named once both exist: each of the two names the other."""
    return ikev2_profile(asking) if asking.is_hub else None


_DOMAINS = {"fqdn": MatchKind.FQDN_DOMAIN, "email": MatchKind.EMAIL_DOMAIN}


def _matches(asking: Perspective) -> tuple[IdentityMatch, ...]:
    if asking.is_spoke:
        return (identity_of(asking, asking.hub),)
    if asking.needed("hub_match") == "domain":
        kind = _DOMAINS[asking.needed("spoke_identity_kind")]
        return (IdentityMatch(kind=kind, value=asking.needed("domain")),)
    return tuple(identity_of(asking, spoke.device) for spoke in asking.plan.spokes)


def profile_matches(asking: Perspective) -> ProfileMatches | None:
    """The identities of the spokes, for a profile that the hub has."""
    present = adopted(asking) if asking.is_hub else None
    if present is None or (present.profile.match_certificate and not present.profile.match):
        return None
    standing = {str(match) for match in present.profile.match}
    missing = tuple(match for match in _matches(asking) if str(match) not in standing)
    return ProfileMatches(name=present.profile.name, matches=missing) if missing else None


def _nat_keepalive(asking: Perspective) -> int | None:
    """What EzVPN had on this router, or the server's for a hub that takes its place."""
    sources = [asking.plan.source(asking.device), asking.plan.server if asking.is_hub else None]
    lines = [line for source in sources if source for line in source.configuration.all("crypto isakmp nat keepalive")]
    words = lines[0].text.split() if lines else []
    return number(words[-1]) if words else None


def _lifetime(asking: Perspective) -> int | None:
    """The lifetime that the profile must state; None where IOS has it without a line."""
    answered = asking.given(SECONDS_OF_IKE, "ike_lifetime")
    return None if answered == IKE_LIFETIME else answered


def _accounting(asking: Perspective, method: str) -> str:
    """The list that counts the spokes, with the word for how they authenticate."""
    name = asking.needed("accounting_list") if asking.is_hub else ""
    return f"{_AUTHORIZED_BY.get(method, 'eap')} {name}" if name and name != "none" else ""


def _dpd(asking: Perspective) -> Dpd | None:
    return asking.given(DEAD_PEER_DETECTION, "dpd")
