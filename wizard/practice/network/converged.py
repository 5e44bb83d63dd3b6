"""The tables of routes once every routing protocol has said all it has to say."""

from collections.abc import Callable, Sequence
from typing import Protocol

from wizard.practice.network.bgp_sessions import Reach, bgp_neighbours
from wizard.practice.network.neighbours import Neighbours, links, neighbours_on_links
from wizard.practice.network.network_router import NetworkRouter
from wizard.practice.network.routing_table import Route, RoutingTable
from wizard.practice.network.told_routes import told
from wizard.practice.network.tunnels import Tunnel

MOST_ROUNDS = 16
"""So often what was heard is told on; a network that is not at rest by then stays as it is."""

Tables = dict[str, RoutingTable]


class Converging(Reach, Protocol):
    """Tables that change, and what they lead to."""

    tables: Tables


def converge(
    routers: Sequence[NetworkRouter],
    tunnels: Sequence[Tunnel],
    ways: Converging,
    table_of: Callable[[NetworkRouter, tuple[Route, ...]], RoutingTable],
) -> tuple[Neighbours, ...]:
    """Who is whose neighbor; what they tell each other is in the tables then."""
    if not any(router.processes for router in routers):
        return ()
    near = tuple(neighbours_on_links(tuple(links(routers, tunnels))))
    pairs: tuple[Neighbours, ...] = ()
    for _ in range(MOST_ROUNDS):
        pairs = (*near, *bgp_neighbours(routers, ways))
        tables = _next_tables(routers, pairs, ways.tables, table_of)
        if tables == ways.tables:
            break
        ways.tables = tables
    return pairs


def _next_tables(
    routers: Sequence[NetworkRouter],
    pairs: Sequence[Neighbours],
    tables: Tables,
    table_of: Callable[[NetworkRouter, tuple[Route, ...]], RoutingTable],
) -> Tables:
    by_name = {router.name: router for router in routers}
    heard: dict[str, list[Route]] = {name: [] for name in by_name}
    for pair in pairs:
        speaker, listener = by_name[pair.far.router], by_name[pair.near.router]
        heard[listener.name] += told(pair, speaker, tables[speaker.name], listener)
    return {name: table_of(router, tuple(heard[name])) for name, router in by_name.items()}
