"""`reload`, now and later."""

from datetime import timedelta

from wizard.model.literals import number
from wizard.practice import texts
from wizard.practice.dialogue import YES, Dialogue, Question, Reads, said
from wizard.practice.exec_commands.row import Arguments, ExecCommand
from wizard.practice.saved_text import is_saved, long_time
from wizard.practice.saving import save
from wizard.practice.session import Session
from wizard.practice.state import ScheduledReload
from wizard.practice.timers import MINUTE, TOLD_BEFORE_A_RELOAD, boot

LONGEST = 24 * 24 * 60
"""Minutes."""
NO_REASON = "Reload Command"
"""What is said of a reload for which nobody gave a reason."""


def _save_first(session: Session) -> Dialogue:
    """Asks whether to save, where there is something to save."""
    if not is_saved(session.router) and (yield Question(text=texts.SAVE_FIRST.text)).lower().startswith("y"):
        yield from save(session)


def _reload(session: Session, arguments: Arguments) -> Dialogue:
    yield from _save_first(session)
    if (yield Question(text=texts.PROCEED.text, reads=Reads.KEY)) == YES:
        boot(session.router)


def _reload_in(session: Session, arguments: Arguments) -> Dialogue:
    minutes = _minutes(arguments[0])
    if minutes is None:
        yield texts.NUMBER_OUT_OF_RANGE.text
        return
    router = session.router
    reason = arguments[1] if len(arguments) > 1 else NO_REASON
    yield from _save_first(session)
    yield texts.RELOAD_SCHEDULED.of(minutes=minutes, by=session.who)
    yield texts.RELOAD_REASON.of(reason=reason)
    if (yield Question(text=texts.PROCEED.text, reads=Reads.KEY)) != YES:
        return
    at = router.clock.now + timedelta(minutes=minutes)
    past = tuple(before for before in TOLD_BEFORE_A_RELOAD if before >= minutes)
    router.change(reload=ScheduledReload(at=at, by=session.who, reason=reason, said=past))
    router.log(
        texts.LOG_RELOAD.of(
            at=long_time(router.time + timedelta(minutes=minutes)),
            now=long_time(router.time),
            by=session.who,
            reason=reason,
        )
    )


def _minutes(typed: str) -> int | None:
    """`10` or `1:30`."""
    hours, colon, rest = typed.rpartition(":")
    minutes, more = number(rest, 0, LONGEST), number(hours or "0", 0, 24 * 24)
    if minutes is None or more is None or (colon and minutes > 59):
        return None
    return more * 60 + minutes or None


def _cancel(session: Session, arguments: Arguments) -> Dialogue:
    router = session.router
    if router.state.reload is None:
        yield texts.NO_RELOAD_TO_CANCEL.text
        return
    router.change(reload=None)
    router.say_to_all(texts.SHUTDOWN_BANNER.of(what=texts.SHUTDOWN_ABORTED.text))
    router.log(texts.LOG_RELOAD_CANCELLED.of(now=long_time(router.time)))


def _show(session: Session, arguments: Arguments) -> Dialogue:
    reload = session.router.state.reload
    if reload is None:
        return said(texts.NO_RELOAD.text)
    left = (reload.at - session.router.clock.now) // MINUTE
    return said(texts.RELOAD_SCHEDULED.of(minutes=left, by=reload.by) + texts.RELOAD_REASON.of(reason=reload.reason))


RELOAD_COMMANDS: tuple[ExecCommand, ...] = (
    ExecCommand(form="reload", run=_reload),
    ExecCommand(form="reload in MINUTES", run=_reload_in),
    ExecCommand(form="reload in MINUTES reason +", run=_reload_in),
    ExecCommand(form="reload cancel", run=_cancel),
    ExecCommand(form="show reload", run=_show),
)
