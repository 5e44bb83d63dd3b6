"""Checks of how hub and spoke prove themselves: methods, keys, authorization."""

from collections import defaultdict
from collections.abc import Iterator

from wizard.check.ikev2.negotiation import authorizes, method_is_taken
from wizard.check.ikev2.preshared_keys import PRE_SHARE, KeysForPeer, hub_keys, spoke_keys
from wizard.check.registry import Hit, check
from wizard.check.view.device import DeviceView, made, part
from wizard.check.view.site import PairView, SiteView
from wizard.ios.identity_matches import is_wildcard_peer, peer_by_address
from wizard.model.finding import Severity
from wizard.model.ikev2 import IdentityKind, Ikev2Profile, KeyringPeer
from wizard.model.role import Role

_PROFILE = "flexvpn.md 1.5"
_EAP = "Cisco IOS-XE 17.x, Configuring the FlexVPN Client"


@check(
    "AUT001",
    Severity.BLOCKER,
    why="The hub refuses a method that its `authentication remote` lines do not name.",
    fix="Let `authentication remote` of the hub name the spoke's method.",
    citation=_PROFILE,
    question="spoke_authentication",
)
def hub_takes_the_spokes_method(pair: PairView) -> Iterator[Hit]:
    """The hub takes the method with which the spoke authenticates."""
    hub, spoke = pair.hub_profile, pair.spoke_profile
    if hub and spoke and not method_is_taken(spoke.local_authentication, hub.remote_authentication):
        takes = ", ".join(hub.remote_authentication) or "nothing"
        message = (
            f"The spoke authenticates with {spoke.local_authentication or 'nothing'}; {pair.hub.device} takes {takes}."
        )
        yield Hit(message=message, line=part(spoke, "authentication local"))


@check(
    "AUT002",
    Severity.BLOCKER,
    why="The spoke refuses a method that its `authentication remote` line does not name.",
    fix="Let `authentication remote` of the spoke name the hub's method.",
    citation=_PROFILE,
    question="hub_authentication",
)
def spoke_takes_the_hubs_method(pair: PairView) -> Iterator[Hit]:
    """The spoke takes the method with which the hub authenticates."""
    hub, spoke = pair.hub_profile, pair.spoke_profile
    if hub and spoke and not method_is_taken(hub.local_authentication, spoke.remote_authentication):
        takes = ", ".join(spoke.remote_authentication) or "nothing"
        message = (
            f"{pair.hub.device} authenticates with {hub.local_authentication or 'nothing'}; the spoke takes {takes}."
        )
        yield Hit(message=message, line=part(spoke, "authentication remote"))


def _both(pair: PairView) -> tuple[KeysForPeer, KeysForPeer]:
    return spoke_keys(pair), hub_keys(pair)


@check(
    "AUT003",
    Severity.BLOCKER,
    why="The spoke looks in its keyring for the address that it calls, the hub for the identity that it received.",
    fix="Add a peer with the key to that keyring.",
    citation="debug crypto ikev2 of Virtual XE 16.7.1; flexvpn.md 1.4",
    question="pre_shared_key",
)
def keys_are_found(pair: PairView) -> Iterator[Hit]:
    """Both ends find a pre-shared key for each direction that uses one."""
    profiles = pair.spoke_profile, pair.hub_profile
    for keys, view, profile, other in zip(_both(pair), (pair.spoke, pair.hub), profiles, profiles[::-1], strict=True):
        # A profile that takes several methods needs the key of one that the other end uses.
        proof = keys.remote if other is None or other.local_authentication == PRE_SHARE else None
        missing = [key for key in (keys.local, proof) if key and key.secret is None]
        if profile and missing and (profile.keyring or profile.local_key or profile.remote_key):
            message = f"Keyring {profile.keyring or '(none)'} has no key for {missing[0].peer}."
            yield Hit(device=view.device, message=message, line=part(profile, "keyring local"))


@check(
    "AUT004",
    Severity.BLOCKER,
    why="Each end proves itself with its local key, which must be the other's remote key, letter by letter.",
    fix="Enter the same key on both ends, `local` on one against `remote` on the other.",
    citation="flexvpn.md 1.4",
    question="pre_shared_key",
)
def keys_are_the_same(pair: PairView) -> Iterator[Hit]:
    """The key of each direction is the same on both ends."""
    spoke, hub = _both(pair)
    for mine, yours in ((spoke.local, hub.remote), (hub.local, spoke.remote)):
        if mine and yours and mine.secret and yours.secret and mine.differs(yours):
            message = f"The key from {mine.device} to {yours.device} differs at the two ends."
            several = (
                f"The key from {'spoke to hub' if mine is spoke.local else 'hub to spoke'} differs at the two ends."
            )
            line = spoke.local.line if spoke.local else (spoke.remote.line if spoke.remote else None)
            yield Hit(message=message, of_several=several, line=line)


