"""Whom a spoke calls."""

from ipaddress import IPv4Address

from wizard.data.answer_forms import AddressesOrNames
from wizard.model.literals import address
from wizard.plan.perspective import Perspective

Peer = IPv4Address | str
"""An address, or the name of a host."""


def peers(asking: Perspective) -> tuple[Peer, ...]:
    """Those of the spoke's tunnel, the best one first."""
    return asking.given(AddressesOrNames(), "peers")


def backup_peers(asking: Perspective) -> tuple[Peer, ...]:
    """Those of the EzVPN client that takes over; none without one."""
    backup = asking.backup_client
    return tuple(address(peer) or peer for peer in backup.peers) if backup else ()


def every_peer(asking: Perspective) -> tuple[Peer, ...]:
    """Those of both, each once."""
    return tuple(dict.fromkeys((*peers(asking), *backup_peers(asking))))
