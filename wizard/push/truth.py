"""What a router runs, would start with, and has pending: read from the router alone, each time anew."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from wizard.errors import (
    ConnectError,
    ConnectionLost,
    CutOff,
    EnableRejected,
    HostKeyChanged,
    LoginRejected,
    RouterError,
)
from wizard.ios.apply import applied
from wizard.ios.residue import Residue, compared
from wizard.judge.answers.answer import NotRead, answer_of
from wizard.judge.answers.version import board_id
from wizard.model.configuration import Configuration
from wizard.model.stage import Stage
from wizard.push.dead_man import Armed, DeadMan, ReloadIn
from wizard.push.frozen_run import hash_of_configuration
from wizard.push.frozen_text import FrozenText
from wizard.push.guarded_router import GuardedRouter
from wizard.push.guards import DANGEROUS, Guard, Known
from wizard.push.journal import Journal
from wizard.push.journal_record import Kind, Record, Verdict
from wizard.push.journal_says import arming, begun_stage, pending_deadline
from wizard.push.reading import RUNNING, shown_by
from wizard.push.standing import Migration, Standing
from wizard.push.surroundings import Logins, Time
from wizard.sentence import Sentence
from wizard.session.router_session import RouterSession

NOT_TRIED_AGAIN = (LoginRejected, EnableRejected, HostKeyChanged)
"""Routers lock users out, and whoever has another key gets nothing [push.md A0 item 16, A5 19]."""
WAIT_SECONDS = 5.0
PATIENCE_SECONDS = 60.0
"""How long a router is called that is not reached, where nothing is armed."""
ROLLBACK_SECONDS = 180.0
"""How long it is called behind the deadline: it goes back, and its old tunnel comes up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What one look at a router showed."""

    router: GuardedRouter
    running: Configuration
    startup: Configuration
    standing: Standing
    armed: Armed
    sha256: str = ""
    """Of what it showed as its running configuration."""


class Looks:
    """Looks at one router of a run; the login is kept until it is lost, or a fresh one is wanted."""

    def __init__(
        self,
        device: str,
        *,
        logins: Logins,
        journal: Journal,
        header: Record,
        migration: Migration,
        dead_man: Callable[[Stage | None], DeadMan],
        time: Time,
        told: Callable[[Sentence], None],
        guards: tuple[Guard, ...],
        looked: "Callable[[Truth], None]",
    ) -> None:
        self._device = device
        self._looked = looked
        self._logins = logins
        self._journal = journal
        self._header = header
        self._migration = migration
        self._dead_man = dead_man
        self._time = time
        self._told = told
        self._guards = guards
        self._router: GuardedRouter | None = None
        self.rides_tunnel = True
        self.is_proved = False

    @property
    def records(self) -> tuple[Record, ...]:
        """Of this run."""
        return self._journal.records[self._journal.records.index(self._header) :]

    @property
    def silenced(self) -> frozenset[str]:
        """The rows of residue that somebody accepted, and that were seen."""
        return frozenset(self._migration.silenced)

    @property
    def begun(self) -> Stage | None:
        """The last stage of which the journal announces a line in this run."""
        return begun_stage(self.records)

    @property
    def on_trial(self) -> Stage | None:
        """The stage that is on trial, or the last that was begun."""
        armed = arming(self.records)
        return armed.stage if armed else self.begun

    @property
    def takes_back(self) -> bool:
        """Whether it is a way back that is on trial."""
        armed = arming(self.records)
        return armed is not None and any(r.seq > armed.seq and r.line.startswith("undo-") for r in self.records)

    @property
    def has_gone_back(self) -> bool:
        """Whether a way back is the last that was sent: until it is saved, the router would start with the new one."""
        rows = [r for r in self.records if r.kind is Kind.INTENT and r.stage and _is_row(r, r.stage)]
        return bool(rows) and rows[-1].stage in DANGEROUS and rows[-1].line.startswith("undo-")

    @property
    def aim(self) -> Stage | None:
        """The stage that the router shall have when what is on trial is whole."""
        return self._migration.stage_before(self.on_trial) if self.takes_back else self.on_trial

    @property
    def start(self) -> Stage | None:
        """The stage that it had before what is on trial."""
        return self.on_trial if self.takes_back else self._migration.stage_before(self.on_trial)

    @property
    def deadline(self) -> datetime | None:
        """UTC; when the router goes back at the latest, as the journal says of what was armed last."""
        return pending_deadline(self.records)

    def truth(self, *, is_fresh: bool = False) -> Truth:
        """What it shows now; RouterError where it is not reached in time, or does not let us in."""
        limit = self._time.seconds() + self._patience()
        while True:
            try:
                if is_fresh:
                    self.close()
                return self._look(self._router or self._logged_in())
            except NOT_TRIED_AGAIN:
                raise
            except (ConnectError, ConnectionLost, RouterError) as error:
                self.close()
                if self._time.seconds() >= limit or not _may_pass(error):
                    raise
                self._wait_behind(error)

    def close(self) -> None:
        """Logs out."""
        router, self._router = self._router, None
        if router:
            with suppress(RouterError, EOFError, OSError):
                router.session.close()

    def again(self, router: GuardedRouter) -> Truth:
        """What it shows now on the same login; it is asked once more where it does not show it to its end."""
        try:
            return self._look(router)
        except CutOff as error:
            self._wait_behind(error)
            return self._look(router)

    def _wait_behind(self, error: RouterError) -> None:
        says = f"{error.message}; it is asked" if isinstance(error, CutOff) else "does not answer; it is called"
        self._told(f"{self._device} {says} again")
        self._time.wait(WAIT_SECONDS)

    def accept(self, rows: frozenset[str]) -> None:
        """Accepts rows of residue besides."""
        self._migration.accept(rows)

    def residue(self, truth: Truth, stage: Stage | None) -> Residue:
        """In what it differs from what was predicted behind that stage, None for what was found."""
        return self._migration.residue(truth.running, stage)

    def misplaced_by(self, text: FrozenText, truth: Truth) -> Residue:
        """Below which headers rows would stand in another order that counts, were those that are missing sent now."""
        after = applied(truth.running, text.commands)
        return Residue(moved=self._migration.residue(after, text.stage).moved)

    def as_it_starts(self, truth: Truth) -> Truth:
        """A mix, of the lines by which what it would start with is another than what it had before the trial."""
        residue = self._migration.residue(truth.startup, self.start)
        mix = Standing(verdict=Verdict.MIX, stage=self.start, residue=residue, in_startup=True)
        return replace(truth, standing=mix)

    def unsafe_start(self, truth: Truth) -> Truth | None:
        """A mix, where a router that runs the new one, not saved, would start with what is no state of ours."""
        if truth.standing.verdict is not Verdict.NEW_UNSAVED:
            return None
        mix = self._migration.unsafe_start(truth.startup)
        return replace(truth, standing=replace(mix, stage=truth.standing.stage)) if mix else None

    def _patience(self) -> float:
        if self.deadline is None:
            return PATIENCE_SECONDS
        left = (self.deadline - self._time.now()) / timedelta(seconds=1)
        return max(PATIENCE_SECONDS, left + ROLLBACK_SECONDS)

    def _logged_in(self) -> GuardedRouter:
        session = self._logins.log_in(self._device)
        serial = serial_of(session)
        known = Known(serial=serial, is_fresh=True, rides_tunnel=self.rides_tunnel)
        self._router = GuardedRouter(session, self._journal, self._header, self._time, known, guards=self._guards)
        return self._router

    def _look(self, router: GuardedRouter) -> Truth:
        session = router.session
        begun, aim = self.begun, self.aim
        dead_man = self._dead_man(self.on_trial)
        armed = dead_man.look(session)
        if arming(self.records) is None:
            # Of the same user, and as long as ours was: another push of this router, from another site.
            armed = replace(armed, is_ours=False)
        reload = ReloadIn(0).look(session)
        shown = shown_by(session)
        running, startup = shown.running, shown.startup
        deadline = self._time.now() + timedelta(seconds=armed.left) if armed.is_ours else None
        migration = self._migration
        standing = migration.standing(
            running, startup, begun=begun, deadline=deadline, takes_back=self.takes_back or self.has_gone_back
        )
        router.learn(
            armed_until=self._time.seconds() + armed.left if armed.is_ours else None,
            has_backup=armed.is_ours and dead_man.has_backup(session),
            is_nothing_pending=not (armed.is_pending or reload.is_pending),
            is_as_predicted=standing.is_whole or (armed.is_ours and migration.residue(running, aim).is_empty),
            is_saved_as_running=compared(startup).residue(compared(running)).is_empty,
            is_startup_untouched=migration.residue(startup, self.start).is_empty,
            is_proved=self.is_proved,
        )
        truth = Truth(
            router=router,
            running=running,
            startup=startup,
            standing=standing,
            armed=armed,
            sha256=hash_of_configuration(shown.answer(RUNNING)),
        )
        self._looked(truth)
        return truth


def serial_of(session: RouterSession) -> str:
    """The serial number of its chassis, "" where it shows none."""
    try:
        return board_id(answer_of(session.show("show version")))
    except NotRead:
        return ""


def _may_pass(error: RouterError) -> bool:
    """Whether calling again may help: nobody was rejected, and the router answered nothing that is on no list."""
    return isinstance(error, ConnectError | ConnectionLost)


def _is_row(record: Record, stage: Stage) -> bool:
    """Whether it announces a row of a stage or of its way back, or the file of one that is copied."""
    return record.line.partition(":")[0] in (stage.filename, stage.undo_filename)
