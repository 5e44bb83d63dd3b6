"""Golden sites on practice routers that are walked to their cut-over, with the sessions and the time of a push."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from tests.practice_networks import enrol, named
from tests.pushed_plans import plan_of
from tests.test_practice_laws import at_source, type_in
from tests.test_practice_network_laws import LEFT_OUT_BY_THE_GUIDE, let_in, take, up_by_hand
from wizard.model.stage import Stage
from wizard.plan.perspective import devices
from wizard.practice import PracticeRouter
from wizard.practice.network import PracticeNetwork
from wizard.push.memory import remember
from wizard.push.proof import prove
from wizard.push.proof_rows import Proof, Remembered
from wizard.push.vigil import Patience
from wizard.session.dialogue import Dialogue
from wizard.session.router_session import Login, log_in

BRANCH = ("branches-keep-server", "br-leeds")
BEFORE_CUTOVER = (Stage.ARCHIVE, Stage.LOGIN, Stage.PKI, Stage.STAGE)


class Site:
    """The routers of a golden case with EzVPN up, and those stages typed; it is the time of the push, too."""

    def __init__(self, case: str, typed: tuple[Stage, ...] = BEFORE_CUTOVER) -> None:
        self.case = case
        self.plan = plan_of(case)
        self.routers = {name: named(self._router(name), name) for name in devices(self.plan)}
        self.events: list[tuple[float, Callable[[], None]]] = []
        self._begun = self.all[0].clock.now
        PracticeNetwork(self.all)
        for name, lines in LEFT_OUT_BY_THE_GUIDE.items():
            if name in self.routers:
                type_in(self.routers[name], f"{lines}ip route 0.0.0.0 0.0.0.0 Ethernet0/0\n")
        let_in(case, self.all)
        for stage in typed:
            take(case, self.all, stage.filename)
            if stage is Stage.PKI:
                enrol(self.all)
        up_by_hand(self.all)

    def _router(self, name: str) -> PracticeRouter:
        """As it was read, and nothing of it saved."""
        return at_source(self.case, name).fork()

    @property
    def all(self) -> tuple[PracticeRouter, ...]:
        """Its routers."""
        return tuple(self.routers.values())

    def cut_over(self, *names: str) -> None:
        """Types the cut-over of those routers."""
        self._type(Stage.CUTOVER.filename, names)

    def take_back(self, *names: str) -> None:
        """Types the way back from it."""
        self._type(Stage.CUTOVER.undo_filename, names)

    def _type(self, filename: str, names: Iterable[str]) -> None:
        take(self.case, tuple(self.routers[name] for name in names), filename)
        up_by_hand(self.all)

    def sessions(self, *names: str) -> dict[str, Login]:
        """Fresh logins, at all routers where none is named."""
        return {name: self._log_in(self.routers[name]) for name in names or self.routers}

    def _log_in(self, practice: PracticeRouter) -> Login:
        for terminal in practice.terminals:
            terminal.close()
        wire = practice.log_in("admin")
        dialogue = Dialogue(wire, router=practice.name, now=self.seconds)
        return log_in(dialogue, wire.close, router=practice.name, enable=None)

    # the time of the push

    def now(self) -> datetime:
        """UTC, as this machine believes it."""
        return self.all[0].clock.now.astimezone(UTC)

    def seconds(self) -> float:
        """Since the site began."""
        return (self.all[0].clock.now - self._begun) / timedelta(seconds=1)

    def wait(self, seconds: float) -> None:
        """Lets them pass at every router; what is to happen meanwhile happens."""
        for practice in self.all:
            practice.clock.go_on(seconds)
        due = [event for at, event in self.events if at <= self.seconds()]
        self.events = [(at, event) for at, event in self.events if at > self.seconds()]
        for event in due:
            event()


class Tried:
    """A site whose router was cut over, with what was remembered of it."""

    def __init__(self, case: str, device: str) -> None:
        self.site, self.device = Site(case), device
        spokes = self.site.plan.spoke_devices
        if device in spokes:
            self.site.cut_over(*(name for name in self.site.routers if name not in spokes))
        self.remembered, self.before = remember(self.site.plan, device, self.site.sessions())
        self.told: list[Proof] = []
        self.site.cut_over(device)

    def proved(self, *names: str, seconds: float = 100.0, remembered: Remembered | None = None) -> Proof:
        """What a proof says that has so many seconds, with logins at those routers."""
        site = self.site
        return prove(
            site.plan,
            self.device,
            site.sessions(*names),
            self.remembered if remembered is None else remembered,
            site,
            vigil=Patience(site, site.seconds() + seconds),
            told=self.told.append,
        )

    def type(self, device: str, lines: str) -> None:
        """Somebody changes a router."""
        type_in(self.site.routers[device], lines)
