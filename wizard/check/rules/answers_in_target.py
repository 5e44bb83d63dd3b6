"""Checks that the configurations do what was answered: a line that is lost between plan and router is seen here."""

from collections.abc import Iterator
from ipaddress import IPv4Network

from wizard.check.registry import Hit, check
from wizard.check.routes.announced_networks import hub_announces, spoke_announces, told_by_protocol
from wizard.check.view.device import DeviceView, part
from wizard.check.view.site import PairView
from wizard.model.finding import Severity
from wizard.model.ikev2 import IdentityKind
from wizard.model.literals import is_number
from wizard.model.role import Role
from wizard.situation.networks import networks_of


def _in_radius(view: DeviceView) -> tuple[str, ...]:
    """The lists by which RADIUS authorizes: what it announces is in no configuration."""
    return view.objects.radius_authorization_lists


def _missing(wanted: str, announced: tuple[IPv4Network, ...]) -> Iterator[IPv4Network]:
    for network in networks_of(wanted):
        if not any(network.subnet_of(announced_network) for announced_network in announced):
            yield network


@check(
    "RTE035",
    Severity.BLOCKER,
    why="Traffic of the spoke for that network finds no route into the tunnel, and leaves in clear or not at all.",
    fix="Announce it: `route set access-list` in the hub's authorization policy, with an entry for the network.",
    citation="flexvpn.md 8.1",
    question="hub_networks",
)
def hub_announces_what_was_answered(pair: PairView) -> Iterator[Hit]:
    """The hub announces each network that the answers give it."""
    policy, profile = pair.hub_policy, pair.hub_profile
    if profile and profile.authorization and profile.authorization.list_name in _in_radius(pair.hub):
        return
    line = part(policy, "route set access-list") if policy else None
    for network in _missing(pair.hub.answer("hub_networks"), hub_announces(pair)):
        message = f"{pair.hub.device} does not announce {network} to {pair.spoke.device}."
        yield Hit(message=message, of_several=f"{pair.hub.device} does not announce {network}.", line=line)


@check(
    "RTE036",
    Severity.BLOCKER,
    why="The hub learns no route to that network: answers to its hosts are lost.",
    fix="Announce it: `route set access-list` in the spoke's authorization policy, with an entry for the network.",
    citation="flexvpn.md 8.1",
    question="lan_networks",
)
def spoke_announces_what_was_answered(pair: PairView) -> Iterator[Hit]:
    """The spoke announces each network that the answers give it."""
    policy, taker = pair.spoke_policy, pair.hub_policy
    line = part(policy, "route set access-list") if policy else None
    told = spoke_announces(pair)
    if taker and taker.refuses_routes:
        told, line = tuple(told_by_protocol(pair, pair.hub)), part(taker, "no route accept any")
    for network in _missing(pair.spoke.answer("lan_networks"), told):
        message = f"{pair.spoke.device} does not announce {network} to {pair.hub.device}."
        if taker and taker.refuses_routes:
            message = f"{pair.hub.device} takes no routes of IKEv2, and learns {network} by nothing else."
        several = f"Networks of the spokes are not announced to {pair.hub.device}."
        yield Hit(message=message, of_several=several, detail=f"{network}", line=line)


_MODES = ("", "gre ip", "ipsec ipv4")


@check(
    "CRY018",
    Severity.BLOCKER,
    why="IPv4 does not cross a tunnel of another mode.",
    fix="Write `tunnel mode ipsec ipv4`, or no mode line for GRE, on both ends.",
    citation="Cisco-IOS-XE-tunnel.yang 17.18.1; flexvpn.md 1.12",
    question="encapsulation",
)
def tunnels_carry_ipv4(view: DeviceView) -> Iterator[Hit]:
    """Each FlexVPN tunnel is a VTI for IPv4, or GRE."""
    for tunnel in view.flexvpn_tunnels:
        if tunnel.mode not in _MODES:
            yield Hit(message=f"{tunnel.name} has mode {tunnel.mode}.", line=part(tunnel, "tunnel mode"))


@check(
    "RTE037",
    Severity.BLOCKER,
    why="A tunnel without an address routes no IPv4; one without a source or destination is never built.",
    fix="Give the tunnel `ip unnumbered` or `ip address`, `tunnel source` and `tunnel destination`.",
    citation="flexvpn.md 1.12",
)
def tunnels_are_whole(view: DeviceView) -> Iterator[Hit]:
    """Each FlexVPN tunnel of a spoke has an address, a source and a destination."""
    if view.role is not Role.SPOKE:
        return
    known = {interface.name for interface in view.facts.interfaces}
    for tunnel in view.flexvpn_tunnels:
        parts = (
            (_has_address(tunnel.address, known), "address"),
            (
                tunnel.tunnel_source in known
                or tunnel.tunnel_source == "dynamic"
                or is_number(tunnel.tunnel_source[:1]),
                "source",
            ),
            (tunnel.destination == "dynamic" or is_number(tunnel.destination[:1]), "destination"),
        )
        for has, what in parts:
            if not has:
                yield Hit(message=f"{tunnel.name} has no {what} that the router knows.", line=tunnel.line)


