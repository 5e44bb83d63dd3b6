"""Which of many networks overlap."""

from collections.abc import Iterable, Iterator, Sequence
from ipaddress import IPv4Network, IPv6Network
from typing import NamedTuple, TypeVar

Network = TypeVar("Network", IPv4Network, IPv6Network)


class _Announced(NamedTuple):
    first: int
    last: int
    site: int
    place: int


def overlapping(networks_of_sites: Sequence[Sequence[Network]]) -> Iterator[tuple[int, Network, int, Network]]:
    """Each network of one site that overlaps with one of a later site: both sites by their places, in that order.

    Two networks overlap only where one holds the other: sorted, each lies inside those that are still open.
    """
    found = sorted(_nested(_sorted(networks_of_sites)))
    for earlier, later, mine, theirs in found:
        yield earlier, networks_of_sites[earlier][mine], later, networks_of_sites[later][theirs]


def _sorted(networks_of_sites: Sequence[Sequence[Network]]) -> list[_Announced]:
    every = (
        _Announced(int(network.network_address), int(network.broadcast_address), site, place)
        for site, networks in enumerate(networks_of_sites)
        for place, network in enumerate(networks)
    )
    return sorted(every, key=lambda announced: (announced.first, -announced.last))


def _nested(ordered: Iterable[_Announced]) -> Iterator[tuple[int, int, int, int]]:
    around: list[_Announced] = []
    for announced in ordered:
        around = [wider for wider in around if wider.last >= announced.first]
        for wider in around:
            if wider.site != announced.site:
                one, other = sorted((wider, announced), key=lambda both: both.site)
                yield one.site, other.site, one.place, other.place
        around.append(announced)
