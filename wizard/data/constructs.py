"""What becomes of each line of EzVPN outside the group: one row a construct, section by section."""

from wizard.data.attributes import GROUP_ATTRIBUTES, Attribute
from wizard.model.finding import Verdict

_SERVER = "ezvpn.md 3.1, 3.3, 3.4; Cisco EzVPN-NEM to FlexVPN Migration Guide"
_CLIENT = "ezvpn.md 3.5; Cisco EzVPN-NEM to FlexVPN Migration Guide"


def _row(ezvpn: str, verdict: Verdict, why: str, *traces: str, question: str = "", source: str = _SERVER) -> Attribute:
    return Attribute(ezvpn=ezvpn, verdict=verdict, why=why, traces=traces, question=question, source=source)


def _client(ezvpn: str, verdict: Verdict, why: str, *traces: str, question: str = "") -> Attribute:
    return _row(ezvpn, verdict, why, *traces, question=question, source=_CLIENT)


_T, _C, _D, _K = Verdict.TRANSFORMED, Verdict.CARRIED, Verdict.DROPPED, Verdict.KEPT

GROUP_HEADER = _row(
    "crypto isakmp client configuration group",
    _T,
    "the authorization policy takes the place of the group",
    "authorization_policy: crypto",
)

PROFILE: tuple[Attribute, ...] = (
    _row(
        "match identity group",
        _T,
        "the identity of each spoke takes the place of the group's name",
        "ikev2_profile: match identity remote",
    ),
    _row("client authentication list", _D, "IKEv2 has no XAUTH; a certificate or a key of its own proves the spoke"),
    _row(
        "isakmp authorization list",
        _T,
        "IKEv2 authorizes by a list of its own",
        "ikev2_profile: aaa authorization group",
    ),
    _row("client configuration address", _D, "IKEv2 hands out addresses in its configuration payload by itself"),
    _row(
        "client configuration group",
        _T,
        "the authorization policy is named in the profile",
        "ikev2_profile: aaa authorization group",
    ),
    _row("virtual-template", _T, "FlexVPN gets a virtual template of its own", "cloned_template: virtual-template"),
    _row("keepalive", _T, "dead peer detection is set in the profile", "ikev2_profile: dpd", question="dpd"),
    _row("keyring", _T, "IKEv2 has a keyring of its own", "ikev2_profile: keyring"),
    _row(
        "self-identity", _T, "the identity is set in the profile", "ikev2_profile: identity local", question="identity"
    ),
    _row("ca trust-point", _T, "the trustpoint is named in the profile", "ikev2_profile: pki trustpoint"),
    _row("initiate mode", _D, "IKEv2 has neither main nor aggressive mode"),
    _row("description", _D, "a description of what EzVPN did"),
)
PROFILE_HEADER = _row("crypto isakmp profile", _T, "the IKEv2 profile takes its place", "ikev2_profile: crypto")

POLICY: tuple[Attribute, ...] = (
    *(
        _row(
            word,
            _T,
            "the IKEv2 proposal has stronger algorithms of its own",
            f"ikev2_proposal: {new}",
            question="crypto",
        )
        for word, new in (
            ("encr", "encryption"),
            ("encryption", "encryption"),
            ("hash", "integrity"),
            ("group", "group"),
        )
    ),
    _row(
        "authentication", _T, "each side's authentication is set in the IKEv2 profile", "ikev2_profile: authentication"
    ),
    _row("lifetime", _D, "IKEv2's own lifetime of a day holds; it is not negotiated"),
)
POLICY_HEADER = _row(
    "crypto isakmp policy", _T, "the IKEv2 proposal takes its place", "ikev2_proposal: crypto", question="crypto"
)
KEEPALIVE = _row(
    "crypto isakmp keepalive", _C, "the same times, in the IKEv2 profile", "ikev2_profile: dpd", question="dpd"
)

TRANSFORM_SET: tuple[Attribute, ...] = (
    _row("mode", _T, "the new transform set states its mode", "transform_set: mode"),
)
TRANSFORM_SET_HEADER = _row(
    "crypto ipsec transform-set",
    _T,
    "a new transform set with today's algorithms",
    "transform_set: crypto",
    question="transform",
)
IPSEC_PROFILE: tuple[Attribute, ...] = (
    _row("set transform-set", _T, "the new profile names the new transform set", "ipsec_profile: set transform-set"),
    _row(
        "set isakmp-profile",
        _T,
        "an IPsec profile serves IKEv1 or IKEv2, never both",
        "ipsec_profile: set ikev2-profile",
    ),
    _row("set pfs", _T, "the new profile states its group", "ipsec_profile: set pfs", question="pfs"),
    _row("set security-association", _D, "the release's default lifetimes hold; IKEv2 does not negotiate them"),
    _row("description", _D, "a description of what EzVPN did"),
)
IPSEC_PROFILE_HEADER = _row(
    "crypto ipsec profile", _T, "an IPsec profile of its own for IKEv2", "ipsec_profile: crypto"
)

