"""Reads the text of a configuration into what IKEv2 needs, and shares no code with wizard.parse: it errs elsewhere."""

import re
from collections.abc import Callable, Iterable, Iterator
from ipaddress import IPv4Address, IPv4Interface, IPv4Network
from typing import TypeVar

from wizard.data.algorithm_strength import Use, algorithm
from wizard.data.refused_algorithms import enforces
from wizard.data.smart_defaults import SMART_TRANSFORM_SET, smart_proposal, smart_proposals
from wizard.model.release import Release
from wizard.model.secret import Secret
from wizard.rehearse.router_objects import (
    Authorization,
    Block,
    Condition,
    Identifier,
    IkeProposal,
    Interface,
    IpsecProfile,
    KeyHolder,
    Policy,
    Profile,
    Router,
    Trustpoint,
)

_Read = TypeVar("_Read")

_DEFAULT = "default"


def read_router(device: str, text: str, release: Release | None = None) -> Router:
    """What the configuration text says of IKEv2, IPsec and the networks around it."""
    blocks = tuple(_blocks(text))
    lists = dict(_access_lists(blocks))
    return Router(
        device=device,
        release=release,
        interfaces=_each(blocks, "interface", _interface),
        proposals=_proposals(blocks, release),
        policies=_policies(blocks),
        keyrings=_each(blocks, "crypto ikev2 keyring", lambda _, block: tuple(_holders(block))),
        profiles=_each(blocks, "crypto ikev2 profile", _profile),
        maps=_maps(blocks),
        transform_sets=_transform_sets(blocks, release),
        ipsec_profiles=_each(blocks, "crypto ipsec profile", _ipsec_profile),
        authorizations=_authorizations(blocks, lists),
        pools=dict(_pools(blocks)),
        trustpoints=_each(blocks, "crypto pki trustpoint", _trustpoint),
        calls=dict(_calls(blocks)),
        fragments=any(True for _ in _headed(blocks, "crypto ikev2 fragmentation")),
        local_lists=frozenset(_local_lists(blocks)),
    )


def _blocks(text: str) -> Iterator[Block]:
    """The top lines with those below them, by their indentation."""
    # Only a line feed ends a line: a name may hold what Python takes for another end.
    rows = [(len(row) - len(row.lstrip(" ")), row.strip()) for row in text.split("\n") if row.strip(" !\r")]
    place = 0
    while place < len(rows):
        block, place = _block(rows, place)
        yield block


def _block(rows: list[tuple[int, str]], place: int) -> tuple[Block, int]:
    depth, text = rows[place]
    place += 1
    below: list[Block] = []
    while place < len(rows) and rows[place][0] > depth:
        block, place = _block(rows, place)
        below.append(block)
    return Block(text, tuple(below)), place


def _headed(blocks: Iterable[Block], header: str) -> Iterator[tuple[list[str], Block]]:
    for block in blocks:
        words = block.text[len(header) :].split()
        if words and block.text.startswith(f"{header} "):
            yield words, block


def _each(blocks: Iterable[Block], header: str, read: Callable[[str, Block], _Read]) -> dict[str, _Read]:
    found: dict[str, Block] = {}
    for words, block in _headed(blocks, header):
        found.setdefault(words[0], block)
    return {name: read(name, block) for name, block in found.items()}


def _denied(blocks: Iterable[Block], what: str) -> bool:
    return any(block.text == f"no crypto {what} default" for block in blocks)


