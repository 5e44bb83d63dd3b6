"""The part of the app that owns the plan: it keeps earlier plans for undo, and each one in its folder."""

from __future__ import annotations

import re
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from textual import on, work
from textual.app import App
from textual.reactive import reactive

from screens.messages import Exported, Failed, PlanEdited, SiteSaved

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wizard.model.plan import Plan, Source


class Change(NamedTuple):
    """One step back."""

    plan: Plan
    """As it was before."""
    recheck: frozenset[str]
    said: str
    """What was done then, in words."""


class PlanKeeper(App[int]):
    """An app with one plan, which is saved after every answer."""

    plan: reactive[Plan | None] = reactive(None)
    """What was read and answered; None until server and spoke are known."""
    said: reactive[str] = reactive("")
    """What the status row says."""
    saved: reactive[str] = reactive("")
    """Whether the plan is on disk, in words."""

    def __init__(self, folder: Path | None, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.clock = clock
        self.folder = folder
        """None until one is chosen, or taken for the first answer."""
        self.history: tuple[Change, ...] = ()
        self.recheck: frozenset[str] = frozenset()
        """Keys of answers that are worth a second look: an earlier answer changed what is recommended."""
        self.sources: tuple[Source, ...] = ()
        self.missing = ""
        """What is missing for a plan, in words."""
        self.blockers: int | None = None
        """Of the plan as it is; None as long as it was not checked."""
        self._saving = False
        self._stored: Plan | None = None
        self._writing = Lock()

    def say(self, text: str) -> None:
        """Put that in the status row."""
        self.said = text

    @on(PlanEdited)
    def take_plan(self, event: PlanEdited) -> None:
        """The plan as it is now; the one before can be had back."""
        if event.plan == self.plan:
            return
        if self.plan:
            from screens.recheck import to_recheck

            self.remember(event.said)
            self.recheck = to_recheck(self.plan, event.plan, self.recheck)
        self._set_plan(event.plan, event.said)

    def remember(self, said: str) -> None:
        """Keep the plan as it is, to come back to it from what is done now."""
        if self.plan:
            self.history = (*self.history, Change(self.plan, self.recheck, said))

    def confirmed(self, key: str) -> None:
        """The answer to that question was given once more, and stays."""
        self.recheck -= {key}

    def _set_plan(self, plan: Plan, said: str) -> None:
        self.blockers = None
        self.sources, self.missing = plan.sources, ""
        self.say(said)
        self.plan = plan
        self.save()

    def action_undo(self) -> None:
        """Take the last change back."""
        if not self.history:
            self.say("There is nothing to undo.")
            return
        *earlier, last = self.history
        self.history, self.recheck = tuple(earlier), last.recheck
        more = f" u again takes back the one before ({len(earlier)} left)." if earlier else ""
        self._set_plan(last.plan, f"Undone: {_without_effects(last.said)}.{more}")

    def save(self) -> None:
        """Write the plan to its folder, away from the screen; a default folder is taken for the first answer."""
        if self.plan is None or self._saving:
            return
        if self.folder is None:
            from screens.opening import free_folder

            self.folder = free_folder(self.plan)
            before = f"{self.said.rstrip('.')}. " if self.said else ""
            self.say(f"{before}Saved in ./{self.folder} from now on; ctrl+s takes another folder.")
        self._saving, self.saved = True, "saving"
        self._write(self.plan, self.folder)

    @work(thread=True, group="save")
    def _write(self, plan: Plan, folder: Path) -> None:
        from screens.opening import write_site
        from wizard.errors import EzError

        try:
            with self._writing:
                write_site(plan, folder)
        except EzError as error:
            self.post_message(Failed("The site cannot be saved", error))
        else:
            self.post_message(SiteSaved(plan, folder))

    @on(SiteSaved)
    def note_saved(self, event: SiteSaved) -> None:
        """The plan is on disk; write again where it changed meanwhile."""
        self._saving, self._stored = False, event.plan
        if event.plan != self.plan or event.folder != self.folder:
            self.save()
        else:
            self.saved = f"saved {self.clock():%H:%M:%S}"

    def action_save(self) -> None:
        """Choose the folder of the site, and save."""
        if self.plan is None:
            self.say("There is nothing to save yet: no plan without a server and a spoke.")
            return
        from screens.modals import AskModal
        from screens.opening import free_folder

        folder = str(self.folder or free_folder(self.plan))
        self.push_screen(AskModal("Save the site in which folder?", folder, "Enter saves."), self._folder_chosen)

    def _folder_chosen(self, answer: str | None) -> None:
        if answer:
            from pathlib import Path

            self.folder = Path(answer).expanduser()
            self.save()

    def action_export(self) -> None:
        """Write the files of every stage to the site's folder."""
        if self.plan is None:
            self.say("There is nothing to export: no plan without a server and a spoke.")
            return
        if self.folder is None:
            from screens.opening import free_folder

            self.folder = free_folder(self.plan)
        self.say("Writing ...")
        self._export(self.plan, self.folder)

    @work(thread=True, exclusive=True, group="export")
    def _export(self, plan: Plan, folder: Path) -> None:
        from screens.opening import export_site
        from wizard.errors import EzError
        from wizard.render import withheld

        try:
            with self._writing:
                files = export_site(plan, folder)
        except EzError as error:
            self.post_message(Failed("The files cannot be written", error))
            return
        held = withheld(plan)
        waits = f" Held back by open answers: {', '.join(f'{one.device} {one.stage}' for one in held)}." if held else ""
        self.post_message(Exported(f"Wrote {len(files)} files to {folder / 'out'}.{waits}"))
        self.post_message(SiteSaved(plan, folder))

    @on(Exported)
    def show_export(self, event: Exported) -> None:
        """Say where the files are."""
        self.say(event.said)

    async def action_quit(self) -> None:
        """Leave; what was not saved yet is saved first."""
        if self.plan and self.folder and self.plan != self._stored and self.history:
            from screens.opening import write_site
            from wizard.errors import EzError

            try:
                with self._writing:
                    write_site(self.plan, self.folder)
            except EzError as error:
                self._stored = self.plan
                self.post_message(Failed("The site cannot be saved; q again leaves without", error))
                return
        self.exit(0)


def _without_effects(said: str) -> str:
    """What was done, without how much else it changed."""
    return re.sub(r" \(\d+ [^()]*\)$", "", said.rstrip("."))
