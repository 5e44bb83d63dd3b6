"""Step 8: old beside new as text, for each device and each stage, and the text of a stage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import screens.linear
from screens.linear.page import Command, Page, Rows
from screens.linear.speech import Said
from wizard.check.same_cause import finding_rows
from wizard.difference import DiffRow, Gap, RowChange, folded, hidden
from wizard.guide.anchors import row_of_source
from wizard.guide.comparison import (
    TARGET,
    TextKind,
    changes_in_words,
    compared_parts,
    comparison,
    headed_rows,
)
from wizard.guide.related import LineInDifference, Related, related
from wizard.guide.taken_back import way_back, why_none
from wizard.ios.masking import masked
from wizard.plan.perspective import devices
from wizard.sentence import so_many
from wizard.site import LeftOff

if TYPE_CHECKING:
    from screens.linear.linear_wizard import LinearWizard
    from wizard.sentence import Sentence


class PreviewPage(Page):
    """Every part of every router's change: the whole of it first, then its stages."""

    key = "preview"
    help = (
        "The configuration of each router before and after: target is what stands on it when stages 1 to 5 are done, "
        "final when it is cleaned up as well. A number says old and new of that part; /WORD searches all of them."
    )

    @property
    def _parts(self) -> tuple[tuple[str, str, tuple[str, ...], str], ...]:
        return tuple(
            (device, part.key, part.open_keys, part.label)
            for device in devices(self.plan)
            for part in compared_parts(self.plan, device)
        )

    def head(self) -> Iterator[Said]:
        yield Said("STEP 8", "Preview: old beside new.")

    def rows(self) -> Rows:
        found: list[tuple[Said, ...]] = []
        last = ""
        for number, (device, key, open_keys, label) in enumerate(self._parts, 1):
            waits = f", waits for {', '.join(open_keys)}" if open_keys else ""
            what = label if key in {TARGET, "final"} else f"stage {label}"
            heading = (Said("ROUTER", device),) if device != last else ()
            found.append((*heading, Said(f"CHOICE {number}", f"{device}: {what}{waits}")))
            last = device
        return tuple(found)

    def choose(self, number: int) -> None:
        device, key, _, _ = self._parts[number - 1]
        self.wizard.go(ChangePage(self.wizard, device, key))


_ROLES = {RowChange.SAME: "SAME", RowChange.ADDED: "ADDED", RowChange.REMOVED: "REMOVED"}


