"""Step 2: what EzVPN there is, and what becomes of every line."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message

import wizard.ledger
from screens.messages import NOWHERE, StepChosen, StepPlace
from screens.steps.jumps import NO_DIFFERENCE, NO_FINDING, place_in_difference, place_of_finding
from screens.steps.step import StepScreen
from screens.widgets.ledger_table import LedgerTable
from screens.widgets.lines import LineList
from screens.widgets.panel import Panel
from screens.widgets.plain_text import PlainText
from screens.widgets.tabs import TabRow
from wizard.guide.comparison import TARGET
from wizard.guide.ledger_words import entry_in_words
from wizard.guide.related import LineInDifference, findings_of_entry, in_difference
from wizard.model.finding import LedgerEntry, TargetLine, Verdict
from wizard.model.plan import Plan
from wizard.model.question import Resolved
from wizard.summary import summary


class LedgerComputed(Message):
    """What became of every line of a plan."""

    def __init__(self, plan: Plan, entries: tuple[LedgerEntry, ...]) -> None:
        super().__init__()
        self.plan = plan
        self.entries = entries


class FoundStep(StepScreen):
    """A summary of the EzVPN that was found, and the ledger."""

    BINDINGS: ClassVar = [
        Binding("left_square_bracket", "verdict(-1)", "Previous tab", show=False),
        Binding("right_square_bracket", "verdict(1)", "tab", key_display="]"),
        Binding("p", "preview", "preview"),
        Binding("F", "finding", "finding", show=False),
    ]
    HELP = "What EzVPN there is in the configurations, and below it what becomes of every line of them."

    def compose_body(self) -> ComposeResult:
        with Panel("What EzVPN there is", id="summary"):
            yield PlainText("", id="summary-text")
        yield TabRow(id="verdicts")
        yield LedgerTable()
        with Panel("What becomes of it", id="entry"):
            yield PlainText("", id="entry-text")

    def on_mount(self) -> None:
        self.query_one(LedgerTable).folding = self.start.folding
        self.query_one(LedgerTable).focus()

    def show_plan(self, plan: Plan | None) -> None:
        if plan:
            rows = "\n".join(row for source in plan.sources for row in summary(source))
            self.query_one("#summary-text", PlainText).update(self.wizard.glyphs.plain_rows(rows))
            self._compute(plan)

    @work(thread=True, exclusive=True, group="ledger")
    def _compute(self, plan: Plan) -> None:
        self.post_message(LedgerComputed(plan, wizard.ledger.ledger(plan)))

    @on(LedgerComputed)
    def show_ledger(self, event: LedgerComputed) -> None:
        """Draw the ledger, unless the plan changed meanwhile."""
        if event.plan != self.wizard.plan:
            return
        counts = Counter(entry.verdict for entry in event.entries)
        labels = {"": f"all {len(event.entries)}"}
        labels.update({verdict.value: f"{verdict} {counts[verdict]}" for verdict in Verdict})
        there = self.place if self.start == NOWHERE else self.start
        self.query_one("#verdicts", TabRow).show(labels, there.filter)
        table = self.query_one(LedgerTable)
        table.show(event.entries)
        table.narrow(there.filter, there.device, there.line, on_stretch=there.cursor < 0, from_top=there.from_top)
        self.start = NOWHERE

    def here(self) -> StepPlace:
        table = self.query_one(LedgerTable)
        return StepPlace(
            device=table.line_name.device,
            line=table.line_name.number,
            filter=self.query_one("#verdicts", TabRow).current,
            cursor=-1 if table.is_on_stretch else 0,
            from_top=table.from_top,
            folding=table.folding,
        )

    def searched(self) -> LineList:
        return self.query_one(LedgerTable)

    @on(TabRow.Taken)
    def narrow(self, event: TabRow.Taken) -> None:
        """Show the lines of that verdict, the cursor on the same line where it is among them."""
        here = self.here()
        self.query_one(LedgerTable).narrow(event.tabs.current, here.device, here.line, on_stretch=here.cursor < 0)

    @on(LineList.Rested)
    def explain_entry(self) -> None:
        """Say all of the line under the cursor."""
        entry = self.query_one(LedgerTable).entry
        rows = entry_in_words(entry) if entry else []
        self.query_one("#entry-text", PlainText).update(self.wizard.glyphs.plain_rows("\n".join(rows)))

    @on(LineList.Chosen)
    def open_fate(self) -> None:
        """Go to the question that decides about the line, or to what it becomes; open or fold a run of lines."""
        table, plan = self.query_one(LedgerTable), self.wizard.plan
        entry = table.entry
        if plan is None or table.unfold() or entry is None:
            return
        fate = wizard.ledger.fate_of(plan, entry)
        if fate is None:
            self.wizard.say("This line becomes no other, and no question decides about it.")
        else:
            self.post_message(StepChosen(*place_of(fate)))

    def _shown(self) -> LineInDifference | None:
        entry, plan = self.query_one(LedgerTable).entry, self.wizard.plan
        return in_difference(plan, entry) if plan and entry else None

    def why_no_preview(self) -> str:
        return "" if self._shown() else NO_DIFFERENCE

    def action_preview(self) -> None:
        """Show what the line becomes in old beside new, or the line itself."""
        shown = self._shown()
        if shown:
            self.post_message(StepChosen(*place_in_difference(shown)))

    def _found(self) -> tuple[int, ...]:
        entry, plan = self.query_one(LedgerTable).entry, self.wizard.plan
        return findings_of_entry(plan, entry) if plan and entry else ()

    def why_no_finding(self) -> str:
        return "" if self._found() else NO_FINDING

    def action_finding(self) -> None:
        """Go to what the checks say of the line."""
        found = self._found()
        if found:
            self.post_message(StepChosen(*place_of_finding(found[0])))

    def action_verdict(self, direction: int) -> None:
        """Narrow the ledger to the next verdict."""
        self.query_one("#verdicts", TabRow).take(direction)


def place_of(fate: Resolved | TargetLine) -> tuple[str, StepPlace]:
    """The step and the place in it where the fate of a line is shown."""
    if isinstance(fate, Resolved):
        return fate.question.step, StepPlace(question=fate.key)
    return "preview", StepPlace(device=fate.device, path=fate.path, stage=TARGET)
