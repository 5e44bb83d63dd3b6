"""Checks of tunnel addresses, packet sizes and dead peer detection."""

from collections.abc import Iterator

from wizard.check.registry import Hit, check
from wizard.check.routes.announced_networks import hub_announces
from wizard.check.view.device import DeviceView, made, part
from wizard.check.view.site import PairView, SiteView
from wizard.model.configuration import Line
from wizard.model.finding import Severity
from wizard.model.router import EzvpnClient
from wizard.situation.vrfs import reaches_the_internet

_GUIDE = "Cisco EzVPN-NEM to FlexVPN Migration Guide"
_SERVER = "Cisco IOS-XE 17.x, Configuring the FlexVPN Server"


@check(
    "RTE003",
    Severity.WARNING,
    why="Without it a dead hub goes unnoticed until the keys run out, and no second peer is ever tried. EzVPN had "
    "`crypto isakmp keepalive`; the guide's result has nothing in its place.",
    fix="Write `dpd` in the IKEv2 profile.",
    citation=f"{_GUIDE} (its output: DPD configured for 0 seconds)",
    question="dpd",
)
def dead_peers_are_noticed(view: DeviceView) -> Iterator[Hit]:
    """Every new IKEv2 profile has dead peer detection, its own or the router's."""
    for profile in made(view.objects.profiles):
        if profile.dpd is None and view.objects.global_dpd is None:
            yield Hit(message=f"IKEv2 profile {profile.name} notices no dead peer.", line=profile.line)


@check(
    "RTE004",
    Severity.NOTE,
    why="IPsec makes packets larger. Without a smaller MTU and TCP segment size they are fragmented, or lost where "
    "somebody filters ICMP.",
    fix="Write `ip mtu 1400` and `ip tcp adjust-mss 1360` on both ends.",
    citation="ezvpn.md 4.4, 6 item 21",
    question="tunnel_mtu",
)
def packets_fit(view: DeviceView) -> Iterator[Hit]:
    """Every new tunnel has `ip mtu` and `ip tcp adjust-mss`."""
    for tunnel in made(view.flexvpn_tunnels):
        missing = [
            name for name, value in (("ip mtu", tunnel.mtu), ("ip tcp adjust-mss", tunnel.tcp_mss)) if value is None
        ]
        if missing:
            yield Hit(message=f"{tunnel.name} has no `{'` and no `'.join(missing)}`.", line=tunnel.line)


_LASTING = ("Loopback", "BVI", "Vlan")


@check(
    "RTE005",
    Severity.NOTE,
    why="The tunnel goes down with that port, and the router with its management address.",
    fix="Borrow from a loopback that the hub may know, or negotiate an address.",
    citation=f"{_GUIDE} (`ip unnumbered Ethernet0/1`)",
    question="unnumbered_interface",
)
def tunnel_borrows_from_what_stays_up(view: DeviceView) -> Iterator[Hit]:
    """A new tunnel borrows its address from an interface that no cable takes down."""
    for tunnel in made(view.flexvpn_tunnels):
        lender = tunnel.address.removeprefix("unnumbered ")
        if lender != tunnel.address and not lender.startswith(_LASTING):
            message = f"{tunnel.name} borrows the address of {lender} and goes down with it."
            yield Hit(message=message, line=part(tunnel, "ip unnumbered"))


@check(
    "RTE006",
    Severity.BLOCKER,
    why="An address of its own on a virtual template is not supported: making the spoke's interface fails.",
    fix="Write `ip unnumbered` with a loopback.",
    citation=_SERVER,
    question="hub_unnumbered",
)
def virtual_template_borrows_its_address(view: DeviceView) -> Iterator[Hit]:
    """A new virtual template borrows its address."""
    for tunnel in made(view.flexvpn_tunnels):
        if tunnel.name.startswith("Virtual-Template") and not tunnel.address.startswith("unnumbered"):
            message = f"{tunnel.name} borrows no address."
            yield Hit(message=message, line=part(tunnel, "ip address"))


@check(
    "RTE007",
    Severity.BLOCKER,
    why="An interface that borrows nothing stays without IP.",
    fix="Give that interface an address, or borrow from another one.",
    citation=_SERVER,
    question="hub_unnumbered",
)
def lender_has_an_address(view: DeviceView) -> Iterator[Hit]:
    """The interface from which a new tunnel borrows has an address."""
    for tunnel in made(view.flexvpn_tunnels):
        lender = view.facts.interface(tunnel.address.removeprefix("unnumbered "))
        if tunnel.address.startswith("unnumbered") and lender and not (lender.addresses or lender.dynamic):
            message = f"{tunnel.name} borrows from {lender.name}, which has no address."
            yield Hit(message=message, line=part(tunnel, "ip unnumbered"))


