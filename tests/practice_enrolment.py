"""The person and the CA between two stages: each trustpoint that a stage brought gets its certificates."""

from collections.abc import Iterable
from functools import cache

from cryptography import x509

from tests.practice_routers import router
from wizard.practice import PracticeRouter
from wizard.practice.pki.authority import PracticeAuthority
from wizard.practice.pki.certificates import certificate_of, request
from wizard.practice.pki.trustpoints import keep, new_key, trustpoints


@cache
def _certificates() -> tuple[x509.Certificate, x509.Certificate]:
    """A CA's, and one that it gave; the names in it are those of nobody, and no judge asks for them."""
    authority = PracticeAuthority()
    pair = new_key(router(), "FLEX", 2048)
    own = certificate_of(authority.issue(request(pair, "CN=r1", "r1.example.com")).splitlines())
    assert own
    return authority.certificate, own


def names_of_trustpoints(practice: PracticeRouter) -> frozenset[str]:
    """Those that a router has."""
    return frozenset(point.name for point in trustpoints(practice))


def bring_certificates(practice: PracticeRouter, *, besides: Iterable[str] = ()) -> None:
    """Every trustpoint but those gets the certificate of a CA, and one of its own."""
    authority, own = _certificates()
    for point in trustpoints(practice):
        if point.name not in besides and point.authority is None:
            keep(practice, point.name, authority, of_authority=True)
        if point.name not in besides and point.own is None:
            keep(practice, point.name, own, of_authority=False)
