"""The dialogues by which a router gets its certificates: rows where it calls for them, and its questions."""

import hashlib

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from tests.practice_routers import SMALL, router
from tests.test_practice_pki import AUTHORITY, OTHER, TRUSTPOINT
from tests.test_router_session import at, scripted
from wizard.errors import ConnectionLost, Refused, Surprise
from wizard.practice import PracticeRouter
from wizard.practice.pki.authority import PracticeAuthority
from wizard.session.listed_questions import are_known
from wizard.session.router_session import Login

AUTHENTICATE, ENROLL, IMPORT = (
    "crypto pki authenticate FLEX",
    "crypto pki enroll FLEX",
    "crypto pki import FLEX certificate",
)


def fingerprints(authority: PracticeAuthority) -> frozenset[str]:
    """Those of its certificate."""
    der = authority.certificate.public_bytes(Encoding.DER)
    return frozenset(hashlib.new(name, der).hexdigest().upper() for name in ("md5", "sha1", "sha256"))


def with_key(lines: str = TRUSTPOINT) -> tuple[PracticeRouter, Login]:
    """A session in configuration mode of a router with a trustpoint and its key."""
    practice = router(SMALL.replace("end\n", lines))
    session = at(practice)
    session.configure()
    session.send("crypto key generate rsa modulus 2048 label FLEX")
    return practice, session


def rows_of(pem: str) -> list[str]:
    """As they are typed."""
    return pem.splitlines()


def requested(session: Login) -> str:
    """What the router printed as its request."""
    session.paste(AUTHENTICATE, rows_of(AUTHORITY.pem), fingerprints(AUTHORITY))
    rows = session.answered(ENROLL)
    begins, ends = rows.index("Certificate Request follows:"), rows.index("---End - This line not part of the" + _REST)
    return "\n".join(rows[begins + 1 : ends])


_REST = " certificate request---"


def test_a_router_gets_its_certificates() -> None:
    """The CA's, a request, and the certificate that was made of it."""
    practice, session = with_key()
    request = requested(session)
    session.paste(IMPORT, rows_of(AUTHORITY.issue(request)))
    session.end()

    assert practice.running.count("\n certificate ") == 2
    assert session.show("show clock")


def test_a_request_names_neither_serial_number_nor_address() -> None:
    """Where the trustpoint leaves it open, the router asks, and no is said."""
    practice, session = with_key(TRUSTPOINT.replace(" serial-number none\n ip-address none\n", ""))
    assert requested(session)
    assert practice.state.requested == ("FLEX",)


def test_another_certificate_than_the_known_one_is_not_accepted() -> None:
    """The question whether it is right is then on no list."""
    practice, session = with_key()
    with pytest.raises(Surprise, match="asks what is on no list"):
        session.paste(AUTHENTICATE, rows_of(OTHER.pem), fingerprints(AUTHORITY))
    session.recover()

    assert "certificate ca" not in practice.running


def test_a_certificate_that_does_not_fit_is_refused() -> None:
    """And the session goes on."""
    practice, session = with_key()
    request = requested(session)
    with pytest.raises(Refused, match="is rejected"):
        session.paste(IMPORT, rows_of(OTHER.issue(request)))

    assert practice.running.count("\n certificate ") == 1
    session.end()


@pytest.mark.parametrize("line", [AUTHENTICATE, IMPORT])
def test_no_row_is_typed_where_the_router_does_not_call_for_it(line: str) -> None:
    """As a command it would be obeyed."""
    wire, session = scripted({line: b"% CA server trustpoint is not known\r\n"})
    session.configure()
    with pytest.raises(Refused):
        session.paste(line, rows_of(AUTHORITY.pem))

    assert wire.typed[-1].decode() == line


def test_nothing_is_typed_behind_a_row_that_is_not_given_back() -> None:
    """A router that gave the dialogue up would obey the next one."""
    practice, session = with_key()
    practice.suffer(f"at {rows_of(AUTHORITY.pem)[2][:20]!r} before-echo drop".replace("'", '"'))
    with pytest.raises((ConnectionLost, Surprise)):
        session.paste(AUTHENTICATE, rows_of(AUTHORITY.pem))
    assert "certificate ca" not in practice.running


def test_a_certificate_is_known_by_more_than_its_md5() -> None:
    """MD5 alone tells none from another; and one that differs is enough."""
    md5, sha1, other = "A" * 32, "B" * 40, "C" * 40
    shown = "Fingerprint MD5: AAAAAAAA AAAAAAAA AAAAAAAA AAAAAAAA\n"
    row = "Fingerprint SHA1: BBBBBBBB BBBBBBBB BBBBBBBB BBBBBBBB BBBBBBBB\n"

    assert are_known(shown + row, {md5, sha1})
    assert are_known(shown + row, {sha1})
    assert not are_known(shown, {md5, sha1})
    assert not are_known(shown + row, {md5, other})
    assert not are_known(shown + row, set())
