"""What hub and spoke prove themselves with, and how each proves the other: key pair, trustpoints, certificate map."""

from wizard.model.ikev2 import IdentityKind, Trustpoint
from wizard.model.template_values import CertificateMap, KeyPair, TrustpointRenewal
from wizard.plan.perspective import Perspective
from wizard.situation.authentication import SIGNATURES
from wizard.situation.certificate_authority import asks_a_registrar, enrols_by_network, name_of_authority
from wizard.situation.hub import gets_flexvpn
from wizard.situation.trustpoints import (
    BARE,
    NEW,
    NONE,
    enrols_anew,
    existing_trustpoint,
    makes_trustpoint,
    standing_trustpoints,
)
from wizard.situation.trustpoints import peer_trustpoint as answered_for_peer

_RETRY = (100, 5)
"""Requests and minutes between them: an IOS CA waits for a person, and IOS gives up after ten minutes by itself."""


_PASTED = {"terminal": "terminal pem", BARE: "terminal"}
"""What follows `enrollment`, by the answers that need no network."""

_RENEWED_AT = 80
"""Percent of a certificate's life."""


def methods(asking: Perspective) -> tuple[str, str]:
    """How the device proves itself, and how its peers do."""
    hub, spoke = asking.needed("hub_authentication"), asking.needed("spoke_authentication")
    return (hub, spoke) if asking.is_hub else (spoke, hub)


def own_kind(asking: Perspective) -> IdentityKind:
    """What the device's identity is."""
    return IdentityKind(asking.needed("hub_identity_kind" if asking.is_hub else "spoke_identity_kind"))


def peers_kind(asking: Perspective) -> IdentityKind:
    """What the identity of its peers is."""
    return IdentityKind(asking.needed("spoke_identity_kind" if asking.is_hub else "hub_identity_kind"))


def key_pair(asking: Perspective) -> KeyPair | None:
    """The key pair of the device's own certificate, where its size is stated."""
    if not enrols_anew(asking):
        return None
    label = asking.needed("name_trustpoint")
    if methods(asking)[0] == "ecdsa-sig":
        return KeyPair(label=label, size=int(asking.needed("ec_key_size")), elliptic=True)
    size = asking.needed("key_size")
    return None if size == "unstated" else KeyPair(label=label, size=int(size))


def trustpoint(asking: Perspective) -> Trustpoint | None:
    """The new trustpoint: of the device's own certificate, or only to verify the other side's."""
    if not makes_trustpoint(asking):
        return None
    enrols, elliptic = enrols_anew(asking), methods(asking)[0] == "ecdsa-sig"
    enrollment = asking.needed("enrollment")
    name, size = asking.needed("name_trustpoint"), asking.needed("key_size") if enrols and not elliptic else "unstated"
    stored = asking.value("challenge") == "stored" and enrols_by_network(asking)
    kind = own_kind(asking) if enrols and asking.needed("certificate_fqdn") == "yes" else None
    return Trustpoint(
        name=name,
        enrollment=_PASTED.get(enrollment) or f"url {asking.url('enrollment_url').reveal()}",
        asks_registrar=enrollment == "scep" and asks_a_registrar(asking),
        enrollment_retry=_RETRY if enrollment == "ios-ca" else None,
        password=asking.secret("challenge_password") if stored else None,
        vrf=_authority_vrf(asking),
        fqdn=asking.needed("identity") if kind is IdentityKind.FQDN else "",
        ip_address=_address_asked_for(asking, kind) if enrols else "",
        source_interface=_authority_interface(asking) if enrols_by_network(asking) else "",
        subject_name=asking.needed("subject") if enrols else "",
        fingerprint=asking.needed("ca_fingerprint"),
        revocation_check=asking.needed("revocation_check"),
        key_label=name if enrols and not elliptic else "",
        ec_key_label=name if enrols and elliptic else "",
        key_size=None if size == "unstated" else int(size),
        hash="" if asking.needed("certificate_hash") == "unstated" else asking.needed("certificate_hash"),
    )


def _address_asked_for(asking: Perspective, kind: IdentityKind | None) -> str:
    """The address that the certificate shall carry; `none` spares a question of the router."""
    if kind is IdentityKind.ADDRESS:
        return asking.needed("identity")
    return "" if asking.needed("enrollment") == BARE else NONE


def trustpoint_renewal(asking: Perspective) -> TrustpointRenewal | None:
    """The renewal of the new trustpoint, written once its certificate is there: before, IOS would enrol by itself."""
    by_network = enrols_by_network(asking) and enrols_anew(asking)
    if not by_network or asking.needed("auto_enroll") != "yes":
        return None
    return TrustpointRenewal(trustpoint=asking.needed("name_trustpoint"), percent=_RENEWED_AT)


def _authority_interface(asking: Perspective) -> str:
    answered = asking.needed("authority_interface")
    return "" if answered == NONE else answered


def _authority_vrf(asking: Perspective) -> str:
    answered = asking.needed("authority_vrf")
    return "" if answered == NONE else answered


def peer_trustpoint(asking: Perspective) -> Trustpoint | None:
    """The new trustpoint that holds the CA of the other side; its certificate is pasted, and no key belongs to it."""
    if answered_for_peer(asking) != NEW:
        return None
    return Trustpoint(
        name=asking.needed("name_peer_trustpoint"),
        enrollment="terminal pem",
        vrf=_authority_vrf(asking),
        fingerprint=asking.needed("peer_ca_fingerprint"),
        revocation_check=asking.needed("revocation_check"),
    )


def profile_trustpoints(asking: Perspective) -> tuple[str, ...]:
    """What the IKEv2 profile says behind `pki trustpoint`."""
    if not SIGNATURES & set(methods(asking)):
        return ()
    own = existing_trustpoint(asking) or asking.needed("name_trustpoint")
    peer = answered_for_peer(asking)
    if not peer:
        return (own,)
    return (f"{own} sign", f"{asking.needed('name_peer_trustpoint') if peer == NEW else peer} verify")


def certificate_map(asking: Perspective) -> CertificateMap | None:
    """What a peer's certificate must say, where its distinguished name is its identity."""
    if not gets_flexvpn(asking) or peers_kind(asking) is not IdentityKind.DN:
        return None
    unit = asking.needed("certificate_unit")
    # The unit is every router's: by it alone a spoke could pose as the hub.
    name = _common_name_of_hub(asking) if asking.is_spoke else ""
    names = (f"subject-name co cn = {name}",) if name else ()
    issuer = name_of_authority(asking).lower() if asking.is_spoke else ""
    issuers = (f"issuer-name co cn = {issuer}",) if issuer else ()
    return CertificateMap(
        name=asking.needed("name_certificate_map"), rules=(f"subject-name co ou = {unit.lower()}", *names, *issuers)
    )


def _common_name_of_hub(asking: Perspective) -> str:
    """The common name in the hub's certificate as far as the plan knows it, in lower case as a map is compared."""
    hub = asking.seen_from(asking.hub)
    standing = standing_trustpoints(hub).get(existing_trustpoint(hub))
    if enrols_anew(hub):
        subject = hub.needed("subject")
    else:
        subject = standing.argument("subject-name") if standing else ""
    parts = (part.partition("=") for part in subject.split(","))
    return next((value.strip().lower() for word, _, value in parts if word.strip().lower() == "cn"), "")
