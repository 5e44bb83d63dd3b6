"""What a person may begin at a site now: what the plan and the journals of its routers allow."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from wizard.live.on_trial import OnTrial, on_trial
from wizard.live.seen_rows import seen_at
from wizard.model.plan import Plan
from wizard.model.stage import Stage
from wizard.plan.perspective import devices
from wizard.push.begun_run import texts_of
from wizard.push.frozen_run import header_of
from wizard.push.journal_record import Record, Verdict
from wizard.push.journal_says import is_waiting, journal_of, last_seen, stage_to_resume, verdict_of
from wizard.push.next_command import goes_on, stage_saved
from wizard.push.order import Order
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


def broken_off_in_words(folder: Folder, plan: Plan, now: datetime) -> Sentence:
    """What of a push was broken off, or waits for its certificate, with its age and how it goes on; "" for nothing."""
    found: list[Sentence] = []
    for name in devices(plan):
        records = journal_of(folder, plan, name)
        if _is_broken_off(records):
            state = "waits for its certificate" if is_waiting(records) else f"broken off, {verdict_of(records)}"
            found.append(f"{name}: {state} ({seen_at(last_seen(records), now)})")
    return f"{'; '.join(found)}. P in step 9 goes on." if found else ""


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
    if begun and not all(map(_is_inert, begun.values())):
        yield _of_begun(begun)
    everything, rest = _left(plan, orders(plan), journals), " that is left" if any(journals.values()) else ""
    yield Offer(says=f"Everything{rest}, in the order of the run sheet", orders=everything)
    yield Offer(
        says=f"Only what {'is left that ' if rest else ''}changes no traffic, on every router",
        orders=_left(plan, orders(plan, last=Stage.STAGE), journals),
    )
    if begun and all(map(_is_inert, begun.values())):
        yield _of_begun(begun)
    if device:
        yield Offer(says=f"{device} alone", orders=_left(plan, orders(plan, only=(device,)), journals))
    if device and Stage.CLEANUP in stages_with_a_file(plan, device) and _is_new(journals[device]):
        yield Offer(
            says=f"Clean up {device}: remove what nothing uses any more",
            orders=orders(plan, only=(device,), last=Stage.CLEANUP),
        )
    if device and journals[device]:
        yield Offer(says=f"Take back what is on {device}", orders=(Order(device=device, is_revert=True),))


def _of_begun(begun: dict[str, tuple[Record, ...]]) -> Offer:
    """What was begun, to the end of its stage."""
    resumed = [(name, stage) for name, records in begun.items() if (stage := stage_to_resume(records))]
    wanted = tuple(Order(device=name, last=stage) for name, stage in resumed)
    ends = listed([f"{stage.number}-{stage} of {name}" for name, stage in resumed])
    return Offer(says=f"Go on with what was begun, to the end of {ends}", orders=wanted)


def _left(plan: Plan, every: tuple[Order, ...], journals: dict[str, tuple[Record, ...]]) -> tuple[Order, ...]:
    """The orders of which something is left, as far as the journals say; nobody types the name of another router."""
    return tuple(order for order in every if not _is_done(plan, order, journals[order.device]))


def _is_done(plan: Plan, order: Order, records: tuple[Record, ...]) -> bool:
    """Whether every stage as far as it goes was sent as the plan has it now, and saved."""
    header, done = header_of(records), stage_saved(records)
    if header is None or done is None or goes_on(records) or is_waiting(records):
        return False
    facts = dict(header.facts)
    asked = [text for stage, text in texts_of(plan, order.device).items() if stage.number <= order.last.number]
    return done.number >= order.last.number and all(facts.get(text.fact) == text.sha256 for text in asked)


def _is_inert(records: tuple[Record, ...]) -> bool:
    """Whether what was broken off changes no traffic: then everything goes on with it."""
    return verdict_of(records) is Verdict.PARTIAL and not is_waiting(records)


def _is_broken_off(records: tuple[Record, ...]) -> bool:
    return bool(records) and (is_waiting(records) or verdict_of(records) in _TAKEN_UP)


def _is_new(records: tuple[Record, ...]) -> bool:
    return bool(records) and verdict_of(records) is Verdict.NEW_SAVED
