"""What EzVPN uses and shares: pools, access lists, AAA, users, certificates, VRFs, routing."""

from wizard.data.constructs.row import (
    DECIDE,
    DROPPED,
    GUIDE,
    KEPT,
    NOTHING,
    ONE,
    TRANSFORMED,
    Construct,
    every_line,
    row,
)

_AAA = f"ezvpn.md 1.7, 4.5; {GUIDE}"
_LISTS = "ezvpn.md 1.2, 3.2"

POOL = Construct(
    title="ip local pool of a group",
    rows=(
        row(
            "ip local pool",
            DECIDE,
            "FlexVPN draws addresses from it, or from a pool of its own",
            "authorization_policy: pool",
            "pool",
            rest=r"\S+ \S+.*",
            written="ip local pool NAME FIRST [LAST]",
            question="pool",
            absent=KEPT,
            absent_why="no spoke of this plan gets its tunnel's address from a pool; other EzVPN clients may",
            citation="ezvpn.md 1.7, 3.4",
        ),
    ),
)

SPLIT_LIST = Construct(
    title="the access list of a group's `acl`",
    header=row(
        "ip access-list",
        TRANSFORMED,
        "its source networks stand in the list that IKEv2 announces",
        "announced_networks: ip access-list",
        rest=r"(standard|extended) \S+",
        written="ip access-list extended NAME",
        question="hub_networks",
        citation=_LISTS,
    ),
    rows=(
        row(
            "permit",
            TRANSFORMED,
            "its source network stands in the list that IKEv2 announces; ports and destinations are lost",
            "announced_networks",
            written="permit ip NETWORK WILDCARD any",
            question="hub_networks",
            citation=_LISTS,
        ),
        row(
            "deny",
            TRANSFORMED,
            "what it denies is left out of the networks that IKEv2 announces",
            rest=r"\S.*",
            written="deny ip NETWORK WILDCARD any",
            citation=_LISTS,
        ),
        row("remark", DROPPED, "a remark on the old list", written="remark TEXT", citation=_LISTS),
    ),
)

CLIENT_LIST = Construct(
    title="the access list of a spoke's `acl`",
    header=row(
        "ip access-list",
        TRANSFORMED,
        "its source networks stand in the list that IKEv2 announces",
        "announced_networks: ip access-list",
        rest=r"(standard|extended) \S+",
        written="ip access-list extended NAME",
        question="lan_networks",
        citation="ezvpn.md 2.1, 3.5",
    ),
    rows=(
        row(
            "permit",
            TRANSFORMED,
            "its source network stands in the list that IKEv2 announces; ports and destinations are lost",
            "announced_networks",
            written="permit ip NETWORK WILDCARD any",
            question="lan_networks",
            citation="ezvpn.md 2.1, 3.5",
        ),
        row(
            "deny",
            TRANSFORMED,
            "what it denies is not among the networks that IKEv2 announces",
            rest=r"\S.*",
            written="deny ip NETWORK WILDCARD any",
            citation="ezvpn.md 2.1, 3.5",
        ),
        row("remark", DROPPED, "a remark on the old list", written="remark TEXT", citation="ezvpn.md 2.1, 3.5"),
    ),
)

NAT_LIST = Construct(
    title="the access list of a spoke's `nat acl`",
    header=row(
        "ip access-list",
        TRANSFORMED,
        "the list of the explicit translation takes its place",
        "nat_objects: ip access-list",
        rest=r"(standard|extended) \S+",
        written="ip access-list extended NAME",
        question="internet_breakout",
        citation="ezvpn.md 2.1, 2.4, 3.5",
    ),
    rows=(
        row(
            "permit",
            TRANSFORMED,
            "the list of the explicit translation takes its place",
            "nat_objects: permit",
            written="permit ip NETWORK WILDCARD any",
            question="internet_breakout",
            citation="ezvpn.md 2.1, 2.4, 3.5",
        ),
        row(
            "deny",
            TRANSFORMED,
            "the explicit translation permits only what it translates",
            written="deny ip NETWORK WILDCARD any",
            citation="ezvpn.md 2.1, 2.4, 3.5",
        ),
        row("remark", DROPPED, "a remark on the old list", written="remark TEXT", citation="ezvpn.md 2.1"),
    ),
)

TRIGGER_LIST = Construct(
    title="the access list of a spoke's `connect acl` or `flow allow acl`",
    header=row(
        "ip access-list",
        KEPT,
        "a list that the EzVPN client names; FlexVPN has no such line, and another line may name the list",
        rest=r"(standard|extended) \S+",
        written="ip access-list extended NAME",
        citation="ezvpn.md 2.1, 3.5",
    ),
    rows=every_line("an entry of a list that the EzVPN client names", "ezvpn.md 2.1, 3.5"),
)

