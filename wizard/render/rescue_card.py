"""RESCUE.html: a printed page for each router, for whoever stands beside it with a console cable."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from wizard.data.promise import PROMISE
from wizard.data.rescue_states import STATES
from wizard.data.rescue_steps import (
    AFTER_LINES,
    BEFORE_LINES,
    CLEANED,
    FIRST,
    LINES_ARE_TYPED,
    LOOKS,
    NOTES,
    OFF_AND_ON,
    WHY_NO_LINES,
    NoLines,
    RescueNote,
    RescueStep,
)
from wizard.encoding import encoded
from wizard.ios.masking import masked
from wizard.model.literals import is_number
from wizard.model.plan import Plan
from wizard.model.router_step import RouterStep
from wizard.model.stage import Stage
from wizard.plan.baseline import baseline
from wizard.plan.perspective import Perspective, hub_device, roles_of
from wizard.printable import printable
from wizard.render.run_sheet_entries import RunSheetRow, rows_of_device
from wizard.render.stage_files import document, stages_with_a_file, withheld_of
from wizard.render.templates import environment
from wizard.sentence import Sentence
from wizard.site import OUT, names_of
from wizard.situation.ezvpn_group import asks_for_passwords

MOST_ROWS = 18
"""Rows of the way back that a page has room for."""
ROW = 46
"""Characters in one of them."""


class Piece(NamedTuple):
    """A part of a sentence."""

    text: str
    is_code: bool


class Said(NamedTuple):
    """A sentence, and the numbers of the notes below it."""

    pieces: tuple[Piece, ...]
    marks: tuple[int, ...] = ()


class TypedLines(NamedTuple):
    """The lines of the way back, or why they are not there."""

    lines: tuple[str, ...]
    sha256: str
    """Of the file, as far as it is read out."""
    missing: NoLines | None


class _Row(Protocol):
    @property
    def needs(self) -> tuple[str, ...]: ...


def rescue_page(plan: Plan, device: str) -> str:
    """The page of one router, "" of one that gets nothing; no secret is in it."""
    rows = rows_of_device(plan, device)
    return environment().get_template("report/rescue_page.html.j2").render(_values(plan, device, rows)) if rows else ""


def rescue_cards(plan: Plan, pages: Mapping[str, str]) -> str:
    """The text of RESCUE.html, of the page of each router; the spokes come first."""
    hubs = [device for device in pages if device not in plan.spoke_devices]
    names = names_of(plan)
    cards = [
        {"device": printable(device), "id": names[device], "page": pages[device]}
        for device in (*(device for device in pages if device not in hubs), *hubs)
        if pages[device]
    ]
    server = printable(plan.server.device)
    return environment().get_template("report/rescue.html.j2").render(server=server, cards=cards)


def _values(plan: Plan, device: str, rows: tuple[RunSheetRow, ...]) -> dict[str, object]:
    """What the template writes of one router."""
    facts = _facts(plan, device)
    saying = _Saying(facts)
    stages = {row.stage for row in rows}
    typed = typed_lines(plan, device)
    of_cut_over = [row for row in rows if row.stage is Stage.CUTOVER]
    is_spoke = device in plan.spoke_devices
    states = [
        (state, state.of_spoke if is_spoke else state.of_hub)
        for state in STATES
        if not state.stages or not stages.isdisjoint(state.stages)
    ]
    return {
        "device": printable(device),
        "id": names_of(plan)[device],
        "roles": " and ".join(role.in_words for role in reversed(roles_of(plan, device))),
        "server": facts["server"],
        "hub": facts["hub"],
        "first": saying.steps(FIRST),
        "states": [
            {
                "code": state.code,
                "verdict": state.verdict,
                "means": saying.sentence(words.means),
                "power_cycle": saying.sentence(words.power_cycle, words.notes),
                "to_do": saying.sentence(words.to_do),
            }
            for state, words in states
        ],
        "off_and_on": saying.steps(OFF_AND_ON),
        "before_lines": [
            *saying.steps(BEFORE_LINES),
            *(saying.router_step(step, device) for row in of_cut_over for step in row.undo),
        ],
        "lines_are_typed": saying.step(LINES_ARE_TYPED),
        "lines": typed.lines,
        "sha256": typed.sha256,
        "why_no_lines": saying.sentence(WHY_NO_LINES[typed.missing]) if typed.missing else None,
        "after_lines": [
            *(saying.router_step(step, device) for row in of_cut_over for step in row.undone),
            *saying.steps(AFTER_LINES),
        ],
        "cleaned": saying.steps(CLEANED),
        "looks": [
            (
                saying.sentence(f"`{look.command}`"),
                [(printable(answer), saying.sentence(means)) for answer, means in look.answers],
            )
            for look in LOOKS
            if saying.has(look)
        ],
        "promise": PROMISE,
        "notes": saying.notes(),
    }


class _Saying:
    """Says what is true of one router, and numbers the notes that it needs."""

    def __init__(self, facts: Mapping[str, str]) -> None:
        self._facts = facts
        self._notes: dict[str, RescueNote] = {note.id: note for note in NOTES if self.has(note)}
        self._marked: list[str] = []

    def has(self, row: _Row) -> bool:
        """Whether the router has all that a row needs."""
        return self._facts.keys() >= set(row.needs)

    def sentence(self, words: Sentence, notes: Iterable[str] = ()) -> Said:
        """The sentence with the router's own words; a command in it stays apart from them."""
        pieces = (Piece(part.format_map(self._facts), bool(number % 2)) for number, part in enumerate(words.split("`")))
        return Said(tuple(piece for piece in pieces if piece.text), self._marks(notes))

    def step(self, row: RescueStep) -> Said:
        """What a row says."""
        return self.sentence(row.words, row.notes)

    def steps(self, rows: Iterable[RescueStep]) -> list[Said]:
        """What each of the rows says that are true here."""
        return [self.step(row) for row in rows if self.has(row)]

    def router_step(self, step: RouterStep, device: str) -> Said:
        """A command beside the stage; it is the whole plan's, so that its words are taken as they are."""
        where = "" if step.device == device else f"On {printable(step.device)}: "
        pieces = (
            Piece(where, is_code=False),
            Piece(printable(step.command), is_code=True),
            Piece(f" — {printable(step.words)}", is_code=False),
        )
        return Said(pieces, self._marks((step.id,)))

    def notes(self) -> list[tuple[int, bool, Said]]:
        """The notes that were marked: number, whether it is confirmed, and what it says."""
        marked = [self._notes[name] for name in self._marked]
        return [(number, note.is_confirmed, self.sentence(note.words)) for number, note in enumerate(marked, 1)]

    def _marks(self, notes: Iterable[str]) -> tuple[int, ...]:
        return tuple(sorted(self._mark(name) for name in notes if name in self._notes))

    def _mark(self, name: str) -> int:
        if name not in self._marked:
            self._marked.append(name)
        return self._marked.index(name) + 1


