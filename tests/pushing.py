"""Pushing a golden device to a practice router in this process; what is proved is told by a stand-in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from tests.golden_cases import golden_plan
from wizard.errors import NotReached
from wizard.model.stage import Stage
from wizard.practice import PracticeRouter
from wizard.push.begun_run import begin_run, run_under_way
from wizard.push.cut_over import CutOver
from wizard.push.flash_copy import FlashCopy
from wizard.push.guards import GUARDS, Guard
from wizard.push.journal import Journal, journal_name
from wizard.push.outcome import Outcome
from wizard.push.router_push import Order, RouterPush
from wizard.push.stage_steps import StageSteps
from wizard.push.truth import Truth
from wizard.sentence import Sentence
from wizard.session.dialogue import Dialogue
from wizard.session.router_session import Login, log_in
from wizard.session.wire import Wire
from wizard.site.folder import Folder

USER = "admin"


class PracticeTime:
    """The clock of a practice router is that of this machine, too."""

    def __init__(self, practice: PracticeRouter) -> None:
        self._clock = practice.clock
        self._began = practice.clock.now

    def now(self) -> datetime:
        """UTC."""
        return self._clock.now

    def seconds(self) -> float:
        """Since the test began."""
        return (self._clock.now - self._began) / timedelta(seconds=1)

    def wait(self, seconds: float) -> None:
        """Lets the router's clock go on."""
        self._clock.go_on(seconds)


class PracticeLogins:
    """Logs in to practice routers of this process."""

    def __init__(self, *routers: PracticeRouter, tap: Callable[[Wire], Wire] = lambda wire: wire) -> None:
        self._routers = {practice.name: practice for practice in routers}
        self._tap = tap

    def log_in(self, device: str) -> Login:
        """A fresh login."""
        practice = self._routers[device]
        try:
            wire = self._tap(practice.log_in(USER))
        except EOFError as error:
            raise NotReached("it does not answer", where=device) from error
        dialogue = Dialogue(wire, router=device, now=lambda: practice.clock.now.timestamp())
        return log_in(dialogue, wire.close, router=device, enable=None)


class NothingProved:
    """A proof that asks nothing, and says what it is told to say."""

    checks, routers = 10, 1

    def __init__(self, missing: tuple[Sentence, ...] = (), old_missing: tuple[Sentence, ...] = ()) -> None:
        self._missing, self._old_missing = missing, old_missing

    def remember(self, truth: Truth) -> tuple[Sentence, ...]:
        """Nothing."""
        return ()

    def missing(self, stage: Stage, truth: Truth, until: float) -> tuple[Sentence, ...]:
        """What it was told."""
        return self._missing

    def old_missing(self, stage: Stage, truth: Truth) -> tuple[Sentence, ...]:
        """What it was told."""
        return self._old_missing


@dataclass(kw_only=True)
class Pushed:
    """A golden device, its practice router, and a site folder."""

    case: str
    device: str
    practice: PracticeRouter
    path: Path
    proof: NothingProved = field(default_factory=NothingProved)
    rides_tunnel: bool = False
    is_reload_allowed: bool = True
    guards: tuple[Guard, ...] = GUARDS
    told: list[str] = field(default_factory=list)
    tap: Callable[[Wire], Wire] = lambda wire: wire

    def __post_init__(self) -> None:
        self.practice.name = self.device
        self.time = PracticeTime(self.practice)
        self.plan = golden_plan(self.case)

    @contextmanager
    def journal(self) -> Iterator[tuple[Folder, Journal]]:
        """Its journal, on the router's clock."""
        with (
            Folder(self.path) as folder,
            Journal(folder, journal_name(self.device), now=lambda: (self.time.now(), self.time.seconds())) as journal,
        ):
            yield folder, journal

    def push(self, last: Stage = Stage.CUTOVER, *, is_revert: bool = False) -> Outcome:
        """Begins a run or goes on with it."""
        logins = PracticeLogins(self.practice, tap=self.tap)
        with self.journal() as (folder, journal):
            begun = run_under_way(folder, journal, self.device)
            if begun is None:
                session = PracticeLogins(self.practice).log_in(self.device)
                begun = begin_run(
                    folder,
                    journal,
                    self.device,
                    plan=self.plan,
                    device=self.device,
                    session=session,
                    user=USER,
                    host_key="SHA256:practice",
                    version="1",
                    time=self.time,
                )
                session.close()
            walk = RouterPush(
                Order(device=self.device, last=last, is_revert=is_revert),
                journal=journal,
                run=begun.run,
                header=begun.header,
                steps=StageSteps(self.plan, self.device, begun.run, self.time),
                cut_over=CutOver(
                    user=USER,
                    is_reload_allowed=self.is_reload_allowed,
                    journal=journal,
                    proof=self.proof,
                    flash=FlashCopy(),
                    time=self.time,
                    told=self.told.append,
                ),
                logins=logins,
                time=self.time,
                told=self.told.append,
                guards=self.guards,
            )
            walk.looks.rides_tunnel = self.rides_tunnel
            return walk.push()
