"""What runs on the router itself and puts back what it had, whatever becomes of us: a revert timer, or a reload."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Protocol

from wizard.errors import Surprise
from wizard.judge.answers.answer import NotRead, answer_of
from wizard.judge.answers.archive import archive
from wizard.judge.answers.directory import directory
from wizard.judge.answers.reload import scheduled_reload
from wizard.judge.push_proofs import no_revert_timer, revert_timer
from wizard.model.stage import Stage
from wizard.push.guarded_router import GuardedRouter
from wizard.push.guards import Change
from wizard.push.journal_says import BRINGS_WHAT_IS_SAVED
from wizard.sentence import Sentence
from wizard.session.obeyed import obeyed
from wizard.session.router_session import RouterSession

TIMER, CLOCK, ARCHIVE, RELOAD = (
    "show archive config rollback timer",
    "show clock",
    "show archive",
    "show reload",
)
MOST_MINUTES, FEWEST_MINUTES = 120, 10
"""Ten over a wide area [push.md A5]."""
_PLACE = re.compile(r"[a-z][a-z0-9-]{0,15}:(?:/?(?:[\w.-]{1,60}/){0,4})")
"""In front of the name of a copy: `flash:`, or a folder there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Armed:
    """What the router shows of a dead-man."""

    is_pending: bool
    is_ours: bool = False
    left: float = 0.0
    """Seconds until it goes back, where it is ours."""
    says: Sentence = ""
    clock: datetime | None = None
    """The router's, without a zone; None where it is not ours, or is no timer."""
    fires: datetime | None = None
    """By that clock."""
    zone: str = ""
    """As the router calls it."""


class DeadMan(Protocol):
    """One way in which a router goes back by itself."""

    goes_back_at_once: bool
    """Whether it can be told to go back before its time."""
    warns: tuple[Sentence, ...]
    """What else decides over where it goes back to."""

    def look(self, session: RouterSession) -> Armed:
        """What the router shows of it now."""

    def arm(self, router: GuardedRouter, stage: Stage) -> None:
        """Sets it; the router says afterwards whether it is."""

    def has_backup(self, session: RouterSession) -> bool:
        """Whether the router has what it goes back to."""

    def extend(self, router: GuardedRouter, stage: Stage, minutes: int) -> None:
        """Lets it run so many minutes from now, where it can."""

    def disarm(self, router: GuardedRouter, stage: Stage) -> None:
        """Ends it, and keeps what runs."""

    def go_back(self, router: GuardedRouter, stage: Stage) -> None:
        """Goes back at once, where it can."""


class RevertTimer:
    """`configure terminal revert timer N`, which puts back the archived configuration."""

    goes_back_at_once = True
    warns: tuple[Sentence, ...] = ()

    def __init__(self, user: str, minutes: int, *extended: int) -> None:
        """`extended` are the lengths that it was given since it was armed; nobody may know whether it took them."""
        self._user, self._minutes, self._extended = user, minutes, extended

    def look(self, session: RouterSession) -> Armed:
        """The timer, and the time, in one breath."""
        answer = session.show(TIMER)
        if no_revert_timer(answer).is_good:
            return Armed(is_pending=False)
        clock = session.show(CLOCK)
        lengths = (self._minutes, *self._extended)
        every = [revert_timer(answer, clock, user=self._user, minutes=minutes) for minutes in lengths]
        judged = next((each for each in every if each.is_good), every[0])
        left = (judged.left or timedelta(0)).total_seconds()
        return Armed(
            is_pending=True,
            is_ours=judged.is_good,
            left=left,
            says=judged.seen,
            clock=judged.now,
            fires=judged.until,
            zone=judged.zone,
        )

    def arm(self, router: GuardedRouter, stage: Stage) -> None:
        """The router copies its configuration into the archive first."""
        command = f"configure terminal revert timer {self._minutes}"

        def armed(session: RouterSession) -> None:
            session.configure(command)
            session.end()

        router.arm(Change.ARM, stage, self._minutes, armed)

    def has_backup(self, session: RouterSession) -> bool:
        """Whether the newest copy of the archive is a file in which something stands [push.md A5 item 25]."""
        try:
            latest = archive(answer_of(session.show(ARCHIVE))).latest
            if place := _PLACE.match(latest):
                return directory(answer_of(session.show(f"dir {place[0]}"))).holds(latest[place.end() :])
        except NotRead:
            pass
        return False

    def extend(self, router: GuardedRouter, stage: Stage, minutes: int) -> None:
        """`configure revert timer N`, which begins anew; that a router says nothing to it is unconfirmed."""
        command = f"configure revert timer {minutes}"
        router.arm(Change.EXTEND, stage, minutes, lambda session: obeyed(session, command))

    def disarm(self, router: GuardedRouter, stage: Stage) -> None:
        """`configure confirm`."""
        router.change(Change.CONFIRM, stage, lambda session: obeyed(session, "configure confirm"))

    def go_back(self, router: GuardedRouter, stage: Stage) -> None:
        """`configure revert now`."""
        router.change(Change.REVERT, stage, lambda session: obeyed(session, "configure revert now"))


