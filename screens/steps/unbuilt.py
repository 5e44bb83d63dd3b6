"""A step that is not built yet: it says so, and what can be done instead."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding

from screens.steps.step import StepScreen
from screens.widgets.panel import Panel
from screens.widgets.plain_text import PlainText
from wizard.guide.folder import free_folder
from wizard.model.plan import Plan
from wizard.typed_command import typed_command


class UnbuiltStep(StepScreen):
    """What the step will do, that it does not yet, and the export that does the job by hand."""

    BINDINGS: ClassVar = [Binding("e", "app.export", "export")]
    BORDER = ""
    """The title of its panel."""
    TEXT = ""

    def compose_body(self) -> ComposeResult:
        with Panel(self.BORDER, id="unbuilt"):
            yield PlainText("", id="unbuilt-text")

    def show_plan(self, plan: Plan | None) -> None:
        folder = self.wizard.folder or (free_folder(plan) if plan else "")
        self.query_one("#unbuilt-text", PlainText).update(
            self.TEXT.format(folder=folder, check=typed_command("check", folder), diff=typed_command("diff", folder))
        )
