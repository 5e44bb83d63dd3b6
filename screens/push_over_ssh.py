"""A push of the wizard's site to its routers, over SSH."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wizard.live.live_push import Asked, LivePush
from wizard.live.over_ssh import OverSsh

if TYPE_CHECKING:
    from screens.push_keeper import PushKeeper
    from screens.push_person import PersonAtScreen
    from wizard.push.router_push import Order


def push_over_ssh(app: PushKeeper, orders: tuple[Order, ...], person: PersonAtScreen) -> LivePush:
    """A push of these routers, in which a person confirms; nobody else writes the site meanwhile."""
    site, plan = app.site_to_push(), app.plan
    assert plan
    return LivePush(
        site.folder,
        plan,
        Asked(orders=orders, holds=True),
        reaches=OverSsh(site, plan),
        person=person,
        changed=app.push_changed,
    )
