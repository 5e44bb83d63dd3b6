"""A push of a site that runs in one thread, and is seen and steered from others."""

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from wizard import __version__
from wizard.errors import EzError
from wizard.guide.spokes_elsewhere import spokes_elsewhere
from wizard.live.by_journal import seen_by_journal, stages_behind
from wizard.live.consents import Consents
from wizard.live.observed import Observed
from wizard.live.person import Person
from wizard.live.push_log import PushLog
from wizard.live.push_seen import Asks, Doing, PreflightSeen, PushSeen, RouterSeen, StageSeen
from wizard.live.reaches import AllReached, NotAllReached, Reaches
from wizard.live.seen_person import SeenPerson
from wizard.live.steering import Steering
from wizard.live.tapped_session import TappedLogins
from wizard.model.certificate import Certificate
from wizard.model.plan import Plan
from wizard.push.begun_run import texts_of
from wizard.push.journal_record import Record
from wizard.push.journal_says import journal_of, outcome_of, pending_deadline
from wizard.push.next_command import next_words
from wizard.push.order import Order
from wizard.push.outcome import End, Outcome
from wizard.push.preflight import ROWS
from wizard.push.site_order import concerned, while_others_wait
from wizard.push.site_push import Allowed, SitePush
from wizard.push.surroundings import Time
from wizard.push.truth import ROLLBACK_SECONDS
from wizard.push.tunnel_proof import proof_of
from wizard.push.wall_time import WallTime
from wizard.push.what_is_said import broken_off
from wizard.push.wishes import Answered, Wish, done
from wizard.sentence import Sentence, listed
from wizard.site.folder import Folder