def _number(text: str) -> int:
    """A number, 0 where the text is none that IOS takes."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0


def _words(block: Block, words: str) -> tuple[str, ...]:
    return tuple(block.rest(words).split())


def _proposals(blocks: tuple[Block, ...], release: Release | None) -> dict[str, IkeProposal]:
    found = _each(blocks, "crypto ikev2 proposal", lambda _, block: _proposal(block, release))
    if not _denied(blocks, "ikev2 proposal"):
        smart = smart_proposal(release) if release else smart_proposals()[0]
        found.setdefault(
            _DEFAULT,
            IkeProposal(encryption=smart.encryption, integrity=smart.integrity, prf=smart.prf, group=smart.group),
        )
    return {name: profile for name, profile in found.items() if profile.is_usable}


def _proposal(block: Block, release: Release | None) -> IkeProposal:
    return IkeProposal(
        encryption=_taken(Use.ENCRYPTION, _words(block, "encryption"), release),
        integrity=_taken(Use.INTEGRITY, _words(block, "integrity"), release),
        prf=_taken(Use.INTEGRITY, _words(block, "prf"), release),
        group=_taken(Use.GROUP, _words(block, "group"), release),
    )


def _taken(use: Use, words: tuple[str, ...], release: Release | None) -> tuple[str, ...]:
    """The words of a line, or nothing where the release refuses one of them and so the line."""
    rows = (algorithm(use, word) for word in words)
    return () if enforces(release) and any(row and row.refused for row in rows) else words


def _policies(blocks: tuple[Block, ...]) -> tuple[Policy, ...]:
    found = _each(blocks, "crypto ikev2 policy", _policy)
    if not _denied(blocks, "ikev2 policy"):
        found.setdefault(_DEFAULT, Policy(name=_DEFAULT, fvrf="any", proposals=(_DEFAULT,)))
    return tuple(found.values())


def _policy(name: str, block: Block) -> Policy:
    return Policy(
        name=name,
        fvrf=block.rest("match fvrf"),
        local=tuple(block.rests("match address local")),
        proposals=tuple(block.rests("proposal")),
    )


def _holders(keyring: Block) -> Iterator[KeyHolder]:
    for words, block in _headed(keyring.below, "peer"):
        keys = {"": None, "local": None, "remote": None} | {
            local_or_remote: key for text in block.rests("pre-shared-key") for local_or_remote, key in [_key(text)]
        }
        yield KeyHolder(
            name=" ".join(words),
            network=_network(block.rest("address")),
            hostname=block.rest("hostname"),
            identifier=_expected(block.rest("identity")),
            local=keys["local"] or keys[""],
            remote=keys["remote"] or keys[""],
        )


def _key(text: str) -> tuple[str, Secret | None]:
    local_or_remote, _, rest = text.partition(" ")
    if local_or_remote not in {"local", "remote"} or not rest:
        return "", _secret(text)
    return local_or_remote, _secret(rest)


def _secret(text: str) -> Secret | None:
    bare = re.sub(r"^0 +", "", text).strip()
    return Secret(bare) if bare else None


def _network(text: str) -> IPv4Network | None:
    words = text.split()
    if not words:
        return None
    mask = words[1] if len(words) > 1 else ("0.0.0.0" if words[0] == "0.0.0.0" else "255.255.255.255")
    try:
        return IPv4Network(f"{words[0]}/{mask}", strict=False)
    except ValueError:
        return None


_SENT = ("address", "fqdn", "email", "key-id", "dn")
_EXPECTED = ("any", "address", "fqdn", "email", "key-id")
_DOMAINS = ("fqdn", "email")


def _sent(text: str) -> Identifier | None:
    """What `identity local` says; a certificate has but one subject."""
    kind, _, value = text.partition(" ")
    if kind not in _SENT:
        return None
    return Identifier(kind=kind, value="" if kind == "dn" else value.strip())


def _expected(text: str) -> Identifier | None:
    """What `match identity remote`, or the `identity` of a keyring's peer, says."""
    kind, _, rest = text.partition(" ")
    value = rest.strip()
    if kind not in _EXPECTED or " ipv6 " in f"{text} ":
        return None
    if kind in _DOMAINS and value.startswith("domain "):
        return Identifier(kind=f"{kind} domain", value=value.removeprefix("domain ").strip())
    if kind == "address" and (network := _network(value)):
        return Identifier(kind=kind, value=str(network.network_address if network.prefixlen == 32 else network))
    return Identifier(kind=kind, value=value)


