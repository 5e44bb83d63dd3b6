"""Every field that a certificate may have is read, from the certificate itself and from what a router prints of it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.hashes import SHA384

from tests.certificates import Made, authority
from wizard.model.certificate import Certificate
from wizard.parse.certificates import read_certificates

NAMES = {
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
    "2.5.4.9": "2.5.4.9",
}
"""What a part of a name is called; one that IOS does not print stays a number."""

USES = {
    "1.3.6.1.5.5.7.3.1": "server auth",
    "1.3.6.1.5.5.7.3.2": "client auth",
    "1.3.6.1.5.5.7.3.5": "ipsec end system",
    "1.3.6.1.5.5.7.3.6": "ipsec tunnel",
    "1.3.6.1.5.5.7.3.7": "ipsec user",
    "1.3.6.1.5.5.7.3.17": "ipsec ike",
    "2.5.29.37.0": "any",
    "1.3.6.1.5.5.7.3.9": "1.3.6.1.5.5.7.3.9",
}

KEY_USES = {
    "digital_signature": "digital signature",
    "content_commitment": "non repudiation",
    "key_encipherment": "key encipherment",
    "data_encipherment": "data encipherment",
    "key_agreement": "key agreement",
    "key_cert_sign": "key cert sign",
    "crl_sign": "crl signature",
}


def certificate(*extensions: x509.ExtensionType, subject: x509.Name | None = None) -> bytes:
    """A certificate with those extensions."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = subject or x509.Name([x509.NameAttribute(x509.ObjectIdentifier("2.5.4.3"), "hub")])
    builder = x509.CertificateBuilder(subject_name=name, issuer_name=name, public_key=key.public_key())
    builder = builder.serial_number(0xBEEF)
    builder = builder.not_valid_before(datetime(2026, 2, 3, tzinfo=UTC)).not_valid_after(
        datetime(2027, 4, 5, tzinfo=UTC)
    )
    for extension in extensions:
        builder = builder.add_extension(extension, critical=False)
    return Made(builder.sign(key, SHA384()), key).pem


def read(data: bytes) -> Certificate:
    """The one certificate in it."""
    (found,) = read_certificates(data, "hub", "x")
    return found


@pytest.mark.parametrize("number", NAMES)
def test_every_part_of_a_name_is_called_as_ios_calls_it(number: str) -> None:
    """A certificate map compares `subject-name co ou = FlexVPN`: the part must have the router's own word."""
    value = "DE" if number == "2.5.4.6" else "value"
    subject = x509.Name([x509.NameAttribute(x509.ObjectIdentifier(number), value)])

    assert read(certificate(subject=subject)).subject == (f"{NAMES[number]}={value}",)


@pytest.mark.parametrize("number", USES)
def test_every_extended_use_is_called_as_ios_calls_it(number: str) -> None:
    """What a certificate is for is the same in PEM and on the router's terminal."""
    assert read(certificate(x509.ExtendedKeyUsage([x509.ObjectIdentifier(number)]))).eku == (USES[number],)


@pytest.mark.parametrize("use", KEY_USES)
def test_every_key_use_is_read(use: str) -> None:
    """One bit, one use, from the certificate and from the number that a router prints."""
    unused = dict.fromkeys((*KEY_USES, "encipher_only", "decipher_only"), False)
    bit = 0x80 >> list(KEY_USES).index(use)

    assert read(certificate(x509.KeyUsage(**{**unused, use: True}))).key_usage == (KEY_USES[use],)
    assert read(shown(f"X509v3 Key Usage: {bit:02X}000000")).key_usage == (KEY_USES[use],)


def test_where_it_is_looked_up_whether_it_was_revoked() -> None:
    """Every address of every list counts; a list that is named relative to its issuer has none."""
    issuer = x509.RelativeDistinguishedName([x509.NameAttribute(x509.ObjectIdentifier("2.5.4.3"), "list")])
    urls = [x509.UniformResourceIdentifier(f"http://ca.example.com/{name}.crl") for name in ("a", "b", "c")]
    points = (
        x509.DistributionPoint(urls[:2], None, None, None),
        x509.DistributionPoint(None, issuer, None, None),
        x509.DistributionPoint(urls[2:], None, None, None),
    )

    found = read(certificate(x509.CRLDistributionPoints(points)))
    assert found.revocation_lists == tuple(url.value for url in urls)


