"""What one notices of a stage, by what is sent in it: what stops, for whom, and what only looks as if it did."""

from dataclasses import dataclass
from enum import StrEnum

from wizard.model.stage import Stage
from wizard.sentence import Sentence


class Earlier(StrEnum):
    """What must have been on the router before the stage."""

    ANYTHING = "anything"
    BLOCK = "block"
    """The block in which the command stands."""
    LINE = "line"
    """A line of that block that begins as the command does, and that the stage takes away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """One thing that is noticed where a command of the stage, a section of it and an answer are as this row says."""

    id: str
    stage: Stage
    sections: tuple[str, ...] = ()
    """One of these is sent; of data/stage_sections.py."""
    commands: tuple[str, ...] = ()
    """A command is sent that is one of these, or begins with it and a blank."""
    below: str = ""
    """What the header is or begins with below which it stands; "" for a command that stands below none."""
    earlier: Earlier = Earlier.ANYTHING
    answer: tuple[str, str] = ("", "")
    """The key of a question and the value that it has."""
    stops: Sentence = ""
    """What stops once, where and when, with {device}, {block} and {stage} in braces; "" where nothing does."""
    stops_of_several: Sentence = ""
    """The same of several routers, with {devices} in the place of {device}."""
    in_short: Sentence
    """What stops, or what else one notices, in a few words beside the stage and the router."""
    words: Sentence
    """What one notices; {block} is that header."""
    citation: Sentence


NOTICES: tuple[NoticeRow, ...] = (
    NoticeRow(
        id="logins",
        stage=Stage.LOGIN,
        commands=("aaa new-model",),
        in_short="logins ask for a user",
        words="From `aaa new-model` on, console and vty ask for a user and a password. Sessions that are open stay.",
        citation="ezvpn.md 4.4",
    ),
    NoticeRow(
        id="key-pair",
        stage=Stage.PKI,
        commands=("crypto key generate rsa",),
        in_short="a key is made; traffic goes on",
        words="The router makes a key, for seconds, on a small one for minutes. Traffic goes on.",
        citation="push.md A3.6",
    ),
    NoticeRow(
        id="new-hub",
        stage=Stage.STAGE,
        sections=("interfaces",),
        in_short="its interfaces come up",
        words="The interfaces of the new hub come up with their addresses: it joins the Internet side and the LAN.",
        citation="design of ez2flex: a new hub without a configuration",
    ),
    *(
        NoticeRow(
            id="address",
            stage=stage,
            below="interface",
            commands=("ip address",),
            earlier=Earlier.LINE,
            stops="The address of {block} on {device} changes in {stage}: what goes over it stops once",
            stops_of_several="The address of {block} changes on each of {devices}, in its {stage}",
            in_short="address changes",
            words="{block} gets another address. Whoever reaches the router by the old one is cut off.",
            citation="Cisco IOS IP Addressing Services Command Reference",
        )
        for stage in (Stage.STAGE, Stage.CUTOVER)
    ),
    NoticeRow(
        id="site",
        stage=Stage.CUTOVER,
        below="interface",
        commands=("no crypto ipsec client ezvpn",),
        stops="Traffic stops once: {device}, in {stage}",
        stops_of_several="Traffic stops once on each of {devices}, in its {stage}",
        in_short="traffic stops once",
        words="EzVPN ends, and with it the traffic of the site until the new tunnel is up. A session that comes "
        "through EzVPN's tunnel ends too.",
        citation="ezvpn.md 4.4; push.md A0 item 4",
    ),
    NoticeRow(
        id="translations",
        stage=Stage.CUTOVER,
        sections=("nat",),
        in_short="connections break once",
        words="The translations that EzVPN made by itself end with it: connections from the LAN to the Internet break "
        "once.",
        citation="ezvpn.md 2.4",
    ),
    NoticeRow(
        id="default-route",
        stage=Stage.CUTOVER,
        commands=("no ip route 0.0.0.0 0.0.0.0",),
        in_short="sessions may hang a moment",
        words="The default route is taken away and comes back behind that of the tunnel: a session that comes over it "
        "may hang for a moment.",
        citation="Cisco IOS IP Routing: Protocol-Independent Command Reference",
    ),
    NoticeRow(
        id="clients-now",
        stage=Stage.CUTOVER,
        sections=("widened_split_list",),
        answer=("clients_reconnect", "now"),
        stops="Every EzVPN client of {device} reconnects once, after its {stage}",
        in_short="EzVPN clients reconnect",
        words="The EzVPN clients that remain learn the wider split list when `clear crypto session` ends their "
        "sessions: every tunnel of this router drops once.",
        citation="ezvpn.md 4.3; flexvpn.md 8.4",
    ),
    NoticeRow(
        id="clients-later",
        stage=Stage.CUTOVER,
        sections=("widened_split_list",),
        answer=("clients_reconnect", "later"),
        in_short="nothing stops",
        words="Nothing stops. Each EzVPN client learns the wider split list when it connects next; until then it does "
        "not reach the sites that have moved.",
        citation="ezvpn.md 4.3",
    ),
    NoticeRow(
        id="inter-hub-tunnel",
        stage=Stage.CUTOVER,
        sections=("inter_hub_up",),
        in_short="the hubs meet by a tunnel",
        words="The tunnel between the two hubs comes up once both of them have it.",
        citation="flexvpn.md 8.4",
    ),
    NoticeRow(
        id="inter-hub-protocol",
        stage=Stage.CUTOVER,
        sections=("inter_hub_protocol",),
        in_short="the hubs become neighbors",
        words="The two hubs become neighbors and tell each other the sites.",
        citation="flexvpn.md 8.4",
    ),
    NoticeRow(
        id="yielding-routes",
        stage=Stage.CUTOVER,
        sections=("static_routes", "pull_up_routes"),
        in_short="nothing stops",
        words="The static routes have a distance behind every other: as long as another route stands they change "
        "nothing.",
        citation="flexvpn.md 8.4",
    ),
    NoticeRow(
        id="tunnel-protocol",
        stage=Stage.CUTOVER,
        sections=("router_bgp", "router_eigrp"),
        in_short="the routing protocol begins",
        words="The routing protocol of the tunnels begins. Its neighbors come with the tunnels.",
        citation="flexvpn.md 8.2",
    ),
    NoticeRow(
        id="handed-on",
        stage=Stage.CUTOVER,
        sections=("handed_on",),
        in_short="the LAN is told of the sites",
        words="The LAN of the hub is told of a site by the new tunnel as soon as that site has moved.",
        citation="flexvpn.md 8.1",
    ),
    NoticeRow(
        id="neighbors",
        stage=Stage.CUTOVER,
        below="router eigrp",
        commands=("eigrp stub", "distribute-list", "passive-interface"),
        earlier=Earlier.BLOCK,
        stops="The neighbors of {block} on {device} are lost once, in {stage}, and their routes with them",
        stops_of_several="The neighbors of {block} are lost once on each of {devices}, in its {stage}",
        in_short="neighbors are lost",
        words="The neighbors of {block} are lost and found again within seconds (unconfirmed). Their routes are gone "
        "until then.",
        citation="Cisco IOS IP Routing: EIGRP Command Reference",
    ),
    NoticeRow(
        id="other-peers",
        stage=Stage.CUTOVER,
        sections=("ikev2_globals", "shared_ike_fragmentation", "shared_ikev2_policy"),
        in_short="other IKEv2 peers meet it later",
        words="Some lines are for every IKEv2 peer of this router: the others meet them when they negotiate next. Who "
        "is connected stays so (unconfirmed).",
        citation="ezvpn.md 4.2",
    ),
    NoticeRow(
        id="joined",
        stage=Stage.CUTOVER,
        sections=("joined_authorization_policy", "joined_networks", "profile_matches"),
        in_short="FlexVPN in use is widened",
        words="FlexVPN that is in use is widened. Spokes that are connected learn of it when they connect next.",
        citation="flexvpn.md 8.1",
    ),
    NoticeRow(
        id="router-advertisements",
        stage=Stage.CUTOVER,
        commands=("ipv6 unicast-routing",),
        in_short="the LANs get IPv6 routers",
        words="The router begins to advertise itself on every LAN that has an IPv6 prefix.",
        citation="Cisco IOS IPv6 Command Reference",
    ),
    NoticeRow(
        id="group",
        stage=Stage.CLEANUP,
        commands=("no crypto isakmp client configuration group",),
        in_short="clients of the group stay out",
        words="An EzVPN client of the group that has not moved cannot connect any more.",
        citation="ezvpn.md 4.5",
    ),
)

OTHERWISE: dict[Stage, NoticeRow] = {
    row.stage: row
    for row in (
        NoticeRow(
            id="archive",
            stage=Stage.ARCHIVE,
            in_short="nothing stops",
            words="Nothing. Only the revert timer uses the archive.",
            citation="push.md A2.2",
        ),
        NoticeRow(
            id="login",
            stage=Stage.LOGIN,
            in_short="logins ask for a user",
            words="Whoever logs in is asked for a user and a password.",
            citation="ezvpn.md 4.4",
        ),
        NoticeRow(
            id="pki",
            stage=Stage.PKI,
            in_short="nothing stops",
            words="Nothing: EzVPN uses none of what is made here.",
            citation="push.md A6",
        ),
        NoticeRow(
            id="stage",
            stage=Stage.STAGE,
            in_short="nothing stops",
            words="Nothing: no line that is there now names what is made here.",
            citation="push.md A4.2, A6",
        ),
        NoticeRow(
            id="cutover",
            stage=Stage.CUTOVER,
            in_short="nothing that is known",
            words="Nothing that is known. What is compared before and after it says whether that held.",
            citation="push.md A0 item 19",
        ),
        NoticeRow(
            id="cleanup",
            stage=Stage.CLEANUP,
            in_short="nothing stops",
            words="Nothing, where nothing of EzVPN is in use any more.",
            citation="ezvpn.md 4.5",
        ),
    )
}
"""What one notices where no row of NOTICES fits."""


WAY_BACK: dict[Stage, Sentence] = {
    Stage.ARCHIVE: "{undo}, as the last of all: the timer of every other way back needs the archive.",
    Stage.LOGIN: "no file, for nothing takes `aaa new-model` back safely. Type `reload in 10` before it and answer no "
    "to saving; `reload cancel` once a fresh login works. The reload brings back what was saved.",
    Stage.PKI: "{undo}. The router asks before it removes certificates, and they are gone for good.",
    Stage.STAGE: "{undo}, once the cut-over is taken back.",
    Stage.CUTOVER: "`configure revert now` while the timer runs; or wait, and the router goes back by itself. After "
    "`configure confirm`: {undo}.",
    Stage.CLEANUP: "`configure revert now` while the timer runs. After `configure confirm`: {undo}, before any other.",
}
"""How each stage is taken back [push.md A0 items 2 and 3, A2.1, A2.5, A6]; {undo} is its file."""

NO_WAY_BACK: Sentence = "no file: what it sends has no inverse."
"""Of a stage that could have one."""
