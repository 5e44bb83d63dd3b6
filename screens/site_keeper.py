"""The part of the app that keeps the plan in its folder: alone, and never over what somebody else wrote."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.reactive import reactive

import screens
from screens.messages import Exported, Failed, NotSaved, SiteDiffers, SiteSaved
from screens.plan_keeper import PlanKeeper
from screens.steps.step import StepScreen
from wizard.errors import EzError, SiteChanged, SiteRefused
from wizard.guide.clash_words import taken_over_in_words
from wizard.guide.clashing_edits import Decision, Difference
from wizard.guide.folder import free_folder
from wizard.guide.open_site import OpenSite
from wizard.guide.parting import exported_in_words
from wizard.guide.typed_path import refusal_of_folder, typed_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wizard.model.plan import Plan
    from wizard.site.writer import Writer


class SiteKeeper(PlanKeeper):
    """An app whose plan is written to its folder after every change."""

    saved: reactive[str] = reactive("")
    """Whether the plan is on disk, in words."""

    def __init__(self, folder: Path | None, clock: Callable[[], datetime], *, ascii_only: bool = False) -> None:
        super().__init__(ascii_only=ascii_only)
        self.clock = clock
        self.folder = folder
        """None until one is chosen, or taken for the first answer."""
        self.read_only = ""
        """Why the folder cannot be written, in words."""
        self.open_site = OpenSite()
        self._chosen: Path | None = None
        """The folder that is to be the site's, until it is written."""
        self._saving = False
        self._put_off = False
        """Whether what to do about somebody else's edit is to be decided later."""

    def take_site(self, folder: Path | None, site: Writer | None, read_only: str) -> None:
        """Go on with that folder, and let go of the one before."""
        self.open_site.go_on_with(site, self.stored)
        self.read_only, self._chosen, self._put_off = read_only, None, False
        self.folder = folder

    @property
    def stored(self) -> Plan | None:
        """The plan as it was when the folder and it were last the same."""
        return self.open_site.stored

    @stored.setter
    def stored(self, plan: Plan | None) -> None:
        self.open_site.stored = plan

    def release(self) -> None:
        """Let others write the folder."""
        self.open_site.release()

    def save(self) -> None:
        """Write the plan to its folder, away from the screen; a default folder is taken for the first answer."""
        if self.plan is None or self._saving:
            return
        if self.read_only and not self._chosen:
            self.saved = "READ-ONLY"
            return
        if self.folder is None and self._chosen is None:
            self.folder = free_folder(self.plan)
            before = f"{self.said.rstrip('.')}. " if self.said else ""
            self.say(f"{before}Saved in ./{self.folder} from now on; ctrl+s takes another folder.")
        folder = self._chosen or self.folder
        assert folder is not None
        self._saving, self.saved = True, "saving"
        self._write(self.plan, folder)

    @work(thread=True, group="save")
    def _write(self, plan: Plan, folder: Path) -> None:
        try:
            difference = self.open_site.save(plan, folder)
        except EzError as error:
            self.post_message(NotSaved("The site cannot be saved", error))
        else:
            self.post_message(SiteDiffers(difference) if difference else SiteSaved(plan, folder))

    @on(SiteSaved)
    def note_saved(self, event: SiteSaved) -> None:
        """The plan is on disk; write again where it changed meanwhile."""
        self._saving, self._put_off = False, False
        if event.folder == self._chosen:
            self.folder, self._chosen, self.read_only = self._chosen, None, ""
        if event.plan != self.plan or self._chosen:
            self.save()
        else:
            self.saved = f"saved {self.clock():%H:%M:%S}"

    @on(NotSaved)
    def note_not_saved(self, event: NotSaved) -> None:
        """Say why, and go on with the folder as it was; one that could not be had is not tried again."""
        self._saving, self._chosen, self.saved = False, None, "NOT SAVED"
        if self.open_site.writer is None and not self.read_only:
            self.folder = None
        self.post_message(Failed(event.title, event.error))

    @on(SiteDiffers)
    def settle(self, event: SiteDiffers) -> None:
        """Take over an edit that contradicts nothing; ask where it does, or cannot be read."""
        difference = event.difference
        self._saving = False
        if difference.ours != self.plan:
            # Something was answered while the folder was looked at.
            self.save()
        elif difference.joined:
            self._take_over(difference, difference.joined)
        else:
            self.saved = "NOT SAVED"
            self._ask(difference)

    def _take_over(self, difference: Difference, plan: Plan) -> None:
        """Go on with a plan in which the edit of somebody else is."""
        self.open_site.take(difference)
        said = taken_over_in_words(difference)
        if plan != self.plan:
            self.remember(said)
        self._set_plan(plan, said)

    def _ask(self, difference: Difference) -> None:
        if not self._put_off:
            self._put_off = True
            self.push_screen(screens.ClashModal(difference), lambda decided: self._decided(difference, decided))

    def _decided(self, difference: Difference, decided: Decision | None) -> None:
        if decided is Decision.THEIRS and difference.found:
            self._take_over(difference, difference.found.plan)
        elif decided is Decision.OURS and self.plan and self.folder:
            self._saving, self.saved = True, "saving"
            self._overwrite(self.plan, self.folder)
        elif decided is Decision.AGAIN:
            self._put_off = False
            self.save()
        elif decided is Decision.ELSEWHERE:
            self._ask_for_folder()
        else:
            self.say("Nothing is saved until that is decided: ctrl+s asks again.")

    @work(thread=True, group="save")
    def _overwrite(self, plan: Plan, folder: Path) -> None:
        try:
            self.open_site.overwrite(plan, folder)
        except EzError as error:
            self.post_message(NotSaved("The site cannot be saved", error))
        else:
            self.post_message(SiteSaved(plan, folder))

    def on_app_focus(self, event: events.AppFocus) -> None:
        """Look whether somebody edited the folder, as one does in another window."""
        is_busy = self._put_off or self._saving or self.why_locked()
        if self.open_site.writer and self.plan and self.plan == self.stored and not is_busy:
            self._look(self.plan)

    @work(thread=True, exclusive=True, group="look")
    def _look(self, plan: Plan) -> None:
        if difference := self.open_site.look(plan):
            self.post_message(SiteDiffers(difference))

    def why_no_save(self) -> str:
        return "" if self.plan else "There is nothing to save yet: no plan without a server and a spoke."

    def action_save(self) -> None:
        """Choose the folder of the site, and save."""
        if self._put_off:
            self._put_off = False
            self.save()
        else:
            self._ask_for_folder()

    def _ask_for_folder(self) -> None:
        if self.plan:
            folder = str(free_folder(self.plan) if self.read_only or self._put_off or not self.folder else self.folder)
            asked = screens.AskModal("Save the site in which folder?", folder, "Enter saves.", refusal_of_folder)
            self.push_screen(asked, self._folder_chosen)

    def _folder_chosen(self, answer: str | None) -> None:
        if answer:
            folder = typed_path(answer)
            self._chosen = folder if self.read_only or folder != self.folder else None
            self.save()

    def why_no_export(self) -> str:
        if self.plan is None:
            return "There is nothing to export: no plan without a server and a spoke."
        return "This folder is only read: ctrl+s saves into another one first." if self.read_only else ""

    def action_export(self) -> None:
        """Write the files of every stage to the site's folder."""
        if self.plan is None:
            return
        if self.folder is None:
            self.folder = free_folder(self.plan)
        self.say("Writing ...")
        self._export(self.plan, self.folder)

    @work(thread=True, exclusive=True, group="export")
    def _export(self, plan: Plan, folder: Path) -> None:
        try:
            written = self.open_site.export(plan, folder)
        except EzError as error:
            self.post_message(NotSaved("The files cannot be written", error))
            return
        if isinstance(written, Difference):
            self.post_message(SiteDiffers(written))
            return
        self.post_message(Exported(exported_in_words(written, folder)))
        self.post_message(SiteSaved(plan, folder))

    @on(Exported)
    def show_export(self, event: Exported) -> None:
        """Say where the files are."""
        self.say(event.said)
        if isinstance(self.screen, StepScreen):
            self.screen.exported()

    def keep(self) -> None:
        """Save here and now what was not saved yet; EzError where that is not possible."""
        if not (self.plan and self.folder and self.plan != self.stored and self.history.changes):
            return
        if self.read_only:
            hint = "ctrl+s saves your answers into another folder."
            raise SiteRefused("this folder is only read", hint=hint, where=str(self.folder))
        if difference := self.open_site.save(self.plan, self.folder):
            hint = "Nothing was written. Run it again to go on from what is there now."
            raise SiteChanged(difference.names, hint=hint, where=str(self.folder))

    async def action_quit(self) -> None:
        """Leave; what was not saved yet is saved first."""
        try:
            self.keep()
        except SiteChanged:
            self._put_off = False
            self.save()
        except EzError as error:
            # The second time, nobody asks any more.
            self.stored = self.plan
            self.post_message(NotSaved("The site cannot be saved; q again leaves without", error))
        else:
            self.release()
            self.exit(0)
