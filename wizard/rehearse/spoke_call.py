"""How a spoke calls its hub, and what each of the two sends and expects, by the rules of IOS."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network

from wizard.model.secret import Secret
from wizard.rehearse.router_objects import (
    Authorization,
    Identifier,
    Interface,
    IpsecProfile,
    KeyHolder,
    Names,
    Profile,
    Router,
)

_BY_KEY = "pre-share"
METHOD_WORDS = {"rsa-sig": "cert", "ecdsa-sig": "cert", "pre-share": "psk", "eap": "eap"}
"""Method: the word by which `aaa authorization group` names it."""


class CallEnd(StrEnum):
    """Who calls and who answers."""

    HUB = "hub"
    SPOKE = "spoke"

    @property
    def other(self) -> "CallEnd":
        """The peer's."""
        return CallEnd.SPOKE if self is CallEnd.HUB else CallEnd.HUB


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A spoke's tunnel, and everything that it takes part in when it calls."""

    tunnel: Interface
    ipsec: IpsecProfile
    profile: Profile
    peer: str
    """The address or name that is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Why a spoke never calls."""

    reason: str
    why: str


def call(spoke: Router, hub: Router) -> Call | Obstacle:
    """The tunnel of the spoke that calls an address of the hub, else its first."""
    found = tuple(_calls(spoke))
    of_hub = {str(address) for address in hub.addresses()}
    chosen = next((found_call for found_call in found if found_call[1] in of_hub), found[0] if found else None)
    if chosen is None:
        return Obstacle(reason="no-tunnel", why=f"{spoke.device} has no protected tunnel that calls anyone.")
    tunnel, peer = chosen
    ipsec = spoke.ipsec_profiles[tunnel.protection]
    if tunnel.is_shut:
        return Obstacle(reason="shutdown", why=f"{tunnel.name} of {spoke.device} is shut down.")
    profile = spoke.profiles.get(ipsec.ikev2_profile)
    if profile is None:
        return Obstacle(reason="no-ikev2-profile", why=f"{spoke.device} has no IKEv2 profile {ipsec.ikev2_profile}.")
    return Call(tunnel=tunnel, ipsec=ipsec, profile=profile, peer=peer)


def _calls(spoke: Router) -> Iterator[tuple[Interface, str]]:
    for interface in spoke.interfaces.values():
        ipsec = spoke.ipsec_profiles.get(interface.protection)
        if not interface.name.startswith("Tunnel") or not ipsec or not ipsec.ikev2_profile:
            continue
        if interface.destination == "dynamic":
            yield from ((interface, peer) for peer in spoke.calls.get(interface.name, ()))
        elif interface.destination:
            yield interface, interface.destination


def sent(router: Router, profile: Profile, address: IPv4Address) -> Identifier:
    """The identity that a router sends; without a line its address with a key, and its subject with a certificate."""
    if profile.sent:
        return profile.sent
    if profile.local_method == "pre-share":
        return Identifier(kind="address", value=str(address))
    return Identifier(kind="dn")


def answering(hub: Router, address: IPv4Address) -> Iterator[Profile]:
    """The hub's IKEv2 profiles for its address, one that has a virtual template first."""
    interface = hub.addresses().get(address)
    vrf, name = (interface.vrf, interface.name) if interface else ("", "")
    fitting = (
        profile
        for profile in hub.profiles.values()
        if not profile.is_shut
        and profile.fvrf in {"any", vrf}
        and (interface is None or profile.match_local in {"", str(address), f"interface {name}"})
    )
    return iter(sorted(fitting, key=lambda holder: not holder.template))


def bound(hub: Router, profile: Profile) -> tuple[Interface, IpsecProfile] | None:
    """The virtual template and the IPsec profile that make the hub's end of a tunnel, None where they do not meet."""
    template = hub.interfaces.get(profile.template)
    ipsec = hub.ipsec_profiles.get(template.protection) if template else None
    if template is None or ipsec is None or ipsec.ikev2_profile != profile.name:
        return None
    return template, ipsec


def authorization(router: Router, profile: Profile, method: str) -> Authorization | None:
    """What the router's own policy gives a peer that authenticates by that method; None where none applies."""
    word, name, policy = profile.authorization
    if word != METHOD_WORDS.get(method.split(" ")[0]) or name not in router.local_lists:
        return None
    return router.authorizations.get(policy)


def announced(router: Router, profile: Profile, tunnel: str) -> tuple[IPv4Network, ...]:
    """The networks for which a router hands its peer a route; at least the address of its tunnel."""
    own = router.address_of(tunnel)
    host = (IPv4Network(own.ip),) if own else ()
    granted = (authorization(router, profile, method) for method in profile.remote_methods)
    policy = next((authorization for authorization in granted if authorization), None)
    if policy is None:
        return host
    networks = policy.networks
    covered = own is None or any(own.ip in network for network in networks)
    return networks if covered or not policy.announces_interface else (*host, *networks)


