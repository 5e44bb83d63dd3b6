"""Questions of the step Addresses and routes."""

from ipaddress import IPv4Network

from wizard.data.answer_forms import (
    TUNNEL_MTU,
    AddressesOrNames,
    AddressRange,
    InterfaceAddress,
    InterfaceOfRouter,
    Name,
    Networks,
    Number,
    YesNo,
    one_of,
)
from wizard.data.packet_overhead import IP, TCP
from wizard.model.ezvpn_mode import EzvpnMode
from wizard.model.question import Asking, Choice, Default, Question, Refused, Scope, WizardStep
from wizard.questions.recommend_or_settle import open_until_answered, recommend, settle
from wizard.situation.called_addresses import is_called, not_at_one_primary_address
from wizard.situation.ezvpn_group import ezvpn_template, general_pool, moving_profile, split_list, split_networks
from wizard.situation.hub import is_bare_new_hub, is_new_hub
from wizard.situation.networks import collapsed, networks_of, permitted_networks
from wizard.situation.packet_sizes import fitting_packet
from wizard.situation.shared_lan import vrf_at_the_server
from wizard.situation.static_routes import tracks_of_other_ways
from wizard.situation.tracked_objects import tracked_objects


def _joined(networks: list[IPv4Network]) -> str:
    return ", ".join(str(network) for network in networks)


def _tunnel_mtu(asking: Asking) -> Default:
    size, line = fitting_packet(asking)
    fitting = min(size, _USUAL_MTU)
    where = "every spoke's line" if fitting == _USUAL_MTU else line
    return recommend(
        f"{fitting} {fitting - _HEADERS}", f"behind a translation the headers leave {size} bytes on {where}"
    )


_USUAL_MTU = 1400
_HEADERS = IP + TCP


def _tunnel_address(asking: Asking) -> Default:
    if asking.client.mode is EzvpnMode.NETWORK_EXTENSION:
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
    if lender := _announced_lender(asking):
        return recommend(lender, "EzVPN's virtual template borrows its address, and the hub is told it")
    up = [name for name in inside if (interface := asking.router.interface(name)) and not interface.shutdown]
    if inside:
        return recommend(
            (*up, *inside)[0], "its address is in the spoke's LAN, so that the hub can reach the tunnel's end"
        )
    return open_until_answered("EzVPN names no inside interface")


def _announced_lender(asking: Asking) -> str:
    """The interface whose address EzVPN's virtual template borrows, where the hub reaches that; "" without one."""
    template = asking.router.interface(f"Virtual-Template{asking.client.virtual_interface}")
    lender = asking.router.interface(template.line.argument("ip unnumbered")) if template else None
    known = networks_of(asking.value("lan_networks"))
    reached = lender is not None and any(own.ip in network for own in lender.addresses for network in known)
    return lender.name if lender and reached and not lender.shutdown else ""


def _lan_networks(asking: Asking) -> Default:
    networks: list[IPv4Network] = []
    for name in _inside_interfaces(asking):
        interface = asking.router.interface(name)
        if interface:
            networks.extend(address.network for address in interface.addresses)
    networks.extend(permitted_networks(asking.router.access_list(asking.client.acl)))
    unique = [
        network
        for network in dict.fromkeys(networks)
        if not any(network != other and network.subnet_of(other) for other in networks)
    ]
    if not unique:
        return open_until_answered("no inside interface has an address")
    return settle(_joined(unique), "the networks of the inside interfaces and of the client's access list")


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
            networks.extend(networks_of(asking.value("lan_networks", spoke.device)))
        networks.extend(networks_of(asking.value("remaining_networks")))
        why += " and the LANs of the other spokes"
    return recommend(_joined(collapsed(networks)), why)


def _hub_unnumbered(asking: Asking) -> Default:
    if is_bare_new_hub(asking):
        return settle(asking.value("name_loopback"), "the loopback that the plan gives the new hub")
    server = asking.router.server
    template = ezvpn_template(asking)
    borrowed = template.line.argument("ip unnumbered") if template else ""
    lender = asking.router.interface(borrowed)
    if template and borrowed and not (lender and is_called(asking, lender)):
        return settle(borrowed, f"{template.name} of EzVPN borrows its address")
    profile = moving_profile(asking) if server else None
    vrf = profile.line.argument("vrf") if profile else ""
    if template and lender and not vrf:
        vrf = lender.vrf
    if is_new_hub(asking):
        vrf = _vrf_on_the_new_hub(asking)
    fitting = [
        interface
        for interface in asking.router.interfaces
        if interface.addresses and interface.vrf == vrf and not interface.shutdown and not is_called(asking, interface)
    ]
    for interface in fitting:
        if interface.name.startswith("Loopback"):
            return recommend(interface.name, "a loopback never goes down")
    for interface in fitting:
        if interface.name != asking.value("wan_interface"):
            return recommend(interface.name, "the first interface with an address that no spoke calls")
    if template and borrowed:
        return settle(borrowed, f"{template.name} of EzVPN borrows its address")
    return open_until_answered("no interface of the hub has an address to borrow")


