"""Checks of what could lock the engineer out."""

from collections.abc import Iterator
from ipaddress import IPv4Network

from wizard.check.registry import Hit, check
from wizard.check.routes.announced_networks import hub_announces, told_by_protocol
from wizard.check.routes.static_routes import static_routes
from wizard.check.view.device import DeviceView, part
from wizard.check.view.site import PairView
from wizard.data.private_networks import PRIVATE
from wizard.ios.masking import quoted
from wizard.ios.scripts import called, is_code, saves
from wizard.model.configuration import Line
from wizard.model.finding import Severity
from wizard.model.plan import Plan
from wizard.model.role import Role
from wizard.plan.answer import open_answers

_AAA = "ezvpn.md 4.4; Cisco document 200173"


def _gets_aaa(view: DeviceView) -> bool:
    return view.target.exact("aaa new-model") is not None and view.baseline.exact("aaa new-model") is None


@check(
    "LCK001",
    Severity.BLOCKER,
    why="IOS changes the login of console and vty at once, drops `login` and `login local` from the lines, and without "
    "a list asks whatever local users there are. The guide's spoke gets `aaa new-model` and nothing else.",
    fix="Add `aaa authentication login default local` and `aaa authorization exec default local` before it.",
    citation=_AAA,
    question="login",
)
def aaa_comes_with_a_login_list(view: DeviceView) -> Iterator[Hit]:
    """A router that gets `aaa new-model` has a login list for console and vty."""
    if _gets_aaa(view) and not view.target.first("aaa authentication login default"):
        message = "`aaa new-model` comes without a login list: the next login may be refused."
        yield Hit(message=message, line=view.target.exact("aaa new-model"))


@check(
    "LCK002",
    Severity.BLOCKER,
    why="With `aaa new-model` a login needs a user; one without privilege 15 cannot undo the change, and one without a "
    "password is refused.",
    fix="Add `username NAME privilege 15 secret ...`.",
    citation=_AAA,
    question="login_username",
)
def aaa_comes_with_an_administrator(view: DeviceView) -> Iterator[Hit]:
    """A router that gets `aaa new-model` has a local user with privilege 15 who can log in."""
    administrators = [user.name for user in view.facts.users if user.privilege == 15]
    if not _gets_aaa(view) or any(_can_log_in(view, name) for name in administrators):
        return
    lacking = " with a password" if administrators else ""
    message = f"`aaa new-model` comes without a local user of privilege 15{lacking}."
    yield Hit(message=message, line=view.target.exact("aaa new-model"))


def _can_log_in(view: DeviceView, name: str) -> bool:
    return any(_proof(line) for line in view.target.all(f"username {name}"))


def _proof(line: Line) -> str:
    """`password`, `secret` or `nopassword` of a user's line, "" without one."""
    words = line.text.split()[2:]
    return next((word for word in words if word in {"password", "secret", "nopassword"}), "")


@check(
    "LCK003",
    Severity.WARNING,
    why="The line's own password is not asked any more; a user name is.",
    fix="Keep the old session open, and prove the new login with a second one before going on.",
    citation=_AAA,
    question="login",
)
def lines_keep_their_login(view: DeviceView) -> Iterator[Hit]:
    """No console or vty line asks for another login than before."""
    if not _gets_aaa(view):
        return
    for line in view.baseline.all("line"):
        asks_password = line.child("password") is not None and line.child("login local") is None
        if asks_password or any(child.text == "login" for child in line.children):
            yield Hit(
                message=f"{quoted(line.text)} asks for its password today, and for a user name afterwards.", line=line
            )


@check(
    "LCK004",
    Severity.BLOCKER,
    why="A session that rides the EzVPN tunnel dies with it, in the middle of the change. The guide asks for access "
    "outside the VPN during the whole cut-over.",
    fix="Find out how the spoke is managed, and answer it.",
    citation="Cisco EzVPN-NEM to FlexVPN Migration Guide",
    question="management_access",
)
def management_is_known(plan: Plan) -> Iterator[Hit]:
    """It is known whether the spoke is managed through the tunnel that is cut."""
    for open_answer in open_answers(plan):
        if open_answer.question.key == "management_access":
            message = "Nobody said whether the spoke is managed through the tunnel that is cut"
            yield Hit(device=open_answer.device, message=f"{message}: {open_answer.why}.")


