"""The certificates of a rehearsal: like those that the routers have or will ask for, and good for nothing else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from wizard.model.certificate import Certificate, Holder
from wizard.rehearse.read_configuration import read_router
from wizard.rehearse.router_objects import Trustpoint
from wizard.rehearse.stand_ins import StandIn
from wizard.rehearse.throwaway_certificates import SITE_CA, Authority

TODAY = date(2027, 6, 1)


def trustpoint(lines: str = "") -> Trustpoint:
    """A trustpoint with these lines below it."""
    found = read_router("spoke", f"crypto pki trustpoint FLEX\n subject-name CN=spoke.example.com\n{lines}").trustpoints
    return found["FLEX"]


def model(**facts: object) -> Certificate:
    """A certificate that the router shows."""
    names = {"subject": ("cn=spoke.example.com",), "issuer": ("cn=ca",), "device": "spoke", "origin": "spoke.txt"}
    return Certificate(**({"holder": Holder.ROUTER} | names | facts))  # type: ignore[arg-type]


def issued(point: Trustpoint, shown: Certificate | None = None) -> x509.Certificate:
    """What the authority of a rehearsal gives."""
    credential = Authority(today=TODAY).issue("spoke", point, shown, StandIn("fqdn:u1"), SITE_CA)
    return x509.load_pem_x509_certificate(credential.certificate)


def key_of(certificate: x509.Certificate) -> str:
    """`rsa 2048`, `ec 256`."""
    key = certificate.public_key()
    assert isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey)
    return f"{'rsa' if isinstance(key, rsa.RSAPublicKey) else 'ec'} {key.key_size}"


KEYS = {
    "": "rsa 2048",
    " rsakeypair FLEX 1024\n": "rsa 1024",
    " eckeypair FLEX\n": "ec 256",
}


@pytest.mark.parametrize("lines", KEYS)
def test_a_router_that_is_not_enrolled_gets_the_key_that_it_will_make(lines: str) -> None:
    """2048 bits of RSA, or a curve of 256, where the trustpoint says nothing more."""
    assert key_of(issued(trustpoint(lines))) == KEYS[lines]


SHOWN = {
    ("rsa", 1024): "rsa 1024",
    ("rsa", 512): "rsa 1024",
    ("ec", 384): "ec 384",
    ("ec", 521): "ec 521",
    ("ec", None): "ec 256",
    ("ec", 999): "ec 256",
}


@pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: f"{shown[0]} {shown[1]}")
def test_a_router_that_is_enrolled_gets_a_key_like_its_own(shown: tuple[str, int | None]) -> None:
    """Kind and size are those that it shows, as far as a library makes them."""
    algorithm, bits = shown

    assert key_of(issued(trustpoint(), model(key_algorithm=algorithm, key_bits=bits))) == SHOWN[shown]


def near(moment: datetime, days: int) -> bool:
    """Whether a moment is so many days from now, within the time that a test takes."""
    return abs(moment - (datetime.now(UTC) + timedelta(days=days))) < timedelta(minutes=5)


def test_dates_are_as_far_from_now_as_they_are_from_the_day_of_the_plan() -> None:
    """What is valid, expired or not yet valid on that day is so in the rehearsal."""
    valid = issued(trustpoint(), model(not_before=TODAY - timedelta(days=9), not_after=TODAY + timedelta(days=99)))
    expired = issued(trustpoint(), model(not_before=TODAY - timedelta(days=99), not_after=TODAY - timedelta(days=9)))
    early = issued(trustpoint(), model(not_before=TODAY + timedelta(days=9), not_after=TODAY + timedelta(days=99)))

    assert near(valid.not_valid_before_utc, -9)
    assert near(valid.not_valid_after_utc, 99)
    assert near(expired.not_valid_after_utc, -9)
    assert near(early.not_valid_before_utc, 9)


def test_without_dates_it_is_valid_for_some_weeks() -> None:
    """It begins before now, whatever the clocks say, and outlives the rehearsal."""
    made = issued(trustpoint())

    assert near(made.not_valid_before_utc, -1)
    assert near(made.not_valid_after_utc, 30)


def test_the_last_days_of_the_calendar_are_no_error() -> None:
    """A certificate that never ends, and one that ended before it began."""
    endless = issued(trustpoint(), model(not_before=date(1, 1, 1), not_after=date(9999, 12, 31)))
    reversed_ = issued(trustpoint(), model(not_before=TODAY, not_after=TODAY - timedelta(days=9)))

    assert endless.not_valid_after_utc.year == 9999
    assert endless.not_valid_before_utc == datetime(1970, 1, 1, tzinfo=UTC)
    assert reversed_.not_valid_before_utc == reversed_.not_valid_after_utc - timedelta(days=1)


def test_uses_are_those_of_the_model() -> None:
    """Nothing is allowed that the real one does not allow; where none is known, what IKE needs is."""
    plain = issued(trustpoint())
    narrow = issued(trustpoint(), model(key_usage=("digital signature",), eku=("client auth",)))
    silent = issued(trustpoint(), model(key_usage=None, eku=None))

    def eku(certificate: x509.Certificate) -> set[str]:
        found = [row.value for row in certificate.extensions if isinstance(row.value, x509.ExtendedKeyUsage)]
        return {oid._name for row in found for oid in row}

    def usage(certificate: x509.Certificate) -> tuple[bool, bool]:
        found = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        return found.digital_signature, found.key_encipherment

    assert (usage(plain), eku(plain)) == ((True, True), {"clientAuth", "serverAuth"})
    assert (usage(narrow), eku(narrow)) == ((True, False), {"clientAuth"})
    assert eku(silent) == set()
    with pytest.raises(x509.ExtensionNotFound):
        usage(silent)
