"""What a person is asked for while a push is under way, and what their answers allow."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from wizard.live.observed import Observed
from wizard.live.person import Person
from wizard.live.push_seen import RouterSeen, StageState
from wizard.model.stage import Stage
from wizard.push.order import Order
from wizard.push.site_push import Allowed, SitePush
from wizard.sentence import Sentence

_T = TypeVar("_T")
_OPEN = (StageState.WAITING, StageState.UNDER_WAY)


def needs_reload(router: RouterSeen, order: Order, allowed: Allowed) -> bool:
    """Whether a stage is about to be sent that only a reload takes back, which nobody allowed yet."""
    if order.is_revert or order.device in allowed.reload or order.last.number < Stage.LOGIN.number:
        return False
    return any(each.stage is Stage.LOGIN and each.state in _OPEN for each in router.stages)


def with_reload(allowed: Allowed, device: str) -> Allowed:
    """What is allowed once that router may be reloaded."""
    return replace(allowed, reload=allowed.reload | {device})


def with_accepted(allowed: Allowed, given: Mapping[str, Sentence]) -> Allowed:
    """What is allowed once those refusals were accepted, each with its reason."""
    return replace(allowed, refusals=allowed.refusals | given.keys(), reasons={**allowed.reasons, **given})


class Consents:
    """What a person allowed of each router; nothing is asked twice."""

    def __init__(self, person: Person, observed: Observed) -> None:
        self._person, self._observed = person, observed
        self._allowed: dict[str, Allowed] = {}
        self._declined: set[str] = set()

    def asked(self, push: SitePush, order: Order, do: Callable[[SitePush], _T], is_refused: Callable[[_T], bool]) -> _T:
        """What came of it at one router, once the person was asked for what that takes."""
        self._ask_for_reload(push, order)
        came = do(self._with_consents(push, order))
        refusals = self._observed.refusals
        if not (is_refused(came) and refusals and all(refusal.accept_as for refusal in refusals)):
            return came
        given = self._person.accepts(refusals)
        if not {refusal.accept_as for refusal in refusals} <= given.keys():
            return came
        self._allowed[order.device] = with_accepted(self._with_consents(push, order).allowed, given)
        return do(self._with_consents(push, order))

    def _ask_for_reload(self, push: SitePush, order: Order) -> None:
        allowed = self._with_consents(push, order).allowed
        if order.device in self._declined or not needs_reload(self._observed.seen.router(order.device), order, allowed):
            return
        if self._person.allows_reload(order.device):
            self._allowed[order.device] = with_reload(allowed, order.device)
        else:
            self._declined.add(order.device)

    def _with_consents(self, push: SitePush, order: Order) -> SitePush:
        return replace(push, allowed=self._allowed.get(order.device, push.allowed))
