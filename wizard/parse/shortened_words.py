"""Words that somebody typed short, made whole as IOS takes them: a command is known by the beginnings of its words.

Whoever's commands a router took wrote no beginning of two words. So a beginning of one word alone in these tables is
that word, although IOS knows many more.
"""

import re
from collections.abc import Collection
from typing import NamedTuple

from wizard.data.answer_forms.interfaces import INTERFACE_KINDS
from wizard.ios.modes import GLOBAL_WORDS
from wizard.model.literals import is_number

_NAME, _NUMBER, _INTERFACE = "*", "#", "@"

_MAP_LINES = """
    match address *; reverse-route static; reverse-route remote-peer *; set peer *; set pfs *; set isakmp-profile *
    set ikev2-profile *; set transform-set *; set security-association lifetime seconds #
    set security-association lifetime kilobytes #; set security-association idle-time #; set reverse-route *
    description *; qos pre-classify
"""

_ENTRIES = "permit *; deny *; remark *; # permit *; # deny *; # remark *"

_PHRASES = {
    "": """
        crypto isakmp client configuration group *; crypto isakmp client configuration address-pool local *
        crypto isakmp client configuration browser-proxy *; crypto isakmp client firewall *
        crypto isakmp aggressive-mode disable; crypto isakmp enable; crypto isakmp fragmentation
        crypto isakmp identity *; crypto isakmp invalid-spi-recovery; crypto isakmp keepalive #
        crypto isakmp keepalive # periodic; crypto isakmp keepalive # on-demand
        crypto isakmp keepalive # # periodic; crypto isakmp keepalive # # on-demand; crypto isakmp key *
        crypto isakmp nat keepalive #; crypto isakmp peer *; crypto isakmp policy #; crypto isakmp profile *
        crypto isakmp xauth timeout #; crypto ipsec client ezvpn * inside; crypto ipsec client ezvpn * outside
        crypto ipsec df-bit *; crypto ipsec fragmentation *; crypto ipsec nat-transparency *
        crypto ipsec optional *; crypto ipsec profile *; crypto ipsec security-association *
        crypto ipsec transform-set *; crypto map * client accounting list *
        crypto map * client authentication list *; crypto map * client configuration address *
        crypto map * isakmp authorization list *; crypto map * isakmp-profile *; crypto map * local-address *
        crypto map * redundancy *; crypto map * # ipsec-isakmp dynamic *; crypto map * # ipsec-manual
        crypto dynamic-map * #; crypto ca; crypto call; crypto ctcp; crypto engine; crypto gdoi; crypto identity
        crypto ikev2; crypto key; crypto keyring *; crypto logging; crypto mib; crypto pki; crypto provisioning
        crypto xauth; interface @
    """,
    "config": """
        aaa new-model; aaa authentication login * *; aaa authentication enable *; aaa authorization exec * *
        aaa authorization network * *; aaa accounting *; access-list # permit *; access-list # deny *
        access-list # remark *; hostname *; ip access-list extended *; ip access-list standard *; ip cef
        dialer watch-list *; dialer-list *; ip default-gateway *; ip dhcp excluded-address *; ip dhcp pool *
        ip domain-name *; ip domain name *; ip domain lookup; ip domain-lookup; ip http server
        ip http secure-server; ip local pool *; ip name-server *; ip nat inside source list * interface @ overload
        ip nat inside source route-map * interface @ overload; ip nat inside source static *; ip nat pool *
        ip route *; ip ssh *; ip vrf *; line con #; line console #; line vty *; line aux #; logging *; ntp server *
        route-map *; router bgp #; router eigrp #; router ospf #; service *; snmp *; snmp-server *; version *
        username * privilege # secret *; username * privilege # password *; username * password *
        username * secret *; vrf definition *
    """,
    "config-crypto-ezvpn": """
        acl *; backup * track #; connect auto; connect manual; connect acl *; ctcp *; flow allow acl *; group * key *
        idletime #; local-address @; mode client; mode network-extension; mode network-plus; nat allow; nat acl *
        peer *; username * password *; virtual-interface #; xauth userid mode local; xauth userid mode interactive
        xauth userid mode http-intercept
    """,
    "config-isakmp": """
        authentication pre-share; authentication rsa-sig; authentication rsa-encr; encr aes #; encr 3des; encr des
        encryption aes #; encryption 3des; encryption des; group #; hash md5; hash sha; hash sha256; hash sha384
        hash sha512; lifetime #
    """,
    "config-isakmp-group": """
        access-restrict @; acl *; backup-gateway *; banner *; dns *; domain *; group-lock; include-local-lan; key *
        max-logins #; max-users #; netmask *; pfs; pool *; save-password; split-dns *; wins *
    """,
    "conf-isa-prof": """
        accounting *; client authentication list *; client configuration address initiate
        client configuration address respond; client configuration group *; description *; isakmp authorization list *
        keyring *; keepalive *; match certificate *; match identity address *; match identity group *
        match identity host *; match identity user *; self-identity *; virtual-template #; vrf *
    """,
    "config-crypto-map": _MAP_LINES,
    "ipsec-profile": _MAP_LINES,
    "config-if": """
        bandwidth #; crypto ipsec client ezvpn * inside; crypto ipsec client ezvpn * outside; crypto map *
        description *; dialer pool #; dialer-group #; duplex *; encapsulation *; ip access-group *; ip address dhcp
        ip address negotiated; ip address *; ip mtu #; ip nat inside; ip nat outside; ip policy route-map *
        ip tcp adjust-mss #; ip unnumbered @; ip vrf forwarding *; mtu #; pppoe enable *
        pppoe-client dial-pool-number #; ppp chap hostname *
        ppp chap password *; ppp pap sent-username * password *; pvc *; service-policy input *
        service-policy output *; shutdown; speed *; switchport *; tunnel destination *
        tunnel mode *; tunnel protection ipsec profile *; tunnel source @; vrf forwarding *; zone-member security *
    """,
    "config-line": """
        access-class *; exec; exec-timeout *; login authentication *; login local; password *; privilege *
        transport input *; transport output *
    """,
    "config-ext-nacl": _ENTRIES,
    "config-std-nacl": _ENTRIES,
    "dhcp-config": "default-router *; dns-server *; domain-name *; import all; lease *; network *",
    "config-if-atm-vc": "dialer pool-member #; encapsulation *; pppoe-client dial-pool-number #; protocol *; vbr-nrt *",
}
"""What may be typed short, by what the prompt says of the mode; `*` is any word, `#` a number and `@` an interface.

Those of no mode are looked for everywhere, those of `config` where a prompt shows that somebody typed.
"""

