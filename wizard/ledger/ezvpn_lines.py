"""Which lines of a file belong to EzVPN or are shared with it, and by which rows each of them is judged."""

from collections.abc import Iterator

from wizard.data import constructs
from wizard.data.constructs.shared import PKI_LINES
from wizard.ledger.line_verdict import Beneath, JudgedPlace, LedgerSide, Tops
from wizard.ledger.server_side import ServerSide, global_places
from wizard.ledger.spoke_side import SpokeSide
from wizard.model.plan import Plan, Source
from wizard.model.router import EzvpnClient
from wizard.plan.perspective import Perspective
from wizard.situation.trustpoints import existing_trustpoint, peer_trustpoint, standing_trustpoints


class Places:
    """The places of one file: of its sections, and of single lines below sections that are not EzVPN's."""

    def __init__(self, source: Source, plan: Plan | None) -> None:
        self.tops: dict[int, JudgedPlace] = {}
        """By the number of the first line; where a line belongs to two sides of EzVPN, the server's holds."""
        beneath: dict[str, list[tuple[str, JudgedPlace]]] = {}
        for place, lines in _tops(source, plan):
            for line in lines:
                self.tops.setdefault(line.number, place)
        for word, prefix, place in _beneath(source, plan):
            beneath.setdefault(word, []).append((prefix, place))
        self.beneath = {word: tuple(places) for word, places in beneath.items()}
        """By the first word of the section: the words with which a line below it begins, and its place."""


def _tops(source: Source, plan: Plan | None) -> Tops:
    own = LedgerSide(device=source.device)
    if plan:
        yield from _taken_over(Perspective(plan, source.device))
    server = _server_side(source, plan)
    if server:
        yield from server.tops()
    if source.router.clients:
        yield from _spoke_side(source, plan).tops()
    if server or source.router.clients:
        yield own.place(constructs.AAA), source.configuration.all("aaa new-model")
        yield from global_places(source, server.side if server else own)
    yield own.place(constructs.SPOKE_SURROUNDINGS), source.configuration.all("no aaa new-model")


def _taken_over(asking: Perspective) -> Tops:
    """The trustpoints that FlexVPN uses as they stand."""
    side = LedgerSide(device=asking.device, stays="FlexVPN takes this trustpoint over as it stands")
    standing = standing_trustpoints(asking)
    named = (existing_trustpoint(asking), peer_trustpoint(asking))
    yield side.place(constructs.PKI, below=PKI_LINES), [standing[name] for name in named if name in standing]


def _beneath(source: Source, plan: Plan | None) -> Beneath:
    server = _server_side(source, plan)
    if server:
        yield from server.beneath()
    if source.router.clients:
        yield from _spoke_side(source, plan).beneath()
    if not source.router.aaa_new_model:
        yield "line", "login", LedgerSide(device=source.device).place(constructs.SPOKE_SURROUNDINGS)


def _server_side(source: Source, plan: Plan | None) -> ServerSide | None:
    server = source.router.server
    if server is None:
        return None
    if plan is None:
        return ServerSide(source, server, LedgerSide(device=source.device), "")
    asking = Perspective(plan, source.device)
    if source is not plan.server:
        stays = "this EzVPN server is not the one of this plan: it stays"
        return ServerSide(source, server, LedgerSide(device=source.device, stays=stays), "")
    return ServerSide(source, server, LedgerSide(device=asking.hub), asking.group.name if asking.group else "")


def _spoke_side(source: Source, plan: Plan | None) -> SpokeSide:
    return SpokeSide(source, list(_clients(source, plan)))


def _clients(source: Source, plan: Plan | None) -> Iterator[tuple[EzvpnClient, LedgerSide]]:
    asking = Perspective(plan, source.device) if plan else None
    for client in source.router.clients:
        if asking is None or (asking.is_spoke and client.name == asking.client.name):
            yield client, LedgerSide(device=source.device)
        elif asking.is_spoke and client == asking.backup_client:
            yield client, LedgerSide(device=source.device, client=1)
        else:
            why = f"EzVPN client {client.name} does not move in this plan: it stays"
            yield client, LedgerSide(device=source.device, stays=why)
