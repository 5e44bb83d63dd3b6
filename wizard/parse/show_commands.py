"""What other show commands of the same terminal log tell of the router."""

import re

from wizard.model.literals import address, number
from wizard.model.plan import ShowCommands
from wizard.parse.release import known_release, product

_VERSION = re.compile(rb"^Cisco IOS[ -]?(?:XE )?Software.*", re.MULTILINE)
_PEER = re.compile(rb"^ *(?:Peer:|current_peer) (\d{1,3}(?:\.\d{1,3}){3}) port (\d{1,5})\b", re.MULTILINE)
"""As `show crypto session` and `show crypto ipsec sa` print it [flexvpn.md 6.3, 6.5]."""


def show_commands(data: bytes) -> ShowCommands:
    """The release of `show version`, and the port of each peer of `show crypto session`, where the file has them."""
    text = _show_version(data)
    named = known_release(text)
    return ShowCommands(release=str(named or ""), platform=product(text), peer_ports=_peer_ports(data))


def _show_version(data: bytes) -> str:
    """The first lines of what `show version` printed, "" without it."""
    found = _VERSION.search(data) if b"Cisco IOS" in data else None
    if found is None:
        return ""
    text = data[found.start() :].decode("latin-1").replace("\r", "")
    return "\n".join(text.split("\n")[:80])


def _peer_ports(data: bytes) -> tuple[tuple[str, int], ...]:
    if b" port " not in data:
        return ()
    rows = ((peer.decode(), number(port.decode(), 1, 65_535)) for peer, port in _PEER.findall(data))
    return tuple(dict.fromkeys((peer, port) for peer, port in rows if address(peer) and port is not None))
