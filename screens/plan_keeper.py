"""The part of the app that owns the plan, and keeps earlier ones for undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.reactive import reactive

import wizard.guide
import wizard.plan
from screens.drawn_app import DrawnApp
from screens.messages import PlanEdited
from wizard.guide.history import History
from wizard.guide.progress import Judged

if TYPE_CHECKING:
    from collections.abc import Callable, Set

    from wizard.guide.questions import Effect
    from wizard.model.plan import Plan, Source


class PlanKeeper(DrawnApp):
    """An app with one plan, which is saved after every change."""

    plan: reactive[Plan | None] = reactive(None)
    """What was read and answered; None until server and spoke are known."""
    said: reactive[str] = reactive("")
    """What the status row says."""

    def __init__(self, *, ascii_only: bool = False) -> None:
        super().__init__(ascii_only=ascii_only)
        self.history = History()
        self.sources: tuple[Source, ...] = ()
        self.missing = ""
        """What is missing for a plan, in words."""
        self.found: Judged | None = None
        """Of the plan as it is; None as long as it was not checked."""
        self.is_refused = False
        """Whether the key before did nothing, and the status says why."""
        self.read: frozenset[str] = frozenset()
        """The warnings that somebody has read."""
        self._said_while: tuple[str, Callable[[], str], str] = ("", str, "")
        """What is said for a reason, how to ask for the reason, and what it was."""

    def say(self, text: str) -> None:
        """Put that in the status row."""
        self.said = text

    def say_while(self, text: str, why: Callable[[], str]) -> None:
        """Say that as long as its reason stays the same."""
        self._said_while = (text, why, why())
        self.say(text)

    def drop_what_holds_no_more(self) -> None:
        """Take away what is said if the reason of it has gone."""
        text, why, reason = self._said_while
        if text and text == self.said and why() != reason:
            self.say("")

    def refuse(self, why: str, again: Callable[[], str] = str) -> None:
        """Say why a key does nothing, until asked again it is no reason; escape behind it leaves nothing else."""
        self.is_refused = True
        self.say_while(why, again)

    @on(PlanEdited)
    def take_plan(self, event: PlanEdited) -> None:
        """The plan as it is now; the one before can be had back."""
        if event.plan == self.plan:
            return
        if why := self.why_locked():
            self.refuse(why, self.why_locked)
            self.mutate_reactive(PlanKeeper.plan)
            return
        if self.plan:
            self.history = self.history.edited(self.plan, event.plan, event.said)
        self._set_plan(event.plan, f"{event.said}{_beside(event.effect)}")

    def remember(self, said: str) -> None:
        """Keep the plan as it is, to come back to it from what is done now."""
        if self.plan:
            self.history = self.history.remembering(self.plan, said)

    def confirmed(self, keys: Set[str]) -> None:
        """The answers to those questions were given once more, and stay."""
        self.history = self.history.confirmed(keys)

    def _set_plan(self, plan: Plan, said: str) -> None:
        plan, drawn = wizard.plan.with_drawn_keys(plan)
        self.found = None
        self.sources, self.missing = plan.sources, ""
        self.say(f"{said} {wizard.guide.drawn_in_short(drawn)}" if drawn else said)
        self.plan = plan
        self.save()

    def why_locked(self) -> str:
        """Why no answer can be given now; "" where one can."""
        return ""

    def why_no_undo(self) -> str:
        return "" if self.history.changes else "There is nothing to undo."

    def action_undo(self) -> None:
        """Take the last change back."""
        undone = self.history.undone()
        if undone is None:
            return
        last, self.history = undone
        left = len(self.history.changes)
        more = f" u again takes back the one before ({left} left)." if left else ""
        self._set_plan(last.plan, f"Undone: {last.said.rstrip('.')}.{more}")

    def save(self) -> None:
        """Keep the plan beyond this session."""
        raise NotImplementedError


def _beside(effect: Effect | None) -> str:
    changed = wizard.guide.effect_in_words(effect) if effect else ""
    return f" ({changed})" if changed else ""
