"""What a router does by itself when its time comes: it warns, takes a change back, reloads, ends idle logins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from wizard.practice import texts
from wizard.practice.beliefs import TIMER_AND_RELOAD
from wizard.practice.configuration_text import read_configuration
from wizard.practice.file_names import located
from wizard.practice.list_numbering import as_blocks
from wizard.practice.pki.enrolment import poll
from wizard.practice.rollback import roll_back
from wizard.practice.state import RevertTimer, Touched
from wizard.practice.weak_algorithms import is_shielded

if TYPE_CHECKING:
    from wizard.practice.router import PracticeRouter

MINUTE = timedelta(minutes=1)
BOOT_TIME = timedelta(seconds=150)
"""From the last words of a reload until somebody can log in: some minutes on any router (not confirmed)."""
TOLD_BEFORE_A_RELOAD = (5, 1)
"""So many minutes before a reload everybody is told [C S1]."""

Alarm: TypeAlias = tuple[datetime, Callable[["PracticeRouter"], None]]


def alarms(router: PracticeRouter) -> Iterator[Alarm]:
    """What it is going to do and when, as things stand."""
    revert, reload = router.state.revert, router.state.reload
    if router.state.boots_until is not None:
        yield router.state.boots_until, _come_up
        return
    if revert is not None:
        if not revert.is_warned:
            yield revert.deadline - MINUTE, _warn
        yield revert.deadline, revert_now
    if reload is not None:
        for minutes in TOLD_BEFORE_A_RELOAD:
            if minutes not in reload.said:
                yield reload.at - minutes * MINUTE, _tell
        yield reload.at, boot
    if router.state.polls_at is not None:
        yield router.state.polls_at, poll
    for terminal in router.terminals:
        ends = terminal.ends_at()
        if ends is not None:
            yield ends, _end_idle_logins


def _warn(router: PracticeRouter) -> None:
    revert = router.state.revert
    if revert is None:
        return
    router.change(revert=replace(revert, is_warned=True))
    router.say_on_line(revert.vty, texts.ROLLBACK_WARNING.text)
    router.log(texts.LOG_WARNING.of(file=revert.file))


def revert_now(router: PracticeRouter) -> None:
    """Takes back what was changed since the timer was armed, and tells the line on which it was."""
    revert = router.state.revert
    if revert is not None:
        router.say_on_line(revert.vty, texts.ROLLING_TO.of(file=revert.file))
        router.say_on_line(revert.vty, taken_back(router, revert))


def taken_back(router: PracticeRouter, revert: RevertTimer) -> str:
    """Takes the change back; what is printed of it behind the name of the file."""
    router.change(revert=None)
    router.log(texts.LOG_ROLLBACK.of(file=revert.file))
    file = router.state.file(located(revert.file)[1])
    if file is None:
        return texts.NO_SUCH_FILE.of(file=revert.file)
    router.log(texts.LOG_LOCK.text)
    done = roll_back(router, file.text, revert.user)
    return done.listed + done.report


def _tell(router: PracticeRouter) -> None:
    reload = router.state.reload
    if reload is None:
        return
    minutes = next(
        m for m in TOLD_BEFORE_A_RELOAD if m not in reload.said and reload.at - m * MINUTE <= router.clock.now
    )
    router.change(reload=replace(reload, said=(*reload.said, minutes)))
    router.say_to_all(texts.SHUTDOWN_BANNER.of(what=texts.SHUTDOWN_IN.of(minutes=minutes)))


def boot(router: PracticeRouter) -> None:
    """Reloads: every login ends, what was not saved is gone, and for a time nobody reaches the router."""
    router.say_to_all(texts.SHUTDOWN_BANNER.of(what=texts.SHUTDOWN_NOW.text))
    for terminal in router.terminals:
        terminal.hang_up()
    up_at = router.clock.now + BOOT_TIME
    lines = as_blocks(read_configuration(router.state.startup or ""))
    router.network.forget(router)
    router.change(
        running=lines,
        is_shielded=is_shielded(lines),
        boots_until=up_at,
        booted_at=up_at,
        clock_is_set=False,
        changed=Touched(at=router.time + BOOT_TIME),
        saved=None,
        revert=router.state.revert if router.beliefs[TIMER_AND_RELOAD] == "survives" else None,
        reload=None,
        lock=None,
        configuration_log=(),
    )


def _come_up(router: PracticeRouter) -> None:
    router.change(boots_until=None)


def _end_idle_logins(router: PracticeRouter) -> None:
    for terminal in router.terminals:
        ends = terminal.ends_at()
        if ends is not None and ends <= router.clock.now:
            terminal.hang_up()
