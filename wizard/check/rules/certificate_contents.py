"""Checks of the certificates themselves: those that were given, and those that a configuration holds."""

from collections.abc import Iterator
from datetime import timedelta

from wizard.check.ikev2.presented_certificates import KEYS_OF_METHODS, ZONES, is_trusted, issued, issuer_name, trusted
from wizard.check.registry import Hit, check
from wizard.check.rules.trustpoint_settings import used_trustpoints
from wizard.check.view.device import DeviceView, is_made, made, part
from wizard.check.view.site import PairView
from wizard.ios.masking import quoted
from wizard.model.certificate import Certificate, Holder, name_text
from wizard.model.finding import Severity
from wizard.model.ikev2 import IdentityKind
from wizard.model.plan import Plan
from wizard.parse.certificates import held_certificates
from wizard.plan.perspective import devices
from wizard.site import names_of

_GUIDE = "Cisco EzVPN-NEM to FlexVPN Migration Guide"
_RENEWED = "Renew it, and give the new one: a file in certificates/ goes before what the configuration holds."
_SOON = timedelta(days=60)
_SHORTEST_KEYS = {"rsa": 2048, "ec": 256}
_WEAK_HASHES = frozenset({"md5", "sha1"})


def _own(view: DeviceView) -> dict[Certificate, None]:
    """The certificates that the router shows in FlexVPN, each once."""
    return {
        certificate: None
        for profile in made(view.objects.profiles)
        for certificate in view.presented_certificates(profile)
    }


def judged_certificates(view: DeviceView) -> dict[Certificate, None]:
    """Every certificate on which FlexVPN stands: the router's own and those of its authorities."""
    authorities = (
        certificate for used in used_trustpoints(view) for certificate in view.certificates_of(used.name, Holder.CA)
    )
    return {**_own(view), **dict.fromkeys(authorities)}


@check(
    "PKI010",
    Severity.BLOCKER,
    why="A peer refuses an expired certificate, and one of an expired CA.",
    fix=_RENEWED,
    citation="RFC 5280 6.1.3",
)
def certificate_has_not_expired(view: DeviceView) -> Iterator[Hit]:
    """No certificate on which FlexVPN stands has expired."""
    for certificate in judged_certificates(view):
        if view.read_on and certificate.not_after and certificate.not_after < view.read_on:
            yield Hit(message=f"The {certificate.title} expired on {certificate.not_after}.", line=certificate.line)


@check(
    "PKI011",
    Severity.BLOCKER,
    why="A peer refuses a certificate before its first day; often the clock of the CA is wrong.",
    fix="Set the clocks of CA and routers by NTP, and renew it.",
    citation="RFC 5280 6.1.3",
)
def certificate_is_valid_already(view: DeviceView) -> Iterator[Hit]:
    """Every certificate on which FlexVPN stands is valid already."""
    for certificate in judged_certificates(view):
        if view.read_on and certificate.not_before and certificate.not_before > view.read_on + ZONES:
            yield Hit(
                message=f"The {certificate.title} is not valid before {certificate.not_before}.", line=certificate.line
            )


@check(
    "PKI012",
    Severity.WARNING,
    why="The tunnel comes up today, and fails at the first new negotiation after that day.",
    fix=_RENEWED,
    citation="RFC 5280 6.1.3",
)
def certificate_lasts(view: DeviceView) -> Iterator[Hit]:
    """Every certificate on which FlexVPN stands lasts for 60 days and more."""
    for certificate in judged_certificates(view):
        if view.read_on and certificate.not_after and view.read_on <= certificate.not_after < view.read_on + _SOON:
            days = (certificate.not_after - view.read_on).days
            yield Hit(
                message=f"The {certificate.title} expires on {certificate.not_after}, in {days} days.",
                line=certificate.line,
            )


