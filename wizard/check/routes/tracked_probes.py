"""What the tracked objects of a spoke ask through its tunnel."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network

from wizard.check.matching.policy_routes import policy_routes
from wizard.check.routes.learned_routes import learned, traffic_vrf
from wizard.check.routes.static_routes import static_routes
from wizard.check.view.site import PairView
from wizard.parse.address_words import EVERYTHING
from wizard.situation.tracked_objects import probed_addresses


def asked_through_the_tunnel(pair: PairView, track: str) -> tuple[IPv4Address, ...]:
    """The addresses that a tracked object of the spoke asks, and to which the tunnel's routes lead."""
    if pair.path is None:
        return ()
    vrf = traffic_vrf(pair.spoke, pair.path.tunnel)
    probed = dict.fromkeys(probed_addresses(pair.spoke.target, track, vrf))
    left = [network for address in probed if not _is_sent_by_policy(pair, network := IPv4Network(address))]
    through = tuple(network.network_address for network in left if goes_through(pair, network, vrf))
    return through if len(through) == len(probed) or not _stands_by_one_answer(pair, track) else ()


def _is_sent_by_policy(pair: PairView, probed: IPv4Network) -> bool:
    """Whether `ip local policy` decides where a question goes, whatever the routes say."""
    view, prefix = pair.spoke, "ip local policy route-map"
    line = view.target.first(prefix)
    name = line.text.removeprefix(prefix).strip() if line else ""
    sent = policy_routes(view.target, name, view.facts.access_lists, EVERYTHING, (probed,)) if name else ()
    return any(not route.only_without_route for route in sent)


def _stands_by_one_answer(pair: PairView, track: str) -> bool:
    """Whether the object is up as long as one, or some, of what it lists is."""
    lines = pair.spoke.target.all(f"track {track}")
    return any(
        line.text.split()[2:4] in (["list", "boolean"], ["list", "threshold"]) and "and" not in line.text.split()
        for line in lines
    )


def goes_through(pair: PairView, probed: IPv4Network, vrf: str) -> bool:
    """Whether the best route of the tunnel wins over what is connected, and over what is static and cannot fall."""
    # A longer prefix wins, and of two equal ones the shorter distance.
    past = [(network.prefixlen, 0) for _, own in pair.spoke.addresses if probed.subnet_of(network := own.network)]
    for route in static_routes(pair.spoke.target, vrf):
        is_gateway = any(word == str(probed.network_address) for word in route.next_hop)
        if is_gateway:
            return False
        if not route.track and probed.subnet_of(route.network):
            past.append((route.network.prefixlen, -route.distance))
    through = list(_by_the_tunnel(pair, probed))
    return bool(through) and max(through) > max(past, default=(-1, 0))


def _by_the_tunnel(pair: PairView, probed: IPv4Network) -> Iterator[tuple[int, int]]:
    for view, _, networks, distance in learned(pair):
        if view is pair.spoke:
            yield from ((network.prefixlen, -distance) for network in networks if probed.subnet_of(network))
