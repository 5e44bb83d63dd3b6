"""What a hub and a spoke are to strongSwan: their IKEv2 objects as the text of swanctl.conf."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from ipaddress import IPv4Network

from wizard.model.secret import Secret
from wizard.rehearse.algorithms import esp_proposals, ike_proposals
from wizard.rehearse.call import (
    Keys,
    Meeting,
    Side,
    announced,
    answering,
    authorization,
    bound,
    initiator_keys,
    outside_of,
    responder_keys,
    sent,
    takes,
)
from wizard.rehearse.maps import NOBODY, expected_subjects
from wizard.rehearse.objects import Identifier, Interface, IpsecProfile, Profile, Router
from wizard.render.templates import environment

CHILD = "lan"
"""The one child SA of a pair, which carries all of its networks."""

EVERYTHING = IPv4Network("0.0.0.0/0")
RADIUS = "radius"
RADIUS_POOL = IPv4Network("198.18.77.0/24")
"""From which a hub hands out addresses where RADIUS would."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authentication:
    """How one side proves itself in one connection."""

    method: str
    """As strongSwan names it: `psk`, `pubkey`, `ike:rsa-...`, `eap-md5`."""
    identity: str = ""
    """Empty: the subject of the certificate."""
    eap_identity: str = ""
    certificate: str = ""
    """The file of what is shown."""
    authorities: tuple[str, ...] = ()
    """The files of the authorities that are trusted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """What the IPsec SAs carry, and by which algorithms."""

    local: tuple[str, ...]
    remote: tuple[str, ...]
    proposals: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """One way in which a peer may connect."""

    name: str
    local_address: str
    remote_address: str
    proposals: tuple[str, ...]
    local: Authentication
    remote: Authentication
    child: Child | None
    asks_address: bool = False
    pool: str = ""
    dpd: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedSecret:
    """A key or password, and to whom it belongs."""

    kind: str
    """`ike` or `eap`."""
    name: str
    owners: tuple[str, ...]
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that one daemon is told."""

    connections: tuple[Connection, ...] = ()
    secrets: tuple[SharedSecret, ...] = ()
    pools: tuple[tuple[str, str], ...] = ()

    def text(self) -> str:
        """As swanctl.conf."""
        return environment().get_template("rehearse/swanctl.j2").render(settings=self)


_SIGNATURES = {
    # The schemes are named one by one: a daemon compares those, and not the bare kind of key.
    "rsa-sig": "ike:rsa-sha256-sha384-sha512-sha1",
    "ecdsa-sig": "ike:ecdsa-sha256-sha384-sha512-sha1",
}


def initiator(meeting: Meeting) -> Settings:
    """The spoke."""
    profile, spoke, called = meeting.call.profile, meeting.spoke, meeting.call
    own = _own(profile, sent(spoke, profile, meeting.spoke_address))
    methods = _hub_methods(meeting)
    asked = next((one for one in profile.remote_methods if one in methods), next(iter(profile.remote_methods), ""))
    child = Child(
        local=_carried(meeting, spoke, profile, called.tunnel),
        remote=("dynamic[gre]",) if _is_bare_gre(meeting, called.tunnel) else (str(EVERYTHING),),
        proposals=esp_proposals(spoke, called.ipsec, Side.SPOKE),
    )
    connection = Connection(
        name=profile.name,
        local_address=str(meeting.spoke_address),
        remote_address=str(meeting.called_address),
        proposals=ike_proposals(spoke, meeting.spoke_address, Side.SPOKE),
        local=_proves(profile, own),
        remote=_proven(profile, asked, next(iter(_expected_of_hub(meeting)), NOBODY), meeting.spoke_trust),
        child=child,
        asks_address=called.tunnel.negotiates,
        dpd=profile.dpd,
    )
    keys = _shared(meeting, profile, own or meeting.spoke_subject, Side.SPOKE)
    users = _eap(profile, sent(spoke, profile, meeting.spoke_address))
    return Settings(connections=(connection,), secrets=(*keys, *users))


def _expected_of_hub(meeting: Meeting) -> Iterator[str]:
    """The names that a spoke takes, one that is the hub's own first."""
    profile = meeting.call.profile
    hubs = [sent(meeting.hub, one, meeting.hub_address) for one in answering(meeting.hub, meeting.hub_address)]
    for one in profile.expected:
        fitting = next((received for received in hubs if takes(one, received)), None)
        # The daemon would tell a network as the name that it asks for, and no hub has that.
        yield _pattern(fitting if fitting and "/" in one.value else one)
    for answers, received in zip(answering(meeting.hub, meeting.hub_address), hubs, strict=True):
        if answers.local_method.endswith("-sig"):
            yield from expected_subjects(meeting.spoke, profile, meeting.hub_subjects[answers.name], received)