def typed_lines(plan: Plan, device: str) -> TypedLines:
    """The lines that take the cut-over back, as far as somebody can type them and everybody may read them."""
    sent = document(plan, device, Stage.CUTOVER)
    if sent is None or not sent.undo:
        is_held = any(held.stage is Stage.CUTOVER for held in withheld_of(plan, device))
        return TypedLines((), "", NoLines.WITHHELD if is_held else NoLines.NONE)
    lines = tuple(line for line in sent.undo.splitlines() if not line.startswith("!"))
    missing = why_missing(lines)
    mark = hashlib.sha256(encoded(sent.undo, plan.encoding(device))).hexdigest()[:12]
    return TypedLines((), "", missing) if missing else TypedLines(lines, mark, None)


def why_missing(lines: tuple[str, ...]) -> NoLines | None:
    """Why these lines cannot stand on paper, None where they can."""
    if any(masked(line) != line for line in lines):
        return NoLines.SECRET
    if any(printable(line) != line for line in lines):
        return NoLines.UNTYPED
    return NoLines.LONG if sum(-(-len(line) // ROW) for line in lines) > MOST_ROWS else None


def _facts(plan: Plan, device: str) -> dict[str, str]:
    """What is known of the router, as it is printed, under the names that the rows use."""
    asking = Perspective(plan, device)
    with_file = stages_with_a_file(plan, device)
    folder = names_of(plan)[device]
    held = [key for held in withheld_of(plan, device) if held.stage is Stage.CUTOVER for key in held.keys]
    facts = {
        "server": plan.server.device,
        "hub": hub_device(plan),
        "folder": folder,
        "undo": f"{OUT}/{folder}/{Stage.CUTOVER.undo_filename}",
        "speed": _console_speed(plan, device),
        "open": ", ".join(dict.fromkeys(key.rpartition(".")[2] for key in held)),
        "cut_over": _flag(held or Stage.CUTOVER in with_file),
        "cleaned_up": _flag(Stage.CLEANUP in with_file),
        "server_cleaned_up": _flag(Stage.CLEANUP in stages_with_a_file(plan, plan.server.device)),
        **(_spoke_facts(asking) if asking.is_spoke else {"serves": _flag(holds=True)}),
    }
    return {name: printable(value) for name, value in facts.items() if value}


def _spoke_facts(asking: Perspective) -> dict[str, str]:
    client = asking.client
    return {
        "spoke": _flag(holds=True),
        "ezvpn_client": client.name,
        "tunnel": asking.value("name_tunnel"),
        "flexvpn_client": asking.value("name_flexvpn_client"),
        "connects_by_hand": _flag(client.connect == "manual"),
        "asks_password": _flag(client.asks_somebody and _may_be_asked(asking)),
    }


def _may_be_asked(asking: Perspective) -> bool:
    """Whether the server asks the clients of the group for passwords, or nobody knows it."""
    server, group = asking.plan.server, asking.group
    return group is None or asks_for_passwords(server.configuration, server.router, group.name)


def _flag(holds: object) -> str:
    """What stands for a fact that has no other value."""
    return "yes" if holds else ""


_USUAL_SPEED = "9600"


def _console_speed(plan: Plan, device: str) -> str:
    """What the console's line says, else what routers come with."""
    console = baseline(plan, device).exact("line con 0")
    speed = console.argument("speed") if console else ""
    return speed if is_number(speed) else _USUAL_SPEED
