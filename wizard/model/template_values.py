"""What one template receives, where it is no object of IKEv2."""

from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Interface, IPv4Network, IPv6Network

from wizard.model.ikev2 import IdentityMatch, Proposal
from wizard.model.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """`archive`."""

    path: str = field(repr=False)
    """A URL, which may hold a password."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """What keeps the login of a router that gets `aaa new-model`."""

    username: str = ""
    """Empty where the user has privilege 15 already."""
    password: Secret | None = None
    """None where the user has one: IOS refuses a secret beside a password."""
    lists: bool = True
    """Whether login and exec lists are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPair:
    """A key pair of an explicit size, in bits."""

    label: str
    size: int
    elliptic: bool = False
    """Whether it is an elliptic curve key; RSA otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateMap:
    """`crypto pki certificate map`, one entry."""

    name: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMangler:
    """`crypto ikev2 name-mangler`."""

    name: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ikev2Globals:
    """Global lines of IKEv2, which hold for every peer of the router."""

    fragmentation: bool
    disconnect_revoked_peers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IkeFragmentation:
    """Into which pieces IKE cuts what fits no datagram, in bytes."""

    mtu: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AaaList:
    """A list of AAA."""

    name: str
    group: str = ""
    """The group of RADIUS servers; empty for local."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """`ip local pool`."""

    name: str
    first: IPv4Address
    last: IPv4Address


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncedNetworks:
    """The standard access list whose networks IKEv2 announces to the peer."""

    name: str
    networks: tuple[IPv4Network, ...] = ()
    everything: bool = False
    closing_deny: str = ""
    """The entry that denies everything at the end of a list that stands, where new ones have no number before it."""
    numbers: tuple[int, ...] = ()
    """Those of the new entries, where they put them before the entry that denies everything."""
    renumbered: bool = False
    """Whether the entries of the list must get their numbers first, since none is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressedInterface:
    """An interface of a new hub with its address."""

    name: str
    address: IPv4Interface
    physical: bool = True
    """Whether it is shut until told otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultRoute:
    """`ip route 0.0.0.0 0.0.0.0`."""

    next_hop: IPv4Address


@dataclass(frozen=True, slots=True, kw_only=True)
class WidenedSplitList:
    """The entries that the EzVPN group's split list gets."""

    name: str
    networks: tuple[IPv4Network, ...]
    closing_deny: str = ""
    """The entry that denies everything at its end, where new ones have no number before it."""
    numbers: tuple[int, ...] = ()
    """Those of the new entries, where they put them before the entry that denies everything."""
    renumbered: bool = False
    """Whether the entries of the list must get their numbers first, since none is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustpointRenewal:
    """`auto-enroll` of a trustpoint that is there."""

    trustpoint: str
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FloatingRoute:
    """A static route that yields to a connected tunnel's."""

    network: IPv4Network
    next_hop: str
    distance: int = 250
    vrf: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterHubTunnel:
    """One end of the tunnel between the EzVPN server and the new hub."""

    name: str
    """Of its keyring, profile, transform set and IPsec profile."""
    interface: str
    address: IPv4Interface
    peer: str
    tunnel_source: str
    """The interface that faces the other hub, or this end's address."""
    vrf_line: str
    """The line that puts its traffic into the VRF of the sites; empty for the global table."""
    front_door_vrf: str
    """The VRF in which the tunnel's packets leave; empty for the global table."""
    local: str
    remote: str
    key: Secret
    proposal: Proposal | None
    """The hub's own, for the server; None at the hub, and where both rely on the smart defaults."""
    transform: str
    pfs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InterHubUp:
    """The inter-hub tunnel brought up."""

    interface: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """One `ip nat inside source route-map ... overload`."""

    route_map: str
    interface: str
    vrf: str = ""
    """Of the LAN; empty for the global table."""
    stays_in_vrf: bool = False
    """Whether the interface is in that VRF too."""
    pool: str = ""
    """The pool that gives the address; the interface does where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptiedList:
    """The access list of a translation that no longer takes the spoke's LAN, whose traffic has a rule of its own."""

    name: str
    kind: str
    """`standard` or `extended`."""
    entries: tuple[str, ...]
    """What stands before its other entries."""
    renumbered: bool
    """Whether the entries of the list must get their numbers first, since none is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nat:
    """The address translation that EzVPN did by itself."""

    access_list: str
    networks: tuple[IPv4Network, ...]
    translations: tuple[Translation, ...]
    inside: tuple[str, ...]
    outside: tuple[str, ...]
    closed_by: str = ""
    """The entry by which the rules take nothing while they are staged; "" where the interfaces' sides do that."""
    opened_by: tuple[str, ...] = ()
    """The entries that let the rules take the LAN at the cut-over; none where the interfaces' sides do that."""
    emptied: tuple[EmptiedList, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerRoute:
    """One host route to the hub, outside the tunnel."""

    peer: IPv4Address
    next_hop: str
    distance: int = 1
    track: str = ""
    """The object that takes it away; empty without."""
    vrf: str = ""
    """The front-door VRF; empty for the global table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FloatedDefault:
    """A static default route that yields to the one that the hub pushes."""

    text: str
    """As it stands."""
    floating: str
    """The same with a distance that every learned route beats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """`crypto ipsec client ezvpn` on one interface."""

    interface: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TunnelUp:
    """The FlexVPN tunnel brought up."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BgpProcess:
    """`router bgp`, as far as it serves the tunnels."""

    number: str
    fresh: bool
    """Whether no such process runs on the router yet."""
    by_family: bool
    """Whether its lines stand below `address-family ipv4`, as those of a running process may."""
    update_source: str
    networks: tuple[IPv4Network, ...]
    access_list: str
    """What it tells its neighbors at most; empty where it tells them nothing."""
    hub: IPv4Address | None = None
    """The hub's address, for a spoke."""
    group: str = ""
    """The peer group of the spokes, for the hub."""
    group_stands: bool = False
    """Whether the hub has that group, which other spokes are in: its lines stay as they are."""
    spokes: tuple[IPv4Address, ...] = ()
    listen: tuple[IPv4Network, ...] = ()
    """Where spokes call from whose address is negotiated."""
    listen_limit: int = 0
    """How many of them may call; 0 where what the router takes anyway is enough."""
    default_originate: bool = False
    handed_on: bool = False
    """Whether a protocol of the LAN is told what the spokes tell."""

    @property
    def neighbors(self) -> tuple[str, ...]:
        """Every neighbor or group by the word with which its lines begin, the group first."""
        return tuple(str(spoke) for spoke in (self.group, *self.spokes, self.hub) if spoke)


@dataclass(frozen=True, slots=True, kw_only=True)
class EigrpProcess:
    """`router eigrp` of the tunnels."""

    number: str
    networks: tuple[IPv4Network, ...]
    """On the interfaces of which it runs."""
    interface: str
    """On which it finds neighbors; every other one is passive."""
    access_list: str
    static_map: str = ""
    """The route-map of the static routes that it announces; empty without."""
    stub: str = ""
    """What follows `eigrp stub`; empty on the hub."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteMapOfPrefixes:
    """A route-map that takes the routes of one prefix list."""

    name: str
    prefixes: tuple[IPv4Network, ...]
    first: int = 5
    """The number of the first entry; five lie between two."""
    or_longer: bool = False
    """Whether it takes parts of them too."""
    sets: tuple[str, ...] = ()
    """Its `set` lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterHubProcess:
    """The protocol in which the two hubs tell each other their sites."""

    protocol: str
    number: str
    network: IPv4Network
    """On which they meet."""
    area: str
    """Of OSPF; empty for EIGRP."""
    redistributes: tuple[str, ...]
    """`static`, `connected`: those that it does not hand on already."""
    route_map: str
    active_interface: str = ""
    """The interface that a running process keeps passive; empty without."""
    covers: bool = False
    """Whether a running process is on that network already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOn:
    """The spokes' routes, handed on to a process of the hub's LAN as EzVPN's static routes are."""

    process: str
    """`router ospf 1`."""
    headers: tuple[str, ...]
    """Those below which its line stands: an address family, and a topology of it."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncedIpv6Networks:
    """The IPv6 access list whose networks IKEv2 announces to the peer."""

    name: str
    networks: tuple[IPv6Network, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ipv6Routing:
    """`ipv6 unicast-routing`, where the router forwards no IPv6 yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileMatches:
    """Identities that an IKEv2 profile of the hub takes besides its own."""

    name: str
    matches: tuple[IdentityMatch, ...]
