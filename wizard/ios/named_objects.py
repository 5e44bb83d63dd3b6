"""Which lines name which objects: what must hold before an object may be removed."""

import re
from dataclasses import dataclass

from wizard.model.literals import is_number


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectReferences:
    """One kind of object of the EzVPN side: how a line defines it, and how other lines use it.

    `{n}` stands for the name; a use that matches too much only keeps an object that nothing needs.
    """

    kind: str
    definitions: tuple[str, ...]
    """Prefixes; what follows the first one is the name."""
    uses: tuple[str, ...] = ()
    """Regular expressions with the name at their end, which are searched in every line."""
    far_uses: str = ""
    """A pattern of words that make a name anywhere behind them a use."""

    def used_by(self, name: str) -> re.Pattern[str]:
        """The pattern of a line that uses the object `name`."""
        word = rf"(?<![^\s\"]){re.escape(name)}(?![^\s\"])"
        patterns = [use.replace("{n}", word) for use in self.uses]
        if self.far_uses:
            # Atomic: what stands behind a later one of the words stands behind the first one too.
            patterns.append(rf"^(?>.*?(?:{self.far_uses}) ).*{word}")
        if not is_number(name) and self.kind in {"access list", "login list", "network list"}:
            patterns.append(word)
        return re.compile("|".join(patterns))


REFERENCES: dict[str, ObjectReferences] = {
    row.kind: row
    for row in (
        ObjectReferences(
            kind="access list",
            definitions=("ip access-list standard {n}", "ip access-list extended {n}", "access-list {n}"),
            far_uses="access-group|access-class|address|acl|list|route-list|community|peer|serve|serve-only|query-only"
            "|rate-limit|access-list|filter|mask|tftp-server|group-list|rp-address|class",
        ),
        ObjectReferences(
            kind="pool",
            definitions=("ip local pool {n}",),
            uses=(r"local {n}",),
            far_uses="pool",
        ),
        ObjectReferences(
            kind="transform set",
            definitions=("crypto ipsec transform-set {n}",),
            far_uses="set transform-set",
        ),
        ObjectReferences(
            kind="IPsec profile",
            definitions=("crypto ipsec profile {n}",),
            uses=(r"protection ipsec profile {n}", r"^profile {n}"),
        ),
        ObjectReferences(
            kind="isakmp profile",
            definitions=("crypto isakmp profile {n}",),
            uses=(r"isakmp-profile {n}",),
        ),
        ObjectReferences(
            kind="dynamic map",
            definitions=("crypto dynamic-map {n}",),
            uses=(r"ipsec-isakmp dynamic {n}",),
        ),
        ObjectReferences(
            kind="virtual template",
            definitions=("interface Virtual-Template{n}",),
            uses=(r"virtual-template {n}", r"virtual-interface {n}"),
        ),
        ObjectReferences(
            kind="group",
            definitions=("crypto isakmp client configuration group {n}",),
            uses=(r"match identity group {n}", r"client configuration group {n}"),
        ),
        ObjectReferences(
            kind="login list",
            definitions=("aaa authentication login {n}",),
            uses=(r"authentication list {n}", r"login authentication {n}"),
        ),
        ObjectReferences(
            kind="network list",
            definitions=("aaa authorization network {n}",),
            uses=(r"authorization list {n}", r"list {n}"),
        ),
        ObjectReferences(
            kind="EzVPN client",
            definitions=("crypto ipsec client ezvpn {n}",),
            uses=(r"crypto ipsec client ezvpn {n}", r"backup {n}"),
        ),
    )
}

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
