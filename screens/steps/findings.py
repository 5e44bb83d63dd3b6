"""Step 7: what is wrong, where, and what to do."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message

import wizard.check
from screens.messages import NOWHERE, PlanEdited, StepChosen, StepPlace
from screens.modals import AskModal
from screens.steps.jumps import NO_DIFFERENCE, NO_ORIGIN, place_in_difference, place_in_ledger
from screens.steps.step import StepScreen
from screens.widgets.finding_table import FindingTable
from screens.widgets.lines import LineList
from screens.widgets.panel import Panel
from screens.widgets.plain_text import PlainText
from wizard.check.same_cause import FindingRow, with_row_accepted, with_row_withdrawn
from wizard.errors import AnswerError
from wizard.guide.finding_words import devices_in_words, finding_in_words
from wizard.guide.pair_words import PairRow, pair_in_words, pair_rows
from wizard.guide.related import LineInDifference, finding_in_difference, origin_of_finding
from wizard.guide.survey import is_to_read, judged, keys_to_tell
from wizard.model.finding import Finding, LedgerEntry, Severity
from wizard.model.plan import Plan


class Checked(Message):
    """A plan was checked."""

    def __init__(self, plan: Plan, findings: tuple[FindingRow, ...], pairs: tuple[PairRow, ...]) -> None:
        super().__init__()
        self.plan = plan
        self.findings = findings
        self.pairs = pairs


class FindingsStep(StepScreen):
    """The findings, and what hub and each spoke would agree on."""

    BINDINGS: ClassVar = [
        Binding("m", "mend", "mend"),
        Binding("i", "origin", "origin", show=False),
        Binding("p", "preview", "preview", show=False),
        Binding("a", "accept", "accept"),
        Binding("w", "withdraw", "withdraw"),
    ]
    HELP = (
        "What the checks say, and what IKEv2 would agree on between the hub and each spoke. i goes to the line that "
        "was read, p to old beside new; escape comes back."
    )

    def compose_body(self) -> ComposeResult:
        with Panel("What hub and spokes agree on", id="pairs"):
            yield PlainText("", id="pairs-text")
        yield FindingTable()
        with Panel("What it is, and what to do", id="finding"):
            yield PlainText("", id="finding-text")

    def on_mount(self) -> None:
        self.query_one(FindingTable).focus()

    def show_plan(self, plan: Plan | None) -> None:
        if plan:
            self.query_one(FindingTable).waiting = True
            self._check(plan)

    @work(thread=True, exclusive=True, group="check")
    def _check(self, plan: Plan) -> None:
        self.post_message(Checked(plan, wizard.check.finding_rows(plan), pair_rows(plan)))

    @on(Checked)
    def show_findings(self, event: Checked) -> None:
        """Draw the findings, unless the plan changed meanwhile."""
        if event.plan != self.wizard.plan:
            return
        self.wizard.judged(judged(event.findings, keys_to_tell(event.plan)))
        rows = [pair_in_words(pair) for pair in event.pairs] or ["No pair can be computed as long as answers are open."]
        self.query_one("#pairs-text", PlainText).update("\n".join(rows))
        cursor = self.start.cursor if self.start != NOWHERE else None
        self.query_one(FindingTable).show(event.findings, cursor, self.start.from_top)
        self.start = NOWHERE

    def here(self) -> StepPlace:
        table = self.query_one(FindingTable)
        return StepPlace(cursor=table.cursor, from_top=table.from_top)

    def to_next_matter(self) -> bool:
        table = self.query_one(FindingTable)
        place = table.next_matter(self.wizard.read)
        if place is not None:
            table.cursor = place
        return place is not None

    def searched(self) -> LineList:
        return self.query_one(FindingTable)

    @on(LineList.Rested)
    def explain_finding(self) -> None:
        """Say all of the finding under the cursor."""
        finding = self.query_one(FindingTable).finding
        rows = finding_in_words(finding) if finding else []
        if finding and is_to_read(finding):
            self.wizard.read_now(finding.identity)
        self.query_one("#finding-text", PlainText).update(self.wizard.glyphs.plain_rows("\n".join(rows)))

    @on(LineList.Chosen)
    def open_place(self) -> None:
        """Go to the line that the finding concerns, or to the question that mends it."""
        finding = self.query_one(FindingTable).finding
        place = place_of(finding.first) if finding else None
        if place:
            self.post_message(StepChosen(*place))
        else:
            self.action_mend()

    def why_no_mend(self) -> str:
        return "" if self._mending() else "No question mends this: see what to do below."

    def action_mend(self) -> None:
        """Go to the question that mends the finding."""
        place = self._mending()
        if place:
            self.post_message(StepChosen(*place))
        else:
            self.wizard.refuse(self.why_no_mend())

    def _mending(self) -> tuple[str, StepPlace] | None:
        finding, plan = self.query_one(FindingTable).finding, self.wizard.plan
        return question_for(plan, finding.first) if plan and finding else None

    def _origin(self) -> LedgerEntry | None:
        finding, plan = self.query_one(FindingTable).finding, self.wizard.plan
        return origin_of_finding(plan, finding.first) if plan and finding else None

    def why_no_origin(self) -> str:
        return "" if self._origin() else NO_ORIGIN

    def action_origin(self) -> None:
        """Go to the line that was read and that the finding concerns."""
        origin = self._origin()
        if origin:
            self.post_message(StepChosen(*place_in_ledger(origin)))

    def _shown(self) -> LineInDifference | None:
        finding, plan = self.query_one(FindingTable).finding, self.wizard.plan
        return finding_in_difference(plan, finding.first) if plan and finding else None

    def why_no_preview(self) -> str:
        return "" if self._shown() else NO_DIFFERENCE

    def action_preview(self) -> None:
        """Show the line that the finding concerns in old beside new."""
        shown = self._shown()
        if shown:
            self.post_message(StepChosen(*place_in_difference(shown)))

    def why_no_accept(self) -> str:
        row = self.query_one(FindingTable).finding
        if row is None or row.first.severity is not Severity.BLOCKER:
            return "Only a blocker needs to be accepted."
        if row.first.cause:
            return f"It goes with {row.first.cause.code} above it: mend or accept that."
        return "" if row.first.acceptable else "An open answer cannot be accepted: m goes to its question."

    def action_accept(self) -> None:
        """Accept a blocker with a reason."""
        row = self.query_one(FindingTable).finding
        if row is None:
            return
        title = f"Why may {row.first.code} stay on {devices_in_words(row)}?"
        hint = "Enter accepts it; the reason stands in plan.toml."
        self.app.push_screen(AskModal(title, row.first.accepted, hint, self._refusal), self._accepted)

    def _refusal(self, reason: str) -> str:
        """Why the blocker is not accepted for that reason, "" where it is."""
        try:
            self._with_acceptance(reason)
        except AnswerError as error:
            return f"{error.message}. {error.hint}"
        return ""

    def _with_acceptance(self, reason: str) -> Plan | None:
        row, plan = self.query_one(FindingTable).finding, self.wizard.plan
        return with_row_accepted(plan, row, reason) if row and plan else None

    def _accepted(self, reason: str | None) -> None:
        edited = None if reason is None else self._with_acceptance(reason)
        row = self.query_one(FindingTable).finding
        if edited and row:
            self.post_message(PlanEdited(edited, f"{row.first.code} is accepted; it stays in the list."))

    def why_no_withdraw(self) -> str:
        row = self.query_one(FindingTable).finding
        return "" if row and row.first.accepted else "This finding is not accepted."

    def action_withdraw(self) -> None:
        """Let an accepted blocker block again."""
        row, plan = self.query_one(FindingTable).finding, self.wizard.plan
        if row and plan:
            edited = with_row_withdrawn(plan, row)
            self.post_message(PlanEdited(edited, f"{row.first.code} blocks again."))


def place_of(finding: Finding) -> tuple[str, StepPlace] | None:
    """Where the line of the finding is shown: in the ledger if it was read, in Preview if it is generated."""
    if finding.line:
        return "found", StepPlace(device=finding.device, line=finding.line)
    if finding.text:
        return "preview", StepPlace(device=finding.device, path=(finding.text,))
    return None


def question_for(plan: Plan, finding: Finding) -> tuple[str, StepPlace] | None:
    """Where the question stands that mends the finding."""
    mending = wizard.check.mending_question(plan, finding)
    return (mending.question.step, StepPlace(question=mending.key)) if mending else None
