"""What carries the traffic on an EzVPN server: transform sets, IPsec profiles, crypto maps, virtual templates."""

from wizard.data.constructs.row import (
    CARRIED,
    DECIDE,
    DROPPED,
    GUIDE,
    NOTHING,
    NUMBER,
    ONE,
    TRANSFORMED,
    YANG,
    Construct,
    ConstructRow,
    row,
    stated_description,
)
from wizard.data.constructs.server import ACCOUNTING, ACCOUNTING_ABSENT, XAUTH_LIST

_MAP = f"ezvpn.md 1.4, 3.3, 3.4; {YANG}"
_IPSEC = f"ezvpn.md 1.6, 3.4; {YANG}"
_NO_STATEFUL = "IKEv2's own fail-over takes its place: several peers on each spoke, or stateful redundancy set up anew"
_LEFT_OUT = "the plan leaves it out, as answered"
_ROUTES = "IKEv2 installs the routes that the spoke announces"


def _for_both(citation: str) -> tuple[ConstructRow, ...]:
    """What a dynamic map and an IPsec profile have in common."""
    return (
        row(
            "set transform-set",
            TRANSFORMED,
            "the new profile names the new transform set",
            "ipsec_profile: set transform-set",
            rest=r"\S.*",
            written="set transform-set NAME ...",
            citation=citation,
        ),
        row(
            "set isakmp-profile",
            TRANSFORMED,
            "the new profile names the IKEv2 profile",
            "ipsec_profile: set ikev2-profile",
            rest=ONE,
            written="set isakmp-profile PROFILE",
            citation=citation,
        ),
        row(
            "set pfs",
            TRANSFORMED,
            "the new profile states its group",
            "ipsec_profile: set pfs",
            rest=r"(group\d+)?",
            written="set pfs [GROUP]",
            question="pfs",
            citation=f"{citation}; Cisco FN72510",
        ),
        row(
            "set security-association lifetime kilobytes",
            CARRIED,
            "the new profile states it too",
            "ipsec_profile: set security-association lifetime kilobytes",
            rest=r"\d+|disable",
            written="set security-association lifetime kilobytes {NUMBER|disable}",
            question="ipsec_options",
            absent_why=_LEFT_OUT,
            citation=citation,
        ),
        row(
            "set security-association lifetime",
            TRANSFORMED,
            "both ends state the same lifetime",
            "ipsec_profile: set security-association lifetime seconds",
            rest=r"(seconds|days) \d+",
            written="set security-association lifetime {seconds NUMBER|days NUMBER}",
            question="ipsec_lifetime",
            absent=DROPPED,
            absent_why="the router has this lifetime without a line",
            citation=citation,
        ),
        row(
            "set security-association idle-time",
            TRANSFORMED,
            "the new profile states it too",
            "ipsec_profile: set security-association idle-time",
            rest=r"\d+( default)?",
            written="set security-association idle-time SECONDS [default]",
            question="ipsec_options",
            absent_why="each spoke decides when its tunnel is idle; dead peer detection clears what is left of it",
            citation=citation,
        ),
        *(
            row(
                words,
                TRANSFORMED,
                _ROUTES,
                "authorization_policy: route",
                rest=rest,
                written=written,
                citation=citation,
            )
            for words, rest, written in (
                (
                    "reverse-route",
                    r"(static|remote-peer \S+( gateway)?( static)?)?",
                    "reverse-route [static|remote-peer ADDRESS [gateway] [static]]",
                ),
                ("set reverse-route gateway", ONE, "set reverse-route gateway ADDRESS"),
            )
        ),
        row(
            "set reverse-route tag",
            CARRIED,
            "the authorization policy gives the same tag to the routes that it accepts",
            "authorization_policy: route accept any tag",
            rest=NUMBER,
            written="set reverse-route tag NUMBER",
            question="route_tag",
            citation=citation,
        ),
        row(
            "set reverse-route distance",
            CARRIED,
            "the authorization policy gives a distance to the routes that it accepts",
            "authorization_policy: route accept any distance",
            rest=NUMBER,
            written="set reverse-route distance NUMBER",
            question="route_distance",
            absent_why="IKEv2's routes have the release's own distance; `route accept any distance` changes it",
            citation=citation,
        ),
        stated_description(citation),
    )