Ended = tuple[str, Outcome]
"""A router, and how the push of it ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StopBeforeNext:
    """That what is begun is brought to its end, and no other router is begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of a push of a site."""

    orders: tuple[Order, ...]
    allowed: Allowed = field(default_factory=Allowed)
    """What a person allowed beforehand; the names are those that need not be typed any more."""
    brought: Mapping[str, tuple[Certificate, ...]] = field(default_factory=dict)
    """Certificates that were given for a router, beside those in the site."""
    holds: bool = False
    """Whether a person confirms what is proved; else it is confirmed as soon as everything holds."""


class LivePush:
    """One push; `run` is called once, in the thread that pushes, and everything else from any thread."""

    def __init__(
        self,
        folder: Folder,
        plan: Plan,
        asked: Asked,
        *,
        reaches: Reaches,
        person: Person,
        time: Time | None = None,
        changed: Callable[[], None] = lambda: None,
        ended: Callable[[Ended], None] = lambda ended: None,
        told: Callable[[Sentence], None] = lambda text: None,
        site_push: Callable[[SitePush], SitePush] = lambda push: push,
    ) -> None:
        """`changed` is called whenever `seen` or `log` have more, `told` with what is said, `ended` behind each router.

        They are called in threads of the push, `changed` also in that which steers, before `steer` answers.
        `site_push` may put other parts in the place of those of the push.
        """
        self._folder = folder
        self._plan = plan
        self._asked = asked
        self._reaches = reaches
        self._time = time or WallTime()
        self._ended = ended
        self._site_push = site_push
        self._stops = threading.Event()
        self._observed = Observed(self._first(), self._time.now, changed, told, self._noted)
        self._person = SeenPerson(person, self._observed.waits)
        self._steering = Steering(
            self._time,
            lambda: self._observed.seen,
            holds=asked.holds,
            answered=self._observed.steered,
            decides=self._observed.decides,
        )

    @property
    def seen(self) -> PushSeen:
        """The push as it stands; an immutable value, made anew with each change."""
        return self._observed.seen

    @property
    def log(self) -> PushLog:
        """What was sent, what came and what was said; it only grows."""
        return self._observed.log

    def steer(self, wish: Wish | StopBeforeNext) -> Future[Answered]:
        """Wants something of the push; answered once it is done, or with why it is not."""
        if not isinstance(wish, StopBeforeNext):
            self._observed.steered(wish, None)
            return self._steering.want(wish)
        self._stops.set()
        self._observed.change(lambda seen: replace(seen, stops=True))
        stops = done("it ends behind the router that it is at")
        self._observed.steered(wish, stops)
        answered: Future[Answered] = Future()
        answered.set_result(stops)
        return answered

    def run(self) -> tuple[Ended, ...]:
        """Pushes, until a router does not end as it should; how each that was gone through ended.

        EzError where nothing can begin. Whatever else ends it, a timer on the router takes back what is on trial.
        """
        failure: Sentence = ""
        try:
            return self._run()
        except EzError as error:
            failure = str(error)
            raise
        except BaseException as error:
            failure = broken_off(error)
            raise
        finally:
            over = {"is_over": True, "device": "", "waits_for": None, "failure": failure}
            self._observed.change(lambda seen: replace(seen, **over))  # type: ignore[arg-type]  # by name
            self._steering.ends()

    def _noted(self, record: Record) -> None:
        self._steering.recorded(record)

    def _run(self) -> tuple[Ended, ...]:
        changed = tuple(dict.fromkeys(order.device for order in self._asked.orders))
        unnamed = [device for device in changed if device not in self._asked.allowed.names]
        if unnamed and not self._person.is_there:
            return self._refused(unnamed, _NAME_THEM.format(" ".join(f"--confirm-host {name}" for name in unnamed)))
        if not changed:
            return ()
        reached = self._reach(changed)
        for row in reached.says:
            self._observed.told(row)
        if isinstance(reached, NotAllReached):
            return self._refused(changed, "a router that is asked was not reached, or lets nobody in", reached.says)
        self._identified(reached)
        # Once one is not confirmed nothing is sent, and the names of the others would be typed for nothing.
        if wrong := next((device for device in unnamed if not self._is_named(device)), None):
            return self._refused((wrong,), "its name was typed otherwise")
        return self._pushed(reached)

    def _reach(self, changed: Sequence[str]) -> AllReached | NotAllReached:
        """Calls them; while a timer of one of them runs, until it is over and its router has gone back."""
        while True:
            reached = self._reaches.reach(concerned(self._plan, changed), self._person, self._observed.reading)
            until = self._goes_back_by(changed)
            may_pass = isinstance(reached, NotAllReached) and reached.may_pass and not self._stops.is_set()
            if not may_pass or until is None or self._time.now() >= until:
                return reached
            self._observed.told(
                f"{reached.says[-1]}\n  It is called again until {until:%H:%M:%S} UTC, when its timer is over."
            )
            self._time.wait(_CALLS_AGAIN_SECONDS)

    def _goes_back_by(self, changed: Sequence[str]) -> datetime | None:
        """When the last of their timers is over, and what it takes to go back; None where none runs."""
        deadlines = (pending_deadline(journal_of(self._folder, self._plan, device)) for device in changed)
        last = max(filter(None, deadlines), default=None)
        return last + timedelta(seconds=ROLLBACK_SECONDS) if last else None

    def _pushed(self, reached: AllReached) -> tuple[Ended, ...]:
        push = self._site_push(
            SitePush(
                folder=self._folder,
                plan=reached.plan,
                logins=TappedLogins(reached.logins, self._observed),
                reached=reached.reached,
                time=self._time,
                version=__version__,
                told=self._observed.told,
                onlooker=self._observed,
                attends=self._steering,
                proof_of=proof_of,
                allowed=replace(self._asked.allowed, names=frozenset(reached.reached)),
                brought=self._asked.brought,
                elsewhere=partial(spokes_elsewhere, reached.plan, self._folder.path),
            )
        )
        consents = Consents(self._person, self._observed)
        if refused := self._refused_anywhere(push, consents):
            return refused
        ends: list[Ended] = []
        for asked_for in self._asked.orders:
            waits = any(outcome.end is End.WAITS for _, outcome in ends)
            order = while_others_wait(asked_for, [device for device, _ in ends]) if waits else asked_for
            if order is None or self._stops.is_set():
                continue
            ends.append((order.device, consents.asked(push, order, partial(_pushed, order), _is_refused)))
            self._end(ends[-1])
            if ends[-1] not in ends[:-1]:
                self._observed.calls(lambda ended=ends[-1]: self._ended(ended))  # type: ignore[misc]
            if ends[-1][1].end not in (End.DONE, End.WAITS):
                break
        return tuple(ends)

    def _refused_anywhere(self, push: SitePush, consents: Consents) -> tuple[Ended, ...]:
        """How it ended at every router, where one of several refuses: then nothing is sent to any of them.

        Where one is on trial, that is looked at first, since its timer runs. What takes back is asked when its turn
        comes: a hub refuses for as long as its spokes have not gone, and no spoke stays for what its hub refuses.
        """
        first = {order.device: order for order in reversed(self._asked.orders)}
        takes_back = any(order.is_revert for order in self._asked.orders)
        if len(first) < 2 or takes_back or self._goes_back_by(tuple(first)):
            return ()
        devices = dict.fromkeys(order.device for order in self._asked.orders)
        found = {
            device: consents.asked(push, first[device], partial(_only_asked, first[device]), bool) for device in devices
        }
        against = [device for device, says in found.items() if says]
        if not against:
            return ()
        refuse: Sentence = f"{listed(against)} {'refuses' if len(against) == 1 else 'refuse'} it"
        self._observed.told(f"Nothing was sent to any router: {refuse}.")
        others: Sentence = f"nothing was sent, since {refuse}"
        ends = tuple((device, self._refusal(device, says or (others,))) for device, says in found.items())
        for ended in ends:
            self._end(ended)
            if ended[0] in against:
                self._observed.calls(lambda ended=ended: self._ended(ended))  # type: ignore[misc]
        return ends

    def _refusal(self, device: str, says: tuple[Sentence, ...]) -> Outcome:
        told = outcome_of(journal_of(self._folder, self._plan, device))
        return replace(told, end=End.REFUSED, says=says)

    def _end(self, ended: Ended) -> None:
        device, outcome = ended
        words = next_words(self._plan, device, journal_of(self._folder, self._plan, device))
        at = self._time.now()
        told = {"outcome": outcome, "outcome_at": at, "doing": Doing.OVER, "since": at, "next_words": words}

        def over(router: RouterSeen) -> RouterSeen:
            return replace(router, stages=stages_behind(router.stages, outcome.end, at), **told)  # type: ignore[arg-type]

        self._observed.router(device, over)
        self._observed.waits(Asks.CERTIFICATE if outcome.end is End.WAITS else None, device)
        self._steering.trial_ends(f"it is over at {device}: {outcome.verdict}")

    def _refused(self, devices: Sequence[str], why: Sentence, because: tuple[Sentence, ...] = ()) -> tuple[Ended, ...]:
        """Nothing was sent to any router; where each stands, its journal says."""
        if devices:
            self._observed.told(f"Nothing was sent: {why}.")
        ends = []
        for device in devices:
            ends.append((device, self._refusal(device, (why, *because))))
            self._end(ends[-1])
        return tuple(ends)

    def _is_named(self, device: str) -> bool:
        """Whether a person types the name of the router; a slip of the finger may be mended once."""
        return any(self._person.name_of(device, is_second_try=again) == device for again in (False, True))

    def _identified(self, reached: AllReached) -> None:
        for device, each in reached.reached.items():
            told = {"address": each.host.address, "serial": each.host.serial, "user": each.user}
            self._observed.router(device, lambda router, told=told: replace(router, **told))  # type: ignore[misc]

    def _first(self) -> PushSeen:
        """As the journals say that the routers stand, before anybody looks."""
        changed = dict.fromkeys(order.device for order in self._asked.orders)
        routers = tuple(
            self._router(device, is_changed=device in changed) for device in concerned(self._plan, [*changed])
        )
        return PushSeen(routers=routers, at=self._time.now(), holds=self._asked.holds)

    def _router(self, device: str, *, is_changed: bool) -> RouterSeen:
        last = max((order.last.number for order in self._asked.orders if order.device == device), default=0)
        stages = tuple(
            StageSeen(stage=stage, is_asked=stage.number <= last, rows=len(text.rows))
            for stage, text in texts_of(self._plan, device).items()
        )
        asked = {each.stage for each in stages if each.is_asked}
        preflight = tuple(
            PreflightSeen(name=row.name, demands=row.holds)
            for row in (ROWS if is_changed else ())
            if row.is_about_identity or asked.intersection(row.stages)
        )
        takes_back = any(order.is_revert for order in self._asked.orders if order.device == device)
        router = RouterSeen(
            device=device, is_changed=is_changed, takes_back=takes_back, stages=stages, preflight=preflight
        )
        return seen_by_journal(router, journal_of(self._folder, self._plan, device))


def _only_asked(order: Order, push: SitePush) -> tuple[Sentence, ...]:
    return push.refused(order)


def _pushed(order: Order, push: SitePush) -> Outcome:
    return push.push(order)


def _is_refused(outcome: Outcome) -> bool:
    return outcome.end is End.REFUSED


_CALLS_AGAIN_SECONDS = 10.0
_NAME_THEM: Sentence = "name the routers that are changed: {}"
