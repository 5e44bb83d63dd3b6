"""Who hub and spoke are for each other, and how each proves it: keys, certificates, keyring, IKEv2 profile."""

from wizard.data.questions.addresses import listed
from wizard.data.questions.identity import SIGNATURES, gets_flexvpn
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
    Trustpoint,
)
from wizard.model.secret import Secret
from wizard.model.section import CertificateMap, KeyPair
from wizard.plan.baseline import is_address
from wizard.plan.mapping.crypto import front_door_vrf
from wizard.plan.perspective import Perspective

_AUTHORIZED_BY = {"rsa-sig": "cert", "ecdsa-sig": "cert", "pre-share": "psk"}
"""The word of `aaa authorization group` for the peer's method; `eap` for every EAP method."""


def _methods(asking: Perspective) -> tuple[str, str]:
    """How the device proves itself, and how its peers do."""
    hub, spoke = asking.needed("hub_authentication"), asking.needed("spoke_authentication")
    return (hub, spoke) if asking.is_hub else (spoke, hub)


def _uses_certificates(asking: Perspective) -> bool:
    return gets_flexvpn(asking) and bool(SIGNATURES & set(_methods(asking)))


def _enrols(asking: Perspective) -> bool:
    return gets_flexvpn(asking) and _methods(asking)[0] in SIGNATURES


def key_pair(asking: Perspective) -> KeyPair | None:
    """The key pair of the device's own certificate, where its size is stated."""
    if not _enrols(asking):
        return None
    label = asking.needed("name_trustpoint")
    if _methods(asking)[0] == "ecdsa-sig":
        return KeyPair(label=label, size=int(asking.needed("ec_key_size")), elliptic=True)
    size = asking.needed("key_size")
    return None if size == "unstated" else KeyPair(label=label, size=int(size))


def trustpoint(asking: Perspective) -> Trustpoint | None:
    """The trustpoint: of the device's own certificate, or only to verify the other side's."""
    if not _uses_certificates(asking):
        return None
    enrols, elliptic = _enrols(asking), _methods(asking)[0] == "ecdsa-sig"
    by_scep = asking.needed("enrollment") == "scep"
    size, name = asking.needed("key_size"), asking.needed("name_trustpoint")
    named = enrols and asking.needed("certificate_fqdn") == "yes" and _kind(asking) is IdentityKind.FQDN
    return Trustpoint(
        name=name,
        enrollment=f"url {asking.needed('enrollment_url')}" if by_scep else "terminal",
        fqdn=asking.needed("identity") if named else "",
        subject_name=asking.needed("subject") if enrols else "",
        fingerprint=asking.needed("ca_fingerprint"),
        revocation_check=asking.needed("revocation_check"),
        key_label=name if enrols and not elliptic else "",
        ec_key_label=name if enrols and elliptic else "",
        key_size=None if size == "unstated" or not enrols or elliptic else int(size),
        hash="" if asking.needed("certificate_hash") == "unstated" else asking.needed("certificate_hash"),
    )


def certificate_map(asking: Perspective) -> CertificateMap | None:
    """What a peer's certificate must say, where its distinguished name is its identity."""
    if not gets_flexvpn(asking) or _peers_kind(asking) is not IdentityKind.DN:
        return None
    unit = asking.needed("certificate_unit")
    return CertificateMap(name=asking.needed("name_certificate_map"), rules=(f"subject-name co ou = {unit.lower()}",))


def _kind(asking: Perspective) -> IdentityKind:
    return IdentityKind(asking.needed("hub_identity_kind" if asking.is_hub else "spoke_identity_kind"))


def _peers_kind(asking: Perspective) -> IdentityKind:
    return IdentityKind(asking.needed("spoke_identity_kind" if asking.is_hub else "hub_identity_kind"))


def _identity_of(asking: Perspective, device: str) -> IdentityMatch:
    kind = asking.needed("hub_identity_kind" if device == asking.hub else "spoke_identity_kind")
    mask = "255.255.255.255" if kind == "address" else ""
    return IdentityMatch(kind=MatchKind(kind), value=asking.needed("identity", device), mask=mask)


def ikev2_keyring(asking: Perspective) -> Keyring | None:
    """The keys: one peer for each spoke on the hub, one for each address of the hub on a spoke."""
    if not gets_flexvpn(asking) or "pre-share" not in _methods(asking):
        return None
    if not asking.is_hub:
        return Keyring(name=asking.needed("name_keyring"), peers=_hub_peers(asking))
    match asking.needed("key_store"):
        case "radius":
            return None
        case "wildcard":
            return Keyring(name=asking.needed("name_keyring"), peers=(_everybody(asking),))
        case _:
            return Keyring(name=asking.needed("name_keyring"), peers=_spoke_peers(asking))


