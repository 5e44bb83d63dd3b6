"""Checks of what EzVPN does today and FlexVPN will not do by itself."""

from collections.abc import Iterator

from wizard.check.registry import Hit, check
from wizard.check.view.device import DeviceView
from wizard.check.view.site import SiteView
from wizard.ios.masking import quoted
from wizard.ios.scripts import called, is_code, runs_ezvpn, waits_for_ezvpn, waits_until_ezvpn_is_up
from wizard.model.configuration import Line
from wizard.model.ezvpn_mode import EzvpnMode
from wizard.model.finding import Severity
from wizard.model.plan import Plan
from wizard.model.role import Role
from wizard.model.router import EzvpnClient
from wizard.plan.perspective import devices
from wizard.render import kept_in_cleanup
from wizard.sentence import Sentence
from wizard.situation.called_addresses import addresses_of
from wizard.situation.ezvpn_group import asks_for_passwords, vrf_of_group
from wizard.situation.vrfs import vrf_in_words


@check(
    "EZV001",
    Severity.WARNING,
    why="After a rollback EzVPN waits until somebody types the XAUTH password: a site that nobody reaches stays down.",
    fix="Store user name and password on the spoke and allow it on the server, or have somebody there.",
    citation="ezvpn.md 2.1; Cisco EzVPN-NEM to FlexVPN Migration Guide",
)
def ezvpn_comes_back_by_itself(site: SiteView) -> Iterator[Hit]:
    """The EzVPN client asks nobody for its password when it connects, so that a rollback brings the site back."""
    server = site.server or site.hub
    for spoke in site.spokes:
        for client in spoke.moving_clients:
            if client.asks_somebody and _may_ask(server, client.group or server.answer("group")):
                line = client.line.child("xauth") or client.line
                message = f"EzVPN client {client.name} asks somebody for its password when it connects."
                yield Hit(device=spoke.device, message=message, line=line)


def _may_ask(server: DeviceView, group: str) -> bool:
    """Whether the server asks the clients of the group for passwords, or nobody knows it."""
    facts = server.baseline_facts
    known = facts.server is not None and any(one.name == group for one in facts.server.groups)
    return not known or asks_for_passwords(server.baseline, facts, group)


@check(
    "EZV002",
    Severity.WARNING,
    why="A server that does not allow it refuses a password that the spoke stores; a rollback then needs a person.",
    fix="Add `save-password` to the group until the migration is over.",
    citation="ezvpn.md 1.2",
)
def server_takes_stored_passwords(view: DeviceView) -> Iterator[Hit]:
    """The group that moves lets its clients store their passwords, where the EzVPN server asks for any."""
    for group in view.moving_groups:
        if not group.save_password and asks_for_passwords(view.baseline, view.baseline_facts, group.name):
            yield Hit(message=f"Group {group.name} does not let its clients store their password.", line=group.line)


@check(
    "EZV003",
    Severity.WARNING,
    why="IKEv2 runs over UDP 500 and 4500 and nothing else. Where the path lets only TCP through, no tunnel comes up.",
    fix="Have UDP 500 and 4500 opened on the whole path before the cut-over, and test it.",
    citation="ezvpn.md 3.1",
)
def nothing_needs_tcp_transport(view: DeviceView) -> Iterator[Hit]:
    """No EzVPN client or server needs cTCP, the transport over TCP."""
    for client in view.moving_clients:
        line = client.line.child("ctcp")
        if line:
            yield Hit(message=f"EzVPN client {client.name} runs over TCP.", line=line)
    for line in view.baseline.all("crypto ctcp") if view.baseline_facts.server else ():
        yield Hit(message="The EzVPN server takes clients over TCP.", line=line)


@check(
    "EZV004",
    Severity.WARNING,
    why="EzVPN hands the DNS servers and the domain of its group to the DHCP server of the LAN. FlexVPN does not.",
    fix="Write `dns-server` and `domain-name` into the DHCP pool.",
    citation="ezvpn.md 2.4 (unconfirmed)",
)
def dhcp_pools_name_their_servers(view: DeviceView) -> Iterator[Hit]:
    """A DHCP pool of a spoke that imports what EzVPN learned names its DNS servers itself, too."""
    if not view.moving_clients:
        return
    for pool in view.baseline.all("ip dhcp pool"):
        line = pool.child("import all")
        if line and not pool.child("dns-server"):
            yield Hit(
                message=f"DHCP pool {pool.text.split()[-1]} imports the DNS servers that EzVPN learned.", line=line
            )


