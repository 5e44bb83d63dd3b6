"""Questions of the step Addresses and routes."""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, collapse_addresses

from wizard.data.attributes import GROUP_ATTRIBUTES
from wizard.data.questions.rules import is_bare_new_hub, is_new_hub, open_until_answered, recommend, settle, split_list
from wizard.model.ezvpn import Mode
from wizard.model.finding import Verdict
from wizard.model.question import Asking, Choice, Default, Kind, Question, Scope, Step


def _joined(networks: list[IPv4Network]) -> str:
    return ", ".join(str(network) for network in networks)


def _tunnel_address(asking: Asking) -> Default:
    if asking.client.mode is Mode.NETWORK_EXTENSION:
        return settle("unnumbered", "network-extension mode: the LAN keeps its own addresses")
    return settle("negotiated", f"mode {asking.client.mode} got an address from the pool")


def _inside_interfaces(asking: Asking) -> list[str]:
    return [name for name in asking.client.inside if asking.router.interface(name)]


def _tunnel_source(asking: Asking) -> Default:
    client = asking.client
    if client.local_address:
        return settle(client.local_address, "`local-address` of EzVPN")
    if client.outside:
        return settle(client.outside[0], "the outside interface of EzVPN")
    return open_until_answered("EzVPN is attached to no outside interface")


def _unnumbered_interface(asking: Asking) -> Default:
    inside = _inside_interfaces(asking)
    if inside:
        return recommend(inside[0], "its address is in the spoke's LAN, so that the hub can reach the tunnel's end")
    return open_until_answered("EzVPN names no inside interface")


def _lan_networks(asking: Asking) -> Default:
    networks: list[IPv4Network] = []
    for name in _inside_interfaces(asking):
        interface = asking.router.interface(name)
        if interface:
            networks.extend(address.network for address in interface.addresses)
    access_list = asking.router.access_list(asking.client.acl) if asking.client.acl else None
    if access_list:
        networks.extend(entry.source for entry in access_list.entries if entry.permit and entry.source)
    unique = [
        one for one in dict.fromkeys(networks) if not any(one != other and one.subnet_of(other) for other in networks)
    ]
    if not unique:
        return open_until_answered("no inside interface has an address")
    return settle(_joined(unique), "the networks of the inside interfaces and of the client's access list")


def split_networks(asking: Asking) -> list[IPv4Network]:
    """The networks behind the server, as its split list names them."""
    access_list = asking.server.access_list(split_list(asking))
    permitted: list[IPv4Network] = []
    denied: list[IPv4Network] = []
    for entry in access_list.entries if access_list else ():
        if entry.source and not entry.permit:
            denied.append(entry.source)
        elif entry.source:
            permitted.extend(_without(entry.source, denied))
    return list(dict.fromkeys(permitted))


def _without(network: IPv4Network, denied: Iterable[IPv4Network]) -> list[IPv4Network]:
    """What is left of a network when the entries before it deny some of it."""
    left = [network]
    for hole in denied:
        left = [
            part
            for one in left
            for part in (
                () if one.subnet_of(hole) else sorted(one.address_exclude(hole)) if hole.subnet_of(one) else (one,)
            )
        ]
    return left


def _everything(asking: Asking) -> Default:
    if any(network.prefixlen == 0 for network in split_networks(asking)):
        return settle("yes", f"the split list {split_list(asking)} permits every source")
    if split_list(asking):
        return settle("no", f"the group has the split list {split_list(asking)}")
    if asking.group is None:
        return recommend("no", "the group is in no configuration; the networks must be named")
    return settle("yes", "the group has no split list: EzVPN tunnels everything")


def _hub_networks(asking: Asking) -> Default:
    networks = split_networks(asking)
    if not networks and split_list(asking):
        return open_until_answered(f"the split list {split_list(asking)} permits no network")
    if not networks:
        return open_until_answered("no split list names the networks behind the hub")
    why = f"the sources of split list {split_list(asking)}"
    if asking.value("spoke_to_spoke") == "yes":
        for spoke in asking.plan.spokes:
            networks.extend(IPv4Network(one) for one in listed(asking.value("lan_networks", spoke.device)))
        networks.extend(IPv4Network(one) for one in listed(asking.value("remaining_networks")))
        why += " and the LANs of the other spokes"
    return recommend(_joined(list(collapse_addresses(networks))), why)