_TEMPLATE_ROWS: tuple[tuple[str, Verdict, str, str], ...] = (
    ("ip unnumbered", _T, "the new interface borrows its address too", "ip unnumbered"),
    ("no ip address", _T, "the tunnel has an address of its own or borrows one", "ip unnumbered"),
    ("tunnel mode", _T, "both ends must agree on what runs inside IPsec", "tunnel mode"),
    ("tunnel protection", _T, "the new IPsec profile protects it", "tunnel protection"),
    ("tunnel source", _C, "the tunnel leaves there", "tunnel source"),
    ("description", _D, "a description of what EzVPN did", ""),
    ("ip mtu", _C, "taken over", "ip mtu"),
    ("ip tcp adjust-mss", _C, "taken over", "ip tcp adjust-mss"),
    ("", _C, "a feature of the tunnelled traffic: taken over as it stands", ""),
)


def template_rows(section: str) -> tuple[Attribute, ...]:
    """The rows of a virtual template whose successor is that section; the last one takes every line."""
    return tuple(
        _row(words, verdict, why, *([f"{section}: {new}" if new else section] if verdict is not _D else []))
        for words, verdict, why, new in _TEMPLATE_ROWS
    )


SERVER_TEMPLATE = template_rows("virtual_template")
SERVER_TEMPLATE_HEADER = _row(
    "interface Virtual-Template", _T, "FlexVPN gets a virtual template of its own", "virtual_template: interface"
)
CLIENT_TEMPLATE = template_rows("tunnel")
CLIENT_TEMPLATE_HEADER = _client(
    "interface Virtual-Template", _T, "the tunnel interface takes its place", "tunnel: interface"
)

CRYPTO_MAP = _row(
    "crypto map",
    _T,
    "the virtual template takes the place of the dynamic map; other entries stay",
    "virtual_template: interface",
)
DYNAMIC_MAP: tuple[Attribute, ...] = (
    _row("set transform-set", _T, "the new profile names the new transform set", "ipsec_profile: set transform-set"),
    _row("set isakmp-profile", _T, "the IPsec profile names the IKEv2 profile", "ipsec_profile: set ikev2-profile"),
    _row("set pfs", _T, "the new profile states its group", "ipsec_profile: set pfs", question="pfs"),
    _row("set security-association", _D, "the release's default lifetimes hold; IKEv2 does not negotiate them"),
    _row("reverse-route", _T, "IKEv2 installs the routes that the spoke announces", "authorization_policy: route"),
    _row("set reverse-route", _T, "IKEv2 installs the routes that the spoke announces", "authorization_policy: route"),
    _row("description", _D, "a description of what EzVPN did"),
)
DYNAMIC_MAP_HEADER = _row(
    "crypto dynamic-map", _T, "the virtual template takes its place", "virtual_template: interface"
)

SPLIT_LIST = _row(
    "access-list",
    _T,
    "its source networks stand in the list that IKEv2 announces; ports and destinations are lost",
    "announced_networks",
    question="hub_networks",
)
POOL = _row("ip local pool", _K, "the pool stays; FlexVPN may use it")

CLIENT: tuple[Attribute, ...] = (
    _client("connect", _C, "the FlexVPN client connects", "flexvpn_client: connect", question="connect"),
    _client(
        "group",
        _T,
        "the spoke's own identity takes the place of the group; the group key is not carried over",
        "ikev2_profile: identity local",
        question="identity",
    ),
    _client("local-address", _C, "the tunnel leaves there", "tunnel: tunnel source"),
    _client(
        "mode",
        _T,
        "the mode becomes the tunnel's address and the networks that are announced",
        "tunnel: ip unnumbered",
        "tunnel: ip address",
        "announced_networks: ip access-list",
    ),
    _client("peer", _C, "the FlexVPN client connects to it", "flexvpn_client: peer", question="peers"),
    _client("virtual-interface", _T, "the tunnel interface takes its place", "tunnel: interface"),
    _client("username", _D, "IKEv2 has no XAUTH; a certificate or a key of its own proves the spoke"),
    _client("xauth", _D, "IKEv2 has no XAUTH"),
    _client(
        "acl",
        _T,
        "its source networks are announced",
        "authorization_policy: route set access-list",
        question="lan_networks",
    ),
    _client("description", _D, "a description of what EzVPN did"),
)
CLIENT_HEADER = _client(
    "crypto ipsec client ezvpn",
    _T,
    "tunnel interface, IKEv2 profile and FlexVPN client take its place",
    "flexvpn_client: crypto",
    "tunnel: interface",
)
ATTACHMENT = _client(
    "crypto ipsec client ezvpn",
    _T,
    "the tunnel interface carries the traffic; EzVPN leaves the interface at the cut-over",
    "tunnel: interface",
)
CLIENT_KEEPALIVE = _client(
    "crypto isakmp keepalive", _C, "the same times, in the IKEv2 profile", "ikev2_profile: dpd", question="dpd"
)

GROUP = GROUP_ATTRIBUTES
