"""What comes next for a router, by what its journal says alone."""

from collections.abc import Sequence

from wizard.model.plan import Plan
from wizard.model.stage import Stage
from wizard.push.guards import Change
from wizard.push.journal_record import Kind, Record, Verdict
from wizard.push.journal_says import stage_seen, verdict_of
from wizard.render.stage_files import stages_with_a_file

_GO_ON = frozenset({Verdict.PARTIAL, Verdict.TRIAL, Verdict.NEW_UNSAVED, Verdict.UNKNOWN, Verdict.MIX})
"""Where `resume` looks at the router, and says or does what is to be done."""


def next_words(plan: Plan, device: str, records: Sequence[Record]) -> tuple[str, ...]:
    """The words behind `ez2flex` and before the site; none where nothing is left but to remove what was frozen."""
    if goes_on(records):
        return to_go_on(device)
    planned = stages_with_a_file(plan, device)
    up_to_cut_over = [stage for stage in planned if stage is not Stage.CLEANUP]
    if not records:
        return ("push", "--device", device) if planned else ()
    done = stage_saved(records)
    if any(stage.number > (done.number if done else 0) for stage in up_to_cut_over):
        return ("push", "--device", device)
    if Stage.CLEANUP in planned and done is not Stage.CLEANUP:
        return ("push", "--device", device, "--stage", Stage.CLEANUP)
    return ()


def goes_on(records: Sequence[Record]) -> bool:
    """Whether what was begun goes on first, whatever is planned."""
    return bool(records) and verdict_of(records) in _GO_ON


def behind(device: str, verdict: Verdict) -> tuple[str, ...]:
    """The words behind an end that is not a good one, by what it left alone."""
    return to_go_on(device) if verdict in _GO_ON else ("push", "--device", device)


def to_go_on(*devices: str) -> tuple[str, ...]:
    """The words that take up what was begun, at these routers or at all."""
    return ("resume", *(word for device in devices for word in ("--device", device)))


def stage_saved(records: Sequence[Record]) -> Stage | None:
    """The last stage that the router was seen to have wholly, and that was saved; None before the first."""
    verdict = verdict_of(records)
    stage = stage_seen(records)
    if verdict is Verdict.NEW_SAVED or stage is None:
        return stage
    begun = max((record.seq for record in records if record.kind is Kind.HEADER), default=0)
    is_saved = any(_saves(record, stage) for record in records if record.seq > begun)
    return stage if verdict is Verdict.STAGED and is_saved else None


def _saves(record: Record, stage: Stage) -> bool:
    is_taken = record.kind is Kind.SEEN and record.answer == "taken"
    return is_taken and record.line == Change.SAVE and record.stage is stage


def is_finished(plan: Plan, device: str, records: Sequence[Record]) -> bool:
    """Whether all that is planned for the router, clean-up included, is there and saved."""
    return bool(records) and next_words(plan, device, records) == () and stage_saved(records) is not None
