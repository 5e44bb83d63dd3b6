"""The routing protocol over a tunnel, as both ends are configured: whether they are neighbors, and what each tells."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from ipaddress import IPv4Address, IPv4Network

from wizard.check.matching.route_filters import access_list_takes, route_map_takes
from wizard.check.view.device import DeviceView, is_made
from wizard.check.view.site import PairView
from wizard.ios.identity_matches import host
from wizard.model.configuration import Line
from wizard.model.ikev2 import TunnelInterface
from wizard.model.routing_process import BgpNeighbor, RoutingProcess
from wizard.parse.routing_processes import routing_processes
from wizard.sentence import Sentence

DEFAULT_ROUTE = IPv4Network("0.0.0.0/0")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolEnd:
    """One end of the tunnel, as a protocol sees it."""

    view: DeviceView
    tunnel: TunnelInterface
    address: IPv4Address | None
    """The tunnel's; of a negotiated one the first of its pool."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why the two are no neighbors."""

    device: str
    message: Sentence
    line: Line | None


def ends(pair: PairView) -> tuple[ProtocolEnd, ProtocolEnd] | None:
    """The hub's end and the spoke's, None where no tunnel joins them."""
    if pair.path is None or pair.hub_template is None:
        return None
    tunnel, template = pair.path.tunnel, pair.hub_template
    return (
        ProtocolEnd(view=pair.hub, tunnel=template, address=_address(pair.hub, template)),
        ProtocolEnd(view=pair.spoke, tunnel=tunnel, address=_address(pair.spoke, tunnel) or _first_of_pool(pair)),
    )


def tunnel_address_interface(name: str, address: str) -> str:
    """The interface whose address a tunnel has: the one it borrows from, or itself."""
    return address.removeprefix("unnumbered ") if address.startswith("unnumbered ") else name


def _address(view: DeviceView, tunnel: TunnelInterface) -> IPv4Address | None:
    found = view.address_of(tunnel_address_interface(tunnel.name, tunnel.address))
    return found.ip if found else None


def _first_of_pool(pair: PairView) -> IPv4Address | None:
    # Where RADIUS holds the policy, it names the pool that was answered.
    name = pair.hub_policy.pool if pair.hub_policy else pair.hub.answer("pool")
    return next((first for name_of_pool, first, _ in pair.hub.facts.pools if name_of_pool == name), None)


def _process(view: DeviceView, protocol: str) -> RoutingProcess | None:
    return next((process for process in routing_processes(view.target) if process.protocol == protocol), None)


def _neighbor(process: RoutingProcess | None, address: IPv4Address | None) -> BgpNeighbor | None:
    """The neighbor with that address, with what its group says; a listening group counts as one."""
    if process is None or address is None:
        return None
    groups = {neighbor.name: neighbor for neighbor in process.neighbors if neighbor.is_group}
    for neighbor in process.neighbors:
        if neighbor.address == address and (not neighbor.group or neighbor.group in groups):
            return _with_group(neighbor, groups.get(neighbor.group))
    for network, name in process.listen_ranges:
        if address in network and name in groups:
            return groups[name]
    return None


def _with_group(bgp_neighbor: BgpNeighbor, group: BgpNeighbor | None) -> BgpNeighbor:
    if group is None:
        return bgp_neighbor
    return replace(
        bgp_neighbor,
        remote_as=bgp_neighbor.remote_as or group.remote_as,
        update_source=bgp_neighbor.update_source or group.update_source,
        out_list=bgp_neighbor.out_list or group.out_list,
        default_originate=bgp_neighbor.default_originate or group.default_originate,
        next_hop_self=bgp_neighbor.next_hop_self or group.next_hop_self,
        shutdown=bgp_neighbor.shutdown or group.shutdown,
        active=bgp_neighbor.active or group.active,
    )


def faults(pair: PairView) -> tuple[Fault, ...]:
    """Why the protocol that one of the two runs over the tunnel finds no neighbor there; empty where it does."""
    both = ends(pair)
    if both is None:
        return ()
    return (*_bgp_faults(*both), *_eigrp_faults(*both), *_reach_faults(pair, *both))


def speaks_bgp(hub: ProtocolEnd, spoke: ProtocolEnd) -> bool:
    """Whether one of the two calls the other its neighbor."""
    return bool(
        _neighbor(_process(hub.view, "bgp"), spoke.address) or _neighbor(_process(spoke.view, "bgp"), hub.address)
    )