@check(
    "PKI045",
    Severity.NOTE,
    why="The site goes down on that day unless somebody renews the certificate before, and no line of the router does.",
    fix="Note the day, or write `auto-enroll` in the trustpoint where its CA answers the router.",
    citation="flexvpn.md 12",
)
def trustpoint_that_is_taken_over_renews(view: DeviceView) -> Iterator[Hit]:
    """Every trustpoint that FlexVPN takes over renews its certificate by itself."""
    for profile in made(view.objects.profiles):
        trustpoint = view.trustpoint(profile)
        if trustpoint is None or trustpoint.line is None or is_made(trustpoint.line):
            continue
        for certificate in view.presented_certificates(profile):
            if certificate.not_after and not trustpoint.line.child("auto-enroll"):
                message = (
                    f"The {certificate.title} ends on {certificate.not_after}, and {trustpoint.name} renews nothing."
                )
                yield Hit(message=message, line=trustpoint.line)


@check(
    "PKI013",
    Severity.BLOCKER,
    why="RSA keys below 2048 bits and curves below 256 can be broken, and newer releases refuse such RSA keys.",
    fix="Make an RSA key of 2048 bits or more, or a curve of 256 or more, under a fresh label, and enrol with it.",
    citation="Cisco FN72511; Cisco Next Generation Cryptography, October 2015",
)
def certificate_key_is_long_enough(view: DeviceView) -> Iterator[Hit]:
    """No certificate on which FlexVPN stands has an RSA key below 2048 bits or a curve below 256."""
    for certificate in judged_certificates(view):
        if certificate.key_bits and certificate.key_bits < _SHORTEST_KEYS.get(certificate.key_algorithm, 0):
            yield Hit(
                message=f"The key of the {certificate.title} has {certificate.key_bits} bits.", line=certificate.line
            )


@check(
    "PKI014",
    Severity.WARNING,
    why="A signature with MD5 or SHA-1 can be forged. That of a root does not count: nobody looks at it.",
    fix="Let the CA sign with SHA-256 (`hash sha256` on an IOS CA), and enrol anew.",
    citation=f"{_GUIDE} (its outputs); RFC 6194; RFC 6151",
)
def certificate_signature_is_strong(view: DeviceView) -> Iterator[Hit]:
    """No certificate on which FlexVPN stands is signed with MD5 or SHA-1, self-signed ones left aside."""
    for certificate in judged_certificates(view):
        if certificate.signature_hash in _WEAK_HASHES and not certificate.is_self_signed:
            yield Hit(
                message=f"The {certificate.title} is signed with {certificate.signature_hash.upper()}.",
                line=certificate.line,
            )


@check(
    "PKI015",
    Severity.BLOCKER,
    why="The router signs with that key, which its certificate does not allow.",
    fix="Let the CA issue it with the key usage digitalSignature, and keyEncipherment for an RSA key.",
    citation=f"{_GUIDE}; RFC 4945 5.1.3.2",
)
def certificate_may_sign(view: DeviceView) -> Iterator[Hit]:
    """The key usage of every certificate that FlexVPN shows, where it has one, has digitalSignature."""
    for certificate in _own(view):
        if certificate.key_usage is not None and "digital signature" not in certificate.key_usage:
            yield Hit(
                message=f"The {certificate.title} may not sign: {_listed(certificate.key_usage)}.",
                line=certificate.line,
            )


@check(
    "PKI016",
    Severity.WARNING,
    why="The guide demands keyEncipherment beside digitalSignature; IKEv2 by itself does not use it (unconfirmed).",
    fix="Let the CA issue it with the key usages digitalSignature and keyEncipherment.",
    citation=f"{_GUIDE} (unconfirmed)",
)
def certificate_may_encipher_keys(view: DeviceView) -> Iterator[Hit]:
    """The key usage of every certificate with an RSA key that FlexVPN shows, where it has one, has keyEncipherment."""
    for certificate in _own(view):
        lacks = certificate.key_usage is not None and "key encipherment" not in certificate.key_usage
        if lacks and certificate.key_algorithm in {"rsa", ""}:
            yield Hit(
                message=f"The {certificate.title} may not encipher keys: {_listed(certificate.key_usage)}.",
                line=certificate.line,
            )


