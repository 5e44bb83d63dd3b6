"""Step 8: old beside new, for each device and each stage."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message

import wizard.ledger
from screens.messages import NOWHERE, StepChosen, StepPlace
from screens.steps.step import StepScreen
from screens.widgets.diff_view import DiffView
from screens.widgets.lines import LineList
from screens.widgets.plain_text import PlainText
from screens.widgets.tabs import TabRow
from screens.widgets.text_view import TextView
from wizard.guide.comparison import TARGET, Comparison, compared_parts, comparison, counts_in_words, first_device
from wizard.model.finding import TargetLine
from wizard.model.plan import Plan
from wizard.plan.perspective import devices


class Compared(Message):
    """Old and new of a device were compared."""

    def __init__(self, plan: Plan, device: str, compared: Comparison, labels: dict[str, str]) -> None:
        super().__init__()
        self.plan = plan
        self.device = device
        self.compared = compared
        self.labels = labels
        """Of every part of the device's change."""


class PreviewStep(StepScreen):
    """The configuration of each router before and after, whole or stage by stage."""

    BINDINGS: ClassVar = [
        Binding("d", "device(1)", "device"),
        Binding("D", "device(-1)", "Previous device", show=False),
        Binding("left_square_bracket", "stage(-1)", "Previous tab", show=False),
        Binding("right_square_bracket", "stage(1)", "tab", key_display="]"),
        Binding("t", "text", "text"),
        Binding("i", "origin", "origin", show=False),
        Binding("e", "app.export", "export"),
    ]
    HELP = (
        "The configuration of each router before and after: d takes the next device, [ and ] the stage.\n"
        "target is what stands on the router when stages 1 to 5 are done, final when it is cleaned up as well."
        " i goes from a new line to the line that was read and became it."
    )

    def compose_body(self) -> ComposeResult:
        yield TabRow(id="devices")
        yield TabRow(id="stages")
        yield PlainText("", id="counts")
        yield DiffView()
        yield TextView()

    def on_mount(self) -> None:
        self.query_one(TextView).display = False
        self.query_one(DiffView).focus()

    def show_plan(self, plan: Plan | None) -> None:
        if plan is None:
            return
        row = self.query_one("#devices", TabRow)
        names = devices(plan)
        row.show({name: name for name in names}, self.start.device or row.current or first_device(plan))
        self._begin(plan, row.current, self.start.stage or self.query_one("#stages", TabRow).current or TARGET)

    def _begin(self, plan: Plan, device: str, stage: str) -> None:
        self.query_one(DiffView).waiting = True
        self._compare(plan, device, stage)

    @work(thread=True, exclusive=True, group="preview")
    def _compare(self, plan: Plan, device: str, stage: str) -> None:
        compared = comparison(plan, device, stage)
        labels = {part.key: f"{'! ' if part.open_keys else ''}{part.label}" for part in compared_parts(plan, device)}
        self.post_message(Compared(plan, device, compared, labels))

    @on(Compared)
    def show_comparison(self, event: Compared) -> None:
        """Draw old beside new, unless plan or device changed meanwhile."""
        if event.plan != self.wizard.plan or event.device != self.query_one("#devices", TabRow).current:
            return
        part = event.compared.part
        self.query_one("#stages", TabRow).show(event.labels, part.key)
        waits = f"  ! waits for {', '.join(part.open_keys)}" if part.open_keys else ""
        self.query_one("#counts", PlainText).update(f"{counts_in_words(event.compared)}{waits}")
        self.query_one(DiffView).show(event.compared.rows, self.start.path)
        self.query_one(TextView).show(event.compared.text, event.compared.undo)
        if not event.compared.text:
            self._show_text(visible=False)
        self.start = NOWHERE

    def here(self) -> StepPlace:
        return StepPlace(
            device=self.query_one("#devices", TabRow).current, stage=self.query_one("#stages", TabRow).current
        )

    def searched(self) -> LineList:
        text = self.query_one(TextView)
        return text if text.display else self.query_one(DiffView)

    @on(TabRow.Taken)
    def compare_other(self) -> None:
        """Compare what is chosen now."""
        here = self.here()
        if self.wizard.plan:
            self._begin(self.wizard.plan, here.device, here.stage)

    def action_device(self, direction: int) -> None:
        """Take the next device."""
        self.query_one("#devices", TabRow).take(direction)

    def action_stage(self, direction: int) -> None:
        """Take the next stage."""
        self.query_one("#stages", TabRow).take(direction)

    def why_no_text(self) -> str:
        text = self.query_one(TextView)
        if text.display or not text.is_empty:
            return ""
        return "There is no single text here: ] takes a stage that waits for no answer, t shows its text."

    def action_text(self) -> None:
        """Show the stage as it is sent, or old beside new again."""
        text = self.query_one(TextView)
        self._show_text(visible=not text.display)

    @on(TextView.Left)
    def leave_text(self) -> None:
        """Show old beside new again."""
        self._show_text(visible=False)

    def why_no_origin(self) -> str:
        return "" if self.query_one(DiffView).path else "The new side has no line here."

    def action_origin(self) -> None:
        """Go to the line that was read and became the new line under the cursor."""
        plan, device, path = self.wizard.plan, self.here().device, self.query_one(DiffView).path
        if plan is None:
            return
        entries = wizard.ledger.came_from(wizard.ledger.ledger(plan), TargetLine(device, path))
        if not entries:
            self.wizard.say("No line that was read became this one: it stays as it was, or an answer made it.")
            return
        if len(entries) > 1:
            others = ", ".join(f"{entry.device}:{entry.line}" for entry in entries[1:6])
            self.wizard.say(f"It also came from {others}.")
        self.post_message(StepChosen("found", StepPlace(device=entries[0].device, line=entries[0].line)))

    def _show_text(self, *, visible: bool) -> None:
        text, diff = self.query_one(TextView), self.query_one(DiffView)
        had_focus = text.has_focus or diff.has_focus
        text.revealed = diff.revealed
        text.display, diff.display = visible, not visible
        if had_focus:
            (text if visible else diff).focus()


def prepare(plan: Plan) -> None:
    """Compute what the step begins with; what it is computed and drawn with is loaded by then."""
    comparison(plan, first_device(plan), TARGET)
