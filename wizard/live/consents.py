"""What a person is asked for while a push is under way, and what their answers allow."""

from collections.abc import Mapping
from dataclasses import replace

from wizard.live.push_seen import RouterSeen, StageState
from wizard.model.stage import Stage
from wizard.push.router_push import Order
from wizard.push.site_push import Allowed
from wizard.sentence import Sentence

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