def _vrf_on_the_new_hub(asking: Asking) -> str:
    """The VRF in which the server has the group, where the new hub has one of that name; else ""."""
    vrf = vrf_at_the_server(asking)
    return vrf if any(interface.vrf == vrf for interface in asking.router.interfaces) else ""


def _pool(asking: Asking) -> Default:
    group = asking.group
    if group and group.pool and not is_new_hub(asking):
        return settle(group.pool, "the pool of the EzVPN group")
    if (general := general_pool(asking)) and not is_new_hub(asking):
        return recommend(general, "`address-pool local` gives it to every EzVPN group without one")
    return recommend(asking.value("name_prefix") or "FLEX", "a pool of its own")


def _needs_pool(asking: Asking) -> bool:
    return any(asking.value("tunnel_address", spoke.device) == "negotiated" for spoke in asking.plan.spokes)


def _pool_range(asking: Asking) -> Default:
    spokes = sum(asking.value("tunnel_address", spoke.device) == "negotiated" for spoke in asking.plan.spokes)
    wanted = "the spoke needs an address" if spokes == 1 else f"{spokes} spokes need an address each"
    return open_until_answered(f"no pool of that name is on the hub; {wanted}, and sites that follow need more")


def _pool_exists(asking: Asking) -> bool:
    return any(name == asking.value("pool") for name, _, _ in asking.router.pools)


def _peers(asking: Asking) -> Default:
    if not is_new_hub(asking):
        return _peers_of_ezvpn(asking)
    if address := asking.known(InterfaceAddress(), "wan_address", asking.hub):
        return settle(str(address.ip), "the new hub's address")
    new_hub = asking.plan.new_hub
    interface = new_hub.router.interface(asking.value("wan_interface", asking.hub)) if new_hub else None
    if interface and interface.addresses:
        return settle(str(interface.addresses[0].ip), "the new hub's address")
    return open_until_answered("the new hub's address is not known yet")


def _peers_of_ezvpn(asking: Asking) -> Default:
    text = ", ".join(asking.client.peers)
    if over_ipv6 := next((peer for peer in asking.client.peers if ":" in peer), ""):
        return open_until_answered(
            f"EzVPN calls {over_ipv6}, an IPv6 address, and the new tunnel is written over IPv4: name an IPv4 address "
            "of the hub, or leave this spoke out and write `tunnel mode ipsec ipv6` by hand"
        )
    if isinstance(known := AddressesOrNames().read(text, asking), Refused):
        return open_until_answered(f"one of EzVPN's peers {known.reason}" if text else "EzVPN names no peer")
    return settle(text, "the peers of EzVPN, in their order")


def _connect(asking: Asking) -> Default:
    connect = asking.client.connect.split()[0]
    if connect in {"auto", "manual"}:
        return settle(connect, f"EzVPN has connect {connect}")
    return recommend("auto", "FlexVPN has no `connect acl`; a tunnel that is always up is the nearest")


def _connect_track(asking: Asking) -> Default:
    """The object that takes the routes of the primary path away, or the only one that there is."""
    source = asking.plan.source(asking.device)
    known = tracks_of_other_ways(asking) or (tracked_objects(source.configuration) if source else ())
    if len(known) == 1:
        return recommend(known[0], "it says whether the primary path works")
    return open_until_answered("only you know which object says whether the primary path works")


def _virtual_template_source(asking: Asking) -> Default:
    wan = asking.value("wan_interface")
    if not wan:
        return settle("no", "no interface is known to face the Internet")
    if left_out := not_at_one_primary_address(asking, wan):
        return recommend("no", f"{left_out}; without a source the template serves every address")
    return recommend("yes", "it ties the tunnels to that interface")


