"""The stages that change traffic or logins: armed, sent, proved, and looked at again once they went back."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from math import ceil
from typing import Protocol

from wizard.errors import PushRefused, RouterError
from wizard.model.literals import number
from wizard.model.stage import Stage
from wizard.push.attended_trial import Attendance, AttendedTrial, Extended, TrialTimer
from wizard.push.dead_man import MOST_MINUTES, Armed, DeadMan, Minutes, ReloadIn, RevertTimer, minutes_for
from wizard.push.flash_copy import FlashCopy
from wizard.push.frozen_text import FrozenText
from wizard.push.guarded_router import GuardedRouter
from wizard.push.guards import Change
from wizard.push.journal import Journal
from wizard.push.journal_record import CLOSED, Kind, Record
from wizard.push.journal_says import minutes_extended
from wizard.push.surroundings import Time
from wizard.push.truth import ROLLBACK_SECONDS, Truth
from wizard.push.vigil import Patience, Vigil
from wizard.push.wishes import done, refused
from wizard.sentence import Sentence

PROVING_MARGIN_SECONDS = 90.0
"""Of the timer, in which nothing is proved any more: confirming needs time, too."""

GOING_BACK_SECONDS = 15.0
"""What a router may take to put its lines back, once its timer has fired."""


class Proves(Protocol):
    """What is proved of one router, before and behind a stage; each sentence is something that is missing."""

    checks: int
    """How many things are asked, for the arithmetic of the timer."""
    routers: int
    """How many routers are logged in to."""

    def remember(self, stage: Stage, truth: Truth) -> tuple[Sentence, ...]:
        """Logs in to every router that is asked, and keeps what is true before the stage; what speaks against it."""

    def remember_lately(self, truth: Truth) -> tuple[Sentence, ...]:
        """The same before a way back, days behind the cut-over."""

    def missing(self, stage: Stage, truth: Truth, vigil: Vigil) -> tuple[Sentence, ...]:
        """What is missing of the proof of the stage, once it is proved or the vigil ends."""

    def old_missing(self, stage: Stage, truth: Truth) -> tuple[Sentence, ...]:
        """What is missing of the old tunnel behind a stage that went back."""


class CutOver:
    """One router's stages behind a dead-man."""

    def __init__(
        self,
        *,
        user: str,
        is_reload_allowed: bool,
        journal: Journal,
        proof: Proves,
        flash: FlashCopy,
        time: Time,
        told: Callable[[Sentence], None],
        until: datetime | None = None,
        sized: Callable[[Minutes], None] = lambda minutes: None,
        armed: Callable[[Armed], None] = lambda armed: None,
        attendance: Attendance | None = None,
    ) -> None:
        self._sized, self._armed = sized, armed
        self._attendance = attendance
        self._trial: AttendedTrial | None = None
        self._until = until
        self._user = user
        self._is_reload_allowed = is_reload_allowed
        self._journal = journal
        self._proof = proof
        self._flash = flash
        self._time = time
        self._told = told
        self._minutes = _minutes_armed(journal.records)

    @property
    def is_open(self) -> bool:
        """Whether something was armed, and nobody has seen yet what came of it."""
        return bool(self._since_closed)

    @property
    def has_sent(self) -> bool:
        """Whether lines left since it was armed."""
        return any(record.line not in _OF_THE_TIMER for record in self._since_closed)

    @property
    def _since_closed(self) -> tuple[Record, ...]:
        records = self._journal.records
        closed = max((record.seq for record in records if record.answer == CLOSED), default=0)
        armed = next((r.seq for r in records if r.seq > closed and _arms(r)), None)
        if armed is None:
            return ()
        return tuple(record for record in records if record.seq >= armed and record.kind is Kind.INTENT)

    def dead_man(self, stage: Stage | None) -> DeadMan:
        """What goes back by itself while that stage is on trial."""
        if stage is Stage.LOGIN:
            return ReloadIn(self._minutes)
        extended = (number(each, 1, MOST_MINUTES) for each in minutes_extended(self._journal.records))
        return RevertTimer(self._user, self._minutes, *(each for each in extended if each))

    def prepare(self, stage: Stage, text: FrozenText, truth: Truth) -> tuple[Sentence, ...]:
        """Everything that can be done before it is armed; what is missing, else nothing."""
        if stage is Stage.LOGIN and not self._is_reload_allowed:
            return (
                "the login stage can only be taken back by a reload; allow it with --allow-reload, "
                "or type the stage at the console",
            )
        sized = minutes_for(len(text.rows), self._proof.checks, self._proof.routers)
        if late := self._too_late(sized):
            return (late,)
        if missing := self._proof.remember_lately(truth) if text.takes_back else self._proof.remember(stage, truth):
            return missing
        if truth.router.known.rides_tunnel and stage is not Stage.LOGIN:
            self._flash.put(text, truth.router)
        self._minutes = sized.minutes
        self._sized(sized)
        self._told(f"the timer: {sized.says}")
        return ()

    def _too_late(self, sized: Minutes) -> Sentence:
        """Why the stage cannot be over in time, gone back included; "" where it can, or no time was given."""
        if self._until is None:
            return ""
        needed = timedelta(minutes=sized.minutes, seconds=ROLLBACK_SECONDS)
        left = self._until - self._time.now()
        if needed <= left:
            return ""
        return (
            f"it cannot be over by {self._until:%Y-%m-%d %H:%M} UTC: {sized.minutes} minutes of the timer and "
            f"{ROLLBACK_SECONDS / 60:.0f} to go back are needed, and {max(0, left // timedelta(minutes=1))} are left"
        )

    def arm(self, stage: Stage, truth: Truth) -> None:
        """Sets the dead-man; whether it runs, the router shows."""
        self.dead_man(stage).arm(truth.router, stage)

    def send(self, text: FrozenText, truth: Truth) -> None:
        """Sends the stage: row by row, or by one command where our session may go through the tunnel."""
        if truth.router.known.rides_tunnel and text.stage is not Stage.LOGIN:
            self._flash.copy(text, truth.router)
        else:
            truth.router.send(text)

    def unproved(self, stage: Stage, truth: Truth) -> tuple[Sentence, ...]:
        """What is missing of its proof; it is waited for, as long as the timer lets."""
        self._trial = None
        fires = truth.router.known.armed_until
        if fires is None or self._attendance is None:
            until = (fires or self._time.seconds() + 600) - PROVING_MARGIN_SECONDS
            return self._proof.missing(stage, truth, Patience(self._time, until))
        missing = self._proof.missing(stage, truth, self._trial_of(stage, truth, fires, self._attendance))
        self._let_it_go_back()
        return missing

    def decided(
        self, stage: Stage, truth: Truth, rows: tuple[str, ...], accept: Callable[[frozenset[str]], None]
    ) -> tuple[Sentence, ...]:
        """What is left of lines that are otherwise than predicted, once a person who decides had their say."""
        self._trial = None
        fires = truth.router.known.armed_until
        if fires is None or self._attendance is None or not self._attendance.attends.holds:
            return rows
        left = self._trial_of(stage, truth, fires, self._attendance).decided(rows, accept)
        self._let_it_go_back()
        return left

    def _let_it_go_back(self) -> None:
        """Lets time pass where the timer fires: a router that is looked at meanwhile has neither configuration."""
        if self._trial is not None and self._trial.is_left_to_its_timer:
            self._told("the timer on the router takes it back now")
            self._time.wait(GOING_BACK_SECONDS)

    @property
    def wants_a_fresh_login(self) -> bool:
        """Whether the session may have ended with the vigil, or nothing more is to be typed on it."""
        return self._trial is not None and (self._trial.wants_a_fresh_login or self._trial.is_left_to_its_timer)

    @property
    def is_called_off(self) -> bool:
        """Whether a person wants it back, who has not been heard yet."""
        return self._attendance is not None and self._attendance.attends.hurries

    @property
    def looks_anew(self) -> bool:
        """Whether what ended the last vigil was no fault of the router: it is looked at in a fresh login."""
        return self._trial is not None and self._trial.looks_anew

    def _trial_of(self, stage: Stage, truth: Truth, fires: float, attendance: Attendance) -> AttendedTrial:
        timer = TrialTimer(
            fires=fires,
            margin=PROVING_MARGIN_SECONDS,
            extend=partial(self._extended, stage, truth.router),
            look=partial(self._shown, stage, truth.router),
        )
        self._trial = attendance.trial(timer)
        return self._trial

    def _shown(self, stage: Stage, router: GuardedRouter) -> float | None:
        """When the timer ends, as the router shows it now; None where it is not ours any more."""
        armed = self.dead_man(stage).look(router.session)
        self._armed(armed)
        return self._time.seconds() + armed.left if armed.is_ours else None

    def _extended(self, stage: Stage, router: GuardedRouter, more: int) -> Extended:
        """What became of it that the timer runs so many minutes more."""
        fires = router.known.armed_until or self._time.seconds()
        minutes = ceil((fires - self._time.seconds()) / 60) + more
        if more < 1 or minutes > MOST_MINUTES:
            return Extended(answered=refused(f"a timer runs for at most {MOST_MINUTES} minutes from now"), fires=fires)
        if late := self._too_late(Minutes(minutes=minutes, says="")):
            return Extended(answered=refused(late), fires=fires)
        dead_man = self.dead_man(stage)
        try:
            dead_man.extend(router, stage, minutes)
            shows = self._shown(stage, router)
        except PushRefused as error:
            return Extended(answered=refused(error.message), fires=fires)
        except RouterError as error:
            says: Sentence = f"{error.message}; the timer is looked at anew"
            return Extended(answered=refused(says), fires=fires, is_in_doubt=True)
        if shows is None:
            return Extended(answered=refused("the router does not show it"), fires=fires, is_in_doubt=True)
        router.learn(armed_until=shows)
        return Extended(answered=done(f"it runs for {minutes} minutes from now"), fires=shows)

    def old_again(self, stage: Stage, truth: Truth) -> tuple[Sentence, ...]:
        """What is missing of the old tunnel, once the router went back."""
        return self._proof.old_missing(stage, truth)

    def close(self, stage: Stage, truth: Truth) -> None:
        """Writes down that the trial is over, and takes its file from flash."""
        if self.is_open:
            if stays := self._flash.remove(truth.router, stage):
                self._told(f"{truth.router.session.name}: {stays}")
            self._journal.add(Kind.VERDICT, stage=stage, verdict=truth.standing.verdict, answer=CLOSED)


def _arms(record: Record) -> bool:
    return record.kind is Kind.INTENT and record.line in (Change.ARM, Change.RELOAD_IN)


_OF_THE_TIMER = (Change.ARM, Change.RELOAD_IN, Change.EXTEND)
"""What sends no line."""


def _minutes_armed(records: tuple[Record, ...]) -> int:
    """Of what was armed last; 1 where nothing was."""
    armed = next((record for record in reversed(records) if _arms(record)), None)
    return (armed and number(armed.answer, 1, MOST_MINUTES)) or 1
