"""Checks of the pools from which spokes get their tunnel addresses."""

from collections import Counter
from collections.abc import Iterator
from ipaddress import IPv4Network

from wizard.check.registry import Hit, check
from wizard.check.routes.announced_networks import spoke_announces
from wizard.check.view.device import part
from wizard.check.view.site import PairView, SiteView
from wizard.model import literals
from wizard.model.configuration import Line
from wizard.model.finding import Severity


def _negotiates(pair: PairView) -> bool:
    return pair.path is not None and pair.path.tunnel.address == "address negotiated"


@check(
    "RTE001",
    Severity.BLOCKER,
    why="The hub has no address to give, so the tunnel comes up without one. EzVPN in network-extension mode needed no "
    "pool; client mode and network-plus always did.",
    fix="Give the hub's authorization policy a pool.",
    citation="ezvpn.md 6 item 18",
    question="pool",
)
def negotiated_address_has_a_pool(pair: PairView) -> Iterator[Hit]:
    """A spoke that negotiates its tunnel address finds a pool at the hub."""
    on_radius = bool(pair.hub_profile and pair.hub_profile.authorization) and pair.hub_policy is None
    has_pool = pair.hub_policy is not None and bool(pair.hub_policy.pool)
    if pair.path and _negotiates(pair) and pair.hub_profile and not (on_radius or has_pool):
        message = f"{pair.path.tunnel.name} negotiates its address and {pair.hub.device} has no pool for it."
        yield Hit(message=message, line=part(pair.path.tunnel, "ip address negotiated"))


@check(
    "RTE002",
    Severity.BLOCKER,
    why="Each spoke needs an address of its own.",
    fix="Widen the pool.",
    citation="flexvpn.md 4.4 rule 8",
    question="pool_range",
)
def pool_is_large_enough(site: SiteView) -> Iterator[Hit]:
    """The hub's pool has an address for every spoke that negotiates one."""
    wanting = Counter(pair.hub_policy.pool for pair in site.pairs if _negotiates(pair) and pair.hub_policy)
    sizes: Counter[str] = Counter()
    for name, first, last in site.hub.facts.pools:
        sizes[name] += int(last) - int(first) + 1
    for name, spokes in wanting.items():
        if name in sizes and sizes[name] < spokes:
            line = site.hub.target.first(f"ip local pool {name}")
            yield Hit(message=f"Pool {name} has room for {sizes[name]} of {spokes} spokes.", line=line)


@check(
    "RTE061",
    Severity.BLOCKER,
    why="An address that is given twice, or that a host of a LAN has, is reachable in one place only.",
    fix="Choose a range that no router of the site knows.",
    citation="flexvpn.md 4.4 rule 11, 8.3",
    question="pool_range",
)
def new_pool_is_nobody_elses(site: SiteView) -> Iterator[Hit]:
    """A new pool of the hub overlaps no other pool, no LAN of a spoke and no network of the two servers."""
    for line in site.hub.target.all("ip local pool"):
        if line.number:
            continue
        name = line.text.split()[3]
        for first, last in ((one, other) for pool, one, other in site.hub.facts.pools if pool == name):
            for network, where in _known(site, name):
                if network[0] <= int(last) and int(first) <= network[1]:
                    message = f"Pool {name} ({first} to {last}) overlaps {where}."
                    yield Hit(message=message, line=line)


def _known(site: SiteView, own: str) -> Iterator[tuple[tuple[int, int], str]]:
    """The addresses that are taken, first and last, with the words for where."""
    views = (site.hub, *((site.server,) if site.server else ()))
    lenders = {f"unnumbered {name}" for view in views for name, _ in view.addresses}
    borrowed = {tunnel.address for view in views for tunnel in view.objects.tunnels} & lenders
    for view in views:
        for name, first, last in view.facts.pools:
            if view is not site.hub or name != own:
                yield (int(first), int(last)), f"pool {name} of {view.device}"
        for name, address in view.addresses:
            if f"unnumbered {name}" not in borrowed and not name.startswith("Tunnel"):
                yield _span(address.network), f"{address.network} on {name} of {view.device}"
    for pair in site.pairs:
        for network in spoke_announces(pair):
            if network.prefixlen < 32:
                yield _span(network), f"{network} behind {pair.spoke.device}"


def _span(network: IPv4Network) -> tuple[int, int]:
    return int(network.network_address), int(network.broadcast_address)


@check(
    "RTE062",
    Severity.BLOCKER,
    why="Routes, filters and the other hub's routes were planned for the addresses that were answered.",
    fix="Write the pool as answered, or answer what it is.",
    citation="flexvpn.md 4.4 rule 8",
    question="pool_range",
)
def pool_is_what_was_answered(site: SiteView) -> Iterator[Hit]:
    """The hub's pool holds the addresses that the answers give it."""
    first, _, last = site.hub.answer("pool_range").partition(" ")
    name = site.hub.answer("pool")
    if first and name and (name, literals.address(first), literals.address(last)) not in site.hub.facts.pools:
        line: Line | None = site.hub.target.first(f"ip local pool {name}")
        yield Hit(message=f"Pool {name} does not hold {first} to {last}.", line=line)
