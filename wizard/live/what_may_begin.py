"""What a person may begin at a site now: what the plan and the journals of its routers allow."""

from collections.abc import Iterator
from dataclasses import dataclass

from wizard.live.on_trial import OnTrial, on_trial
from wizard.model.plan import Plan
from wizard.model.stage import Stage
from wizard.plan.perspective import devices
from wizard.push.journal_record import Record, Verdict
from wizard.push.journal_says import is_waiting, journal_of, stage_to_resume, verdict_of
from wizard.push.router_push import Order
from wizard.push.site_order import orders
from wizard.render.stage_files import stages_with_a_file
from wizard.sentence import Sentence, listed
from wizard.site.folder import Folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One thing that may be begun."""

    says: Sentence
    orders: tuple[Order, ...]


def taken_up(folder: Folder, plan: Plan) -> tuple[Order, ...]:
    """What goes on with the routers on which a timer of ours may still run."""
    return tuple(trial.resume for trial in on_trial(folder, plan))


_TAKEN_UP = frozenset({Verdict.PARTIAL, Verdict.TRIAL, Verdict.NEW_UNSAVED, Verdict.UNKNOWN, Verdict.MIX})


def offers(folder: Folder, plan: Plan, device: str) -> tuple[Offer, ...]:
    """What may be begun, the likeliest first; of what is on trial, to go on with it or to take it back alone."""
    journals = {name: journal_of(folder, plan, name) for name in devices(plan)}
    if trials := on_trial(folder, plan):
        return tuple(_of_trials(trials))
    return tuple(offer for offer in _of_site(plan, device, journals) if offer.orders)


def _of_trials(trials: tuple[OnTrial, ...]) -> Iterator[Offer]:
    names = listed(tuple(trial.device for trial in trials))
    yield Offer(
        says=f"Go on with {names}: look, prove, and let me confirm", orders=tuple(each.resume for each in trials)
    )
    yield Offer(says=f"Take {names} back to EzVPN now", orders=tuple(each.revert for each in trials))


def _of_site(plan: Plan, device: str, journals: dict[str, tuple[Record, ...]]) -> Iterator[Offer]:
    begun = {name: records for name, records in journals.items() if _is_broken_off(records)}
    if begun:
        resumed = ((name, stage_to_resume(records)) for name, records in begun.items())
        wanted = tuple(Order(device=name, last=stage) for name, stage in resumed if stage)
        yield Offer(says=f"Go on with what was begun on {listed(tuple(begun))}", orders=wanted)
    yield Offer(says="Everything, in the order of the run sheet", orders=orders(plan))
    yield Offer(says="Only what changes no traffic, on every router", orders=orders(plan, last=Stage.STAGE))
    if device:
        yield Offer(says=f"{device} alone", orders=orders(plan, only=(device,)))
    if device and Stage.CLEANUP in stages_with_a_file(plan, device) and _is_new(journals[device]):
        yield Offer(
            says=f"Clean up {device}: remove what nothing uses any more",
            orders=orders(plan, only=(device,), last=Stage.CLEANUP),
        )
    if device and journals[device]:
        yield Offer(says=f"Take back what is on {device}", orders=(Order(device=device, is_revert=True),))


def _is_broken_off(records: tuple[Record, ...]) -> bool:
    return bool(records) and (is_waiting(records) or verdict_of(records) in _TAKEN_UP)


def _is_new(records: tuple[Record, ...]) -> bool:
    return bool(records) and verdict_of(records) is Verdict.NEW_SAVED
