"""Pairs of a hub and a spoke, good ones and ones with a slip on one side, for check and for two real IKEv2 daemons."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import cycle, islice

from tests.matrix import CELLS, Cell, planned
from wizard.check.findings import device_views, site_view
from wizard.check.view import DeviceView, PairView
from wizard.model.certificate import Certificate, Holder
from wizard.model.configuration import Configuration, read_written

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
    key = "ec" if _signs_elliptically(view) else "rsa"
    values: dict[str, object] = {"key_algorithm": key, "key_bits": 256 if key == "ec" else 2048}
    usage = ("digital signature", "key encipherment")
    values |= {"issuer": ("cn=CA A",), "key_usage": usage, "eku": ("client auth", "server auth"), "sans": ()}
    values |= {"not_before": TODAY - timedelta(days=99), "not_after": TODAY + timedelta(days=300)}
    return _certificate(Holder.ROUTER, f"{view.device}.example.com", **(values | rest))


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
_ELSE = {"fqdn": "stranger.example.net", "email": "stranger@example.net", "key-id": "stranger"}


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
    *_both_ways("another group for PFS", r"^ set pfs group14$", " set pfs group19"),
    *_both_ways("no PFS", r"^ set pfs group14\n", ""),
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
    *_both_ways("no dead peer detection", r"^ dpd .*\n", ""),
    _dressed("both: certificates of one CA", lambda pair: _enrolled(pair, {}, {}), hub=_SIGNS, spoke=_SIGNS),
    _dressed("spoke: a certificate of another CA", lambda pair: _enrolled(pair, {}, _ELSEWHERE), spoke=_SIGNS),
    _dressed("hub: a certificate of another CA", lambda pair: _enrolled(pair, _ELSEWHERE, {}), hub=_SIGNS),
    _dressed("spoke: an expired certificate", lambda pair: _enrolled(pair, {}, _EXPIRED), spoke=_SIGNS),
    _dressed("hub: an expired certificate", lambda pair: _enrolled(pair, _EXPIRED, {}), hub=_SIGNS),
    _dressed("spoke: a certificate of tomorrow", lambda pair: _enrolled(pair, {}, _EARLY), spoke=_SIGNS),
    _dressed("spoke: a key of the other kind", lambda pair: _enrolled(pair, {}, _other_kind(pair.spoke)), spoke=_SIGNS),
    _dressed("hub: a key of the other kind", lambda pair: _enrolled(pair, _other_kind(pair.hub), {}), hub=_SIGNS),
)


def _replaced(match: re.Match[str], other: str) -> str:
    if other == "@identity":
        return f" identity local {match[1]} {_ELSE[match[1]]}"
    if other == "@match":
        return f" match identity remote {match[1]} {_ELSE[match[1]]}"
    if other == "@word":
        return f"aaa authorization group {'psk' if match[1] == 'cert' else 'cert'} list"
    if other == "@gre":
        return match[0].replace(" tunnel mode ipsec ipv4\n", "")
    return match.expand(other)


def slipped(view: DeviceView, changes: tuple[tuple[str, str], ...]) -> DeviceView | None:
    """The router with the changes, None where one of them finds nothing to change."""
    text = view.target.text()
    for pattern, other in changes:
        text, found = re.subn(pattern, partial(_replaced, other=other), text, flags=re.MULTILINE)
        if not found:
            return None
    return replace(view, target=Configuration(read_written(text))) if changes else view


def applied(slip: Slip, pair: PairView) -> PairView | None:
    """The pair with the slip, None where it does not concern it."""
    hub, spoke = slipped(pair.hub, slip.hub), slipped(pair.spoke, slip.spoke)
    if hub is None or spoke is None:
        return None
    changed = PairView(hub=hub, spoke=spoke)
    return slip.dress(changed) if slip.dress else changed


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One pair to be tried."""

    cell: Cell
    slip: Slip
    pair: PairView

    def __str__(self) -> str:
        return f"{self.slip.name} [{self.cell}]"


def trials(size: int) -> Iterator[Trial]:
    """So many pairs: the slips in turn, each with the next cell of the matrix that it concerns."""
    cells = [cell for cell in CELLS if cell.is_possible]
    # A stride that has no divisor in common with their number goes through all of them, and changes every axis.
    order = cycle(cells[(place * 89) % len(cells)] for place in range(len(cells)))
    given = cycle(SLIPS)
    yield from islice((one for slip in given for one in [_trial(slip, order, len(cells))] if one), size)


def _trial(slip: Slip, order: Iterator[Cell], tries: int) -> Trial | None:
    for cell in islice(order, tries):
        plan = planned(cell)
        site = site_view(plan, device_views(plan))
        changed = applied(slip, site.pairs[0]) if site else None
        if changed:
            return Trial(cell=cell, slip=slip, pair=changed)
    return None