CRYPTO_MAP = Construct(
    title="crypto map of EzVPN",
    rows=(
        row(
            "client authentication list",
            DECIDE,
            XAUTH_LIST,
            "ikev2_profile: authentication remote eap",
            rest=ONE,
            written="crypto map NAME client authentication list LIST",
            question="spoke_authentication",
            citation=_MAP,
        ),
        row(
            "isakmp authorization list",
            TRANSFORMED,
            "IKEv2 authorizes by a list of its own",
            "ikev2_profile: aaa authorization group",
            rest=ONE,
            written="crypto map NAME isakmp authorization list LIST",
            citation=_MAP,
        ),
        row(
            "client configuration address",
            TRANSFORMED,
            "IKEv2's configuration payload hands out the addresses",
            "ikev2_profile: config-exchange",
            rest="initiate|respond",
            written="crypto map NAME client configuration address {initiate|respond}",
            absent_why="IKEv2 hands out addresses in its configuration payload by itself",
            citation=_MAP,
        ),
        row(
            "client accounting list",
            CARRIED,
            ACCOUNTING,
            "ikev2_profile: aaa accounting",
            rest=ONE,
            written="crypto map NAME client accounting list LIST",
            question="accounting_list",
            absent_why=ACCOUNTING_ABSENT,
            citation=_MAP,
        ),
        row(
            "isakmp-profile",
            TRANSFORMED,
            "the IPsec profile names the IKEv2 profile",
            "ipsec_profile: set ikev2-profile",
            rest=ONE,
            written="crypto map NAME isakmp-profile PROFILE",
            citation=_MAP,
        ),
        row(
            "local-address",
            TRANSFORMED,
            "the virtual template's tunnel source ties the tunnels to the interface",
            "ikev2_profile: match address local",
            "virtual_template: tunnel source",
            rest=r"\S.*",
            written="crypto map NAME local-address INTERFACE",
            question="virtual_template_source",
            citation=_MAP,
        ),
        row(
            "redundancy",
            DROPPED,
            _NO_STATEFUL,
            rest=r"\S.*",
            written="crypto map NAME redundancy GROUP [stateful]",
            citation=_MAP,
        ),
        row(
            "ipsec-isakmp dynamic",
            TRANSFORMED,
            "the virtual template takes the place of the dynamic map; other entries stay",
            "virtual_template: interface",
            rest=r"\S+( discover)?",
            written="crypto map NAME NUMBER ipsec-isakmp dynamic DYNAMIC-MAP [discover]",
            citation=_MAP,
        ),
    ),
)

DYNAMIC_MAP = Construct(
    title="crypto dynamic-map",
    header=row(
        "crypto dynamic-map",
        TRANSFORMED,
        "the virtual template takes its place",
        "virtual_template: interface",
        rest=r"\S+ \d+",
        written="crypto dynamic-map NAME NUMBER",
        citation=_MAP,
    ),
    rows=(
        *_for_both(_MAP),
        row(
            "match address",
            DROPPED,
            "a tunnel interface matches no traffic: what is routed into it is encrypted",
            rest=ONE,
            written="match address LIST",
            citation=_MAP,
        ),
        row(
            "qos pre-classify",
            CARRIED,
            "the virtual template has the same line",
            "virtual_template: qos pre-classify",
            rest=NOTHING,
            question="ipsec_options",
            absent_why=_LEFT_OUT,
            citation=_MAP,
        ),
    ),
)