@check(
    "EZV005",
    Severity.WARNING,
    why="FlexVPN has no connection that traffic triggers: the tunnel is up always, by hand, or by a tracked object.",
    fix="Answer `connect` with auto, with manual, or with track where a tracked object says when the tunnel is wanted.",
    citation="flexvpn.md 1.8",
    question="connect",
)
def traffic_triggers_no_connection(view: DeviceView) -> Iterator[Hit]:
    """No EzVPN client connects when traffic asks for it."""
    for client in view.moving_clients:
        if client.connect.startswith("acl"):
            message = f"EzVPN client {client.name} connects when traffic asks for it."
            yield Hit(message=message, line=client.line.child("connect"))


@check(
    "EZV023",
    Severity.WARNING,
    why="EzVPN puts the address that the server gives onto a loopback of its own, by which it is managed. It "
    "vanishes with EzVPN; the tunnel gets another one from the pool.",
    fix="Note the address before the cut-over (`show crypto ipsec client ezvpn`), and give the new one (`show ip "
    "interface brief`) to monitoring, name service and filters; or let the tunnel borrow a loopback.",
    citation="ezvpn.md 2.4 item 4, 3.5",
    question="tunnel_address",
)
def managed_address_stays(view: DeviceView) -> Iterator[Hit]:
    """No EzVPN client that moves is in network-plus mode, with an address from the server beside its networks."""
    for client in view.moving_clients[:1]:
        if client.mode is EzvpnMode.NETWORK_PLUS:
            message = f"EzVPN client {client.name} has an address from the server, which ends with EzVPN."
            yield Hit(message=message, line=client.line.child("mode"))


@check(
    "EZV007",
    Severity.NOTE,
    why="FlexVPN has neither limit nor lock; a pool's size or `crypto ikev2 limit max-sa` limits the whole hub.",
    fix="Do without, or set the limit of the hub by hand.",
    citation="ezvpn.md 3.2",
)
def groups_have_no_limits(view: DeviceView) -> Iterator[Hit]:
    """The EzVPN group that moves does not limit its users or logins, or lock users to itself."""
    for group in view.moving_groups:
        for words in ("max-users", "max-logins", "group-lock"):
            line = group.line.child(words)
            if line:
                yield Hit(
                    message=f"Group {group.name} has {quoted(line.text)}, which FlexVPN does not have.", line=line
                )


@check(
    "EZV009",
    Severity.WARNING,
    why="One migration has one authorization policy, made of one group; another group's split list and names differ.",
    fix="Give the spokes of another group a site folder of their own.",
    citation="ezvpn.md 3.2",
    question="group",
)
def spoke_belongs_to_the_moving_group(site: SiteView) -> Iterator[Hit]:
    """Each spoke belongs to the group that moves, or to one that EzVPN has in another VRF, which EZV027 says."""
    for spoke in site.spokes:
        moving = spoke.answer("group")
        for client in spoke.moving_clients[:1]:
            if moving and client.group and client.group != moving and not _vrfs(site, client, moving):
                line: Line | None = client.line.child("group")
                message = f"EzVPN client {client.name} belongs to group {client.group}."
                yield Hit(device=spoke.device, message=message, line=line)


def _vrfs(site: SiteView, client: EzvpnClient, moving: str) -> tuple[str, str] | None:
    """In words where the server has the group of a client and that which moves; None where that is one table."""
    server = site.server or site.hub
    facts = server.baseline_facts
    if not {client.group, moving} <= {group.name for group in (facts.server.groups if facts.server else ())}:
        return None
    was, shall = (vrf_of_group(server.baseline, facts, group) for group in (client.group, moving))
    return (vrf_in_words(was), vrf_in_words(shall)) if was != shall else None


@check(
    "EZV027",
    Severity.BLOCKER,
    why="The server keeps each group in a VRF of its own. All spokes of one migration end in that of the group that "
    "moves: this one gets into the network of others, often another customer's, and out of its own.",
    fix="Give the spokes of another group a site folder of their own, or answer `group` with theirs.",
    citation="ezvpn.md 1.9, 3.2",
    question="group",
)
def spokes_of_other_groups_share_the_vrf(site: SiteView) -> Iterator[Hit]:
    """No spoke belongs to a group that the EzVPN server has in another VRF than the group that moves."""
    server = site.server or site.hub
    for spoke in site.spokes:
        moving = spoke.answer("group")
        for client in spoke.moving_clients[:1]:
            if tables := _vrfs(site, client, moving):
                message = (
                    f"EzVPN client {client.name} belongs to group {client.group}, which {server.device} has in "
                    f"{tables[0]}; group {moving}, which moves, is in {tables[1]}."
                )
                yield Hit(device=spoke.device, message=message, line=client.line.child("group"))