def responder(meeting: Meeting) -> Settings:
    """The hub: a connection for every profile, every identity that it takes, and every method."""
    connections: list[Connection] = []
    secrets: list[SharedSecret] = []
    hub, received = meeting.hub, sent(meeting.spoke, meeting.call.profile, meeting.spoke_address)
    for profile in answering(hub, meeting.hub_address):
        own = _own(profile, sent(hub, profile, meeting.hub_address))
        secrets += _shared(meeting, profile, own or meeting.hub_subjects[profile.name], Side.HUB)
        connections += _answers(meeting, profile, own, received)
    if any(one.remote.method.startswith("eap") for one in connections):
        secrets += _eap(meeting.call.profile, received)
    pools = tuple(dict.fromkeys((one.pool, _span(hub, one.pool)) for one in connections if one.pool))
    return Settings(connections=tuple(connections), secrets=tuple(secrets), pools=pools)


def _answers(meeting: Meeting, profile: Profile, own: str, received: Identifier) -> Iterator[Connection]:
    hub = meeting.hub
    patterns = [_pattern(one) for one in profile.expected]
    if meeting.call.profile.local_method.endswith("-sig"):
        patterns += expected_subjects(hub, profile, meeting.spoke_subject, received)
    place = bound(hub, profile)
    ways = [(pattern, method) for pattern in patterns for method in profile.remote_methods]
    for number, (pattern, method) in enumerate(ways):
        yield Connection(
            name=f"{profile.name}-{number}",
            local_address=str(meeting.hub_address),
            remote_address="%any",
            proposals=ike_proposals(hub, meeting.hub_address, Side.HUB),
            local=_proves(profile, own),
            remote=_proven(profile, _with_eap_method(meeting, method), pattern, meeting.hub_trust[profile.name]),
            child=_answer(meeting, profile, *place) if place else None,
            pool=_pool(hub, profile, method),
            dpd=profile.dpd,
        )


def _answer(meeting: Meeting, profile: Profile, template: Interface, ipsec: IpsecProfile) -> Child:
    return Child(
        local=_carried(meeting, meeting.hub, profile, template),
        remote=("dynamic[gre]",) if _is_bare_gre(meeting, template) else (str(EVERYTHING),),
        proposals=esp_proposals(meeting.hub, ipsec, Side.HUB),
    )


def _is_bare_gre(meeting: Meeting, tunnel: Interface) -> bool:
    return tunnel.carries_gre and not meeting.stands_in


def _carried(meeting: Meeting, router: Router, profile: Profile, tunnel: Interface) -> tuple[str, ...]:
    """What a router announces to its peer, as traffic selectors: strongSwan has no routes of IKEv2."""
    if _is_bare_gre(meeting, tunnel):
        return ("dynamic[gre]",)
    networks = announced(router, profile, tunnel.name)
    if router is meeting.hub:
        networks = tuple(one for one in networks if not _is_behind(meeting, one))
    dynamic = ("dynamic",) if tunnel.negotiates or not networks else ()
    return (*map(str, networks), *dynamic)


def _is_behind(meeting: Meeting, network: IPv4Network) -> bool:
    """Whether a hub announces to a spoke what lies behind that spoke itself: a router keeps its own route."""
    return not outside_of(network, announced(meeting.spoke, meeting.call.profile, meeting.call.tunnel.name))


def _proves(profile: Profile, own: str) -> Authentication:
    signs = profile.local_method.endswith("-sig")
    eap_identity = profile.eap_user if profile.local_method.startswith("eap") else ""
    certificate = f"{profile.name}.pem" if signs else ""
    return Authentication(
        method=_method(profile.local_method), identity=own, eap_identity=eap_identity, certificate=certificate
    )


def _proven(profile: Profile, method: str, pattern: str, trusted: tuple[str, ...]) -> Authentication:
    asks = method.startswith("eap") and profile.asks_eap_identity
    return Authentication(
        method=_method(method),
        identity=pattern,
        eap_identity="%any" if asks else "",
        authorities=trusted if method.endswith("-sig") else (),
    )


def _method(method: str) -> str:
    if method.startswith("eap"):
        return method.replace(" ", "-")
    return _SIGNATURES.get(method, "psk")


