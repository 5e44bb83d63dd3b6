"""Questions of what each side tells the other: routes, attributes, and the host routes that keep the tunnel up."""

from collections.abc import Iterable, Iterator
from ipaddress import IPv4Address

from wizard.data.answer_forms import Addresses, AddressesOrNames, Networks, NextHop, OrEmpty, Words, YesNo, one_of
from wizard.data.constructs.group_attributes import GROUP_ATTRIBUTES
from wizard.model.finding import Verdict
from wizard.model.literals import address
from wizard.model.question import Asking, Choice, Default, Question, Scope, WizardStep
from wizard.questions.recommend_or_settle import open_until_answered, recommend, settle
from wizard.situation.called_addresses import known_addresses
from wizard.situation.hub import is_new_hub
from wizard.situation.proof_targets import hub_address
from wizard.situation.static_routes import RouteOfSpoke, defaults_of_spoke, floated_defaults, host_routes
from wizard.situation.vrfs import front_door_vrf


def _pins_peer(asking: Asking) -> Default:
    if front_door_vrf(asking) and front_door_vrf(asking) != _vrf_of_the_lan(asking):
        return settle("no", "the Internet interface is in a VRF of its own, and the tunnel's routes are not")
    if asking.value("tunnel_everything") == "yes":
        return settle("yes", "a default route through the tunnel would swallow the tunnel's own packets")
    peers = known_addresses(asking, asking.known(AddressesOrNames(), "peers") or ())
    networks = asking.known(Networks(), "hub_networks") or ()
    if any(peer in network for peer in peers for network in networks):
        return settle("yes", "the peer lies in a network that the hub pushes")
    if _hub_address(asking) in peers:
        return settle(
            "yes", "the peer is the address that the hub's virtual template borrows, and the hub announces it"
        )
    if _leaves_by_a_host_route(asking, peers):
        return settle("yes", "a host route leads to the EzVPN server, and the default route leaves by another line")
    return recommend("no", "the hub pushes no route that covers its own address")


def _leaves_by_a_host_route(asking: Asking, peers: Iterable[IPv4Address]) -> bool:
    """Whether a new peer would leave by another line than the EzVPN server, which has a host route of its own."""
    lines, vrf = _lines_of_the_tunnel(asking), front_door_vrf(asking)
    defaults = sorted(defaults_of_spoke(asking, vrf), key=lambda row: row.distance)
    new = [peer for peer in peers if str(peer) not in asking.client.peers and not host_routes(asking, peer, vrf)]
    learned = any(found.dynamic for name in lines if (found := asking.router.interface(name)))
    elsewhere = defaults[0].exit not in {"", *lines} if defaults else not learned
    return bool(new and elsewhere and any(_host_routes_by(asking, lines)))


def _host_routes_by(asking: Asking, lines: tuple[str, ...]) -> Iterator[RouteOfSpoke]:
    """The host routes to the EzVPN servers that leave by these lines."""
    called = [known for text in asking.client.peers if (known := address(text))]
    for peer in called:
        yield from (row for row in host_routes(asking, peer, front_door_vrf(asking)) if row.exit in lines)


def _vrf_of_the_lan(asking: Asking) -> str:
    inside = (asking.router.interface(name) for name in asking.client.inside)
    return next((interface.vrf for interface in inside if interface), "")


def _hub_address(asking: Asking) -> IPv4Address | None:
    """The address that the hub's virtual template borrows."""
    source = asking.plan.source(asking.hub)
    interface = source.router.interface(asking.value("hub_unnumbered", asking.hub)) if source else None
    return interface.addresses[0].ip if interface and interface.addresses else None


def _float_default_route(asking: Asking) -> Default:
    winning = [row for row, _ in floated_defaults(asking)]
    if not winning:
        return settle("no", "no static default route of the spoke wins over the hub's")
    return recommend(
        "yes",
        f"line {winning[0].number} would win over the default route that the hub pushes",
        "a static route would win over the default route that the hub pushes",
    )


def _next_hop(asking: Asking) -> Default:
    lines = _lines_of_the_tunnel(asking)
    for row in _default_routes_by(asking, lines):
        return settle(row.next_hop, "the default route goes there")
    for row in _host_routes_by(asking, lines):
        return settle(row.next_hop, "the host route to the EzVPN server goes there")
    for name in lines or asking.client.outside:
        interface = asking.router.interface(name)
        if interface and interface.dynamic == "dhcp":
            return recommend(
                "dhcp", f"{name} learns its gateway by DHCP", "the outside interface learns its gateway by DHCP"
            )
        if interface and interface.dynamic == "negotiated":
            return settle(name, f"{name} is a point-to-point interface")
    return open_until_answered("the spoke has no default route to read it from")


