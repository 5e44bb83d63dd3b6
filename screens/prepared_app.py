"""The part of the app that gets ready what is needed later, while somebody reads the first screen."""

from __future__ import annotations

from asyncio import to_thread
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import work
from textual.worker import WorkerError

import screens.steps
import wizard.guide
import wizard.plan
from screens.messages import DrawnKeys, PlanEdited, SourcesOpened
from screens.place_keeper import PlaceKeeper
from screens.steps.step import SURVEY
from wizard.collector import resume_collector

if TYPE_CHECKING:
    from wizard.guide.sources_and_plan import Opened
    from wizard.site import LeftOff


def sources_opened(opened: Opened, left: LeftOff | None = None) -> SourcesOpened:
    """What was read, with the keys that its plan lacks."""
    plan, drawn = wizard.plan.with_drawn_keys(opened.plan) if opened.plan else (None, ())
    keys = DrawnKeys(plan, wizard.guide.drawn_in_short(drawn)) if plan and drawn else None
    return SourcesOpened(opened, left, keys)


class PreparedApp(PlaceKeeper):
    """An app whose later steps open at once, and whose keys are drawn before anything is judged by them."""

    @work(exclusive=True, group="prepare")
    async def prepare(self) -> None:
        """Load and compute what the later steps begin with; from when the overview is done, look for garbage."""
        try:
            if self.plan:
                await to_thread(screens.steps.prepare, self.plan)
            await self.surveyed()
        finally:
            resume_collector()

    async def surveyed(self) -> None:
        """Wait until it is found how the site stands: what is computed beside that takes twice the time."""
        surveys = [worker for worker in self.workers if worker.group == SURVEY and not worker.is_finished]
        if surveys:
            with suppress(WorkerError):
                await self.workers.wait_for_complete(surveys)

    def take_keys(self, keys: DrawnKeys) -> None:
        """Go on with the keys that were drawn; where there is a folder they are kept at once."""
        if self.folder:
            self.take_plan(PlanEdited(keys.plan, keys.said))
        else:
            self.plan = keys.plan
