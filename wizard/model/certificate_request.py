"""What a router asks a CA to sign."""

from dataclasses import dataclass, field

from wizard.model.certificate import DistinguishedName


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRequest:
    """One request, signed with the key that it is for."""

    pem: str
    public_key: bytes = field(repr=False)
    """DER, with the algorithm in front of it."""
    subject: DistinguishedName
