"""Whether a certificate leads to an authority that its peer trusts."""

from wizard.check.ikev2.presented_certificates import is_trusted
from wizard.model.certificate import Certificate, Holder


def certificate(name: str, issuer: str, holder: Holder = Holder.CA) -> Certificate:
    """A certificate of that name."""
    return Certificate(device="hub", origin="x", holder=holder, subject=(f"cn={name}",), issuer=(f"cn={issuer}",))


ROOT = certificate("root", "root")
REGION = certificate("region", "root")
TOWN = certificate("town", "region")
OTHER = certificate("other", "other")
SPOKE = certificate("spoke", "town", Holder.ROUTER)


def test_the_authority_that_issued_it_is_enough() -> None:
    """A peer may trust a subordinate authority without knowing the one above it."""
    assert is_trusted((SPOKE,), (TOWN,), ())


def test_an_authority_above_is_reached_over_those_that_are_known() -> None:
    """Whoever trusts the root alone needs each certificate between, from whichever side it comes."""
    assert is_trusted((SPOKE,), (ROOT,), (TOWN, REGION))
    assert is_trusted((SPOKE,), (REGION,), (TOWN,))
    assert not is_trusted((SPOKE,), (ROOT,), (TOWN,))
    assert not is_trusted((SPOKE,), (ROOT,), ())


def test_another_authority_proves_nothing() -> None:
    """Not even beside the whole way to the right one."""
    assert not is_trusted((SPOKE,), (OTHER,), (TOWN, REGION, ROOT))


def test_an_authority_that_shall_issue_it_is_trusted_as_itself() -> None:
    """Before enrolment a router has the certificate of its authority alone, which need not be its own issuer."""
    assert is_trusted((TOWN,), (TOWN,), ())
    assert is_trusted((ROOT,), (ROOT,), ())
    assert not is_trusted((TOWN,), (OTHER,), ())


def test_a_router_is_no_authority() -> None:
    """A certificate of the same name that belongs to a router is not the authority."""
    own = certificate("town", "nobody", Holder.ROUTER)

    assert not is_trusted((own,), (TOWN,), ())


def test_where_nothing_is_known_nothing_is_refused() -> None:
    """Certificates come with enrolment; until then nobody can say that they fail."""
    assert is_trusted((), (TOWN,), ())
    assert is_trusted((SPOKE,), (), ())
