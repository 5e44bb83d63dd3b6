"""What a router keeps of a line that it took: defaults are hidden, secrets encrypted, words written otherwise."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from wizard.model.literals import address

Rewrite: TypeAlias = Callable[[list[str]], str]
"""From the words of a line to the line as it is kept."""

HIDDEN: dict[str, tuple[str, ...]] = {
    "interface": ("tunnel mode gre ip",),
    "isakmp policy": ("hash sha", "authentication rsa-sig", "group 1", "lifetime 86400", "encr des"),
    "ikev2 profile": ("lifetime 86400", "config-exchange request"),
    "ipsec profile": ("set security-association lifetime seconds 3600",),
    "trustpoint": ("revocation-check crl",),
}
"""By mode, lines that say what holds without them (printed-forms.md 1): they take the others of their kind away."""

ON_WITHOUT_A_LINE: dict[str, tuple[str, ...]] = {
    "global": (
        "ip source-route",
        "ip domain lookup",
        "ip domain-lookup",
        "ip http server",
        "ip http secure-server",
        "ip cef",
        "ipv6 cef",
        "ip bootp server",
        "cdp run",
        "service pad",
        "service dhcp",
        "platform punt-keepalive disable-kernel-core",
        "license smart enable",
        "service config",
        "logging console",
        "crypto isakmp enable",
        "crypto ikev2 http-url cert",
        "crypto isakmp default policy",
        "crypto ikev2 authorization policy default",
        "crypto ikev2 policy default",
        "crypto ikev2 proposal default",
        "crypto ipsec transform-set default",
        "crypto ipsec profile default",
        "ip gratuitous-arps",
        "aaa new-model",
    ),
    "interface": (
        "ip redirects",
        "ip unreachables",
        "ip proxy-arp",
        "ip route-cache",
        "ip split-horizon",
        "cdp enable",
        "keepalive",
        "mop enabled",
        "ip address",
        "atm ilmi-keepalive",
        "switchport",
        "lldp transmit",
        "lldp receive",
    ),
    "line": ("exec", "modem enable", "activation-character", "vacant-message", "login"),
    "router": ("auto-summary", "synchronization", "bgp default ipv4-unicast", "bgp log-neighbor-changes"),
    "address family": ("auto-summary", "synchronization"),
    "trustpoint": ("ip-address", "serial-number"),
}
"""By mode, what holds without a line: its `no` is shown."""

SHOWN_EITHER_WAY = (
    "aaa new-model",
    "ip cef",
    "ipv6 cef",
    "ip http server",
    "ip http secure-server",
    "bgp log-neighbor-changes",
    "login",
    "platform punt-keepalive disable-kernel-core",
)
"""What of it is shown where it holds as well."""

SHOWN_BESIDE: tuple[tuple[str, str, str], ...] = (
    ("interface", "ip nat inside", "ip virtual-reassembly in"),
    ("interface", "ip nat outside", "ip virtual-reassembly in"),
    ("global", "aaa new-model", "aaa session-id common"),
)
"""Mode, line, and a line that the router adds to it and takes away with it [A0.7]."""

GONE_WHEN_EMPTY = ("archive",)
"""Modes that are not shown when nothing stands in them."""


def _encryption(words: list[str]) -> str:
    return " ".join(("encr", *words[1:]))


def _upper(words: list[str]) -> str:
    return " ".join((words[0], *(word.upper() for word in words[1:])))


def _domain_name(words: list[str]) -> str:
    return " ".join(("ip domain name", *words[2:]))


_CLASSES = (
    (128, "255.0.0.0", "0.255.255.255"),
    (192, "255.255.0.0", "0.0.255.255"),
    (224, "255.255.255.0", "0.0.0.255"),
)


def _classful(words: list[str]) -> str:
    """`network 10.0.0.0` for the mask or wildcard that its class means."""
    network = address(words[1]) if len(words) > 1 else None
    if network is None or len(words) not in (3, 4):
        return " ".join(words)
    masks = next((masks for first, *masks in _CLASSES if network.packed[0] < first), ())
    return f"network {network}" if words[-1] in masks and words[2:-1] in ([], ["mask"]) else " ".join(words)


def _hashed(words: list[str]) -> str:
    """A secret of a user or of `enable` that was typed as it is, as MD5 with a salt would show it."""
    place = words.index("secret") + 1 if "secret" in words else len(words)
    plain = words[place:]
    if plain[:1] == ["0"]:
        plain = plain[1:]
    if len(plain) != 1:
        return " ".join(words)
    digest = hashlib.sha256(plain[0].encode("utf-8", "surrogateescape")).digest()
    salt, sum_ = base64.b64encode(digest[:3]).decode(), base64.b64encode(digest[3:19]).decode()[:22]
    return " ".join((*words[:place], "5", f"$1${salt}${sum_.replace('+', '.')}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """Lines that are kept otherwise than they were typed."""

    mode: str
    beginning: str
    rewrite: Rewrite
    source: str


REWRITTEN: tuple[Rewritten, ...] = (
    Rewritten(mode="isakmp policy", beginning="encryption ", rewrite=_encryption, source="printed-forms.md"),
    Rewritten(mode="trustpoint", beginning="fingerprint ", rewrite=_upper, source="A0.7"),
    Rewritten(mode="global", beginning="ip domain-name ", rewrite=_domain_name, source="memory"),
    Rewritten(mode="global", beginning="enable secret ", rewrite=_hashed, source="A0.7"),
    Rewritten(mode="global", beginning="username ", rewrite=_hashed, source="A0.7"),
    Rewritten(mode="router", beginning="network ", rewrite=_classful, source="A0.7"),
    Rewritten(mode="address family", beginning="network ", rewrite=_classful, source="A0.7"),
)


def kept(mode: str, text: str) -> str:
    """The line as the router keeps it."""
    for row in REWRITTEN:
        if row.mode == mode and text.startswith(row.beginning):
            return row.rewrite(text.split(" "))
    return text


def is_hidden(mode: str, text: str) -> bool:
    """Whether the line says what holds without it."""
    return text in HIDDEN.get(mode, ())


def is_shown_when_off(mode: str, text: str) -> bool:
    """Whether the `no` of the line is shown."""
    return text in ON_WITHOUT_A_LINE.get(mode, ())


def is_shown_when_on(mode: str, text: str) -> bool:
    """Whether the line itself is shown."""
    return not is_shown_when_off(mode, text) or text in SHOWN_EITHER_WAY
