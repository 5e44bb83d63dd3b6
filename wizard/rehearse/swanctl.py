"""What a hub and a spoke are to strongSwan: their IKEv2 objects as the text of swanctl.conf."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from ipaddress import IPv4Address, IPv4Network

from wizard.model.secret import Secret
from wizard.rehearse.call import (
    Keys,
    Meeting,
    announced,
    answering,
    authorization,
    bound,
    initiator_keys,
    responder_keys,
    sent,
)
from wizard.rehearse.maps import NOBODY, expected_subjects
from wizard.rehearse.objects import Identifier, IkeProposal, Interface, IpsecProfile, Profile, Router
from wizard.render.templates import environment

CHILD = "lan"
"""The one child SA of a pair, which carries all of its networks."""

EVERYTHING = IPv4Network("0.0.0.0/0")
RADIUS = "radius"
RADIUS_POOL = IPv4Network("198.18.77.0/24")
"""From which a hub hands out addresses where RADIUS would."""


# A daemon that is told nothing takes what it likes; IOS has no cipher of this kind.
NO_IKE = "aes128ctr-md5-prfmd5-modp768"
NO_ESP = "aes128ctr-md5"


class Side(StrEnum):
    """Who calls and who answers."""

    HUB = "hub"
    SPOKE = "spoke"

    @property
    def other(self) -> "Side":
        """The peer's."""
        return Side.SPOKE if self is Side.HUB else Side.HUB


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


_ENCRYPTION = {
    "des": "des",
    "3des": "3des",
    "aes-cbc-128": "aes128",
    "aes-cbc-192": "aes192",
    "aes-cbc-256": "aes256",
    "aes-gcm-128": "aes128gcm16",
    "aes-gcm-256": "aes256gcm16",
}
_HASHES = {"md5": "md5", "sha1": "sha1", "sha256": "sha256", "sha384": "sha384", "sha512": "sha512"}
GROUPS = {
    "1": "modp768",
    "2": "modp1024",
    "5": "modp1536",
    "14": "modp2048",
    "15": "modp3072",
    "16": "modp4096",
    "19": "ecp256",
    "20": "ecp384",
    "21": "ecp521",
    "24": "modp2048s256",
}
_MODES = {"esp-aes": "", "esp-gcm": "gcm16", "esp-gmac": "gmac"}
_ESP = {"esp-3des": "3des", "esp-des": "des", "esp-null": "null"}
_ESP_HASHES = {
    "esp-md5-hmac": "md5",
    "esp-sha-hmac": "sha1",
    "esp-sha256-hmac": "sha256",
    "esp-sha384-hmac": "sha384",
    "esp-sha512-hmac": "sha512",
}
_SIGNATURES = {
    # The schemes are named one by one: a daemon compares those, and not the bare kind of key.
    "rsa-sig": "ike:rsa-sha256-sha384-sha512-sha1",
    "ecdsa-sig": "ike:ecdsa-sha256-sha384-sha512-sha1",
}


def initiator(meeting: Meeting) -> Settings:
    """The spoke."""
    profile, spoke, called = meeting.call.profile, meeting.spoke, meeting.call
    own = _identity(sent(spoke, profile, meeting.spoke_address))
    asked = next(iter(profile.remote_methods), "")
    child = Child(
        local=_carried(meeting, spoke, profile, called.tunnel),
        remote=("dynamic[gre]",) if _is_bare_gre(meeting, called.tunnel) else (str(EVERYTHING),),
        proposals=esp_proposals(spoke, called.ipsec),
    )
    connection = Connection(
        name=profile.name,
        local_address=str(meeting.spoke_address),
        remote_address=str(meeting.called_address),
        proposals=ike_proposals(spoke, meeting.spoke_address),
        local=_proves(profile, own),
        remote=_proven(profile, asked, next(iter(_expected_of_hub(meeting)), NOBODY), meeting.spoke_trust),
        child=child,
        asks_address=called.tunnel.negotiates,
        dpd=profile.dpd,
    )
    keys = initiator_keys(spoke, profile, called.peer)
    name = own or meeting.spoke_subject
    return Settings(connections=(connection,), secrets=(*_shared(keys, name, Side.SPOKE, profile), *_eap(profile)))


def _expected_of_hub(meeting: Meeting) -> Iterator[str]:
    profile = meeting.call.profile
    yield from map(_pattern, profile.expected)
    for answers in answering(meeting.hub, meeting.hub_address):
        if answers.local_method.endswith("-sig"):
            received = sent(meeting.hub, answers, meeting.hub_address)
            yield from expected_subjects(meeting.spoke, profile, meeting.hub_subjects[answers.name], received)