class ChangePage(Page):
    """Old and new of one part of one router's change, line by line."""

    key = "preview"
    help = (
        "What is added, removed and changed, each line with a number; equal lines far from any change are counted. A "
        "number says what takes that line back, and where it came from. z lists every line, t says the text of the "
        "stage as it is sent, secrets shows or hides keys and passwords."
    )

    def __init__(self, wizard: LinearWizard, device: str, part: str, *, at: int | None = None) -> None:
        super().__init__(wizard)
        self._device, self._part, self._at = device, part, at
        self._whole = self._revealed = False

    @classmethod
    def at_line(cls, wizard: LinearWizard, line: LineInDifference) -> ChangePage:
        """The whole change of the device, beginning at a line of it."""
        plan = wizard.desk.plan
        assert plan is not None
        headed = headed_rows(plan, line.device, TARGET)
        place = headed.row_of(line.path) if line.path else row_of_source(headed.rows, line.line)
        return cls(wizard, line.device, TARGET, at=place)

    @property
    def _lines(self) -> Sequence[DiffRow]:
        return comparison(self.plan, self._device, self._part).rows

    @property
    def _places(self) -> tuple[int | Gap, ...]:
        rows = self._lines
        return tuple(range(len(rows))) if self._whole else folded(rows)

    @property
    def _shown(self) -> list[int]:
        """The rows that have a number."""
        return [place for place in self._places if not isinstance(place, Gap)]

    def head(self) -> Iterator[Said]:
        compared = comparison(self.plan, self._device, self._part)
        yield Said("ROUTER", f"{self._device}, {changes_in_words(compared)}")
        if compared.part.open_keys:
            yield Said("WAITS", f"for the answer to {', '.join(compared.part.open_keys)}")
        if not self._shown:
            yield Said("STATE", "Nothing differs.")
        if self._at is not None:
            yield from self._around(self._at)

    def rows(self) -> Rows:
        found: list[tuple[Said, ...]] = []
        gap: tuple[Said, ...] = ()
        number, lines = 0, self._lines
        for place in self._places:
            if isinstance(place, Gap):
                gap = (Said("EQUAL", so_many(place.size, "line")),)
                continue
            number += 1
            found.append((*gap, *self._said(lines[place], number)))
            gap = ()
        if gap:
            found.append(gap)
        if self._at is not None:
            # Whoever comes for one line hears it above; the whole begins again with `again`.
            return ()
        return tuple(found)

    def _said(self, row: DiffRow, number: int) -> tuple[Said, ...]:
        shown = row if self._revealed else hidden(row)
        if shown.change is RowChange.CHANGED:
            return Said(f"CHANGED {number}", f"from: {shown.old}"), Said(f"CHANGED {number}", f"to: {shown.new}")
        return (Said(f"{_ROLES[shown.change]} {number}", shown.new or shown.old),)

    def _around(self, place: int) -> Iterator[Said]:
        lines = self._lines
        for near in range(max(0, place - 3), min(len(lines), place + 4)):
            yield from (
                Said("HERE" if near == place else one.role.split()[0], one.text) for one in self._said(lines[near], 0)
            )
        yield from self._about(place)
        yield Said("STATE", "whole says all of this router's change.")

    @property
    def choices(self) -> int:
        return len(self._shown)

    def choose(self, number: int) -> None:
        place = self._shown[number - 1]
        self.wizard.speech.say(*self._said(self._lines[place], number), *self._about(place))
        self._at_number = place

    _at_number: int | None = None

    @property
    def _here(self) -> int | None:
        return self._at_number if self._at_number is not None else self._at

    def _about(self, place: int) -> Iterator[Said]:
        """What takes a line back, where it came from, and what the checks say of it."""
        row = self._lines[place]
        way = way_back(self.plan, self._device, self._part, place)
        yield Said("UNDO", way.in_words if way else why_none(self.plan, self._device, row))
        to = related(self.plan, self._device, self._part, place)
        for origin in to.origins[:3]:
            yield Said("ORIGIN", f"{origin.device}:{origin.line}, {origin.verdict}: {origin.text.strip()}")
        for found in to.findings:
            finding = finding_rows(self.plan)[found]
            yield Said("FINDING", f"{finding.first.code} {finding.first.severity}: {finding.message}")

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(("z", "whole"), "says every line, or counts the equal ones again.", self._turn),
            Command(
                ("t", "text"), "says the stage as it is sent, and what takes it back.", self._text, self._why_no_text
            ),
            Command(("secrets",), "shows keys and passwords, or hides them again.", self._reveal),
            Command(
                ("i", "origin"),
                "goes to the line that was read, of the line asked last.",
                self._origin,
                self._why_no_origin,
            ),
            Command(
                ("F", "findings"), "goes to what the checks say of that line.", self._finding, self._why_no_finding
            ),
        )

    def _turn(self, _: str) -> None:
        self._whole, self._at = not self._whole and self._at is None, None
        self.wizard.say_page()

    def _reveal(self, _: str) -> None:
        self._revealed = not self._revealed
        self.wizard.say("STATE", "Secrets are shown: secrets hides them." if self._revealed else "Secrets are hidden.")
        self.wizard.say_page()

    def _why_no_text(self) -> Sentence:
        text = comparison(self.plan, self._device, self._part).text
        return "" if text else "There is no single text of this: b goes back, and each stage has one."

    def _text(self, _: str) -> None:
        self.wizard.go(StageTextPage(self.wizard, self._device, self._part))

    def _related(self) -> Related:
        return related(self.plan, self._device, self._part, self._here) if self._here is not None else Related()

    def _why_no_origin(self) -> Sentence:
        if self._here is None:
            return "Type the number of a line first."
        return "" if self._related().origins else "No line that was read became this one: an answer made it."

    def _origin(self, _: str) -> None:
        origins = self._related().origins
        if origins:
            self.wizard.go(screens.linear.LinePage(self.wizard, origins[0].device, origins[0].line))

    def _why_no_finding(self) -> Sentence:
        if self._here is None:
            return "Type the number of a line first."
        return "" if self._related().findings else "The checks say nothing of this line."

    def _finding(self, _: str) -> None:
        found = self._related().findings
        if found:
            row = finding_rows(self.plan)[found[0]]
            self.wizard.go(screens.linear.FindingPage(self.wizard, row.identity))

    def place(self) -> LeftOff:
        return LeftOff(device=self._device, stage=self._part)


class StageTextPage(Page):
    """The text of a stage as it is sent, and below it what takes it back."""

    key = "preview"
    help = "The lines of a stage in the order in which they are sent, and what takes them back. secrets shows keys."
    wants = "Empty line for more, b to go back:"

    def __init__(self, wizard: LinearWizard, device: str, part: str) -> None:
        super().__init__(wizard)
        self._device, self._part = device, part
        self._revealed = False

    def head(self) -> Iterator[Said]:
        yield Said("TEXT", f"{self._device}, stage {self._part}")

    def rows(self) -> Rows:
        found: list[tuple[Said, ...]] = []
        for row in comparison(self.plan, self._device, self._part).text_rows:
            text = row.text if self._revealed else masked(row.text)
            role = {TextKind.HEADING: "PART", TextKind.SENT: "SENT", TextKind.TAKEN_BACK: "TAKES BACK"}[row.kind]
            found.append((Said(role, text.rstrip(":") if row.kind is TextKind.HEADING else text),))
        return tuple(found)

    @property
    def choices(self) -> int:
        return 0

    def commands(self) -> tuple[Command, ...]:
        return (Command(("secrets",), "shows keys and passwords, or hides them again.", self._reveal),)

    def _reveal(self, _: str) -> None:
        self._revealed = not self._revealed
        self.wizard.say_page()

    def left_empty(self) -> None:
        self.wizard.say("STATE", "That was all of it: b goes back.")
