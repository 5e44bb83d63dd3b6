"""Slips that somebody may make in the new configurations of a hub and a spoke, one row each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from wizard.check.view.device import DeviceView
from wizard.check.view.site import PairView
from wizard.model.certificate import Certificate, Holder
from wizard.parse.release import release

TODAY = date(2026, 11, 25)


@dataclass(frozen=True, kw_only=True)
class Slip:
    """What somebody may change in the new configurations, by hand and for a reason or not."""

    name: str
    hub: tuple[tuple[str, str], ...] = ()
    """Pattern and what stands in its place, line by line; every one must be found."""
    spoke: tuple[tuple[str, str], ...] = ()
    dress: Callable[[PairView], PairView] | None = None
    """What the text does not hold: certificates, releases."""


def _certificate(holder: Holder, name: str, **rest: object) -> Certificate:
    subject = (f"cn={name}", "ou=FlexVPN") if holder is Holder.ROUTER else (f"cn={name}",)
    values: dict[str, object] = {"issuer": subject, "device": "", "origin": "certificates/test.pem"} | rest
    return Certificate(holder=holder, subject=subject, **values)  # type: ignore[arg-type]


def _signs_elliptically(view: DeviceView) -> bool:
    return "authentication local ecdsa-sig" in view.target.text()


def _own(view: DeviceView, **rest: object) -> Certificate:
    key, bits = ("ec", 256) if _signs_elliptically(view) else ("rsa", 2048)
    values: dict[str, object] = {"key_algorithm": key, "key_bits": bits, "not_after": TODAY + timedelta(days=300)}
    values |= {"issuer": ("cn=CA A",), "eku": ("client auth", "server auth"), "sans": ()}
    values |= {"key_usage": ("digital signature", "key encipherment"), "not_before": TODAY - timedelta(days=99)}
    return _certificate(Holder.ROUTER, _common_name(view), **(values | rest))


def _common_name(view: DeviceView) -> str:
    """What the router asks for in the subject of its certificate."""
    parts = (part for trustpoint in view.objects.trustpoints for part in trustpoint.subject_name.split(","))
    return next((part.strip()[3:] for part in parts if "CN=" in part.upper()), f"{view.device}.example.com")


def _ca(name: str) -> Certificate:
    return _certificate(Holder.CA, name, is_ca=True)


def _with(view: DeviceView, *certificates: Certificate) -> DeviceView:
    return replace(view, certificates=certificates, read_on=TODAY)


def _enrolled(pair: PairView, hub: dict[str, object], spoke: dict[str, object]) -> PairView:
    return PairView(
        hub=_with(pair.hub, _ca("CA A"), _own(pair.hub, **hub)),
        spoke=_with(pair.spoke, _ca("CA A"), _own(pair.spoke, **spoke)),
    )


def _other_kind(view: DeviceView) -> dict[str, object]:
    elliptic = _signs_elliptically(view)
    return {"key_algorithm": "rsa" if elliptic else "ec", "key_bits": 2048 if elliptic else 256}


_EXPIRED: dict[str, object] = {"not_after": TODAY - timedelta(days=9)}
_EARLY: dict[str, object] = {"not_before": TODAY + timedelta(days=9)}
_ELSEWHERE: dict[str, object] = {"issuer": ("cn=CA B",)}

_SIGNS = (r"^ authentication local (rsa|ecdsa)-sig$", r" authentication local \1-sig")
"""Found where that side shows a certificate."""

_IDENTITY = r"^ identity local (fqdn|email|key-id) \S+"
ELSE = {"fqdn": "stranger.example.net", "email": "stranger@example.net", "key-id": "stranger"}


def _slip(name: str, *, hub: tuple[str, str] | None = None, spoke: tuple[str, str] | None = None) -> Slip:
    return Slip(name=name, hub=(hub,) if hub else (), spoke=(spoke,) if spoke else ())


def _both_ways(name: str, pattern: str, other: str) -> Iterator[Slip]:
    yield _slip(f"hub: {name}", hub=(pattern, other))
    yield _slip(f"spoke: {name}", spoke=(pattern, other))


def _dressed(
    name: str,
    dress: Callable[[PairView], PairView],
    *,
    hub: tuple[str, str] | None = None,
    spoke: tuple[str, str] | None = None,
) -> Slip:
    return replace(_slip(name, hub=hub, spoke=spoke), dress=dress)


_NO_POLICY = (r"^crypto ikev2 policy FLEX\n( .*\n)+", "")
_OTHER_POLICY = (
    "crypto ikev2 proposal OTHER\n encryption aes-cbc-128\n integrity sha1\n group 2\n"
    "crypto ikev2 policy OTHER\n match fvrf any\n match address local 192.0.2.200\n proposal OTHER\n"
    r"\1"
)
_FIRST_PROPOSAL = (
    "crypto ikev2 proposal OTHER\n encryption aes-cbc-128\n integrity sha1\n group 2\n" r"\1\n proposal OTHER"
)
_SHUT_PROFILE = (
    "crypto ikev2 profile OTHER\n match identity remote any\n authentication remote rsa-sig\n"
    " authentication local rsa-sig\n shutdown\n"
    r"\1"
)


_PROFILE = r"^crypto ikev2 profile FLEX\n((?: .*\n)+) virtual-template 2$"
_SECOND = r"crypto ikev2 profile OTHER\n\1 virtual-template 1\n\g<0>"
"""The same again before it, bound to the virtual template of EzVPN."""
_MATCH = r"^ match identity remote .*$"
_ELSEWHERE_NAME = " match identity remote fqdn domain other.example"


def _released(pair: PairView, hub: str, spoke: str) -> PairView:
    return PairView(hub=replace(pair.hub, release=release(hub)), spoke=replace(pair.spoke, release=release(spoke)))


SLIPS: tuple[Slip, ...] = (
    Slip(name="as planned"),
    *_both_ways("another group", r"^ group 19 14$", " group 16"),
    *_both_ways("the second group alone", r"^ group 19 14$", " group 14"),
    *_both_ways("another cipher", r"^ encryption aes-cbc-256$", " encryption aes-cbc-128"),
    *_both_ways("another hash", r"^ integrity sha512 sha256$", " integrity sha384"),
    *_both_ways("the second hash alone", r"^ integrity sha512 sha256$", " integrity sha256"),
    *_both_ways("another prf", r"^ integrity sha512 sha256$", " integrity sha512 sha256\n prf sha384"),
    *_both_ways("AES-GCM for IKE", r"^ encryption aes-cbc-256\n.*\n", " encryption aes-gcm-256\n prf sha384\n"),
    *_both_ways("no group", r"^ group 19 14\n", ""),
    *_both_ways("a policy that names no proposal", r"^ proposal FLEX\n", ""),
    *_both_ways(
        "a policy for another address", r"^ match fvrf any$", " match fvrf any\n match address local 192.0.2.200"
    ),
    *_both_ways("another ESP hash", "esp-aes 256 esp-sha256-hmac", "esp-aes 256 esp-sha512-hmac"),
    *_both_ways("another ESP cipher", "esp-aes 256 esp-sha256-hmac", "esp-aes esp-sha256-hmac"),
    *_both_ways("AES-GCM for ESP", "esp-aes 256 esp-sha256-hmac", "esp-gcm 256"),
    *_both_ways("another group for PFS", r"^ set pfs group(19|20)$", " set pfs group14"),
    *_both_ways("no PFS", r"^ set pfs group(19|20)\n", ""),
    *_both_ways("another identity", _IDENTITY, "@identity"),
    *_both_ways("its own address as identity", _IDENTITY, " identity local address 192.0.2.200"),
    *_both_ways("another peer expected", r"^ match identity remote (fqdn|email|key-id) .*", "@match"),
    *_both_ways(
        "another address expected", r"^ match identity remote address .*", " match identity remote address 192.0.2.9"
    ),
    *_both_ways("nobody expected", r"^ match (identity remote|certificate) .*\n", ""),
    *_both_ways("anybody expected", r"^ match identity remote .*", " match identity remote any"),
    *_both_ways("another unit in the certificate map", "subject-name co ou = flexvpn", "subject-name co ou = dmvpn"),
    *_both_ways("a certificate map that is not there", r"^ match certificate FLEX$", " match certificate OTHER"),
    *_both_ways("another key", r"^  pre-shared-key (\S+)$", r"  pre-shared-key Other-\1"),
    *_both_ways(
        "the key for one direction changed",
        r"^  pre-shared-key (\S+)$",
        r"  pre-shared-key local X\1\n  pre-shared-key remote \1",
    ),
    Slip(
        name="both: keys of two directions, mirrored",
        hub=((r"^  pre-shared-key (\S+)$", r"  pre-shared-key local H\1\n  pre-shared-key remote S\1"),),
        spoke=((r"^  pre-shared-key (\S+)$", r"  pre-shared-key local S\1\n  pre-shared-key remote H\1"),),
    ),
    Slip(
        name="both: keys of two directions, not mirrored",
        hub=((r"^  pre-shared-key (\S+)$", r"  pre-shared-key local H\1\n  pre-shared-key remote S\1"),),
        spoke=((r"^  pre-shared-key (\S+)$", r"  pre-shared-key local H\1\n  pre-shared-key remote S\1"),),
    ),
    *_both_ways("no key", r"^  pre-shared-key (\S+)\n", ""),
    *_both_ways("no keyring", r"^ keyring local FLEX\n", ""),
    _slip("spoke: the key of another address", spoke=(r"^  address 198.51.100.2$", "  address 192.0.2.9")),
    _slip("hub: the key of another identity", hub=(r"^  identity (fqdn|email|key-id) \S+$", r"  identity \1 other")),
    *_both_ways(
        "signs with RSA instead", r"^ authentication local (ecdsa-sig|pre-share)$", " authentication local rsa-sig"
    ),
    *_both_ways(
        "proves itself by key instead", r"^ authentication local (ecdsa|rsa)-sig$", " authentication local pre-share"
    ),
    *_both_ways(
        "asks for RSA instead", r"^ authentication remote (ecdsa-sig|pre-share)$", " authentication remote rsa-sig"
    ),
    *_both_ways(
        "asks for a key instead", r"^ authentication remote (ecdsa|rsa)-sig$", " authentication remote pre-share"
    ),
    _slip(
        "hub: asks for a certificate instead of EAP",
        hub=(r"^ authentication remote eap.*", " authentication remote rsa-sig"),
    ),
    _slip(
        "spoke: asks the hub for EAP", spoke=(r"^ authentication remote (ecdsa|rsa)-sig$", " authentication remote eap")
    ),
    _slip("spoke: negotiates an address", spoke=(r"^ ip unnumbered Vlan1$", " ip address negotiated")),
    Slip(
        name="both: an address from a pool",
        hub=(
            (r"^(crypto ikev2 authorization policy FLEX)$", r"\1\n pool BRANCHES"),
            (r"^(ntp server \S+)$", r"ip local pool BRANCHES 10.99.0.1 10.99.0.9\n\1"),
        ),
        spoke=((r"^ ip unnumbered Vlan1$", " ip address negotiated"),),
    ),
    Slip(
        name="both: a pool for peers of another method",
        hub=(
            (r"^(crypto ikev2 authorization policy FLEX)$", r"\1\n pool BRANCHES"),
            (r"^(ntp server \S+)$", r"ip local pool BRANCHES 10.99.0.1 10.99.0.9\n\1"),
            (r"aaa authorization group (cert|psk|eap) list", "@word"),
        ),
        spoke=((r"^ ip unnumbered Vlan1$", " ip address negotiated"),),
    ),
    Slip(
        name="both: a pool that is not there",
        hub=((r"^(crypto ikev2 authorization policy FLEX)$", r"\1\n pool BRANCHES"),),
        spoke=((r"^ ip unnumbered Vlan1$", " ip address negotiated"),),
    ),
    _slip("spoke: calls an address that nobody has", spoke=(r"^ peer 1 198.51.100.2$", " peer 1 198.51.100.99")),
    *_both_ways(
        "GRE inside IPsec",
        r"^ tunnel mode ipsec ipv4\n( (?:ip|tunnel) .*\n)* tunnel protection ipsec profile FLEX$",
        "@gre",
    ),
    Slip(
        name="both: GRE inside IPsec",
        hub=(
            (
                r"^ tunnel mode ipsec ipv4\n tunnel protection ipsec profile FLEX$",
                " tunnel protection ipsec profile FLEX",
            ),
        ),
        spoke=((r"^ tunnel mode ipsec ipv4\n", ""),),
    ),
    Slip(
        name="both: a hub that takes either",
        hub=((r"^ virtual-template 2$", " virtual-template 2 mode auto"),),
        spoke=((r"^ tunnel mode ipsec ipv4\n", ""),),
    ),
    _slip("hub: no virtual template", hub=(r"^ virtual-template 2\n", "")),
    _slip("hub: another virtual template", hub=(r"^ virtual-template 2$", " virtual-template 9")),
    _slip(
        "hub: the IPsec profile of another IKEv2 profile",
        hub=(r"^ set ikev2-profile FLEX$", " set ikev2-profile OTHER"),
    ),
    _slip(
        "spoke: the IPsec profile of another IKEv2 profile",
        spoke=(r"^ set ikev2-profile FLEX$", " set ikev2-profile OTHER"),
    ),
    _slip("hub: profile shut", hub=(r"^ virtual-template 2$", " virtual-template 2\n shutdown")),
    _slip("hub: a profile of another table", hub=(r"^(crypto ikev2 profile FLEX)$", r"\1\n match fvrf INSIDE")),
    _slip("spoke: tunnel shut", spoke=(r"^ tunnel destination dynamic$", " tunnel destination dynamic\n shutdown")),
    _slip("spoke: no client", spoke=(r"^crypto ikev2 client flexvpn FLEX\n( .*\n)+", "")),
    *_both_ways("its groups in another order", r"^ group 19 14$", " group 14 19"),
    Slip(
        name="both: ciphers in opposite order",
        hub=((r"^ encryption aes-cbc-256$", " encryption aes-cbc-256 aes-cbc-128"),),
        spoke=((r"^ encryption aes-cbc-256$", " encryption aes-cbc-128 aes-cbc-256"),),
    ),
    Slip(
        name="both: AES-GCM for IKE",
        hub=((r"^ encryption aes-cbc-256\n.*\n", " encryption aes-gcm-256\n prf sha384\n"),),
        spoke=((r"^ encryption aes-cbc-256\n.*\n", " encryption aes-gcm-128 aes-gcm-256\n prf sha256 sha384\n"),),
    ),
    Slip(name="both: no policy, the smart defaults", hub=(_NO_POLICY,), spoke=(_NO_POLICY,)),
    *_both_ways("no policy, the smart defaults", *_NO_POLICY),
    *_both_ways("two policies, one for another address", r"^(crypto ikev2 policy FLEX)$", _OTHER_POLICY),
    *_both_ways("a second proposal, first in the policy", r"^(crypto ikev2 policy FLEX)$", _FIRST_PROPOSAL),
    Slip(
        name="both: smart defaults of releases that share a group",
        hub=(_NO_POLICY,),
        spoke=(_NO_POLICY,),
        dress=lambda pair: _released(pair, "16.9.1", "15.4(3)M"),
    ),
    Slip(
        name="both: smart defaults of releases that share nothing",
        hub=(_NO_POLICY,),
        spoke=(_NO_POLICY,),
        dress=lambda pair: _released(pair, "17.12.1", "15.4(3)M"),
    ),
    _dressed(
        "hub: a release that refuses the transform set",
        lambda pair: _released(pair, "17.12.1", "17.12.1"),
        hub=("esp-aes 256 esp-sha256-hmac", "esp-3des esp-sha-hmac"),
        spoke=("esp-aes 256 esp-sha256-hmac", "esp-3des esp-sha-hmac"),
    ),
    Slip(
        name="both: the smart transform set",
        hub=((r"^ set transform-set FLEX\n", ""),),
        spoke=((r"^ set transform-set FLEX\n", ""),),
    ),
    *_both_ways("the smart transform set", r"^ set transform-set FLEX\n", ""),
    *_both_ways("two transform sets", r"^ set transform-set FLEX$", " set transform-set default FLEX"),
    *_both_ways("a transform set that is not there", r"^ set transform-set FLEX$", " set transform-set OTHER"),
    *_both_ways(
        "a domain expected", r"^ match identity remote fqdn [^.\n]+\.(\S+)$", r" match identity remote fqdn domain \1"
    ),
    *_both_ways(
        "another domain expected", r"^ match identity remote fqdn .*", " match identity remote fqdn domain example.net"
    ),
    *_both_ways(
        "a mail domain expected",
        r"^ match identity remote email [^@\n]+@(\S+)$",
        r" match identity remote email domain \1",
    ),
    *_both_ways(
        "a network expected",
        r"^ match identity remote address (\d+)\..*",
        r" match identity remote address \1.0.0.0 255.0.0.0",
    ),
    *_both_ways(
        "another kind of identity expected", r"^ match identity remote fqdn (\S+)$", r" match identity remote key-id \1"
    ),
    *_both_ways("a name where a map is expected", r"^ identity local dn$", " identity local fqdn somebody.example.com"),
    *_both_ways("its subject where a name is expected", r"^ identity local (fqdn|email) \S+", " identity local dn"),
    *_both_ways("no identity line", r"^ identity local .*\n", ""),
    *_both_ways(
        "a certificate map with a part too many",
        "subject-name co ou = flexvpn",
        "subject-name co ou = flexvpn\n subject-name co cn = stranger",
    ),
    *_both_ways("a certificate map that forbids", "subject-name co ou = flexvpn", "subject-name nc ou = flexvpn"),
    *_both_ways("a certificate map of part of a word", "subject-name co ou = flexvpn", "subject-name co flex"),
    *_both_ways(
        "a second entry in the certificate map",
        r"^(crypto pki certificate map FLEX 10)\n( .*)",
        r"\1\n subject-name co ou = other\ncrypto pki certificate map FLEX 20\n\2",
    ),
    _slip("hub: one key for every address", hub=(r"^  identity \S+ .*$", "  address 0.0.0.0 0.0.0.0")),
    _slip("hub: one key for a domain", hub=(r"^  identity (fqdn) [^.\n]+\.(\S+)$", r"  identity \1 domain \2")),
    _slip(
        "hub: another key before it, for every address",
        hub=(r"^( peer br-leeds)$", r" peer ALL\n  address 0.0.0.0 0.0.0.0\n  pre-shared-key Else\n\1"),
    ),
    _slip("spoke: a key for every address", spoke=(r"^  address 198.51.100.2$", "  address 0.0.0.0 0.0.0.0")),
    _slip("spoke: a key by identity alone", spoke=(r"^  address 198.51.100.2$", "  identity address 198.51.100.2")),
    Slip(
        name="both: keys in the profile",
        hub=((r"^ authentication (local|remote) pre-share$", r" authentication \1 pre-share key In-line-1"),),
        spoke=((r"^ authentication (local|remote) pre-share$", r" authentication \1 pre-share key In-line-1"),),
    ),
    *_both_ways(
        "a key in the profile", r"^ authentication (local|remote) pre-share$", r" authentication \1 pre-share key Else"
    ),
    *_both_ways("an encrypted key", r"^  pre-shared-key (\S+)$", "  pre-shared-key 6 PHJeKPJXHZQMA`"),
    *_both_ways(
        "takes a second method",
        r"^ authentication remote (rsa-sig|ecdsa-sig)$",
        r" authentication remote pre-share\n authentication remote \1",
    ),
    *_both_ways("the key of the other kind in its trustpoint", r"^ (rsa|ec)keypair FLEX.*$", "@keypair"),
    *_both_ways("no trustpoint", r"^ pki trustpoint FLEX\n", ""),
    *_both_ways("no group authorization", r"^ aaa authorization group .*\n", ""),
    *_both_ways("a group authorization of another method", r"aaa authorization group (cert|psk|eap) list", "@word"),
    *_both_ways("no routes accepted", r"^ route accept any$", " no route accept any"),
    *_both_ways("no networks announced", r"^ route set access-list FLEX-ROUTES\n", ""),
    _slip(
        "hub: a profile for its own address",
        hub=(r"^ virtual-template 2$", " virtual-template 2\n match address local 198.51.100.2"),
    ),
    _slip(
        "hub: a profile for another address",
        hub=(r"^ virtual-template 2$", " virtual-template 2\n match address local 192.0.2.200"),
    ),
    _slip("hub: a profile for every table", hub=(r"^(crypto ikev2 profile FLEX)$", r"\1\n match fvrf any")),
    _slip("hub: another profile that is shut", hub=(r"^(crypto ikev2 profile FLEX)$", _SHUT_PROFILE)),
    _slip("spoke: a fixed destination", spoke=(r"^ tunnel destination dynamic$", " tunnel destination 198.51.100.2")),
    _slip(
        "spoke: a first peer that is elsewhere",
        spoke=(r"^ peer 1 198.51.100.2$", " peer 1 192.0.2.50\n peer 2 198.51.100.2"),
    ),
    _slip(
        "spoke: an IPsec profile that is not there",
        spoke=(r"^ tunnel protection ipsec profile FLEX$", " tunnel protection ipsec profile OTHER"),
    ),
    _slip("spoke: EAP without a password", spoke=(r"^( authentication local eap \S+) username .*$", r"\1")),
    _slip(
        "hub: EAP without asking who it is",
        hub=(r"^ authentication remote eap query-identity$", " authentication remote eap"),
    ),
    *_both_ways("transport mode", r"^ mode tunnel$", " mode transport"),
    *_both_ways("no dead peer detection", r"^ dpd .*\n", ""),
    _dressed("both: certificates of one CA", lambda pair: _enrolled(pair, {}, {}), hub=_SIGNS, spoke=_SIGNS),
    _dressed("spoke: a certificate of another CA", lambda pair: _enrolled(pair, {}, _ELSEWHERE), spoke=_SIGNS),
    _dressed("hub: a certificate of another CA", lambda pair: _enrolled(pair, _ELSEWHERE, {}), hub=_SIGNS),
    _dressed("spoke: an expired certificate", lambda pair: _enrolled(pair, {}, _EXPIRED), spoke=_SIGNS),
    _dressed("hub: an expired certificate", lambda pair: _enrolled(pair, _EXPIRED, {}), hub=_SIGNS),
    _dressed("spoke: a certificate of tomorrow", lambda pair: _enrolled(pair, {}, _EARLY), spoke=_SIGNS),
    _dressed("spoke: a key of the other kind", lambda pair: _enrolled(pair, {}, _other_kind(pair.spoke)), spoke=_SIGNS),
    _dressed("hub: a key of the other kind", lambda pair: _enrolled(pair, _other_kind(pair.hub), {}), hub=_SIGNS),
    _slip("hub: a second profile that takes the spoke, bound to EzVPN's template", hub=(_PROFILE, _SECOND)),
    Slip(
        name="hub: a second profile for others, bound to EzVPN's template",
        hub=((_PROFILE, _SECOND), (r"(^crypto ikev2 profile OTHER\n)(?: match .*\n)+", rf"\1{_ELSEWHERE_NAME}\n")),
    ),
    _slip("spoke: another hub is expected before this one", spoke=(_MATCH, rf"{_ELSEWHERE_NAME}\n\g<0>")),
    *_both_ways("a map for a part of the unit", r"^ subject-name co ou = flexvpn$", " subject-name co ou = flex"),
    *_both_ways("a map for the unit alone", r"^ subject-name co ou = flexvpn$", " subject-name eq ou = flexvpn"),
    *_both_ways("a map for all but the unit", r"^ subject-name co ou = flexvpn$", " subject-name nc ou = flexvpn"),
)
