"""Step 8: old beside new, for each device and each stage."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message

from screens.messages import NOWHERE, StepChosen, StepPlace
from screens.steps.document_search import DocumentSearch, SearchedDocument
from screens.steps.jumps import NO_FINDING, line_in_words, place_in_ledger, place_of_finding
from screens.widgets.diff_view import DiffView
from screens.widgets.lines import LineList
from screens.widgets.plain_text import PlainText
from screens.widgets.tabs import TabRow
from screens.widgets.text_view import TextView
from wizard.difference import RowChange
from wizard.guide.anchors import row_of_source
from wizard.guide.comparison import (
    TARGET,
    Comparison,
    compared_parts,
    comparison,
    counts_in_words,
    first_device,
    headed_rows,
)
from wizard.guide.related import Related, related
from wizard.guide.searched_documents import FoundLines, SearchedPlace, found_in_differences, found_in_texts
from wizard.guide.shortened import shortened
from wizard.guide.taken_back import WayBack, way_back
from wizard.model.plan import Plan
from wizard.plan.perspective import devices

_KEY = 40
"""The most columns of the key of a question."""


class Compared(Message):
    """Old and new of a device were compared."""

    def __init__(self, plan: Plan, device: str, compared: Comparison, labels: dict[str, str]) -> None:
        super().__init__()
        self.plan = plan
        self.device = device
        self.compared = compared
        self.labels = labels
        """Of every part of the device's change."""

    @property
    def document(self) -> tuple[str, str]:
        """The device, and the part of its change."""
        return self.device, self.compared.part.key

    def row_at(self, place: StepPlace) -> int | None:
        """The index of the row of that line: of the file that was read, or of the new side."""
        found = row_of_source(self.compared.rows, place.line)
        if found is not None or not place.path:
            return found
        return headed_rows(self.plan, *self.document).row_of(place.path)


class Traced(Message):
    """It is known where the lines of a comparison lead to."""

    def __init__(self, compared: Compared, *, whole: bool) -> None:
        super().__init__()
        self.compared = compared
        self.whole = whole
        """Whether that is more than what takes them back."""


