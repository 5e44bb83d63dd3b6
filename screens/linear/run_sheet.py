"""Step 9: the whole site in the order in which it is sent, how that is done by hand, and the push."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import screens.linear
import wizard.render
from screens.linear.page import Command, Page, Rows
from screens.linear.speech import Said
from wizard.guide.shown_run_sheet import Said as AboutStage
from wizard.guide.shown_run_sheet import in_short, stage_lines, who
from wizard.sentence import so_many
from wizard.site import LeftOff

if TYPE_CHECKING:
    from screens.linear.linear_wizard import LinearWizard
    from wizard.model.stage import Stage
    from wizard.render.run_sheet_entries import RunSheetRow
    from wizard.sentence import Sentence

_ROLES = {
    AboutStage.HEADING: "PART",
    AboutStage.WORDS: "DO",
    AboutStage.SENT: "SENT",
    AboutStage.TAKEN_BACK: "TAKES BACK",
}


class RunSheetPage(Page):
    """The stages of every router in the order in which they are sent."""

    key = "run-sheet"
    help = (
        "The whole site in order. A number says that stage: what one will notice, the checks around it, what is sent "
        "and the way back. e writes the files, push sends them behind a timer on each router, y says how they are sent "
        "by hand."
    )

    @property
    def _stages(self) -> tuple[tuple[Said | None, RunSheetRow], ...]:
        found: list[tuple[Said | None, RunSheetRow]] = []
        for entry in wizard.render.run_sheet(self.plan):
            heading = (
                Said("GROUP", f"{entry.number}: {who(entry)}, stage {entry.first.stage}")
                if len(entry.rows) > 1
                else None
            )
            found.extend((heading if place == 0 else None, row) for place, row in enumerate(entry.rows))
        return tuple(found)

    def head(self) -> Iterator[Said]:
        yield Said("STEP 9", f"Run sheet: {so_many(len(self._stages), 'stage')}, in the order in which they are sent.")
        stops = tuple(stop.words for stop in wizard.render.interruptions(self.plan))
        yield from (Said("STOPS", words) for words in stops or ("Nothing is known that stops.",))

    def rows(self) -> Rows:
        return tuple(
            (
                *((heading,) if heading else ()),
                Said(
                    f"STAGE {number}",
                    f"{row.device}, {row.stage.number} {row.stage}: {_lines(row)}; {in_short(row)}",
                ),
            )
            for number, (heading, row) in enumerate(self._stages, 1)
        )

    def choose(self, number: int) -> None:
        row = self._stages[number - 1][1]
        self.wizard.go(StagePage(self.wizard, row.device, row.stage))

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(("y", "by-hand"), "says how the files of a stage are sent by hand.", self._by_hand),
            Command(("p", "preview"), "goes to old beside new.", self._preview),
        )

    def _by_hand(self, _: str) -> None:
        rows = (Said("", row) for row in wizard.render.by_hand(self.plan).split("\n") if row.strip())
        self.wizard.go(screens.linear.TextPage(self.wizard, "How a stage is sent", rows))

    def _preview(self, _: str) -> None:
        self.wizard.go(screens.linear.PreviewPage(self.wizard))


def _lines(row: RunSheetRow) -> Sentence:
    return (
        f"{so_many(row.added, 'line')} added, {row.removed} removed"
        if row.removed
        else f"{so_many(row.added, 'line')} added"
    )


class StagePage(Page):
    """One stage of one router: what one will notice, what is sent, the checks around it, the way back."""

    key = "run-sheet"
    help = "One stage: an empty line says more of it, p goes to old beside new of it, b goes back."
    wants = "Empty line for more, p, or b to go back:"

    def __init__(self, wizard: LinearWizard, device: str, stage: Stage) -> None:
        super().__init__(wizard)
        self._device, self._stage = device, stage

    def head(self) -> Iterator[Said]:
        yield Said("STAGE", f"{self._device}, stage {self._stage.number}: {self._stage}")

    def rows(self) -> Rows:
        every = (row for entry in wizard.render.run_sheet(self.plan) for row in entry.rows)
        row = next((row for row in every if (row.device, row.stage) == (self._device, self._stage)), None)
        if row is None:
            return ()
        return tuple((Said(_ROLES[line.said], line.text),) for line in stage_lines(self.plan, row))

    @property
    def choices(self) -> int:
        return 0

    def commands(self) -> tuple[Command, ...]:
        return (Command(("p", "preview"), "goes to old beside new of this stage.", self._preview),)

    def _preview(self, _: str) -> None:
        self.wizard.go(screens.linear.ChangePage(self.wizard, self._device, self._stage.value))

    def left_empty(self) -> None:
        self.wizard.say("STATE", "That was all of it: b goes back.")

    def place(self) -> LeftOff:
        return LeftOff(device=self._device, stage=self._stage.value)
