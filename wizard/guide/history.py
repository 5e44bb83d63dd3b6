"""What was done to a plan, so that it can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import wizard.guide

if TYPE_CHECKING:
    from collections.abc import Set

    from wizard.model.plan import Plan


class PlanChange(NamedTuple):
    """One step back."""

    plan: Plan
    """As it was before."""
    recheck: frozenset[str]
    """As it was before."""
    said: str
    """What was done then, in words, without what that changed beside."""


class History(NamedTuple):
    """The changes of a plan, the last one at the end, and what they leave to be looked at."""

    changes: tuple[PlanChange, ...] = ()
    recheck: frozenset[str] = frozenset()
    """Keys of answers that are worth a second look: an earlier answer changed what is recommended."""

    def edited(self, before: Plan, after: Plan, said: str) -> History:
        """With the change from one plan to another."""
        return self.remembering(before, said)._replace(recheck=wizard.guide.to_recheck(before, after, self.recheck))

    def remembering(self, plan: Plan, said: str) -> History:
        """With the plan as it is, to come back to it from what is done now."""
        return self._replace(changes=(*self.changes, PlanChange(plan, self.recheck, said)))

    def confirmed(self, keys: Set[str]) -> History:
        """Where the answers to those questions were given once more, and stay."""
        return self._replace(recheck=self.recheck - keys)

    def undone(self) -> tuple[PlanChange, History] | None:
        """The last change and the history before it; None where there is none."""
        if not self.changes:
            return None
        *earlier, last = self.changes
        return last, History(tuple(earlier), last.recheck)
