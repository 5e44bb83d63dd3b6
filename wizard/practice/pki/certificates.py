"""Certificates and requests: from what is pasted, to what is shown."""

import base64
import binascii
import hashlib
from collections.abc import Iterable
from functools import cache

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from wizard.practice.state import KeyPair

_NAMES = {
    "CN": NameOID.COMMON_NAME,
    "OU": NameOID.ORGANIZATIONAL_UNIT_NAME,
    "O": NameOID.ORGANIZATION_NAME,
    "C": NameOID.COUNTRY_NAME,
    "L": NameOID.LOCALITY_NAME,
    "ST": NameOID.STATE_OR_PROVINCE_NAME,
}
_UNSTRUCTURED_NAME = x509.ObjectIdentifier("1.2.840.113549.1.9.2")
_ROW = 64
"""Characters of base64 in a row."""


@cache
def private_key(pair: KeyPair) -> rsa.RSAPrivateKey:
    """The key of a pair, made when it is first used: most practice routers never sign anything."""
    return rsa.generate_private_key(public_exponent=65537, key_size=max(pair.bits, 1024))


def certificate_of(pasted: Iterable[str]) -> x509.Certificate | None:
    """The certificate in rows of base64, with or without the rows of PEM around it; None where there is none."""
    body = "".join(row.strip() for row in pasted if not row.strip().startswith("-----"))
    try:
        return x509.load_der_x509_certificate(base64.b64decode(body, validate=True))
    except (ValueError, binascii.Error):
        return None


def certificate_in(rows: Iterable[str]) -> x509.Certificate | None:
    """The certificate in rows of a running configuration; None where the digits are none."""
    digits = "".join("".join(row.split()) for row in rows if row.strip() != "quit")
    try:
        return x509.load_der_x509_certificate(bytes.fromhex(digits))
    except ValueError:
        return None


def rows_of(certificate: x509.Certificate) -> tuple[str, ...]:
    """The rows of a certificate in a running configuration."""
    return (*_rows_of_digits(certificate.public_bytes(Encoding.DER)), "  \tquit")


@cache
def rows_of_key(pair: KeyPair) -> tuple[str, ...]:
    """The rows of a public key as it is shown."""
    public = private_key(pair).public_key()
    return _rows_of_digits(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


def _rows_of_digits(data: bytes) -> tuple[str, ...]:
    digits = data.hex().upper()
    words = [digits[place : place + 8] for place in range(0, len(digits), 8)]
    return tuple(f"  {' '.join(words[place : place + 8])}" for place in range(0, len(words), 8))


def serial_of(certificate: x509.Certificate) -> str:
    """The serial number as a running configuration shows it, in pairs of digits."""
    digits = f"{certificate.serial_number:X}"
    return digits.rjust(len(digits) + len(digits) % 2, "0")


def fingerprint(certificate: x509.Certificate, algorithm: str) -> str:
    """The digits of a fingerprint, `md5` or `sha1`, in words of eight."""
    digest = hashlib.new(algorithm, certificate.public_bytes(Encoding.DER), usedforsecurity=False)
    digits = digest.hexdigest().upper()
    return " ".join(digits[place : place + 8] for place in range(0, len(digits), 8))


def key_size(certificate: x509.Certificate) -> tuple[str, int]:
    """The kind of its key, and its bits; 0 where the key is of no kind that is known."""
    try:
        key = certificate.public_key()
    except (UnsupportedAlgorithm, ValueError):
        return "Unknown", 0
    if isinstance(key, rsa.RSAPublicKey):
        return "rsaEncryption", key.key_size
    if isinstance(key, ec.EllipticCurvePublicKey):
        return "ecEncryption", key.key_size
    return "Unknown", 0


def belongs_to(certificate: x509.Certificate, pair: KeyPair) -> bool:
    """Whether the certificate is for that key."""
    spki = Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    return certificate.public_key().public_bytes(*spki) == private_key(pair).public_key().public_bytes(*spki)


def is_issued_by(certificate: x509.Certificate, authority: x509.Certificate) -> bool:
    """Whether the authority's key signed the certificate."""
    try:
        certificate.verify_directly_issued_by(authority)
    except Exception:  # noqa: BLE001  # whatever a signature may be refused for
        return False
    return True


def request(pair: KeyPair, subject: str, fqdn: str) -> str:
    """The rows of base64 of a certificate request."""
    parts = [part.strip().partition("=") for part in subject.split(",")]
    names = [
        x509.NameAttribute(_NAMES[key.strip().upper()], value.strip())
        for key, _, value in parts
        if _is_name(key, value)
    ]
    unstructured = [x509.NameAttribute(_UNSTRUCTURED_NAME, fqdn)] if fqdn else []
    builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([*unstructured, *names]))
    der = builder.sign(private_key(pair), SHA256()).public_bytes(Encoding.DER)
    text = base64.b64encode(der).decode("ascii")
    return "\n".join(text[place : place + _ROW] for place in range(0, len(text), _ROW))


def _is_name(key: str, value: str) -> bool:
    return (
        key.strip().upper() in _NAMES
        and bool(value.strip())
        and (key.strip().upper() != "C" or len(value.strip()) == 2)
    )


def shown_name(name: x509.Name) -> str:
    """A subject or an issuer as IOS writes it."""
    return ",".join(f"{attribute.rfc4514_attribute_name.lower()}={attribute.value!s}" for attribute in name)
