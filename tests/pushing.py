"""Pushing a golden device to a practice router in this process; what is proved is told by a stand-in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from tests.pushed_plans import plan_of
from wizard.errors import NotReached
from wizard.live.tapped_session import Hears, TappedLogins
from wizard.model.certificate import Certificate
from wizard.model.host import Host
from wizard.model.stage import Stage
from wizard.practice import PracticeRouter
from wizard.push.cut_over import Proves
from wizard.push.enrolment import Due
from wizard.push.guards import GUARDS, Guard
from wizard.push.journal import journal_name, read
from wizard.push.journal_record import Record
from wizard.push.journal_says import begun_stage
from wizard.push.order import Order
from wizard.push.outcome import Outcome
from wizard.push.preflight import Row
from wizard.push.site_push import Allowed, Reached, SitePush, enrolment_of
from wizard.push.truth import Truth
from wizard.push.tunnel_riding import Riding
from wizard.push.vigil import Vigil
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

    def remember(self, stage: Stage, truth: Truth) -> tuple[Sentence, ...]:
        """Nothing."""
        return ()

    def remember_lately(self, truth: Truth) -> tuple[Sentence, ...]:
        """Nothing."""
        return ()

    def missing(self, stage: Stage, truth: Truth, vigil: Vigil) -> tuple[Sentence, ...]:
        """What it was told."""
        return self._missing

    def old_missing(self, stage: Stage, truth: Truth) -> tuple[Sentence, ...]:
        """What it was told."""
        return self._old_missing


class NobodyEnrols:
    """Certificates are brought by others alone."""

    def next(self, truth: Truth) -> Due:
        """Nothing."""
        return Due()


@dataclass(kw_only=True)
class Pushed:
    """A golden device, its practice router, and a site folder."""

    case: str
    device: str
    practice: PracticeRouter
    path: Path
    proof: Proves = field(default_factory=NothingProved)
    rides_tunnel: bool = False
    is_reload_allowed: bool = True
    is_named: bool = True
    """Whether its name was typed."""
    is_known_as: str | None = None
    """The serial number that was read once; None for the one that it has."""
    guards: tuple[Guard, ...] = GUARDS
    rows: tuple[Row, ...] = ()
    """Of the pre-flight."""
    until: datetime | None = None
    refusals: frozenset[str] = frozenset()
    """The refusals that a person accepted."""
    accepted: frozenset[str] = frozenset()
    """The rows of residue that a person accepted."""
    ticket: str = ""
    """The change under which it is pushed."""
    enrols: bool = False
    """Whether the push brings the router its certificates; else they are waited for, and a test brings them."""
    brought: tuple[Certificate, ...] = ()
    """Certificates that a person gave for it."""
    told: list[str] = field(default_factory=list)
    hears: Hears | None = None
    """Who keeps a log of what is typed and of what comes."""
    tap: Callable[[Wire], Wire] = lambda wire: wire
    folder: Callable[[Path], Folder] = Folder

    def __post_init__(self) -> None:
        self.practice.name = self.device
        self.time = PracticeTime(self.practice)
        self.plan = plan_of(self.case)

    @property
    def reached(self) -> Reached:
        """How its router is reached."""
        serial = self.practice.serial if self.is_known_as is None else self.is_known_as
        host = Host(name=self.device, address="192.0.2.1", serial=serial)
        return Reached(host=host, user=USER, host_key="SHA256:practice")

    def push(self, last: Stage = Stage.CUTOVER, *, is_revert: bool = False) -> Outcome:
        """Begins a run or goes on with it."""
        with self.folder(self.path) as folder:
            logins = PracticeLogins(self.practice, tap=self.tap)
            site = SitePush(
                folder=folder,
                plan=self.plan,
                logins=TappedLogins(logins, self.hears) if self.hears else logins,
                reached={self.device: self.reached},
                time=self.time,
                version="1",
                told=self.told.append,
                proof_of=lambda site, device, begun: self.proof,
                rides=lambda reading, plan, device: Riding(rides=self.rides_tunnel, why="as the test wants it"),
                rows=self.rows,
                allowed=Allowed(
                    names=frozenset({self.device} if self.is_named else ()),
                    reload=frozenset({self.device} if self.is_reload_allowed else ()),
                    residue=self.accepted,
                    until=self.until,
                    refusals=self.refusals,
                    by="jdoe",
                    ticket=self.ticket,
                ),
                guards=self.guards,
                enrolment_of=enrolment_of if self.enrols else lambda site, device, begun: NobodyEnrols(),
                brought={self.device: self.brought},
            )
            return site.push(Order(device=self.device, last=last, is_revert=is_revert))

    @property
    def stage_begun(self) -> Stage | None:
        """The last stage of which its journal announces something."""
        return begun_stage(self.records)

    @property
    def records(self) -> tuple[Record, ...]:
        """Its journal."""
        return read(self.journal, "journal")[0]

    @property
    def journal(self) -> bytes:
        """As it stands in the file."""
        return (self.path / journal_name(self.device)).read_bytes()
