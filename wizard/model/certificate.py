"""An X.509 certificate, as far as it decides whether IKEv2 comes up."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from wizard.model.configuration import Line

DistinguishedName = tuple[str, ...]
"""Its parts as IOS prints them, `cn=hub.example.com`, the most particular first; keys in lower case."""

_NAME_KEYS = ("cn", "hostname", "ipaddress", "e")


class Holder(StrEnum):
    """Whose certificate it is to the router."""

    ROUTER = "router"
    """Its own: the one that it shows to its peers."""
    CA = "ca"
    """Of an authority that it trusts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """One certificate of one router; what its origin does not say is None or empty, and is not judged."""

    device: str
    """As the file is named or the host is called."""
    origin: str
    """Where it was read: `certificates/hub.pem`, or `line 94` of the router's configuration."""
    holder: Holder
    trustpoints: tuple[str, ...] = ()
    """Empty where the origin names none, as PEM does."""
    subject: DistinguishedName
    issuer: DistinguishedName
    serial: str = ""
    """Hexadecimal, without leading zeros."""
    not_before: date | None = None
    not_after: date | None = None
    key_algorithm: str = ""
    """`rsa`, `ec`, or another in its library's spelling."""
    key_bits: int | None = None
    signature_hash: str = ""
    """`md5`, `sha1`, `sha256` ..."""
    key_usage: tuple[str, ...] | None = None
    """`digital signature`, `key encipherment` ...; None where it has none, which allows every use, or none is told."""
    eku: tuple[str, ...] | None = None
    """`client auth`, `server auth`, `any`, or an OID; empty where it has none, None where none is told."""
    sans: tuple[str, ...] = ()
    """Names, mail and IP addresses of the subject alternative name."""
    revocation_lists: tuple[str, ...] = ()
    """The URLs of its CRL distribution points."""
    is_ca: bool = False
    """Whether its basic constraints make it the certificate of an authority."""
    key_id: str = ""
    """Subject key identifier."""
    authority_key_id: str = ""
    """That of the key which signed it."""
    fingerprints: tuple[str, ...] = ()
    """MD5, SHA-1 and SHA-256 of it, as far as known; hexadecimal, upper case, without blanks."""
    der: bytes = field(default=b"", compare=False, repr=False)
    """All of it; empty where its origin shows only what stands in it."""
    line: Line | None = field(default=None, compare=False, repr=False)
    """Of the configuration that holds it."""

    @property
    def title(self) -> str:
        """It in a sentence: `certificate cn=hub.example.com (certificates/hub.pem)`."""
        what = "CA certificate" if self.holder is Holder.CA else "certificate"
        return f"{what} {name_text(self.subject) or self.serial} ({self.origin})"

    @property
    def names(self) -> frozenset[str]:
        """Every name of its owner, in lower case: alternative names, common name, and those that IOS adds."""
        parts = (part.partition("=") for part in self.subject)
        return frozenset(map(str.lower, (*self.sans, *(value for key, _, value in parts if key in _NAME_KEYS))))

    @property
    def is_self_signed(self) -> bool:
        """Whether it names itself as its issuer."""
        return same_name(self.subject, self.issuer)

    def is_issued_by(self, authority: "Certificate") -> bool:
        """Whether name and key of that authority, as far as they are known, are those of its issuer."""
        keys = {self.authority_key_id, authority.key_id} - {""}
        return same_name(self.issuer, authority.subject) and len(keys) < 2


def name_text(name: DistinguishedName) -> str:
    """A distinguished name in one line."""
    return ",".join(name)


def same_name(distinguished_name: DistinguishedName, other: DistinguishedName) -> bool:
    """Whether two origins tell the same name: their order and their letter case differ."""
    return bool(distinguished_name) and sorted(map(str.lower, distinguished_name)) == sorted(map(str.lower, other))
