"""Requests for certificates, and what certificates have to do with keys: read from what a router prints."""

import base64
import binascii
import re
from collections.abc import Sequence
from datetime import datetime

from wizard.errors import SourceError
from wizard.model.certificate import Certificate
from wizard.model.certificate_request import CertificateRequest
from wizard.parse.certificates import distinguished_name

_BEGIN, _END = "Certificate Request follows:", "---End - This line not part of the certificate request---"
_LABEL = "CERTIFICATE REQUEST"
_ROW = 64
"""Characters of base64 in a row of PEM."""
_BASE64 = re.compile(r"[A-Za-z0-9+/=]{1,80}")


def request_in(lines: Sequence[str], origin: str) -> CertificateRequest:
    """The request that a router printed, with or without the frame of PEM; SourceError where it printed none."""
    if _BEGIN not in lines or _END not in lines:
        raise SourceError("there is no certificate request in it", where=origin)
    rows = lines[lines.index(_BEGIN) + 1 : lines.index(_END)]
    try:
        der = base64.b64decode("".join(row.strip() for row in rows if _BASE64.fullmatch(row.strip())), validate=True)
    except binascii.Error as error:
        raise SourceError("the certificate request in it cannot be read", where=origin) from error
    return read_request(pem_of(der, _LABEL), origin)


def read_request(pem: str, origin: str) -> CertificateRequest:
    """The request in PEM; SourceError where it is none, or is not signed with its own key."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    try:
        found = x509.load_pem_x509_csr(pem.encode("ascii"))
        is_signed = found.is_signature_valid
        key = found.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        subject = distinguished_name(found.subject)
    except (ValueError, InvalidSignature, UnsupportedAlgorithm) as error:
        raise SourceError("the certificate request cannot be read", where=origin) from error
    if not is_signed:
        raise SourceError("the certificate request is not signed with its own key", where=origin)
    return CertificateRequest(pem=pem, public_key=key, subject=subject)


def pem_of(der: bytes, label: str) -> str:
    """Bytes as PEM."""
    text = base64.b64encode(der).decode("ascii")
    rows = (text[place : place + _ROW] for place in range(0, len(text), _ROW))
    return "\n".join((f"-----BEGIN {label}-----", *rows, f"-----END {label}-----", ""))


def public_key_of(certificate: Certificate) -> bytes:
    """The key of a certificate, as that of a request; empty where it is not known."""
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    try:
        key = x509.load_der_x509_certificate(certificate.der).public_key()
    except (ValueError, UnsupportedAlgorithm):
        return b""
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def is_signed_by(certificate: Certificate, authority: Certificate) -> bool:
    """Whether the authority's key signed the certificate."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    try:
        issuer = x509.load_der_x509_certificate(authority.der)
        x509.load_der_x509_certificate(certificate.der).verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def holds_at(certificate: Certificate, now: datetime) -> bool:
    """Whether it holds at that time, to the second."""
    from cryptography import x509

    found = x509.load_der_x509_certificate(certificate.der)
    return found.not_valid_before_utc <= now <= found.not_valid_after_utc
