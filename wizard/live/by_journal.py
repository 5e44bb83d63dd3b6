"""What a record of a journal makes of a router that is seen: the same for one of now and one of before a crash."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from wizard.live.push_seen import Doing, RouterSeen, StageSeen, StageState, TimerSeen
from wizard.model.literals import number
from wizard.model.stage import Stage
from wizard.push.dead_man import MOST_MINUTES
from wizard.push.guards import Change
from wizard.push.journal_record import CLOSED, Kind, Record, Verdict
from wizard.push.journal_says import verdict_of
from wizard.push.outcome import End

_NEW = (Verdict.NEW_UNSAVED, Verdict.NEW_SAVED)
_DOING: Mapping[str, Doing] = {
    Change.ARM: Doing.ARMING,
    Change.RELOAD_IN: Doing.ARMING,
    Change.CONFIRM: Doing.CONFIRMING,
    Change.RELOAD_CANCEL: Doing.CONFIRMING,
    Change.SAVE: Doing.SAVING,
    Change.REVERT: Doing.GOING_BACK,
    Change.AUTHENTICATE: Doing.ENROLLING,
    Change.ENROLL: Doing.ENROLLING,
    Change.IMPORT: Doing.ENROLLING,
}
_BESIDE = frozenset(Change)
"""What is announced and is no line of a stage."""


def seen_by_journal(router: RouterSeen, records: Sequence[Record]) -> RouterSeen:
    """The router as its journal alone says that it stands, and never better: what is on trial is unknown."""
    for record in records:
        router = with_record(router, record)
    verdict = verdict_of(records) if records else None
    return replace(router, verdict=verdict, is_by_journal=verdict is not None, doing=Doing.NOTHING, since=None)


def with_record(router: RouterSeen, record: Record) -> RouterSeen:
    """The router once that is in its journal."""
    folds: Mapping[Kind, Callable[[RouterSeen, Record], RouterSeen]] = {
        Kind.HEADER: _begun,
        Kind.INTENT: _announced,
        Kind.SEEN: _answered,
        Kind.VERDICT: _judged,
    }
    fold = folds.get(record.kind)
    return fold(router, record) if fold else router


def _begun(router: RouterSeen, record: Record) -> RouterSeen:
    stages = tuple(replace(each, state=StageState.WAITING, sent=0, at=None) for each in router.stages)
    user = dict(record.facts).get("user", "") or router.user
    return replace(router, stages=stages, timer=None, proof=None, running=None, residue=(), user=user)


def _announced(router: RouterSeen, record: Record) -> RouterSeen:
    if record.line not in _BESIDE:
        router = _with_stage(router, record, state=StageState.UNDER_WAY)
    doing = _DOING.get(record.line) or (router.doing if record.line in _BESIDE else Doing.SENDING)
    since = router.since if doing is router.doing else record.t_wall
    timer = _TIMERS[record.line](router, record) if record.line in _TIMERS else router.timer
    if timer and record.line.startswith("undo-"):
        timer = replace(timer, takes_back=True)
    return replace(router, doing=doing, since=since, timer=timer)


def _armed(router: RouterSeen, record: Record) -> TimerSeen | None:
    return TimerSeen(
        stage=record.stage,
        is_reload=record.line == Change.RELOAD_IN,
        user=router.user,
        minutes=number(record.answer, 1, MOST_MINUTES) or 0,
        armed_at=record.t_wall,
        deadline=record.deadline or record.t_wall,
        arithmetic=router.timer.arithmetic if router.timer else "",
    )


def _extended(router: RouterSeen, record: Record) -> TimerSeen | None:
    """It may have been taken: then the router goes back later than it showed."""
    if router.timer is None:
        return None
    minutes = number(record.answer, 1, MOST_MINUTES) or router.timer.minutes
    deadline = record.deadline or router.timer.deadline
    return replace(router.timer, minutes=minutes, armed_at=record.t_wall, deadline=deadline, is_shown=False)


_TIMERS: Mapping[str, Callable[[RouterSeen, Record], TimerSeen | None]] = {
    Change.ARM: _armed,
    Change.RELOAD_IN: _armed,
    Change.EXTEND: _extended,
}


def _answered(router: RouterSeen, record: Record) -> RouterSeen:
    if record.answer != "taken":
        return router
    if record.line == Change.SAVE and record.stage:
        return reached_at(router, record.stage, record.t_wall, is_saved=True)
    if record.line in _BESIDE or record.stage is None:
        return router
    stage = _stage(router, record.stage)
    is_one_row = ":" in record.line
    sent = min(stage.rows, stage.sent + 1) if stage and is_one_row else stage.rows if stage else 0
    return _with_stage(router, record, sent=sent)


def _judged(router: RouterSeen, record: Record) -> RouterSeen:
    router = replace(router, verdict=record.verdict or router.verdict, verdict_at=record.t_wall, is_by_journal=False)
    if record.answer == CLOSED or record.verdict in _NEW:
        router = replace(router, timer=None)
    if record.answer:
        return router
    is_saved = record.verdict in (Verdict.NEW_SAVED, Verdict.STAGED)
    return reached_at(router, record.stage, record.t_wall, is_saved=is_saved)


def reached_at(router: RouterSeen, stage: Stage | None, at: datetime, *, is_saved: bool) -> RouterSeen:
    """The router, seen to have every stage up to that one wholly, and none behind it."""
    last = stage.number if stage else 0
    return replace(router, stages=tuple(_reached(each, last, at, is_saved=is_saved) for each in router.stages))


def _reached(seen: StageSeen, last: int, at: datetime, *, is_saved: bool) -> StageSeen:
    if seen.stage.number > last:
        is_gone = seen.state in (StageState.THERE, StageState.SAVED)
        return replace(seen, state=StageState.WAITING, sent=0, at=at) if is_gone else seen
    is_saved = is_saved or seen.state is StageState.SAVED
    return replace(seen, state=StageState.SAVED if is_saved else StageState.THERE, at=at)


def stages_behind(stages: tuple[StageSeen, ...], end: End, at: datetime) -> tuple[StageSeen, ...]:
    """The stages once a push of their router ended: what was under way failed, but where nobody can tell yet."""
    if end not in _FAILED:
        return stages
    return tuple(
        replace(each, state=StageState.FAILED, at=at) if each.state is StageState.UNDER_WAY else each for each in stages
    )


_FAILED = (End.STOPPED, End.ROLLED_BACK, End.NEEDS_A_PERSON)


def _stage(router: RouterSeen, stage: Stage) -> StageSeen | None:
    return next((each for each in router.stages if each.stage is stage), None)


def _with_stage(router: RouterSeen, record: Record, **told: object) -> RouterSeen:
    stages = tuple(
        replace(each, at=record.t_wall, **told) if each.stage is record.stage else each  # type: ignore[arg-type]
        for each in router.stages
    )
    return replace(router, stages=stages)
