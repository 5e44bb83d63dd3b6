"""What is seen of a push, as it happens: the value that is drawn, and the log; both may be read by any thread."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from wizard.ios.masking import masked
from wizard.live.by_journal import reached_at, seen_by_journal, with_record
from wizard.live.push_log import Heard, PushLog
from wizard.live.push_seen import (
    Asks,
    Doing,
    LineSeen,
    PreflightSeen,
    ProofSeen,
    PushSeen,
    RouterSeen,
    RowState,
    RunningSeen,
    SteeredSeen,
    TimerSeen,
    WaitsFor,
)
from wizard.push.dead_man import Armed, Minutes
from wizard.push.journal_record import Record
from wizard.push.preflight import LookedAt, Refusal
from wizard.push.proof import STABLE
from wizard.push.proof_rows import Proof
from wizard.push.truth import Truth
from wizard.push.wishes import Answered
from wizard.sentence import Sentence


class Observed:
    """An onlooker and a tap in one; whoever draws is told that something changed, and harms nothing by failing."""

    def __init__(
        self,
        first: PushSeen,
        now: Callable[[], datetime],
        changed: Callable[[], None],
        told: Callable[[Sentence], None],
        noted: Callable[[Record], None],
    ) -> None:
        """`changed` and `told` are the front end's; `noted` hears of each record."""
        self.log = PushLog()
        self._seen = first
        self._now = now
        self._changed, self._told, self._noted = changed, told, noted
        self._lock = threading.Lock()
        self._arithmetic: Sentence = ""
        self.refusals: tuple[Refusal, ...] = ()
        """Of the pre-flight that was looked at last."""
        self.failure: Exception | None = None
        """With what whoever draws failed; nobody is told of anything since."""

    @property
    def seen(self) -> PushSeen:
        """The push as it stands."""
        return self._seen

    def change(self, make: Callable[[PushSeen], PushSeen]) -> None:
        """The next value, made of the one before; one that cannot be made leaves that, with its moments."""
        with self._lock:
            try:
                self._seen = replace(make(self._seen), at=self._now())
            except Exception as error:  # noqa: BLE001 - a bug of ours in what is seen ends no push
                self.log.add(self._now(), "", Heard.TOLD, f"what is seen is not whole: {type(error).__name__}")
        self.calls(self._changed)

    def router(self, device: str, make: Callable[[RouterSeen], RouterSeen]) -> None:
        """The next value of one router."""
        self.change(lambda seen: replace(seen, routers=_with(seen, device, make)))

    def calls(self, do: Callable[[], None]) -> None:
        """Calls the front end; one that failed is not called again, and the push goes on: the router comes first."""
        if self.failure:
            return
        try:
            do()
        except Exception as error:  # noqa: BLE001 - a front end may fail in any way
            self.failure = error
            self.log.add(self._now(), "", Heard.TOLD, f"what draws this push failed: {type(error).__name__}")

    def waits(self, what: Asks | None, device: str) -> None:
        """What is waited for from now on; None for nothing."""
        at = self._now()
        if what or self._seen.waits_for:
            self.change(lambda seen: replace(seen, waits_for=_waiting(seen, what, device, at)))

    def steered(self, wish: object, answered: Answered | None) -> None:
        """What a person wanted, and what became of it."""
        at, kind = self._now(), type(wish).__name__
        text = kind if answered is None else f"{kind}: {'done' if answered.is_done else 'not done'}: {answered.says}"
        self.log.add(at, self._seen.device, Heard.STEERED, text)
        self.change(lambda seen: replace(seen, steered=SteeredSeen(wish=kind, at=at, answered=answered)))

    def decides(self, rows: tuple[Sentence, ...]) -> None:
        """Over which lines a person is waited for."""
        device, at = self._seen.device, self._now()
        doing = Doing.RESIDUE if rows else Doing.LOOKING

        def decides(push: PushSeen) -> PushSeen:
            waits_for = _waiting(push, Asks.RESIDUE if rows else None, device, at)
            routers = _with(push, device, lambda router: replace(router, doing=doing, since=at, residue=rows))
            return replace(push, routers=routers, waits_for=waits_for)

        self.change(decides)

    # what is said, typed and answered

    def told(self, text: Sentence) -> None:
        """What is said of what is done."""
        self.log.add(self._now(), self._seen.device, Heard.TOLD, text)
        self.calls(lambda: self._told(text))
        self.change(lambda seen: replace(seen, told=text))

    def reading(self, device: str, command: str) -> None:
        """What a router is asked that is read before anything is done; "" where somebody is asked meanwhile."""
        if device:
            self.sent(device, command)
        else:
            self.change(lambda seen: replace(seen, last_sent=None))

    def sent(self, device: str, text: str) -> None:
        """A line that is typed now."""
        at = self._now()
        self.log.add(at, device, Heard.SENT, text)
        self.change(lambda seen: replace(seen, last_sent=LineSeen(device=device, text=text, at=at), last_got=None))

    def got(self, device: str, text: str) -> None:
        """What a router said to it."""
        at = self._now()
        self.log.add(at, device, Heard.GOT, text)
        last = next((line for line in reversed(text.splitlines()) if line.strip()), "")
        self.change(lambda seen: replace(seen, last_got=LineSeen(device=device, text=last, at=at)))

    # what becomes of a router

    def begins(self, device: str, records: Sequence[Record]) -> None:
        """The push of a router begins; its journal as it was found."""
        at, self.refusals = self._now(), ()
        self.change(lambda seen: replace(seen, device=device))
        self.router(
            device,
            lambda router: replace(
                seen_by_journal(router, records), doing=Doing.LOGGING_IN, since=at, outcome=None, outcome_at=None
            ),
        )

    def recorded(self, device: str, record: Record) -> None:
        """A record is in its journal, and on the disk."""
        self.router(device, lambda router: self._with_arithmetic(with_record(router, record)))
        self._noted(record)

    def _with_arithmetic(self, router: RouterSeen) -> RouterSeen:
        if router.timer is None or router.timer.arithmetic or router.timer.at:
            return router
        return replace(router, timer=replace(router.timer, arithmetic=self._arithmetic))

    def asked(self, device: str, rows: Sequence[LookedAt]) -> None:
        """The rows of its pre-flight."""
        at = self._now()
        self.refusals = tuple(refusal for row in rows for refusal in row.refusals)
        seen = tuple(each for row in rows for each in _preflight(row, at))
        self.router(device, lambda router: replace(router, preflight=seen, doing=Doing.PRE_FLIGHT, since=at))

    def looked(self, device: str, truth: Truth) -> None:
        """What it shows of itself."""
        at, standing = self._now(), truth.standing
        residue = tuple(masked(row) for row in standing.residue.texts)

        def looked(router: RouterSeen) -> RouterSeen:
            router = replace(
                reached_at(router, standing.stage, at, is_saved=standing.is_saved),
                verdict=standing.verdict,
                verdict_at=at,
                is_by_journal=False,
                running=_running(router.running, truth, at),
                residue=residue,
                timer=_timer(router.timer, truth.armed, standing.deadline, at),
            )
            if router.doing in (Doing.LOGGING_IN, Doing.PRE_FLIGHT):
                return replace(router, doing=Doing.LOOKING, since=at)
            return router

        self.router(device, looked)

    def armed(self, device: str, armed: Armed) -> None:
        """What the router shows of its timer, between two looks at all of it."""
        at = self._now()
        deadline = at + timedelta(seconds=armed.left) if armed.is_ours else None
        self.router(device, lambda router: replace(router, timer=_timer(router.timer, armed, deadline, at)))

    def sized(self, device: str, minutes: Minutes) -> None:
        """How long its timer is to run, and why."""
        self._arithmetic = minutes.says

    def proved(self, device: str, proof: Proof, goes_back_at: datetime | None, *, is_old: bool) -> None:
        """One round of a proof."""
        at = self._now()
        seen = ProofSeen(
            rows=proof.rows,
            at=at,
            is_old=is_old,
            stable_seconds=proof.stable_seconds,
            stable_of=round(STABLE),
            lost=proof.lost,
        )
        is_held = self._seen.holds and seen.is_green and not is_old
        doing = Doing.OLD_AGAIN if is_old else Doing.HOLDING if is_held else Doing.PROVING

        def proved(router: RouterSeen) -> RouterSeen:
            return replace(router, proof=seen, doing=doing, since=router.since if router.doing is doing else at)

        def held(push: PushSeen) -> PushSeen:
            waits_for = _waiting(push, Asks.CONFIRMATION if is_held else None, device, at)
            return replace(push, routers=_with(push, device, proved), waits_for=waits_for)

        self.change(held)