@check(
    "PKI017",
    Severity.WARNING,
    why="The guide demands serverAuth of the hub; a router that calls and is called needs both. Whether IOS refuses "
    "what lacks them without `match eku` is unconfirmed; other clients do. Public CAs give clientAuth up "
    "(unconfirmed), and a private one does not.",
    fix="Let the CA issue it for serverAuth and clientAuth (`eku server-auth client-auth` on an IOS CA).",
    citation=f"{_GUIDE} (unconfirmed); flexvpn.md 7; RFC 5280 4.2.1.12",
)
def certificate_is_for_both_ends(view: DeviceView) -> Iterator[Hit]:
    """Every certificate that FlexVPN shows is for server and client authentication, or says no use at all."""
    for certificate in _own(view):
        if not certificate.eku or "any" in certificate.eku:
            continue
        lacks = [name for use, name in _BOTH_ENDS if use not in certificate.eku]
        if lacks:
            yield Hit(message=f"The {certificate.title} is not for {' and '.join(lacks)}.", line=certificate.line)


_BOTH_ENDS = (("server auth", "serverAuth"), ("client auth", "clientAuth"))


def _listed(uses: tuple[str, ...] | None) -> str:
    return f"its key usage is {', '.join(uses)}" if uses else "its key usage is empty"


@check(
    "PKI018",
    Severity.WARNING,
    why="IOS seems not to compare them (unconfirmed); other peers do, and a person reads the one for the other.",
    fix="Enrol with the identity as `fqdn` or common name, or send the name that the certificate has.",
    citation="flexvpn.md 4.2 (unconfirmed); RFC 4945 3.1",
    question="identity",
)
def certificate_carries_the_identity(view: DeviceView) -> Iterator[Hit]:
    """Every certificate that FlexVPN shows carries the name, mail address, address or key-id that the router sends."""
    for profile in made(view.objects.profiles):
        identity = view.identity(profile, None)
        if identity.kind not in _NAMED_KINDS or not identity.value:
            continue
        for certificate in view.presented_certificates(profile):
            if identity.value.lower() not in certificate.names:
                line = part(profile, "identity local")
                yield Hit(
                    message=f"The {certificate.title} does not carry {identity.value}.", line=certificate.line or line
                )


_NAMED_KINDS = frozenset({IdentityKind.FQDN, IdentityKind.EMAIL, IdentityKind.ADDRESS, IdentityKind.KEY_ID})


@check(
    "PKI019",
    Severity.BLOCKER,
    why="A router takes only certificates of the CAs that it has authenticated.",
    fix="Enrol both with one CA; or authenticate the other CA in a trustpoint that the profile names with `verify`.",
    citation="flexvpn.md 4.4 item 4",
)
def issuer_is_known_on_the_other_side(pair: PairView) -> Iterator[Hit]:
    """Hub and spoke have the certificate of the CA that issued the other's."""
    sides = ((pair.hub, pair.hub_profile), (pair.spoke, pair.spoke_profile))
    for (shows, its_profile), (proves, profile) in (sides, tuple(reversed(sides))):
        authorities, certificates = trusted(proves, profile), issued(shows, its_profile)
        if not is_trusted(certificates, authorities, trusted(shows, its_profile)):
            names = dict.fromkeys(name_text(authority.subject) for authority in authorities)
            issuer = issuer_name(certificates[0])
            key = " with another key" if issuer in names else ""
            message = f"It trusts {' and '.join(names)}; {shows.device} shows what {issuer}{key} issued."
            several = f"It trusts {' and '.join(names)}; the other end shows what {issuer}{key} issued."
            yield Hit(message=message, of_several=several, detail=shows.device, device=proves.device)


