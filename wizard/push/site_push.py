"""The push of the routers of one site, one after the other: each with its journal, its frozen run and its proof."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from wizard.errors import EzError, RouterError, SiteError, SourceError
from wizard.ios.apply import applied
from wizard.ios.residue import NO_RESIDUE, Compared
from wizard.model.certificate import Certificate
from wizard.model.host import Host
from wizard.model.plan import Plan
from wizard.model.stage import Stage
from wizard.push.attended_trial import Attendance
from wizard.push.begun_run import Begun, begin_run, run_under_way, texts_of
from wizard.push.changed_since_read import changed_since_read
from wizard.push.cut_over import CutOver, Proves
from wizard.push.enrolment import Enrolment, Enrols
from wizard.push.flash_copy import FlashCopy
from wizard.push.frozen_text import FrozenText
from wizard.push.guards import GUARDS, Guard
from wizard.push.journal import Journal, journal_name
from wizard.push.journal_record import Verdict
from wizard.push.journal_says import arming, journal_of, outcome_of, verdict_of
from wizard.push.onlooker import Nobody, Onlooker
from wizard.push.order import Order
from wizard.push.outcome import End, Outcome
from wizard.push.ping_targets import PingTargets
from wizard.push.preflight import ROWS, Consents, LookedAt, Preflight, Refusal, Row, Run, looked_at, silenced
from wizard.push.preflight_commands import read_router
from wizard.push.reading import RUNNING, Reading, configuration_of
from wizard.push.router_push import RouterPush
from wizard.push.stage_steps import StageSteps
from wizard.push.standing import Migration
from wizard.push.surroundings import Logins, Time
from wizard.push.truth import Looks
from wizard.push.tunnel_riding import Riding, rides_tunnel
from wizard.push.vigil import Attends
from wizard.push.way_back_allowed import ON_NEW, ezvpn_is_gone, others_in_the_way, spokes_in_the_way
from wizard.render.stage_files import withheld_of
from wizard.sentence import Sentence, listed
from wizard.session.router_session import RouterSession
from wizard.site import names_of
from wizard.site.folder import Folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How, by whom, and by which key, one router is reached."""

    host: Host
    user: str
    host_key: str = ""
    """Its fingerprint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What a person allowed beforehand."""

    names: frozenset[str] = frozenset()
    """The routers whose names were typed or given."""
    reload: frozenset[str] = frozenset()
    """The routers that may be reloaded."""
    refusals: frozenset[str] = frozenset()
    """The names of the rows of the pre-flight that were read and accepted, of those that can be."""
    residue: frozenset[str] = frozenset()
    """The rows of residue that are accepted."""
    until: datetime | None = None
    """UTC; behind which nothing may still be on trial."""
    reason: Sentence = ""
    """Why; "" where nobody said it."""
    by: str = ""
    """Who, as this machine calls them."""
    ticket: str = ""
    """Under which change; "" where nobody said it."""
    reasons: Mapping[str, Sentence] = field(default_factory=dict)
    """Why, of each that has a reason of its own."""


