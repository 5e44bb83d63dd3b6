"""The IKEv2 and FlexVPN objects that a configuration defines."""

import re
from collections.abc import Callable, Iterable
from ipaddress import IPv4Network
from typing import TypeVar

from wizard.data.ipsec_options import lifetime_of, lifetime_of_the_router, option_lines
from wizard.model.configuration import Configuration, Line
from wizard.model.ikev2 import (
    AuthorizationPolicy,
    Dpd,
    FlexvpnClient,
    FlexvpnObjects,
    GroupAuthorization,
    Identity,
    IdentityKind,
    IdentityMatch,
    Ikev2Profile,
    IpsecProfile,
    Keyring,
    KeyringPeer,
    MatchKind,
    Policy,
    Proposal,
    TransformSet,
    Trustpoint,
    TunnelInterface,
)
from wizard.model.literals import address_with_mask, number
from wizard.model.secret import Secret

_Object = TypeVar("_Object")

_ATTRIBUTES = (
    "dns",
    "wins",
    "def-domain",
    "split-dns",
    "netmask",
    "banner",
    "backup-gateway",
    "include-local-lan",
    "pfs",
    "dhcp",
    "session-lifetime",
    "aaa attribute list",
    "configuration",
)

_DEFAULTS = ("ikev2 proposal", "ikev2 policy", "ikev2 authorization policy", "ipsec transform-set", "ipsec profile")

_TUNNEL = re.compile(r"interface (Tunnel\d+|Virtual-Template\d+)( type tunnel)?$", re.IGNORECASE)

_PLAIN_TUNNEL = (
    "ip address",
    "ip unnumbered",
    "ip mtu",
    "ip tcp adjust-mss",
    "ip nat",
    "ip vrf forwarding",
    "vrf forwarding",
    "no ip address",
    "no shutdown",
    "shutdown",
    "tunnel",
)


def flexvpn_objects(configuration: Configuration) -> FlexvpnObjects:
    """Every IKEv2 and IPsec object of the configuration, in its order."""
    lists = _network_authorization(configuration)
    return FlexvpnObjects(
        proposals=_named(configuration, "crypto ikev2 proposal", _proposal),
        policies=_named(configuration, "crypto ikev2 policy", _policy),
        keyrings=_named(configuration, "crypto ikev2 keyring", _keyring),
        authorization_policies=_named(configuration, "crypto ikev2 authorization policy", _authorization_policy),
        profiles=_named(configuration, "crypto ikev2 profile", _profile),
        transform_sets=_named(configuration, "crypto ipsec transform-set", _transform_set),
        ipsec_profiles=_named(configuration, "crypto ipsec profile", _ipsec_profile),
        tunnels=_tunnels(configuration),
        clients=_named(configuration, "crypto ikev2 client flexvpn", _client),
        trustpoints=_named(configuration, "crypto pki trustpoint", _trustpoint),
        network_authorization_lists=tuple(lists),
        radius_authorization_lists=tuple(name for name, methods in lists.items() if methods[:1] != ["local"]),
        certificate_maps=_certificate_maps(configuration),
        global_dpd=_dpd(configuration.all("crypto ikev2 dpd"), "crypto ikev2 dpd"),
        ipsec_lifetime=lifetime_of_the_router(configuration),
        disabled_defaults=tuple(name for name in _DEFAULTS if configuration.exact(f"no crypto {name} default")),
    )


def _named(configuration: Configuration, header: str, read: Callable[[str, Line], _Object]) -> tuple[_Object, ...]:
    found: dict[str, _Object] = {}
    for line in configuration.all(header):
        words = line.text[len(header) :].split()
        if words:
            found.setdefault(words[0], read(words[0], line))
    return tuple(found.values())


def _words(line: Line, prefix: str) -> tuple[str, ...]:
    return tuple(line.argument(prefix).split())


