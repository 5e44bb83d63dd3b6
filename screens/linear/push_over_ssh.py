"""A push over SSH, as the wizard of numbered text makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wizard.errors import SiteRefused
from wizard.live.live_push import Asked, LivePush
from wizard.live.over_ssh import OverSsh

if TYPE_CHECKING:
    from screens.linear.linear_wizard import LinearWizard
    from wizard.live.person import Person
    from wizard.push.router_push import Order


def pushed_over_ssh(wizard: LinearWizard, orders: tuple[Order, ...], person: Person) -> LivePush:
    """A push of these routers; what is proved is kept once somebody confirms it."""
    desk = wizard.desk
    if desk.plan is None or desk.site.writer is None:
        raise SiteRefused("the site is not open to be written", hint="Save it first.", where=str(desk.folder or ""))
    reaches = OverSsh(desk.site.writer, desk.plan)
    return LivePush(
        desk.site.writer.folder, desk.plan, Asked(orders=orders, holds=True), reaches=reaches, person=person
    )