def _profile(name: str, block: Block) -> Profile:
    local, local_words = _method(block.rest("authentication local"))
    remote = [_method(text) for text in block.rests("authentication remote")]
    trustpoints = [text.split() for text in block.rests("pki trustpoint")]
    template = block.rest("virtual-template").split()
    return Profile(
        name=name,
        expected=tuple(identifier for text in block.rests("match identity remote") if (identifier := _expected(text))),
        maps=tuple(block.rests("match certificate")),
        fvrf=block.rest("match fvrf"),
        match_local=block.rest("match address local"),
        sent=_sent(block.rest("identity local")),
        local_method=local,
        remote_methods=tuple(method for method, _ in remote),
        local_key=_after(local_words, "key"),
        remote_key=next((key for _, words in remote if (key := _after(words, "key"))), None),
        eap_user=" ".join(local_words[1:2]) if local_words[:1] == ["username"] else "",
        eap_password=_after(local_words[2:], "password"),
        asks_eap_identity=any("query-identity" in words for _, words in remote),
        keyring=block.rest("keyring local"),
        keyring_aaa=block.has("keyring aaa"),
        sign_trustpoint=next((words[0] for words in trustpoints if words and words[1:] != ["verify"]), ""),
        verify_trustpoints=tuple(words[0] for words in trustpoints if words and words[1:] != ["sign"]),
        dpd=_number(next(iter(_words(block, "dpd")), "")),
        authorization=_group_authorization(block),
        template=f"Virtual-Template{template[0]}" if template else "",
        takes_either=template[1:] == ["mode", "auto"],
        is_shut=block.has("shutdown"),
    )


def _method(text: str) -> tuple[str, list[str]]:
    words = text.split()
    size = 2 if words[:1] == ["eap"] and words[1:2] and words[1] not in {"query-identity", "timeout", "username"} else 1
    return " ".join(words[:size]), words[size:]


def _after(words: list[str], word: str) -> Secret | None:
    return _secret(" ".join(words[1:])) if words[:1] == [word] else None


def _group_authorization(block: Block) -> tuple[str, str, str]:
    words = block.rest("aaa authorization group").removeprefix("override ").split()
    return (words[0], words[2], words[3]) if len(words) > 3 and words[1] == "list" else ("", "", "")


def _maps(blocks: Iterable[Block]) -> dict[str, tuple[tuple[Condition, ...], ...]]:
    found: dict[str, tuple[tuple[Condition, ...], ...]] = {}
    for words, block in _headed(blocks, "crypto pki certificate map"):
        entry = tuple(_condition(condition.text) for condition in block.below)
        found[words[0]] = (*found.get(words[0], ()), entry)
    return found


def _condition(text: str) -> Condition:
    field, _, rest = text.partition(" ")
    comparison, _, value = rest.partition(" ")
    return Condition(field=field, comparison=comparison, value=value.strip())


def _transform_sets(blocks: tuple[Block, ...], release: Release | None) -> dict[str, tuple[str, ...]]:
    found = {
        words[0]: taken
        for words, _ in _headed(blocks, "crypto ipsec transform-set")
        if (taken := _taken(Use.ESP, tuple(words[1:]), release))
    }
    if not _denied(blocks, "ipsec transform-set"):
        found.setdefault(_DEFAULT, SMART_TRANSFORM_SET.transforms)
    return found


def _ipsec_profile(name: str, block: Block) -> IpsecProfile:
    pfs = (block.rest("set pfs") or "group14").removeprefix("group") if block.has("set pfs") else ""
    return IpsecProfile(
        name=name,
        transform_sets=_words(block, "set transform-set") or (_DEFAULT,),
        ikev2_profile=block.rest("set ikev2-profile"),
        pfs=pfs,
    )


def _shared(block: Block) -> Iterator[IPv4Address]:
    """The addresses of `standby 1 ip`, `vrrp 1 ip` and `glbp 1 ip`."""
    for protocol in ("standby", "vrrp", "glbp"):
        for words in map(str.split, block.rests(protocol)):
            if words[1:2] == ["ip"] and len(words) > 2 and (found := _address(f"{words[2]} 255.255.255.255")):
                yield found.ip


