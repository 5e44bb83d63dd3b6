"""How IKEv2 compares identities and keyring peers."""

from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv4Network

from wizard.model import literals
from wizard.model.ikev2 import Identity, IdentityKind, IdentityMatch, Keyring, KeyringPeer, MatchKind


def network_of(address: str, mask: str = "") -> IPv4Network | None:
    """The network that an address with its mask stands for, a host without one; None where it is no IPv4."""
    if address == "0.0.0.0":
        mask = mask or "0.0.0.0"
    found = literals.address_with_mask(address, mask or "32")
    return found.network if found else None


def _within(match: IdentityMatch, value: str) -> bool:
    network, host = network_of(match.value, match.mask), network_of(value)
    return bool(network and host and host.subnet_of(network))


_COMPARISONS: dict[MatchKind, tuple[IdentityKind | None, Callable[[IdentityMatch, str], bool]]] = {
    MatchKind.ANY: (None, lambda match, value: True),
    MatchKind.ADDRESS: (IdentityKind.ADDRESS, _within),
    MatchKind.FQDN: (IdentityKind.FQDN, lambda match, value: value == match.value),
    MatchKind.FQDN_DOMAIN: (IdentityKind.FQDN, lambda match, value: value.endswith(f".{match.value}")),
    MatchKind.EMAIL: (IdentityKind.EMAIL, lambda match, value: value == match.value),
    MatchKind.EMAIL_DOMAIN: (IdentityKind.EMAIL, lambda match, value: value.endswith(f"@{match.value}")),
    MatchKind.KEY_ID: (IdentityKind.KEY_ID, lambda match, value: value == match.value),
}


def matches(match: IdentityMatch, identity: Identity) -> bool:
    """Whether `match identity remote` takes that identity."""
    kind, compare = _COMPARISONS[match.kind]
    return kind in {None, identity.kind} and compare(match, identity.value)


def is_wildcard(match: IdentityMatch) -> bool:
    """Whether it takes every peer, or every address."""
    network = network_of(match.value, match.mask) if match.kind is MatchKind.ADDRESS else None
    return match.kind is MatchKind.ANY or (network is not None and network.prefixlen == 0)


def overlap(identity_match: IdentityMatch, other: IdentityMatch) -> bool:
    """Whether some identity is taken by both."""
    return _takes_all_of(identity_match, other) or _takes_all_of(other, identity_match)


_EXAMPLES = {
    MatchKind.ADDRESS: (IdentityKind.ADDRESS, "{}"),
    MatchKind.FQDN: (IdentityKind.FQDN, "{}"),
    MatchKind.FQDN_DOMAIN: (IdentityKind.FQDN, "any-host.{}"),
    MatchKind.EMAIL: (IdentityKind.EMAIL, "{}"),
    MatchKind.EMAIL_DOMAIN: (IdentityKind.EMAIL, "anybody@{}"),
    MatchKind.KEY_ID: (IdentityKind.KEY_ID, "{}"),
}


def _takes_all_of(identity_match: IdentityMatch, other: IdentityMatch) -> bool:
    if MatchKind.ANY in {identity_match.kind, other.kind}:
        return identity_match.kind is MatchKind.ANY
    kind, pattern = _EXAMPLES[other.kind]
    return matches(identity_match, Identity(kind=kind, value=pattern.format(other.value)))


def peer_by_address(keyring: Keyring, address: str) -> KeyringPeer | None:
    """The peer whose key an initiator takes: found by the address or host name that it calls."""
    named = [peer for peer in keyring.peers if address and peer.hostname == address]
    return named[0] if named else _most_specific(keyring.peers, address)


def _most_specific(peers: Iterable[KeyringPeer], address: str) -> KeyringPeer | None:
    host = network_of(address)
    fitting = [
        (network.prefixlen, -position, peer)
        for position, peer in enumerate(peers)
        if (network := network_of(peer.address, peer.mask)) and (host is None or host.subnet_of(network))
        if host or network.prefixlen == 0
    ]
    return max(fitting, key=lambda rank: rank[:2])[2] if fitting else None


def peer_by_identity(keyring: Keyring, identity: Identity, address: str) -> KeyringPeer | None:
    """The peer whose key a responder takes: found by the identity it received, else by the address it came from."""
    by_identity = [peer for peer in keyring.peers if peer.identity and matches(peer.identity, identity)]
    exact = [peer for peer in by_identity if peer.identity and peer.identity.kind.value == identity.kind.value]
    if exact or by_identity:
        return (exact or by_identity)[0]
    return _most_specific((peer for peer in keyring.peers if not peer.identity), address)


def is_wildcard_peer(peer: KeyringPeer) -> bool:
    """Whether one key serves every address or every name of a domain."""
    network = network_of(peer.address, peer.mask)
    by_domain = peer.identity is not None and (
        is_wildcard(peer.identity) or peer.identity.kind in {MatchKind.FQDN_DOMAIN, MatchKind.EMAIL_DOMAIN}
    )
    return by_domain or (network is not None and network.prefixlen == 0)


def host(address: str) -> IPv4Address | None:
    """The address as a value, None where it is a name, `dhcp` or empty."""
    return literals.address(address)