def listed(value: str) -> list[str]:
    """The words of an answer that joins several."""
    return [word.strip() for word in value.split(",") if word.strip()]


@lru_cache(maxsize=256)
def networks_of(value: str) -> tuple[IPv4Network, ...]:
    """The networks of an answer that joins several."""
    return tuple(IPv4Network(word) for word in listed(value))


def _hub_unnumbered(asking: Asking) -> Default:
    if is_bare_new_hub(asking):
        return settle(asking.value("name_loopback"), "the loopback that the plan gives the new hub")
    server = asking.router.server
    if server:
        for number in server.virtual_templates:
            template = next((one for one in asking.router.interfaces if one.name == f"Virtual-Template{number}"), None)
            borrowed = template.line.argument("ip unnumbered") if template else ""
            if borrowed:
                return settle(borrowed, f"Virtual-Template{number} of EzVPN borrows its address")
    vrf = next((profile.line.argument("vrf") for profile in server.profiles), "") if server else ""
    for interface in asking.router.interfaces:
        if interface.name.startswith("Loopback") and interface.addresses and interface.vrf == vrf:
            return recommend(interface.name, "a loopback never goes down")
    for interface in asking.router.interfaces:
        if interface.addresses and interface.name != asking.value("wan_interface") and interface.vrf == vrf:
            return recommend(interface.name, "the first interface with an address that is not the Internet's")
    return open_until_answered("no interface of the hub has an address to borrow")


def _pool(asking: Asking) -> Default:
    group = asking.group
    if group and group.pool and not is_new_hub(asking):
        return settle(group.pool, "the pool of the EzVPN group")
    return recommend(asking.value("name_prefix") or "FLEX", "a pool of its own")


def _needs_pool(asking: Asking) -> bool:
    return any(asking.value("tunnel_address", spoke.device) == "negotiated" for spoke in asking.plan.spokes)


def _pool_exists(asking: Asking) -> bool:
    return any(name == asking.value("pool") for name, _, _ in asking.router.pools)


def _breakout(asking: Asking) -> Default:
    if asking.value("tunnel_everything") == "yes":
        return settle("no", "everything goes through the tunnel")
    outside = asking.client.outside
    for line in asking.plan.source(asking.device).configuration.all("ip nat inside source"):  # type: ignore[union-attr]  # a spoke has a source
        if any(f" interface {name} " in f"{line.text} " for name in outside):
            return settle("no", f"line {line.number} translates towards the Internet already")
    return recommend(
        "yes", "EzVPN translated the LAN's traffic towards the Internet without a line in the configuration"
    )


def _peers(asking: Asking) -> Default:
    if not is_new_hub(asking):
        return settle(", ".join(asking.client.peers), "the peers of EzVPN, in their order")
    address = asking.value("wan_address", asking.hub)
    if address:
        return settle(address.split("/")[0], "the new hub's address")
    new_hub = asking.plan.new_hub
    interface = new_hub.router.interface(asking.value("wan_interface", asking.hub)) if new_hub else None
    if interface and interface.addresses:
        return settle(str(interface.addresses[0].ip), "the new hub's address")
    return open_until_answered("the new hub's address is not known yet")


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


def _pins_peer(asking: Asking) -> Default:
    if asking.value("tunnel_everything") == "yes":
        return settle("yes", "a default route through the tunnel would swallow the tunnel's own packets")
    peers = [IPv4Address(one) for one in listed(asking.value("peers")) if one.replace(".", "").isdigit()]
    networks = networks_of(asking.value("hub_networks"))
    if any(peer in network for peer in peers for network in networks):
        return settle("yes", "the peer lies in a network that the hub pushes")
    return recommend("no", "the hub pushes no route that covers its own address")


