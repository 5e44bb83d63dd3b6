"""Throw-away certificates with what the plan's have: names, uses, kind and size of key, dates, and who issued them."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from wizard.model.certificate import Certificate, DistinguishedName, Holder
from wizard.parse.certificates import KEY_USAGE_FIELDS
from wizard.parse.shown_certificates import KEY_USAGE
from wizard.rehearse.objects import Identifier, Trustpoint

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

SITE_CA = "cn=rehearsal ca"
"""Issues what nothing is known of."""

_OIDS = {
    "cn": NameOID.COMMON_NAME,
    "ou": NameOID.ORGANIZATIONAL_UNIT_NAME,
    "o": NameOID.ORGANIZATION_NAME,
    "c": NameOID.COUNTRY_NAME,
    "st": NameOID.STATE_OR_PROVINCE_NAME,
    "l": NameOID.LOCALITY_NAME,
    "e": NameOID.EMAIL_ADDRESS,
    "serialnumber": NameOID.SERIAL_NUMBER,
    "dc": NameOID.DOMAIN_COMPONENT,
    "hostname": x509.ObjectIdentifier("1.2.840.113549.1.9.2"),
}
_CURVES: dict[int, type[ec.EllipticCurve]] = {256: ec.SECP256R1, 384: ec.SECP384R1, 521: ec.SECP521R1}
_EKU = {"client auth": ExtendedKeyUsageOID.CLIENT_AUTH, "server auth": ExtendedKeyUsageOID.SERVER_AUTH}
_DEFAULT_USES = ("digital signature", "key encipherment")


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """What a router shows to prove itself."""

    certificate: bytes = field(repr=False)
    key: bytes = field(repr=False)
    subject: str
    """As a name that the daemons read."""
    issuer: str


@dataclass(frozen=True, kw_only=True)
class Authority:
    """The certificate authorities of one rehearsal; every name of an issuer is one of them."""

    today: date
    """What the given certificates are dated by."""
    known: tuple[Certificate, ...] = ()
    """The certificates of authorities that hub and spoke have."""

    @cached_property
    def _made(self) -> dict[str, tuple[x509.Certificate, PrivateKey]]:
        return {}

    def _authority(self, issuer: str) -> tuple[x509.Certificate, PrivateKey]:
        if issuer not in self._made:
            # Keys are made once a process: only who signed what counts here.
            key = _key("ec", 256, f"authority {len(self._made)}")
            name = _name(tuple(issuer.split("|")[0].split(",")))
            model = next((one for one in self.known if authority_name(one) == issuer), None)
            start, end = self._dates(model)
            builder = _builder(name, name, key, start, end)
            builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
            self._made[issuer] = (builder.add_extension(own, critical=False).sign(key, SHA256()), key)
        return self._made[issuer]

    def trusted(self, names: tuple[str, ...]) -> tuple[bytes, ...]:
        """The certificates of those authorities."""
        return tuple(self._authority(name)[0].public_bytes(Encoding.PEM) for name in names)

    def issue(
        self, device: str, trustpoint: Trustpoint, model: Certificate | None, identity: Identifier, issuer: str
    ) -> Credential:
        """A certificate like the given one, or like the one for which the trustpoint will ask.

        The identity is always among its names: the daemons look for it there, and IOS does not.
        """
        authority, authority_key = self._authority(issuer)
        planned = "ec" if trustpoint.elliptic else "rsa"
        kind = planned if model is None else model.key_algorithm or planned
        bits = (None if model is None else model.key_bits) or trustpoint.bits or (256 if kind == "ec" else 2048)
        key = _key(kind, bits, device)
        subject = model.subject if model else _subject(trustpoint, device)
        builder = _builder(_name(subject), authority.subject, key, *self._dates(model))
        uses = _DEFAULT_USES if model is None else model.key_usage
        if uses is not None:
            builder = builder.add_extension(_key_usage(uses), critical=True)
        eku = ("client auth", "server auth") if model is None else model.eku
        oids = [_EKU[use] for use in eku or () if use in _EKU]
        if oids:
            builder = builder.add_extension(x509.ExtendedKeyUsage(oids), critical=False)
        names = _names((*(model.sans if model else ()), trustpoint.fqdn), identity)
        if names:
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        builder = builder.add_extension(_key_identifier(key, identity), critical=False)
        signer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
        certificate = builder.add_extension(signer, critical=False).sign(authority_key, SHA256())
        return Credential(
            certificate=certificate.public_bytes(Encoding.PEM),
            key=key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
            subject=", ".join(f"{part.partition('=')[0].strip().upper()}={_value(part)}" for part in _filled(subject)),
            issuer=issuer,
        )

    def _dates(self, model: Certificate | None) -> tuple[datetime, datetime]:
        """The dates of the model, as far from now as they are from the day by which the plan is judged."""
        now = datetime.now(UTC)
        start = self._shifted(model.not_before if model else None, now) or now - timedelta(days=1)
        end = self._shifted(model.not_after if model else None, now) or now + timedelta(days=30)
        return min(start, end - timedelta(days=1)), end

    def _shifted(self, day: date | None, now: datetime) -> datetime | None:
        return now + (day - self.today) if day else None


def authority_name(one: Certificate) -> str:
    """One authority's name, with its key where it is known: another key is another authority."""
    key = one.key_id if one.holder is Holder.CA else one.authority_key_id
    name = ",".join(_filled(one.subject if one.holder is Holder.CA else one.issuer))
    return f"{name}|{key}" if key else name


