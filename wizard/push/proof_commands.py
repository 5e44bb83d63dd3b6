"""What is typed to prove a cut-over, besides the steps of its plan: pings, sessions, neighbors and routes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Network

from wizard.data.answer_forms import InterfaceAddress, Networks
from wizard.errors import StillOpen
from wizard.judge.answers.answer import Answer, NotRead, answer_of
from wizard.judge.answers.ezvpn_clients import ezvpn_states
from wizard.judge.answers.neighbours import Neighbour, bgp_neighbours, eigrp_neighbours, ospf_neighbours
from wizard.model.ikev2 import Identity
from wizard.model.literals import address, address_with_mask, number
from wizard.model.plan import Plan
from wizard.model.router import Interface
from wizard.model.router_step import By, Named, PromptMode, RouterStep, When
from wizard.model.stage import Stage
from wizard.model.step_facts import StepFacts
from wizard.parse.router_facts import router
from wizard.plan.mapping.ikev2_and_ipsec import is_client_mode
from wizard.plan.mapping.tunnel_vrfs import inside_vrf
from wizard.plan.perspective import Perspective
from wizard.render import document, step_facts, steps, target
from wizard.situation.packet_sizes import fitting_packet
from wizard.situation.proof_targets import hub_address

LARGE = 1400
"""The bytes of a large packet [push.md A0 item 18]; less where the tunnel carries less."""
CHANGES_SOMETHING = Named(function="no_message")
"""What judges a step that is typed for what it does: it leaves through the guarded sender, and never from here."""


def steps_of(plan: Plan, device: str, when: When) -> tuple[RouterStep, ...]:
    """The steps of the device's cut-over that only look, typed by ez2flex."""
    return tuple(step for step in _typed(plan, device, when) if step.judge != CHANGES_SOMETHING)


def steps_that_change(plan: Plan, device: str, when: When) -> tuple[RouterStep, ...]:
    """The steps that must be typed before the proof begins, such as one that lets a client connect."""
    return tuple(step for step in _typed(plan, device, when) if step.judge == CHANGES_SOMETHING)


def _typed(plan: Plan, device: str, when: When) -> Iterator[RouterStep]:
    for step in steps(plan, device):
        is_due = (step.stage, step.when) == (Stage.CUTOVER, when)
        if is_due and (step.by, step.mode) == (By.EZ2FLEX, PromptMode.EXEC):
            yield step


