"""Checks of how each end of a tunnel proves the certificate of the other one."""

from collections.abc import Iterator
from ipaddress import IPv4Network
from typing import NamedTuple
from urllib.parse import urlsplit

from wizard.check.matching.certificate_maps import map_takes, refusals
from wizard.check.registry import Hit, check
from wizard.check.routes.announced_networks import hub_announces, spoke_announces
from wizard.check.view.device import DeviceView, made, part
from wizard.check.view.site import PairView
from wizard.data.private_networks import PRIVATE
from wizard.ios.host_table import address_of
from wizard.ios.masking import masked, quoted
from wizard.model.certificate import Certificate
from wizard.model.configuration import Line
from wizard.model.finding import Severity
from wizard.model.ikev2 import IdentityKind, Ikev2Profile, Trustpoint
from wizard.model.role import Role


class ProvingEnd(NamedTuple):
    """One end of a tunnel, and what it proves of the other."""

    view: DeviceView
    profile: Ikev2Profile
    other: DeviceView
    certificates: tuple[Certificate, ...]
    """Those that the other end shows, as far as known."""
    announced: tuple[IPv4Network, ...]
    """What the other end announces through the tunnel."""


def _proving_ends(pair: PairView) -> Iterator[ProvingEnd]:
    hub, spoke = pair.hub_profile, pair.spoke_profile
    if hub and spoke:
        yield ProvingEnd(pair.hub, hub, pair.spoke, pair.spoke.presented_certificates(spoke), spoke_announces(pair))
        yield ProvingEnd(pair.spoke, spoke, pair.hub, pair.hub.presented_certificates(hub), hub_announces(pair))


def _proving(end: ProvingEnd) -> tuple[Trustpoint, ...]:
    """The trustpoints by which a plan's profile proves the other end."""
    return end.view.proving(end.profile) if made((end.profile,)) else ()


def _lies_behind(end: ProvingEnd, url: str) -> bool:
    """Whether the host of a URL is in a private network that the other end announces, and not one's own."""
    address = address_of(urlsplit(url).hostname or "", (end.view.target, end.other.target))
    if address is None or not any(address in network for network in PRIVATE):
        return False
    connected = any(address in own.network for _, own in end.view.addresses)
    return not connected and any(address in network for network in end.announced if network.prefixlen)


@check(
    "PKI027",
    Severity.BLOCKER,
    why="With `match eku` the router refuses a certificate without that use.",
    fix="Let the CA issue the certificate for that use, or take the line out of the trustpoint by hand.",
    citation="flexvpn.md 7 item 2",
)
def certificate_has_the_use_that_is_demanded(pair: PairView) -> Iterator[Hit]:
    """A certificate has an extended key usage that the other end's trustpoint demands by `match eku`."""
    for end in _proving_ends(pair):
        for trustpoint in _proving(end):
            wanted = {word.replace("-", " ") for word in trustpoint.match_eku}
            for certificate in end.certificates if wanted else ():
                if certificate.eku is not None and "any" not in certificate.eku and not wanted & set(certificate.eku):
                    peer = end.other.device
                    message = f"Trustpoint {trustpoint.name} demands another use of {peer}'s {certificate.title}."
                    several = f"Trustpoint {trustpoint.name} demands another use of the other end's certificate."
                    line = part(trustpoint, "match eku")
                    yield Hit(device=end.view.device, message=message, of_several=several, detail=peer, line=line)


@check(
    "PKI028",
    Severity.BLOCKER,
    why="The profile is chosen by the certificate map alone, and IKEv2 ends where no map takes the certificate.",
    fix="Compare what the certificate has, or enrol anew with the subject that the map compares.",
    citation="flexvpn.md 1.10, 1.5 rule 4",
    question="certificate_unit",
)
def map_takes_the_certificate(pair: PairView) -> Iterator[Hit]:
    """A certificate that is known is taken by a certificate map of the profile which is meant for it."""
    profile = pair.spoke_profile
    if profile is None:
        return
    if not pair.hub_profiles:
        for meant in made(pair.hub.objects.profiles):
            yield from _not_taken(pair.hub, meant, pair.spoke.device, pair.spoke.presented_certificates(profile))
    if pair.hub_profile and not pair.hub_is_taken and made((profile,)):
        yield from _not_taken(pair.spoke, profile, pair.hub.device, pair.hub.presented_certificates(pair.hub_profile))


def _not_taken(
    view: DeviceView, profile: Ikev2Profile, other: str, presented: tuple[Certificate, ...]
) -> Iterator[Hit]:
    for name in profile.match_certificate:
        if not presented or map_takes(view.target, name, None, presented):
            continue
        for line in refusals(view.target, name, presented[0]):
            message = f"Certificate map {name} does not take {other}'s {presented[0].title}: {quoted(line.text)}."
            several = f"Certificate map {name} does not take the other end's certificate: {quoted(line.text)}."
            yield Hit(device=view.device, message=message, of_several=several, detail=other, line=line)


