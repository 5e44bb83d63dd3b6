"""Ways of a whole site through a push, as a person commands them: there, with certificates that come late, and back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from tests.live_pushes import InProcess, Typist
from tests.practice_enrolment import bring_certificates, names_of_trustpoints
from tests.proving_networks import Site
from tests.push_truth import FolderInMemory, begun
from tests.push_wire import Typed, Watched
from tests.pushing import NobodyEnrols, NothingProved
from tests.test_practice_laws import type_in
from tests.test_push_standing import save
from wizard.live.live_push import Asked, Ended, LivePush
from wizard.model.certificate import Certificate
from wizard.model.stage import Stage
from wizard.parse.certificates import read_certificates
from wizard.practice import PracticeRouter
from wizard.practice.pki.authority import PracticeAuthority
from wizard.push.journal import journal_name
from wizard.push.journal_record import Record
from wizard.push.journal_says import journal_of
from wizard.push.order import Order
from wizard.push.outcome import End
from wizard.push.site_order import orders, resumed, taken_back
from wizard.push.site_push import Allowed, SitePush, enrolment_of
from wizard.push.tunnel_riding import Riding
from wizard.session.wire import Wire
from wizard.site import names_of
from wizard.site.folder import Folder

DAYS = timedelta(days=3)
"""Between the requests and what the CA made of them."""


class SavedSite(Site):
    """A site whose routers are saved as they run, at a time for which somebody vouches."""

    def __init__(self, case: str) -> None:
        super().__init__(case, typed=())

        for (of_case, name), lines in _MENDED.items():
            if of_case == case:
                type_in(self.routers[name], lines)
        for practice in self.all:
            save(practice)

    def _router(self, name: str) -> PracticeRouter:
        return begun(self.case, name).fork()


_MENDED = {("filialen-new-hub", "NW-HH-RTR01"): "archive\n path flash:konfig\n"}
"""What the pre-flight wants mended first: an archive on a server that nobody reaches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A line that left for a router of the site."""

    device: str
    typed: Typed


@dataclass(kw_only=True)
class PushedSite:
    """A site that is pushed as a whole: every router watched, one journal each, one folder."""

    case: str
    path: Path
    proves: bool = True
    """Whether tunnels are proved over the practice network; else a stand-in says that everything holds."""
    enrols: bool = False
    """Whether the push brings the routers their certificates; else a person brings them between two commands."""
    at_line: Callable[[Left], None] = lambda left: None
    at_end: Callable[[Ended], None] = lambda ended: None
    """Told how a router ended, each time that it is another end."""
    brought: dict[str, tuple[Certificate, ...]] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)
    """What left in the command that runs, at all routers in its order."""
    ends: list[Ended] = field(default_factory=list)
    """How the command that ran last ended at each router, in its order."""
    stopped_behind: int | None = None
    """How many lines had left when a router did not end as it should."""
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.site = SavedSite(self.case)
        self.plan = self.site.plan
        self.had = {name: names_of_trustpoints(practice) for name, practice in self.site.routers.items()}
        self.watched = {name: Watched(practice) for name, practice in self.site.routers.items()}
        for name, watched in self.watched.items():
            watched.at_line = partial(self._leaves, name)

    def _leaves(self, device: str, typed: Typed) -> None:
        left = Left(device=device, typed=typed)
        self.left.append(left)
        self.at_line(left)

    def tap(self, wire: Wire) -> Wire:
        """The wire, watched at its router."""
        return self.watched[wire.session.router.name].tap(wire)  # type: ignore[attr-defined]

    def records(self, device: str) -> tuple[Record, ...]:
        """The journal of a router, () where there is none."""
        with Folder(self.path) as folder:
            return journal_of(folder, self.plan, device)

    def journal(self, device: str) -> bytes:
        """As it stands in the file."""
        path = self.path / journal_name(names_of(self.plan)[device])
        return path.read_bytes() if path.exists() else b""

    # what a person commands

    def push(self, wanted: tuple[Order, ...]) -> None:
        """Pushes, goes on, or takes back."""
        self.left.clear()
        self.ends.clear()
        self.told.clear()
        self.stopped_behind = None
        for watched in self.watched.values():
            watched.typed.clear()
        with FolderInMemory(self.path) as folder:
            names = frozenset(self.site.routers)
            live = LivePush(
                folder,
                self.plan,
                Asked(orders=wanted, allowed=Allowed(names=names, reload=names, by="jdoe"), brought=self.brought),
                reaches=InProcess(site=self.site, tap=self.tap),
                person=Typist(),
                time=self.site,
                told=self.told.append,
                ended=self.at_end,
                site_push=self._in_process,
            )
            try:
                self.ends += live.run()
            finally:
                self.told += [row for _, outcome in self.ends for row in (*outcome.says, *outcome.rows)]

    def _in_process(self, push: SitePush) -> SitePush:
        return replace(
            push,
            rows=(),
            rides=lambda reading, plan, device: Riding(rides=False, why="as the test wants it"),
            proof_of=push.proof_of if self.proves else lambda site, device, begun: NothingProved(),
            enrolment_of=enrolment_of if self.enrols else lambda site, device, begun: NobodyEnrols(),
        )

    def resumed(self) -> tuple[Order, ...]:
        """What `ez2flex resume SITE` asks for now."""
        return resumed(self.plan, self.records)

    def taken_back(self) -> tuple[Order, ...]:
        """What `ez2flex revert SITE` asks for now."""
        return taken_back(self.plan, self.records)

    @property
    def waits(self) -> bool:
        """Whether a router waits for a certificate."""
        return any(outcome.end is End.WAITS for _, outcome in self.ends)

    def bring(self) -> None:
        """Days pass, and somebody brings what is waited for."""
        self.site.wait(DAYS.total_seconds())
        if not self.enrols:
            for name, practice in self.site.routers.items():
                bring_certificates(practice, besides=self.had[name])
            return
        authority = _authority().at(self.site.now())
        for name, folder in names_of(self.plan).items():
            for request in sorted(self.path.glob(f"pushed/*/{folder}/request*.csr")):
                own = authority.issue(request.read_text("ascii"))
                self.brought[name] = (*self.brought.get(name, ()), *_read(own, name))

    def trust(self) -> None:
        """Every router is given the certificate of the CA."""
        self.brought = {name: _read(_authority().pem, name) for name in self.site.routers}


def _authority() -> PracticeAuthority:
    return _AUTHORITIES.setdefault("CA", PracticeAuthority())


_AUTHORITIES: dict[str, PracticeAuthority] = {}


def _read(pem: str, device: str) -> tuple[Certificate, ...]:
    return read_certificates(pem.encode(), device, "given.pem")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What is asked of the site, one after the other."""

    orders: tuple[Order, ...]
    is_swept: bool = True
    """Whether something may go wrong in it."""
    is_revert: bool = False


SiteWalk = Callable[[PushedSite], Iterator[Command]]
"""What happens between two commands happens where the next one is asked for."""


def there(site: PushedSite) -> Iterator[Command]:
    """`push SITE` until nothing waits any more, and `push SITE --stage cleanup` days later."""
    if site.enrols:
        site.trust()
    yield Command(orders=orders(site.plan))
    if site.waits:
        site.bring()
        yield Command(orders=orders(site.plan))
    site.site.wait(DAYS.total_seconds())
    yield Command(orders=orders(site.plan, last=Stage.CLEANUP))


def back(site: PushedSite) -> Iterator[Command]:
    """`revert SITE` the morning after, and once more for what is staged."""
    for command in there(site):
        if command.orders[-1].last is not Stage.CLEANUP:
            yield replace(command, is_swept=False)
        else:
            break
    for _ in range(2):
        yield Command(orders=site.taken_back(), is_revert=True)