def _builder(
    subject: x509.Name, issuer: x509.Name, key: PrivateKey, start: datetime, end: datetime
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder(subject_name=subject, issuer_name=issuer, public_key=key.public_key())
    return builder.serial_number(x509.random_serial_number()).not_valid_before(start).not_valid_after(end)


@lru_cache(maxsize=256)
def _key(kind: str, bits: int, owner: str) -> PrivateKey:
    """A key for this process only; the owner keeps those of two routers apart."""
    if kind == "ec":
        return ec.generate_private_key(_CURVES.get(bits, ec.SECP256R1)())
    return rsa.generate_private_key(public_exponent=65537, key_size=max(bits, 1024))


def _subject(trustpoint: Trustpoint, device: str) -> DistinguishedName:
    parts = tuple(part.strip() for part in trustpoint.subject.split(",") if part.strip())
    return parts or (f"hostname={trustpoint.fqdn or device}",)


def _filled(subject: DistinguishedName) -> list[str]:
    """The parts that have a value and a key that is known."""
    return [part for part in subject if _value(part) and part.partition("=")[0].strip().lower() in _OIDS]


def _value(part: str) -> str:
    return part.partition("=")[2].strip()


def _name(subject: DistinguishedName) -> x509.Name:
    parts = [
        x509.NameAttribute(_OIDS[part.partition("=")[0].strip().lower()], _value(part)) for part in _filled(subject)
    ]
    return x509.Name(parts or [x509.NameAttribute(NameOID.COMMON_NAME, "nameless")])


def _names(hosts: tuple[str, ...], identity: Identifier) -> list[x509.GeneralName]:
    found: dict[x509.GeneralName, None] = {}
    for kind, value in (*(("", host) for host in hosts), (identity.kind, identity.value)):
        name = _general_name(kind, value)
        if name is not None:
            found[name] = None
    return list(found)


def _general_name(kind: str, value: str) -> x509.GeneralName | None:
    if not value or value == "none" or kind in {"dn", "key-id"}:
        return None
    if kind == "email" or "@" in value:
        return x509.RFC822Name(value)
    try:
        return x509.IPAddress(ip_address(value))
    except ValueError:
        return x509.DNSName(value)


def _key_identifier(key: PrivateKey, identity: Identifier) -> x509.SubjectKeyIdentifier:
    if identity.kind == "key-id":
        # Where the daemons look for an identity that is a mere string.
        return x509.SubjectKeyIdentifier(identity.value.encode())
    return x509.SubjectKeyIdentifier.from_public_key(key.public_key())


def _key_usage(uses: tuple[str, ...]) -> x509.KeyUsage:
    first_seven = {name: use in uses for name, use in zip(KEY_USAGE_FIELDS, KEY_USAGE, strict=True)}
    return x509.KeyUsage(**first_seven, encipher_only=False, decipher_only=False)