def _everybody(asking: Perspective) -> KeyringPeer:
    local, remote = _keys(asking, asking.plan.spokes[0].device)
    return KeyringPeer(name="ANY", address="0.0.0.0", mask="0.0.0.0", local_key=local, remote_key=remote)


def _spoke_peers(asking: Perspective) -> tuple[KeyringPeer, ...]:
    peers = []
    for spoke in asking.plan.spokes:
        local, remote = _keys(asking, spoke.device)
        identity = _identity_of(asking, spoke.device)
        by_address = identity.kind is MatchKind.ADDRESS
        peers.append(
            KeyringPeer(
                name=spoke.device,
                address=identity.value if by_address else "",
                identity=None if by_address else identity,
                local_key=local,
                remote_key=remote,
            )
        )
    return tuple(peers)


def _hub_peers(asking: Perspective) -> tuple[KeyringPeer, ...]:
    remote, local = _keys(asking, asking.device)
    backup = asking.backup_client
    addresses = dict.fromkeys((*listed(asking.needed("peers")), *(backup.peers if backup else ())))
    peers = []
    for number, peer in enumerate(addresses, 1):
        name = asking.hub if number == 1 else f"{asking.hub}-{number}"
        address = peer if is_address(peer) else ""
        peers.append(
            KeyringPeer(
                name=name, address=address, hostname="" if address else peer, local_key=local, remote_key=remote
            )
        )
    return tuple(peers)


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
    own, peers = _methods(asking)
    kind, keys = _kind(asking), "pre-share" in {own, peers}
    in_radius = asking.is_hub and keys and asking.needed("key_store") == "radius"
    by_eap = asking.is_hub and peers.startswith("eap ")
    names = asking.needed("name_radius_list") if in_radius or by_eap else ""
    shown = certificate_map(asking)
    return Ikev2Profile(
        name=asking.needed("name_ikev2_profile"),
        match=() if shown else _matches(asking),
        match_certificate=(shown.name,) if shown else (),
        match_fvrf=front_door_vrf(asking),
        identity_local=Identity(kind=kind, value="" if kind is IdentityKind.DN else asking.needed("identity")),
        local_authentication=own,
        eap_username=asking.needed("eap_username") if own.startswith("eap ") else "",
        eap_password=asking.secret("eap_password") if own.startswith("eap ") else None,
        remote_authentication=("eap query-identity" if peers.startswith("eap ") else peers,),
        keyring=asking.needed("name_keyring") if keys and not in_radius else "",
        keyring_aaa=f"{names} name-mangler {names}" if in_radius else "",
        trustpoints=(asking.needed("name_trustpoint"),) if SIGNATURES & {own, peers} else (),
        dpd=_dpd(asking),
        nat_keepalive=_nat_keepalive(asking),
        eap_list=names if by_eap else "",
        authorization=GroupAuthorization(
            method=_AUTHORIZED_BY.get(peers, "eap"),
            list_name=asking.needed("name_aaa_list"),
            policy=asking.needed("name_authorization_policy"),
        ),
        virtual_template=int(asking.needed("name_virtual_template")) if asking.is_hub else None,
        virtual_template_mode_auto=asking.is_hub and asking.needed("encapsulation") == "auto",
    )


def cloned_template(asking: Perspective) -> Ikev2Profile | None:
    """The profile's virtual template, named once both exist: each of the two names the other."""
    return ikev2_profile(asking) if asking.is_hub else None


_DOMAINS = {"fqdn": MatchKind.FQDN_DOMAIN, "email": MatchKind.EMAIL_DOMAIN}


def _matches(asking: Perspective) -> tuple[IdentityMatch, ...]:
    if asking.is_spoke:
        return (_identity_of(asking, asking.hub),)
    if asking.needed("hub_match") == "domain":
        kind = _DOMAINS[asking.needed("spoke_identity_kind")]
        return (IdentityMatch(kind=kind, value=asking.needed("domain")),)
    return tuple(_identity_of(asking, spoke.device) for spoke in asking.plan.spokes)


def _nat_keepalive(asking: Perspective) -> int | None:
    """What EzVPN had on this router, or the server's for a hub that takes its place."""
    sources = [asking.plan.source(asking.device), asking.plan.server if asking.is_hub else None]
    lines = [line for source in sources if source for line in source.configuration.all("crypto isakmp nat keepalive")]
    words = lines[0].text.split() if lines else []
    return int(words[-1]) if words[-1:] and words[-1].isdecimal() else None


def _dpd(asking: Perspective) -> Dpd | None:
    answered = asking.needed("dpd")
    if answered == "none":
        return None
    interval, retry, mode = answered.split()
    return Dpd(interval=int(interval), retry=int(retry), mode=mode)