def _interface(name: str, block: Block) -> Interface:
    address = next((words for words in block.rests("ip address") if not words.endswith("secondary")), "")
    return Interface(
        name=name,
        address=_address(address),
        shared=tuple(_shared(block)),
        borrows=block.rest("ip unnumbered"),
        negotiates=address == "negotiated",
        vrf=block.rest("vrf forwarding") or block.rest("ip vrf forwarding"),
        tunnel_source=block.rest("tunnel source"),
        destination=block.rest("tunnel destination"),
        mode=block.rest("tunnel mode"),
        protection=next(iter(_words(block, "tunnel protection ipsec profile")), ""),
        is_shut=block.has("shutdown"),
    )


def _address(text: str) -> IPv4Interface | None:
    try:
        return IPv4Interface("/".join(text.split()[:2]))
    except ValueError:
        return None


def _authorizations(blocks: tuple[Block, ...], lists: dict[str, tuple[IPv4Network, ...]]) -> dict[str, Authorization]:
    found: dict[str, Authorization] = {_DEFAULT: Authorization(announces_interface=True)}
    for words, block in _headed(blocks, "crypto ikev2 authorization policy"):
        listed = [network for name in block.rests("route set access-list") for network in lists.get(name, ())]
        remote = [remote_network for text in block.rests("route set remote ipv4") if (remote_network := _network(text))]
        found[words[0]] = Authorization(
            pool=block.rest("pool"),
            announces_interface=block.has("route set interface"),
            networks=tuple(dict.fromkeys((*listed, *remote))),
        )
    return found


def _access_lists(blocks: Iterable[Block]) -> Iterator[tuple[str, tuple[IPv4Network, ...]]]:
    rows: dict[str, list[str]] = {}
    for words, block in _headed(blocks, "ip access-list standard"):
        rows.setdefault(words[0], []).extend(re.sub(r"^\d+ +", "", entry.text) for entry in block.below)
    for words, _ in _headed(blocks, "access-list"):
        rows.setdefault(words[0], []).append(" ".join(words[1:]))
    for name, entries in rows.items():
        permitted = (entry.split()[1:3] for entry in entries if entry.startswith("permit "))
        yield name, tuple(network for words in permitted if (network := _wildcard(words)))


def _wildcard(words: list[str]) -> IPv4Network | None:
    if words[:1] == ["any"]:
        return IPv4Network("0.0.0.0/0")
    words = words[1:] if words[:1] == ["host"] else words
    if not words:
        return None
    try:
        return IPv4Network("/".join(words) if len(words) > 1 and words[1] != "0.0.0.0" else words[0], strict=False)
    except ValueError:
        return None


def _pools(blocks: Iterable[Block]) -> Iterator[tuple[str, tuple[IPv4Address, IPv4Address]]]:
    for words, _ in _headed(blocks, "ip local pool"):
        ends = (*words[1:3], *words[1:2])[:2]
        try:
            first, last = map(IPv4Address, ends)
        except ValueError:
            continue
        yield words[0], (first, last)


def _trustpoint(name: str, block: Block) -> Trustpoint:
    size = _words(block, "rsakeypair")[1:2]
    return Trustpoint(
        name=name,
        subject=block.rest("subject-name"),
        fqdn=block.rest("fqdn"),
        elliptic=block.has("eckeypair"),
        bits=_number(next(iter(size), "")),
    )


def _calls(blocks: Iterable[Block]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for _, block in _headed(blocks, "crypto ikev2 client flexvpn"):
        # `peer 1 fqdn hub.example.com`, `peer 2 10.0.0.1`
        found = (re.match(r"([0-9]{1,9}) +(?:fqdn +)?(\S+)", text) for text in block.rests("peer"))
        numbered = sorted((int(match[1]), match[2]) for match in found if match)
        yield block.rest("client connect"), tuple(peer for _, peer in numbered)


def _local_lists(blocks: tuple[Block, ...]) -> Iterator[str]:
    if any(block.text == "aaa new-model" for block in blocks):
        for words, _ in _headed(blocks, "aaa authorization network"):
            if words[1:2] == ["local"]:
                yield words[0]
