"""What a hub and a spoke are to strongSwan: their IKEv2 objects as the text of swanctl.conf."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from ipaddress import IPv4Address, IPv4Network

from wizard.model.secret import Secret
from wizard.rehearse.certificate_map_names import Expected, expected_subjects
from wizard.rehearse.quoting import listed, quoted
from wizard.rehearse.router_objects import Identifier, Interface, IpsecProfile, Profile, Router
from wizard.rehearse.spoke_call import (
    CallEnd,
    Keys,
    Meeting,
    announced,
    authorization,
    bound,
    initiator_keys,
    outside_of,
    responder_keys,
    sent,
    takes,
)
from wizard.rehearse.stand_ins import ANYBODY, NOBODY, SUBJECT, StandIn, as_user, expected_name, own_name, user_name
from wizard.rehearse.strongswan_algorithms import esp_proposals, ike_proposals
from wizard.render.templates import environment

CALLING = "c0"
"""The connection in which a spoke calls; those of a hub are numbered on."""

CHILD = "lan"
"""The one child SA of a pair, which carries all of its networks."""

EVERYTHING = IPv4Network("0.0.0.0/0")
RADIUS_POOL = str(IPv4Network("198.18.77.0/24"))
"""From which a hub hands out addresses where RADIUS would."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authentication:
    """How one side proves itself in one connection."""

    method: str
    """As strongSwan names it: `psk`, `pubkey`, `ike:rsa-...`, `eap-md5`."""
    identity: StandIn = SUBJECT
    eap_identity: StandIn | None = None
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
    local_address: IPv4Address
    remote_address: IPv4Address | None
    """None for a hub, which anybody may call."""
    proposals: tuple[str, ...]
    local: Authentication
    remote: Authentication
    child: Child | None
    asks_address: bool = False
    pool: str = ""
    """The addresses that are handed out, a range or a network."""
    dpd: int = 0
    fragments: bool = False
    """Whether this end sends IKE in fragments; it does where the other one does too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedSecret:
    """A key or password, and to whom it belongs."""

    kind: str
    """`ike` or `eap`."""
    proves: CallEnd
    """Who proves itself by it."""
    owners: tuple[StandIn, ...]
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that one daemon is told."""

    connections: tuple[Connection, ...] = ()
    secrets: tuple[SharedSecret, ...] = ()

    @property
    def pools(self) -> dict[str, str]:
        """By their addresses: the pools, each by a name of ours."""
        every = dict.fromkeys(connection.pool for connection in self.connections if connection.pool)
        return {addresses: f"p{number}" for number, addresses in enumerate(every)}

    def text(self) -> str:
        """As swanctl.conf."""
        return environment().get_template("rehearse/swanctl.j2").render(settings=self, quoted=quoted, listed=listed)


_SIGNATURES = {
    # The schemes are named one by one: a daemon compares those, and not the bare kind of key.
    "rsa-sig": "ike:rsa-sha256-sha384-sha512-sha1",
    "ecdsa-sig": "ike:ecdsa-sha256-sha384-sha512-sha1",
}


def initiator(meeting: Meeting) -> Settings:
    """The spoke."""
    profile, spoke, called = meeting.call.profile, meeting.spoke, meeting.call
    own = own_name(sent(spoke, profile, meeting.spoke_address), profile.local_method)
    methods = _hub_methods(meeting)
    asked = next(
        (remote_method for remote_method in profile.remote_methods if remote_method in methods),
        next(iter(profile.remote_methods), ""),
    )
    child = Child(
        local=_carried(meeting, spoke, profile, called.tunnel),
        remote=("dynamic[gre]",) if _is_bare_gre(meeting, called.tunnel) else (str(EVERYTHING),),
        proposals=esp_proposals(spoke, called.ipsec, CallEnd.SPOKE),
    )
    connection = Connection(
        name=CALLING,
        local_address=meeting.spoke_address,
        remote_address=meeting.called_address,
        proposals=ike_proposals(spoke, meeting.spoke_address, CallEnd.SPOKE),
        local=_proves(profile, own, meeting.spoke_papers.certificate),
        remote=_proven(profile, asked, _first(_expected_of_hub(meeting)), meeting.spoke_papers.trusted),
        child=child,
        asks_address=called.tunnel.negotiates,
        dpd=profile.dpd,
        fragments=spoke.fragments,
    )
    keys = _shared(meeting, profile, own, CallEnd.SPOKE)
    users = _eap(profile, own)
    return Settings(connections=(connection,), secrets=(*keys, *users))


