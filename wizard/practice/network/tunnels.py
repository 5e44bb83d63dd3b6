"""A tunnel that is up between two routers of the network."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from ipaddress import IPv4Address, IPv4Network

Asked = frozenset[tuple[str, str]]
"""Routers and clients of theirs that connect by hand, which somebody told to."""


class Kind(Enum):
    """Which of the two it is."""

    EZVPN = "EzVPN"
    FLEXVPN = "FlexVPN"


@dataclass(frozen=True, slots=True, kw_only=True)
class TunnelEnd:
    """What one of its two routers has of it."""

    router: str
    address: IPv4Address
    """At which it ends on the Internet."""
    interface: str
    """By which packets go into it."""
    template: str = ""
    """Of which the interface is made; empty where it is none that is made."""
    vrf: str = ""
    """Of the packets in it."""
    inner: IPv4Address | None = None
    """The address of an interface that is made with the tunnel: that of its template."""
    routes: tuple[IPv4Network, ...] = ()
    """What this end sends into it."""
    sources: tuple[IPv4Network, ...] | None = None
    """The packets that EzVPN takes, by their source; None where the routing table alone tells."""
    identity: str = ""
    """What it says of itself in IKEv2."""
    policy_interface: bool = False
    """Whether packets meet it on the interface and not in the routing table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tunnel:
    """A client and the server that it called."""

    kind: Kind
    name: str
    """Of the EzVPN client, or of the client's tunnel interface."""
    client: TunnelEnd
    server: TunnelEnd
    suite: tuple[str, ...] = ()
    """Encryption, PRF, integrity and group of IKEv2."""
    authentication: tuple[str, str] = ("", "")
    """How the client and how the server prove themselves."""
    is_gre: bool = False
    translates: bool = False
    """Whether the client hides its networks behind the assigned address by itself, as EzVPN's client mode does."""
    assigned: IPv4Address | None = None
    """The address that the server gave the client."""

    @property
    def key(self) -> tuple[str, ...]:
        """The same as long as it is the same tunnel."""
        return (self.kind.value, self.client.router, self.name, self.server.router, str(self.server.address))

    def end(self, router: str) -> TunnelEnd | None:
        """The end that is at that router."""
        return next((end for end in (self.client, self.server) if end.router == router), None)

    def other(self, router: str) -> TunnelEnd:
        """The end that is not at that router."""
        return self.server if self.client.router == router else self.client


def numbered(tunnels: Iterable[Tunnel]) -> Iterator[Tunnel]:
    """The tunnels, each with an interface of its own at the server."""
    made = Counter[str]()
    for tunnel in tunnels:
        name = tunnel.server.router
        made[name] += 1
        yield replace(tunnel, server=replace(tunnel.server, interface=f"Virtual-Access{made[name]}"))