def test_names_beside_the_subject_are_read() -> None:
    """A name, a mail address and an address can be an identity of IKE; a URL can not."""
    names = (
        x509.DNSName("hub.example.com"),
        x509.RFC822Name("hub@example.com"),
        x509.IPAddress(ip_address("203.0.113.1")),
        x509.UniformResourceIdentifier("http://hub.example.com"),
    )

    found = read(certificate(x509.SubjectAlternativeName(names)))
    assert found.sans == ("hub.example.com", "hub@example.com", "203.0.113.1")


def test_which_key_it_is_of_and_which_key_signed_it() -> None:
    """The identifiers of both keys are read in the letters in which a router prints them."""
    own, signer = x509.SubjectKeyIdentifier(b"\xab\x01"), x509.AuthorityKeyIdentifier(b"\xcd\x02", None, None)
    found = read(certificate(own, signer))

    assert (found.key_id, found.authority_key_id) == ("AB01", "CD02")
    assert (found.serial, found.signature_hash) == ("BEEF", "sha384")
    assert (found.not_before, found.not_after) == (date(2026, 2, 3), date(2027, 4, 5))


def test_without_an_extension_nothing_is_known() -> None:
    """No key usage allows every use: that is another thing than a usage that names none."""
    found = read(certificate())

    assert (found.key_usage, found.eku, found.sans, found.revocation_lists) == (None, (), (), ())
    assert (found.key_id, found.authority_key_id, found.is_ca) == ("", "", False)


def test_a_key_that_ikev2_does_not_know_keeps_its_name() -> None:
    """A certificate with another kind of key is read, and judged by its name."""
    key = ed25519.Ed25519PrivateKey.generate()
    ca = authority("FlexVPN CA")
    builder = x509.CertificateBuilder(
        subject_name=ca.certificate.subject, issuer_name=ca.certificate.subject, public_key=key.public_key()
    )
    builder = builder.serial_number(1).not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
    signed = builder.not_valid_after(datetime(2027, 1, 1, tzinfo=UTC)).sign(ca.key, SHA384())

    found = read(Made(signed, ca.key).pem)
    assert (found.key_algorithm, found.key_bits) == ("ed25519", None)


def shown(*rows: str, head: str = "Certificate") -> bytes:
    """What a router prints of a certificate with those rows."""
    return "\n".join((head, "Certificate Serial Number (hex): 0BEEF", *(f"  {row}" for row in rows), "")).encode()


HEADINGS = (
    "Certificate Usage: General Purpose",
    "Version: 3",
    "Validity Date:",
    "start date: 23:09:23 IST Nov 17 2026",
    "end   date: 23:09:23 IST Nov 17 2029",
    "renew date: 05:33:23 IST Jul 28 2029",
    "Subject Key Info:",
    "Public Key Algorithm: rsaEncryption",
    "RSA Public Key: (2048 bit)",
    "EC Public Key:  (384 bit)",
    "Signature Algorithm: SHA256 with RSA Encryption",
    "Fingerprint MD5: 5C2556ED 55BA2D9C 47CE2668 B1927DF7",
    "Fingerprint SHA1: 42CD404B 43BF7AD0 AD516F90 565087D4 04277F15",
    "Fingerprint SHA256: 42CD404B",
    "X509v3 extensions:",
    "X509v3 Key Usage: A0000000",
    "X509v3 Subject Key ID: 6B466F52",
    "X509v3 Authority Key ID: 4773C5C3",
    "X509v3 Basic Constraints:",
    "X509v3 Certificate Policies:",
    "CA: TRUE",
    "Authority Info Access:",
    "Cert install time: 22:35:39 IST Nov 17 2026",
    "Associated Trustpoints: FlexServer",
    "Storage: nvram:FlexVPNCA#9.cer",
    "Key Label: FlexServer",
    "Key storage device: private config",
    "Status: Available",
)
"""The rows that a router prints beside the names and lists."""


