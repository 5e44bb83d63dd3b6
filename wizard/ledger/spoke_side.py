"""The lines of EzVPN clients in a file, and those that they lean on."""

from collections.abc import Iterator, Sequence

from wizard.data import constructs
from wizard.data.constructs.client import TRACK_LINES
from wizard.data.constructs.shared import PKI_LINES
from wizard.ledger.line_verdict import Beneath, JudgedPlace, LedgerSide, Tops, list_places
from wizard.ledger.server_side import own_trustpoints
from wizard.model.configuration import Line
from wizard.model.plan import Source
from wizard.model.router import EzvpnClient

_ATTACHED = "crypto ipsec client ezvpn"


class SpokeSide:
    """The places of the lines of EzVPN clients, each client on a side of its own."""

    def __init__(self, source: Source, clients: Sequence[tuple[EzvpnClient, LedgerSide]]) -> None:
        self.source = source
        self.configuration = source.configuration
        self.clients = clients
        self.own = LedgerSide(device=source.device)

    def tops(self) -> Tops:
        """The sections and the global lines."""
        for client, side in self.clients:
            yield side.place(constructs.CLIENT), [client.line]
            if client.virtual_interface:
                yield side.place(constructs.CLIENT_TEMPLATE), self._template(client.virtual_interface)
            yield from list_places(self.source, side, constructs.CLIENT_LIST, [client.acl])
            yield from list_places(self.source, side, constructs.NAT_LIST, [client.line.argument("nat acl")])
            triggers = [client.line.argument(words) for words in ("connect acl", "flow allow acl")]
            yield from list_places(self.source, side, constructs.TRIGGER_LIST, triggers)
        around = self.own.place(constructs.SPOKE_SURROUNDINGS)
        yield around, self.configuration.all("ip nat inside source")
        tracked = self.own.place(constructs.SPOKE_SURROUNDINGS, below=TRACK_LINES)
        for number in self._tracked():
            yield tracked, self.configuration.all(f"track {number}")
        if any(not client.group for client, _ in self.clients):
            yield self.own.place(constructs.PKI, below=PKI_LINES), own_trustpoints(self.source)

    def _template(self, number: int) -> list[Line]:
        interface = self.source.router.interface(f"Virtual-Template{number}")
        return [interface.line] if interface else []

    def _tracked(self) -> Iterator[str]:
        for client, _ in self.clients:
            words = client.line.argument("backup").split()
            if words[1:2] == ["track"]:
                yield from words[2:3]

    def beneath(self) -> Beneath:
        """What stands below sections that are not EzVPN's; an attachment to a client that is not there is unknown."""
        for client, side in self.clients:
            yield "interface", f"{_ATTACHED} {client.name}", side.place(constructs.ATTACHMENT)
        yield "interface", _ATTACHED, JudgedPlace(device=self.source.device)
        yield "ip", "import all", self.own.place(constructs.SPOKE_SURROUNDINGS)