@check(
    "LCK005",
    Severity.WARNING,
    why="The session dies at the first line of the cut-over; only a file on the router, and a timer on it, go on.",
    fix="Have somebody at the console, or send the cut-over as a file behind the router's timer, as the run sheet "
    "says.",
    citation="push.md 0 item 5",
    question="management_access",
)
def management_rides_outside_the_tunnel(view: DeviceView) -> Iterator[Hit]:
    """The spoke is not managed through the tunnel that is cut."""
    if view.role is Role.SPOKE and view.answer("management_access") == "tunnel":
        yield Hit(message="The spoke is managed through the tunnel that is cut.")


@check(
    "LCK006",
    Severity.NOTE,
    why="The list called `default` also guards console and vty: whoever removes it with EzVPN locks everybody out.",
    fix="Leave it; ez2flex does.",
    citation="Cisco EzVPN-NEM to FlexVPN Migration Guide; ezvpn.md 1.7",
)
def ezvpn_has_lists_of_its_own(view: DeviceView) -> Iterator[Hit]:
    """EzVPN uses AAA lists of its own, not the one called `default`."""
    server = view.baseline_facts.server
    for profile in server.profiles if server else ():
        if "default" in {profile.authentication_list, profile.authorization_list}:
            message = f"isakmp profile {profile.name} uses the list `default`, which guards console and vty too."
            yield Hit(message=message, line=profile.line)


@check(
    "LCK007",
    Severity.WARNING,
    why="The hub pushes a default route. A session from the Internet still reaches the spoke, and its answers go into "
    "the tunnel: the session hangs as soon as the tunnel is up.",
    fix="Manage the spoke through the tunnel from then on, pin a route to where the session comes from, or put the "
    "Internet interface into a VRF of its own.",
    citation="flexvpn.md 1.12",
    question="management_access",
)
def outside_management_keeps_its_way_back(pair: PairView) -> Iterator[Hit]:
    """A spoke that is managed from outside does not answer through the tunnel."""
    takes = pair.spoke_policy is not None and not pair.spoke_policy.refuses_routes
    outside = pair.spoke.answer("management_access") == "outside"
    if pair.path and outside and takes and not pair.path.tunnel.tunnel_vrf and _takes_everything(pair):
        message = (
            "The spoke is managed from outside, and answers through the tunnel once the tunnel has its default route."
        )
        yield Hit(message=message, line=part(pair.path.tunnel, "tunnel source"))


def _takes_everything(pair: PairView) -> bool:
    """Whether the hub's default route, or its two halves, win over the spoke's own ones."""
    announced = hub_announces(pair)
    by_protocol = told_by_protocol(pair, pair.spoke)
    default = IPv4Network((0, 0))
    if default in by_protocol:
        # IKEv2's default route is judged by RTE028; that of a protocol comes along unasked, and yields to most.
        own = static_routes(pair.spoke.target, "")
        return not any(route.network == default and route.distance < by_protocol[default] for route in own)
    return default in announced or sum(network.prefixlen == 1 for network in announced) > 1


@check(
    "LCK014",
    Severity.WARNING,
    why="The list of the vty lines says where sessions come from, and the answer says otherwise: the session that the "
    "change needs is refused, or it is another one and dies with the tunnel.",
    fix="Correct the answer, or permit where the session comes from in the list before the cut-over.",
    citation="flexvpn.md 12; Cisco IOS Security Command Reference, access-class",
    question="management_access",
)
def vty_lines_admit_the_session_that_was_answered(pair: PairView) -> Iterator[Hit]:
    """The access class of the vty lines admits sessions by the way on which the spoke is managed."""
    answer = pair.spoke.answer("management_access")
    said: set[str] = set()
    for line in pair.spoke.baseline.all("line vty") if answer in {"outside", "tunnel"} else ():
        words = line.argument("access-class").split()
        ways = _ways_in(pair, words[0]) if "in" in words[1:] and words[0] not in said else frozenset()
        # A network of the spoke's own may be out of band: that is outside the tunnel too.
        if ways and answer not in ways and (answer == "tunnel" or "tunnel" in ways):
            said.add(words[0])
            admits = " and ".join(sorted(_WAYS[way] for way in ways))
            message = f"Access list {words[0]} of {quoted(line.text)} admits sessions {admits} alone."
            yield Hit(message=message, line=line.child("access-class"))


_WAYS = {"tunnel": "through the tunnel", "outside": "from outside the tunnel", "lan": "from the spoke's own networks"}


