"""The part of the app that keeps on this machine where a site was left, from step to step and answer to answer."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from textual import on, work

import wizard.site
from screens.ending import EndingApp
from screens.messages import SiteSaved
from screens.steps.step import StepScreen

if TYPE_CHECKING:
    from pathlib import Path

    from wizard.site import LeftOff


class PlaceKeeper(EndingApp):
    """An app that can be cut off at any moment, and opens its site again where that was."""

    _left: tuple[Path, LeftOff] | None = None
    _keeping = Lock()

    def keep_place(self, step: str = "", question: str = "") -> bool:
        """Note that place, or the one where the cursor is, to be kept; whether there is a site to keep it of."""
        here = self.screen
        if not step and isinstance(here, StepScreen):
            step, question = here.key, here.place.question
        if not (step and self.plan and self.folder):
            return False
        self._left = self.folder, wizard.site.LeftOff(step, question, self.read)
        return True

    @work(thread=True, group="left off")
    def write_place(self) -> None:
        """Write it, away from the screen."""
        self.write_place_now()

    def write_place_now(self) -> None:
        """Write the place that was noted last, whichever came first here."""
        with self._keeping:
            if self._left:
                wizard.site.remember_left_off(*self._left)

    @on(SiteSaved)
    def remember_place_of_answer(self) -> None:
        """Whoever is cut off behind an answer comes back to it, also where it was the first one."""
        if self.keep_place():
            self.write_place()