def _first(expected: Iterable[Expected]) -> StandIn:
    """The one identity for which a daemon asks: one that is the peer's before any other."""
    return next(
        (expectation.name for expectation in sorted(expected, key=lambda expectation: not expectation.fits)), NOBODY
    )


def _expected_of_hub(meeting: Meeting) -> Iterator[Expected]:
    """The identities that a spoke takes."""
    profile = meeting.call.profile
    hubs = [(taker, sent(meeting.hub, taker, meeting.hub_address)) for taker in meeting.takers]
    for identifier in profile.expected:
        fitting = next((received for _, received in hubs if takes(identifier, received)), None)
        # The daemon would tell a network as the name that it asks for, and no hub has that.
        yield Expected(
            expected_name(
                fitting if fitting and "/" in identifier.value and identifier.kind == "address" else identifier
            ),
            bool(fitting),
        )
    for answers, received in hubs:
        names = meeting.hub_papers[answers.name].names
        if names:
            yield from expected_subjects(meeting.spoke, profile, names, received)


def responder(meeting: Meeting) -> Settings:
    """The hub: a connection for every profile, every identity that it takes, and every method."""
    connections: list[Connection] = []
    secrets: list[SharedSecret] = []
    hub, received = meeting.hub, sent(meeting.spoke, meeting.call.profile, meeting.spoke_address)
    for profile in meeting.answering:
        own = own_name(sent(hub, profile, meeting.hub_address), profile.local_method)
        secrets += _shared(meeting, profile, own, CallEnd.HUB)
        connections += _answers(meeting, profile, own, received)
    if any(connection.remote.method.startswith("eap") for connection in connections):
        secrets += _eap(meeting.call.profile, own_name(received, meeting.call.profile.local_method))
    numbered = (replace(connection, name=f"c{number}") for number, connection in enumerate(connections))
    return Settings(connections=tuple(numbered), secrets=tuple(secrets))


def _answers(meeting: Meeting, profile: Profile, own: StandIn, received: Identifier) -> Iterator[Connection]:
    hub = meeting.hub
    patterns = [expected_name(identifier) for identifier in profile.expected]
    names, papers = meeting.spoke_papers.names, meeting.hub_papers[profile.name]
    if names:
        patterns += [expected_subject.name for expected_subject in expected_subjects(hub, profile, names, received)]
    place = bound(hub, profile)
    ways = [(pattern, method) for pattern in patterns for method in profile.remote_methods]
    for pattern, method in ways:
        yield Connection(
            name=CALLING,
            local_address=meeting.hub_address,
            remote_address=None,
            proposals=ike_proposals(hub, meeting.hub_address, CallEnd.HUB),
            local=_proves(profile, own, papers.certificate),
            remote=_proven(profile, _with_eap_method(meeting, method), pattern, papers.trusted),
            child=_answer(meeting, profile, *place) if place else None,
            # The daemon refuses who asks for no address where it has a pool; a router does not.
            pool=_pool(hub, profile, method) if meeting.call.tunnel.negotiates else "",
            dpd=profile.dpd,
            fragments=hub.fragments,
        )


def _answer(meeting: Meeting, profile: Profile, template: Interface, ipsec: IpsecProfile) -> Child:
    return Child(
        local=_carried(meeting, meeting.hub, profile, template),
        remote=("dynamic[gre]",) if _is_bare_gre(meeting, template) else (str(EVERYTHING),),
        proposals=esp_proposals(meeting.hub, ipsec, CallEnd.HUB),
    )


def _is_bare_gre(meeting: Meeting, tunnel: Interface) -> bool:
    return tunnel.carries_gre and not meeting.stands_in


def _carried(meeting: Meeting, router: Router, profile: Profile, tunnel: Interface) -> tuple[str, ...]:
    """What a router announces to its peer, as traffic selectors: strongSwan has no routes of IKEv2."""
    if _is_bare_gre(meeting, tunnel):
        return ("dynamic[gre]",)
    networks = announced(router, profile, tunnel.name)
    if router is meeting.hub:
        networks = tuple(network for network in networks if not _is_behind(meeting, network))
    dynamic = ("dynamic",) if tunnel.negotiates or not networks else ()
    return (*map(str, networks), *dynamic)


