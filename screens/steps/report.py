"""Step 10: how the site stands by its journals, and the report of it for the change ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message

import screens
from screens.messages import Failed
from screens.steps.step import StepScreen
from screens.widgets.panel import Panel
from screens.widgets.plain_text import PlainText
from wizard.cli.commands.report import report_now, written_report
from wizard.errors import EzError
from wizard.report.in_short import in_short
from wizard.site.atomic_replace import SiteFolder

if TYPE_CHECKING:
    from pathlib import Path

    from wizard.model.plan import Plan
    from wizard.sentence import Sentence

_NOT_SAVED = "The report is written into the site's folder, and this site has none yet: ctrl+s saves it."


class Reported(Message):
    """How a site stands, in short, and the files in which that was written, none where it was only looked at."""

    def __init__(self, rows: tuple[Sentence, ...], paths: tuple[Path, ...] = ()) -> None:
        super().__init__()
        self.rows = rows
        self.paths = paths


class ReportStep(StepScreen):
    """How each router stands as its journal has it, what is left to do, and the files of the report."""

    BINDINGS: ClassVar = [
        Binding("E", "write_report", "write report"),
        Binding("e", "app.export", "export"),
    ]
    HELP = (
        "How each router stands as its journal has it, how long ago that was seen, and what is left to do. E writes "
        "report.md, report.html and report.json into the site, for the change ticket; no key or password is in them. "
        "Before a push they say what will be done."
    )

    def compose_body(self) -> ComposeResult:
        with Panel("Report", id="report"):
            yield PlainText("", id="report-text")

    def on_mount(self) -> None:
        self.query_one(Panel).focus()

    def show_plan(self, plan: Plan | None) -> None:
        folder = self.wizard.folder
        if plan and folder and self.wizard.stored:
            self._look(plan, folder)
        else:
            self.query_one("#report-text", PlainText).update(_NOT_SAVED)

    @work(thread=True, exclusive=True, group="report")
    def _look(self, plan: Plan, folder: Path) -> None:
        try:
            with SiteFolder(folder) as opened:
                rows = tuple(in_short(report_now(opened, plan, str(folder))))
        except EzError as error:
            self.post_message(Failed("The journals of this site cannot be read", error))
        else:
            self.post_message(Reported(rows))

    def why_no_write_report(self) -> str:
        return "" if self.wizard.folder and self.wizard.stored else _NOT_SAVED

    def action_write_report(self) -> None:
        """Ask for the ticket, and write the report."""
        hint = "Enter writes the report; empty where there is no ticket."
        self.app.push_screen(screens.AskModal("Ticket of this change", "", hint), self._ticket_given)

    def _ticket_given(self, ticket: str | None) -> None:
        if ticket is not None and self.wizard.folder and self.wizard.plan:
            self._write(self.wizard.plan, self.wizard.folder, ticket.strip())

    @work(thread=True, exclusive=True, group="report")
    def _write(self, plan: Plan, folder: Path, ticket: str) -> None:
        try:
            made, paths = written_report(folder, plan, ticket)
        except EzError as error:
            self.post_message(Failed("The report cannot be written", error))
        else:
            self.post_message(Reported(tuple(in_short(made)), paths))

    @on(Reported)
    def show_report(self, event: Reported) -> None:
        """Draw how the site stands, and say where the files are."""
        self.query_one("#report-text", PlainText).update("\n".join(event.rows))
        if event.paths:
            self.wizard.say(f"Wrote {', '.join(path.name for path in event.paths)} to {event.paths[0].parent}.")
