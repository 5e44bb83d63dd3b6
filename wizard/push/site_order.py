"""In which order the routers of a site are pushed: a hub must be ready for its first spoke."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from wizard.model.plan import Plan
from wizard.model.stage import Stage
from wizard.plan.perspective import devices
from wizard.push.journal_record import Record
from wizard.push.journal_says import stage_to_resume
from wizard.push.order import Order
from wizard.push.proof_commands import routers_asked
from wizard.render.run_sheet_entries import run_sheet

Journals = Callable[[str], Sequence[Record]]
"""Gives the records of a router, none where there is no journal."""


def orders(
    plan: Plan, *, only: Sequence[str] = (), last: Stage = Stage.CUTOVER, spokes: int | None = None
) -> tuple[Order, ...]:
    """What is asked of each router, in the order of the run sheet: up to a stage, of some alone, of so many spokes."""
    known = set(only or devices(plan))
    later = [spoke.device for spoke in plan.spokes if spoke.device in known][spokes:] if spokes else []
    known -= set(later)
    return tuple(order for order in _in_parts(plan, last) if order.device in known)


def while_others_wait(order: Order, gone: Collection[str]) -> Order | None:
    """What may still be done while a router waits for its certificate: what changes no traffic, of those not gone yet.

    None where nothing is left of the order.
    """
    if order.last.number <= Stage.STAGE.number:
        return order
    return None if order.device in gone else replace(order, last=Stage.STAGE)


def resumed(plan: Plan, journals: Journals, *, only: Sequence[str] = ()) -> tuple[Order, ...]:
    """What goes on with each router of which something was begun, to the end of that."""
    stages = ((device, stage_to_resume(journals(device))) for device in only or devices(plan))
    return tuple(Order(device=device, last=stage) for device, stage in stages if stage)


def taken_back(plan: Plan, journals: Journals, *, only: Sequence[str] = ()) -> tuple[Order, ...]:
    """What takes each router back of which something was begun: spokes before the server, and that before its hub."""
    last: dict[str, Order] = {}
    for order in orders(plan, only=only):
        last.pop(order.device, None)
        last[order.device] = order
    cleaned_up = (order for order in orders(plan, only=only, last=Stage.CLEANUP) if order.device not in last)
    # Where nothing but a clean-up was sent, EzVPN must be there again before a spoke goes back to it.
    wanted = (*cleaned_up, *reversed(last.values()))
    return tuple(replace(order, is_revert=True) for order in wanted if journals(order.device))


def _in_parts(plan: Plan, last: Stage) -> Iterator[Order]:
    parts: dict[tuple[str, str], Stage] = {}
    for entry in run_sheet(plan):
        for row in entry.rows:
            if row.stage.number <= last.number:
                parts[entry.part, row.device] = row.stage
    for (_, device), stage in parts.items():
        yield Order(device=device, last=stage)


def concerned(plan: Plan, changed: Sequence[str]) -> tuple[str, ...]:
    """The routers that are changed, and those that are asked whether it worked."""
    asked_too = (other for device in changed for other in routers_asked(plan, device))
    return tuple(device for device in dict.fromkeys((*changed, *asked_too)) if device in devices(plan))