def _bgp_faults(hub: ProtocolEnd, spoke: ProtocolEnd) -> Iterator[Fault]:
    if not speaks_bgp(hub, spoke):
        return
    for mine, yours in ((hub, spoke), (spoke, hub)):
        process, other = _process(mine.view, "bgp"), _process(yours.view, "bgp")
        neighbor = _neighbor(process, yours.address)
        line = process.line if process else mine.tunnel.line
        if process is None or neighbor is None:
            message = f"{mine.view.device} does not know {yours.view.device}, {yours.address}, as a BGP neighbor."
            yield Fault(device=mine.view.device, message=message, line=line)
            continue
        wrong = _wrong_of_neighbor(mine, neighbor, other)
        if wrong:
            message = f"BGP of {mine.view.device} towards {yours.view.device}: {wrong}."
            yield Fault(device=mine.view.device, message=message, line=_part_of(process, neighbor))


def _wrong_of_neighbor(mine: ProtocolEnd, neighbor: BgpNeighbor, other: RoutingProcess | None) -> Sentence:
    if neighbor.shutdown:
        return "the neighbor is shut down"
    if not neighbor.active:
        return "the neighbor is not activated for IPv4"
    if other and neighbor.remote_as != other.number:
        return f"the neighbor shall be in AS {neighbor.remote_as or 'none'} and is in {other.number}"
    if neighbor.update_source and mine.address:
        source = neighbor.update_source
        lender = mine.tunnel.address.removeprefix("unnumbered ")
        found = mine.view.address_of(source)
        if source not in {mine.tunnel.name, lender} and (found is None or found.ip != mine.address):
            return f"its packets come from {source}, and the neighbor knows {mine.address}"
    return ""


def _part_of(process: RoutingProcess, neighbor: BgpNeighbor) -> Line:
    return neighbor.line or process.line


def _runs_on(end: ProtocolEnd, process: RoutingProcess) -> bool:
    return end.address is not None and process.runs_on(end.address) and not process.is_passive(end.tunnel.name)


def _eigrp(end: ProtocolEnd) -> dict[str, RoutingProcess]:
    found = (process for process in routing_processes(end.view.target) if process.protocol == "eigrp")
    return {process.number: process for process in found}


def _is_meant(process: RoutingProcess, end: ProtocolEnd) -> bool:
    """Whether the plan lets a process run over the tunnel; one that runs there by chance looks for nobody."""
    if process.line.number:
        new = (line.text for line in process.line.walk() if not line.number)
        if not any(text.startswith(("network", "no passive-interface")) for text in new):
            return False
    return is_made(process.line) and (_runs_on(end, process) or end.tunnel.name in process.not_passive)


def _eigrp_faults(hub: ProtocolEnd, spoke: ProtocolEnd) -> Iterator[Fault]:
    processes = _eigrp(hub), _eigrp(spoke)
    meant = [
        number
        for end, found in zip((hub, spoke), processes, strict=True)
        for number, process in found.items()
        if _is_meant(process, end)
    ]
    for number in dict.fromkeys(meant):
        for end, other, found in ((hub, spoke, processes[0]), (spoke, hub, processes[1])):
            process = found.get(number)
            if process is None:
                message = f"{end.view.device} runs no EIGRP {number}, which {other.view.device} runs over the tunnel."
                yield Fault(device=end.view.device, message=message, line=end.tunnel.line)
            elif not _runs_on(end, process):
                why = "keeps it passive" if process.is_passive(end.tunnel.name) else "covers its address by no network"
                message = f"EIGRP {number} of {end.view.device} does not run over {end.tunnel.name}: it {why}."
                yield Fault(device=end.view.device, message=message, line=process.line)


def _reach_faults(pair: PairView, hub: ProtocolEnd, spoke: ProtocolEnd) -> Iterator[Fault]:
    """A BGP session needs a route to the neighbor's address before it brings any."""
    if not speaks_bgp(hub, spoke):
        return
    if hub.address and pair.peer_address == hub.address:
        message = f"BGP of {spoke.view.device} calls {hub.address}, to which its route leads outside the tunnel."
        yield Fault(device=spoke.view.device, message=message, line=spoke.tunnel.line)
    for end, policy in ((hub, pair.hub_policy), (spoke, pair.spoke_policy)):
        if policy is None or policy.route_set_interface or end.tunnel.address == "address negotiated":
            continue
        if end.address and any(end.address in network for network in end.view.announced(policy)):
            continue
        message = f"{end.view.device} does not announce its tunnel's address, and BGP's session ends there."
        yield Fault(device=end.view.device, message=message, line=policy.line)