def _arguments(line: Line, prefix: str) -> tuple[str, ...]:
    return tuple(child.text[len(prefix) :].strip() for child in line.all(prefix))


def _number(text: str) -> int | None:
    return number(text)


def _proposal(name: str, line: Line) -> Proposal:
    return Proposal(
        name=name,
        encryption=_words(line, "encryption"),
        integrity=_words(line, "integrity"),
        prf=_words(line, "prf"),
        group=_words(line, "group"),
        line=line,
    )


def _policy(name: str, line: Line) -> Policy:
    return Policy(
        name=name,
        match_fvrf=line.argument("match fvrf"),
        match_address_local=_arguments(line, "match address local"),
        proposals=_arguments(line, "proposal"),
        line=line,
    )


def _keyring(name: str, line: Line) -> Keyring:
    return Keyring(name=name, peers=tuple(_keyring_peer(peer) for peer in line.all("peer")), line=line)


def _keyring_peer(line: Line) -> KeyringPeer:
    address, _, mask = line.argument("address").partition(" ")
    identity = line.argument("identity")
    keys = {"": None, "local": None, "remote": None} | dict(_keys(line))
    return KeyringPeer(
        name=line.text.removeprefix("peer").strip(),
        address=address,
        mask=mask.strip(),
        hostname=line.argument("hostname"),
        identity=_identity_match(identity) if _known_match(identity) else None,
        local_key=keys["local"] or keys[""],
        remote_key=keys["remote"] or keys[""],
        line=line,
    )


def _keys(line: Line) -> Iterable[tuple[str, Secret | None]]:
    for text in _arguments(line, "pre-shared-key"):
        first, _, rest = text.partition(" ")
        local_or_remote, key = (first, rest) if first in {"local", "remote"} and rest else ("", text)
        yield local_or_remote, _secret(key)


def _secret(text: str) -> Secret | None:
    key = text.removeprefix("0 ").strip()
    return Secret(key) if key else None


def _identity_match(text: str) -> IdentityMatch:
    """What `match identity remote` or the `identity` of a keyring peer says."""
    kind, _, rest = text.partition(" ")
    if kind in {"fqdn", "email"} and rest.startswith("domain "):
        return IdentityMatch(kind=MatchKind(f"{kind} domain"), value=rest.removeprefix("domain ").strip())
    if kind == "address":
        address, _, mask = rest.partition(" ")
        return IdentityMatch(kind=MatchKind.ADDRESS, value=address, mask=mask.strip())
    return IdentityMatch(kind=MatchKind(kind), value=rest.strip())


def _identity(text: str) -> Identity | None:
    kind, _, value = text.partition(" ")
    return Identity(kind=IdentityKind(kind), value=value.strip()) if kind in set(IdentityKind) else None


def _authorization_policy(name: str, line: Line) -> AuthorizationPolicy:
    remote = (_network(text) for text in _arguments(line, "route set remote ipv4"))
    return AuthorizationPolicy(
        name=name,
        attributes=tuple(child.text for word in _ATTRIBUTES for child in line.all(word)),
        pool=line.argument("pool"),
        route_set_interface=line.child("route set interface") is not None,
        route_set_access_lists=tuple(
            text for text in _arguments(line, "route set access-list") if not text.startswith("ipv6")
        ),
        route_set_ipv6_access_lists=tuple(_arguments(line, "route set access-list ipv6")),
        route_set_remote=tuple(network for network in remote if network),
        route_accept=line.argument("route accept"),
        refuses_routes=line.child("no route accept any") is not None,
        line=line,
    )


def _network(text: str) -> IPv4Network | None:
    found = address_with_mask(*words) if len(words := text.split()[:2]) == 2 else None
    return found.network if found else None


def _dpd(lines: Iterable[Line], prefix: str) -> Dpd | None:
    for line in lines:
        words = line.text[len(prefix) :].split()
        interval, retry = (number(word) for word in words[:2]) if len(words) == 3 else (None, None)
        if interval is not None and retry is not None:
            return Dpd(interval=interval, retry=retry, mode=words[2])
    return None


