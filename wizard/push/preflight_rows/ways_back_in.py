"""Whether somebody gets in while a change is tried, and whether EzVPN comes back where it is taken back."""

from collections.abc import Iterator

from wizard.check.routes.behind_tunnel import is_behind_tunnel
from wizard.check.view.site import PairView
from wizard.ios.identity_matches import host
from wizard.ios.login_servers import MethodList, method_lists, servers_of
from wizard.ios.masking import quoted
from wizard.judge.answers.answer import shown
from wizard.judge.answers.ezvpn_clients import ezvpn_states
from wizard.judge.answers.standby_groups import standby_groups
from wizard.model.configuration import Configuration
from wizard.model.literals import number
from wizard.model.router import EzvpnClient, Group
from wizard.model.stage import Stage
from wizard.parse.router_facts import router
from wizard.plan.perspective import Perspective, server_groups
from wizard.push.carried_networks import pair_of
from wizard.push.preflight_commands import EZVPN, STANDBY, own_line
from wizard.push.preflight_rows.own_line import own_lines
from wizard.push.preflight_rows.row import UNDER_A_TIMER, Fault, Preflight, Row
from wizard.sentence import Sentence, listed
from wizard.situation.ezvpn_group import asks_for_passwords

_KNOWN_HERE = frozenset({"local", "local-case"})
"""Methods that ask for a user of the router itself."""


def _servers(preflight: Preflight) -> Iterator[Fault]:
    pair = pair_of(preflight.plan, preflight.device)
    for asked in method_lists(preflight.running) if pair else ():
        why = _why_locked_out(preflight, asked)
        servers = servers_of(preflight.running, asked.groups)
        if pair and why and servers and _is_ours(preflight, asked) and all(_is_behind(pair, each) for each in servers):
            yield Fault(says=f"{quoted(asked.line.text)} asks {shown(servers[0])} behind the tunnel{why}")


def _is_behind(pair: PairView, server: str) -> bool:
    address = host(server)
    return address is not None and is_behind_tunnel(pair, address)


def _is_ours(preflight: Preflight, asked: MethodList) -> bool:
    """Whether our own line asks that list."""
    words = asked.what.split()[1:]
    heading = "login authentication" if words == ["login"] else f"authorization {' '.join(words)}"
    names = {block.argument(heading) or "default" for block in own_lines(preflight)}
    return asked.name in (names or {"default"})


def _why_locked_out(preflight: Preflight, asked: MethodList) -> Sentence:
    """Why the list lets us in no more where its servers do not answer, "" where it does."""
    if not asked.others:
        return ", and nobody else"
    if set(asked.others) <= _KNOWN_HERE and preflight.running.first(f"username {preflight.user}") is None:
        return f", else the users of the router, of whom {shown(preflight.user) or 'ours'} is none"
    return ""


def _restart(preflight: Preflight) -> Iterator[Fault]:
    own = own_line(preflight.reading)
    at_console = own is not None and own.line.startswith("con ")
    if (
        Stage.LOGIN in preflight.stages
        and Stage.LOGIN in preflight.texts
        and not (preflight.consents.allow_reload or at_console)
    ):
        yield Fault(
            says="a login that fails is taken back by a restart alone, which nobody allowed",
            to_do=f"Give --allow-reload {preflight.device}, or push that stage at the console.",
        )


def _connects(preflight: Preflight) -> Iterator[Fault]:
    for client in _clients(preflight):
        if client.connect == "manual":
            yield Fault(says=f"EzVPN client {client.name} has `connect manual`, and comes back when somebody says so")


def _clients(preflight: Preflight) -> tuple[EzvpnClient, ...]:
    """The client that moves, as the router has it now."""
    moving = preflight.client
    return tuple(each for each in router(preflight.running).clients if moving and each.name == moving.name)


def _password(preflight: Preflight) -> Iterator[Fault]:
    answer = preflight.answer(EZVPN) if preflight.is_spoke else None
    states = {state.name: state for state in ezvpn_states(answer)} if answer else {}
    for client in _clients(preflight):
        asks = _asks(preflight, client)
        if asks and (client.asks_somebody or not client.username):
            yield Fault(says=f"EzVPN client {client.name} waits for a person with its password when it connects")
        elif asks and client.name in states and states[client.name].saves_password is False:
            yield Fault(says=f"the server does not let EzVPN client {client.name} keep its password (Save Password)")