def _has_address(text: str, known: set[str]) -> bool:
    match text.split():
        case ["unnumbered", lender]:
            return lender in known
        case ["address", "negotiated"]:
            return True
        case ["address", address, _]:
            return is_number(address[:1])
        case _:
            return False


@check(
    "RTE038",
    Severity.WARNING,
    why="Nobody starts the tunnel after a reload, and nobody is there at night.",
    fix="Write `connect auto`, or answer `connect` with manual.",
    citation="flexvpn.md 1.8",
    question="connect",
)
def tunnels_connect_by_themselves(view: DeviceView) -> Iterator[Hit]:
    """The spoke's FlexVPN client connects by itself, unless the answer is that somebody connects it by hand."""
    by_hand = view.answer("connect") == "manual"
    for client in view.objects.clients[:1]:
        if client.connect == "manual" and not by_hand:
            message = f"FlexVPN client {client.name} waits until somebody connects it."
            yield Hit(message=message, line=part(client, "connect"))


@check(
    "RTE039",
    Severity.WARNING,
    why="The address that is missing is the one that serves while the first one is down.",
    fix="Write `peer N ADDRESS` for each, in their order.",
    citation="flexvpn.md 1.8",
    question="peers",
)
def every_answered_peer_is_called(pair: PairView) -> Iterator[Hit]:
    """The spoke's FlexVPN client calls each peer that the answers give it."""
    client = pair.path.client if pair.path else None
    if client is None:
        return
    called = {text.removeprefix("fqdn ").split(" ")[0] for _, text in client.peers}
    for peer in pair.spoke.answer("peers").split(", "):
        if peer and peer not in called:
            yield Hit(message=f"FlexVPN client {client.name} does not call {peer}.", line=client.line)


@check(
    "RTE065",
    Severity.BLOCKER,
    why="A backup client calls only once its primary gives up: a lost one is noticed when both are needed.",
    fix="Write the second FlexVPN client with its peers, its tunnel and the same backup group.",
    citation="ezvpn.md 3.5; flexvpn.md 1.8",
    question="backup_peer_tracking",
)
def backup_client_is_there(view: DeviceView) -> Iterator[Hit]:
    """A spoke whose EzVPN client had a backup has a second FlexVPN client for it."""
    if view.role is not Role.SPOKE or not view.answer("backup_peer_tracking"):
        return
    whole = [client for client in view.objects.clients if client.peers and client.tunnel]
    if len(whole) < 2:
        yield Hit(message="The backup of EzVPN has no FlexVPN client with a peer and a tunnel.")


@check(
    "IDN012",
    Severity.BLOCKER,
    why="The hub sees another address than the one that the spoke sends as its identity: key or profile may fail.",
    fix="Let the spoke send a name or a key-id.",
    citation="flexvpn.md 4.1",
    question="spoke_identity_kind",
)
def translated_spoke_sends_no_address(view: DeviceView) -> Iterator[Hit]:
    """A spoke behind a translation has an identity that is no address."""
    if view.role is not Role.SPOKE or view.answer("behind_nat") != "yes":
        return
    for profile in view.objects.profiles:
        identity = profile.identity_local
        if identity and identity.kind is IdentityKind.ADDRESS:
            message = f"{view.device} is behind a translation and sends the address {identity.value} as its identity."
            several = "Behind a translation the address is sent as identity."
            line = part(profile, "identity local")
            yield Hit(message=message, of_several=several, detail=identity.value, line=line)


@check(
    "CRY019",
    Severity.WARNING,
    why="Two spokes behind one address cannot both use GRE in transport mode: the hub cannot tell their packets apart.",
    fix="Use a VTI, or tunnel mode.",
    citation="flexvpn.md 1.11 (unconfirmed)",
    question="encapsulation",
)
def translated_spoke_uses_no_transport_mode(view: DeviceView) -> Iterator[Hit]:
    """A spoke behind a translation does not use GRE in transport mode."""
    if view.role is not Role.SPOKE or view.answer("behind_nat") != "yes":
        return
    gre = [tunnel for tunnel in view.flexvpn_tunnels if not tunnel.mode.startswith("ipsec")]
    for transform_set in view.objects.transform_sets:
        if gre and transform_set.mode.startswith("transport"):
            message = f"{view.device} is behind a translation and uses GRE in transport mode."
            several = "Behind a translation GRE is used in transport mode."
            yield Hit(message=message, of_several=several, line=part(transform_set, "mode"))
