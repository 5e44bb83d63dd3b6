"""The part of the app that owns the plan, and keeps earlier ones for undo."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.app import App
from textual.reactive import reactive

from screens.messages import PlanEdited

if TYPE_CHECKING:
    from wizard.model.plan import Plan, Source


class Change(NamedTuple):
    """One step back."""

    plan: Plan
    """As it was before."""
    recheck: frozenset[str]
    said: str
    """What was done then, in words."""


class PlanKeeper(App[int]):
    """An app with one plan, which is saved after every change."""

    plan: reactive[Plan | None] = reactive(None)
    """What was read and answered; None until server and spoke are known."""
    said: reactive[str] = reactive("")
    """What the status row says."""

    def __init__(self) -> None:
        super().__init__()
        self.history: tuple[Change, ...] = ()
        self.recheck: frozenset[str] = frozenset()
        """Keys of answers that are worth a second look: an earlier answer changed what is recommended."""
        self.sources: tuple[Source, ...] = ()
        self.missing = ""
        """What is missing for a plan, in words."""
        self.blockers: int | None = None
        """Of the plan as it is; None as long as it was not checked."""

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
        """Keep the plan beyond this session."""
        raise NotImplementedError


def _without_effects(said: str) -> str:
    """What was done, without how much else it changed."""
    return re.sub(r" \(\d+ [^()]*\)$", "", said.rstrip("."))