def _ways_in(pair: PairView, name: str) -> frozenset[str]:
    """The ways by which the list admits sessions: `tunnel`, `outside`, `lan`; none where nobody can say."""
    access_list = pair.spoke.baseline_facts.access_list(name)
    permits = [entry.source_network for entry in access_list.entries if entry.permit] if access_list else []
    if None in permits or not permits:
        return frozenset()
    return frozenset(way for network in permits if network is not None for way in _ways_of(pair, network))


def _ways_of(pair: PairView, network: IPv4Network) -> set[str]:
    """The ways by which sessions from that network come in; all that are possible where that is open."""
    spoke = pair.spoke.baseline_facts
    outside = {name for client in pair.spoke.moving_clients for name in client.outside}
    near = {interface.name: [address.network for address in interface.addresses] for interface in spoke.interfaces}
    if any(network.subnet_of(own) for name, networks in near.items() if name not in outside for own in networks):
        return {"lan"}
    told = hub_announces(pair)
    if any(network.subnet_of(far) for far in told if far.prefixlen):
        return {"tunnel"}
    known = [
        *told,
        *(route.network for route in spoke.routes),
        *(own for networks in near.values() for own in networks),
    ]
    if any(network.overlaps(other) for other in known if other.prefixlen):
        return {"tunnel", "outside", "lan"}
    if not any(not far.prefixlen for far in told):
        return {"outside"}
    return {"tunnel"} if any(network.subnet_of(private) for private in PRIVATE) else {"tunnel", "outside"}


@check(
    "LCK021",
    Severity.WARNING,
    why="Once an interface is a management interface, management comes in by such interfaces alone. What EzVPN "
    "decrypted came in by the interface on which it stands; from the cut-over on it comes in by the tunnel, and is "
    "refused.",
    fix="Behind the stage write `management-interface TUNNEL allow ssh` in `control-plane host`, and see whether the "
    "release takes a tunnel there; else manage the spoke by an interface that is named.",
    citation="Cisco IOS Quality of Service Guide, Management Plane Protection (tunnels there unconfirmed)",
    question="management_access",
)
def management_may_come_in_by_the_tunnel(pair: PairView) -> Iterator[Hit]:
    """A spoke that is managed through the tunnel lets management in by its tunnel interface."""
    rows = [row for top in pair.spoke.target.all("control-plane") for row in top.all("management-interface")]
    tunnel = pair.path.tunnel.name if pair.path else ""
    if rows and pair.spoke.answer("management_access") == "tunnel":
        admits = {row.text.split()[1] for row in rows if {"ssh", "telnet"}.intersection(row.text.split())}
        if tunnel not in admits:
            message = f"Management is let in by {', '.join(sorted(admits)) or 'no interface'} alone, not by {tunnel}."
            yield Hit(message=message, line=rows[0])


@check(
    "LCK008",
    Severity.BLOCKER,
    why="IOS refuses it: `ERROR: Can not have both a user password and a user secret.` The user keeps the old "
    "password, and the stage stops at that line.",
    fix="Name another user, or replace the user's `password` by a `secret` before the migration.",
    citation="Cisco IOS Security Command Reference, username (text of the refusal unconfirmed)",
    question="login_username",
)
def no_user_gets_a_secret_beside_a_password(view: DeviceView) -> Iterator[Hit]:
    """No user who has a `password` gets a `secret`."""
    with_password = {line.text.split()[1] for line in view.baseline.all("username") if _proof(line) == "password"}
    for line in view.target.all("username"):
        name = line.text.split()[1]
        if line.number == 0 and _proof(line) == "secret" and name in with_password:
            yield Hit(message=f"User {name} has a `password`, and gets a `secret` beside it.", line=line)


@check(
    "LCK019",
    Severity.WARNING,
    why="Until the cut-over is confirmed, what was saved before it is the way back after a power cut. Whoever saves in "
    "between leaves the router with the new configuration, tunnel or not.",
    fix="Take it off the router for the change, or choose hours in which it does not run.",
    citation="push.md A0 item 15",
)
def nothing_saves_by_itself(view: DeviceView) -> Iterator[Hit]:
    """No EEM applet and no kron list of a spoke saves the configuration."""
    for top in view.baseline if view.role is Role.SPOKE else ():
        if is_code(top.text) and saves(top):
            yield Hit(message=f"{called(top)} saves the configuration by itself.", line=top)