def responder(meeting: Meeting) -> Settings:
    """The hub: a connection for every profile, every identity that it takes, and every method."""
    connections: list[Connection] = []
    secrets: list[SharedSecret] = []
    hub, received = meeting.hub, sent(meeting.spoke, meeting.call.profile, meeting.spoke_address)
    for profile in answering(hub, meeting.hub_address):
        own = _identity(sent(hub, profile, meeting.hub_address))
        keys = responder_keys(hub, profile, received, str(meeting.spoke_address))
        secrets += _shared(keys, own or meeting.hub_subjects[profile.name], Side.HUB, profile)
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
            proposals=ike_proposals(hub, meeting.hub_address),
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
        proposals=esp_proposals(meeting.hub, ipsec),
    )


def _is_bare_gre(meeting: Meeting, tunnel: Interface) -> bool:
    return tunnel.carries_gre and not meeting.stands_in


def _carried(meeting: Meeting, router: Router, profile: Profile, tunnel: Interface) -> tuple[str, ...]:
    """What a router announces to its peer, as traffic selectors: strongSwan has no routes of IKEv2."""
    if _is_bare_gre(meeting, tunnel):
        return ("dynamic[gre]",)
    networks = [str(one) for one in announced(router, profile, tunnel.name)]
    return tuple(networks + (["dynamic"] if tunnel.negotiates or not networks else []))


def ike_proposals(router: Router, address: IPv4Address) -> tuple[str, ...]:
    """What a router offers or takes for IKE on that address; nothing where it has no usable proposal."""
    interface = router.addresses().get(address)
    vrf = interface.vrf if interface else ""
    fitting = [
        one
        for one in router.policies
        if one.fvrf in {"any", vrf} and (not one.local or str(address) in one.local) and one.name != "default"
    ]
    fitting.sort(key=lambda one: (not one.local, one.fvrf == "any"))
    policy = next(iter((*fitting, *(one for one in router.policies if one.name == "default"))), None)
    named = (router.proposals.get(name) for name in (policy.proposals if policy else ()))
    return tuple(text for one in named if one for text in _suites(one)) or (NO_IKE,)


def _suites(proposal: IkeProposal) -> Iterator[str]:
    """One text for what authenticates itself, and one for what needs a hash beside it."""
    prf = [f"prf{_HASHES[word]}" for word in proposal.prf or proposal.integrity]
    groups = [GROUPS[word] for word in proposal.group]
    sealed = [_ENCRYPTION[word] for word in proposal.encryption if "gcm" in word]
    plain = [_ENCRYPTION[word] for word in proposal.encryption if "gcm" not in word]
    if sealed:
        yield "-".join((*sealed, *prf, *groups))
    if plain:
        yield "-".join((*plain, *(_HASHES[word] for word in proposal.integrity), *prf, *groups))


def esp_proposals(router: Router, ipsec: IpsecProfile) -> tuple[str, ...]:
    """The transform sets of an IPsec profile, each with the group of its PFS."""
    group = [GROUPS[ipsec.pfs]] if ipsec.pfs else []
    sets = (router.transform_sets.get(name, ()) for name in ipsec.transform_sets)
    return tuple("-".join((*_transforms(words), *group)) for words in sets if words) or (NO_ESP,)


def _transforms(words: tuple[str, ...]) -> Iterator[str]:
    for place, word in enumerate(words):
        size = words[place + 1] if words[place + 1 : place + 2] and words[place + 1].isdigit() else "128"
        if word in _MODES:
            yield f"aes{size}{_MODES[word]}"
        elif word in _ESP:
            yield _ESP[word]
    yield from (_ESP_HASHES[word] for word in words if word in _ESP_HASHES)


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


def _shared(keys: Iterable[Keys], own: str, side: Side, profile: Profile) -> Iterator[SharedSecret]:
    if "pre-share" not in {profile.local_method, *profile.remote_methods}:
        return
    for number, one in enumerate(keys):
        owner = _pattern(one.owner)
        name = f"{profile.name}-{number}"
        # A daemon finds its own key by its own name first, and proves a peer by any key that names either.
        yield SharedSecret(kind="ike", name=f"{name}-own", owners=(own, owner), secret=_told(one.local, side))
        yield SharedSecret(kind="ike", name=f"{name}-peer", owners=(owner,), secret=_told(one.remote, side.other))


def _told(secret: Secret, proves: Side) -> str:
    """A stand-in for a key: as good for a comparison, no use to whoever reads it, and never the same both ways."""
    text = secret.reveal()
    text = "type 6" if text.startswith("6 ") else text
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


_WILD = {"fqdn domain": "fqdn:*.{}", "email domain": "email:*@{}", "any": "%any"}


def _pattern(one: Identifier) -> str:
    """An expected identity, with the wildcards of strongSwan."""
    if one.kind in _WILD:
        return _WILD[one.kind].format(one.value)
    if "/" in one.value:
        return one.value
    return _identity(one)
