"""The lock of the configuration: who holds it, and what the others are told.

`configuration mode exclusive` is gone from 15.0 and IOS-XE 3.1 on [D D1]; a program of the router, such as a rollback
of somebody else, locks all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from wizard.practice import status_texts
from wizard.practice.configuration_tree import find, named_by

if TYPE_CHECKING:
    from wizard.practice.router import PracticeRouter
    from wizard.practice.session import Session

EXCLUSIVE = "configuration mode exclusive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """The lock while somebody holds it."""

    user: str
    line: int
    """Of the terminal; 0 where a program holds it."""
    until: datetime | None = None
    """When it ends by itself; None where it ends with the configuration mode of its owner."""


def lock_of(router: PracticeRouter) -> Lock | None:
    """Who holds the lock."""
    held = router.state.lock
    if held is not None and (held.until is None or router.clock.now < held.until):
        return held
    for terminal in router.terminals:
        session = terminal.session
        if session.holds_the_lock and session.opened is not None:
            return Lock(user=session.user, line=session.line)
    return None


def locked_out(session: Session) -> str:
    """What a login is told that wants to configure while another one holds the lock; empty where it may."""
    held = lock_of(session.router)
    if held is None or (held.until is None and session.holds_the_lock):
        return ""
    return status_texts.CONFIGURATION_LOCKED.of(user=held.user, process=PROCESS, line=held.line)


PROCESS = 13
"""Of the program that holds the lock, as it is shown."""


def locks_by_itself(router: PracticeRouter) -> bool:
    """Whether `configure terminal` takes the lock without being told to."""
    return find(router.state.running, f"{EXCLUSIVE} auto") is not None


def may_lock(router: PracticeRouter) -> bool:
    """Whether `configure terminal lock` is there."""
    return bool(named_by(router.state.running, EXCLUSIVE))
