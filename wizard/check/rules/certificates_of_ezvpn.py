"""Checks of the certificates by which EzVPN itself is let in, until the cut-over and behind a way back."""

from collections.abc import Iterator
from datetime import timedelta

from wizard.check.registry import Hit, check
from wizard.check.rules.certificate_contents import judged_certificates
from wizard.check.view.device import DeviceView
from wizard.model.certificate import Certificate, Holder
from wizard.model.finding import Severity
from wizard.model.role import Role

_SOON = timedelta(days=60)


def _trustpoints(view: DeviceView) -> Iterator[str]:
    """Those that the server's profiles name; of a spoke without a group's key, every one that it has."""
    if view.role is Role.SPOKE:
        if any(not client.group for client in view.moving_clients):
            yield from (trustpoint.name for trustpoint in view.baseline_objects.trustpoints)
        return
    for profile in view.baseline.all("crypto isakmp profile"):
        if name := profile.argument("ca trust-point"):
            yield name


def _certificates(view: DeviceView) -> dict[Certificate, None]:
    """The router's own, each once; those that FlexVPN shows, too, are judged there."""
    found = (
        certificate
        for name in _trustpoints(view)
        for certificate in view.certificates_of(name, Holder.ROUTER)
        if certificate.issuer != certificate.subject
    )
    return dict.fromkeys(certificate for certificate in found if certificate not in judged_certificates(view))


@check(
    "PKI047",
    Severity.WARNING,
    why="EzVPN carries the site until the cut-over, and again behind a way back: not with an expired certificate.",
    fix="Move the site before that day, and keep no way back open beyond it; or renew the certificate.",
    citation="RFC 5280 6.1.3; ezvpn.md 1",
)
def certificate_of_ezvpn_lasts(view: DeviceView) -> Iterator[Hit]:
    """Every certificate by which EzVPN is let in lasts for 60 days and more."""
    for certificate in _certificates(view):
        if view.read_on and certificate.not_after and certificate.not_after < view.read_on + _SOON:
            days = (certificate.not_after - view.read_on).days
            ends = (
                f"expires on {certificate.not_after}, in {days} days"
                if days >= 0
                else f"expired on {certificate.not_after}"
            )
            yield Hit(message=f"EzVPN stands on the {certificate.title}, which {ends}.", line=certificate.line)
