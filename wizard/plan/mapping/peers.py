"""Whom a spoke calls."""

from ipaddress import IPv4Address

from wizard.data.answer_forms import AddressesOrNames
from wizard.model.literals import address
from wizard.plan.perspective import Perspective
from wizard.situation.called_addresses import known_addresses
from wizard.situation.hub import is_new_hub

Peer = IPv4Address | str
"""An address, or the name of a host."""


def peers(asking: Perspective) -> tuple[Peer, ...]:
    """Those of the spoke's tunnel, the best one first."""
    return asking.given(AddressesOrNames(), "peers")


def backup_peers(asking: Perspective) -> tuple[Peer, ...]:
    """Those of the client that takes over, a new hub's where it is one; none without such a client."""
    backup = asking.backup_client
    if backup is None:
        return ()
    own = peers(asking) if is_new_hub(asking) else ()
    return own or tuple(address(peer) or peer for peer in backup.peers)


def every_peer(asking: Perspective) -> tuple[Peer, ...]:
    """Those of both, each once."""
    return tuple(dict.fromkeys((*peers(asking), *backup_peers(asking))))


def peer_addresses(asking: Perspective) -> tuple[IPv4Address, ...]:
    """Those of every peer, each once."""
    return known_addresses(asking, every_peer(asking))
