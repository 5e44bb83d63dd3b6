"""Throw-away certificates with what the plan's have: names, uses, kind and size of key, dates, and who issued them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from ipaddress import IPv4Address

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from wizard.model.certificate import Certificate, DistinguishedName, Holder
from wizard.parse.certificates import KEY_USAGE_FIELDS
from wizard.parse.show_pki_certificates import KEY_USAGE
from wizard.rehearse.router_objects import Names, Trustpoint, plain
from wizard.rehearse.stand_ins import OWNER, StandIn, unit

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityName:
    """One authority: its name, with its key where it is known, since another key is another authority."""

    parts: DistinguishedName
    key: str = ""


SITE_CA = AuthorityName(parts=("cn=rehearsal ca",))
"""Issues what nothing is known of."""

_CURVES: dict[int, type[ec.EllipticCurve]] = {256: ec.SECP256R1, 384: ec.SECP384R1, 521: ec.SECP521R1}
_EKU = {"client auth": ExtendedKeyUsageOID.CLIENT_AUTH, "server auth": ExtendedKeyUsageOID.SERVER_AUTH}
_DEFAULT_USES = ("digital signature", "key encipherment")
_BITS = (1024, 4096)
"""Of an RSA key: fewer no library makes, and more IOS does not."""
_FIRST, _LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)
"""Between these a certificate can have its dates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """What a router shows to prove itself."""

    certificate: bytes = field(repr=False)
    key: bytes = field(repr=False)
    names: Names
    """Those of the real one."""


@dataclass(frozen=True, kw_only=True)
class Authority:
    """The certificate authorities of one rehearsal; every name of an issuer is one of them."""

    today: date
    """What the given certificates are dated by."""
    known: tuple[Certificate, ...] = ()
    """The certificates of authorities that hub and spoke have."""

    @cached_property
    def _made(self) -> dict[AuthorityName, tuple[x509.Certificate, PrivateKey]]:
        return {}

    def _authority(self, issuer: AuthorityName) -> tuple[x509.Certificate, PrivateKey]:
        if issuer not in self._made:
            # Keys are made once a process: only who signed what counts here.
            owner = f"authority {len(self._made)}"
            key = _key("ec", 256, owner)
            name = _name(f"{OWNER} {owner}", issuer.parts)
            model = next((authority for authority in self.known if authority_name(authority) == issuer), None)
            start, end = self._dates(model)
            builder = _builder(name, name, key, start, end)
            builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
            self._made[issuer] = (builder.add_extension(own, critical=False).sign(key, SHA256()), key)
        return self._made[issuer]

    def certificate(self, name: AuthorityName) -> bytes:
        """The certificate of that authority."""
        return self._authority(name)[0].public_bytes(Encoding.PEM)

    def issue(
        self, device: str, trustpoint: Trustpoint, model: Certificate | None, identity: StandIn, issuer: AuthorityName
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
        builder = _builder(_name(OWNER, subject), authority.subject, key, *self._dates(model))
        uses = _DEFAULT_USES if model is None else model.key_usage
        if uses is not None:
            builder = builder.add_extension(_key_usage(uses), critical=True)
        eku = ("client auth", "server auth") if model is None else model.eku
        oids = [_EKU[use] for use in eku or () if use in _EKU]
        if oids:
            builder = builder.add_extension(x509.ExtendedKeyUsage(oids), critical=False)
        kind, _, told = identity.partition(":")
        if kind in _ALTERNATIVES:
            builder = builder.add_extension(x509.SubjectAlternativeName([_ALTERNATIVES[kind](told)]), critical=False)
        # Where the daemons look for an identity that is a mere string.
        own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
        identifier = x509.SubjectKeyIdentifier(told.encode()) if kind == "keyid" else own
        builder = builder.add_extension(identifier, critical=False)
        signer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
        certificate = builder.add_extension(signer, critical=False).sign(authority_key, SHA256())
        return Credential(
            certificate=certificate.public_bytes(Encoding.PEM),
            key=key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
            names=_names_of(model) if model else _asked_for(trustpoint, subject),
        )

    def _dates(self, model: Certificate | None) -> tuple[datetime, datetime]:
        """The dates of the model, as far from now as they are from the day by which the plan is judged."""
        now = datetime.now(UTC)
        start = self._shifted(model.not_before if model else None, now) or now - timedelta(days=1)
        end = self._shifted(model.not_after if model else None, now) or now + timedelta(days=30)
        end = max(end, _FIRST + timedelta(days=1))
        return min(start, end - timedelta(days=1)), end

    def _shifted(self, day: date | None, now: datetime) -> datetime | None:
        if day is None:
            return None
        try:
            return min(max(now + (day - self.today), _FIRST), _LAST)
        except OverflowError:
            return _LAST if day > self.today else _FIRST


def authority_name(certificate: Certificate) -> AuthorityName:
    """The authority that issued it, or that it is."""
    key = certificate.key_id if certificate.holder is Holder.CA else certificate.authority_key_id
    # Two origins tell one name in another order and letter case.
    parts = sorted(map(plain, certificate.subject if certificate.holder is Holder.CA else certificate.issuer))
    return AuthorityName(parts=tuple(parts), key=key)


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
    fewest, most = _BITS
    return rsa.generate_private_key(public_exponent=65537, key_size=min(max(bits, fewest), most))


def _subject(trustpoint: Trustpoint, device: str) -> DistinguishedName:
    parts = tuple(part.strip() for part in trustpoint.subject.split(",") if part.strip())
    return parts or (f"hostname={trustpoint.fqdn or device}",)


def _name(owner: str, parts: DistinguishedName) -> x509.Name:
    units = (x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, unit(plain(part))) for part in parts)
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, owner), *units])


_ALTERNATIVES: dict[str, Callable[[str], x509.GeneralName]] = {
    "fqdn": x509.DNSName,
    "email": x509.RFC822Name,
    "ipv4": lambda digits: x509.IPAddress(IPv4Address(int(digits.removeprefix("#"), 16))),
}
"""By the kind of an identity: the alternative name in which the daemons look for it."""


def _asked_for(trustpoint: Trustpoint, subject: DistinguishedName) -> Names:
    """Before enrolment nothing else is known."""
    texts = {"subject-name": plain(trustpoint.subject), "alt-subject-name": trustpoint.fqdn.lower()}
    return Names(parts=tuple(map(plain, subject)), fields={field: (text,) for field, text in texts.items() if text})


def _names_of(model: Certificate) -> Names:
    fields: dict[str, tuple[str, ...]] = {"subject-name": _orders(model.subject), "issuer-name": _orders(model.issuer)}
    if model.serial:
        fields["serial-number"] = (model.serial.lower(),)
    if model.eku is not None:
        # Without `verbose` a router prints neither of the two.
        fields["alt-subject-name"] = tuple(name.lower() for name in model.sans)
    return Names(parts=tuple(map(plain, model.subject)), fields=fields)


def _orders(name: DistinguishedName) -> tuple[str, str]:
    """A name from either end: in which order IOS compares its parts is unconfirmed."""
    parts = tuple(map(plain, name))
    return ",".join(parts), ",".join(reversed(parts))


def _key_usage(uses: tuple[str, ...]) -> x509.KeyUsage:
    first_seven = {name: use in uses for name, use in zip(KEY_USAGE_FIELDS, KEY_USAGE, strict=True)}
    return x509.KeyUsage(**first_seven, encipher_only=False, decipher_only=False)
