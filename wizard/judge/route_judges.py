"""The judges of routes, and of the neighbours that bring them."""

from wizard.judge.answers.answer import NotRead, shown
from wizard.judge.answers.neighbours import bgp_neighbours
from wizard.judge.answers.routes import RouteEntry, route_entry
from wizard.judge.verdict import Asked, Judged, bad, fact, good, named
from wizard.sentence import Sentence, listed

_LEFT_BY_EZVPN = 1
"""The distance of a static route, and of those that EzVPN makes for its clients [ezvpn.md 4.2]."""
_BY_NEIGHBOURS = ("bgp", "eigrp", "ospf")


@named
def route_is_ikev2s(asked: Asked) -> Judged:
    """One route leads to the network, through a Virtual-Access interface, and none that EzVPN left."""
    entry = _to_network(asked)
    if isinstance(entry, Judged):
        return entry
    if len(entry.hops) != 1:
        return bad(f"{_words(entry)}: not one way")
    hop, by_neighbour = entry.hops[0], entry.via.startswith(_BY_NEIGHBOURS)
    # A route of BGP names the spoke's address in the tunnel and no interface.
    if not hop.interface.startswith("Virtual-Access") and not (by_neighbour and not hop.interface):
        return bad(f"{_words(entry)}: not through a Virtual-Access interface")
    if not by_neighbour and entry.distance == _LEFT_BY_EZVPN != asked.facts.ikev2_distance:
        return bad(f"{_words(entry)}: with distance 1 it is EzVPN's")
    return good(_words(entry))


@named
def route_is_towards(asked: Asked) -> Judged:
    """One route leads to the network, by the router or interface of the step."""
    entry, facts = _to_network(asked), asked.facts
    if isinstance(entry, Judged):
        return entry
    if not (facts.next_hops or facts.next_interfaces):
        raise NotRead("the plan does not say where the route must lead")
    others = [
        hop for hop in entry.hops if hop.address not in facts.next_hops and hop.interface not in facts.next_interfaces
    ]
    return bad(f"{_words(entry)}: another way") if others or len(entry.hops) != 1 else good(_words(entry))


def _to_network(asked: Asked) -> RouteEntry | Judged:
    """The entry for the network, or why there is none."""
    network = asked.facts.network
    if network is None:
        raise NotRead("the plan does not say which network is looked up")
    entry = route_entry(asked.answer)
    if entry is None:
        return bad(f"no route to {network}")
    if not network.subnet_of(entry.prefix) or not entry.prefix.prefixlen:
        return bad(f"no route to {network}, but {_words(entry)}")
    return entry


def _words(entry: RouteEntry) -> Sentence:
    ways = [" ".join(str(part) for part in (hop.address, hop.interface) if part) for hop in entry.hops]
    return shown(f"{entry.prefix} by {entry.via}, distance {entry.distance}, via {listed(ways)}")


@named
def bgp_neighbor_is_established(asked: Asked) -> Judged:
    """The neighbor's last column is a number of prefixes, not a state."""
    address = fact(asked.facts.bgp_neighbor, "who the neighbor is")
    found = [neighbour for neighbour in bgp_neighbours(asked.answer) if neighbour.address == address]
    if len(found) != 1:
        return bad(f"no neighbor {address}")
    if not found[0].is_up:
        return bad(f"{address} is {shown(found[0].state)}")
    return good(f"{address} with {found[0].prefixes} prefixes")
