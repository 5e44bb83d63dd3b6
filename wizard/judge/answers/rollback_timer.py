"""`show archive config rollback timer`: whether the router will take back what was changed, when, and for whom."""

from dataclasses import dataclass
from datetime import timedelta

from wizard.judge.answers.answer import Answer, NotRead
from wizard.judge.answers.clock import RouterTime, router_time
from wizard.model.literals import number

_NONE = "%No Rollback Confirmed Change pending"
_MOST_MINUTES = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class RollbackTimer:
    """A timer that runs [push.md A2.1]."""

    set_at: RouterTime
    """On the router's clock."""
    is_absolute: bool
    """Not one that begins anew with every key."""
    minutes: int
    user: str

    @property
    def length(self) -> timedelta:
        """How long it runs."""
        return timedelta(minutes=self.minutes)


def rollback_timer(answer: Answer) -> RollbackTimer | None:
    """The timer, None where none runs; NotRead where the answer does not say it."""
    if any(row.strip().startswith(_NONE) for row in answer.rows):
        return None
    said = {heading.strip(): words.strip() for heading, _, words in (row.partition(":") for row in answer.rows)}
    set_at = router_time(said.get("Time configured(or reconfigured)", ""))
    value, _, unit = said.get("Timer value", "").partition(" ")
    minutes, user = number(value, 1, _MOST_MINUTES), said.get("User", "")
    kind = said.get("Timer type", "")
    if set_at is None or minutes is None or unit != "min" or not user or kind not in _KINDS:
        raise NotRead("no timer of a rollback, and no word that none runs")
    return RollbackTimer(set_at=set_at, is_absolute=_KINDS[kind], minutes=minutes, user=user)


_KINDS = {"absolute timer": True, "idle timer": False}
"""How the second is printed is unconfirmed; it is taken for no absolute one either way."""
