"""The part of the app that writes a log of a push to a file of the site, when somebody wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work

import wizard.live
from screens.messages import Failed, LogKept, LogWanted
from screens.site_keeper import SiteKeeper
from wizard.errors import EzError
from wizard.sentence import so_many

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from wizard.live.push_log import LogRow
    from wizard.model.plan import Plan


class LogKeeper(SiteKeeper):
    """An app that writes the rows of a log where the site is."""

    @on(LogWanted)
    def keep_log(self, event: LogWanted) -> None:
        """Write them, away from the screen."""
        if self.plan is None or self.folder is None or self.read_only:
            self.say("The log cannot be saved: the site has no folder that is written; ctrl+s chooses one.")
        else:
            self._keep_log(event.rows, self.plan, self.folder)

    @work(thread=True, group="save")
    def _keep_log(self, rows: Sequence[LogRow], plan: Plan, folder: Path) -> None:
        try:
            with self.open_site.writing:
                name = self.open_site.at(folder).keep_log(
                    f"{self.clock():%Y-%m-%d-%H%M%S}", wizard.live.text_of_log(rows, plan)
                )
        except EzError as error:
            self.post_message(Failed("The log cannot be saved", error))
        else:
            self.post_message(LogKept(f"Wrote {so_many(len(rows), 'row')} to {folder / name}, without secrets."))

    @on(LogKept)
    def show_log_kept(self, event: LogKept) -> None:
        """Say where the file is."""
        self.say(event.said)
