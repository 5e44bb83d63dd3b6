"""Checks of trustpoints and of who gets in with a certificate."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from wizard.check.registry import Hit, check
from wizard.check.routes.behind_tunnel import is_behind_tunnel
from wizard.check.view.device import DeviceView, made, part
from wizard.check.view.site import PairView
from wizard.ios.host_table import address_of
from wizard.model.finding import Severity
from wizard.model.ikev2 import MatchKind, Trustpoint
from wizard.model.release import Family, Release
from wizard.model.role import Role

_GUIDE = "Cisco EzVPN-NEM to FlexVPN Migration Guide"
_SHORTEST_KEY = 2048
_ELLIPTIC_SIZES = frozenset({256, 384, 521})
_PINNED = Release(family=Family.IOS_XE, major=26, minor=1)
"""From it on `% Trustpoint fingerprint must be supplied` (one set of lab notes, of 26.2: unconfirmed)."""
_STRONG_HASHES = frozenset({"sha256", "sha384", "sha512"})


def used_trustpoints(view: DeviceView) -> Iterator[Trustpoint]:
    """Those that a new IKEv2 profile names, new or not."""
    names = {text.split(" ")[0] for profile in made(view.objects.profiles) for text in profile.trustpoints}
    return (trustpoint for trustpoint in view.objects.trustpoints if trustpoint.name in names)


def signing_trustpoints(view: DeviceView) -> Iterator[Trustpoint]:
    """Those whose certificate the router shows; the others only prove the peer's."""
    profiles = [profile for profile in made(view.objects.profiles) if profile.local_authentication.endswith("-sig")]
    signing = [view.trustpoint(profile) for profile in profiles]
    return (trustpoint for trustpoint in used_trustpoints(view) if trustpoint in signing)


@check(
    "PKI001",
    Severity.WARNING,
    why="A stolen router gets in until its certificate expires. The guide's configurations are a lab's.",
    fix="Write `revocation-check crl none`: it refuses what the list names, and goes on where it is out of reach.",
    citation=_GUIDE,
    question="revocation_check",
)
def revocation_is_checked(view: DeviceView) -> Iterator[Hit]:
    """Every trustpoint that FlexVPN uses looks up revoked certificates."""
    for trustpoint in used_trustpoints(view):
        if trustpoint.revocation_check == "none":
            message = f"Trustpoint {trustpoint.name} takes revoked certificates."
            yield Hit(message=message, line=part(trustpoint, "revocation-check"))


@check(
    "PKI002",
    Severity.WARNING,
    why="Old releases make keys of 512 or 1024 bits unless told otherwise; the guide's certificates have 1024.",
    fix="Write the size behind the key's label.",
    citation=f"{_GUIDE} (its outputs); Cisco FN72511",
    question="key_size",
)
def key_size_is_stated(view: DeviceView) -> Iterator[Hit]:
    """Every new trustpoint whose certificate FlexVPN shows states the size of its RSA key."""
    for trustpoint in made(tuple(signing_trustpoints(view))):
        elliptic = trustpoint.line is not None and trustpoint.line.child("eckeypair") is not None
        if trustpoint.key_size is None and not elliptic:
            yield Hit(message=f"Trustpoint {trustpoint.name} states no key size.", line=part(trustpoint, "rsakeypair"))


@check(
    "PKI003",
    Severity.BLOCKER,
    why="Keys below 2048 bits can be broken, and newer releases refuse to make or use them.",
    fix="Make a key of 2048 bits or more.",
    citation="Cisco FN72511; Cisco Next Generation Cryptography, October 2015",
    question="key_size",
)
def key_is_long_enough(view: DeviceView) -> Iterator[Hit]:
    """No trustpoint whose certificate FlexVPN shows has an RSA key below 2048 bits."""
    for trustpoint in signing_trustpoints(view):
        if trustpoint.key_size and trustpoint.key_size < _SHORTEST_KEY and trustpoint.key_size not in _ELLIPTIC_SIZES:
            message = f"The key of trustpoint {trustpoint.name} has {trustpoint.key_size} bits."
            yield Hit(message=message, line=part(trustpoint, "rsakeypair"))


@check(
    "PKI004",
    Severity.WARNING,
    why="Old releases sign their request with MD5 or SHA-1; the guide's certificates say `MD5 with RSA`.",
    fix="Write `hash sha256`.",
    citation=f"{_GUIDE} (its outputs)",
    question="certificate_hash",
)
def hash_is_strong(view: DeviceView) -> Iterator[Hit]:
    """Every new trustpoint whose certificate FlexVPN shows signs its request with SHA-256 or better."""
    for trustpoint in made(tuple(signing_trustpoints(view))):
        if trustpoint.hash not in _STRONG_HASHES:
            message = f"Trustpoint {trustpoint.name} signs with {trustpoint.hash or 'what the release prefers'}."
            yield Hit(message=message, line=part(trustpoint, "hash"))


