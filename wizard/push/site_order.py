"""In which order the routers of a site are pushed: a hub must be ready for its first spoke."""

from collections.abc import Iterator, Sequence

from wizard.model.plan import Plan
from wizard.model.stage import Stage
from wizard.plan.perspective import devices
from wizard.push.router_push import Order
from wizard.render.run_sheet_entries import run_sheet


def orders(
    plan: Plan, *, only: Sequence[str] = (), last: Stage = Stage.CUTOVER, spokes: int | None = None
) -> tuple[Order, ...]:
    """What is asked of each router, in the order of the run sheet: up to a stage, of some alone, of so many spokes."""
    known = set(only or devices(plan))
    known -= set([device for device in plan.spoke_devices if device in known][spokes:]) if spokes else set()
    return tuple(order for order in _in_parts(plan, last) if order.device in known)


def _in_parts(plan: Plan, last: Stage) -> Iterator[Order]:
    parts: dict[tuple[str, str], Stage] = {}
    for entry in run_sheet(plan):
        for row in entry.rows:
            if row.stage.number <= last.number:
                parts[entry.part, row.device] = row.stage
    for (_, device), stage in parts.items():
        yield Order(device=device, last=stage)