_PRINTED_SHORT = frozenset({"con", "encr"})
"""Of `console` and `encryption` IOS itself prints no more."""

_DEPTHS = {
    "config": 0,
    **dict.fromkeys(
        (
            "config-archive-log-cfg",
            "config-archive-log-config",
            "config-if-atm-vc",
            "config-ikev2-keyring-peer",
            "config-pmap-c",
            "config-router-af",
            "config-vrf-af",
        ),
        2,
    ),
    **dict.fromkeys(("config-pmap-c-police", "config-router-af-interface", "config-router-af-topology"), 3),
}
"""How deep the lines of a mode stand; 1 where a mode is not among them."""


class _Words(dict[str, "_Words"]):
    """The words that may stand next, each with those that may follow it."""


def _tree(*phrases: str) -> _Words:
    """Every phrase, word below word."""
    first = _Words()
    for phrase in (one for text in phrases for line in text.splitlines() for one in line.split(";")):
        words = first
        for word in phrase.split():
            words = words.setdefault(word, _Words())
    return first


_ANYWHERE = _tree(_PHRASES[""])
_AT_A_PROMPT = _tree(_PHRASES[""], _PHRASES["config"])
_IN = {mode: _tree(text) for mode, text in _PHRASES.items() if mode not in {"", "config"}}
_IN["config-subif"] = _IN["config-if"]


FIRST_WORDS = GLOBAL_WORDS.union(_AT_A_PROMPT, *_IN.values()) - {_NAME, _NUMBER, _INTERFACE}
"""Words with which a line may begin, whatever mode it is in."""


def whole_words(text: str) -> str:
    """A global line with the words that IOS would take the shortened ones for; as it is where one may be two words."""
    return _expanded(text, _ANYWHERE).text


def typed_at_a_prompt(text: str, mode: str) -> tuple[str, int]:
    """A line that somebody typed in the mode that the prompt says, in whole words, and how deep it stands."""
    first = text.removeprefix("no ").split(" ", 1)[0]
    of_mode, of_none = _expanded(text, _IN.get(mode, _Words())), _expanded(text, _AT_A_PROMPT)
    is_of_none = of_none.known > of_mode.known or (not of_mode.known and first in GLOBAL_WORDS)
    depth = 0 if is_of_none else _DEPTHS.get(mode, 1)
    return (of_none if is_of_none or not depth else of_mode).text, depth


def typed_in_a_mode(text: str, mode: str) -> str:
    """A line that can only stand in that mode, in whole words."""
    return _expanded(text, _IN.get(mode, _Words())).text


class _Expanded(NamedTuple):
    """A line in whole words."""

    text: str
    known: int
    """How many of its words are."""


def _expanded(text: str, following: _Words) -> _Expanded:
    """The line in whole words, as far as they are known; as it is where one may be two words."""
    negation = "no " if text.startswith("no ") else ""
    words = text.removeprefix("no ").split(" ")
    place = 0
    while place < len(words):
        meant = _meant(words[place], following)
        if meant is None:
            return _Expanded(text, len(words))
        if not meant:
            break
        following = following[meant]
        if meant == _INTERFACE:
            words[place : place + 2] = _interface(words[place : place + 2])
        elif meant not in {_NAME, _NUMBER}:
            words[place] = meant
        place += 1
    return _Expanded(negation + " ".join(words), place)


def _meant(word: str, kinds: Collection[str]) -> str | None:
    """Which of them a word stands for, "" for none of them, None where it may be several."""
    if word in kinds:
        return word
    if _NUMBER in kinds and is_number(word):
        return _NUMBER
    longer = [kind for kind in kinds if word and kind.startswith(word)]
    if printed := _PRINTED_SHORT.intersection(longer):
        return min(printed)
    if len(longer) > 1:
        return None
    return longer[0] if longer else next((kind for kind in (_INTERFACE, _NAME) if kind in kinds), "")


_KIND_AND_NUMBER = re.compile(r"([A-Za-z][A-Za-z-]*?) ?([0-9][0-9/.:]*)")


def _interface(words: list[str]) -> list[str]:
    """The words of an interface, its name spelled out in one of them; as they are where its kind is not known."""
    for count in (2, 1):
        found = _KIND_AND_NUMBER.fullmatch(" ".join(words[:count]))
        short = found[1].lower() if found else ""
        kinds = [kind for kind in INTERFACE_KINDS if short and kind.lower().startswith(short)]
        whole = [kind for kind in kinds if kind.lower() == short] or kinds
        if found and len(whole) == 1:
            return [f"{whole[0]}{found[2]}", *words[count:]]
    return words