def _running(before: RunningSeen | None, truth: Truth, at: datetime) -> RunningSeen | None:
    """What it runs now, since when that was as predicted in every look; None where it is not."""
    if not truth.standing.residue.is_empty:
        return None
    return RunningSeen(sha256=truth.sha256, since=before.since if before else at, at=at)


def _preflight(looked: LookedAt, at: datetime) -> Iterator[PreflightSeen]:
    """One for each thing that speaks against the run by that row, or one that it holds."""
    quiet = PreflightSeen(name=looked.row.name, demands=looked.row.holds)
    if not looked.is_asked:
        yield quiet
    elif not looked.refusals and not looked.accepted:
        yield replace(quiet, state=RowState.HOLDS, at=at)
    for found, state in ((looked.refusals, RowState.REFUSES), (looked.accepted, RowState.ACCEPTED)):
        for each in found:
            told = {"says": each.says, "to_do": each.to_do, "accept_as": each.accept_as}
            yield replace(quiet, state=state, at=at, **told)


def _with(seen: PushSeen, device: str, make: Callable[[RouterSeen], RouterSeen]) -> tuple[RouterSeen, ...]:
    """The routers of the push, one of them made anew."""
    return tuple(make(each) if each.device == device else each for each in seen.routers)


def _waiting(seen: PushSeen, what: Asks | None, device: str, at: datetime) -> WaitsFor | None:
    """What is waited for, since it is."""
    before = seen.waits_for
    if before is not None and (before.what, before.device) == (what, device):
        return before
    return WaitsFor(what=what, device=device, since=at) if what else None


def _timer(before: TimerSeen | None, armed: Armed, deadline: datetime | None, at: datetime) -> TimerSeen | None:
    """The timer as the router showed it; of one that is not ours the verdict tells."""
    if not armed.is_ours or before is None:
        return None if not armed.is_pending else before
    return replace(
        before,
        deadline=deadline or before.deadline,
        clock=armed.clock,
        fires=armed.fires,
        zone=armed.zone,
        is_shown=True,
        at=at,
    )
