"""Questions of what each side tells the other: routes, attributes, and the host routes that keep the tunnel up."""

from ipaddress import IPv4Address

from wizard.data.attributes import GROUP_ATTRIBUTES
from wizard.data.questions.addresses import listed, networks_of
from wizard.data.questions.rules import is_new_hub, open_until_answered, recommend, settle
from wizard.model.finding import Verdict
from wizard.model.question import Asking, Choice, Default, Kind, Question, Scope, Step


def _pins_peer(asking: Asking) -> Default:
    if asking.value("tunnel_everything") == "yes":
        return settle("yes", "a default route through the tunnel would swallow the tunnel's own packets")
    peers = [IPv4Address(one) for one in listed(asking.value("peers")) if one.replace(".", "").isdigit()]
    networks = networks_of(asking.value("hub_networks"))
    if any(peer in network for peer in peers for network in networks):
        return settle("yes", "the peer lies in a network that the hub pushes")
    return recommend("no", "the hub pushes no route that covers its own address")


def _next_hop(asking: Asking) -> Default:
    for route in asking.router.routes:
        if route.network.prefixlen == 0:
            return settle(route.next_hop, "the default route goes there")
    for name in asking.client.outside:
        interface = asking.router.interface(name)
        if interface and interface.dynamic == "dhcp":
            return recommend("dhcp", f"{name} learns its gateway by DHCP")
        if interface and interface.dynamic == "negotiated":
            return settle(name, f"{name} is a point-to-point interface")
    return open_until_answered("the spoke has no default route to read it from")


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
        key="pin_peer_route",
        step=Step.ADDRESSES,
        scope=Scope.SPOKE,
        kind=Kind.YES_NO,
        wording="Pin a host route to each peer?",
        why="A route to the hub that came through the tunnel would make the tunnel carry itself, and flap.",
        produces="ip route 203.0.113.1 255.255.255.255 198.51.100.1",
        default=_pins_peer,
        source="ezvpn.md 4.4; flexvpn.md 1.12",
    ),
    Question(
        key="next_hop",
        step=Step.ADDRESSES,
        scope=Scope.SPOKE,
        kind=Kind.TEXT,
        wording="Through which next hop does the spoke reach its peers?",
        why="An address, an interface, or dhcp.",
        produces="ip route 203.0.113.1 255.255.255.255 198.51.100.1",
        default=_next_hop,
        applies=lambda asking: asking.value("pin_peer_route") == "yes",
        source="ezvpn.md 4.4",
    ),
    Question(
        key="group_attributes",
        step=Step.ADDRESSES,
        scope=Scope.SITE,
        kind=Kind.WORDS,
        wording="Which attributes of the EzVPN group are carried over?",
        why="Each has a direct equivalent in the authorization policy.",
        produces="dns 10.0.0.53\n def-domain example.com",
        default=_attributes,
        source="ezvpn.md 3.2",
    ),
    Question(
        key="route_accept",
        step=Step.ADDRESSES,
        scope=Scope.SITE,
        kind=Kind.CHOICE,
        wording="Do both ends install the routes that the other announces?",
        why="It is the default of an authorization policy, as far as the guide's outputs show; it need not be "
        "relied on.",
        unconfirmed=True,
        choices=(
            Choice(value="any", label="state it", produces="route accept any"),
            Choice(value="unstated", label="rely on the default"),
        ),
        default=lambda asking: recommend("any", "it costs a line and removes a doubt"),
        source="flexvpn.md 4.4 rule 9",
    ),
)
