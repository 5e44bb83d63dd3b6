"""The words of the hand-written table: one line of a configuration, and what must become of it."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from tests.with_authority import propose
from wizard.model.finding import LedgerEntry, Verdict
from wizard.model.plan import Plan
from wizard.parse.sources import read_sources

FOLDER = Path(__file__).parent / "ledger"

SERVER, SPOKE = "server.cfg", "spoke.cfg"
"""A server with virtual templates, and its spoke in network-extension mode."""
MAP_SERVER, CLIENT_SPOKE = "map-server.cfg", "client-spoke.cfg"
"""A server with a crypto map, and its spoke in client mode."""

PAIRS = {
    SERVER: (SERVER, SPOKE),
    SPOKE: (SERVER, SPOKE),
    MAP_SERVER: (MAP_SERVER, CLIENT_SPOKE),
    CLIENT_SPOKE: (MAP_SERVER, CLIENT_SPOKE),
}


Also = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One line as it may be written, and its verdict."""

    text: str
    """Without indentation of its own; where there are several lines, the last one is judged."""
    verdict: Verdict
    becomes: tuple[str, ...] = ()
    """Words that must stand in its new lines."""
    question: str = ""
    """The key of the question that decides."""
    instead: str = ""
    """The line that it replaces begins so; without, it is added."""
    also: Also = ()
    """Other lines: below which header (or among the global lines), the text, and what it replaces."""
    title: str = ""
    file: str = ""
    under: str = ""

    def __str__(self) -> str:
        return f"{self.under or 'global'}: {self.text.splitlines()[-1].strip()}"


def carried(text: str, *becomes: str, instead: str = "", also: Also = ()) -> Form:
    """It has a direct equivalent."""
    return Form(text=text, verdict=Verdict.CARRIED, becomes=becomes, instead=instead, also=also)


def transformed(text: str, *becomes: str, instead: str = "", also: Also = ()) -> Form:
    """Another construct takes its place."""
    return Form(text=text, verdict=Verdict.TRANSFORMED, becomes=becomes, instead=instead, also=also)


def dropped(text: str, *, instead: str = "", also: Also = ()) -> Form:
    """It has no equivalent, or nobody needs one."""
    return Form(text=text, verdict=Verdict.DROPPED, instead=instead, also=also)


def kept(text: str, *, instead: str = "", also: Also = ()) -> Form:
    """It stays."""
    return Form(text=text, verdict=Verdict.KEPT, instead=instead, also=also)


def decide(text: str, question: str = "", *becomes: str, instead: str = "", also: Also = ()) -> Form:
    """The engineer decides, by the answer to a question where one asks."""
    return Form(text=text, verdict=Verdict.DECIDE, question=question, becomes=becomes, instead=instead, also=also)


def unknown(text: str, *, also: Also = ()) -> Form:
    """Nobody understands it."""
    return Form(text=text, verdict=Verdict.UNKNOWN, also=also)


def section(title: str, file: str, under: str, *forms: Form) -> tuple[Form, ...]:
    """Forms of one construct, below one header of one file; among the global lines where that is empty."""
    return tuple(replace(form, title=title, file=file, under=under) for form in forms)


def fed(form: Form) -> tuple[Plan, str, int]:
    """The plan of a site with that form in its configuration, the device, and the number of the line."""
    rows = (FOLDER / form.file).read_text("utf-8").splitlines()
    for under, text, *instead in form.also:
        rows = added(rows, under, text, "".join(instead))[0]
    rows, number = added(rows, form.under, form.text, form.instead)
    files = [
        (name, "\n".join(rows).encode() if name == form.file else (FOLDER / name).read_bytes())
        for name in PAIRS[form.file]
    ]
    plan = propose(read_sources(files))
    device = next(source.device for source in plan.sources if source.filename == form.file)
    return plan, device, number


def added(rows: list[str], under: str, text: str, instead: str) -> tuple[list[str], int]:
    """The rows with the text in its place, and the number of its last line; a line that is there is left alone."""
    start, end, margin = 0, rows.index("line con 0"), ""
    if under:
        start = rows.index(under) + 1
        end = next(place for place in range(start, len(rows)) if not rows[place].startswith(" "))
        margin = " "
    new = [f"{margin}{row}" for row in text.splitlines()]
    there = [place for place in range(start, end) if rows[place].strip() == new[-1].strip()]
    if there and len(new) == 1:
        return rows, there[0] + 1
    place, after = end, end
    if instead:
        place = next(number for number in range(start, end) if rows[number].strip().startswith(instead))
        after = place + 1
    return [*rows[:place], *new, *rows[after:]], place + len(new)


@cache
def judged(form: Form) -> LedgerEntry:
    """What the ledger says of a form."""
    from wizard.ledger import ledger

    plan, device, number = fed(form)
    return next(entry for entry in ledger(plan) if (entry.device, entry.line) == (device, number))
