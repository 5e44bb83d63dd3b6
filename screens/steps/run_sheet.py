"""Step 9: the run sheet, the push of it, and how its files are sent by hand."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.message import Message

import screens
import wizard.live
import wizard.render
import wizard.site
from screens.messages import NOWHERE, StepChosen, StepPlace
from screens.steps.step import StepScreen
from screens.widgets.lines import LineList
from screens.widgets.panel import Panel
from screens.widgets.plain_text import PlainText
from screens.widgets.run_sheet_list import RunSheetList
from wizard.errors import EzError
from wizard.guide.shown_run_sheet import Said, StageLine, stage_lines
from wizard.model.plan import Plan

if TYPE_CHECKING:
    from wizard.live import SentStages
    from wizard.render.run_sheet_entries import RunSheetEntry
    from wizard.sentence import Sentence

_BEGINS = "P pushes: every router is read first, and nothing is sent before you typed its name."


class Ordered(Message):
    """The stages of a plan are in their order."""

    def __init__(
        self, plan: Plan, entries: tuple[RunSheetEntry, ...], stops: tuple[str, ...], sent: SentStages
    ) -> None:
        super().__init__()
        self.sent = sent
        """How far each stage is, by the journals."""
        self.plan = plan
        self.entries = entries
        self.stops = stops
        """What stops once, where and when."""


class RunSheetStep(StepScreen):
    """The stages of every router in the order in which they are sent."""

    BINDINGS: ClassVar = [
        Binding("P", "push", "push"),
        Binding("y", "by_hand", "how to send"),
        Binding("p", "preview", "preview"),
        Binding("e", "app.export", "export"),
    ]
    HELP = (
        "The whole site in order. P pushes it, or the router under the cursor: it asks what that takes, and sends "
        "nothing before every router was read and its name typed. e writes the files and RUNSHEET.md, y says how to "
        "send them by hand, p shows old beside new of the stage under the cursor."
    )

    def __init__(self, key: str, place: StepPlace = NOWHERE) -> None:
        super().__init__(key, place)
        self._stops: tuple[Sentence, ...] = ()
        self._sent: SentStages = {}

    def compose_body(self) -> ComposeResult:
        with Panel("What stops", id="stops"):
            yield PlainText("", id="stops-text")
        yield RunSheetList()
        with Panel("The stage under the cursor", id="stage"):
            yield PlainText("", id="stage-text")

    def on_mount(self) -> None:
        self.query_one(RunSheetList).focus()

    def show_plan(self, plan: Plan | None) -> None:
        if plan is None:
            return
        self.query_one(RunSheetList).waiting = True
        self._order(plan)

    @work(thread=True, exclusive=True, group="run-sheet")
    def _order(self, plan: Plan) -> None:
        entries = wizard.render.run_sheet(plan)
        stops = tuple(interruption.words for interruption in wizard.render.interruptions(plan))
        self.post_message(Ordered(plan, entries, stops, self._sent_before(plan)))

    def _sent_before(self, plan: Plan) -> SentStages:
        if self.wizard.folder:
            with suppress(EzError), wizard.site.SiteFolder(self.wizard.folder) as opened:
                return wizard.live.sent_by_journals(opened, plan)
        return {}

    @on(Ordered)
    def show_order(self, event: Ordered) -> None:
        """Draw the order, unless the plan changed meanwhile."""
        if event.plan != self.wizard.plan:
            return
        self._stops = event.stops
        stops = tuple(f"! {stop}" for stop in event.stops) or ("Nothing is known that stops.",)
        self.query_one("#stops-text", PlainText).update("\n".join((*stops, _BEGINS)))
        rows, self._sent = self.query_one(RunSheetList), event.sent
        rows.now = lambda: self.wizard.utc()
        rows.show(event.entries, self.start.device, self.start.stage)
        self.tick()
        self.start = NOWHERE

    def tick(self) -> None:
        """Mark what was sent, with its age as it is now."""
        seen = self.wizard.seen
        under_way = wizard.live.sent_by_push(seen) if seen else {}
        # The screen comes or goes, and the list is not there.
        for rows in self.query(RunSheetList):
            rows.show_sent({**self._sent, **under_way})

    def on_screen_resume(self) -> None:
        # Behind a push that was shown above it.
        self.tick()

    def here(self) -> StepPlace:
        row = self.query_one(RunSheetList).row
        return StepPlace(device=row.device, stage=row.stage.value) if row else NOWHERE

    def searched(self) -> LineList:
        return self.query_one(RunSheetList)

    @on(RunSheetList.Rested)
    def show_stage(self) -> None:
        """Show all of the stage under the cursor where there is room for it below the list."""
        row, plan = self.query_one(RunSheetList).row, self.wizard.plan
        if self.query_one("#stage").display:
            text = drawn(stage_lines(plan, row)) if plan and row else ""
            self.query_one("#stage-text", PlainText).update(text)

    @on(RunSheetList.Chosen)
    def open_stage(self) -> None:
        """Show the stage of the router under the cursor, or the routers of a number that is for several."""
        rows, plan = self.query_one(RunSheetList), self.wizard.plan
        if plan is None or rows.unfold():
            return
        if rows.row is None:
            self.wizard.say("Enter opens a stage: move to one first.")
            return
        title = f"{rows.row.device}, stage {rows.row.stage.number}: {rows.row.stage}"
        self.app.push_screen(screens.StageModal(title, drawn(stage_lines(plan, rows.row))))

    def action_by_hand(self) -> None:
        """Say how the files are sent by hand."""
        if self.wizard.plan:
            self.app.push_screen(screens.StageModal("How a stage is sent", wizard.render.by_hand(self.wizard.plan)))

    def why_no_push(self) -> str:
        return self.wizard.why_no_push()

    def action_push(self) -> None:
        """Ask what is pushed, or show the push that is under way."""
        if self.wizard.holds_a_push or (self.wizard.seen and self.wizard.seen.on_trial):
            self.wizard.action_show_push()
        else:
            self.wizard.ask_what_to_push(self.here().device, self._stops)

    def action_preview(self) -> None:
        """Show old beside new of the stage under the cursor."""
        here = self.here()
        if here == NOWHERE:
            self.wizard.say("p shows a stage: move to one first.")
        else:
            self.post_message(StepChosen("preview", here))


_LOOKS = {Said.HEADING: "bold", Said.WORDS: "", Said.SENT: "$text-primary", Said.TAKEN_BACK: "$text-warning"}


def drawn(lines: Iterable[StageLine]) -> Content:
    """The lines of a stage below their headings."""
    margins = {Said.HEADING: ""}
    return Content("\n").join(Content.styled(f"{margins.get(said, '  ')}{text}", _LOOKS[said]) for said, text in lines)
