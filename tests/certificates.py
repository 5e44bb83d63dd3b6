"""Certificates made for a test, in the forms in which an engineer has them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID

_START, _END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2046, 1, 1, tzinfo=UTC)
_UNSTRUCTURED_NAME = x509.ObjectIdentifier("1.2.840.113549.1.9.2")

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Made:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: Key

    @property
    def pem(self) -> bytes:
        """The certificate as PEM."""
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def der(self) -> bytes:
        """The certificate as DER."""
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def private_pem(self) -> bytes:
        """The key as PEM."""
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    def rows(self, header: str) -> str:
        """The certificate as a running configuration shows it below `crypto pki certificate chain`."""
        text = self.der.hex().upper()
        words = [text[place : place + 8] for place in range(0, len(text), 8)]
        lines = (" ".join(words[place : place + 8]) for place in range(0, len(words), 8))
        return "\n".join((f" {header}", *(f"  {line}" for line in lines), "  \tquit"))


@cache
def authority(name: str) -> Made:
    """A certificate authority with a key on P-256."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([_part("O", "Example"), _part("CN", name)])
    own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    builder = _builder(subject, subject, key).add_extension(x509.BasicConstraints(True, None), critical=True)
    return Made(builder.add_extension(own, critical=False).sign(key, SHA256()), key)


@cache
def router(name: str, *, ca: str = "FlexVPN CA", key_bits: int = 0) -> Made:
    """A router's certificate, with a key on P-384 or an RSA key of that size."""
    issuer = authority(ca)
    key = rsa.generate_private_key(65537, key_bits) if key_bits else ec.generate_private_key(ec.SECP384R1())
    hostname = x509.NameAttribute(_UNSTRUCTURED_NAME, name)
    subject = x509.Name([_part("OU", "FlexVPN"), _part("CN", name), hostname])
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())
    builder = (
        _builder(subject, issuer.certificate.subject, key)
        .add_extension(_key_usage(), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.SERVER_AUTH]),
            critical=False,
        )
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(name), x509.IPAddress(ip_address("203.0.113.1"))]), critical=False
        )
        .add_extension(identifier, critical=False)
    )
    return Made(builder.sign(issuer.key, SHA256()), key)


def _part(key: str, value: str) -> x509.NameAttribute[str]:
    oids = {"O": "2.5.4.10", "OU": "2.5.4.11", "CN": "2.5.4.3"}
    return x509.NameAttribute(x509.ObjectIdentifier(oids[key]), value)


def _key_usage() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=True,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _builder(subject: x509.Name, issuer: x509.Name, key: Key) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder(subject_name=subject, issuer_name=issuer, public_key=key.public_key())
    return builder.serial_number(0x0A1B).not_valid_before(_START).not_valid_after(_END)
