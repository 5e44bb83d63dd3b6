"""Where the fate of a line is decided or seen."""

from wizard.model.finding import LedgerEntry, TargetLine
from wizard.model.plan import Plan
from wizard.model.question import Resolved
from wizard.plan.answer import asked


def fate_of(plan: Plan, entry: LedgerEntry) -> Resolved | TargetLine | None:
    """The open question that its new line waits for, the question that decides about it, or the first line it becomes.

    None where it becomes no other line, and no question of the plan decides about it.
    """
    return _awaited(plan, entry) or _deciding(plan, entry) or _in_radius(plan, entry) or next(iter(entry.becomes), None)


def _in_radius(plan: Plan, entry: LedgerEntry) -> Resolved | None:
    """The question by which RADIUS holds its new line: no configuration shows that."""
    if not any(line.is_in_radius for line in entry.becomes):
        return None
    stores = (found for found in asked(plan) if found.question.key in _STORES)
    return next((store for store in stores if store.value == "radius"), None)


_STORES = frozenset({"authorization_store", "key_store"})
"""The questions where authorization and keys live."""


def _awaited(plan: Plan, entry: LedgerEntry) -> Resolved | None:
    return next((question for question in asked(plan) if question.key == entry.waits_for), None)


def _deciding(plan: Plan, entry: LedgerEntry) -> Resolved | None:
    """The question as it is asked of the new line's device; a question of the site is asked once."""
    every = [question for question in asked(plan) if question.question.key == entry.question]
    mine = (question for device in (entry.asked_of, entry.device) for question in every if question.device == device)
    return next(mine, next(iter(every), None))