class ReloadIn:
    """`reload in N`, after which the router starts with its startup configuration; only with consent."""

    goes_back_at_once = False
    warns: tuple[Sentence, ...] = (BRINGS_WHAT_IS_SAVED,)

    def __init__(self, minutes: int) -> None:
        self._minutes = minutes

    def look(self, session: RouterSession) -> Armed:
        """The reload that is pending."""
        try:
            reload = scheduled_reload(answer_of(session.show(RELOAD)))
        except NotRead as unread:
            return Armed(is_pending=True, says=f"cannot be read: {unread.why}")
        if reload is None:
            return Armed(is_pending=False)
        left = reload.total_seconds()
        is_ours = 0 < left <= self._minutes * 60
        return Armed(is_pending=True, is_ours=is_ours, left=left, says=f"a reload in {ceil(left / 60)} minutes")

    def arm(self, router: GuardedRouter, stage: Stage) -> None:
        """The startup configuration is what it goes back to."""
        command = f"reload in {self._minutes}"
        router.arm(Change.RELOAD_IN, stage, self._minutes, lambda session: obeyed(session, command))

    def has_backup(self, session: RouterSession) -> bool:
        """It is what is saved, which is compared elsewhere."""
        return True

    def extend(self, router: GuardedRouter, stage: Stage, minutes: int) -> None:
        """Nothing makes a reload later that would not leave the router without one."""
        raise Surprise("a reload is not made later", where=router.session.name)

    def disarm(self, router: GuardedRouter, stage: Stage) -> None:
        """`reload cancel`."""
        router.change(Change.RELOAD_CANCEL, stage, lambda session: obeyed(session, "reload cancel"))

    def go_back(self, router: GuardedRouter, stage: Stage) -> None:
        """Nothing goes back before the reload."""
        raise Surprise("it goes back with its reload alone", where=router.session.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """How long a dead-man runs, and why."""

    minutes: int
    says: Sentence
    """The arithmetic, for people."""


APPLY_SECONDS_A_ROW, CONVERGE_SECONDS, STABLE_SECONDS, LOGIN_SECONDS = 1, 90, 60, 30
"""Guessed on the safe side, and doubled [push.md A5, timer sizing]."""


def minutes_for(rows: int, checks: int, routers: int) -> Minutes:
    """The minutes for so many rows, checks and routers that are logged in to anew."""
    parts = (
        (rows * APPLY_SECONDS_A_ROW, f"{rows} rows"),
        (CONVERGE_SECONDS, "the tunnel comes up"),
        (STABLE_SECONDS, "it stays up"),
        (checks * 5, f"{checks} checks"),
        (2 * routers * LOGIN_SECONDS, f"{2 * routers} logins"),
    )
    seconds = sum(part for part, _ in parts)
    minutes = min(MOST_MINUTES, max(FEWEST_MINUTES, ceil(seconds * 2 / 60)))
    said = " + ".join(f"{part} s for {what}" for part, what in parts)
    return Minutes(
        minutes=minutes,
        says=f"{said} = {seconds} s; twice that, from {FEWEST_MINUTES} to {MOST_MINUTES} minutes: {minutes} minutes",
    )