def tells(mine: ProtocolEnd, yours: ProtocolEnd) -> tuple[IPv4Network, ...]:
    """The networks that the protocols of one end tell the other, where they are neighbors."""
    told: list[IPv4Network] = []
    process = _process(mine.view, "bgp")
    neighbor = _neighbor(process, yours.address)
    back = _neighbor(_process(yours.view, "bgp"), mine.address)
    if process and neighbor and back and not _wrong_of_neighbor(mine, neighbor, _process(yours.view, "bgp")):
        told.extend(_told_by_bgp(mine, process, neighbor))
    others = _eigrp(yours)
    for number, eigrp in _eigrp(mine).items():
        if number in others and _runs_on(mine, eigrp) and _runs_on(yours, others[number]):
            told.extend(_told_by_eigrp(mine, eigrp))
    return tuple(dict.fromkeys(told))


def _told_by_bgp(end: ProtocolEnd, process: RoutingProcess, neighbor: BgpNeighbor) -> Iterator[IPv4Network]:
    if neighbor.default_originate:
        yield DEFAULT_ROUTE
    lists = [access_list for access_list in end.view.facts.access_lists if access_list.name == neighbor.out_list]
    for network in process.networks:
        passes = not neighbor.out_list or any(access_list_takes(out_list, network) for out_list in lists)
        if passes and (learns_routes(end.view) or network in known_exactly(end.view)):
            yield network


def foreign_next_hops(mine: ProtocolEnd, yours: ProtocolEnd) -> Iterator[tuple[BgpNeighbor, IPv4Network, IPv4Address]]:
    """What BGP tells the other end with a next hop behind this router, to which it tells no way."""
    process = _process(mine.view, "bgp")
    neighbor = _neighbor(process, yours.address)
    if process is None or neighbor is None or neighbor.next_hop_self:
        return
    told = tells(mine, yours)
    for route in mine.view.facts.routes:
        next_hop = host(route.next_hop.split()[-1])
        announced = route.network in process.networks and route.network in told
        if next_hop and announced and not any(next_hop in network for network in told if network != route.network):
            yield neighbor, route.network, next_hop


def originated_twice(hub: ProtocolEnd, spoke: ProtocolEnd) -> Iterator[tuple[RoutingProcess, Line, IPv4Network]]:
    """The `network` lines of the hub's BGP for what the spoke tells it by BGP."""
    process = _process(hub.view, "bgp")
    if process is None or not speaks_bgp(hub, spoke):
        return
    told = tells(spoke, hub)
    for line, network in zip(process.network_lines, process.networks, strict=True):
        if network in told:
            yield process, line, network


def known_exactly(view: DeviceView) -> frozenset[IPv4Network]:
    """The networks that the configuration itself puts into the routing table."""
    connected = (address.network for _, address in view.addresses)
    return frozenset((*connected, *(route.network for route in view.facts.routes)))


def carries_eigrp(pair: PairView, number: str) -> bool:
    """Whether that process of EIGRP runs over the tunnel at both ends."""
    both = ends(pair)
    processes = [(end, _eigrp(end).get(number)) for end in both] if both else []
    return bool(processes) and all(process is not None and _runs_on(end, process) for end, process in processes)


def learns_routes(view: DeviceView) -> bool:
    """Whether another protocol than that of the tunnels brings routes that no file shows."""
    return any(process.line.number for process in routing_processes(view.target))


def _told_by_eigrp(end: ProtocolEnd, process: RoutingProcess) -> Iterator[IPv4Network]:
    connected = [address.network for _, address in end.view.addresses if process.runs_on(address.ip)]
    hands_on = "static" in process.stub.split() or not process.stub
    static = [
        route.network
        for redistribution in process.redistributes
        if redistribution.kind == "static" and hands_on
        for route in end.view.facts.routes
        if not redistribution.route_map
        or route_map_takes(end.view.target, redistribution.route_map, route.network, end.view.facts.access_lists)
    ]
    lists = [access_list for access_list in end.view.facts.access_lists if access_list.name in process.out_lists]
    for network in (*connected, *static):
        if not process.out_lists or any(access_list_takes(out_list, network) for out_list in lists):
            yield network