def outside_of(network: IPv4Network, taken: tuple[IPv4Network, ...]) -> tuple[IPv4Network, ...]:
    """The widest part of a network that is outside of those; nothing where they cover it."""
    parts = [network]
    for network_taken in taken:
        outside = [part for part in parts if not part.overlaps(network_taken)]
        parts = outside + [
            rest
            for part in parts
            if network_taken != part and network_taken.subnet_of(part)
            for rest in part.address_exclude(network_taken)
        ]
    return tuple(sorted(parts, key=lambda part: part.prefixlen)[:1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The two keys of one peer, and by what the peer is known."""

    owner: Identifier
    local: Secret = field(repr=False)
    remote: Secret = field(repr=False)


def initiator_keys(spoke: Router, profile: Profile, peer: str, methods: frozenset[str]) -> Iterator[Keys]:
    """A spoke looks its keys up by the address or host name that it calls; `methods` are those of its peer."""
    holder = _by_address(spoke.keyrings.get(profile.keyring, ()), peer)
    yield from _keys(profile, holder, Identifier(kind="any"), methods)


def responder_keys(
    hub: Router, profile: Profile, received: Identifier, address: str, methods: frozenset[str]
) -> Iterator[Keys]:
    """A hub looks them up by the identity that it received, else by the address from which it was called."""
    holders = hub.keyrings.get(profile.keyring, ())
    named = [
        known_holder for known_holder in holders if known_holder.identifier and takes(known_holder.identifier, received)
    ]
    exact = [
        known_holder for known_holder in named if known_holder.identifier and " " not in known_holder.identifier.kind
    ]
    unnamed = [known_holder for known_holder in holders if not known_holder.identifier]
    holder = next(iter((*exact, *named)), None) or _by_address(unnamed, address)
    yield from _keys(profile, holder, received, methods)


def _keys(profile: Profile, holder: KeyHolder | None, owner: Identifier, methods: frozenset[str]) -> Iterator[Keys]:
    local = profile.local_key or (holder.local if holder else None)
    remote = profile.remote_key or (holder.remote if holder else None)
    # A direction that needs no key takes whatever stands there.
    local = local or (remote if profile.local_method != _BY_KEY else None)
    remote = remote or (local if _BY_KEY not in methods.intersection(profile.remote_methods) else None)
    if local and remote:
        yield Keys(owner=owner, local=local, remote=remote)


def _by_address(holders: Iterable[KeyHolder], peer: str) -> KeyHolder | None:
    holders = tuple(holders)
    named = next((holder for holder in holders if holder.hostname and holder.hostname == peer), None)
    try:
        address = IPv4Address(peer)
    except ValueError:
        fitting = [holder for holder in holders if holder.network and holder.network.prefixlen == 0]
    else:
        fitting = [holder for holder in holders if holder.network and address in holder.network]
    return named or max(fitting, key=lambda holder: holder.network.prefixlen if holder.network else 0, default=None)


def takes(expected: Identifier, received: Identifier) -> bool:
    """Whether one expected identity is the received one, by the rules of IOS."""
    kind, _, domain = expected.kind.partition(" ")
    if expected.kind == "any":
        return True
    if kind != received.kind:
        return False
    if domain:
        return received.value.endswith(("@" if kind == "email" else ".") + expected.value)
    if kind == "address":
        mine, theirs = _network(expected.value), _network(received.value)
        return mine is not None and theirs is not None and theirs.subnet_of(mine)
    return expected.value == received.value


def _network(text: str) -> IPv4Network | None:
    try:
        return IPv4Network(text)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What one side shows and trusts in one profile, by the names of our files."""

    certificate: str = ""
    """Empty where it signs nothing."""
    names: Names | None = None
    """Of that certificate."""
    trusted: tuple[str, ...] = ()
    """The certificates of authorities."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One call of a spoke to its hub: who calls whom, from where, who answers, and with which certificates."""

    hub: Router
    spoke: Router
    call: Call
    hub_address: IPv4Address
    spoke_address: IPv4Address
    called_address: IPv4Address
    """Where the spoke looks for its hub."""
    answering: tuple[Profile, ...]
    """The hub's profiles, without those that take the spoke behind another one that does."""
    taker: Profile | None
    """The one that takes the spoke."""
    hub_papers: dict[str, Papers]
    """By profile of the hub."""
    spoke_papers: Papers

    @property
    def takers(self) -> tuple[Profile, ...]:
        """The profiles with which the hub may answer: the one that takes the spoke, every one where none does."""
        return (self.taker,) if self.taker else self.answering

    @property
    def stands_in(self) -> bool:
        """Whether both tunnels carry the same, so that the networks may stand for it."""
        for profile in self.takers:
            place = bound(self.hub, profile)
            if place:
                return profile.takes_either or place[0].carries_gre == self.call.tunnel.carries_gre
        return True
