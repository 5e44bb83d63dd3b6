"""Where the fate of a line is decided or seen."""

from wizard.model.finding import LedgerEntry, TargetLine
from wizard.model.plan import Plan
from wizard.model.question import Resolved
from wizard.plan.answer import asked


def fate_of(plan: Plan, entry: LedgerEntry) -> Resolved | TargetLine | None:
    """The open question that its new line waits for, the question that decides about it, or the first line it becomes.

    None where it becomes no other line, and no question of the plan decides about it.
    """
    return _awaited(plan, entry) or _deciding(plan, entry) or next(iter(entry.becomes), None)


def _awaited(plan: Plan, entry: LedgerEntry) -> Resolved | None:
    return next((one for one in asked(plan) if one.key == entry.waits_for), None)


def _deciding(plan: Plan, entry: LedgerEntry) -> Resolved | None:
    """The question as it is asked of the new line's device; a question of the site is asked once."""
    every = [one for one in asked(plan) if one.question.key == entry.question]
    mine = (one for device in (entry.asked_of, entry.device) for one in every if one.device == device)
    return next(mine, next(iter(every), None))
