"""Certificates in every form in which an engineer has them: PEM, DER, `show` text, chains of a configuration."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from wizard.errors import SourceError
from wizard.model.certificate import Certificate, DistinguishedName, Holder
from wizard.model.configuration import Configuration, Line
from wizard.model.plan import Source
from wizard.parse.show_pki_certificates import KEY_USAGE, has_shown_certificates, shown_certificates
from wizard.parse.sources import read_source

if TYPE_CHECKING:
    from cryptography import x509

_CHAIN = "crypto pki certificate chain"
_DER = b"\x30\x82"
"""What every certificate of 256 bytes or more begins with."""

# The dotted names are those of RFC 2985, PKCS #9: what IOS puts into a subject for `fqdn` and `ip-address`.
_NAME_KEYS = {
    "2.5.4.3": "cn",
    "2.5.4.5": "serialnumber",
    "2.5.4.6": "c",
    "2.5.4.7": "l",
    "2.5.4.8": "st",
    "2.5.4.10": "o",
    "2.5.4.11": "ou",
    "0.9.2342.19200300.100.1.25": "dc",
    "1.2.840.113549.1.9.1": "e",
    "1.2.840.113549.1.9.2": "hostname",
    "1.2.840.113549.1.9.8": "ipaddress",
}
_EXTENDED_USES = {
    "1.3.6.1.5.5.7.3.1": "server auth",
    "1.3.6.1.5.5.7.3.2": "client auth",
    "1.3.6.1.5.5.7.3.5": "ipsec end system",
    "1.3.6.1.5.5.7.3.6": "ipsec tunnel",
    "1.3.6.1.5.5.7.3.7": "ipsec user",
    "1.3.6.1.5.5.7.3.17": "ipsec ike",
    "2.5.29.37.0": "any",
}
KEY_USAGE_FIELDS = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
)
"""The same uses as KEY_USAGE, in its order, as `cryptography` names them."""


_Extension = TypeVar("_Extension", bound="x509.ExtensionType")


class Held(NamedTuple):
    """One certificate that a configuration holds."""

    line: Line
    certificate: Certificate | None
    """None where the hexadecimal rows are no certificate."""


def read_certificates(data: bytes, device: str, origin: str) -> tuple[Certificate, ...]:
    """The certificates in a file of a device; SourceError where there is none, or a private key."""
    if data.startswith(_DER):
        return (_of_der(data, device, origin),)
    text = data.decode("utf-8", errors="replace")
    if "PRIVATE KEY-----" in text:
        raise SourceError(
            "it holds a private key, which nobody but its owner may have",
            hint="Take the key out of the file, and out of every copy of it; leave the certificates.",
            where=origin,
        )
    if "-----BEGIN CERTIFICATE-----" in text:
        return _of_pem(data, device, origin)
    if has_shown_certificates(text):
        return shown_certificates(text, device, origin)
    if _CHAIN in text:
        return _of_rows(data, device, origin)
    raise SourceError(
        "there is no certificate in it",
        hint="Give PEM, DER, the text of `show crypto pki certificates verbose`, or a chain of a configuration.",
        where=origin,
    )


@lru_cache(maxsize=64)
def held_certificates(configuration: Configuration, device: str, trustpoint: str = "") -> tuple[Held, ...]:
    """The certificates that a configuration holds, of one trustpoint where it is named; those of an RA are left out."""
    chains = configuration.all(f"{_CHAIN} {trustpoint}".rstrip())
    return tuple(certificate for chain in chains for certificate in _chain(chain, device))


def certificates_of(source: Source) -> tuple[Certificate, ...]:
    """The certificates that a router's configuration holds, as far as they can be read."""
    every = held_certificates(source.configuration, source.device)
    return tuple(held_certificate.certificate for held_certificate in every if held_certificate.certificate)


def _chain(chain: Line, device: str) -> Iterator[Held]:
    """`certificate ca 01`, `certificate 0A` and the like; without a body it lies in a file of the router."""
    trustpoint = chain.text.removeprefix(_CHAIN).strip()
    for line in chain.all("certificate"):
        words = line.text.split()[1:-1]
        if not line.verbatim or any(word.startswith("ra-") for word in words):
            continue
        try:
            found = _of_der(bytes.fromhex("".join(line.verbatim).replace("quit", "")), device, f"line {line.number}")
        except (SourceError, ValueError):
            yield Held(line, None)
        else:
            holder = Holder.CA if "ca" in words else Holder.ROUTER
            yield Held(line, replace(found, holder=holder, trustpoints=(trustpoint,), line=line))


def _of_rows(data: bytes, device: str, origin: str) -> tuple[Certificate, ...]:
    """Those of an excerpt of a configuration."""
    every = held_certificates(read_source(data, origin).configuration, device)
    found = tuple(replace(held.certificate, origin=origin, line=None) for held in every if held.certificate)
    if not found or len(found) < len(every):
        raise SourceError("a chain in it cannot be read", hint="Save it again, whole.", where=origin)
    return found


