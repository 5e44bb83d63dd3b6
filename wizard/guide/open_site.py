"""The folder of a site that is open: who may write it, and the plan as it was when both were last the same."""

from __future__ import annotations

from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING

import wizard.render
from wizard.errors import EzError, SiteChanged
from wizard.guide.clashing_edits import Difference, differing
from wizard.guide.folder import site_at

if TYPE_CHECKING:
    from pathlib import Path

    from wizard.model.plan import Plan
    from wizard.render.output_files import Written
    from wizard.site.writer import Writer


class OpenSite:
    """One folder at a time, written by one thread at a time; never over what somebody else wrote."""

    def __init__(self) -> None:
        self.stored: Plan | None = None
        """The plan as it was when the folder and it were last the same."""
        self.writer: Writer | None = None
        """Who may write it: None where nobody does yet, or it is only read."""
        self.writing = Lock()

    def go_on_with(self, writer: Writer | None, stored: Plan | None) -> None:
        """Goes on with that folder, and lets go of the one before."""
        if self.writer is not writer:
            self.release()
        self.writer, self.stored = writer, stored

    def release(self) -> None:
        """Lets others write the folder."""
        with self.writing:
            if self.writer:
                self.writer.close()
            self.writer = None

    def save(self, plan: Plan, folder: Path) -> Difference | None:
        """Writes the plan into the folder; nothing, and what somebody else made of it, where they wrote meanwhile."""
        with self.writing:
            return self._saved(plan, folder)

    def overwrite(self, plan: Plan, folder: Path) -> None:
        """Writes the plan in the place of what somebody else wrote, which is kept beside it."""
        with self.writing:
            self.at(folder).overwrite(plan)
            self.stored = plan

    def export(self, plan: Plan, folder: Path) -> Written | Difference:
        """Writes the plan, and the files of every stage; nothing where somebody else wrote the folder meanwhile."""
        with self.writing:
            return self._saved(plan, folder) or wizard.render.write_outputs(plan, self.at(folder))

    def look(self, plan: Plan) -> Difference | None:
        """What somebody else made of the folder meanwhile; None where nobody wrote it, or nobody can tell."""
        with self.writing, suppress(EzError):
            names = self.writer.changed() if self.writer else ()
            if self.writer and names:
                return differing(self.writer, self.stored, plan, names)
        return None

    def take(self, difference: Difference) -> None:
        """Goes on from what somebody else wrote."""
        if self.writer and difference.found:
            self.writer.take(difference.found)
            self.stored = difference.found.plan

    def _saved(self, plan: Plan, folder: Path) -> Difference | None:
        site = self.at(folder)
        try:
            site.save(plan)
        except SiteChanged as changed:
            return differing(site, self.stored, plan, changed.names)
        self.stored = plan
        return None

    def at(self, folder: Path) -> Writer:
        """Who writes that folder: whoever wants to write another file there."""
        if self.writer is None or self.writer.path != folder:
            site = site_at(folder)
            if self.writer:
                self.writer.close()
            self.writer = site
        return self.writer
