"""Step 10: how the site stands by its journals, and the report of it for the change ticket."""

from __future__ import annotations

from time import monotonic
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

_OLD = 5.0
"""Seconds after which it is looked again."""


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

    _looked = float("-inf")
    """When it was looked last."""

    def compose_body(self) -> ComposeResult:
        with Panel("Report", id="report"):
            yield PlainText("", id="report-text")

    def on_mount(self) -> None:
        self.query_one(Panel).focus()
        self.watch(self.app, "saved", self._look_again, init=False)

    def _look_again(self) -> None:
        """Draw it as it is now: whatever was saved, exported or pushed meanwhile, and how long ago."""
        if self.is_current:
            self.show_plan(self.wizard.plan)

    def tick(self) -> None:
        """Look again now and then: a push writes the journals, and what was seen grows older."""
        if monotonic() - self._looked >= _OLD:
            self._look_again()

    def exported(self) -> None:
        self._look_again()

    def on_screen_resume(self) -> None:
        self._look_again()

    def show_plan(self, plan: Plan | None) -> None:
        self._looked = monotonic()
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

    # Of a group of its own: a look that follows it must not end it.
    @work(thread=True, exclusive=True, group="write report")
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
        text, shown = "\n".join(event.rows), self.query_one("#report-text", PlainText)
        if text != str(shown.content):
            shown.update(text)
        if event.paths:
            self.wizard.say(f"Wrote {', '.join(path.name for path in event.paths)} to {event.paths[0].parent}.")