class PreviewStep(DocumentSearch):
    """The configuration of each router before and after, whole or stage by stage."""

    BINDINGS: ClassVar = [
        Binding("d", "device(1)", "device"),
        Binding("D", "device(-1)", "Previous device", show=False),
        Binding("left_square_bracket", "stage(-1)", "Previous tab", show=False),
        Binding("right_square_bracket", "stage(1)", "tab", key_display="]"),
        Binding("t", "text", "text"),
        Binding("ctrl+o", "reveal", "secrets", key_display="^o"),
        Binding("i", "origin", "origin", show=False),
        Binding("F", "finding", "finding", show=False),
        Binding("e", "app.export", "export"),
    ]
    HELP = (
        "The configuration of each router before and after: d takes the next device, [ and ] the stage.\n"
        "target is what stands on the router when stages 1 to 5 are done, final when it is cleaned up as well.\n"
        "Below stands what takes the line under the cursor back: t shows it in its undo file, below what the stage "
        "sends. i goes to the line that was read and became this one, F to what the checks say of it; escape comes "
        "back to this line.\n"
        "/ searches every router and stage, n and N go on from one to the next."
    )

    def __init__(self, key: str, place: StepPlace = NOWHERE) -> None:
        super().__init__(key, place)
        self._is_aside = place.is_aside
        self._traced: Traced | None = None
        """Whose lines it is known of where they lead to."""
        self._shown: Compared | None = None
        self._described = ""
        """What is said of the line under the cursor."""
        self._match: SearchedPlace | None = None
        """What to go to once its document is compared."""

    def compose_body(self) -> ComposeResult:
        yield TabRow(id="devices")
        yield TabRow(id="stages")
        yield PlainText("", id="counts")
        yield DiffView()
        yield TextView()
        yield PlainText("", id="line")

    def on_mount(self) -> None:
        self.query_one(TextView).display = False
        self.query_one(DiffView).folding = self.start.folding
        self.query_one(DiffView).focus()
        # At once, so that both are painted together; a message would come when the cursor is painted already.
        self.watch(self.query_one(DiffView), "cursor", self.describe_line, init=False)

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
        part, shown = event.compared.part, self._shown
        is_same = shown is not None and shown.document == event.document
        here = self.start if self.start != NOWHERE else self.here() if is_same else NOWHERE
        before = self.here() if shown and shown.device == event.device else NOWHERE
        self.query_one("#stages", TabRow).show(event.labels, part.key)
        keys = ", ".join(shortened(key, _KEY, self.wizard.glyphs.left_out) for key in part.open_keys)
        waits = f"  ! waits for {keys}" if keys else ""
        self.query_one("#counts", PlainText).update(f"{counts_in_words(event.compared)}{waits}")
        match = self._match.row if self._match and self._match[:2] == event.document else None
        self._shown, self._match, self.start = event, None, NOWHERE
        self._draw(event, here, match, before)
        self._trace(event)

    def _draw(self, event: Compared, here: StepPlace, match: int | None, before: StepPlace) -> None:
        """Draw the rows, the cursor on the match, where it was or shall be, or where it was in another stage."""
        diff, text, rows = self.query_one(DiffView), self.query_one(TextView), event.compared.rows
        is_text = bool(event.compared.text) and (text.display or here.is_text)
        row = event.row_at(here)
        exact = row is not None and match is None and not is_text
        line = event.row_at(before) if row is None else None
        if line is not None and rows[line].change is not RowChange.SAME:
            row = line
        diff.show(
            rows,
            row if match is None or is_text else match,
            device=event.device,
            part=here.cursor if exact else 0,
            from_top=here.from_top if exact else None,
        )
        in_text = is_text and match is None
        text.show(event.compared.text_rows, here.cursor if in_text else match or 0, here.from_top if in_text else None)
        self._show_text(visible=is_text)

    @work(exclusive=True, group="trace")
    async def _trace(self, event: Compared) -> None:
        document = (event.plan, *event.document)
        await asyncio.to_thread(way_back, *document, 0)
        self.post_message(Traced(event, whole=False))
        # The overview may still be computing the same ledger and findings.
        await self.wizard.surveyed()
        await asyncio.to_thread(related, *document, 0)
        self.post_message(Traced(event, whole=True))

    @on(Traced)
    def show_traces(self, event: Traced) -> None:
        """Say of the line under the cursor what takes it back, and where it leads to once that is known."""
        self._traced = event
        self.describe_line()

    @on(LineList.Rested)
    def describe_line(self) -> None:
        """Say what takes the line under the cursor back, and where it leads to."""
        shown, diff = self._shown, self.query_one(DiffView)
        rows: list[str] = []
        traced = self._traced
        if shown and traced and shown is traced.compared and diff.display and not diff.is_on_stretch:
            row, to = shown.compared.rows[diff.row], self._related() if traced.whole else Related()
            rows = line_in_words(shown.plan, shown.device, row, self._way_back(), to)
        width = max(20, self.app.size.width - 4)
        drawn_rows = [shortened(self.wizard.glyphs.plain(row), width, self.wizard.glyphs.left_out) for row in rows]
        text = "\n".join(drawn_rows)
        if text != self._described:
            self._described = text
            self.query_one("#line", PlainText).update(text, layout=False)

    def _way_back(self) -> WayBack | None:
        shown = self._shown
        return way_back(shown.plan, *shown.document, self.query_one(DiffView).row) if shown else None

    def _related(self) -> Related:
        shown, diff = self._shown, self.query_one(DiffView)
        return related(shown.plan, *shown.document, diff.row) if shown and not diff.is_on_stretch else Related()

    def here(self) -> StepPlace:
        diff, text, shown = self.query_one(DiffView), self.query_one(TextView), self._shown
        row = shown.compared.rows[diff.row] if shown and shown.compared.rows else None
        return StepPlace(
            device=self.query_one("#devices", TabRow).current,
            stage=self.query_one("#stages", TabRow).current,
            line=row.old_number if row else 0,
            path=headed_rows(shown.plan, *shown.document).shown_path(diff.row) if shown else (),
            cursor=text.row if text.display else diff.part,
            from_top=text.from_top if text.display else diff.from_top,
            folding=diff.folding,
            is_text=text.display,
            is_aside=self._is_aside,
        )

    def searched(self) -> LineList:
        text = self.query_one(TextView)
        return text if text.display else self.query_one(DiffView)

    @on(TabRow.Taken)
    def compare_other(self) -> None:
        """Compare what is chosen now."""
        if self.wizard.plan:
            devices_row, stages_row = self.query_one("#devices", TabRow), self.query_one("#stages", TabRow)
            self._begin(self.wizard.plan, devices_row.current, stages_row.current)

    def action_device(self, direction: int) -> None:
        """Take the next device."""
        self.query_one("#devices", TabRow).take(direction)

    def action_stage(self, direction: int) -> None:
        """Take the next stage."""
        self.query_one("#stages", TabRow).take(direction)

    @on(DiffView.NoChange)
    def say_that_none_is_there(self, event: DiffView.NoChange) -> None:
        """Say why `c` stays where it is."""
        self.wizard.refuse(event.why)

    def action_reveal(self) -> None:
        """Show the secrets, or hide them."""
        diff, text = self.query_one(DiffView), self.query_one(TextView)
        text.reveal(revealed=not diff.revealed)
        diff.reveal(revealed=not diff.revealed)
        self.wizard.say("Secrets are shown: ^o hides them." if diff.revealed else "Secrets are hidden.")

    def why_no_text(self) -> str:
        text = self.query_one(TextView)
        if text.display or not text.is_empty or self._way_back():
            return ""
        return "There is no single text here: ] takes a stage, and t on a line that changes shows what takes it back."

    def action_text(self) -> None:
        """Show the stage as it is sent, at what takes the line under the cursor back; or old beside new again."""
        text, way, here = self.query_one(TextView), self._way_back(), self.here()
        plan = self.wizard.plan
        if text.display:
            self.leave_text()
        elif plan and way and way.stage != here.stage:
            rows = comparison(plan, here.device, way.stage).text_rows
            place = StepPlace(
                device=here.device, stage=way.stage, cursor=way.place_in(rows), is_text=True, is_aside=True
            )
            self.post_message(StepChosen("preview", place))
        else:
            if plan and way:
                text.go_to(way.place_in(comparison(plan, here.device, here.stage).text_rows))
            self._show_text(visible=True)

    @on(TextView.Left)
    def leave_text(self) -> None:
        """Show old beside new again, where one came from another stage that one."""
        if self._is_aside:
            self.wizard.action_previous()
        else:
            self._show_text(visible=False)

    def why_no_origin(self) -> str:
        return "" if self._related().origins else "No line that was read became this one: an answer made it."

    def action_origin(self) -> None:
        """Go to the line that was read and became the new line under the cursor."""
        origins = self._related().origins
        if origins:
            self.post_message(StepChosen(*place_in_ledger(origins[0])))

    def why_no_finding(self) -> str:
        return "" if self._related().findings else NO_FINDING

    def action_finding(self) -> None:
        """Go to what the checks say of the line under the cursor."""
        found = self._related().findings
        if found:
            self.post_message(StepChosen(*place_of_finding(found[0])))

    def _show_text(self, *, visible: bool) -> None:
        text, diff = self.query_one(TextView), self.query_one(DiffView)
        had_focus = text.has_focus or diff.has_focus
        text.display, diff.display = visible, not visible
        self.query_one("#line").display = not visible
        if had_focus:
            (text if visible else diff).focus()
        self.describe_line()

    def searchers(self) -> tuple[LineList, ...]:
        return self.query_one(DiffView), self.query_one(TextView)

    def found(self, plan: Plan, sought: str, here: SearchedDocument) -> FoundLines:
        if here.is_text:
            return found_in_texts(plan, sought, revealed=here.revealed)
        return found_in_differences(plan, sought, (here.place.device, here.place.part), revealed=here.revealed)

    @property
    def searched_document(self) -> SearchedDocument:
        text, diff = self.query_one(TextView), self.query_one(DiffView)
        row = text.row if text.display else diff.row
        device, stage = self.query_one("#devices", TabRow).current, self.query_one("#stages", TabRow).current
        return SearchedDocument(SearchedPlace(device, stage, row), text.display, diff.revealed)

    def go_to_found(self, place: SearchedPlace) -> None:
        here, device = self.searched_document, self.query_one("#devices", TabRow)
        if here.place[:2] == place[:2]:
            (self.query_one(TextView) if here.is_text else self.query_one(DiffView)).go_to(place.row)
        elif self.wizard.plan:
            self._match = place
            device.go_to(place.device)
            self._begin(self.wizard.plan, place.device, place.part)


def prepare(plan: Plan) -> None:
    """Compute what the step begins with; what it is computed and drawn with is loaded by then."""
    # Not where its lines lead to: the overview computes the ledger and the findings for itself just then.
    comparison(plan, first_device(plan), TARGET)