ADDRESS_QUESTIONS = (
    Question(
        key="tunnel_address",
        step=WizardStep.ADDRESSES,
        scope=Scope.SPOKE,
        wording="Where does the spoke's tunnel get its address?",
        why="Network-extension mode needs none; client mode and network-plus got one from the server's pool.",
        form=one_of(
            Choice(value="unnumbered", label="borrowed from the LAN"),
            Choice(value="negotiated", label="from the hub's pool"),
        ),
        default=_tunnel_address,
        citation="ezvpn.md 3.5, 3.6",
    ),
    Question(
        key="tunnel_source",
        step=WizardStep.ADDRESSES,
        scope=Scope.SPOKE,
        form=InterfaceOfRouter(),
        wording="From which interface does the tunnel leave the spoke?",
        why="EzVPN left there: its `local-address`, or its outside interface.",
        default=_tunnel_source,
        citation="ezvpn.md 3.5",
    ),
    Question(
        key="unnumbered_interface",
        step=WizardStep.ADDRESSES,
        scope=Scope.SPOKE,
        form=InterfaceOfRouter(),
        wording="From which interface does the tunnel borrow its address?",
        why="The tunnel goes down with that interface; a loopback never does.",
        otherwise="Choose a loopback where the spoke has one that the hub may know.",
        default=_unnumbered_interface,
        applies=lambda asking: asking.value("tunnel_address") == "unnumbered",
        citation="ezvpn.md 6 item 19",
    ),
    Question(
        key="lan_networks",
        step=WizardStep.ADDRESSES,
        scope=Scope.SPOKE,
        form=Networks(),
        wording="Which networks lie behind the spoke?",
        why="The spoke announces them to the hub by IKEv2.",
        default=_lan_networks,
        applies=lambda asking: asking.client.mode is not EzvpnMode.CLIENT,
        citation="ezvpn.md 3.5",
    ),
    Question(
        key="tunnel_everything",
        step=WizardStep.ADDRESSES,
        scope=Scope.SITE,
        form=YesNo(),
        wording="Does all traffic of the spokes go through the tunnel?",
        why="A group without a split list tunnels everything.",
        default=_everything,
        citation="ezvpn.md 3.2",
    ),
    Question(
        key="hub_networks",
        step=WizardStep.ADDRESSES,
        scope=Scope.SITE,
        form=Networks(),
        wording="Which networks does the hub announce to the spokes?",
        why="The split list's sources, as a standard access list: IKEv2 announces networks, not ports.",
        default=_hub_networks,
        applies=lambda asking: asking.value("tunnel_everything") == "no",
        citation="ezvpn.md 3.2",
    ),
    Question(
        key="hub_unnumbered",
        step=WizardStep.ADDRESSES,
        scope=Scope.HUB,
        form=InterfaceOfRouter(),
        wording="From which interface does the hub's virtual template borrow its address?",
        why="An address of its own is not supported on a virtual template.",
        default=_hub_unnumbered,
        citation="Cisco IOS-XE 17.x, Configuring the FlexVPN Server",
    ),
    Question(
        key="pool",
        step=WizardStep.ADDRESSES,
        scope=Scope.HUB,
        form=Name(),
        wording="From which pool do the spokes get their address?",
        why="The EzVPN pool can serve both while they live on one router.",
        default=_pool,
        applies=_needs_pool,
        citation="ezvpn.md 3.4",
    ),
    Question(
        key="pool_range",
        step=WizardStep.ADDRESSES,
        scope=Scope.HUB,
        form=AddressRange(),
        wording="Which addresses does the pool of the spokes hold? (first and last)",
        why="The pool does not exist on the hub yet; it must overlap no other.",
        default=_pool_range,
        applies=lambda asking: _needs_pool(asking) and not _pool_exists(asking),
        citation="ezvpn.md 3.4",
    ),
    Question(
        key="peers",
        step=WizardStep.ADDRESSES,
        scope=Scope.SPOKE,
        form=AddressesOrNames(),
        wording="To which addresses does the spoke connect, best first?",
        why="The order of EzVPN, its default peer first.",
        default=_peers,
        citation="ezvpn.md 3.5",
    ),
    Question(
        key="connect",
        step=WizardStep.ADDRESSES,
        scope=Scope.SPOKE,
        wording="When does the spoke connect?",
        why="FlexVPN has no connection that traffic triggers.",
        form=one_of(
            Choice(value="auto", label="at once and always"),
            Choice(value="manual", label="when somebody starts it"),
            Choice(
                value="track",
                label="while a tracked object is down",
                when="another path is the primary one, and EzVPN was its backup",
            ),
            Choice(value="unstated", label="not stated (auto)", when="the release's default shall hold"),
        ),
        default=_connect,
        citation="ezvpn.md 3.5",
    ),
    Question(
        key="connect_track",
        step=WizardStep.ADDRESSES,
        scope=Scope.SPOKE,
        form=Number(1, 1_000),
        wording="While which tracked object is down does the spoke connect?",
        why="As long as the object is up there is no tunnel, so that none of its routes beats the primary path.",
        default=_connect_track,
        applies=lambda asking: asking.value("connect") == "track",
        unconfirmed=True,
        citation="ezvpn.md 3.5; Cisco IOS Security Command Reference, connect (FlexVPN client)",
    ),
    Question(
        key="tunnel_mtu",
        step=WizardStep.ADDRESSES,
        scope=Scope.SITE,
        form=TUNNEL_MTU,
        wording="MTU and TCP segment size of the tunnels? (two numbers, or none)",
        why="Without them large packets are fragmented or lost once the tunnel's headers are added.",
        default=_tunnel_mtu,
        citation="ezvpn.md 4.4",
    ),
    Question(
        key="virtual_template_source",
        step=WizardStep.ADDRESSES,
        scope=Scope.HUB,
        form=YesNo(),
        wording="Name the tunnel source in the hub's virtual template?",
        why="With several Internet addresses the tunnels end at the right one.",
        default=_virtual_template_source,
        citation="flexvpn.md 1.12",
    ),
)