@check(
    "AUT005",
    Severity.BLOCKER,
    why="Without a keyring there is no key to prove oneself with, or to check the other's.",
    fix="Add `keyring local` to the profile.",
    citation=_PROFILE,
)
def pre_share_has_a_keyring(view: DeviceView) -> Iterator[Hit]:
    """An IKEv2 profile that uses pre-shared keys names a keyring, or holds the key itself."""
    for profile in made(view.objects.profiles):
        uses_keys = "pre-share" in {profile.local_authentication, *profile.remote_authentication}
        if uses_keys and not (profile.keyring or profile.keyring_aaa or profile.local_key or profile.remote_key):
            message = f"IKEv2 profile {profile.name} uses pre-shared keys and names no keyring."
            yield Hit(message=message, line=profile.line)


@check(
    "AUT006",
    Severity.BLOCKER,
    why="Without one IOS takes whatever trustpoint it finds, or none (unconfirmed).",
    fix="Add `pki trustpoint` to the profile.",
    citation=_PROFILE,
)
def signature_has_a_trustpoint(view: DeviceView) -> Iterator[Hit]:
    """An IKEv2 profile that uses signatures names a trustpoint."""
    present = {profile.name for profile in view.baseline_objects.profiles}
    for profile in made(view.objects.profiles):
        remote = [method.endswith("-sig") for method in profile.remote_authentication]
        # A profile that stands may take signatures beside what these spokes use.
        signs = profile.local_authentication.endswith("-sig") or (all if profile.name in present else any)(remote)
        if signs and not profile.trustpoints:
            message = f"IKEv2 profile {profile.name} uses certificates and names no trustpoint."
            yield Hit(message=message, line=profile.line)


@check(
    "AUT007",
    Severity.BLOCKER,
    why="The word must be that of the peer's method: psk for pre-share, cert for signatures, eap for EAP. Else no "
    "authorization takes place, without a message: no address, no routes.",
    fix="Change the word in `aaa authorization group`.",
    citation="flexvpn.md 1.5 rule 10 (unconfirmed)",
)
def authorization_is_for_the_method(view: DeviceView) -> Iterator[Hit]:
    """`aaa authorization group` is for the method with which the peer authenticates."""
    for profile in made(view.objects.profiles):
        if profile.authorization and not authorizes(profile):
            methods = ", ".join(profile.remote_authentication) or "nothing"
            message = f"`aaa authorization group {profile.authorization.method}` does not fit a peer with {methods}."
            yield Hit(message=message, line=part(profile, "aaa authorization group"))


@check(
    "AUT008",
    Severity.WARNING,
    why="Whoever learns the key of one site can pose as any other.",
    fix="Give each spoke a peer with a key of its own, or use certificates.",
    citation="flexvpn.md 1.4",
    question="pre_shared_key",
)
def no_key_serves_everybody(view: DeviceView) -> Iterator[Hit]:
    """No keyring peer stands for every address or for a whole domain."""
    for keyring in made(view.objects.keyrings):
        for peer in keyring.peers:
            if is_wildcard_peer(peer):
                message = f"Peer {peer.name} of keyring {keyring.name} is a wildcard: one key for everybody."
                yield Hit(message=message, line=peer.line)


@check(
    "AUT009",
    Severity.WARNING,
    why="IKEv2 has no XAUTH behind the key: a spoke with the key of another can pose as it.",
    fix="Give each spoke a key of its own.",
    citation="ezvpn.md 3.2",
    question="pre_shared_key",
)
def spokes_have_keys_of_their_own(site: SiteView) -> Iterator[Hit]:
    """No two spokes authenticate with the same pre-shared key."""
    owners: dict[str, list[PairView]] = defaultdict(list)
    for pair in site.pairs:
        key = spoke_keys(pair).local
        if key and key.secret and not key.is_encrypted:
            owners[key.secret.reveal()].append(pair)
    for pairs in owners.values():
        for pair in pairs[1:]:
            message = f"{pairs[0].spoke.device} and {pair.spoke.device} have the same key."
            several = f"They have the key of {pairs[0].spoke.device}."
            key = spoke_keys(pair).local
            line = key.line if key else None
            yield Hit(device=pair.spoke.device, message=message, of_several=several, line=line)


@check(
    "AUT010",
    Severity.BLOCKER,
    why="In IKEv2 only the initiator authenticates with EAP, and only against a responder with a certificate.",
    fix="Let the hub authenticate with rsa-sig, and EAP stand in `authentication local` of the spoke.",
    citation=_EAP,
    question="hub_authentication",
)
def eap_is_for_the_spoke_alone(view: DeviceView) -> Iterator[Hit]:
    """Only spokes authenticate with EAP, and only against a hub with a certificate."""
    for profile in made(view.objects.profiles):
        if _misplaces_eap(profile, view.role):
            line = part(profile, "authentication local")
            yield Hit(message=f"IKEv2 profile {profile.name} uses EAP where IKEv2 has none.", line=line)