def is_ping(step: RouterStep) -> bool:
    """Whether the step sends packets through the tunnel."""
    return step.command.startswith("ping ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A command, and the router at which it is typed."""

    device: str
    command: str


def pings(plan: Plan, device: str) -> tuple[Typed, ...]:
    """The pings from the LAN of the spoke."""
    return tuple(
        Typed(device=step.device, command=step.command)
        for step in steps_of(plan, device, When.AFTER)
        if is_ping(step) and step.device == device
    )


def large_pings(plan: Plan, device: str) -> tuple[Typed, ...]:
    """The same to the proof targets, with packets that just fit and may not be cut."""
    words = f"size {large_packet(Perspective(plan, device))} df-bit"
    return tuple(
        Typed(device=step.device, command=f"{step.command} {words}")
        for step in steps_of(plan, device, When.AFTER)
        if step.id.startswith(PROOF_TARGETS) and step.device == device
    )


PROOF_TARGETS = ("ping-hub", "ping-target")
"""What the names of the steps begin with that ping the proof targets."""


def large_packet(asking: Perspective) -> int:
    """The bytes of the largest packet that must come through."""
    size, _ = fitting_packet(asking)
    names = (
        (asking.device, asking.value("name_tunnel")),
        (asking.hub, asking.value("name_virtual_template", asking.hub)),
    )
    return min(LARGE, size, *(mtu for device, name in names if (mtu := _mtu(asking.plan, device, name))))


def _mtu(plan: Plan, device: str, name: str) -> int | None:
    """What a tunnel says of itself when everything is done; None where it says nothing."""
    try:
        interface = router(target(plan, device)).interface(name)
    except StillOpen:
        return None
    return number(interface.line.argument("ip mtu")) if interface else None


def targets(plan: Plan, device: str) -> tuple[str, ...]:
    """The addresses that are pinged from the LAN."""
    words = (ping.command.split(" ") for ping in pings(plan, device))
    return tuple(words[3] if words[1] == "vrf" else words[1] for words in words)


def pings_of_before(plan: Plan, device: str) -> tuple[Typed, ...]:
    """Pings from the LAN to those behind hub and server: EzVPN carries them where it does not know the targets."""
    asking = Perspective(plan, device)
    own = _inside(asking) if asking.is_spoke else None
    if own is None:
        return ()
    known = targets(plan, device)
    lans = (_lan_of(asking, name) for name in dict.fromkeys((plan.server.device, asking.hub)))
    called = dict.fromkeys(str(lan.addresses[0].ip) for lan in lans if lan)
    vrf = f"vrf {own.vrf} " if own.vrf else ""
    return tuple(
        Typed(device=device, command=f"ping {vrf}{each} source {own.name}") for each in called if each not in known
    )


def ping_from_hub(plan: Plan, device: str) -> Typed | None:
    """The ping from the LAN behind the hub to the router in the LAN of the spoke; None where none ever came in.

    In client mode the LAN hides behind the address of the tunnel.
    """
    asking = Perspective(plan, device)
    if not asking.is_spoke or is_client_mode(asking):
        return None
    own, source = _inside(asking), _lan_of(asking, asking.hub)
    if own is None or source is None:
        return None
    vrf = f"vrf {source.vrf} " if source.vrf else ""
    return Typed(device=asking.hub, command=f"ping {vrf}{own.addresses[0].ip} source {source.name}")


def _inside(asking: Perspective) -> Interface | None:
    """The first of the spoke's LANs that is up and has an address."""
    found = (asking.router.interface(name) for name in asking.client.inside)
    return next((one for one in found if one and one.addresses and not one.shutdown), None)


def _lan_of(asking: Perspective, device: str) -> Interface | None:
    """The interface of hub or server whose network the spoke sends into the tunnel, a line before a loopback."""
    try:
        vrf, configuration = inside_vrf(asking.seen_from(device)), target(asking.plan, device)
    except StillOpen:
        return None
    everything = asking.value("tunnel_everything") == "yes"
    networks = (IPv4Network("0.0.0.0/0"),) if everything else asking.known(Networks(), "hub_networks") or ()
    called = {address(word) for word in asking.value("peers").split(", ")}
    fitting = [
        one
        for one in router(configuration).interfaces
        if one.addresses and not one.shutdown and one.vrf == vrf and not one.name.startswith(("Tunnel", "Virtual"))
        if one.addresses[0].ip not in called and any(one.addresses[0].ip in network for network in networks)
    ]
    fitting.sort(key=lambda one: one.name.startswith("Loopback"))
    lender = router(configuration).interface(asking.value("hub_unnumbered", asking.hub))
    is_lent = device == asking.hub and lender is not None and lender.addresses
    return next(iter(fitting), lender if is_lent else None)


SESSIONS = "show crypto session"
COUNTERS = "show crypto ipsec sa"
EZVPN = "show crypto ipsec client ezvpn"
IKEV2 = "show crypto ikev2 session detailed"
NAT = "show ip nat statistics"


def translations_to(target_address: str) -> str:
    """The command that shows what is translated on its way to an address."""
    return f"show ip nat translations | include {target_address.replace('.', '[.]')}"


def serving(plan: Plan, device: str) -> tuple[str, ...]:
    """The routers on which other sites hang: hub and server, but for the router itself."""
    asking = Perspective(plan, device)
    return tuple(name for name in dict.fromkeys((asking.hub, plan.server.device)) if name != device)


Reader = Callable[[Answer], tuple[Neighbour, ...]]
"""What finds the neighbors in an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Protocol:
    """How a routing protocol shows its neighbors."""

    line: str
    """That it has in the configuration."""
    command: str
    in_vrf: str
    """The same for one VRF; "" where the command shows those of all."""
    read: Reader


_PROTOCOLS = (
    _Protocol(line="router ospf", command="show ip ospf neighbor", in_vrf="", read=ospf_neighbours),
    _Protocol(
        line="router eigrp",
        command="show ip eigrp neighbors",
        in_vrf="show ip eigrp vrf {vrf} neighbors",
        read=eigrp_neighbours,
    ),
    _Protocol(
        line="router bgp",
        command="show ip bgp summary",
        in_vrf="show ip bgp vpnv4 vrf {vrf} summary",
        read=bgp_neighbours,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourCommand:
    """A command that shows neighbors, and how its answer is read."""

    device: str
    command: str
    read: Reader


def neighbour_commands(plan: Plan, device: str) -> Iterator[NeighbourCommand]:
    """Those of the protocols that ran before at the device, at the hub and at the server."""
    for name in (device, *serving(plan, device)):
        source = plan.source(name)
        for protocol in _PROTOCOLS if source else ():
            processes = source.configuration.all(protocol.line) if source else ()
            families = [line.text.split() for process in processes for line in process.all("address-family ipv4")]
            vrfs = dict.fromkeys(words[words.index("vrf") + 1] for words in families if "vrf" in words[:-1])
            commands = [protocol.command] if processes else []
            commands += [protocol.in_vrf.format(vrf=vrf) for vrf in vrfs if protocol.in_vrf]
            yield from (NeighbourCommand(device=name, command=each, read=protocol.read) for each in commands)


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictedRoute:
    """A network to which there must be a route, and the command that shows it."""

    network: IPv4Network
    command: str


def routes_to_hub(plan: Plan, device: str) -> Iterator[PredictedRoute]:
    """Those of a spoke to every network behind the hub, but for its own LANs."""
    asking = Perspective(plan, device)
    if not asking.is_spoke:
        return
    everything = asking.value("tunnel_everything") == "yes"
    behind = (IPv4Network("0.0.0.0/0"),) if everything else asking.known(Networks(), "hub_networks") or ()
    lans, vrf = asking.known(Networks(), "lan_networks") or (), inside_vrf(asking)
    for network in behind:
        # Of a whole class A, B or C network IOS shows its subnets; of an address in it, the route that it takes. To the
        # hub's own address it has a route of its own.
        inside = network[1] if network.prefixlen in range(1, 31) else network[0]
        inside = network[2] if str(inside) == hub_address(asking) and network.prefixlen < 31 else inside
        if not any(inside in lan for lan in lans):
            yield PredictedRoute(network=network, command=f"show ip route {f'vrf {vrf} ' if vrf else ''}{inside}")


def predicted_routes(plan: Plan, device: str) -> Iterator[PredictedRoute]:
    """The static routes of a hub's or server's cut-over that nothing but the router itself keeps from the table.

    One through a tunnel to another hub waits for that hub.
    """
    sent = document(plan, device, Stage.CUTOVER)
    if sent is None or device in plan.spoke_devices:
        return
    connected = tuple(_connected(plan, device))
    for row in sent.text.splitlines():
        words = row.split()
        vrf = words[3] if words[2:3] == ["vrf"] else ""
        words = [*words[:2], *words[4:]] if vrf else words
        network = address_with_mask(*words[2:4]) if words[:2] == ["ip", "route"] and len(words) > 4 else None
        hop = address(words[4]) if network else None
        if network and hop and any(hop in near for near in connected):
            # With its mask: of an address alone the router shows the longest route, such as one that EzVPN still has.
            shown = f"{f'vrf {vrf} ' if vrf else ''}{network.ip} {network.network.netmask}"
            yield PredictedRoute(network=network.network, command=f"show ip route {shown}")


def _connected(plan: Plan, device: str) -> Iterator[IPv4Network]:
    """The networks at the router's interfaces; of a new hub that has none yet, those that it gets."""
    source = plan.source(device)
    for one in source.router.interfaces if source else ():
        yield from (own.network for own in one.addresses if not one.shutdown)
    if source is None:
        answered = (Perspective(plan, device).known(InterfaceAddress(), key) for key in ("wan_address", "lan_address"))
        yield from (found.network for found in answered if found)


def session_of_spoke(plan: Plan, device: str, ezvpn: bytes) -> StepFacts:
    """By what the spoke's own session is known at hub and server: its addresses, its LANs, what EzVPN was given."""
    asking = Perspective(plan, device)
    outside = (asking.router.interface(name) for name in asking.client.outside)
    return StepFacts(
        moved_addresses=tuple(own.ip for one in outside if one for own in one.addresses),
        moved_networks=(*(asking.known(Networks(), "lan_networks") or ()), *_given_by_ezvpn(ezvpn)),
    )


def _given_by_ezvpn(ezvpn: bytes) -> Iterator[IPv4Network]:
    try:
        clients = ezvpn_states(answer_of(ezvpn))
    except NotRead:
        return
    yield from (IPv4Network(given) for client in clients if (given := address(client.address)))


def own_identity(plan: Plan, device: str) -> Identity | None:
    """As the spoke calls itself to the hub; None where the plan does not say it."""
    step = next(iter(steps_of(plan, device, When.BEFORE)), None)
    return step_facts(plan, device, step).own_identity if step else None


def own_route_maps(plan: Plan, device: str) -> tuple[str, ...]:
    """The route maps of the plan's own rules of NAT."""
    asking = Perspective(plan, device)
    kinds = ("internet", "tunnel", "backup_internet", "backup_tunnel")
    return tuple(name for kind in kinds if (name := asking.value(f"name_{kind}_route_map")))


def routers_asked(plan: Plan, device: str) -> tuple[str, ...]:
    """The routers that a proof of the device looks at, itself first."""
    asked = {step.device for step in steps_of(plan, device, When.AFTER)} | set(serving(plan, device))
    return (device, *sorted(asked - {device}))


def asked_in_a_round(plan: Plan, device: str) -> int:
    """How many commands one round of a proof types, for the arithmetic of the timer."""
    asked = (
        *steps_of(plan, device, When.AFTER),
        *large_pings(plan, device),
        *targets(plan, device),
        *pings_of_before(plan, device),
        *routes_to_hub(plan, device),
        *neighbour_commands(plan, device),
        *predicted_routes(plan, device),
    )
    of_spoke = 3 + len(serving(plan, device)) if device in plan.spoke_devices else 0
    return len(asked) + of_spoke