@check(
    "PKI005",
    Severity.WARNING,
    why="Without it the router asks a person whether to trust the CA; IOS-XE 26 refuses such a CA (unconfirmed).",
    fix="Write `fingerprint` with that of the CA's certificate; it may wait until the certificates are enrolled.",
    citation="push.md 0 item 9 (unconfirmed)",
    question="ca_fingerprint",
)
def ca_is_pinned(view: DeviceView) -> Iterator[Hit]:
    """Every new trustpoint that FlexVPN uses names the fingerprint of its CA."""
    for trustpoint in made(tuple(used_trustpoints(view))):
        if not trustpoint.fingerprint:
            refused = view.release is not None and view.release.is_at_least(_PINNED)
            then = f" {view.release} refuses to authenticate it without one." if refused else ""
            yield Hit(
                message=f"Trustpoint {trustpoint.name} names no fingerprint of its CA.{then}", line=trustpoint.line
            )


@check(
    "PKI006",
    Severity.NOTE,
    why="Somebody must paste request and certificate, now and at every renewal.",
    fix="Use SCEP where the CA answers the router by HTTP.",
    citation="flexvpn.md 7",
    question="enrollment",
)
def enrolment_runs_by_itself(view: DeviceView) -> Iterator[Hit]:
    """No new trustpoint whose certificate FlexVPN shows enrols by hand."""
    for trustpoint in made(tuple(signing_trustpoints(view))):
        if trustpoint.enrollment.startswith("terminal"):
            message = f"Trustpoint {trustpoint.name} enrols in the terminal."
            yield Hit(message=message, line=part(trustpoint, "enrollment"))


@check(
    "PKI007",
    Severity.WARNING,
    why="Every certificate of that CA gets in, a mail server's too, if its owner sends a name of the domain: IOS does "
    "not compare the identity with the certificate (unconfirmed).",
    fix="Name each spoke in `match identity remote`, or add a certificate map on the unit (OU=FlexVPN).",
    citation=f"{_GUIDE}; ezvpn.md 6 item 20",
    question="hub_match",
)
def certificate_alone_is_not_enough(view: DeviceView) -> Iterator[Hit]:
    """The hub does not take every name of a domain on the word of a certificate."""
    domains = {MatchKind.FQDN_DOMAIN, MatchKind.EMAIL_DOMAIN, MatchKind.ANY}
    for profile in made(view.objects.profiles) if view.role is Role.HUB else ():
        signed = any(method.endswith("-sig") for method in profile.remote_authentication)
        for match in profile.match:
            if signed and match.kind in domains and not profile.match_certificate:
                message = f"IKEv2 profile {profile.name} takes any certificate of the CA with `{match}`."
                yield Hit(message=message, line=part(profile, f"match identity remote {match}"))


@check(
    "PKI008",
    Severity.BLOCKER,
    why="`crypto key generate rsa ... label` makes the key of that label anew: the certificate of the other trustpoint "
    "no longer fits its key, or SSH shows another host key.",
    fix="Choose another name for the trustpoint; its key has the same.",
    citation="Cisco IOS Security Command Reference, crypto key generate rsa",
    question="name_trustpoint",
)
def key_label_is_free(view: DeviceView) -> Iterator[Hit]:
    """No new key takes the label of one that another trustpoint, SSH or a certificate server uses."""
    for trustpoint in made(tuple(signing_trustpoints(view))):
        label = trustpoint.key_label or trustpoint.name
        for other in view.baseline_objects.trustpoints:
            if other.name != trustpoint.name and other.key_label.lower() == label.lower():
                message = (
                    f"Trustpoint {other.name} has the key {label}, which trustpoint {trustpoint.name} would make anew."
                )
                yield Hit(message=message, line=part(other, "rsakeypair"))
        for command, owner in _KEY_OWNERS.items():
            for line in view.baseline.all(command):
                if line.text.split()[-1].lower() == label.lower():
                    message = f"{owner} has the key {label}, which trustpoint {trustpoint.name} would make anew."
                    yield Hit(message=message, line=line)


_KEY_OWNERS = {"ip ssh rsa keypair-name": "SSH", "crypto pki server": "The certificate server"}
"""What uses a key by its label, by the command that names it last."""


@check(
    "PKI044",
    Severity.BLOCKER,
    why="The router asks from its Internet address, which EzVPN does not protect: before the tunnel is up nobody "
    "answers, and without a certificate it never comes up.",
    fix="Add `source interface` with the LAN's interface to the trustpoint while EzVPN is up, enrol in the terminal, "
    "or make the CA reachable from outside.",
    citation="flexvpn.md 12",
    question="enrollment",
)
def ca_is_reached_without_the_tunnel(pair: PairView) -> Iterator[Hit]:
    """No new trustpoint of a spoke asks a CA behind the tunnel from the Internet address."""
    for trustpoint in made(tuple(used_trustpoints(pair.spoke))):
        ca = address_of(_host_of(trustpoint), (pair.spoke.target, pair.hub.target))
        sourced = trustpoint.line is not None and trustpoint.line.child("source interface") is not None
        if ca and not sourced and not trustpoint.vrf and is_behind_tunnel(pair, ca):
            message = f"Trustpoint {trustpoint.name} asks the CA {ca} behind the tunnel, from the Internet address."
            yield Hit(message=message, line=part(trustpoint, "enrollment"))


def _host_of(trustpoint: Trustpoint) -> str:
    """The host of `enrollment url`, "" of another kind of enrolment."""
    kind, _, url = trustpoint.enrollment.partition(" ")
    try:
        return (urlsplit(url).hostname or "") if kind == "url" else ""
    except ValueError:
        return ""
