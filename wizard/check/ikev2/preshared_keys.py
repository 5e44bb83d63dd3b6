"""Which pre-shared keys a hub and a spoke would use for each other."""

from dataclasses import dataclass, field

from wizard.check.view.device import DeviceView
from wizard.check.view.site import PairView
from wizard.ios.identity_matches import peer_by_address, peer_by_identity
from wizard.model.configuration import Line
from wizard.model.ikev2 import Ikev2Profile, Keyring, KeyringPeer
from wizard.model.secret import Secret

PRE_SHARE = "pre-share"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """The key of one router for one direction."""

    device: str
    peer: str
    """The other router."""
    secret: Secret | None
    """None where the lookup finds no key."""
    line: Line | None = field(default=None, repr=False)
    """The keyring peer that it came from."""

    @property
    def is_encrypted(self) -> bool:
        """Whether it stands as type 6, which only its own router can read."""
        return self.secret is not None and self.secret.reveal().startswith("6 ")

    def differs(self, other: "Key") -> bool:
        """Whether both can be read and are not the same."""
        readable = not (self.is_encrypted or other.is_encrypted)
        return readable and self.secret != other.secret


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysForPeer:
    """The keys of one router for one peer; None for a direction that uses none."""

    local: Key | None
    """With which it proves itself."""
    remote: Key | None
    """With which the peer must."""


def _keyring(view: DeviceView, profile: Ikev2Profile) -> Keyring | None:
    return next((keyring for keyring in view.objects.keyrings if keyring.name == profile.keyring), None)


def _keys(view: DeviceView, other: str, profile: Ikev2Profile, peer: KeyringPeer | None) -> KeysForPeer:
    if profile.keyring_aaa:
        # RADIUS holds them.
        return KeysForPeer(local=None, remote=None)
    line = peer.line if peer else None
    local = profile.local_key or (peer.local_key if peer else None)
    remote = profile.remote_key or (peer.remote_key if peer else None)
    uses_local, uses_remote = profile.local_authentication == PRE_SHARE, PRE_SHARE in profile.remote_authentication
    return KeysForPeer(
        local=Key(device=view.device, peer=other, secret=local, line=line) if uses_local else None,
        remote=Key(device=view.device, peer=other, secret=remote, line=line) if uses_remote else None,
    )


def spoke_keys(pair: PairView) -> KeysForPeer:
    """The spoke's: the initiator looks in its keyring for the address that it calls."""
    profile = pair.spoke_profile
    if profile is None or pair.path is None:
        return KeysForPeer(local=None, remote=None)
    keyring = _keyring(pair.spoke, profile)
    return _keys(pair.spoke, pair.hub.device, profile, peer_by_address(keyring, pair.path.peer) if keyring else None)


def hub_keys(pair: PairView) -> KeysForPeer:
    """The hub's: the responder looks in its keyring for the identity that it received."""
    profile = pair.hub_profile
    if profile is None or pair.spoke_identity is None:
        return KeysForPeer(local=None, remote=None)
    keyring = _keyring(pair.hub, profile)
    address = str(pair.spoke_address or "")
    peer = peer_by_identity(keyring, pair.spoke_identity, address) if keyring else None
    return _keys(pair.hub, pair.spoke.device, profile, peer)