def _is_behind(meeting: Meeting, network: IPv4Network) -> bool:
    """Whether a hub announces to a spoke what lies behind that spoke itself: a router keeps its own route."""
    return not outside_of(network, announced(meeting.spoke, meeting.call.profile, meeting.call.tunnel.name))


def _proves(profile: Profile, own: StandIn, certificate: str) -> Authentication:
    user = user_name(profile.eap_user) if profile.local_method.startswith("eap") else None
    return Authentication(
        method=_method(profile.local_method), identity=own, eap_identity=user, certificate=certificate
    )


def _proven(profile: Profile, method: str, pattern: StandIn, trusted: tuple[str, ...]) -> Authentication:
    asks = method.startswith("eap") and profile.asks_eap_identity
    return Authentication(
        method=_method(method),
        identity=pattern,
        eap_identity=ANYBODY if asks else None,
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
    """The addresses from which the profile hands one out."""
    word, name, _ = profile.authorization
    if word and name and name not in hub.local_lists:
        return RADIUS_POOL
    granted = authorization(hub, profile, method)
    if granted is None or granted.pool not in hub.pools:
        return ""
    first, last = hub.pools[granted.pool]
    return f"{first}-{last}"


def _spoke_keys(meeting: Meeting) -> tuple[Keys, ...]:
    return tuple(initiator_keys(meeting.spoke, meeting.call.profile, meeting.call.peer, _hub_methods(meeting)))


def _hub_methods(meeting: Meeting) -> frozenset[str]:
    return frozenset(taker.local_method for taker in meeting.takers)


def _hub_keys(meeting: Meeting, profile: Profile) -> tuple[Keys, ...]:
    received = sent(meeting.spoke, meeting.call.profile, meeting.spoke_address)
    methods = frozenset({meeting.call.profile.local_method})
    return tuple(responder_keys(meeting.hub, profile, received, str(meeting.spoke_address), methods))


def _shared(meeting: Meeting, profile: Profile, own: StandIn, call_end: CallEnd) -> Iterator[SharedSecret]:
    if "pre-share" not in {profile.local_method, *profile.remote_methods}:
        return
    keys = _hub_keys(meeting, profile) if call_end is CallEnd.HUB else _spoke_keys(meeting)
    unreadable = _unreadable(meeting)
    for key in keys:
        owner = ANYBODY if key.owner.kind == "dn" else own_name(key.owner, profile.local_method)
        mine, yours = _told(key.local, call_end, unreadable), _told(key.remote, call_end.other, unreadable)
        # A daemon finds its own key by its own name first, and proves a peer by any key that names either.
        owners = (own, owner) if own != SUBJECT else (owner,)
        yield SharedSecret(kind="ike", proves=call_end, owners=owners, secret=mine)
        yield SharedSecret(kind="ike", proves=call_end.other, owners=(owner,), secret=yours)


def _unreadable(meeting: Meeting) -> set[CallEnd]:
    """Those who prove themselves by a key that stands encrypted on either side, and so cannot be compared."""
    hub = [key for taker in meeting.takers for key in _hub_keys(meeting, taker)]
    by_spoke = [*(spoke_key.local for spoke_key in _spoke_keys(meeting)), *(hub_key.remote for hub_key in hub)]
    by_hub = [*(spoke_key.remote for spoke_key in _spoke_keys(meeting)), *(hub_key.local for hub_key in hub)]
    keys_of_end = ((CallEnd.SPOKE, by_spoke), (CallEnd.HUB, by_hub))
    return {call_end for call_end, keys in keys_of_end if any(key.reveal().startswith("6 ") for key in keys)}


def _told(secret: Secret, proves: CallEnd, unreadable: set[CallEnd]) -> str:
    """A stand-in for a key: as good for a comparison, no use to whoever reads it, and never the same both ways."""
    text = "" if proves in unreadable else secret.reveal()
    return f"0x{_hashed(f'{proves}:{text}')}"


def _hashed(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _eap(profile: Profile, own: StandIn) -> Iterator[SharedSecret]:
    """The user and password of a spoke; its hub holds them in the place of RADIUS."""
    if not profile.eap_password:
        return
    owners = tuple(owner for owner in dict.fromkeys((user_name(profile.eap_user), own, as_user(own))) if owner)
    secret = _hashed(profile.eap_password.reveal())
    yield SharedSecret(kind="eap", proves=CallEnd.SPOKE, owners=owners, secret=secret)