@check(
    "PKI029",
    Severity.BLOCKER,
    why="`revocation-check crl` alone refuses every certificate as long as the list cannot be fetched, and without the "
    "tunnel nobody can fetch it.",
    fix="Publish the list where the router reaches it outside the VPN, or write `revocation-check crl none`.",
    citation="flexvpn.md 7 item 5",
    question="revocation_check",
)
def revocation_list_is_reachable_outside(pair: PairView) -> Iterator[Hit]:
    """Where revoked certificates are looked up without exception, a list is named that lies outside of the tunnel."""
    for end in _proving_ends(pair):
        for trustpoint in _proving(end):
            words = trustpoint.revocation_check.split() or ["crl"]
            if "none" in words or "ocsp" in words:
                continue
            for certificate in end.certificates:
                if reason := _out_of_reach(end, trustpoint, certificate):
                    peer = end.other.device
                    message = f"{reason} {peer}'s {certificate.title}; trustpoint {trustpoint.name} insists on it."
                    line = part(trustpoint, "revocation-check")
                    several = f"{reason} the other end's certificate; trustpoint {trustpoint.name} insists on it."
                    yield Hit(device=end.view.device, message=message, of_several=several, detail=peer, line=line)


def _out_of_reach(end: ProvingEnd, trustpoint: Trustpoint, certificate: Certificate) -> str:
    if certificate.revocation_lists:
        behind = all(_lies_behind(end, url) for url in certificate.revocation_lists)
        return (
            f"Only the tunnel leads to {masked(certificate.revocation_lists[0])}, the revocation list of"
            if behind
            else ""
        )
    # Without `verbose` it is not known whether a certificate names a list; by SCEP the CA itself can be asked.
    told = certificate.eku is not None and not trustpoint.enrollment.startswith("url ")
    return "No place of a revocation list is named in" if told else ""


@check(
    "PKI031",
    Severity.WARNING,
    why="EzVPN leads to the CA today, and the tunnel will as long as the certificate is valid. Once it has run out, "
    "neither comes back by itself.",
    fix="Renew while the tunnel is up, by `auto-enroll` (the question auto_enroll); or enrol with a CA that is "
    "reachable outside the VPN, or note the day on which the certificate ends.",
    citation="flexvpn.md 7 item 5",
    question="enrollment_url",
)
def authority_is_reachable_outside(pair: PairView) -> Iterator[Hit]:
    """A new trustpoint whose CA is behind the tunnel renews its certificate by itself while the tunnel is up."""
    for end in _proving_ends(pair):
        for trustpoint in made(end.view.objects.trustpoints):
            renews = trustpoint.line is not None and trustpoint.line.child("auto-enroll") is not None
            if _asks_through_it(end, trustpoint) and not renews:
                message = f"Only the tunnel leads to the CA of trustpoint {trustpoint.name}, and it renews nothing."
                yield Hit(device=end.view.device, message=message, line=part(trustpoint, "enrollment url"))


def _asks_through_it(end: ProvingEnd, trustpoint: Trustpoint) -> bool:
    """Whether it asks a CA behind the tunnel from where the tunnel takes the question; PKI044 is of the others."""
    is_sourced = trustpoint.source_interface or trustpoint.vrf or end.view.role is Role.HUB
    return bool(is_sourced) and _lies_behind(end, trustpoint.enrollment.removeprefix("url "))


@check(
    "PKI033",
    Severity.BLOCKER,
    why="With EAP the spoke has nothing but the hub's certificate to know the hub by; clients insist on its use and "
    "its name.",
    fix="Let the CA issue the hub's certificate for serverAuth, with the hub's identity in it.",
    citation="flexvpn.md 7 item 2, 4.3",
)
def hub_is_known_by_its_certificate_with_eap(pair: PairView) -> Iterator[Hit]:
    """Where spokes authenticate by EAP, the hub's certificate is for serverAuth and carries the hub's identity."""
    profile, identity = pair.hub_profile, pair.hub_identity
    if profile is None or identity is None or not made((profile,)):
        return
    if not any(method.startswith("eap") for method in profile.remote_authentication):
        return
    named = identity.kind in {IdentityKind.FQDN, IdentityKind.EMAIL}
    for certificate in pair.hub.presented_certificates(profile):
        if certificate.eku is not None and not {"server auth", "any"} & set(certificate.eku):
            yield _of_hub(pair, f"The {certificate.title} is not for serverAuth.", certificate.line)
        if named and identity.value.lower() not in certificate.names:
            yield _of_hub(pair, f"The {certificate.title} does not carry {identity.value}.", certificate.line)


def _of_hub(pair: PairView, message: str, line: Line | None) -> Hit:
    return Hit(device=pair.hub.device, message=message, line=line)