def _misplaces_eap(profile: Ikev2Profile, role: Role) -> bool:
    local = profile.local_authentication.startswith("eap")
    remote_eap = any(method.startswith("eap") for method in profile.remote_authentication)
    if role is Role.HUB:
        return local or (remote_eap and not profile.local_authentication.endswith("-sig"))
    all_signed = all(method.endswith("-sig") for method in profile.remote_authentication)
    return remote_eap or (local and not all_signed)


@check(
    "AUT011",
    Severity.BLOCKER,
    why="Without `query-identity` the hub takes the IKE identity for the user name, and that may not be an address.",
    fix="Write `authentication remote eap query-identity` on the hub, or let the spoke send an email.",
    citation=_EAP,
    question="spoke_identity_kind",
)
def eap_has_a_user_name(pair: PairView) -> Iterator[Hit]:
    """The hub asks a spoke with EAP for its user name, or the spoke's identity is no address."""
    hub, spoke, identity = pair.hub_profile, pair.spoke_profile, pair.spoke_identity
    if not (hub and spoke and identity and spoke.local_authentication.startswith("eap")):
        return
    asks = any("query-identity" in method for method in hub.remote_authentication)
    if not asks and identity.kind is IdentityKind.ADDRESS:
        yield Hit(message="The spoke's user name would be its address.", line=part(spoke, "identity local"))


@check(
    "AUT012",
    Severity.BLOCKER,
    why="IOS does not use an IKEv2 profile before it has all three.",
    fix="Complete it.",
    citation="the text that IOS prints on entering a profile",
)
def profile_is_complete(view: DeviceView) -> Iterator[Hit]:
    """Every IKEv2 profile has a local and a remote authentication and a match."""
    for profile in made(view.objects.profiles):
        parts = {
            "authentication local": profile.local_authentication,
            "authentication remote": profile.remote_authentication,
            "match identity or match certificate": (*profile.match, *profile.match_certificate),
        }
        missing = [name for name, value in parts.items() if not value]
        if missing:
            yield Hit(message=f"IKEv2 profile {profile.name} lacks {' and '.join(missing)}.", line=profile.line)


@check(
    "AUT013",
    Severity.WARNING,
    why="Routes and addresses travel in the authorization policy; without one the tunnel comes up and carries nothing.",
    fix="Add `aaa authorization group` to the profile.",
    citation="Cisco EzVPN-NEM to FlexVPN Migration Guide",
)
def pair_authorizes(pair: PairView) -> Iterator[Hit]:
    """The profiles of hub and spoke have `aaa authorization group`."""
    for view, profile in ((pair.hub, pair.hub_profile), (pair.spoke, pair.spoke_profile)):
        if profile and profile.authorization is None:
            message = f"IKEv2 profile {profile.name} has no `aaa authorization group`: no routes are exchanged."
            yield Hit(device=view.device, message=message, line=profile.line)


@check(
    "AUT014",
    Severity.BLOCKER,
    why="The spoke looks for its key by the address or the name that it calls: towards that peer it has none, and the "
    "day on which the first peer is dead is the day on which it shows.",
    fix="Give the keyring a `peer` for each address and name, with the same key.",
    citation="flexvpn.md 1.4",
    question="peers",
)
def every_peer_has_the_key(pair: PairView) -> Iterator[Hit]:
    """A spoke with a keyring finds the same keys for every peer that it calls."""
    profile, client = pair.spoke_profile, pair.path.client if pair.path else None
    keyring = next(
        (
            spoke_keyring
            for spoke_keyring in pair.spoke.objects.keyrings
            if profile and spoke_keyring.name == profile.keyring
        ),
        None,
    )
    if client is None or keyring is None or not profile or profile.local_key:
        return
    first = peer_by_address(keyring, pair.path.peer if pair.path else "")
    for sequence, text in client.peers:
        found = peer_by_address(keyring, text.removeprefix("fqdn ").split(" ")[0])
        if found is None or not _has_keys(profile, found):
            line = part(client, f"peer {sequence}")
            yield Hit(message=f"Keyring {keyring.name} has no key for peer {text}.", line=line)
        elif first and (found.local_key, found.remote_key) != (first.local_key, first.remote_key):
            message = f"Keyring {keyring.name} has another key for peer {text} than for {pair.hub.device}."
            yield Hit(message=message, line=found.line)


def _has_keys(profile: Ikev2Profile, peer: KeyringPeer) -> bool:
    """Whether a keyring peer has a key for each direction in which the profile uses one."""
    proves = profile.local_authentication != "pre-share" or peer.local_key is not None
    expects = "pre-share" not in profile.remote_authentication or peer.remote_key is not None
    return proves and expects
