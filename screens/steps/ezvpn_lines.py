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
from screens.steps.step import StepScreen
from screens.widgets.ledger_table import LedgerTable
from screens.widgets.lines import LineList
from screens.widgets.panel import Panel
from screens.widgets.plain_text import PlainText
from screens.widgets.tabs import TabRow
from wizard.guide.comparison import TARGET
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
        self.query_one("#verdicts", TabRow).show(labels, self.start.filter)
        table = self.query_one(LedgerTable)
        table.show(event.entries)
        table.narrow(self.start.filter, self.start.device, self.start.line)
        self.start = NOWHERE

    def here(self) -> StepPlace:
        entry = self.query_one(LedgerTable).entry
        if entry is None:
            return NOWHERE
        return StepPlace(device=entry.device, line=entry.line, filter=self.query_one("#verdicts", TabRow).current)

    def searched(self) -> LineList:
        return self.query_one(LedgerTable)

    @on(TabRow.Taken)
    def narrow(self, event: TabRow.Taken) -> None:
        """Show the lines of that verdict, the cursor on the same line where it is among them."""
        here = self.here()
        self.query_one(LedgerTable).narrow(event.tabs.current, here.device, here.line)

    @on(LineList.Moved)
    def explain_entry(self) -> None:
        """Say all of the line under the cursor."""
        entry = self.query_one(LedgerTable).entry
        rows = in_words(entry) if entry else []
        self.query_one("#entry-text", PlainText).update(self.wizard.glyphs.plain_rows("\n".join(rows)))

    @on(LineList.Chosen)
    def open_fate(self) -> None:
        """Go to the question that decides about the line, or to what it becomes."""
        entry = self.query_one(LedgerTable).entry
        plan = self.wizard.plan
        if plan is None or entry is None:
            return
        fate = wizard.ledger.fate_of(plan, entry)
        if fate is None:
            self.wizard.say("This line becomes no other, and no question decides about it.")
        else:
            self.post_message(StepChosen(*place_of(fate)))

    def action_verdict(self, direction: int) -> None:
        """Narrow the ledger to the next verdict."""
        self.query_one("#verdicts", TabRow).take(direction)


def in_words(entry: LedgerEntry) -> list[str]:
    """Line, verdict, what it becomes, why, and the citation for that."""
    rows = [f"{entry.device}:{entry.line}  {entry.text}", f"{entry.verdict}{f': {entry.reason}' if entry.why else ''}"]
    rows.extend(f"  becomes {line}" for line in entry.becomes)
    if entry.citation:
        rows.append(f"Source: {entry.citation}")
    return rows


def place_of(fate: Resolved | TargetLine) -> tuple[str, StepPlace]:
    """The step and the place in it where the fate of a line is shown."""
    if isinstance(fate, Resolved):
        return fate.question.step, StepPlace(question=fate.key)
    return "preview", StepPlace(device=fate.device, path=fate.path, stage=TARGET)