@pytest.mark.parametrize("row", HEADINGS)
@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("Subject:", "cn=hub"),
        ("Issuer:", "cn=hub"),
        ("Extended Key Usage:", "Client Auth"),
        ("X509v3 Extended Key Usage:", "Any Extended Key Usage"),
        ("X509v3 Subject Alternative Name:", "hub.example.com"),
        ("CRL Distribution Points:", "http://ca.example.com/a.crl"),
    ],
)
def test_a_row_of_its_own_ends_the_list_before_it(row: str, heading: str, part: str) -> None:
    """What follows the next row is no part of a name or a list any more."""
    found = read(shown("X509v3 extensions:", heading, part, row, part))

    read_value = {
        "Subject:": found.subject,
        "Issuer:": found.issuer,
        "CRL Distribution Points:": found.revocation_lists,
        "X509v3 Subject Alternative Name:": found.sans,
    }.get(heading, found.eku)
    assert read_value == ({"Client Auth": "client auth", "Any Extended Key Usage": "any"}.get(part, part),)


def rows() -> Iterator[tuple[str, str, object]]:
    """Rows with what each is read as."""
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    for number, month in enumerate(months, 1):
        yield (f"start date: 23:09:23 IST {month} 7 2026", "not_before", date(2026, number, 7))
    yield ("end date: 23:09:23 UTC Feb 30 2026", "not_after", None)
    yield ("end date: whenever", "not_after", None)
    yield ("Public Key Algorithm: rsaEncryption", "key_algorithm", "rsa")
    yield ("Public Key Algorithm: ecEncryption", "key_algorithm", "ec")
    yield ("Public Key Algorithm: id-ecPublicKey", "key_algorithm", "ec")
    yield ("Public Key Algorithm: Ed25519", "key_algorithm", "ed25519")
    yield ("RSA Public Key: (4096 bit)", "key_bits", 4096)
    yield ("EC Public Key:  (521 bit)", "key_bits", 521)
    yield ("EC Public Key:  (none)", "key_bits", None)
    yield ("RSA Public Key: (1 bit)", "key_bits", 1)
    yield ("RSA Public Key: (65536 bit)", "key_bits", 65_536)
    yield ("RSA Public Key: (65537 bit)", "key_bits", None)
    yield ("Signature Algorithm: SHA-256 with RSA Encryption", "signature_hash", "sha256")
    yield ("X509v3 Key Usage: A0", "key_usage", ("digital signature", "key encipherment"))
    yield ("X509v3 Key Usage: none", "key_usage", None)
    yield ("X509v3 Subject Key ID: 6b46 6F52", "key_id", "6B466F52")
    yield ("X509v3 Authority Key ID: 4773C5C3", "authority_key_id", "4773C5C3")
    yield ("CA: TRUE", "is_ca", True)
    yield ("CA: FALSE", "is_ca", False)
    yield ("Associated Trustpoints: FLEX OLD", "trustpoints", ("FLEX", "OLD"))
    yield ("Fingerprint SHA256: 42cd 404B", "fingerprints", ("42CD404B",))
    yield ("Certificate Serial Number: 0x1F", "serial", "1F")


@pytest.mark.parametrize(("row", "field", "value"), list(rows()))
def test_each_row_of_the_router_is_read(row: str, field: str, value: object) -> None:
    """A value is taken from its row; where it is something else, nothing is known."""
    assert getattr(read(shown(row)), field) == value


@pytest.mark.parametrize(
    ("head", "count"),
    [
        ("Certificate", 1),
        ("CA Certificate", 1),
        ("Router Self-Signed Certificate", 1),
        ("CA Certificate (Rollover)", 1),
        ("RA Signature Certificate", 0),
        ("RA KeyEncipher Certificate", 0),
    ],
)
def test_the_certificates_of_a_registration_authority_are_left_out(head: str, count: int) -> None:
    """It signs for its CA what routers request, and proves no router."""
    both = shown("Status: Available") + shown("Status: Available", head=head)

    assert len(read_certificates(both, "hub", "x")) == 1 + count


def test_a_certificate_that_is_only_requested_is_none() -> None:
    """A router shows its request in the same form, with `Status: Pending`."""
    both = shown("Status: Available") + shown("Status: Pending")

    assert len(read_certificates(both, "hub", "x")) == 1
