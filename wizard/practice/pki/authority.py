"""A certificate authority for practice: it signs what a practice router asks for."""

import base64
from copy import copy
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from wizard.errors import PracticeError


class PracticeAuthority:
    """A certificate authority with a key of its own."""

    def __init__(self, name: str = "Practice CA", now: datetime = datetime(2026, 3, 1, tzinfo=UTC)) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._now = now
        self._issued = 1
        self.is_granting = True
        """Whether it signs at once what routers ask for over the network; else somebody grants that later."""
        own = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        builder = self._builder(own, own, self._key.public_key(), timedelta(days=3650))
        constraints = x509.BasicConstraints(ca=True, path_length=None)
        self.certificate = builder.add_extension(constraints, critical=True).sign(self._key, SHA256())

    def at(self, now: datetime) -> "PracticeAuthority":
        """The same authority at another time."""
        other = copy(self)
        other._now = now
        return other

    @property
    def pem(self) -> str:
        """Its certificate, as it is pasted."""
        return self.certificate.public_bytes(Encoding.PEM).decode("ascii")

    def issue(self, request: str) -> str:
        """A certificate for what a router printed as its request, in base64 alone or as PEM."""
        body = "".join(row.strip() for row in request.split("\n") if not row.startswith("-"))
        try:
            asked = x509.load_der_x509_csr(base64.b64decode(body, validate=True))
        except ValueError as error:
            raise PracticeError(
                "it is no certificate request", hint="Paste the rows that the router printed."
            ) from error
        key = asked.public_key()
        builder = self._builder(asked.subject, self.certificate.subject, key, timedelta(days=365))  # type: ignore[arg-type]  # of a request that was read
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH])
        signed = builder.add_extension(usage, critical=False).sign(self._key, SHA256())
        return signed.public_bytes(Encoding.PEM).decode("ascii")

    def _builder(
        self, subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, lasts: timedelta
    ) -> x509.CertificateBuilder:
        serial, self._issued = self._issued, self._issued + 1
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key)
            .serial_number(serial)
            .not_valid_before(self._now)
            .not_valid_after(self._now + lasts)
        )