def _lines_of_the_tunnel(asking: Asking) -> tuple[str, ...]:
    """The interfaces by which the tunnel's packets may leave; none where nothing says it."""
    tunnel_source, outside = asking.value("tunnel_source"), asking.client.outside
    return (tunnel_source,) if tunnel_source in outside else outside


def _default_routes_by(asking: Asking, lines: tuple[str, ...]) -> Iterator[RouteOfSpoke]:
    """The default routes that leave there, the best one first; then those of which nothing shows where they leave."""
    rows = sorted(defaults_of_spoke(asking, front_door_vrf(asking)), key=lambda row: row.distance)
    yield from (row for row in rows if not lines or row.exit in lines)
    yield from (row for row in rows if lines and not row.exit)


def _proof_targets(asking: Asking) -> Default:
    if own := hub_address(asking):
        return recommend(own, "the hub's own address, which the tunnel brings")
    return recommend("", "the hub's own address is not known, or not reached through the tunnel")


def _attributes(asking: Asking) -> Default:
    if asking.group is None:
        return recommend("", "the group is in no configuration")
    carried = [
        row.ezvpn
        for row in GROUP_ATTRIBUTES
        if row.verdict is Verdict.CARRIED and row.becomes_attribute and asking.group.line.child(row.ezvpn)
    ]
    if is_new_hub(asking) and "backup-gateway" in carried:
        carried.remove("backup-gateway")
        return recommend(", ".join(carried), "FlexVPN has them as well; the backup gateway is another EzVPN server")
    return recommend(", ".join(carried), "the attributes that FlexVPN has as well")


ROUTE_QUESTIONS = (
    Question(
        key="float_default_route",
        step=WizardStep.ADDRESSES,
        scope=Scope.SPOKE,
        form=YesNo(),
        wording="Make the spoke's static default route yield to the hub's?",
        why="A static default has distance 1 and wins over IKEv2's route: the LAN's traffic would leave in clear. "
        "The distance of IKEv2's routes is unconfirmed on some releases.",
        otherwise="Answer no where a front-door VRF holds the Internet interface.",
        default=_float_default_route,
        applies=lambda asking: asking.value("tunnel_everything") == "yes",
        unconfirmed=True,
        citation="flexvpn.md 1.12, 2.2",
    ),
    Question(
        key="pin_peer_route",
        step=WizardStep.ADDRESSES,
        scope=Scope.SPOKE,
        form=YesNo(),
        wording="Pin a host route to each peer?",
        why="A route to the hub that came through the tunnel would make the tunnel carry itself, and flap.",
        default=_pins_peer,
        citation="ezvpn.md 4.4; flexvpn.md 1.12",
    ),
    Question(
        key="next_hop",
        step=WizardStep.ADDRESSES,
        scope=Scope.SPOKE,
        form=NextHop(),
        wording="Through which next hop does the spoke reach its peers?",
        why="An address, an interface, or dhcp.",
        default=_next_hop,
        applies=lambda asking: asking.value("pin_peer_route") == "yes",
        citation="ezvpn.md 4.4",
    ),
    Question(
        key="proof_targets",
        step=WizardStep.ADDRESSES,
        scope=Scope.SPOKE,
        form=OrEmpty(Addresses()),
        wording="Which addresses behind the hub prove that the tunnel carries packets?",
        why="Behind the cut-over each is pinged from the spoke's LAN, also with large packets. Only if all answer, the "
        "change is kept without a person.",
        otherwise="Name what the site cannot work without, such as its file server or telephone system, if it answers "
        "pings.",
        default=_proof_targets,
        citation="push.md A3.10, A0 item 18; flexvpn.md 6.8",
    ),
    Question(
        key="group_attributes",
        step=WizardStep.ADDRESSES,
        scope=Scope.SITE,
        form=Words(known=tuple(dict.fromkeys(row.ezvpn for row in GROUP_ATTRIBUTES if row.becomes_attribute))),
        wording="Which attributes of the EzVPN group are carried over?",
        why="Each has a direct equivalent in the authorization policy.",
        default=_attributes,
        citation="ezvpn.md 3.2",
    ),
    Question(
        key="route_accept",
        step=WizardStep.ADDRESSES,
        scope=Scope.SITE,
        wording="Do both ends install the routes that the other announces?",
        why="It is the default of an authorization policy, as far as the guide's outputs show; it need not be "
        "relied on.",
        unconfirmed=True,
        form=one_of(
            Choice(value="any", label="state it"),
            Choice(value="unstated", label="rely on the default"),
        ),
        default=lambda asking: recommend("any", "it costs a line and removes a doubt"),
        citation="flexvpn.md 4.4 rule 9",
    ),
)
