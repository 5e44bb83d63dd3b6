"""What is read of EzVPN in a router's configuration, and the facts of the router around it."""

from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Interface, IPv4Network

from wizard.model.configuration import Line
from wizard.model.ezvpn_mode import EzvpnMode
from wizard.model.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """One interface as it is configured."""

    name: str
    addresses: tuple[IPv4Interface, ...] = ()
    """Primary first, then secondaries."""
    virtual_addresses: tuple[IPv4Address, ...] = ()
    """Those that it shares with other routers, by HSRP, VRRP or GLBP."""
    dynamic: str = ""
    """`dhcp` or `negotiated` where the address is not fixed."""
    vrf: str = ""
    nat: str = ""
    """`inside`, `outside` or empty."""
    shutdown: bool = False
    line: Line = field(compare=False, repr=False)

    def has(self, address: IPv4Address) -> bool:
        """Whether packets for that address are the router's own there."""
        return address in self.virtual_addresses or any(own.ip == address for own in self.addresses)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticRoute:
    """`ip route` without a VRF."""

    network: IPv4Network
    next_hop: str
    """As it stands after the mask: an address, an interface, or both."""
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalUser:
    """`username`, without its secret."""

    name: str
    privilege: int
    has_password: bool = False
    """Whether a `password` or a `secret` stands with it."""
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Keepalive:
    """`crypto isakmp keepalive`, seconds."""

    interval: int
    retry: int = 2
    periodic: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessEntry:
    """One entry of an access list, as far as the migration needs it."""

    permit: bool
    source_network: IPv4Network | None
    """None where the source is not a contiguous network."""
    to_anywhere: bool = True
    """Whether it holds for every destination, as an entry of a standard list does."""
    text: str
    """The entry from its `permit` or `deny` on."""
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessList:
    """A numbered or named IPv4 access list."""

    name: str
    extended: bool
    numbered: bool
    """Whether it stands as `access-list N ...` lines."""
    entries: tuple[AccessEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """`crypto isakmp client configuration group`."""

    name: str
    key: Secret | None = None
    key_type: str = "0"
    """`0` or `6`; a type 6 key is an opaque blob."""
    pool: str = ""
    split_list: str = ""
    """The access list of `acl`; empty tunnels everything."""
    save_password: bool = False
    line: Line = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class IsakmpProfile:
    """`crypto isakmp profile`, as far as EzVPN uses it."""

    name: str
    groups: tuple[str, ...] = ()
    authentication_list: str = ""
    authorization_list: str = ""
    virtual_template: int | None = None
    line: Line = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EzvpnServer:
    """The EzVPN server side of a router."""

    groups: tuple[Group, ...]
    profiles: tuple[IsakmpProfile, ...] = ()
    crypto_maps: tuple[str, ...] = ()
    """Crypto maps with an EzVPN entry."""
    dynamic_maps: tuple[str, ...] = ()
    """Dynamic crypto maps that those entries name."""
    virtual_templates: tuple[int, ...] = ()
    wan_interface: str = ""
    """Where the tunnels end, if the configuration shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EzvpnClient:
    """`crypto ipsec client ezvpn` with the interfaces that it is attached to."""

    name: str
    mode: EzvpnMode = EzvpnMode.CLIENT
    """Client mode is what IOS does without a `mode` line [ezvpn.md 2.1]."""
    group: str = ""
    """Empty with certificates."""
    key: Secret | None = None
    key_type: str = "0"
    """`0` or `6`; a type 6 key is an opaque blob."""
    peers: tuple[str, ...] = ()
    """In the order of preference, the `default` peer first."""
    connect: str = "auto"
    """`auto`, `manual` or `acl NAME`."""
    local_address: str = ""
    virtual_interface: int | None = None
    """The virtual template; 0 for a bare `virtual-interface`; None without."""
    username: str = ""
    password: Secret | None = None
    password_type: str = "0"
    """`0` or `6`, as of the key."""
    xauth: str = ""
    """`local`, `interactive` or `http-intercept`; empty without the line."""
    acl: str = ""
    outside: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    line: Line = field(compare=False, repr=False)

    @property
    def asks_somebody(self) -> bool:
        """Whether it asks a person for its password when it connects and its server wants one."""
        return self.xauth in {"interactive", "http-intercept"} or (self.xauth == "local" and not self.username)


@dataclass(frozen=True, slots=True, kw_only=True)
class Router:
    """The facts of one router that the migration looks at."""

    hostname: str = ""
    domain: str = ""
    version: str = ""
    """What the `version` line says: `15.2`, `17.3`; empty without it."""
    aaa_new_model: bool = False
    interfaces: tuple[Interface, ...] = ()
    routes: tuple[StaticRoute, ...] = ()
    users: tuple[LocalUser, ...] = ()
    pools: tuple[tuple[str, IPv4Address, IPv4Address], ...] = ()
    """(name, first, last)."""
    access_lists: tuple[AccessList, ...] = ()
    keepalive: Keepalive | None = None
    server: EzvpnServer | None = None
    clients: tuple[EzvpnClient, ...] = ()

    def interface(self, name: str) -> Interface | None:
        """The interface of that name."""
        for interface in self.interfaces:
            if interface.name == name:
                return interface
        return None

    def access_list(self, name: str) -> AccessList | None:
        """The access list of that name or number."""
        for access_list in self.access_lists:
            if access_list.name == name:
                return access_list
        return None
