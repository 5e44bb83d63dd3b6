"""Which certificates a router shows and trusts, as far as known, and what a peer makes of them."""

from datetime import timedelta

from wizard.check.view.device import DeviceView
from wizard.model.certificate import Certificate, Holder, name_text
from wizard.model.ikev2 import Ikev2Profile

# A router's zone may be a day before or behind that of the machine which reads.
ZONES = timedelta(days=1)
KEYS_OF_METHODS = {"rsa-sig": "rsa", "ecdsa-sig": "ec"}
"""Method: the kind of key with which it signs."""


def trusted(view: DeviceView, profile: Ikev2Profile | None) -> tuple[Certificate, ...]:
    """The certificates of authorities by which a profile proves its peer, as far as known."""
    if profile is None:
        return ()
    uses = (text.partition(" ") for text in profile.trustpoints)
    names = dict.fromkeys(name for name, _, use in uses if use != "sign")
    every = names or dict.fromkeys(trustpoint.name for trustpoint in view.objects.trustpoints)
    return tuple(dict.fromkeys(certificate for name in every for certificate in view.certificates_of(name, Holder.CA)))


def issued(view: DeviceView, profile: Ikev2Profile | None) -> tuple[Certificate, ...]:
    """What a profile shows; before enrolment the authority that shall issue it."""
    if profile is None or not profile.local_authentication.endswith("-sig"):
        return ()
    trustpoint = view.trustpoint(profile)
    expected = view.certificates_of(trustpoint.name, Holder.CA) if trustpoint else ()
    return view.presented_certificates(profile) or expected


def is_trusted(
    certificates: tuple[Certificate, ...], authorities: tuple[Certificate, ...], others: tuple[Certificate, ...]
) -> bool:
    """Whether one of the certificates leads to one of the authorities, over others; true where nothing is known."""
    known = {*authorities, *others}
    return not (authorities and certificates) or any(
        _leads(certificate, authorities, known) for certificate in certificates
    )


def is_in_time(view: DeviceView, certificates: tuple[Certificate, ...]) -> bool:
    """Whether one of the certificates is valid on the day by which dates are judged; true where nothing is known."""
    day = view.read_on
    if day is None or not certificates:
        return True
    return any(
        (certificate.not_after is None or certificate.not_after >= day)
        and (certificate.not_before is None or certificate.not_before <= day + ZONES)
        for certificate in certificates
    )


def key_kind(view: DeviceView, profile: Ikev2Profile) -> str:
    """The kind of key with which a profile signs: of its certificate, else of its trustpoint; "" where unknown."""
    known = tuple(
        certificate.key_algorithm for certificate in view.presented_certificates(profile) if certificate.key_algorithm
    )
    trustpoint = view.trustpoint(profile)
    header = trustpoint.line if trustpoint else None
    planned = (kind for word, kind in (("eckeypair", "ec"), ("rsakeypair", "rsa")) if header and header.child(word))
    return next(iter((*known, *planned)), "")


def issuer_name(certificate: Certificate) -> str:
    """The authority that issued it, or that it is."""
    return name_text(certificate.subject if certificate.holder is Holder.CA else certificate.issuer)


def _leads(certificate: Certificate, trusted: tuple[Certificate, ...], known: set[Certificate]) -> bool:
    """Whether a certificate, or an authority above it, was issued by one that is trusted or is it itself."""
    if _same_authority(certificate, trusted) or any(certificate.is_issued_by(authority) for authority in trusted):
        return True
    above = {authority for authority in known if certificate.is_issued_by(authority)}
    return any(_leads(authority, trusted, known - above) for authority in above)


def _same_authority(certificate: Certificate, trusted: tuple[Certificate, ...]) -> bool:
    keys = {(authority.subject, authority.key_id) for authority in trusted}
    return certificate.holder is Holder.CA and (certificate.subject, certificate.key_id) in keys