def _attributes(asking: Asking) -> Default:
    if asking.group is None:
        return recommend("", "the group is in no configuration")
    carried = [
        row.ezvpn
        for row in GROUP_ATTRIBUTES
        if row.verdict is Verdict.CARRIED and row.becomes_attribute and asking.group.line.child(row.ezvpn)
    ]
    return recommend(", ".join(carried), "the attributes that FlexVPN has as well")


def _connect(asking: Asking) -> Default:
    connect = asking.client.connect.split()[0]
    if connect in {"auto", "manual"}:
        return settle(connect, f"EzVPN has connect {connect}")
    return recommend("auto", "FlexVPN has no `connect acl`; a tunnel that is always up is the nearest")


ADDRESS_QUESTIONS = (
    Question(
        key="tunnel_address",
        step=Step.ADDRESSES,
        scope=Scope.SPOKE,
        kind=Kind.CHOICE,
        wording="Where does the spoke's tunnel get its address?",
        why="Network-extension mode needs none of its own; client mode and network-plus got one from the server's pool.",
        choices=(
            Choice(value="unnumbered", label="borrowed from the LAN", produces="ip unnumbered GigabitEthernet0/1"),
            Choice(value="negotiated", label="from the hub's pool", produces="ip address negotiated"),
        ),
        default=_tunnel_address,
        source="ezvpn.md 3.5, 3.6",
    ),
    Question(
        key="tunnel_source",
        step=Step.ADDRESSES,
        scope=Scope.SPOKE,
        kind=Kind.INTERFACE,
        wording="From which interface does the tunnel leave the spoke?",
        why="EzVPN left there: its `local-address`, or its outside interface.",
        produces="interface Tunnel0\n tunnel source GigabitEthernet0/0",
        default=_tunnel_source,
        source="ezvpn.md 3.5",
    ),
    Question(
        key="unnumbered_interface",
        step=Step.ADDRESSES,
        scope=Scope.SPOKE,
        kind=Kind.INTERFACE,
        wording="From which interface does the tunnel borrow its address?",
        why="The tunnel goes down with that interface; a loopback never does.",
        otherwise="Choose a loopback where the spoke has one that the hub may know.",
        produces="ip unnumbered GigabitEthernet0/1",
        default=_unnumbered_interface,
        applies=lambda asking: asking.value("tunnel_address") == "unnumbered",
        source="ezvpn.md 6 item 19",
    ),
    Question(
        key="lan_networks",
        step=Step.ADDRESSES,
        scope=Scope.SPOKE,
        kind=Kind.NETWORKS,
        wording="Which networks lie behind the spoke?",
        why="The spoke announces them to the hub by IKEv2.",
        produces="ip access-list standard FLEX\n permit 10.10.1.0 0.0.0.255",
        default=_lan_networks,
        applies=lambda asking: asking.client.mode is not Mode.CLIENT,
        source="ezvpn.md 3.5",
    ),
    Question(
        key="tunnel_everything",
        step=Step.ADDRESSES,
        scope=Scope.SITE,
        kind=Kind.YES_NO,
        wording="Does all traffic of the spokes go through the tunnel?",
        why="A group without a split list tunnels everything.",
        produces="route set remote ipv4 0.0.0.0 0.0.0.0",
        default=_everything,
        source="ezvpn.md 3.2",
    ),
    Question(
        key="hub_networks",
        step=Step.ADDRESSES,
        scope=Scope.SITE,
        kind=Kind.NETWORKS,
        wording="Which networks does the hub announce to the spokes?",
        why="The split list's sources, as a standard access list: IKEv2 announces networks, not ports.",
        produces="ip access-list standard FLEX\n permit 10.10.0.0 0.0.0.255",
        default=_hub_networks,
        applies=lambda asking: asking.value("tunnel_everything") == "no",
        source="ezvpn.md 3.2",
    ),
    Question(
        key="hub_unnumbered",
        step=Step.ADDRESSES,
        scope=Scope.HUB,
        kind=Kind.INTERFACE,
        wording="From which interface does the hub's virtual template borrow its address?",
        why="An address of its own is not supported on a virtual template.",
        produces="interface Virtual-Template1 type tunnel\n ip unnumbered Loopback0",
        default=_hub_unnumbered,
        source="Cisco IOS-XE 17.x, Configuring the FlexVPN Server",
    ),
    Question(
        key="pool",
        step=Step.ADDRESSES,
        scope=Scope.HUB,
        kind=Kind.NAME,
        wording="From which pool do the spokes get their address?",
        why="The EzVPN pool can serve both while they live on one router.",
        produces="pool FLEX",
        default=_pool,
        applies=_needs_pool,
        source="ezvpn.md 3.4",
    ),
    Question(
        key="pool_range",
        step=Step.ADDRESSES,
        scope=Scope.HUB,
        kind=Kind.TEXT,
        wording="Which addresses does that pool hold? (first and last)",
        why="The pool does not exist on the hub yet; it must overlap no other.",
        produces="ip local pool FLEX 10.99.0.1 10.99.0.254",
        default=lambda asking: open_until_answered("no pool of that name is on the hub"),
        applies=lambda asking: _needs_pool(asking) and not _pool_exists(asking),
        source="ezvpn.md 3.4",
    ),
    Question(
        key="peers",
        step=Step.ADDRESSES,
        scope=Scope.SPOKE,
        kind=Kind.ADDRESSES,
        wording="To which addresses does the spoke connect, best first?",
        why="The order of EzVPN, its default peer first.",
        produces="peer 1 203.0.113.1",
        default=_peers,
        source="ezvpn.md 3.5",
    ),
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
        key="connect",
        step=Step.ADDRESSES,
        scope=Scope.SPOKE,
        kind=Kind.CHOICE,
        wording="When does the spoke connect?",
        why="FlexVPN has no connection that traffic triggers.",
        choices=(
            Choice(value="auto", label="at once and always", produces="connect auto"),
            Choice(value="manual", label="when somebody starts it", produces="connect manual"),
            Choice(value="unstated", label="not stated (auto)", when="the release's default shall hold"),
        ),
        default=_connect,
        source="ezvpn.md 3.5",
    ),
    Question(
        key="internet_breakout",
        step=Step.ADDRESSES,
        scope=Scope.SPOKE,
        kind=Kind.YES_NO,
        wording="Does the spoke's LAN reach the Internet directly, by address translation?",
        why="EzVPN translated it without a line in the configuration; without EzVPN it would stop. Sources differ on "
        "old releases in network-extension mode: look at `show ip nat statistics` before the cut-over.",
        unconfirmed=True,
        otherwise="Answer no where the LAN must not reach the Internet.",
        produces="ip nat inside source route-map FLEX-INTERNET interface GigabitEthernet0/0 overload",
        default=_breakout,
        source="ezvpn.md 2.4",
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
        why="It is the default of an authorization policy, as far as the guide's outputs show; stated, it does not depend "
        "on that.",
        unconfirmed=True,
        choices=(
            Choice(value="any", label="state it", produces="route accept any"),
            Choice(value="unstated", label="rely on the default"),
        ),
        default=lambda asking: recommend("any", "it costs a line and removes a doubt"),
        source="flexvpn.md 4.4 rule 9",
    ),
    Question(
        key="tunnel_mtu",
        step=Step.ADDRESSES,
        scope=Scope.SITE,
        kind=Kind.TEXT,
        wording="MTU and TCP segment size of the tunnels? (two numbers, or none)",
        why="Without them large packets are fragmented or lost once the tunnel's headers are added.",
        produces="ip mtu 1400\n ip tcp adjust-mss 1360",
        default=lambda asking: recommend("1400 1360", "fits GRE and ESP with NAT on a path of 1500 bytes"),
        source="ezvpn.md 4.4",
    ),
    Question(
        key="virtual_template_source",
        step=Step.ADDRESSES,
        scope=Scope.HUB,
        kind=Kind.YES_NO,
        wording="Name the tunnel source in the hub's virtual template?",
        why="With several Internet addresses the tunnels end at the right one.",
        produces="tunnel source GigabitEthernet0/0",
        default=lambda asking: (
            recommend("yes", "it ties the tunnels to that interface")
            if asking.value("wan_interface")
            else settle("no", "no interface is known to face the Internet")
        ),
        source="flexvpn.md 1.12",
    ),
)
