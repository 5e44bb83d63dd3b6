"""Certificates are read from every form in which an engineer has them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.certificates import authority, router
from wizard.errors import SourceError
from wizard.model.certificate import Holder
from wizard.parse.certificates import certificates_of, held_certificates, read_certificates
from wizard.parse.sources import read_source

HUB = router("hub.example.com", key_bits=2048)
CA = authority("FlexVPN CA")


def chain(*certificates: str) -> bytes:
    """A configuration that holds those certificates."""
    return "\n".join(("hostname hub", "crypto pki certificate chain FLEX", *certificates, "end", "")).encode()


def test_a_pem_bundle_gives_each_certificate() -> None:
    """A file with the router's certificate and that of its CA gives both, told apart by what they may do."""
    own, ca = read_certificates(HUB.pem + CA.pem, "hub", "certificates/hub.pem")

    assert own.holder is Holder.ROUTER
    assert own.subject == ("hostname=hub.example.com", "cn=hub.example.com", "ou=FlexVPN")
    assert own.issuer == ("cn=FlexVPN CA", "o=Example")
    assert own.serial == "A1B"
    assert (own.not_before, own.not_after) == (date(2026, 1, 1), date(2046, 1, 1))
    assert (own.key_algorithm, own.key_bits, own.signature_hash) == ("rsa", 2048, "sha256")
    assert own.key_usage == ("digital signature", "key encipherment")
    assert own.eku == ("client auth", "server auth")
    assert own.sans == ("hub.example.com", "203.0.113.1")
    assert not own.is_ca
    assert own.is_issued_by(ca)
    assert (ca.holder, ca.is_ca, ca.key_usage, ca.eku) == (Holder.CA, True, None, ())
    assert (ca.key_algorithm, ca.key_bits, ca.is_self_signed) == ("ec", 256, True)
    assert [len(fingerprint) for fingerprint in ca.fingerprints] == [32, 40, 64]


def test_der_and_an_excerpt_of_a_configuration_give_the_same() -> None:
    """The form changes nothing but where it was read and for which trustpoint."""
    (pem,) = read_certificates(HUB.pem, "hub", "x")
    (der,) = read_certificates(HUB.der, "hub", "x")
    (rows,) = read_certificates(chain(HUB.rows("certificate 0A1B")), "hub", "x")

    assert der == pem
    assert rows.trustpoints == ("FLEX",)
    assert (rows.fingerprints, rows.origin, rows.device) == (pem.fingerprints, "x", "hub")


def test_the_chain_of_a_configuration_is_read() -> None:
    """Below `crypto pki certificate chain` the word `ca` says whose certificate it is."""
    rows = (HUB.rows("certificate 0A1B"), CA.rows("certificate ca 0A1B"), " certificate ca 02 nvram:CA#2CA.cer")
    source = read_source(chain(*rows), "hub.cfg")

    own, ca = certificates_of(source)
    assert (own.holder, own.trustpoints, own.origin) == (Holder.ROUTER, ("FLEX",), "line 3")
    assert (ca.holder, ca.trustpoints, ca.device) == (Holder.CA, ("FLEX",), "hub")
    assert held_certificates(source.configuration, "hub", "OTHER") == ()


def test_the_certificates_of_a_registration_authority_are_nobodys() -> None:
    """A router keeps two of them beside that of the CA where it enrolled by SCEP."""
    rows = (HUB.rows("certificate ra-sign 0C"), HUB.rows("certificate ra-encrypt 0D"), CA.rows("certificate ca 02"))
    source = read_source(chain(*rows), "hub.cfg")

    assert [certificate.holder for certificate in certificates_of(source)] == [Holder.CA]


