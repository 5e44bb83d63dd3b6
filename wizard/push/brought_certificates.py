"""The certificates that people brought for a router, and whether each may be given to it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from wizard.check.all_findings import findings
from wizard.model.certificate import Certificate, Holder
from wizard.model.ikev2 import Trustpoint
from wizard.model.plan import Plan
from wizard.parse.certificate_requests import holds_at, is_signed_by, public_key_of
from wizard.parse.certificates import certificates_of
from wizard.push.surroundings import Time
from wizard.sentence import Sentence
from wizard.site import names_of

_HEXADECIMAL = frozenset("0123456789ABCDEF")


def pinned(settings: Trustpoint) -> frozenset[str]:
    """The fingerprint that a trustpoint names, as a certificate has it; none where it names none."""
    named = "".join(word for word in settings.fingerprint.upper().split() if set(word) <= _HEXADECIMAL)
    return frozenset({named} if named else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What lies in the site for a router, and what was given besides."""

    plan: Plan
    device: str
    given: tuple[Certificate, ...] = ()

    def own(self) -> tuple[Certificate, ...]:
        """The router's own, the one that holds longest last."""
        own = [each for each in self._for_this_router() if each.holder is Holder.ROUTER]
        return tuple(sorted(own, key=lambda each: str(each.not_after)))

    def given_for_another(self, public_key: bytes) -> Iterator[Certificate]:
        """Those that lie there or were given for this router, and are for another key."""
        yield from (each for each in self.own() if public_key_of(each) != public_key)

    def authorities(self, settings: Trustpoint, others: frozenset[str]) -> tuple[Certificate, ...]:
        """Those that may be the trustpoint's CA; `others` are the fingerprints that other trustpoints name."""
        if named := pinned(settings):
            return _each_once(each for each in self._everyones() if named & set(each.fingerprints))
        found = _each_once(each for each in self._for_this_router() if not others & set(each.fingerprints))
        issued = tuple(each for each in found if any(is_signed_by(own, each) for own in self.own()))
        return issued or found

    def _for_this_router(self) -> Iterator[Certificate]:
        name = names_of(self.plan)[self.device].lower()
        yield from self.given
        yield from (each for each in self.plan.certificates if each.device.lower() == name and each.der)

    def _everyones(self) -> Iterator[Certificate]:
        """Whoever they were brought for: the fingerprint says which it is."""
        yield from self.given
        yield from self.plan.certificates
        for source in self.plan.sources:
            yield from certificates_of(source)


def _each_once(certificates: Iterator[Certificate]) -> tuple[Certificate, ...]:
    """The CAs among them."""
    found = {each.der: each for each in certificates if each.holder is Holder.CA and each.der}
    return tuple(found.values())


def why_not(
    plan: Plan, device: str, certificate: Certificate, authority: Certificate, time: Time
) -> Iterator[Sentence]:
    """Why a certificate is not given to the router, although it is for its key."""
    if not is_signed_by(certificate, authority):
        yield f"the {certificate.title} is not signed by the CA that the router has, {authority.title}"
    if not holds_at(certificate, time.now()):
        yield f"the {certificate.title} does not hold today: {certificate.not_before} to {certificate.not_after}"
    of_router = replace(certificate, device=names_of(plan)[device])
    others = (each for each in plan.certificates if each != certificate)
    blocking = findings(replace(plan, certificates=(*others, of_router)))
    for finding in blocking:
        if finding.blocks and finding.code in _OF_CERTIFICATES and finding.device == device:
            yield f"{finding.code}: {finding.message} {finding.fix}"


_OF_CERTIFICATES = frozenset({"PKI013", "PKI015", "PKI019", "PKI022"})
"""What a check says of a certificate that IKEv2 would not work with: its key, its use, who issued it."""
