"""What becomes of each EzVPN construct: one row a construct, in the words of the configuration."""

from dataclasses import dataclass

from wizard.model.configuration import Line
from wizard.model.finding import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One construct of EzVPN and what FlexVPN makes of it."""

    ezvpn: str
    """The words with which the line begins."""
    verdict: Verdict
    becomes_attribute: str = ""
    """The line of the authorization policy, with {value} for what follows the words; empty where it is no attribute."""
    traces: tuple[str, ...] = ()
    """Where its new lines are found: `SECTION` or `SECTION: WORDS` with which they begin."""
    question: str = ""
    """The key of the question that decides it."""
    why: str
    source: str


_MAPPING = "ezvpn.md 3.2; Cisco-IOS-XE-crypto.yang 17.6.1"


def _direct(ezvpn: str, flexvpn: str, why: str = "the authorization policy has the same attribute") -> Attribute:
    return Attribute(
        ezvpn=ezvpn,
        verdict=Verdict.CARRIED,
        becomes_attribute=flexvpn,
        traces=(f"authorization_policy: {flexvpn.split(' {')[0]}",),
        question="group_attributes",
        why=why,
        source=_MAPPING,
    )


def _dropped(ezvpn: str, why: str, source: str = _MAPPING) -> Attribute:
    return Attribute(ezvpn=ezvpn, verdict=Verdict.DROPPED, why=why, source=source)


GROUP_ATTRIBUTES: tuple[Attribute, ...] = (
    Attribute(
        ezvpn="key",
        verdict=Verdict.DROPPED,
        question="pre_shared_key",
        why="every site knows the group key; IKEv2 has no XAUTH behind it, so each spoke gets a certificate or a key",
        source=_MAPPING,
    ),
    _direct("dns", "dns {value}"),
    _direct("wins", "wins {value}"),
    _direct("domain", "def-domain {value}"),
    Attribute(
        ezvpn="pool",
        verdict=Verdict.TRANSFORMED,
        traces=("authorization_policy: pool", "pool"),
        question="pool",
        why="the authorization policy names the pool where a spoke negotiates its address",
        source=_MAPPING,
    ),
    _direct("netmask", "netmask {value}"),
    Attribute(
        ezvpn="acl",
        verdict=Verdict.TRANSFORMED,
        traces=("authorization_policy: route set access-list",),
        question="hub_networks",
        why="its source networks become a standard list that IKEv2 announces; ports and destinations are lost",
        source=_MAPPING,
    ),
    _direct("split-dns", "split-dns {value}"),
    _direct("backup-gateway", "backup-gateway {value}", "same attribute; each spoke lists its peers as well"),
    _direct("include-local-lan", "include-local-lan"),
    _direct("pfs", "pfs", "same attribute; the IPsec profile states the group besides"),
    _direct("dhcp", "dhcp {value}"),
    _direct("configuration", "configuration {value}"),
    _direct("crypto aaa attribute list", "aaa attribute list {value}"),
    _dropped("banner", "a router shows the banner to nobody"),
    _dropped("save-password", "keys and certificates live on the spoke"),
    _dropped("group-lock", "the identity and the certificate decide which policy a spoke gets"),
    _dropped("max-users", "FlexVPN limits by pool size or `crypto ikev2 limit max-sa`"),
    _dropped("max-logins", "FlexVPN has no counter of logins for each user"),
    _dropped("smartcard-removal-disconnect", "a feature of software clients"),
    _dropped("firewall", "a feature of software clients"),
    _dropped("auto-update", "a feature of software clients"),
    _dropped("browser-proxy", "a feature of software clients"),
    Attribute(
        ezvpn="access-restrict",
        verdict=Verdict.TRANSFORMED,
        traces=("virtual_template: tunnel source",),
        question="virtual_template_source",
        why="the virtual template's tunnel source ties the tunnels to the interface",
        source=_MAPPING,
    ),
    Attribute(
        ezvpn="route-metric",
        verdict=Verdict.DECIDE,
        question="route_accept",
        why="the distance of IKEv2 routes is set where they are accepted",
        source=_MAPPING,
    ),
)

TEMPLATE_OWN_LINES = (
    "ip address",
    "no ip address",
    "ip unnumbered",
    "tunnel mode",
    "tunnel source",
    "tunnel destination",
    "tunnel protection",
    "description",
    "shutdown",
    "no shutdown",
)
"""What a virtual template of EzVPN keeps to itself; every other line is a feature of the traffic and moves along."""

VRF_LINES = ("vrf forwarding", "ip vrf forwarding")


def features_of(template: Line | None) -> tuple[str, tuple[str, ...]]:
    """The VRF line and the features of an EzVPN virtual template, which its successor takes over."""
    if template is None:
        return "", ()
    own = {child for prefix in (*TEMPLATE_OWN_LINES, *VRF_LINES) for child in template.all(prefix)}
    vrf = next((child.text for prefix in VRF_LINES for child in template.all(prefix)), "")
    return vrf, tuple(child.text for child in template.children if child not in own)
