"""What the rehearsal reads from the text of one configuration: the lines, and the objects that IKEv2 needs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Interface, IPv4Network

from wizard.model.release import Release
from wizard.model.secret import Secret


@dataclass(frozen=True, slots=True)
class Block:
    """One line with the lines below it."""

    text: str
    below: tuple["Block", ...] = ()

    def __repr__(self) -> str:
        # The text may hold a key.
        return f"<Block with {len(self.below)} lines below>"

    def rests(self, words: str) -> Iterator[str]:
        """What follows the words in each line below that begins with them."""
        return (
            block.text[len(words) + 1 :].strip() for block in self.below if f"{block.text} ".startswith(f"{words} ")
        )

    def rest(self, words: str) -> str:
        """What follows the words in the first line below that begins with them, "" without one."""
        return next(self.rests(words), "")

    def has(self, words: str) -> bool:
        """Whether a line below begins with the words."""
        return any(True for _ in self.rests(words))


@dataclass(frozen=True, slots=True, kw_only=True)
class IkeProposal:
    """The algorithms of one IKEv2 proposal, in the words of IOS, the preferred ones first."""

    encryption: tuple[str, ...] = ()
    integrity: tuple[str, ...] = ()
    prf: tuple[str, ...] = ()
    group: tuple[str, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Whether IOS offers it: no part is missing."""
        gcm = [algorithm for algorithm in self.encryption if "gcm" in algorithm]
        parts = (len(gcm) == len(self.encryption) or self.integrity, not gcm or self.prf, self.encryption, self.group)
        return all(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """An identity that is sent or expected: the word of IOS and its value."""

    kind: str
    """`address`, `fqdn`, `email`, `key-id`, `dn`; expected ones also `fqdn domain`, `email domain`, `any`."""
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyHolder:
    """A peer of a keyring: of whom it is, and the two keys."""

    name: str
    network: IPv4Network | None = None
    hostname: str = ""
    identifier: Identifier | None = None
    local: Secret | None = None
    remote: Secret | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One line of a certificate map: `subject-name co ou = flexvpn`."""

    field: str
    comparison: str
    value: str


def plain(name: str) -> str:
    """A distinguished name as IOS compares it: in lower case, without the blanks around `=` and `,`."""
    parts = ("=".join(word.strip() for word in part.split("=")) for part in name.lower().split(","))
    return ",".join(part.strip() for part in parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What a certificate map sees of a certificate."""

    parts: tuple[str, ...] = ()
    """Of the subject, as `plain` writes them."""
    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By the word of the map: each form in which IOS may see it, plain too; a field that nobody knows is absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """`crypto ikev2 profile`."""

    name: str
    expected: tuple[Identifier, ...] = ()
    maps: tuple[str, ...] = ()
    fvrf: str = ""
    match_local: str = ""
    sent: Identifier | None = None
    local_method: str = ""
    """`rsa-sig`, `ecdsa-sig`, `pre-share`, `eap md5`."""
    remote_methods: tuple[str, ...] = ()
    local_key: Secret | None = None
    remote_key: Secret | None = None
    eap_user: str = ""
    eap_password: Secret | None = None
    asks_eap_identity: bool = False
    keyring: str = ""
    keyring_aaa: bool = False
    sign_trustpoint: str = ""
    verify_trustpoints: tuple[str, ...] = ()
    dpd: int = 0
    """Seconds; 0 without."""
    authorization: tuple[str, str, str] = ("", "", "")
    """Method, list and policy of `aaa authorization group`."""
    template: str = ""
    """`Virtual-Template1`, "" without."""
    takes_either: bool = False
    """`mode auto`: GRE and IPsec alone."""
    is_shut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IpsecProfile:
    """`crypto ipsec profile`."""

    name: str
    transform_sets: tuple[str, ...] = ()
    ikev2_profile: str = ""
    pfs: str = ""
    """The number of the group, "" without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """An interface, as far as a tunnel needs it."""

    name: str
    address: IPv4Interface | None = None
    shared: tuple[IPv4Address, ...] = ()
    """Of HSRP, VRRP or GLBP."""
    borrows: str = ""
    """Of `ip unnumbered`."""
    negotiates: bool = False
    vrf: str = ""
    tunnel_source: str = ""
    destination: str = ""
    mode: str = ""
    protection: str = ""
    is_shut: bool = False

    @property
    def carries_gre(self) -> bool:
        """Whether a tunnel has GRE inside IPsec."""
        return not self.mode.startswith("ipsec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorization:
    """`crypto ikev2 authorization policy`: the pool, and what is announced to the peer."""

    pool: str = ""
    announces_interface: bool = False
    networks: tuple[IPv4Network, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trustpoint:
    """`crypto pki trustpoint`, as far as a certificate has it."""

    name: str
    subject: str = ""
    fqdn: str = ""
    elliptic: bool = False
    bits: int = 0
    """0 where no line says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """`crypto ikev2 policy`: for which table and addresses, and the usable proposals in their order."""

    name: str
    fvrf: str = ""
    local: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Router:
    """One configuration as the rehearsal reads it; every mapping by name."""

    device: str
    release: Release | None = None
    interfaces: dict[str, Interface] = field(default_factory=dict)
    proposals: dict[str, IkeProposal] = field(default_factory=dict)
    policies: tuple[Policy, ...] = ()
    keyrings: dict[str, tuple[KeyHolder, ...]] = field(default_factory=dict, repr=False)
    profiles: dict[str, Profile] = field(default_factory=dict)
    maps: dict[str, tuple[tuple[Condition, ...], ...]] = field(default_factory=dict)
    """Each entry a tuple of conditions that must all hold; one entry is enough."""
    transform_sets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ipsec_profiles: dict[str, IpsecProfile] = field(default_factory=dict)
    authorizations: dict[str, Authorization] = field(default_factory=dict)
    pools: dict[str, tuple[IPv4Address, IPv4Address]] = field(default_factory=dict)
    trustpoints: dict[str, Trustpoint] = field(default_factory=dict)
    calls: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Tunnel interface: the peers of its FlexVPN client, in order."""
    fragments: bool = False
    """Whether IKE is sent in fragments to a peer that can have them."""
    local_lists: frozenset[str] = frozenset()
    """Authorization lists that the router itself answers."""

    def addresses(self) -> dict[IPv4Address, Interface]:
        """Every fixed address with its interface, those that it shares with a standby router behind its own."""
        own = {interface.address.ip: interface for interface in self.interfaces.values() if interface.address}
        return own | {address: interface for interface in self.interfaces.values() for address in interface.shared}

    def address_of(self, interface: str) -> IPv4Interface | None:
        """The address of an interface, its own or a borrowed one."""
        asked: set[str] = set()
        while (found := self.interfaces.get(interface)) and not found.address and interface not in asked:
            asked.add(interface)
            interface = found.borrows
        return found.address if found else None