def _profile(name: str, line: Line) -> Ikev2Profile:
    local, local_key = _method(line.argument("authentication local"))
    remote = tuple(_method(text) for text in _arguments(line, "authentication remote"))
    template, _, mode = line.argument("virtual-template").partition(" ")
    return Ikev2Profile(
        name=name,
        match=tuple(_identity_match(text) for text in _arguments(line, "match identity remote") if _known_match(text)),
        match_certificate=_arguments(line, "match certificate"),
        match_fvrf=line.argument("match fvrf"),
        match_address_local=line.argument("match address local"),
        identity_local=_identity(line.argument("identity local")),
        local_authentication=local,
        remote_authentication=tuple(method for method, _ in remote),
        local_key=local_key,
        eap_username=_credential(line, "username"),
        eap_password=_secret(_credential(line, "password")),
        remote_key=next((key for _, key in remote if key), None),
        keyring=line.argument("keyring local") or _old_keyring(line),
        keyring_aaa=line.argument("keyring aaa"),
        trustpoints=_arguments(line, "pki trustpoint"),
        dpd=_dpd(line.all("dpd"), "dpd"),
        nat_keepalive=_number(line.argument("nat keepalive")),
        lifetime=_number(line.argument("lifetime")),
        accounting=line.argument("aaa accounting"),
        authorization=_group_authorization(line),
        virtual_template=_number(template),
        virtual_template_mode_auto=mode.strip() == "mode auto",
        ivrf=line.argument("ivrf"),
        config_exchange_request=line.child("no config-exchange request") is None,
        shutdown=line.child("shutdown") is not None,
        line=line,
    )


def _known_match(text: str) -> bool:
    return text.split(" ", 1)[0] in set(MatchKind) and " ipv6 " not in f"{text} "


def _old_keyring(line: Line) -> str:
    # 15.1 and 15.2 also take `keyring NAME` (unconfirmed).
    name = line.argument("keyring")
    return "" if name.split(" ")[0] in {"local", "aaa", "ppk"} else name


def _method(text: str) -> tuple[str, Secret | None]:
    method, _, rest = text.partition(" ")
    if method == "pre-share":
        return method, _secret(rest.removeprefix("key ")) if rest.startswith("key ") else None
    return " ".join(_without_credentials(text.split())), None


def _without_credentials(words: list[str]) -> list[str]:
    ends = [words.index(word) for word in ("username", "password") if word in words]
    return words[: min(ends)] if ends else words


def _credential(line: Line, word: str) -> str:
    """What follows `username`, or `password` to the end, of `authentication local eap ...`."""
    _, _, rest = line.argument("authentication local eap").partition(f"{word} ")
    return rest.split(" ", 1)[0] if word == "username" else rest


def _group_authorization(line: Line) -> GroupAuthorization | None:
    words = line.argument("aaa authorization group").removeprefix("override ").split()
    if len(words) < 3 or words[1] != "list":
        return None
    policy = words[3] if len(words) > 3 and words[3] != "name-mangler" else ""
    return GroupAuthorization(method=words[0], list_name=words[2], policy=policy)


def _transform_set(name: str, line: Line) -> TransformSet:
    return TransformSet(name=name, transforms=tuple(line.text.split()[4:]), mode=line.argument("mode"), line=line)


def _ipsec_profile(name: str, line: Line) -> IpsecProfile:
    pfs = line.child("set pfs")
    return IpsecProfile(
        name=name,
        transform_sets=_words(line, "set transform-set"),
        ikev2_profile=line.argument("set ikev2-profile"),
        isakmp_profile=line.argument("set isakmp-profile"),
        pfs=(line.argument("set pfs") or "group14") if pfs else "",
        lifetime=lifetime_of((line,), "set security-association lifetime"),
        options=tuple(option_lines((line,)).values()),
        responder_only=line.child("responder-only") is not None,
        line=line,
    )


