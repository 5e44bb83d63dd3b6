"""What a push finds that was broken off before it: the routers on trial by their journals, and what is offered then."""

from dataclasses import dataclass, replace
from datetime import datetime

from wizard.model.plan import Plan
from wizard.model.stage import Stage
from wizard.plan.perspective import devices
from wizard.push.journal_says import arming, journal_of, pending_deadline, stage_to_resume
from wizard.push.router_push import Order
from wizard.site.folder import Folder


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTrial:
    """A router on which a timer of ours may still run."""

    device: str
    stage: Stage | None
    """What is on trial."""
    deadline: datetime
    """UTC; when it goes back at the latest. Behind it, only a look says what it did."""
    resume: Order
    """What goes on with it: it looks, proves, and confirms."""
    revert: Order
    """What takes it back."""


def on_trial(folder: Folder, plan: Plan) -> tuple[OnTrial, ...]:
    """The routers on trial; where there is one, it is offered to go on with it or to take it back, and nothing else."""
    found: list[OnTrial] = []
    for device in devices(plan):
        records = journal_of(folder, plan, device)
        armed, deadline = arming(records), pending_deadline(records)
        if armed is None or deadline is None:
            continue
        resume = Order(device=device, last=stage_to_resume(records) or Stage.CUTOVER)
        revert = replace(resume, is_revert=True)
        found.append(OnTrial(device=device, stage=armed.stage, deadline=deadline, resume=resume, revert=revert))
    return tuple(found)
