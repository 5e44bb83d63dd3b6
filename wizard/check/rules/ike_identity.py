"""Checks of IKE identities: what each end sends, and which profile of the other end takes it."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from wizard.check.registry import Hit, check
from wizard.check.view.device import DeviceView, is_made, made, part
from wizard.check.view.site import PairView, SiteView
from wizard.ios.identity_matches import host, is_wildcard, network_of, overlap
from wizard.model.finding import Severity
from wizard.model.ikev2 import Identity, IdentityKind, Ikev2Profile

_PROFILES = "Cisco-IOS-XE-crypto.yang 17.18.1; flexvpn.md 1.5"


@check(
    "IDN001",
    Severity.BLOCKER,
    why="The hub chooses its profile by the identity that the spoke sends; else it answers AUTHENTICATION_FAILED.",
    fix="Add `match identity remote` for the spoke to the hub's profile, or change the spoke's identity.",
    citation=_PROFILES,
    question="hub_match",
)
def hub_takes_the_spoke(pair: PairView) -> Iterator[Hit]:
    """The identity that the spoke sends is taken by a profile of the hub."""
    if pair.spoke_profile and not pair.hub_profiles:
        message = f"No IKEv2 profile of {pair.hub.device} takes the identity `{pair.spoke_identity}`."
        several = f"No IKEv2 profile of {pair.hub.device} takes the identities."
        line = part(pair.spoke_profile, "identity local")
        yield Hit(message=message, of_several=several, detail=f"{pair.spoke_identity}", line=line)


@check(
    "IDN002",
    Severity.BLOCKER,
    why="Which of several fitting profiles IOS takes is not defined: the spoke may get the routes of another site.",
    fix="Narrow the matches, so that one profile is left.",
    citation=_PROFILES,
    question="hub_match",
)
def one_profile_takes_the_spoke(pair: PairView) -> Iterator[Hit]:
    """No second profile of the hub takes the identity of the spoke."""
    if len(pair.hub_profiles) > 1:
        names = ", ".join(profile.name for profile in pair.hub_profiles)
        message = f"The identity `{pair.spoke_identity}` is taken by several profiles of {pair.hub.device}: {names}."
        several = f"The identities are taken by several profiles of {pair.hub.device}: {names}."
        line = part(pair.spoke_profile, "identity local") if pair.spoke_profile else None
        yield Hit(message=message, of_several=several, detail=f"{pair.spoke_identity}", line=line)


@check(
    "IDN003",
    Severity.BLOCKER,
    why="The initiator checks the hub's identity too. Where it does not fit, the hub may believe the tunnel is up.",
    fix="Let `match identity remote` of the spoke name what the hub sends.",
    citation="captures on IOS-XE 26.02 (a published lab)",
)
def spoke_takes_the_hub(pair: PairView) -> Iterator[Hit]:
    """The identity that the hub sends is taken by the spoke's profile."""
    if pair.spoke_profile and pair.hub_profile and not pair.hub_is_taken:
        message = f"The spoke's profile does not take the hub's identity `{pair.hub_identity}`."
        yield Hit(message=message, line=part(pair.spoke_profile, "match identity remote"))


@check(
    "IDN004",
    Severity.WARNING,
    why="Such a profile takes every peer that IKEv2 brings, the new spokes and strangers included.",
    fix="Name the peers that it is meant for.",
    citation="flexvpn.md 1.5 rule 5",
)
def no_profile_takes_everybody(view: DeviceView) -> Iterator[Hit]:
    """No IKEv2 profile takes every identity or every address."""
    if not any(is_made(profile.line) for profile in view.objects.profiles):
        return
    for profile in view.objects.profiles:
        for match in profile.match:
            if is_wildcard(match):
                message = f"IKEv2 profile {profile.name} takes every peer: `match identity remote {match}`."
                yield Hit(message=message, line=part(profile, f"match identity remote {match}"))


@check(
    "IDN005",
    Severity.BLOCKER,
    why="The hub takes the second one for the first that reconnects, and the two throw each other out.",
    fix="Give each spoke an identity of its own.",
    citation="RFC 7296, 2.4 (INITIAL_CONTACT)",
    question="identity",
)
def spokes_have_identities_of_their_own(site: SiteView) -> Iterator[Hit]:
    """No two spokes send the same identity."""
    senders: dict[Identity, list[PairView]] = defaultdict(list)
    for pair in site.pairs:
        if pair.spoke_identity and pair.spoke_identity.value:
            senders[pair.spoke_identity].append(pair)
    for identity, pairs in senders.items():
        for pair in pairs[1:]:
            message = f"{pairs[0].spoke.device} and {pair.spoke.device} both send `{identity}`."
            line = part(pair.spoke_profile, "identity local") if pair.spoke_profile else None
            yield Hit(device=pair.spoke.device, message=message, line=line)