INTERFACE_MAP = Construct(
    title="interface of an EzVPN server",
    rows=(
        row(
            "crypto map",
            TRANSFORMED,
            "tunnels end on the virtual template; the map leaves the interface with its last entry",
            "virtual_template: interface",
            rest=ONE,
            written="crypto map NAME",
            citation=f"ezvpn.md 1.4, 4.2, 4.5; {YANG}",
        ),
        row(
            "crypto map",
            DROPPED,
            _NO_STATEFUL,
            rest=r"\S+ redundancy .*",
            written="crypto map NAME redundancy GROUP [stateful]",
            citation=f"ezvpn.md 1.4; {YANG}",
        ),
    ),
)

TRANSFORM_SET = Construct(
    title="crypto ipsec transform-set",
    header=row(
        "crypto ipsec transform-set",
        TRANSFORMED,
        "a new transform set with today's algorithms",
        "transform_set: crypto",
        rest=r"\S+( (ah|esp|comp)-\S+( (128|192|256))?)+",
        written="crypto ipsec transform-set NAME TRANSFORMS",
        question="transform",
        citation=f"{_IPSEC}; Cisco FN72510",
    ),
    rows=(
        row(
            "mode",
            TRANSFORMED,
            "the new transform set states its mode",
            "transform_set: mode",
            rest="tunnel|transport( require)?",
            written="mode {tunnel|transport [require]}",
            question="transform_mode",
            citation=_IPSEC,
        ),
        row(
            "esn",
            DROPPED,
            "the new transform set leaves the length of sequence numbers to both ends; state it on both or on none",
            rest=NOTHING,
            citation=_IPSEC,
        ),
    ),
)


IPSEC_PROFILE = Construct(
    title="crypto ipsec profile",
    header=row(
        "crypto ipsec profile",
        TRANSFORMED,
        "an IPsec profile serves IKEv1 or IKEv2, never both: IKEv2 gets one of its own",
        "ipsec_profile: crypto",
        rest=ONE,
        written="crypto ipsec profile NAME",
        citation=f"{_IPSEC}; {GUIDE}",
    ),
    rows=(
        *_for_both(_IPSEC),
        *(
            row(
                f"set security-association {word}",
                CARRIED,
                "the new profile states it too",
                f"ipsec_profile: set security-association {word}",
                rest=rest,
                written=f"set security-association {written}",
                question="ipsec_options",
                absent_why=_LEFT_OUT,
                citation=_IPSEC,
            )
            for word, rest, written in (
                ("replay", r"disable|window-size \d+", "replay {disable|window-size NUMBER}"),
                ("dfbit", r"clear|copy|set", "dfbit {clear|copy|set}"),
                ("ecn", r"\S+", "ecn {discard|propogate}"),
            )
        ),
        row(
            "set security-association level per-host",
            DROPPED,
            "a tunnel interface has one security association for all hosts",
            rest=NOTHING,
            citation=_IPSEC,
        ),
        row(
            "set security-policy limit",
            DROPPED,
            "a tunnel interface has one security policy",
            rest=NUMBER,
            written="set security-policy limit NUMBER",
            citation=_IPSEC,
        ),
        row(
            "set identity",
            TRANSFORMED,
            "it restricts peers by their identity; the IKEv2 profile's matches do",
            "ikev2_profile: match",
            rest=ONE,
            written="set identity NAME",
            citation=_IPSEC,
        ),
        row(
            "set mixed-mode",
            DROPPED,
            "IPv6 inside IPv4 needs a `tunnel mode` of its own on both ends",
            rest=NOTHING,
            citation=_IPSEC,
        ),
        row("responder-only", DROPPED, "a virtual template only responds", rest=NOTHING, citation=_IPSEC),
        row(
            "redundancy",
            DROPPED,
            _NO_STATEFUL,
            rest=r"\S+( stateful)?",
            written="redundancy GROUP [stateful]",
            citation=_IPSEC,
        ),
        row(
            "dialer pre-classify",
            CARRIED,
            "the new profile states it too",
            "ipsec_profile: dialer pre-classify",
            rest=NOTHING,
            question="ipsec_options",
            absent_why=_LEFT_OUT,
            citation=_IPSEC,
        ),
    ),
)
