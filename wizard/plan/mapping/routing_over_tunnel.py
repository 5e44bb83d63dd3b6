"""The routing protocol over the tunnels, where IKEv2 does not announce the networks itself."""

from collections.abc import Iterator
from dataclasses import replace
from ipaddress import IPv4Address, IPv4Network, summarize_address_range

from wizard.data.answer_forms import AddressRange, InterfaceAddress
from wizard.errors import StillOpen
from wizard.model.configuration import Configuration, Line
from wizard.model.literals import address
from wizard.model.template_values import BgpProcess, EigrpProcess, HandedOn, RouteMapOfPrefixes
from wizard.plan.adoption import adopted
from wizard.plan.mapping.ikev2_and_ipsec import networks_to_announce
from wizard.plan.perspective import Perspective
from wizard.plan.protocols_of_hub import eigrp_of_tunnels, group_of_tunnels
from wizard.situation.hub import gets_flexvpn, is_bare_new_hub
from wizard.situation.networks import networks_of
from wizard.situation.routing import processes


def router_bgp(asking: Perspective) -> BgpProcess | None:
    """The BGP of the tunnels: the hub knows its spokes as one group, a spoke its hub."""
    if not runs_over_tunnels(asking, "bgp"):
        return None
    number = asking.needed("bgp_as")
    running = next(iter(processes(_configuration(asking), "bgp")), None)
    announced = networks_to_announce(asking)
    everything = asking.is_hub and asking.needed("tunnel_everything") == "yes"
    common = BgpProcess(
        number=number,
        fresh=running is None,
        by_family=running is not None
        and bool(running.child("address-family ipv4") or running.child("no bgp default ipv4-unicast")),
        update_source=asking.needed("hub_unnumbered") if asking.is_hub else asking.needed("name_tunnel"),
        networks=() if everything or announced is None else announced.networks,
        access_list=announced.name if announced else "",
        default_originate=everything,
    )
    return _of_hub(asking, common) if asking.is_hub else _of_spoke(asking, common)


def runs_over_tunnels(asking: Perspective, protocol: str) -> bool:
    """Whether this router runs that protocol over the tunnels."""
    return gets_flexvpn(asking) and asking.needed("routing") == protocol


def _of_hub(asking: Perspective, common: BgpProcess) -> BgpProcess:
    known = [tunnel_address for spoke in asking.plan.spokes if (tunnel_address := spoke_address(asking, spoke.device))]
    listen = around(pool_networks(asking)) if len(known) < len(asking.plan.spokes) else ()
    present = adopted(asking)
    return replace(
        common,
        group=asking.needed("name_bgp_group"),
        group_stands=present is not None and group_of_tunnels(present, asking) is not None,
        spokes=tuple(known),
        handed_on=bool(handed_on(asking)),
        listen=listen,
        listen_limit=_listen_limit(asking, listen),
    )


_CALLERS = 100
"""How many neighbors of listen ranges BGP takes where no line says it [Cisco IOS BGP Command Reference]."""

_MOST_CALLERS = 5000


def _listen_limit(asking: Perspective, listen: tuple[IPv4Network, ...]) -> int:
    running = next(iter(processes(_configuration(asking), "bgp")), None)
    callers = sum(network.num_addresses for network in listen)
    stated = running is not None and running.child("bgp listen limit") is not None
    return 0 if stated or callers <= _CALLERS else min(callers, _MOST_CALLERS)


def _of_spoke(asking: Perspective, common: BgpProcess) -> BgpProcess:
    return replace(common, hub=hub_address(asking))


def hub_address(asking: Perspective) -> IPv4Address:
    """The address that the hub's virtual template borrows: there the spokes find their neighbor."""
    hub = Perspective(asking.plan, asking.hub)
    if is_bare_new_hub(asking):
        return hub.given(InterfaceAddress(), "loopback_address").ip
    interface = hub.router.interface(hub.needed("hub_unnumbered"))
    known = interface.addresses[0].ip if interface and interface.addresses else address(hub.needed("hub_unnumbered"))
    if known is None:
        raise StillOpen("hub_unnumbered")
    return known


