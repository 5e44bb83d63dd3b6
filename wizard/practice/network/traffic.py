"""What went through tunnels, and since when they are up."""

from collections.abc import Iterable
from datetime import datetime
from zlib import crc32

from wizard.practice.network.forwarding import Trace
from wizard.practice.network.tunnels import Tunnel


class Traffic:
    """The counters of a network; those of a tunnel begin anew when it comes up again."""

    def __init__(self) -> None:
        self._since: dict[tuple[str, ...], datetime] = {}
        self._packets: dict[tuple[tuple[str, ...], str], int] = {}

    def keep(self, tunnels: Iterable[Tunnel], now: datetime) -> None:
        """Forgets the tunnels that fell, and notes those that came up."""
        keys = [tunnel.key for tunnel in tunnels]
        self._since = {key: self._since.get(key, now) for key in keys}
        self._packets = {place: count for place, count in self._packets.items() if place[0] in self._since}

    def forget(self, tunnel: Tunnel) -> None:
        """The tunnel fell."""
        self._since.pop(tunnel.key, None)
        self._packets = {place: count for place, count in self._packets.items() if place[0] != tunnel.key}

    def count(self, trace: Trace, packets: int) -> None:
        """Packets went that way."""
        for tunnel, router in trace.through:
            place = (tunnel.key, router)
            self._packets[place] = self._packets.get(place, 0) + packets

    def sent(self, tunnel: Tunnel, router: str) -> int:
        """How many packets a router put into a tunnel."""
        return self._packets.get((tunnel.key, router), 0)

    def since(self, tunnel: Tunnel) -> datetime:
        """When it came up."""
        return self._since[tunnel.key]

    def spi(self, tunnel: Tunnel, router: str) -> int:
        """The number by which a router knows the packets that come in by a tunnel."""
        return crc32(f"{tunnel.key} {router} {self._since[tunnel.key]}".encode()) or 1
