"""The objects that IOS knows by a name or a number: which lines define one, and which lines name one."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from wizard.model.configuration import Configuration
from wizard.model.literals import is_number


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedObject:
    """One kind of object; `{n}` stands for its name, or for its number."""

    kind: str
    definitions: tuple[str, ...]
    """The lines that define one, up to the name, which ends them."""
    labels: tuple[tuple[str, str], ...] = ()
    """A header and what stands below it before the name of one: `rsakeypair LABEL` makes the key pair."""
    last_words: tuple[tuple[str, str], ...] = ()
    """A header and how a line below it begins whose last word may name one that a server holds."""
    uses: tuple[str, ...] = ()
    """Regular expressions with the name at their end, which are searched in every line.

    A use that matches too much only keeps an object that nothing needs.
    """
    far_uses: str = ""
    """A pattern of words that make a name anywhere behind them a use."""
    named_anywhere: bool = False
    """Whether its name, where it is no number, counts as a use wherever it stands."""
    called: str = ""
    """How an interface is called where a line names it: `Loopback{n}`."""

    def defined_as(self, name: str) -> tuple[str, ...]:
        """The beginnings of the lines that define the object of that name."""
        return tuple(definition.replace("{n}", name) for definition in self.definitions)

    def used_by(self, name: str, *, anywhere: bool = True) -> re.Pattern[str]:
        """The pattern of a line that uses the object `name`; not `anywhere`, where each name is in its own place."""
        word = _word(name)
        patterns = [use.replace("{n}", word) for use in self.uses]
        if self.called:
            patterns.append(_word(self.called.replace("{n}", name)))
        if self.far_uses:
            # Atomic: what stands behind a later one of the words stands behind the first one too.
            patterns.append(rf"^(?>.*?(?:{self.far_uses}) ).*{word}")
        if anywhere and self.named_anywhere and not is_number(name):
            patterns.append(word)
        return re.compile("|".join(patterns or [_NEVER]))

    def names_in(self, configuration: Configuration) -> set[str]:
        """The names of this kind that a configuration takes."""
        taken = {name for definition in self.definitions for name in _defined(definition, configuration)}
        for header, label in self.labels:
            for top in configuration.all(header):
                taken.update(line.text.split()[len(label.split())] for line in top.all(label) if line.text != label)
        for header, beginning in self.last_words:
            taken.update(line.text.split()[-1] for top in configuration.all(header) for line in top.all(beginning))
        return taken


_NEVER = "(?!)"


def _word(name: str) -> str:
    return rf"(?<![^\s\"]){re.escape(name)}(?![^\s\"])"


def _defined(definition: str, configuration: Configuration) -> set[str]:
    """The words, or behind `interface Tunnel` the numbers, that stand where that line has a name."""
    header = definition.removesuffix("{n}")
    if header.endswith(" "):
        lines = configuration.all(header.rstrip())
        return {line.text[len(header) :].split()[0] for line in lines if len(line.text) > len(header)}
    pattern = re.compile(rf"{re.escape(header)}\s*(\d+)\b", re.IGNORECASE)
    return {found[1] for line in configuration.all(header.split(" ", 1)[0]) if (found := pattern.match(line.text))}


NAMED_OBJECTS: dict[str, NamedObject] = {
    row.kind: row
    for row in (
        NamedObject(
            kind="access list",
            definitions=("ip access-list standard {n}", "ip access-list extended {n}", "access-list {n}"),
            far_uses="access-group|access-class|address|acl|list|route-list|community|peer|serve|serve-only|query-only"
            "|rate-limit|access-list|filter|mask|tftp-server|group-list|rp-address|class",
            named_anywhere=True,
        ),
        NamedObject(kind="IPv6 access list", definitions=("ipv6 access-list {n}",), named_anywhere=True),
        NamedObject(
            kind="pool",
            definitions=("ip local pool {n}",),
            uses=(r"local {n}",),
            far_uses="pool",
        ),
        NamedObject(
            kind="transform set",
            definitions=("crypto ipsec transform-set {n}",),
            far_uses="set transform-set",
        ),
        NamedObject(
            kind="IPsec profile",
            definitions=("crypto ipsec profile {n}",),
            uses=(r"protection ipsec profile {n}", r"^profile {n}"),
        ),
        NamedObject(
            kind="isakmp profile",
            definitions=("crypto isakmp profile {n}",),
            uses=(r"isakmp-profile {n}",),
        ),
        NamedObject(
            kind="dynamic map",
            definitions=("crypto dynamic-map {n}",),
            uses=(r"ipsec-isakmp dynamic {n}",),
        ),
        NamedObject(
            kind="virtual template",
            definitions=("interface Virtual-Template{n}",),
            uses=(r"virtual-template {n}", r"virtual-interface {n}"),
            called="Virtual-Template{n}",
        ),
        NamedObject(kind="tunnel", definitions=("interface Tunnel{n}",), called="Tunnel{n}"),
        NamedObject(kind="loopback", definitions=("interface Loopback{n}",), called="Loopback{n}"),
        NamedObject(
            kind="group",
            definitions=("crypto isakmp client configuration group {n}",),
            uses=(r"match identity group {n}", r"client configuration group {n}"),
        ),
        NamedObject(
            kind="login list",
            definitions=("aaa authentication login {n}",),
            uses=(r"authentication list {n}", r"login authentication {n}", r"authentication eap {n}"),
            named_anywhere=True,
        ),
        NamedObject(
            kind="network list",
            definitions=("aaa authorization network {n}",),
            uses=(r"authorization list {n}", r"list {n}", r"authorization {n}"),
            named_anywhere=True,
        ),
        NamedObject(
            kind="EzVPN client",
            definitions=("crypto ipsec client ezvpn {n}",),
            uses=(r"crypto ipsec client ezvpn {n}", r"backup {n}"),
        ),
        NamedObject(kind="trustpoint", definitions=("crypto pki trustpoint {n}",), uses=(r"trust-?point {n}",)),
        NamedObject(
            kind="key pair",
            definitions=("ip ssh rsa keypair-name {n}",),
            labels=(("crypto pki trustpoint", "rsakeypair"), ("crypto pki trustpoint", "eckeypair")),
        ),
        NamedObject(kind="certificate server", definitions=("crypto pki server {n}",)),
        NamedObject(
            kind="certificate map", definitions=("crypto pki certificate map {n}",), uses=(r"match certificate {n}",)
        ),
        NamedObject(
            kind="IKEv2 name mangler", definitions=("crypto ikev2 name-mangler {n}",), uses=(r"name-mangler {n}",)
        ),
        NamedObject(
            kind="IKEv2 authorization policy",
            definitions=("crypto ikev2 authorization policy {n}",),
            uses=(r"list \S+ {n}",),
            last_words=(("crypto ikev2 profile", "aaa authorization group"),),
        ),
        NamedObject(kind="IKEv2 proposal", definitions=("crypto ikev2 proposal {n}",), far_uses="proposal"),
        NamedObject(kind="IKEv2 policy", definitions=("crypto ikev2 policy {n}",)),
        NamedObject(kind="IKEv2 keyring", definitions=("crypto ikev2 keyring {n}",), uses=(r"keyring local {n}",)),
        NamedObject(kind="IKEv2 profile", definitions=("crypto ikev2 profile {n}",), uses=(r"ikev2-profile {n}",)),
        NamedObject(kind="FlexVPN client", definitions=("crypto ikev2 client flexvpn {n}",)),
        NamedObject(
            kind="route-map",
            definitions=("route-map {n}",),
            far_uses="route-map|suppress-map|unsuppress-map|advertise-map|exist-map|non-exist-map|inject-map|attribute-map|table-map"
            "|import map|export map",
        ),
        NamedObject(kind="prefix list", definitions=("ip prefix-list {n}",), far_uses="prefix-list|prefix"),
        NamedObject(kind="BGP peer group", definitions=(), labels=(("router bgp", "neighbor"),)),
    )
}

_HEADERS: dict[str, list[tuple[str, str]]] = {}
"""By the first word of a definition: what stands before the name, and the kind."""
for _kind, _row in NAMED_OBJECTS.items():
    for _definition in _row.definitions:
        _header = _definition.removesuffix("{n}")
        _HEADERS.setdefault(_header.split(" ", 1)[0], []).append((_header, _kind))


class ObjectName(NamedTuple):
    """What a top line is about: a kind and a name; "" and the line itself where it defines nothing that has one."""

    kind: str
    name: str


def object_of(text: str) -> ObjectName:
    """The object that a top line defines."""
    for header, kind in _HEADERS.get(text.split(" ", 1)[0], ()):
        if text.startswith(header) and (name := _name_behind(text, header)):
            return ObjectName(kind, name)
    return ObjectName("", text)


def _name_behind(text: str, header: str) -> str:
    words = text[len(header) :].split(None, 1)
    word = words[0] if words else ""
    # `interface Tunnel` has its number right behind it, and `interface Tunnel-tp` is another one.
    return word if header.endswith(" ") or is_number(word) else ""


IKEV1_USERS = (
    "crypto isakmp profile",
    "crypto isakmp key",
    "crypto isakmp peer",
    "crypto isakmp client configuration group",
    "crypto keyring",
    "crypto map",
    "crypto ipsec client ezvpn",
    "crypto gdoi group",
)
"""Top lines that need IKEv1; as long as one remains, no global IKEv1 line is removed."""

IKEV1_GLOBALS = (
    "crypto isakmp policy",
    "crypto isakmp keepalive",
    "crypto isakmp nat keepalive",
    "crypto isakmp xauth timeout",
    "crypto isakmp client configuration address-pool",
)
"""What serves nobody once the last user of IKEv1 is gone."""
