"""What becomes of each attribute of an EzVPN group, and of a virtual template's features, row by row."""

from wizard.data.constructs.row import ConstructRow
from wizard.model.configuration import Line
from wizard.model.finding import Verdict

_MAPPING = "ezvpn.md 1.2, 3.2; Cisco-IOS-XE-crypto.yang 17.6.1"
_ONE = r"\S+"
_ONE_OR_TWO = r"\S+( \S+)?"


def _direct(
    ezvpn: str,
    flexvpn: str,
    why: str = "the authorization policy has the same attribute",
    rest: str | None = r"\S.*",
    written: str = "",
) -> ConstructRow:
    return ConstructRow(
        ezvpn=ezvpn,
        rest=rest,
        written=written,
        verdict=Verdict.CARRIED,
        becomes_attribute=flexvpn,
        traces=(f"authorization_policy: {flexvpn.split(' {')[0]}",),
        question="group_attributes",
        why=why,
        citation=_MAPPING,
    )


def _dropped(ezvpn: str, why: str, rest: str | None = None, written: str = "") -> ConstructRow:
    return ConstructRow(ezvpn=ezvpn, rest=rest, written=written, verdict=Verdict.DROPPED, why=why, citation=_MAPPING)


_SOFTWARE = "a feature of software clients"

GROUP_ATTRIBUTES: tuple[ConstructRow, ...] = (
    ConstructRow(
        ezvpn="key",
        rest=r"(0 |6 )?\S+",
        written="key [0|6] KEY",
        verdict=Verdict.DECIDE,
        traces=("ikev2_keyring: pre-shared-key",),
        question="spoke_authentication",
        why="every site knows the group key, and IKEv2 has no XAUTH behind it: each spoke gets a certificate or a "
        "key of its own",
        citation=_MAPPING,
    ),
    _direct("dns", "dns {value}", rest=_ONE_OR_TWO, written="dns FIRST [SECOND]"),
    _direct("wins", "wins {value}", rest=_ONE_OR_TWO, written="wins FIRST [SECOND]"),
    _direct("domain", "def-domain {value}", rest=_ONE, written="domain NAME"),
    ConstructRow(
        ezvpn="pool",
        rest=_ONE,
        written="pool NAME",
        verdict=Verdict.TRANSFORMED,
        traces=("authorization_policy: pool", "pool"),
        question="pool",
        why="the authorization policy names the pool where a spoke negotiates its address",
        absent=Verdict.DROPPED,
        absent_why="no spoke of this plan gets its tunnel's address from a pool",
        citation=_MAPPING,
    ),
    _direct("netmask", "netmask {value}", rest=_ONE, written="netmask MASK"),
    ConstructRow(
        ezvpn="acl",
        rest=_ONE,
        written="acl LIST",
        verdict=Verdict.TRANSFORMED,
        traces=("authorization_policy: route set access-list",),
        question="hub_networks",
        why="its source networks become a standard list that IKEv2 announces; ports and destinations are lost",
        absent_why="IKEv2 announces none of its source networks: a protocol over the tunnels does, or nothing does",
        citation=_MAPPING,
    ),
    _direct("split-dns", "split-dns {value}", rest=_ONE, written="split-dns DOMAIN"),
    _direct(
        "backup-gateway",
        "backup-gateway {value}",
        "same attribute; each spoke lists its peers as well",
        rest=_ONE,
        written="backup-gateway {ADDRESS|NAME}",
    ),
    _direct("include-local-lan", "include-local-lan", rest=""),
    _direct("pfs", "pfs", "same attribute; the IPsec profile states the group besides", rest=""),
    _direct(
        "dhcp",
        "dhcp {value}",
        rest=r"giaddr \S+|server \S+( \S+)*|timeout \d+",
        written="dhcp {giaddr ADDRESS|server SERVER|timeout SECONDS}",
    ),
    _direct(
        "configuration",
        "configuration {value}",
        rest=r"url \S+|version \d+",
        written="configuration {url URL|version NUMBER}",
    ),
    _direct(
        "crypto aaa attribute list",
        "aaa attribute list {value}",
        rest=_ONE,
        written="crypto aaa attribute list NAME",
    ),
    _dropped("banner", "a router shows the banner to nobody", written="banner DELIMITER TEXT DELIMITER"),
    _dropped("save-password", "keys and certificates live on the spoke", rest=""),
    _dropped("group-lock", "the identity and the certificate decide which policy a spoke gets", rest=""),
    ConstructRow(
        ezvpn="max-users",
        rest=r"\d+",
        written="max-users NUMBER",
        verdict=Verdict.DROPPED,
        why="the authorization policy has no such limit; the size of the pool, RADIUS or `crypto ikev2 limit max-sa` "
        "for the whole router can take its place",
        citation=_MAPPING,
    ),
    ConstructRow(
        ezvpn="max-logins",
        rest=r"\d+",
        written="max-logins NUMBER",
        verdict=Verdict.DROPPED,
        why="FlexVPN counts no logins for each user; RADIUS can limit simultaneous use",
        citation=_MAPPING,
    ),
    _dropped("smartcard-removal-disconnect", _SOFTWARE, rest=""),
    _dropped("firewall", _SOFTWARE, rest=r"are-u-there|policy( \S+)?", written="firewall {are-u-there|policy NAME}"),
    _dropped("auto-update", _SOFTWARE, rest=r"client \S.*", written="auto-update client TYPE {url URL} {rev REVISION}"),
    _dropped("browser-proxy", _SOFTWARE, rest=_ONE, written="browser-proxy NAME"),
    ConstructRow(
        ezvpn="access-restrict",
        rest=_ONE_OR_TWO,
        written="access-restrict INTERFACE",
        verdict=Verdict.TRANSFORMED,
        traces=("ikev2_profile: match address local", "virtual_template: tunnel source"),
        question="virtual_template_source",
        why="the virtual template's tunnel source ties the tunnels to the interface",
        citation=_MAPPING,
    ),
    ConstructRow(
        ezvpn="route-metric",
        rest=r"\d+",
        written="route-metric NUMBER",
        verdict=Verdict.TRANSFORMED,
        traces=("spoke/authorization_policy: route accept any distance",),
        question="route_distance",
        why="each spoke sets the distance where it accepts the routes",
        citation=_MAPPING,
    ),
)

TEMPLATE_OWN_LINES = (
    "ip address",
    "no ip address",
    "ip unnumbered",
    "tunnel source",
    "tunnel destination",
    "tunnel mode",
    "tunnel protection",
    "tunnel vrf",
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
