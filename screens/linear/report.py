"""Step 10: how the site stands by its journals, and the report of it for the change ticket."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from screens.linear.page import Command, Page
from screens.linear.speech import Said
from wizard.cli.commands.report import report_now, written_report
from wizard.report.in_short import in_short
from wizard.site.atomic_replace import SiteFolder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wizard.sentence import Sentence

_NOT_SAVED: Sentence = "The report is written into the site's folder, and this site has none yet: save FOLDER saves it."


class ReportPage(Page):
    """How each router stands as its journal has it, what is left to do, and the files of the report."""

    key = "report"
    help = (
        "How each router stands as its journal has it, how long ago that was seen, and what is left to do. E writes "
        "report.md, report.html and report.json into the site, for the change ticket; no key or password is in them. "
        "Before a push they say what will be done."
    )
    wants = "Command (? helps):"

    def head(self) -> Iterator[Said]:
        yield Said("STEP 10", "Report. E writes it into the site, e writes the files of every stage.")
        desk = self.wizard.desk
        if not (desk.folder and desk.site.stored):
            yield Said("STATE", _NOT_SAVED)
            return
        with SiteFolder(desk.folder) as opened:
            yield from _said(in_short(report_now(opened, self.plan, str(desk.folder))))

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(
                ("E", "write"), "writes the report; a ticket may stand behind it.", self._write, self._why, "[TICKET]"
            ),
        )

    def _why(self) -> Sentence:
        return "" if self.wizard.desk.folder and self.wizard.desk.site.stored else _NOT_SAVED

    def _write(self, typed: str) -> None:
        folder = self.wizard.desk.folder
        assert folder
        ticket = typed or self.wizard.ask("Ticket of this change (empty: none):").strip()
        _, paths = written_report(folder, self.plan, ticket)
        self.wizard.say("WRITTEN", f"{', '.join(path.name for path in paths)} in {folder}.")


def _said(rows: Iterable[Sentence]) -> Iterator[Said]:
    """The rows that are not empty: a router or a heading, and what goes on from it."""
    yield from (Said("" if row.startswith(" ") else "STATE", row.strip()) for row in rows if row)
