"""The routers of a site as they are read, one after the other, before there is a plan."""

from collections.abc import Iterator

from wizard.guide.topology_rows import MODES, RowKind, TopologyRow
from wizard.model.plan import Source
from wizard.model.router import EzvpnClient, Router
from wizard.sentence import Sentence, listed, so_many

_MOST = 4
"""Rows; of more routers the last ones are shown, and how many there are."""


def routers_as_read(sources: tuple[Source, ...]) -> tuple[TopologyRow, ...]:
    """What the configuration of each router says of it."""
    before = sources[:-_MOST]
    rows = tuple(
        TopologyRow(RowKind.ROUTER, source.device, tuple(_facts(source.router))) for source in sources[-_MOST:]
    )
    if not before:
        return rows
    return (TopologyRow(RowKind.NETWORK, "", (f"{so_many(len(before), 'router')} before these:",)), *rows)


def _facts(router: Router) -> Iterator[Sentence]:
    if router.server:
        yield "EzVPN server"
        yield so_many(len(router.server.groups), "EzVPN group")
    for client in router.clients:
        yield from _facts_of_client(router, client)
    if not router.server and not router.clients:
        yield "no EzVPN: the new hub"


def _facts_of_client(router: Router, client: EzvpnClient) -> Iterator[Sentence]:
    yield MODES[client.mode]
    inside = (router.interface(name) for name in client.inside)
    networks = dict.fromkeys(str(own.network) for interface in inside if interface for own in interface.addresses)
    if networks:
        yield f"LAN {listed(tuple(networks), 2)}"