@check(
    "EZV021",
    Severity.WARNING,
    why="The router runs it by itself. After the cut-over its commands do nothing or bring EzVPN back, and what it "
    "waits for never comes, or comes in the middle of the cut-over.",
    fix="Take it off the router before the cut-over, or write it anew for IKEv2 (`crypto ikev2 client flexvpn`).",
    citation="flexvpn.md 12",
)
def nothing_runs_ezvpns_commands(view: DeviceView) -> Iterator[Hit]:
    """No EEM applet, kron list or autocommand runs commands of EzVPN that moves, or waits for its messages."""
    if view.role is not Role.SPOKE and not (view.baseline_facts.server and view.answer("ezvpn_remains") == "no"):
        return
    for top in view.baseline:
        if is_code(top.text) and runs_ezvpn(top):
            yield Hit(message=f"{called(top)} names EzVPN or IKEv1{_when_it_runs(top)}.", line=top)
        for line in top.all("autocommand"):
            if runs_ezvpn(line):
                yield Hit(message=f"{quoted(line.text)} of {quoted(top.text)} names EzVPN or IKEv1.", line=line)


def _when_it_runs(top: Line) -> Sentence:
    if waits_until_ezvpn_is_up(top):
        return ", and waits for EzVPN to connect: after the cut-over it runs no more"
    return ", and waits for EzVPN's own message: it runs in the cut-over" if waits_for_ezvpn(top) else ""


@check(
    "EZV024",
    Severity.NOTE,
    why="The clean-up removes nothing that a line still names. What the router runs by itself goes on naming it, and "
    "so the object stays, with what hangs on it.",
    fix="Take that line out, or write it anew for IKEv2, before the clean-up; read the router again, and render.",
    citation="flexvpn.md 12; design of ez2flex",
)
def nothing_that_runs_keeps_ezvpn(plan: Plan) -> Iterator[Hit]:
    """Nothing that a router runs by itself names an object of EzVPN that the clean-up would remove."""
    for device in devices(plan):
        for kept in kept_in_cleanup(plan, device):
            message = f"{kept.what} stays after the clean-up: {called(kept.code)} names it."
            yield Hit(device=device, message=message, line=kept.line)


@check(
    "EZV025",
    Severity.WARNING,
    why="EzVPN calls from the interface on which its line stands without `inside`, and encrypts what leaves there. "
    "Without that line the client never connects: the site has no EzVPN, or the file is not whole. What should be the "
    "spoke's way to the Internet is a guess.",
    fix="Read the router again, and compare `show crypto ipsec client ezvpn`; else answer `tunnel_source` with the "
    "interface that faces the Internet, and accept the finding with who saw it.",
    citation="ezvpn.md 2.2",
    question="tunnel_source",
)
def client_is_outside_somewhere(view: DeviceView) -> Iterator[Hit]:
    """Each EzVPN client that moves has an outside interface."""
    for client in view.moving_clients if view.role is Role.SPOKE else ():
        if not client.outside:
            message = f"EzVPN client {client.name} stands outside on no interface: it calls nobody."
            yield Hit(message=message, line=client.line)


@check(
    "EZV016",
    Severity.BLOCKER,
    why="A spoke with several EzVPN clients leaves with one of them, and the configurations do not say which: the "
    "tunnel would call another server, and the client that should have moved would stay.",
    fix="Give `peers` of the spoke the address by which it shall call the hub, and accept the finding with who calls "
    "it; or put the client that moves first.",
    citation="flexvpn.md 12",
    question="peers",
)
def the_client_that_moves_is_known(site: SiteView) -> Iterator[Hit]:
    """Of a spoke's several EzVPN clients with a group of the server, the one that moves calls a known address of it."""
    server = (site.server or site.hub).baseline_facts
    groups = {group.name for group in server.server.groups} if server.server else set()
    own = addresses_of(server)
    for spoke in site.spokes:
        moving = spoke.moving_clients
        others = [
            client
            for client in spoke.baseline_facts.clients
            if client.outside and client.group in groups and client not in moving and client.peers != moving[0].peers
        ]
        if others and own.isdisjoint(moving[0].peers):
            names = " and ".join(f"{client.name} ({', '.join(client.peers)})" for client in (moving[0], *others))
            name = (site.server or site.hub).device
            message = f"EzVPN clients {names} have a group of {name}, and none calls a known address of it."
            yield Hit(message=message, line=moving[0].line, device=spoke.device)