def spoke_address(asking: Perspective, device: str) -> IPv4Address | None:
    """The address that a spoke's tunnel borrows, None where the hub's pool gives it one."""
    if asking.needed("tunnel_address", device) == "negotiated":
        return None
    spoke = Perspective(asking.plan, device)
    interface = spoke.router.interface(spoke.needed("unnumbered_interface"))
    return interface.addresses[0].ip if interface and interface.addresses else None


def around(parts: tuple[IPv4Network, ...]) -> tuple[IPv4Network, ...]:
    """The smallest network that holds all parts of a pool; none of no part."""
    for length in range(parts[0].prefixlen if parts else -1, -1, -1):
        whole = parts[0].supernet(new_prefix=length)
        if all(part.subnet_of(whole) for part in parts):
            return (whole,)
    return ()


def pool_networks(asking: Perspective) -> tuple[IPv4Network, ...]:
    """The networks of the hub's pool for tunnel addresses."""
    name = asking.value("pool", asking.hub)
    if answered := asking.known(AddressRange(), "pool_range", asking.hub):
        return networks_of_range(answered.first, answered.last)
    source = asking.plan.source(asking.hub)
    pools = source.router.pools if source and name else ()
    return tuple(net for pool, first, last in pools if pool == name for net in networks_of_range(first, last))


def networks_of_range(first: IPv4Address, last: IPv4Address) -> tuple[IPv4Network, ...]:
    """The networks of a pool; one, where the pool is a network without its first and last address."""
    for length in range(30, 15, -1):
        network = IPv4Network(f"{first}/{length}", strict=False)
        below = int(first) - int(network.network_address)
        above = int(network.broadcast_address) - int(last)
        if below <= 1 and 0 <= above <= 1:
            return (network,)
    return tuple(summarize_address_range(first, last))


def router_eigrp(asking: Perspective) -> EigrpProcess | None:
    """The EIGRP of the tunnels: a spoke is a stub that announces its LAN; the hub's networks come by IKEv2."""
    if not runs_over_tunnels(asking, "eigrp"):
        return None
    present = adopted(asking) if asking.is_hub else None
    if present and eigrp_of_tunnels(present, asking):
        return None
    announced = networks_to_announce(asking)
    number, access_list = asking.needed("eigrp_as"), announced.name if announced else ""
    if asking.is_hub:
        template = f"Virtual-Template{asking.needed('name_virtual_template')}"
        own = IPv4Network(hub_address(asking))
        return EigrpProcess(number=number, networks=(own,), interface=template, access_list=access_list)
    static = eigrp_statics(asking)
    return EigrpProcess(
        number=number,
        networks=_eigrp_networks(asking),
        interface=asking.needed("name_tunnel"),
        access_list=access_list,
        static_map=static.name if static else "",
        stub="connected static" if static else "connected",
    )


def _eigrp_networks(asking: Perspective) -> tuple[IPv4Network, ...]:
    """The network of the tunnel's address, and the connected LANs."""
    own = spoke_address(asking, asking.device)
    tunnel = (IPv4Network(own),) if own else around(pool_networks(asking))
    connected = set(connected_networks(asking))
    lans = [network for network in networks_of(asking.value("lan_networks")) if network in connected]
    # A LAN's network covers the address that the tunnel borrows from it.
    covered = [network for network in tunnel if not any(network.subnet_of(lan) for lan in lans)]
    return tuple(dict.fromkeys((*covered, *lans)))


def eigrp_statics(asking: Perspective) -> RouteMapOfPrefixes | None:
    """Which of a spoke's static routes EIGRP announces: those of its LANs that are not connected."""
    if not runs_over_tunnels(asking, "eigrp") or asking.is_hub:
        return None
    connected = set(connected_networks(asking))
    networks = tuple(network for network in networks_of(asking.value("lan_networks")) if network not in connected)
    return RouteMapOfPrefixes(name=asking.needed("name_eigrp_route_map"), prefixes=networks) if networks else None


