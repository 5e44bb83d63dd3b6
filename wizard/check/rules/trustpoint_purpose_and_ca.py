"""Checks of trustpoints: one that is taken over, what a new one asks for, and the CA that is a router of the site."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from wizard.check.registry import Hit, check
from wizard.check.rules.trustpoint_settings import signing_trustpoints, used_trustpoints
from wizard.check.view.device import DeviceView, is_made, made, part
from wizard.check.view.site import SiteView
from wizard.ios.identity_matches import host
from wizard.ios.masking import quoted
from wizard.model.certificate import Holder
from wizard.model.configuration import Line
from wizard.model.finding import Severity
from wizard.model.ikev2 import Identity, IdentityKind, Trustpoint

_SIGNATURES = frozenset({"rsa-sig", "ecdsa-sig"})


@check(
    "PKI025",
    Severity.WARNING,
    why="The certificate gets what its trustpoint asks for. IOS seems not to compare it with the identity "
    "(unconfirmed); other peers do, and a certificate map does.",
    fix="Ask for the identity: `fqdn` or the common name for a name, the common name for a mail address, `ip-address` "
    "for an address, `subject-name` with its unit for a distinguished name. Nothing carries a key-id: "
    "send an FQDN, with a domain answered.",
    citation="flexvpn.md 1.10, 4.2 (unconfirmed)",
    question="subject",
)
def trustpoint_asks_for_the_identity(view: DeviceView) -> Iterator[Hit]:
    """A trustpoint whose certificate is not known yet asks for a certificate that carries what the router sends."""
    for profile in made(view.objects.profiles):
        trustpoint = view.trustpoint(profile)
        if (
            trustpoint is None
            or profile.local_authentication not in _SIGNATURES
            or view.presented_certificates(profile)
        ):
            continue
        identity = view.identity(profile, None)
        if not _is_asked_for(view, trustpoint, identity):
            message = f"Trustpoint {trustpoint.name} asks for no certificate that carries `{identity}`."
            several = f"Trustpoint {trustpoint.name} asks for no certificate that carries the identity."
            line = part(trustpoint, "subject-name")
            yield Hit(message=message, of_several=several, detail=f"{identity}", line=line)


def _is_asked_for(view: DeviceView, trustpoint: Trustpoint, identity: Identity) -> bool:
    value = identity.value.lower()
    match identity.kind:
        case IdentityKind.FQDN:
            return value in {*_common_names(trustpoint), *_host_names(view, trustpoint)}
        case IdentityKind.EMAIL:
            return value in _common_names(trustpoint)
        case IdentityKind.ADDRESS:
            return not value or value in {*_common_names(trustpoint), *_addresses(view, trustpoint)}
        case IdentityKind.DN:
            return bool(trustpoint.subject_name)
        case IdentityKind.KEY_ID:
            return False


def _common_names(trustpoint: Trustpoint) -> frozenset[str]:
    parts = (part.partition("=") for part in trustpoint.subject_name.lower().split(","))
    return frozenset(value.strip() for key, _, value in parts if key.strip() in {"cn", "e"})


def _host_names(view: DeviceView, trustpoint: Trustpoint) -> frozenset[str]:
    own = f"{view.facts.hostname}.{view.facts.domain}"
    asked = {trustpoint.fqdn or own, trustpoint.alternative_name} - {"none", ""}
    return frozenset(name.lower() for name in asked)


def _addresses(view: DeviceView, trustpoint: Trustpoint) -> frozenset[str]:
    of_interface = view.address_of(trustpoint.ip_address)
    return frozenset({str(of_interface.ip) if of_interface else trustpoint.ip_address})


@check(
    "PKI026",
    Severity.BLOCKER,
    why="A trustpoint that is taken over is as good as its certificates, and nobody has seen them. A certificate that "
    "is requested and not granted is none.",
    fix="Put what `show crypto pki certificates verbose` prints on the router into certificates/, or let it get a new "
    "trustpoint.",
    citation="flexvpn.md 4.4 item 4, 7",
    question="existing_trustpoint",
)
def trustpoint_that_is_taken_over_is_known(view: DeviceView) -> Iterator[Hit]:
    """The certificates of a trustpoint that FlexVPN takes over stand in the configuration or in certificates/."""
    signing = {trustpoint.name for trustpoint in signing_trustpoints(view)}
    proving = {trustpoint.name for profile in made(view.objects.profiles) for trustpoint in view.proving(profile)}
    serving = {text.split(" ")[0] for profile in view.baseline_objects.profiles for text in profile.trustpoints}
    for trustpoint in used_trustpoints(view):
        # One that proves the hub to other spokes is proved on the router, by a step before the change.
        if is_made(trustpoint.line) or trustpoint.name in serving:
            continue
        if trustpoint.name in signing and not view.certificates_of(trustpoint.name, Holder.ROUTER):
            message = f"The certificate of trustpoint {trustpoint.name}, which FlexVPN takes over, is not known."
            yield Hit(message=message, line=trustpoint.line)
        if trustpoint.name in proving and not view.certificates_of(trustpoint.name, Holder.CA):
            message = (
                f"The certificate of the CA of trustpoint {trustpoint.name}, which FlexVPN takes over, is not known."
            )
            yield Hit(message=message, line=trustpoint.line)


@check(
    "PKI030",
    Severity.BLOCKER,
    why="`sign` takes a trustpoint for the router's own certificate alone, `verify` for the other side's alone; two of "
    "one name are one trustpoint with one CA.",
    fix="Name one trustpoint without either word, or one with `sign` and one with `verify`.",
    citation="flexvpn.md 1.5, 4.2",
    question="peer_trustpoint",
)
def trustpoints_serve_both_directions(view: DeviceView) -> Iterator[Hit]:
    """An IKEv2 profile has one trustpoint to sign with where it signs, and one to verify with where its peer signs."""
    for profile in made(view.objects.profiles):
        uses = {text.partition(" ")[2] for text in profile.trustpoints}
        names = {text.partition(" ")[0] for text in profile.trustpoints}
        if len(names) < len(profile.trustpoints):
            message = f"IKEv2 profile {profile.name} names trustpoint {names.pop()} twice."
            yield Hit(message=message, line=part(profile, "pki trustpoint"))
        proved = any(method in _SIGNATURES for method in profile.remote_authentication)
        if profile.local_authentication in _SIGNATURES and uses == {"verify"}:
            message = f"IKEv2 profile {profile.name} names no trustpoint to sign with."
            yield Hit(message=message, line=part(profile, "pki trustpoint"))
        if proved and uses == {"sign"}:
            message = f"IKEv2 profile {profile.name} names no trustpoint to verify the other side with."
            yield Hit(message=message, line=part(profile, "pki trustpoint"))


@check(
    "PKI034",
    Severity.WARNING,
    why="A trustpoint reaches its CA and the revocation list through its own VRF. The global table of a router whose "
    "Internet interface is in a VRF leads there only through the LAN or a tunnel.",
    fix="Write `vrf` in the trustpoint. On one that is taken over it is a change of yours, by hand.",
    citation="flexvpn.md 1.10, 7 item 5",
    question="authority_vrf",
)
def authority_is_asked_where_the_tunnel_leaves(view: DeviceView) -> Iterator[Hit]:
    """A trustpoint that needs the network is in the VRF through which the tunnel leaves."""
    for profile in made(view.objects.profiles):
        if profile.match_fvrf in {"", "any"}:
            continue
        names = {text.partition(" ")[0] for text in profile.trustpoints}
        for trustpoint in used_trustpoints(view):
            asks = trustpoint.enrollment.startswith("url ") or trustpoint.revocation_check not in {"none", ""}
            if trustpoint.name in names and asks and trustpoint.vrf != profile.match_fvrf:
                where = f"VRF {trustpoint.vrf}" if trustpoint.vrf else "the global table"
                tunnel = f"the tunnel leaves in VRF {profile.match_fvrf}"
                message = f"Trustpoint {trustpoint.name} asks its CA in {where}; {tunnel}."
                yield Hit(message=message, line=part(trustpoint, "vrf"))


@check(
    "PKI032",
    Severity.WARNING,
    why="Whoever reaches a CA that grants by itself gets a certificate, and with it into the VPN. What the CA does not "
    "write into a certificate, no router can ask for.",
    fix="Write on the CA, shut down for it: `grant` without `auto`, `hash sha256`, `eku server-auth client-auth`; and "
    "`ip http server`, by which the routers reach it. ez2flex changes no CA.",
    citation="flexvpn.md 7; Cisco IOS PKI Configuration Guide, Certificate Server",
    question="enrollment",
)
def certificate_server_issues_what_flexvpn_needs(site: SiteView) -> Iterator[Hit]:
    """A CA that is a router of the site grants by hand, signs with SHA-256, and issues for both ends of a tunnel."""
    for view in site.devices:
        server = view.target.first("crypto pki server")
        if server is None or not any(_enrols_at(view, other) for other in site.devices):
            continue
        for message, line in _shortcomings(view, server):
            yield Hit(device=view.device, message=f"{message} {quoted(server.text)}.", line=line)


def _enrols_at(authority: DeviceView, view: DeviceView) -> bool:
    """Whether a new trustpoint of the router asks that one for its certificate."""
    own = {address.ip for _, address in authority.addresses}
    urls = (trustpoint.enrollment.removeprefix("url ") for trustpoint in made(tuple(used_trustpoints(view))))
    return any(host(urlsplit(url).hostname or "") in own for url in urls)


def _shortcomings(view: DeviceView, server: Line) -> Iterator[tuple[str, Line]]:
    if (grant := server.child("grant auto")) and "trustpoint" not in grant.text:
        yield "Every request is granted unseen by", grant
    if server.argument("hash") not in {"sha256", "sha384", "sha512"}:
        yield "No strong hash is stated for", server.child("hash") or server
    if not {"server-auth", "client-auth"} <= {word for eku in server.all("eku") for word in eku.text.split()}:
        yield "Certificates for server and client authentication are not issued by", server.child("eku") or server
    if view.target.exact("ip http server") is None:
        yield "No HTTP server answers for", server
