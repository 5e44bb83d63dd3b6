"""How a section of a file, or a line that stands alone, is judged."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from ipaddress import IPv4Network

from wizard.data.constructs import Construct
from wizard.data.constructs.row import ConstructRow
from wizard.ios.list_entries import without_number
from wizard.model.configuration import Line
from wizard.model.literals import is_number
from wizard.model.plan import Source
from wizard.sentence import Sentence


def whole(text: str) -> str:
    """A line as it is."""
    return text


def after_map_name(text: str) -> str:
    """`crypto map NAME [NUMBER] ...` from what the rows are about."""
    words = text.split()[3:]
    return " ".join(words[1:] if words and is_number(words[0]) else words)


def entry(text: str) -> str:
    """An entry of an access list from its `permit`, `deny` or `remark` on."""
    if text.startswith("access-list "):
        text = " ".join(text.split(" ", 2)[2:])
    return without_number(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPlace:
    """A section, or lines that stand alone, and the rows that judge them."""

    header: ConstructRow | None = None
    """The row of the first line; None where that line is looked up among the rows."""
    rows: tuple[ConstructRow, ...] = ()
    device: str
    """On which the new lines stand."""
    client: int = 0
    """0 for the EzVPN client that moves, 1 for its backup."""
    stays: Sentence = ""
    """Why all of it stays, although EzVPN is what it is; empty where it moves."""
    body: Callable[[str], str] = whole
    """What of a line the rows are about."""
    networks: Mapping[int, IPv4Network] = field(default_factory=dict)
    """The networks that entries of an access list permit, by the number of their line."""

    def header_of(self, text: str) -> ConstructRow | None:
        """The row of the first line, None where it is not understood."""
        if self.header is None:
            return self.row_of(text)
        return self.header if self.header.takes(self.body(text)) else None

    def row_of(self, text: str) -> ConstructRow | None:
        """The row of a line below it, None where it is not understood."""
        body = self.body(text)
        for row in self.rows:
            if row.takes(body):
                return row
        return None


Tops = Iterator[tuple[JudgedPlace, Iterable[Line]]]
"""Places with the first lines of their sections."""

Beneath = Iterator[tuple[str, str, JudgedPlace]]
"""The first word of a section that is not EzVPN's, the words with which a line below it begins, and its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSide:
    """One side of EzVPN on a router: where its new lines stand, and why it stays where it does."""

    device: str
    client: int = 0
    stays: Sentence = ""

    def place(
        self,
        construct: Construct,
        *,
        below: tuple[ConstructRow, ...] = (),
        stays: str = "",
        body: Callable[[str], str] = whole,
    ) -> JudgedPlace:
        """The place of a section of that kind; `below` are the rows below lines that stand alone."""
        return JudgedPlace(
            header=construct.header,
            rows=(*construct.rows, *below),
            device=self.device,
            client=self.client,
            stays=stays or self.stays,
            body=body,
        )


def list_places(source: Source, side: LedgerSide, construct: Construct, names: Iterable[str], stays: str = "") -> Tops:
    """The places of access lists, named or as `access-list N` lines."""
    for name in dict.fromkeys(name for name in names if name):
        found = source.router.access_list(name)
        entries = found.entries if found else ()
        networks = {
            numbered_entry.number: numbered_entry.source_network
            for numbered_entry in entries
            if numbered_entry.permit and numbered_entry.source_network
        }
        place = replace(side.place(construct, stays=stays, body=entry), networks=networks)
        numbered = replace(place, header=None)
        yield numbered, source.configuration.all(f"access-list {name}")
        for kind in ("standard", "extended"):
            yield place, source.configuration.all(f"ip access-list {kind} {name}")