@check(
    "IDN006",
    Severity.BLOCKER,
    why="`match identity remote` cannot compare a distinguished name; a certificate map can.",
    fix="Add `crypto pki certificate map` and `match certificate`, or send an FQDN.",
    citation="Cisco EzVPN-NEM to FlexVPN Migration Guide (a comment in its configuration)",
)
def distinguished_name_meets_a_certificate_map(pair: PairView) -> Iterator[Hit]:
    """Who sends a distinguished name meets a profile with `match certificate` at the other end."""
    hub_maps = any(profile.match_certificate for profile in pair.hub.objects.profiles)
    spoke_maps = bool(pair.spoke_profile and pair.spoke_profile.match_certificate)
    sides = (
        (pair.spoke, pair.spoke_profile, pair.spoke_identity, hub_maps),
        (pair.hub, pair.hub_profile, pair.hub_identity, spoke_maps),
    )
    for view, profile, identity, other_has_map in sides:
        if profile and identity and identity.kind is IdentityKind.DN and not other_has_map:
            message = (
                f"{view.device} sends its distinguished name, and no profile of the other end matches certificates."
            )
            several = "The distinguished name is sent, and no profile of the other end matches certificates."
            line = part(profile, "identity local")
            yield Hit(device=view.device, message=message, of_several=several, line=line)


@check(
    "IDN007",
    Severity.WARNING,
    why="Whether IOS compares names regardless of case is unconfirmed.",
    fix="Write host names and domains in lower case on both ends.",
    citation="flexvpn.md 1.5 rule 7 (unconfirmed)",
    question="identity",
)
def names_are_in_lower_case(view: DeviceView) -> Iterator[Hit]:
    """Host names and domains in identities are in lower case."""
    named = {IdentityKind.FQDN, IdentityKind.EMAIL}
    for profile in made(view.objects.profiles):
        identity = profile.identity_local
        if identity and identity.kind in named and identity.value != identity.value.lower():
            yield Hit(message=f"`identity local {identity}` has capitals.", line=part(profile, "identity local"))
        for match in profile.match:
            if match.kind.value.split()[0] in named and match.value != match.value.lower():
                line = part(profile, f"match identity remote {match}")
                yield Hit(message=f"`match identity remote {match}` has capitals.", line=line)


@check(
    "IDN008",
    Severity.WARNING,
    why="Without it IOS sends the address with a key and the distinguished name with a certificate (unconfirmed); an "
    "address changes with DHCP or NAT.",
    fix="Write `identity local`.",
    citation="flexvpn.md 1.5 rule 3 (unconfirmed)",
    question="identity",
)
def identity_is_stated(view: DeviceView) -> Iterator[Hit]:
    """Every new IKEv2 profile states the identity that it sends."""
    for profile in made(view.objects.profiles):
        if profile.identity_local is None:
            yield Hit(message=f"IKEv2 profile {profile.name} has no `identity local`.", line=profile.line)


@check(
    "IDN009",
    Severity.BLOCKER,
    why="A distinguished name is that of a certificate, and with a pre-shared key there is none.",
    fix="Send an FQDN or a key-id.",
    citation="flexvpn.md 4.1",
    question="identity",
)
def distinguished_name_has_a_certificate(view: DeviceView) -> Iterator[Hit]:
    """A router that authenticates with a key does not send a distinguished name."""
    for profile in made(view.objects.profiles):
        sends_dn = profile.identity_local is not None and profile.identity_local.kind is IdentityKind.DN
        if sends_dn and profile.local_authentication == "pre-share":
            message = f"IKEv2 profile {profile.name} sends a distinguished name and authenticates with a key."
            yield Hit(message=message, line=part(profile, "identity local"))


@check(
    "IDN010",
    Severity.WARNING,
    why="Which of two fitting profiles IOS takes is not defined.",
    fix="Give each profile a domain or names of its own.",
    citation="flexvpn.md 1.5 rule 5",
    question="hub_match",
)
def profiles_do_not_overlap(view: DeviceView) -> Iterator[Hit]:
    """No new IKEv2 profile takes an identity that another profile takes too."""
    for one, other in combinations(view.objects.profiles, 2):
        if not (is_made(one.line) or is_made(other.line)) or one.match_fvrf != other.match_fvrf:
            continue
        if one.match_address_local == other.match_address_local and _overlap(one, other):
            message = f"IKEv2 profiles {one.name} and {other.name} take the same identities."
            yield Hit(message=message, line=part(other, "match identity remote"))


def _overlap(ikev2_profile: Ikev2Profile, other: Ikev2Profile) -> bool:
    return any(
        overlap(first, second)
        for first in ikev2_profile.match
        for second in other.match
        if not is_wildcard(first) and not is_wildcard(second)
    )


@check(
    "IDN011",
    Severity.WARNING,
    why="The address in the identity must be the one that the other end was told; DHCP gives another one tomorrow.",
    fix="Send an FQDN or a key-id.",
    citation="flexvpn.md 4.1",
    question="spoke_identity_kind",
)
def address_as_identity_is_fixed(pair: PairView) -> Iterator[Hit]:
    """A spoke that sends an address as its identity has that address on an interface."""
    identity, profile = pair.spoke_identity, pair.spoke_profile
    if profile is None or identity is None or identity.kind is not IdentityKind.ADDRESS:
        return
    own = {address.ip for _, address in pair.spoke.addresses}
    if host(identity.value) not in own or network_of(identity.value) is None:
        message = (
            f"The spoke sends the address {identity.value or 'of its tunnel source'}, which no interface has fixed."
        )
        yield Hit(message=message, line=part(profile, "identity local"))