def _asks(preflight: Preflight, client: EzvpnClient) -> bool:
    """Whether the server asks that client for a password; where no file says it, whether the client expects it."""
    server = preflight.plan.server
    name = client.group or Perspective(preflight.plan, preflight.device).value("group")
    if any(group.name == name for group in server_groups(preflight.plan)):
        return asks_for_passwords(server.configuration, server.router, name)
    return bool(client.username or client.xauth)


def _logins(preflight: Preflight) -> Iterator[Fault]:
    for client in _clients(preflight):
        groups = (group for group in server_groups(preflight.plan) if group.name == client.group)
        if _asks(preflight, client) and any(_allows_one(group) for group in groups):
            says = f"group {client.group} allows one login of a user: the session of before may keep the next one out"
            yield Fault(says=says)


def _allows_one(group: Group) -> bool:
    return number(group.line.argument("max-logins")) == 1


def _second_client(preflight: Preflight) -> Iterator[Fault]:
    asking = Perspective(preflight.plan, preflight.device)
    known = (
        {client.name for client in (preflight.client, asking.backup_client) if client} if preflight.is_spoke else set()
    )
    others = [client.name for client in router(preflight.running).clients if client.name not in known]
    if others and known:
        yield Fault(says=f"beside the EzVPN client that moves it has {listed(others)}, which stays")


def _standby(preflight: Preflight) -> Iterator[Fault]:
    answer = preflight.answer_if_known(STANDBY)
    groups = (*(standby_groups(answer) if answer else ()), *_by_others(preflight.running))
    if groups:
        yield Fault(says=f"another router stands beside it: {listed([shown(group) for group in groups])}")


def _by_others(running: Configuration) -> Iterator[str]:
    """Groups of VRRP and GLBP."""
    for interface in running.all("interface"):
        for what in ("vrrp", "glbp"):
            if line := interface.child(what):
                yield f"{' '.join(interface.text.split()[1:])} {' '.join(line.text.split()[:2])}"


WAYS_BACK_IN = (
    Row(
        name="login-servers",
        holds="Our line is let in and may type also while the servers behind the tunnel do not answer.",
        faults=_servers,
        to_do="Add `local` behind the group, and log in as a user whom the router itself knows: only who begins a "
        "timer may confirm it.",
        source="push.md A5 row 16",
        stages=UNDER_A_TIMER,
    ),
    Row(
        name="restart-allowed",
        holds="The stage login is pushed at the console, or with leave to restart the router.",
        faults=_restart,
        to_do="Give --allow-reload NAME, or push that stage at the console.",
        source="push.md A0 item 2",
        stages=(Stage.LOGIN,),
    ),
    Row(
        name="ezvpn-connects",
        holds="EzVPN connects by itself after the cut-over was taken back.",
        faults=_connects,
        to_do="Write `connect auto` for the change, or accept it where somebody is there to connect it.",
        source="push.md A5 row 47; ezvpn.md 2.1",
        stages=(Stage.CUTOVER,),
        is_acceptable=True,
    ),
    Row(
        name="ezvpn-password",
        holds="EzVPN needs nobody to type a password when it connects again.",
        faults=_password,
        to_do="Store user and password in the client and let the server's group `save-password`; or accept it where "
        "somebody with the password is there.",
        source="push.md A5 row 47; ezvpn.md 2.1, 1.2",
        stages=(Stage.CUTOVER,),
        is_acceptable=True,
    ),
    Row(
        name="ezvpn-logins",
        holds="The server lets EzVPN log in again while it still keeps the session of before.",
        faults=_logins,
        to_do="Raise `max-logins` of the group for the change.",
        source="push.md A0 item 17",
        stages=(Stage.CUTOVER,),
        is_acceptable=True,
    ),
    Row(
        name="second-client",
        holds="No EzVPN client stays beside the one that moves, but the backup that it names.",
        faults=_second_client,
        to_do="Such a router is out of scope: see what the other client does on the interfaces that change, and accept "
        "it where it does nothing there.",
        source="push.md A5 row 46",
        stages=(Stage.CUTOVER,),
        is_acceptable=True,
    ),
    Row(
        name="standby",
        holds="No other router stands beside it as its standby.",
        faults=_standby,
        to_do="Only this router is changed: see what the other one does while the tunnel is down, and accept it.",
        source="push.md A5 row 46",
        stages=(Stage.CUTOVER,),
        is_acceptable=True,
    ),
)
