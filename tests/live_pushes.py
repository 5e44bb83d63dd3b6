"""A live push of golden sites on practice routers of this process, with their network and its proof, on their clock."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.proving_networks import Site
from tests.pushing import USER, NobodyEnrols, PracticeLogins
from wizard.errors import EzError, LegacySshNeeded
from wizard.live.live_push import Asked, Ended, LivePush
from wizard.live.person import Person
from wizard.live.reaches import AllReached, NotAllReached, Reaches
from wizard.live.reading_routers import Progress
from wizard.model.host import Host
from wizard.model.secret import Secret
from wizard.model.stage import Stage
from wizard.push.preflight import Refusal, Row
from wizard.push.site_order import orders
from wizard.push.site_push import Reached, SitePush
from wizard.push.tunnel_riding import Riding
from wizard.session.known_hosts import HostKeyUnknown
from wizard.session.wire import Wire
from wizard.site.folder import Folder


@dataclass(kw_only=True)
class Typist:
    """A person who types what a test says, and remembers what was asked."""

    is_there: bool = True
    names: dict[str, str] = field(default_factory=dict)
    """What is typed for a name, where it is not that."""
    accepted: dict[str, str] = field(default_factory=dict)
    reload: bool = True
    asked: list[str] = field(default_factory=list)

    def password(
        self, user: str, where: Sequence[str], *, is_jump: bool, instead_of_key: EzError | None
    ) -> Secret | None:
        """None."""
        self.asked.append(f"password of {user}")
        return None

    def passphrase(self, file: str) -> Secret | None:
        """None."""
        return None

    def enable(self, device: str) -> Secret | None:
        """None."""
        return None

    def trusts(self, unknown: HostKeyUnknown) -> bool:
        """Every key."""
        return True

    def allows_legacy(self, needed: LegacySshNeeded) -> str:
        """Never."""
        return ""

    def name_of(self, device: str, *, is_second_try: bool) -> str:
        """The name, or what the test wants."""
        self.asked.append(f"name of {device}")
        return self.names.get(device, device)

    def allows_reload(self, device: str) -> bool:
        """As the test wants it."""
        self.asked.append(f"reload of {device}")
        return self.reload

    def accepts(self, refusals: Sequence[Refusal]) -> dict[str, str]:
        """What the test accepts of them."""
        self.asked += [f"accept {refusal.accept_as}" for refusal in refusals]
        return {each.accept_as: self.accepted[each.accept_as] for each in refusals if each.accept_as in self.accepted}


@dataclass(kw_only=True)
class InProcess:
    """The routers of a site, reached without a network."""

    site: Site
    tap: Callable[[Wire], Wire] = lambda wire: wire
    reached_from: float = 0.0
    """The second before which there is no way to them."""
    is_rejected: bool = False

    def reach(self, devices: Sequence[str], person: Person, shown: Progress) -> AllReached | NotAllReached:
        """All of them."""
        if self.is_rejected:
            return NotAllReached(says=("it rejects the user",))
        if self.site.seconds() < self.reached_from:
            return NotAllReached(says=("no route to it",), may_pass=True)
        reached = {
            name: Reached(
                host=Host(name=name, address=f"192.0.2.{number}", serial=self.site.routers[name].serial),
                user=USER,
                host_key="SHA256:practice",
            )
            for number, name in enumerate(devices, 1)
        }
        return AllReached(plan=self.site.plan, logins=PracticeLogins(*self.site.all, tap=self.tap), reached=reached)


class LiveSite:
    """A golden site with EzVPN up, before anything was pushed."""

    def __init__(self, case: str, path: Path) -> None:
        path.mkdir(exist_ok=True)
        self.site, self.path = Site(case, typed=()), path
        self.typist = Typist()
        self.ended: list[Ended] = []
        self.rows: tuple[Row, ...] = ()
        """Of the pre-flight; all of them ask for more than these sites are set up with."""
        self.tap: Callable[[Wire], Wire] = lambda wire: wire
        self.reached_from, self.is_rejected = 0.0, False

    @property
    def time(self) -> Site:
        """The clock of its routers, which is that of the push."""
        return self.site

    def in_minutes(self, minutes: float, do: Callable[[], object]) -> None:
        """Something happens in so many minutes."""

        def happens() -> None:
            do()

        self.site.events.append((self.site.seconds() + minutes * 60, happens))

    def push(
        self,
        *devices: str,
        last: Stage = Stage.CUTOVER,
        holds: bool = False,
        changed: Callable[[], None] = lambda: None,
    ) -> LivePush:
        """A push of these routers, of all where none is named; `run` runs it."""
        return self.push_of(Asked(orders=orders(self.site.plan, only=devices, last=last), holds=holds), changed=changed)

    def push_of(
        self, asked: Asked, *, changed: Callable[[], None] = lambda: None, reaches: Reaches | None = None
    ) -> LivePush:
        """A push of what is asked."""
        return LivePush(
            Folder(self.path),
            self.site.plan,
            asked,
            reaches=reaches
            or InProcess(site=self.site, tap=self.tap, reached_from=self.reached_from, is_rejected=self.is_rejected),
            person=self.typist,
            time=self.site,
            changed=changed,
            ended=self.ended.append,
            site_push=self.in_process,
        )

    def in_process(self, push: SitePush) -> SitePush:
        """With other rows of the pre-flight, and certificates that nobody waits for."""
        return replace(
            push,
            rows=self.rows,
            rides=lambda reading, plan, device: Riding(rides=False, why="as the test wants it"),
            enrolment_of=lambda site, device, begun: NobodyEnrols(),
        )