_FROZEN = Row(
    name="frozen",
    holds="The plan says what it said when the run began.",
    faults=lambda preflight: (),
    to_do=("Take back what is there (revert) to push the plan as it is now; or accept it, to send what was frozen."),
    source="push.md A0 item 10",
    is_acceptable=True,
)
"""Of a run under way alone: it sends what it froze."""
ACCEPTABLE = frozenset(row.name for row in (*ROWS, _FROZEN) if row.is_acceptable)
"""The names of what a person may accept before anything is sent."""
ProofOf = Callable[["SitePush", str, Begun], Proves]
"""What is proved of a router in a run."""
EnrolmentOf = Callable[["SitePush", str, Begun], Enrols]
"""What brings a router its certificates in a run."""
Rides = Callable[[Reading, Plan, str], Riding]
"""Whether our own session at a router may go through the tunnel that is cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePush:
    """One plan, and what it takes to bring it to its routers."""

    folder: Folder
    plan: Plan
    logins: Logins
    reached: Mapping[str, Reached]
    time: Time
    version: str
    told: Callable[[Sentence], None]
    onlooker: Onlooker = field(default_factory=Nobody)
    attends: Attends | None = None
    """Who steers what is on trial; None for nobody."""
    proof_of: ProofOf
    allowed: Allowed = field(default_factory=Allowed)
    enrolment_of: EnrolmentOf = field(default=lambda site, device, begun: enrolment_of(site, device, begun))
    brought: Mapping[str, tuple[Certificate, ...]] = field(default_factory=dict)
    """Certificates that were given for a router, beside those in the site."""
    elsewhere: Callable[[], Iterable[Sentence]] = tuple
    """Gives the spokes of other sites that may go through this one's hub, each with its folder."""
    rows: tuple[Row, ...] = ROWS
    """Of the pre-flight."""
    rides: Rides = rides_tunnel
    guards: tuple[Guard, ...] = GUARDS

    def refused(self, order: Order) -> tuple[Sentence, ...]:
        """Why nothing would be sent to one router, as it shows itself now; it is only asked."""
        try:
            with self._journal(order.device) as journal, self._session(order.device) as session:
                reading, under_way = read_router(session), self._under_way(order.device, journal)
                return () if order.is_revert and under_way is None else self._refused(order, reading, under_way)
        except (RouterError, SourceError) as error:
            return (str(error),)

    def push(self, order: Order) -> Outcome:
        """Goes on with one router, from wherever it stands, as far as the order goes."""
        with self._journal(order.device) as journal:
            try:
                with self._session(order.device) as session:
                    reading = read_router(session)
                    under_way = self._under_way(order.device, journal)
                    if order.is_revert and under_way is None:
                        return Outcome(end=End.DONE, verdict=Verdict.OLD, says=("nothing of a push is there",))
                    refused = self._refused(order, reading, under_way)
                    if refused:
                        return Outcome(end=End.REFUSED, verdict=verdict_of(journal.records), says=refused)
                    try:
                        begun = under_way or self._begin(order.device, journal, session)
                    except SiteError as error:
                        # Its texts could not be frozen, and nothing may leave without them.
                        return self._not_reached(journal, error)
            except (RouterError, SourceError) as error:
                return self._not_reached(journal, error)
            begun.run.accept(self.allowed.residue)
            self._keep_consents(begun, self._silenced(order, reading, under_way))
            walk = self._walk(order, journal, begun, self.rides(reading, self.plan, order.device))
            try:
                return walk.push()
            finally:
                # What was accepted of one router of a site is none of another one's that never had it.
                with suppress(SiteError):
                    self._keep_consents(begun, walk.looks.silenced & self.allowed.residue)

    def _keep_consents(self, begun: Begun, accepted: frozenset[str]) -> None:
        for what in sorted(accepted):
            begun.run.keep_consents([what], self.allowed.reasons.get(what, self.allowed.reason))

    def _refused(self, order: Order, reading: Reading, under_way: Begun | None) -> tuple[Sentence, ...]:
        """Why nothing is sent; what is on trial is taken up without being asked anything."""
        if under_way and arming(under_way.records):
            return ()
        preflight = self._preflight(order, reading, under_way)
        rows = looked_at(preflight, self.rows)
        if not order.is_revert and not any(each.refusals for each in rows):
            rows = (*rows, *self._planned_otherwise(order, preflight.texts))
        self.onlooker.asked(order.device, rows)
        refused = tuple(_in_words(refusal) for each in rows for refusal in each.refusals)
        return refused or (tuple(self._must_stay(order.device, reading)) if order.is_revert else ())

    def _must_stay(self, device: str, reading: Reading) -> Iterator[Sentence]:
        """Why it does not go back now although it could: others would lose their way, or it would find none."""
        verdicts = {spoke.device: self._verdict(spoke.device) for spoke in self.plan.spokes}
        yield from spokes_in_the_way(self.plan, device, verdicts)
        yield from others_in_the_way(self.plan, device, reading.running, self.elsewhere)
        server = self.plan.server.device
        if verdicts.get(device) in ON_NEW and server in self.reached:
            with self._session(server) as session:
                yield from ezvpn_is_gone(self.plan, device, configuration_of(session.show(RUNNING)))

    def _verdict(self, device: str) -> Verdict:
        """Where a router stands; where its journal is broken nobody can tell."""
        try:
            return verdict_of(journal_of(self.folder, self.plan, device))
        except SiteError:
            return Verdict.UNKNOWN

    def _silenced(self, order: Order, reading: Reading, under_way: Begun | None) -> frozenset[str]:
        """What a person accepted of what would refuse it."""
        if not self.allowed.refusals or (under_way and arming(under_way.records)):
            return frozenset()
        asked = silenced(self._preflight(order, reading, under_way), self.rows)
        return asked | (self.allowed.refusals & {_FROZEN.name})

    def _preflight(self, order: Order, reading: Reading, under_way: Begun | None) -> Preflight:
        """The router before the run, as the rows of the pre-flight ask about it."""
        texts = under_way.run.texts(under_way.header) if under_way else texts_of(self.plan, order.device)
        # A run under way is held against its own predictions, line by line.
        since_read = NO_RESIDUE if under_way else changed_since_read(reading, self.plan, order.device)
        # A stage that waits for an answer has no text, and is asked for all the same.
        withheld = () if under_way else (held.stage for held in withheld_of(self.plan, order.device))
        there = {*texts, *withheld}
        asked = tuple(stage for stage in Stage if stage in there and stage.number <= order.last.number)
        return Preflight(
            plan=self.plan,
            device=order.device,
            stages=_left(asked, reading, texts) if under_way else asked,
            texts=texts,
            reading=reading,
            host=self.reached[order.device].host,
            user=self.reached[order.device].user,
            now=self.time.now(),
            riding=self.rides(reading, self.plan, order.device),
            run=Run.GOES_BACK if order.is_revert else Run.GOES_ON if under_way else Run.BEGINS,
            since_read=since_read,
            consents=Consents(
                names=self.allowed.names,
                allow_reload=order.device in self.allowed.reload,
                accepted=self.allowed.refusals,
            ),
        )

    def _planned_otherwise(self, order: Order, frozen: Mapping[Stage, FrozenText]) -> tuple[LookedAt, ...]:
        """That the plan says otherwise now than when the run began, which sends what it said then."""
        now = texts_of(self.plan, order.device)
        changed = [text.filename for stage, text in frozen.items() if stage in now and now[stage] != text]
        if not changed:
            return ()
        refusal = Refusal(
            row=_FROZEN.name,
            device=order.device,
            says=f"the plan has changed since the run began: {listed(changed)} would be sent as frozen then",
            to_do=_FROZEN.to_do,
            accept_as=_FROZEN.name,
        )
        if _FROZEN.name in self.allowed.refusals:
            return (LookedAt(row=_FROZEN, accepted=(refusal,)),)
        return (LookedAt(row=_FROZEN, refusals=(refusal,)),)

    def _walk(self, order: Order, journal: Journal, begun: Begun, riding: Riding) -> RouterPush:
        cut_over = CutOver(
            user=self.reached[order.device].user,
            is_reload_allowed=order.device in self.allowed.reload,
            journal=journal,
            proof=self.proof_of(self, order.device, begun),
            flash=FlashCopy(),
            time=self.time,
            told=self.told,
            until=self.allowed.until,
            sized=partial(self.onlooker.sized, order.device),
            armed=partial(self.onlooker.armed, order.device),
            attendance=self._attendance(order.device, begun),
        )
        found, saved = begun.run.found(begun.header)
        stages = [(stage, text.commands) for stage, text in begun.run.texts(begun.header).items()]
        looks = Looks(
            order.device,
            logins=self.logins,
            journal=journal,
            header=begun.header,
            migration=Migration(found, saved, stages, accepted=begun.run.accepted),
            dead_man=cut_over.dead_man,
            time=self.time,
            told=self.told,
            guards=self.guards,
            looked=partial(self.onlooker.looked, order.device),
        )
        looks.rides_tunnel = riding.rides
        return RouterPush(
            order,
            journal=journal,
            run=begun.run,
            header=begun.header,
            steps=StageSteps(self.plan, order.device, begun.run, self.time),
            enrolment=self.enrolment_of(self, order.device, begun),
            cut_over=cut_over,
            looks=looks,
            time=self.time,
            told=self.told,
            who={"by": self.allowed.by, "user": self.reached[order.device].user, "ticket": self.allowed.ticket},
        )

    def _attendance(self, device: str, begun: Begun) -> Attendance | None:
        if self.attends is None:
            return None
        targets = PingTargets(self.plan, device)
        return Attendance(self.attends, time=self.time, targets=targets, keeps=begun.run.keep_consents)

    def _under_way(self, device: str, journal: Journal) -> Begun | None:
        return run_under_way(self.folder, journal, names_of(self.plan)[device])

    def _begin(self, device: str, journal: Journal, session: RouterSession) -> Begun:
        return begin_run(
            self.folder,
            journal,
            names_of(self.plan)[device],
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
        with Journal(
            self.folder,
            name,
            now=lambda: (self.time.now(), self.time.seconds()),
            recorded=partial(self.onlooker.recorded, device),
        ) as journal:
            self.onlooker.begins(device, journal.records)
            yield journal

    @contextmanager
    def _session(self, device: str) -> Iterator[RouterSession]:
        session = self.logins.log_in(device)
        try:
            yield session
        finally:
            session.close()

    def _not_reached(self, journal: Journal, error: EzError) -> Outcome:
        """Where nobody can look, and nothing was sent by us now: what the journal says, and never better than that."""
        told = outcome_of(journal.records)
        return replace(
            told, end=End.REFUSED if told.end in (End.DONE, End.WAITS) else told.end, says=(str(error), *told.says)
        )


def _in_words(refusal: Refusal) -> Sentence:
    """For whoever types commands; where a person is asked, a key accepts it."""
    accept = f" To accept it: --accept {refusal.accept_as} --reason WHY." if refusal.accept_as else ""
    return f"{refusal.says}. {refusal.to_do}{accept}"


def enrolment_of(site: SitePush, device: str, begun: Begun) -> Enrolment:
    """The dialogues of its trustpoints."""
    of_stage = begun.run.texts(begun.header).get(Stage.PKI)
    return Enrolment(
        site.plan,
        device,
        begun.run,
        site.time,
        site.told,
        given=site.brought.get(device, ()),
        makes_key=of_stage is not None and bool(of_stage.key_rows),
    )


def _left(stages: Iterable[Stage], reading: Reading, texts: Mapping[Stage, FrozenText]) -> tuple[Stage, ...]:
    """The stages that would still change such a router."""
    running, shown = reading.running, Compared(reading.running)
    after = ((stage, Compared(applied(running, texts[stage].commands))) for stage in stages)
    return tuple(stage for stage, changed in after if not changed.residue(shown).is_empty)