@check(
    "PKI020",
    Severity.WARNING,
    why="It proves whatever that router issues, itself too: whoever has its key is every router of the site. Peers may "
    "refuse it (unconfirmed).",
    fix="Enrol the router with a CA, and show that certificate.",
    citation="RFC 4945 5.1.3.9 (unconfirmed for IOS)",
)
def certificate_is_no_authority(view: DeviceView) -> Iterator[Hit]:
    """No certificate that FlexVPN shows is that of a CA."""
    for certificate in _own(view):
        if certificate.is_ca:
            yield Hit(message=f"The {certificate.title} is that of a CA.", line=certificate.line)


@check(
    "PKI021",
    Severity.BLOCKER,
    why="The router refuses a CA whose certificate has another fingerprint than the trustpoint names.",
    fix="Ask the CA's owner for the fingerprint, by another way than the network; one of the two is wrong.",
    citation="Cisco IOS Security Command Reference, fingerprint",
    question="ca_fingerprint",
)
def fingerprint_is_that_of_the_ca(view: DeviceView) -> Iterator[Hit]:
    """The fingerprint that a trustpoint names is that of its CA's certificate."""
    used = tuple(used_trustpoints(view))
    for trustpoint in used:
        named = "".join(word for word in trustpoint.fingerprint.upper().split() if set(word) <= _HEXADECIMAL)
        # PEM names no trustpoint: of several nobody knows which it is for.
        authorities = [
            certificate
            for certificate in view.certificates_of(trustpoint.name, Holder.CA)
            if certificate.trustpoints or not used[1:]
        ]
        known = [value for authority in authorities for value in authority.fingerprints if len(value) == len(named)]
        if known and named not in known:
            message = f"Trustpoint {trustpoint.name} names the fingerprint {named}, and its CA has {known[0]}."
            yield Hit(message=message, line=part(trustpoint, "fingerprint"))


_HEXADECIMAL = frozenset("0123456789ABCDEF")


@check(
    "PKI022",
    Severity.BLOCKER,
    why="`rsa-sig` signs with an RSA key, `ecdsa-sig` with an elliptic one.",
    fix="Enrol with a key of the other kind, or authenticate with the method of the key that there is.",
    citation="RFC 7296 3.8; RFC 4754",
)
def certificate_key_fits_the_method(view: DeviceView) -> Iterator[Hit]:
    """Every certificate that FlexVPN shows has a key of the kind with which the router signs."""
    for profile in made(view.objects.profiles):
        method = profile.local_authentication
        wanted = KEYS_OF_METHODS.get(method, "")
        for certificate in view.presented_certificates(profile):
            if certificate.key_algorithm and wanted and certificate.key_algorithm != wanted:
                message = (
                    f"The {certificate.title} has a key for {certificate.key_algorithm}; `{method}` needs {wanted}."
                )
                yield Hit(message=message, line=part(profile, "authentication local"))


@check(
    "PKI023",
    Severity.WARNING,
    why="Nobody can say whether it fits.",
    fix="Give it as a file in certificates/: PEM, or the text of `show crypto pki certificates verbose`.",
    citation="RFC 5280",
)
def held_certificates_can_be_read(view: DeviceView) -> Iterator[Hit]:
    """Every certificate that the configuration holds for FlexVPN can be read."""
    for trustpoint in used_trustpoints(view):
        for held_certificate in held_certificates(view.baseline, view.device, trustpoint.name):
            if held_certificate.certificate is None:
                yield Hit(
                    message=f"{quoted(held_certificate.line.text)} of trustpoint {trustpoint.name} is unreadable.",
                    line=held_certificate.line,
                )


@check(
    "PKI024",
    Severity.WARNING,
    why="What belongs to no router is not judged.",
    fix="Name the file after the router: hub.pem for the router hub.",
    citation="docs/site-folder.md",
)
def given_certificates_belong_to_a_router(plan: Plan) -> Iterator[Hit]:
    """Every file in certificates/ is named after a router of the site."""
    names = [names_of(plan)[device] for device in devices(plan)]
    known = {name.lower() for name in names}
    for origin in dict.fromkeys(
        certificate.origin for certificate in plan.certificates if certificate.device.lower() not in known
    ):
        yield Hit(message=f"{origin} is named after no router of the site: {', '.join(names)}.")