def _with_eap_method(meeting: Meeting, method: str) -> str:
    """`eap` with the method of the spoke: a hub leaves the choice to RADIUS."""
    offered = meeting.call.profile.local_method
    return (offered if offered.startswith("eap") else "eap md5") if method == "eap" else method


def _pool(hub: Router, profile: Profile, method: str) -> str:
    word, name, _ = profile.authorization
    if word and name and name not in hub.local_lists:
        return RADIUS
    granted = authorization(hub, profile, method)
    return granted.pool if granted and granted.pool in hub.pools else ""


def _span(hub: Router, pool: str) -> str:
    first, last = hub.pools.get(pool, (None, None))
    return f"{first}-{last}" if first else str(RADIUS_POOL)


def _spoke_keys(meeting: Meeting) -> tuple[Keys, ...]:
    return tuple(initiator_keys(meeting.spoke, meeting.call.profile, meeting.call.peer, _hub_methods(meeting)))


def _hub_methods(meeting: Meeting) -> frozenset[str]:
    return frozenset(one.local_method for one in answering(meeting.hub, meeting.hub_address))


def _hub_keys(meeting: Meeting, profile: Profile) -> tuple[Keys, ...]:
    received = sent(meeting.spoke, meeting.call.profile, meeting.spoke_address)
    methods = frozenset({meeting.call.profile.local_method})
    return tuple(responder_keys(meeting.hub, profile, received, str(meeting.spoke_address), methods))


def _shared(meeting: Meeting, profile: Profile, own: str, side: Side) -> Iterator[SharedSecret]:
    if "pre-share" not in {profile.local_method, *profile.remote_methods}:
        return
    keys = _hub_keys(meeting, profile) if side is Side.HUB else _spoke_keys(meeting)
    unreadable = _unreadable(meeting)
    for number, one in enumerate(keys):
        owner, name = _pattern(one.owner), f"{profile.name}-{number}"
        mine, yours = _told(one.local, side, unreadable), _told(one.remote, side.other, unreadable)
        # A daemon finds its own key by its own name first, and proves a peer by any key that names either.
        yield SharedSecret(kind="ike", name=f"{name}-own", owners=(own, owner), secret=mine)
        yield SharedSecret(kind="ike", name=f"{name}-peer", owners=(owner,), secret=yours)


def _unreadable(meeting: Meeting) -> set[Side]:
    """Those who prove themselves by a key that stands encrypted on either side, and so cannot be compared."""
    hub = [key for one in answering(meeting.hub, meeting.hub_address) for key in _hub_keys(meeting, one)]
    by_spoke = [*(one.local for one in _spoke_keys(meeting)), *(one.remote for one in hub)]
    by_hub = [*(one.remote for one in _spoke_keys(meeting)), *(one.local for one in hub)]
    sides = ((Side.SPOKE, by_spoke), (Side.HUB, by_hub))
    return {side for side, keys in sides if any(key.reveal().startswith("6 ") for key in keys)}


def _told(secret: Secret, proves: Side, unreadable: set[Side]) -> str:
    """A stand-in for a key: as good for a comparison, no use to whoever reads it, and never the same both ways."""
    text = "" if proves in unreadable else secret.reveal()
    return f"0x{sha256(f'{proves}:{text}'.encode()).hexdigest()}"


def _eap(profile: Profile, *others: Identifier) -> Iterator[SharedSecret]:
    """The user and password of a spoke; its hub holds them in the place of RADIUS."""
    if not profile.eap_password:
        return
    owners = tuple(dict.fromkeys((profile.eap_user, *(_identity(one) for one in others))))
    secret = sha256(profile.eap_password.reveal().encode()).hexdigest()
    yield SharedSecret(kind="eap", name="user", owners=tuple(one for one in owners if one), secret=secret)


_PREFIXES = {"address": "", "fqdn": "fqdn:", "email": "email:", "key-id": "keyid:", "dn": ""}


def _identity(one: Identifier) -> str:
    return f"{_PREFIXES[one.kind]}{one.value}" if one.value else ""


def _own(profile: Profile, one: Identifier) -> str:
    """What a router sends; empty for the subject of its certificate, a name that nobody expects where it has none."""
    return _identity(one) or ("" if profile.local_method.endswith("-sig") else NOBODY)


_WILD = {"fqdn domain": "fqdn:*.{}", "email domain": "email:*@{}", "any": "%any"}


def _pattern(one: Identifier) -> str:
    """An expected identity, with the wildcards of strongSwan."""
    if one.kind in _WILD:
        return _WILD[one.kind].format(one.value)
    if "/" in one.value:
        return one.value
    return _identity(one)