def _of_pem(data: bytes, device: str, origin: str) -> tuple[Certificate, ...]:
    from cryptography import x509

    try:
        found = x509.load_pem_x509_certificates(data)
    except ValueError as error:
        raise _unreadable(origin, error) from None
    return tuple(_certificate(load_pem_x509_certificate, device, origin) for load_pem_x509_certificate in found)


def _of_der(data: bytes, device: str, origin: str) -> Certificate:
    from cryptography import x509

    try:
        found = x509.load_der_x509_certificate(data)
    except ValueError as error:
        raise _unreadable(origin, error) from None
    return _certificate(found, device, origin)


def _unreadable(origin: str, error: Exception) -> SourceError:
    return SourceError(f"a certificate in it cannot be read: {error}", hint="Export it again.", where=origin)


def _certificate(parsed: "x509.Certificate", device: str, origin: str) -> Certificate:
    """The certificate as a value, an authority's if it says so."""
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import Encoding

    try:
        is_ca = _is_ca(parsed)
        algorithm, bits = _key(parsed)
        key_id = _extension(parsed, x509.SubjectKeyIdentifier)
        authority = _extension(parsed, x509.AuthorityKeyIdentifier)
        return Certificate(
            device=device,
            origin=origin,
            holder=Holder.CA if is_ca else Holder.ROUTER,
            subject=distinguished_name(parsed.subject),
            issuer=distinguished_name(parsed.issuer),
            serial=f"{parsed.serial_number:X}",
            not_before=parsed.not_valid_before_utc.date(),
            not_after=parsed.not_valid_after_utc.date(),
            key_algorithm=algorithm,
            key_bits=bits,
            signature_hash=_signature_hash(parsed),
            key_usage=_key_usage(parsed),
            eku=_extended_uses(parsed),
            sans=_alternative_names(parsed),
            revocation_lists=_revocation_lists(parsed),
            is_ca=is_ca,
            key_id=key_id.digest.hex().upper() if key_id else "",
            authority_key_id=(authority.key_identifier or b"").hex().upper() if authority else "",
            fingerprints=_fingerprints(parsed),
            der=parsed.public_bytes(Encoding.DER),
        )
    except (ValueError, UnsupportedAlgorithm, x509.DuplicateExtension, x509.UnsupportedGeneralNameType) as error:
        raise _unreadable(origin, error) from None


def _extension(parsed: "x509.Certificate", kind: type[_Extension]) -> _Extension | None:
    from cryptography import x509

    try:
        return parsed.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None


def distinguished_name(name: "x509.Name") -> DistinguishedName:
    """A name with the keys that IOS shows, the most particular part first."""
    parts = ((attribute.oid.dotted_string, attribute.value) for attribute in name)
    texts = (f"{_NAME_KEYS.get(oid, oid)}={value if isinstance(value, str) else value.hex()}" for oid, value in parts)
    return tuple(reversed(tuple(texts)))


def _key(parsed: "x509.Certificate") -> tuple[str, int | None]:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    key = parsed.public_key()
    if isinstance(key, RSAPublicKey):
        return "rsa", key.key_size
    if isinstance(key, EllipticCurvePublicKey):
        return "ec", key.curve.key_size
    return type(key).__name__.removesuffix("PublicKey").lower(), None


def _signature_hash(parsed: "x509.Certificate") -> str:
    found = parsed.signature_hash_algorithm
    return found.name.replace("-", "") if found else ""


def _is_ca(parsed: "x509.Certificate") -> bool:
    from cryptography import x509

    constraints = _extension(parsed, x509.BasicConstraints)
    if constraints is None:
        return parsed.version is x509.Version.v1 and parsed.issuer == parsed.subject
    return constraints.ca


def _key_usage(parsed: "x509.Certificate") -> tuple[str, ...] | None:
    from cryptography import x509

    usage = _extension(parsed, x509.KeyUsage)
    if usage is None:
        return None
    return tuple(use for name, use in zip(KEY_USAGE_FIELDS, KEY_USAGE, strict=True) if getattr(usage, name))


def _extended_uses(parsed: "x509.Certificate") -> tuple[str, ...]:
    from cryptography import x509

    uses = (use.dotted_string for use in _extension(parsed, x509.ExtendedKeyUsage) or ())
    return tuple(_EXTENDED_USES.get(use, use) for use in uses)


def _alternative_names(parsed: "x509.Certificate") -> tuple[str, ...]:
    from cryptography import x509

    names = _extension(parsed, x509.SubjectAlternativeName) or ()
    return tuple(str(name.value) for name in names if isinstance(name, x509.DNSName | x509.RFC822Name | x509.IPAddress))


def _revocation_lists(parsed: "x509.Certificate") -> tuple[str, ...]:
    from cryptography import x509

    points = _extension(parsed, x509.CRLDistributionPoints) or ()
    return tuple(str(name.value) for point in points for name in point.full_name or ())


def _fingerprints(parsed: "x509.Certificate") -> tuple[str, ...]:
    from cryptography.hazmat.primitives.serialization import Encoding

    der = parsed.public_bytes(Encoding.DER)
    hashes = ("md5", "sha1", "sha256")
    return tuple(hashlib.new(name, der, usedforsecurity=False).hexdigest().upper() for name in hashes)
