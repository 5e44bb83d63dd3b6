"""The part of the app that keeps on this machine where a site was left, from step to step and answer to answer."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from textual import on, work

import wizard.site
from screens.ending import EndingApp
from screens.messages import NOWHERE, SiteSaved, StepPlace
from screens.steps.step import StepScreen

if TYPE_CHECKING:
    from pathlib import Path

    from wizard.site import LeftOff


_RESTED = 1.0
"""Seconds after which the row is written to which the cursor moved."""


def place_of(left: LeftOff) -> StepPlace:
    """Where in its step a site was left."""
    return StepPlace(
        question=left.question,
        device=left.device,
        line=left.line,
        stage=left.stage,
        filter=left.filter,
        cursor=left.cursor,
    )


class PlaceKeeper(EndingApp):
    """An app that can be cut off at any moment, and opens its site again where that was."""

    _left: tuple[Path, LeftOff] | None = None
    _keeping = Lock()
    _is_moving = False
    """Whether the cursor moved, and where it is now will be noted in a moment."""

    def keep_place(self, step: str = "", place: StepPlace = NOWHERE) -> bool:
        """Note that place, or the one where the cursor is, to be kept; whether there is a site to keep it of."""
        # Help or a question may stand above the step.
        here = next((screen for screen in reversed(self.screen_stack) if isinstance(screen, StepScreen)), None)
        if not step and here:
            step, place = here.key, here.place
        if not (step and self.plan and self.folder):
            return False
        self._left = (
            self.folder,
            wizard.site.LeftOff(
                step, place.question, self.read, place.device, place.line, place.stage, place.filter, place.cursor
            ),
        )
        return True

    def on_line_list_rested(self) -> None:
        """Whoever is cut off comes back to the row, too; not every key writes."""
        if not self._is_moving:
            self._is_moving = True
            self.set_timer(_RESTED, self._keep_row)

    def _keep_row(self) -> None:
        self._is_moving = False
        before = self._left
        # It may be over, and every screen gone, before the moment is.
        if self.screen_stack and self.keep_place() and self._left != before:
            self.write_place()

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
