"""The objects of a FlexVPN configuration: what templates write, and what is read back from a configuration."""

from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import IPv4Network

from wizard.model.configuration import Line
from wizard.model.secret import Secret


class IdentityKind(StrEnum):
    """What an IKE identity is; the value is the word of the CLI."""

    ADDRESS = "address"
    FQDN = "fqdn"
    EMAIL = "email"
    KEY_ID = "key-id"
    DN = "dn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """An identity that an IKEv2 peer sends."""

    kind: IdentityKind
    value: str = ""
    """Empty for dn."""

    def __str__(self) -> str:
        return f"{self.kind} {self.value}".rstrip()


class MatchKind(StrEnum):
    """What `match identity remote` or a keyring peer's `identity` compares."""

    ADDRESS = "address"
    FQDN = "fqdn"
    FQDN_DOMAIN = "fqdn domain"
    EMAIL = "email"
    EMAIL_DOMAIN = "email domain"
    KEY_ID = "key-id"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityMatch:
    """One `match identity remote` of a profile, or the `identity` of a keyring peer."""

    kind: MatchKind
    value: str = ""
    mask: str = ""
    """Of an address; empty means a host."""

    def __str__(self) -> str:
        return " ".join(word for word in (self.kind.value, self.value, self.mask) if word)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """`crypto ikev2 proposal`; each tuple in the order of preference, in the words of the CLI."""

    name: str
    encryption: tuple[str, ...] = ()
    integrity: tuple[str, ...] = ()
    prf: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    line: Line | None = field(default=None, compare=False, repr=False)
    """Its header, as it was read; None where a template writes it. The same in every object below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """`crypto ikev2 policy`."""

    name: str
    match_fvrf: str = ""
    """A VRF, `any`, or empty for the global table."""
    match_address_local: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    line: Line | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyringPeer:
    """`peer` of a keyring; both keys are the same object where the key is symmetric."""

    name: str
    address: str = ""
    mask: str = ""
    hostname: str = ""
    identity: IdentityMatch | None = None
    local_key: Secret | None = None
    remote_key: Secret | None = None
    line: Line | None = field(default=None, compare=False, repr=False)

    @property
    def symmetric(self) -> bool:
        """Whether one `pre-shared-key` line serves both directions."""
        return self.local_key is not None and self.local_key == self.remote_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyring:
    """`crypto ikev2 keyring`."""

    name: str
    peers: tuple[KeyringPeer, ...] = ()
    line: Line | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationPolicy:
    """`crypto ikev2 authorization policy`."""

    name: str
    attributes: tuple[str, ...] = ()
    """Lines that are handed to the peer as they stand: dns, wins, def-domain, split-dns, netmask ..."""
    pool: str = ""
    route_set_interface: bool = False
    route_set_access_lists: tuple[str, ...] = ()
    route_set_ipv6_access_lists: tuple[str, ...] = ()
    route_set_remote: tuple[IPv4Network, ...] = ()
    route_accept: str = ""
    """What follows `route accept`: `any`, `any tag 100 distance 5`; empty where no line stands."""
    refuses_routes: bool = False
    """`no route accept any`."""
    line: Line | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dpd:
    """Dead peer detection, seconds."""

    interval: int
    retry: int
    mode: str
    """`on-demand` or `periodic`."""

    def __str__(self) -> str:
        return f"{self.interval} {self.retry} {self.mode}"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAuthorization:
    """`aaa authorization group METHOD list LIST POLICY`."""

    method: str
    """`cert`, `psk` or `eap`: the method with which the peer authenticates."""
    list_name: str
    policy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ikev2Profile:
    """`crypto ikev2 profile`."""

    name: str
    match: tuple[IdentityMatch, ...] = ()
    match_certificate: tuple[str, ...] = ()
    match_fvrf: str = ""
    match_address_local: str = ""
    """What follows `match address local`: an address or `interface IF`."""
    identity_local: Identity | None = None
    local_authentication: str = ""
    """`rsa-sig`, `ecdsa-sig`, `pre-share`, or `eap METHOD`."""
    remote_authentication: tuple[str, ...] = ()
    local_key: Secret | None = None
    """Of `authentication local pre-share key K`; None where a keyring holds it."""
    remote_key: Secret | None = None
    eap_username: str = ""
    eap_password: Secret | None = None
    eap_list: str = ""
    """The list of `aaa authentication eap`, on the hub."""
    keyring: str = ""
    """Of `keyring local`."""
    keyring_aaa: str = ""
    """The list of `keyring aaa`, where RADIUS holds the keys."""
    trustpoints: tuple[str, ...] = ()
    """Each as it follows `pki trustpoint`: `TP`, `TP sign`, `TP verify`."""
    dpd: Dpd | None = None
    nat_keepalive: int | None = None
    """Seconds."""
    lifetime: int | None = None
    """Seconds; None is the default of a day."""
    accounting: str = ""
    """What follows `aaa accounting`: `cert LIST`."""
    authorization: GroupAuthorization | None = None
    virtual_template: int | None = None
    virtual_template_mode_auto: bool = False
    ivrf: str = ""
    config_exchange_request: bool = True
    shutdown: bool = False
    line: Line | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TransformSet:
    """`crypto ipsec transform-set`."""

    name: str
    transforms: tuple[str, ...]
    """The words after the name: ("esp-aes", "256", "esp-sha256-hmac")."""
    mode: str = ""
    """`tunnel`, `transport`, `transport require`; empty where no line stands (tunnel)."""
    line: Line | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class IpsecProfile:
    """`crypto ipsec profile`."""

    name: str
    transform_sets: tuple[str, ...] = ()
    ikev2_profile: str = ""
    isakmp_profile: str = ""
    pfs: str = ""
    """`group14`; empty without PFS."""
    lifetime: int | None = None
    """Seconds; None is the router's own, or an hour."""
    options: tuple[str, ...] = ()
    """Lines that were taken over from EzVPN as they stand."""
    idle_time: int | None = None
    """Seconds; None where an idle tunnel stays."""
    responder_only: bool = False
    line: Line | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TunnelInterface:
    """`interface TunnelN` or `interface Virtual-TemplateN type tunnel`, as FlexVPN uses it."""

    name: str
    """`Tunnel0`, `Virtual-Template1`."""
    address: str = ""
    """What follows `ip`: `unnumbered Loopback0`, `address negotiated`, `address 10.0.0.1 255.255.255.252`."""
    tunnel_source: str = ""
    destination: str = ""
    """`dynamic` or an address."""
    mode: str = ""
    """`ipsec ipv4`; empty is GRE, the default."""
    protection: str = ""
    """The IPsec profile."""
    mtu: int | None = None
    tcp_mss: int | None = None
    nat: str = ""
    """`inside`, `outside` or empty."""
    features: tuple[str, ...] = ()
    """Lines that were taken over from the EzVPN virtual template as they stand."""
    vrf: str = ""
    tunnel_vrf: str = ""
    shutdown: bool = False
    line: Line | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlexvpnClient:
    """`crypto ikev2 client flexvpn`."""

    name: str
    peers: tuple[tuple[int, str], ...] = ()
    """(sequence, what follows it): (1, "10.0.0.1"), (2, "fqdn hub.example.com")."""
    peer_reactivate: bool = False
    connect: str = ""
    """`auto`, `manual`, `track N down`."""
    tunnel: str = ""
    backup_group: str = ""
    tunnel_sources: tuple[str, ...] = ()
    """What follows `source`."""
    line: Line | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trustpoint:
    """`crypto pki trustpoint`."""

    name: str
    enrollment: str = field(default="", repr=False)
    """What follows `enrollment`: `terminal pem`, `url http://...`, which may hold a password."""
    asks_registrar: bool = False
    """`enrollment mode ra`: whoever enrols is not the CA itself."""
    enrollment_retry: tuple[int, int] | None = None
    """How often it asks for a certificate that is not granted yet, and with how many minutes between."""
    password: Secret | None = None
    """The challenge password."""
    subject_name: str = ""
    vrf: str = ""
    """Through which the CA and its revocation lists are reached; empty for the global table."""
    fqdn: str = ""
    """A name or `none`; empty where the router's own stands for it."""
    alternative_name: str = ""
    """Of `subject-alt-name`."""
    ip_address: str = ""
    """An address, an interface or `none`."""
    source_interface: str = ""
    """From whose address it asks the CA; empty where that is the interface that faces it."""
    match_eku: tuple[str, ...] = ()
    """The extended key usages of which a peer's certificate needs one, in the words of the CLI."""
    revocation_check: str = ""
    key_label: str = ""
    ec_key_label: str = ""
    key_size: int | None = None
    """Bits; None where the line names no size."""
    hash: str = ""
    fingerprint: str = ""
    line: Line | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlexvpnObjects:
    """Every FlexVPN object that one configuration defines, in its order; names are unique in each tuple."""

    proposals: tuple[Proposal, ...] = ()
    policies: tuple[Policy, ...] = ()
    keyrings: tuple[Keyring, ...] = ()
    authorization_policies: tuple[AuthorizationPolicy, ...] = ()
    profiles: tuple[Ikev2Profile, ...] = ()
    transform_sets: tuple[TransformSet, ...] = ()
    ipsec_profiles: tuple[IpsecProfile, ...] = ()
    tunnels: tuple[TunnelInterface, ...] = ()
    clients: tuple[FlexvpnClient, ...] = ()
    trustpoints: tuple[Trustpoint, ...] = ()
    network_authorization_lists: tuple[str, ...] = ()
    """Names of `aaa authorization network`; empty without `aaa new-model`."""
    radius_authorization_lists: tuple[str, ...] = ()
    """Those of them that ask a server before or instead of the router itself."""
    certificate_maps: tuple[str, ...] = ()
    global_dpd: Dpd | None = None
    ipsec_lifetime: int | None = None
    """Seconds of the global `crypto ipsec security-association lifetime`; None without it."""
    disabled_defaults: tuple[str, ...] = ()
    """Smart defaults taken away by `no crypto ... default`: `ikev2 proposal`, `ipsec transform-set` ..."""