def test_a_chain_that_is_no_certificate_is_told_apart() -> None:
    """Rows that were cut or changed stand as unreadable, and keep nothing else from being read."""
    source = read_source(
        chain(" certificate 01\n  30820343 3082022B A0030201\n  \tquit", CA.rows("certificate ca 02")), "x"
    )

    assert [
        (held_certificate.line.text, held_certificate.certificate is None)
        for held_certificate in held_certificates(source.configuration, "hub")
    ] == [
        ("certificate 01", True),
        ("certificate ca 02", False),
    ]
    assert len(certificates_of(source)) == 1


def test_the_text_of_the_router_is_read(configs: Path) -> None:
    """What `show crypto pki certificates verbose` prints gives what PEM would, and the trustpoints besides."""
    data = (configs / "certificates" / "show-verbose.txt").read_bytes()

    own, ca = read_certificates(data, "flexserver", "certificates/flexserver.txt")
    assert own.holder is Holder.ROUTER
    assert own.subject == ("hostname=flexserver.example.com", "cn=flexserver.example.com", "ou=FlexVPN")
    assert own.serial == "9"
    assert (own.not_before, own.not_after) == (date(2026, 11, 17), date(2029, 11, 17))
    assert (own.key_algorithm, own.key_bits, own.signature_hash) == ("rsa", 2048, "sha256")
    assert own.key_usage == ("digital signature", "key encipherment")
    assert own.eku == ("client auth", "server auth")
    assert own.sans == ("flexserver.example.com", "203.0.113.1")
    assert own.trustpoints == ("FlexServer",)
    assert own.fingerprints[0] == "5C2556ED55BA2D9C47CE2668B1927DF7"
    assert own.is_issued_by(ca)
    assert (ca.holder, ca.is_ca, ca.eku) == (Holder.CA, True, ())
    assert (ca.key_algorithm, ca.key_bits, ca.signature_hash) == ("ec", 384, "sha384")
    assert ca.key_usage == ("digital signature", "key cert sign", "crl signature")
    assert ca.trustpoints == ("FlexServer", "OldServer")


def test_what_the_short_text_does_not_say_stays_unknown(configs: Path) -> None:
    """Without `verbose` the router tells names and dates, and nothing is made up for the rest."""
    (own,) = read_certificates((configs / "certificates" / "show-short.txt").read_bytes(), "R15", "x")

    assert (own.subject, own.issuer, own.serial) == (("hostname=R15", "cn=R15"), ("cn=R14CA",), "15")
    assert own.not_after == date(2027, 11, 14)
    assert (own.key_bits, own.key_usage, own.eku, own.signature_hash) == (None, None, None, "")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (HUB.private_pem + HUB.pem, "private key"),
        (HUB.pem.replace(b"MII", b"AAA", 1), "cannot be read"),
        (HUB.der[:200], "cannot be read"),
        (b"hostname hub\n", "no certificate"),
        (b"", "no certificate"),
        (chain(" certificate 01\n  30820343 3082022B\n  \tquit"), "cannot be read"),
    ],
    ids=["a private key", "broken PEM", "broken DER", "a configuration", "empty", "a broken chain"],
)
def test_a_file_that_gives_no_certificate_says_why(data: bytes, words: str) -> None:
    """The place stands first, then what is wrong; a private key is refused, whatever else is there."""
    with pytest.raises(SourceError, match=words) as caught:
        read_certificates(data, "hub", "certificates/hub.pem")

    assert str(caught.value).startswith("certificates/hub.pem: ")
    assert caught.value.hint


def test_the_same_name_in_another_order_is_the_same_authority() -> None:
    """Routers and libraries print a name in different orders and letter cases; another key is another authority."""
    ((own,), (ca,)) = (read_certificates(certificate.pem, "hub", "x") for certificate in (HUB, CA))
    other = read_certificates(authority("Other CA").pem, "hub", "x")[0]

    assert own.is_issued_by(replace(ca, subject=("O=Example", "CN=flexvpn ca")))
    assert not own.is_issued_by(other)
    assert not own.is_issued_by(replace(ca, key_id=other.key_id))