@check(
    "RTE008",
    Severity.WARNING,
    why="Once the two are joined, packets for that address end at the wrong one. The guide prints 10.10.10.1 on the "
    "loopback of both servers.",
    fix="Give the new hub's loopback an address of its own.",
    citation=_GUIDE,
    question="loopback_address",
)
def hub_and_server_have_addresses_of_their_own(site: SiteView) -> Iterator[Hit]:
    """The new hub has no address that the EzVPN server has."""
    if site.server is None:
        return
    taken = {address.ip: name for name, address in site.server.addresses}
    for name, address in site.hub.addresses:
        if address.ip in taken:
            message = f"{name} has {address.ip}, as {taken[address.ip]} of {site.server.device} has."
            interface = site.hub.facts.interface(name)
            line = interface.line.child("ip address") if interface else None
            yield Hit(message=message, line=line)


@check(
    "RTE009",
    Severity.NOTE,
    why="Of two routers in one network each takes others for neighbours that the other reaches through a gateway.",
    fix="Look up the mask and correct the one that is wrong.",
    citation=f"{_GUIDE} (10.1.1.4 with a /29 beside 10.1.1.2 with a /24)",
)
def neighbours_agree_on_the_mask(site: SiteView) -> Iterator[Hit]:
    """Spokes whose Internet interfaces are in one network have the same mask there."""
    ends = [(pair.spoke, pair.spoke.address_of(pair.path.tunnel.tunnel_source)) for pair in site.pairs if pair.path]
    for place, (view, address) in enumerate(ends):
        for other, theirs in ends[:place]:
            if address and theirs and address.network.overlaps(theirs.network) and address.network != theirs.network:
                message = f"{view.device} has {address} and {other.device} has {theirs} on the Internet side."
                yield Hit(device=view.device, message=message)


@check(
    "RTE010",
    Severity.NOTE,
    why="EzVPN translated that traffic without a line in the configuration (sources differ for old releases in "
    "network-extension mode); without EzVPN nothing does.",
    fix="Add a translation towards the Internet; `show ip nat statistics` says whether EzVPN has one today.",
    citation="ezvpn.md 2.4 (unconfirmed)",
    question="internet_breakout",
)
def internet_traffic_is_translated(pair: PairView) -> Iterator[Hit]:
    """A spoke that leaves EzVPN and does not send everything through the tunnel translates its Internet traffic."""
    ezvpn_clients = pair.spoke.moving_clients
    everything = any(network.prefixlen == 0 for network in hub_announces(pair))
    target = pair.spoke.target
    rules = (*target.all("ip nat inside source"), *target.all("ip nat source"))
    if everything or any(_translates_to_the_internet(rule) for rule in rules):
        return
    if ezvpn_clients and _has_a_way_out(pair.spoke, ezvpn_clients[0]):
        message = "Nothing translates the LAN's Internet traffic after EzVPN, which did it by itself."
        yield Hit(message=message, line=ezvpn_clients[0].line)


def _has_a_way_out(spoke: DeviceView, client: EzvpnClient) -> bool:
    """Whether some LAN of the client can leave by its outside interface, as far as the file shows that."""
    outside = next((spoke.facts.interface(name) for name in client.outside), None)
    lans = [interface.vrf for name in client.inside if (interface := spoke.facts.interface(name))]
    return not (outside and lans) or any(reaches_the_internet(spoke.target, vrf, outside) for vrf in lans)


def _translates_to_the_internet(rule: Line) -> bool:
    """Whether a rule gives many inside addresses one outside; a port forward gives one of them one port."""
    words = rule.text.split()
    through_tunnel = any(word.startswith("Tunnel") for word in words)
    how = words[words.index("source") + 1 :][:1]
    return how in (["list"], ["route-map"]) and not {"overload", "pool"}.isdisjoint(words) and not through_tunnel


@check(
    "RTE011",
    Severity.WARNING,
    why="A tunnel from a client that calls an address of no router here comes up only where something translates it.",
    fix="Let the spoke call an address of the hub, or make sure that the address is translated to it.",
    citation="flexvpn.md 4.4 rule 10",
    question="peers",
)
def spoke_calls_the_hub(pair: PairView) -> Iterator[Hit]:
    """The spoke calls an address that the hub has."""
    if pair.path and pair.calls_a_stranger:
        path = pair.path
        line = part(path.client or path.tunnel, "peer" if path.client else "tunnel destination")
        yield Hit(message=f"The spoke calls {path.peer}; no interface of {pair.hub.device} has it.", line=line)
