"""A push of the wizard's site to its routers, over SSH."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wizard.live.live_push import Asked, LivePush
from wizard.live.over_ssh import OverSsh
from wizard.push.site_push import Allowed

if TYPE_CHECKING:
    from screens.push_keeper import PushKeeper
    from screens.push_person import PersonAtScreen
    from wizard.push.router_push import Order


def push_over_ssh(app: PushKeeper, orders: tuple[Order, ...], person: PersonAtScreen) -> LivePush:
    """A push of these routers, in which a person confirms; nobody else writes the site meanwhile."""
    site, plan = app.site_to_push(), app.plan
    assert plan
    # Whoever lets a trial go back has typed the name when it began, and may have little time.
    on_trial = {router.device for router in app.seen.on_trial} if app.seen else set()
    names = frozenset(order.device for order in orders if order.is_revert and order.device in on_trial)
    return LivePush(
        site.folder,
        plan,
        Asked(orders=orders, holds=True, allowed=Allowed(names=names)),
        reaches=OverSsh(site, plan),
        person=person,
        changed=app.push_changed,
    )