def handed_on(asking: Perspective) -> tuple[HandedOn, ...]:
    """What tells the hub's LAN where the spokes are: each of its processes that hands on EzVPN's static routes."""
    routing = asking.needed("routing")
    configuration = _configuration(asking)
    if not asking.is_hub or routing == "ikev2" or configuration is None:
        return ()
    kind = f"{routing} {asking.needed(f'{routing}_as')}"
    found = [static for process in configuration.all("router") for static in _statics(process)]
    name = asking.needed("name_site_route_map") if found else ""
    return tuple(
        HandedOn(
            process=path[0].text,
            headers=tuple(header.text for header in path[1:]),
            text=_as_handed_on(path[-1], line, path[0].text.split()[1], kind, name),
        )
        for path, line in found
    )


def _statics(process: Line, *above: Line) -> Iterator[tuple[tuple[Line, ...], Line]]:
    """Each `redistribute static` of the global table with the headers above it, the process first."""
    words = process.text.split()
    if len(words) < 2 or "vrf" in words[2:]:
        return
    path = (*above, process)
    for child in process.children:
        if child.text.startswith("redistribute static"):
            yield path, child
        elif child.text == "topology base" or child.text.startswith("address-family ipv4"):
            yield from _statics(child, *path)


_METRICS = {"eigrp": "metric 10000 1000 255 1 1400", "rip": "metric 1"}
"""Which protocols take no route of another one without a metric [Cisco IOS IP Routing: EIGRP, RIP guides]."""


def _as_handed_on(mode: Line, static: Line, interior: str, kind: str, route_map: str) -> str:
    """The line of the static routes, for the routes of the tunnels' protocol and their own route-map."""
    words = static.text.split()[2:]
    place = words.index("route-map") if "route-map" in words else len(words)
    kept = words[:place] + words[place + 2 :]
    if interior == "ospf" and "subnets" not in kept:
        kept.append("subnets")
    metric = "" if kind.startswith(interior) or "metric" in kept or mode.child("default-metric") else interior
    if metric in _METRICS:
        kept.append(_METRICS[metric])
    return " ".join(("redistribute", kind, *kept, "route-map", route_map))


def site_prefixes_of_tunnels(asking: Perspective) -> RouteMapOfPrefixes | None:
    """The networks of the spokes, as far as the hub's LAN is told them."""
    if not handed_on(asking):
        return None
    lans = [
        network for spoke in asking.plan.spokes for network in networks_of(asking.value("lan_networks", spoke.device))
    ]
    return RouteMapOfPrefixes(
        name=asking.needed("name_site_route_map"),
        prefixes=tuple(dict.fromkeys(lans)),
        or_longer=True,
        sets=_sets_of_static_routes(asking),
    )


def _sets_of_static_routes(asking: Perspective) -> tuple[str, ...]:
    """What the route-maps of the static routes set, where all of them set the same."""
    configuration = _configuration(asking)
    if configuration is None:
        return ()
    lines = [line for process in configuration.all("router") for _, line in _statics(process)]
    named = {words[words.index("route-map") + 1] for line in lines if "route-map" in (words := line.text.split())[:-1]}
    permitting = [entry for name in named for entry in configuration.all(f"route-map {name} permit")]
    sets = {tuple(line.text for line in entry.all("set")) for entry in permitting}
    return next(iter(sets)) if len(sets) == 1 and len(named) == 1 else ()


def connected_networks(asking: Perspective) -> tuple[IPv4Network, ...]:
    """The networks of the interfaces, which a router without a configuration gets from the plan."""
    known = [address for interface in asking.router.interfaces for address in interface.addresses]
    if asking.is_hub and is_bare_new_hub(asking):
        known += [asking.given(InterfaceAddress(), key) for key in ("loopback_address", "wan_address", "lan_address")]
    return tuple(address.network for address in known)


def _configuration(asking: Perspective) -> Configuration | None:
    source = asking.plan.source(asking.device)
    return source.configuration if source else None
