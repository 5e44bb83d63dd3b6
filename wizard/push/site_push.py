"""The push of the routers of one site, one after the other: each with its journal, its frozen run and its proof."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from wizard.errors import PushRefused, RouterError
from wizard.model.plan import Plan
from wizard.push.begun_run import Begun, begin_run, run_under_way
from wizard.push.cut_over import CutOver, Proves
from wizard.push.flash_copy import FlashCopy
from wizard.push.guards import GUARDS, Guard
from wizard.push.journal import Journal, journal_name
from wizard.push.journal_record import Verdict
from wizard.push.outcome import End, Outcome
from wizard.push.router_push import Order, RouterPush
from wizard.push.stage_steps import StageSteps
from wizard.push.surroundings import Logins, Time
from wizard.sentence import Sentence
from wizard.session.router_session import RouterSession
from wizard.site import names_of
from wizard.site.folder import Folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """By whom, and by which key, one router is reached."""

    user: str
    host_key: str = ""
    """Its fingerprint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consents:
    """What a person allowed."""

    reload: frozenset[str] = frozenset()
    """The routers that may be reloaded."""
    residue: frozenset[str] = frozenset()
    """The rows of residue that are accepted."""


Refuses = Callable[[Order, RouterSession, Begun], tuple[Sentence, ...]]
"""Why a router is not changed, from what it shows before anything is sent; nothing where it may be."""
Rides = Callable[[str, RouterSession], bool]
"""Whether our own session at a router may go through the tunnel that is cut."""
ProofOf = Callable[[str, Begun], Proves]
"""What is proved of a router in a run."""


@dataclass(kw_only=True)
class SitePush:
    """One plan, and what it takes to bring it to its routers."""

    folder: Folder
    plan: Plan
    logins: Logins
    reached: Mapping[str, Reached]
    time: Time
    version: str
    told: Callable[[Sentence], None]
    proof_of: ProofOf
    refuses: Refuses
    rides: Rides
    consents: Consents = field(default_factory=Consents)
    guards: tuple[Guard, ...] = GUARDS

    def push(self, order: Order) -> Outcome:
        """Goes on with one router, from wherever it stands, as far as the order goes."""
        with self._journal(order.device) as journal:
            try:
                with self._session(order.device) as session:
                    begun = self._begun(order.device, journal, session)
                    refused = self.refuses(order, session, begun)
                    rides = self.rides(order.device, session)
            except RouterError as error:
                return self._not_reached(journal, error)
            if refused:
                return Outcome(end=End.REFUSED, verdict=_last(journal), says=refused)
            begun.run.accept(self.consents.residue)
            walk = self._walk(order, journal, begun)
            walk.looks.rides_tunnel = rides
            return walk.push()

    def _walk(self, order: Order, journal: Journal, begun: Begun) -> RouterPush:
        cut_over = CutOver(
            user=self.reached[order.device].user,
            is_reload_allowed=order.device in self.consents.reload,
            journal=journal,
            proof=self.proof_of(order.device, begun),
            flash=FlashCopy(),
            time=self.time,
            told=self.told,
        )
        return RouterPush(
            order,
            journal=journal,
            run=begun.run,
            header=begun.header,
            steps=StageSteps(self.plan, order.device, begun.run, self.time),
            cut_over=cut_over,
            logins=self.logins,
            time=self.time,
            told=self.told,
            guards=self.guards,
        )

    def _begun(self, device: str, journal: Journal, session: RouterSession) -> Begun:
        name = names_of(self.plan)[device]
        under_way = run_under_way(self.folder, journal, name)
        return under_way or begin_run(
            self.folder,
            journal,
            name,
            plan=self.plan,
            device=device,
            session=session,
            user=self.reached[device].user,
            host_key=self.reached[device].host_key,
            version=self.version,
            time=self.time,
        )

    @contextmanager
    def _journal(self, device: str) -> Iterator[Journal]:
        name = journal_name(names_of(self.plan)[device])
        with Journal(self.folder, name, now=lambda: (self.time.now(), self.time.seconds())) as journal:
            yield journal

    @contextmanager
    def _session(self, device: str) -> Iterator[RouterSession]:
        session = self.logins.log_in(device)
        try:
            yield session
        finally:
            session.close()

    def _not_reached(self, journal: Journal, error: RouterError) -> Outcome:
        """Where nobody can look, and nothing was sent by us now."""
        if isinstance(error, PushRefused) or not journal.records:
            return Outcome(end=End.REFUSED, verdict=_last(journal), says=(str(error),))
        return Outcome(end=End.REFUSED, verdict=_last(journal), says=(str(error),))


def _last(journal: Journal) -> Verdict:
    verdicts = (record.verdict for record in reversed(journal.records) if record.verdict)
    return next(verdicts, Verdict.OLD)
