"""What was computed of the plans that were looked at last: however many devices a plan has, nothing of it is lost."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import RLock
from typing import Concatenate, ParamSpec, TypeVar

from wizard.model.plan import Plan

PLANS = 16
"""Most that are kept: what was undone, and what is compared, is there at once."""
ROUTERS = 1500
"""Most that all kept plans have together; the last plan is kept whatever it has."""

Asked = ParamSpec("Asked")
Known = TypeVar("Known")
_Values = dict[tuple[Hashable, ...], object]

_kept: OrderedDict[Plan, _Values] = OrderedDict()
_lock = RLock()


def kept_of_plan(function: Callable[Concatenate[Plan, Asked], Known]) -> Callable[Concatenate[Plan, Asked], Known]:
    """The function, which computes once what it says of a plan; its other arguments are positional and hashable."""

    @wraps(function)
    def kept(plan: Plan, /, *asked: Asked.args, **named: Asked.kwargs) -> Known:
        values, key = _values_of(plan), (function, *asked)
        try:
            return values[key]  # type: ignore[return-value]
        except KeyError:
            known = function(plan, *asked, **named)
            values[key] = known
            return known

    return kept


def _values_of(plan: Plan) -> _Values:
    values = _kept.get(plan)
    if values is None:
        values = {}
        with _lock:
            _kept[plan] = values
            _forget()
    return values


def _forget() -> None:
    """Forgets the plans that were met first, beyond what is kept."""
    routers = sum(1 + len(plan.spokes) for plan in _kept)
    while len(_kept) > 1 and (len(_kept) > PLANS or routers > ROUTERS):
        oldest, _ = _kept.popitem(last=False)
        routers -= 1 + len(oldest.spokes)