def _tunnels(configuration: Configuration) -> tuple[TunnelInterface, ...]:
    found = ((_TUNNEL.match(line.text), line) for line in configuration.all("interface"))
    return tuple(_tunnel(match[1], line) for match, line in found if match)


def _tunnel(name: str, line: Line) -> TunnelInterface:
    vrf = line.child("vrf forwarding") or line.child("ip vrf forwarding")
    nat = [child.text.removeprefix("ip nat ") for child in line.all("ip nat")]
    return TunnelInterface(
        name=name,
        address=_tunnel_address(line),
        tunnel_source=line.argument("tunnel source"),
        destination=line.argument("tunnel destination"),
        mode=line.argument("tunnel mode").removeprefix("gre ip"),
        protection=line.argument("tunnel protection ipsec profile").split(" ")[0],
        mtu=_number(line.argument("ip mtu")),
        tcp_mss=_number(line.argument("ip tcp adjust-mss")),
        nat=next((word for word in nat if word in {"inside", "outside"}), ""),
        features=tuple(c.text for c in line.children if not c.text.startswith(_PLAIN_TUNNEL)),
        vrf=vrf.text if vrf else "",
        tunnel_vrf=line.argument("tunnel vrf"),
        shutdown=line.child("shutdown") is not None,
        line=line,
    )


def _tunnel_address(line: Line) -> str:
    for child in line.children:
        if child.text.startswith(("ip address ", "ip unnumbered ")):
            return child.text.removeprefix("ip ")
    return ""


def _client(name: str, line: Line) -> FlexvpnClient:
    numbered = (text.partition(" ") for text in _arguments(line, "peer"))
    return FlexvpnClient(
        name=name,
        peers=tuple(sorted((place, peer.strip()) for word, _, peer in numbered if (place := number(word)) is not None)),
        peer_reactivate=line.child("peer reactivate") is not None,
        connect=line.argument("connect"),
        tunnel=line.argument("client connect"),
        backup_group=line.argument("backup group"),
        tunnel_sources=_arguments(line, "source"),
        line=line,
    )


def _trustpoint(name: str, line: Line) -> Trustpoint:
    label, _, size = line.argument("rsakeypair").partition(" ")
    return Trustpoint(
        name=name,
        enrollment=next(iter(_enrollments(line)), ""),
        asks_registrar=line.child("enrollment mode ra") is not None,
        subject_name=line.argument("subject-name"),
        vrf=line.argument("vrf"),
        fqdn=line.argument("fqdn"),
        alternative_name=line.argument("subject-alt-name"),
        ip_address=line.argument("ip-address"),
        source_interface=line.argument("source interface"),
        match_eku=tuple(word for eku in _arguments(line, "match eku") for word in eku.split()),
        revocation_check=line.argument("revocation-check"),
        key_label=label or line.argument("eckeypair"),
        key_size=_number(size.split(" ")[0]),
        hash=line.argument("hash"),
        fingerprint=line.argument("fingerprint"),
        line=line,
    )


def _enrollments(line: Line) -> tuple[str, ...]:
    """How it enrols, without `enrollment retry` and the like."""
    found = _arguments(line, "enrollment")
    return tuple(
        argument for argument in found if argument.split(" ")[0] not in {"retry", "mode", "http-proxy", "credential"}
    )


def _network_authorization(configuration: Configuration) -> dict[str, list[str]]:
    if not configuration.exact("aaa new-model"):
        return {}
    lines = (line.text.split() for line in configuration.all("aaa authorization network"))
    return {words[3]: words[4:] for words in lines if len(words) > 3}


def _certificate_maps(configuration: Configuration) -> tuple[str, ...]:
    names = (line.text.split() for line in configuration.all("crypto pki certificate map"))
    return tuple(dict.fromkeys(words[4] for words in names if len(words) > 4))