AAA = Construct(
    title="AAA that EzVPN shares with the router's logins",
    rows=(
        row(
            "aaa new-model",
            KEPT,
            "logins and IKEv2's authorization need it; no clean-up ever removes it",
            rest=NOTHING,
            citation=_AAA,
        ),
        row(
            "aaa authentication login default",
            KEPT,
            "XAUTH asks the list that guards console and vty as well; no clean-up ever removes it",
            rest=r"\S.*",
            written="aaa authentication login default METHODS",
            citation=_AAA,
        ),
        row(
            "aaa authentication login",
            KEPT,
            "XAUTH asks this list; it stays as long as any line names it",
            rest=r"\S+ \S.*",
            written="aaa authentication login LIST METHODS",
            citation=_AAA,
        ),
        row(
            "aaa authorization network",
            DECIDE,
            "RADIUS holds the groups: no configuration shows them, so ask for an export; RADIUS needs a profile for "
            "each IKEv2 identity where it shall go on deciding",
            rest=r"\S+ (.* )?group \S.*",
            written="aaa authorization network LIST group {radius|NAME} [local]",
            question="authorization_store",
            citation="ezvpn.md 1.7, 3.4",
        ),
        row(
            "aaa authorization network",
            KEPT,
            "EzVPN finds its groups by this list; IKEv2 gets a list of its own, and others may name this one",
            rest=r"\S+ \S.*",
            written="aaa authorization network LIST local",
            citation=_AAA,
        ),
        row(
            "aaa accounting network",
            KEPT,
            "sessions are counted by this list; it stays as long as any line names it",
            rest=r"\S+.*",
            written="aaa accounting network LIST start-stop group radius",
            citation=_AAA,
        ),
    ),
)
AAA_LINES = every_line("belongs to a list by which EzVPN counts sessions, and which stays", "ezvpn.md 1.7, 4.5")

ATTRIBUTE_LIST = Construct(
    title="aaa attribute list that a group names",
    header=row(
        "aaa attribute list",
        KEPT,
        "the authorization policy names it as the group did",
        rest=ONE,
        written="aaa attribute list NAME",
        citation="ezvpn.md 1.2, 3.2",
    ),
    rows=every_line("belongs to a list that the authorization policy names as the group did", "ezvpn.md 1.2, 3.2"),
)

_RADIUS = "the RADIUS server answers EzVPN's lists and others"

RADIUS = Construct(
    title="RADIUS that EzVPN's lists ask",
    rows=tuple(
        row(words, KEPT, _RADIUS, rest=r"\S.*", written=written, citation="ezvpn.md 1.7")
        for words, written in (
            ("radius-server", "radius-server host ..."),
            ("radius server", "radius server NAME"),
            ("aaa group server radius", "aaa group server radius NAME"),
        )
    ),
)
RADIUS_LINES = every_line(_RADIUS, "ezvpn.md 1.7")

USERS = Construct(
    title="users that XAUTH may ask for",
    rows=(
        row(
            "username",
            KEPT,
            "XAUTH may ask for this user, and so may console and vty: it stays until proven unused",
            rest=r"\S.*",
            written="username NAME {password|secret} PASSWORD",
            citation="ezvpn.md 1.7, 3.4, 4.5",
        ),
    ),
)

PKI = Construct(
    title="certificates that EzVPN uses",
    rows=(
        row(
            "crypto pki trustpoint",
            KEPT,
            "EzVPN proves itself by its certificate; no clean-up ever removes a trustpoint or a key",
            rest=ONE,
            written="crypto pki trustpoint NAME",
            citation="ezvpn.md 1.8, 4.5",
        ),
        row(
            "crypto pki certificate map",
            KEPT,
            "an IKEv2 profile can match by the same map",
            rest=r"\S+( \d+)?",
            written="crypto pki certificate map NAME NUMBER",
            citation="ezvpn.md 1.8, 3.3",
        ),
    ),
)
PKI_LINES = every_line("belongs to the certificates that EzVPN uses: it stays", "ezvpn.md 1.8")

VRF = Construct(
    title="VRFs that EzVPN uses",
    rows=tuple(
        row(
            words,
            KEPT,
            "interfaces and tunnels go on using the VRF",
            rest=ONE,
            written=f"{words} NAME",
            citation="ezvpn.md 1.9; Cisco IOS-XE 17.x, Configuring the FlexVPN Server",
        )
        for words in ("ip vrf", "vrf definition")
    ),
)
VRF_LINES = every_line("belongs to a VRF that EzVPN uses: it stays", "ezvpn.md 1.9")

REDISTRIBUTION = Construct(
    title="routing on an EzVPN server",
    rows=(
        row(
            "redistribute static",
            KEPT,
            "IKEv2's routes are static routes too, with tag 1 unless another is answered; look whether a route-map "
            "still lets them pass",
            "authorization_policy: route accept any tag",
            written="redistribute static [route-map NAME]",
            citation="ezvpn.md 3.4",
        ),
        row(
            "match tag",
            KEPT,
            "the routes that IKEv2 installs have the same tag",
            "authorization_policy: route accept any tag",
            rest=r"\d+( \d+)*",
            written="match tag NUMBER, where `reverse-route` sets that tag",
            question="route_tag",
            absent=DECIDE,
            absent_why="it matches EzVPN's routes by their tag, and IKEv2's routes would have another",
            citation="ezvpn.md 3.4",
        ),
    ),
)
