"""What a person wants of a push, on its way from the thread that asks to the one that pushes, and the answer back."""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from wizard.live.push_seen import Asks, Doing, PushSeen, RouterSeen
from wizard.push.guards import Change
from wizard.push.journal_record import Kind, Record
from wizard.push.surroundings import Time
from wizard.push.wishes import AcceptResidue, Answered, Confirm, RevertNow, Wish, done, refused
from wizard.sentence import Sentence

_SLICE = 0.25
"""Seconds within which a wish is heard while time passes."""
_JOURNALLED: dict[str, tuple[type[Wish], Sentence]] = {
    Change.REVERT: (RevertNow, "the router went back"),
    Change.CONFIRM: (Confirm, "it is confirmed"),
}
"""What the journal tells of, and what is said of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """A wish, and where its answer is waited for."""

    wish: Wish
    answer: Future[Answered]


class Steering:
    """The wishes of one push; each is answered, in its order, or told why not."""

    def __init__(
        self,
        time: Time,
        seen: Callable[[], PushSeen],
        *,
        holds: bool,
        answered: Callable[[Wish, Answered], None],
        decides: Callable[[tuple[Sentence, ...]], None],
    ) -> None:
        """`answered` is told what became of each, `decides` over which lines a person is waited for."""
        self.holds = holds
        self._time, self._seen = time, seen
        self._answered, self._decides = answered, decides
        self._waiting: deque[_Wanted] = deque()
        self._taken: list[_Wanted] = []
        self._is_over = False
        self._lock = threading.Lock()

    def want(self, wish: Wish) -> Future[Answered]:
        """Queues it for the next moment at which it can be done; answered at once where there will be none."""
        wanted = _Wanted(wish=wish, answer=Future())
        with self._lock:
            why = "the push is over" if self._is_over else why_not(self._seen(), wish)
            if not why:
                self._waiting.append(wanted)
        if why:
            self._give(wanted, refused(why))
        return wanted.answer

    # of whoever attends

    @property
    def hurries(self) -> bool:
        """Whether it is to go back: nothing else is asked before that."""
        with self._lock:
            return any(isinstance(each.wish, RevertNow) for each in self._waiting)

    def next(self, seconds: float) -> Wish | None:
        """What is wanted, as soon as it is; going back before everything else."""
        left = seconds
        while True:
            if wanted := self._take():
                return wanted.wish
            if left <= 0:
                return None
            self._time.wait(min(left, _SLICE))
            left -= _SLICE

    def _take(self) -> _Wanted | None:
        with self._lock:
            first = next((each for each in self._waiting if isinstance(each.wish, RevertNow)), None)
            wanted = first or (self._waiting[0] if self._waiting else None)
            if wanted:
                self._waiting.remove(wanted)
                self._taken.append(wanted)
            return wanted

    def answer(self, wish: Wish, answered: Answered) -> None:
        """What became of it."""
        self._settle(lambda wanted: wanted.wish is wish, answered)

    def decides_over(self, rows: tuple[Sentence, ...]) -> None:
        """Over which lines a person is waited for."""
        self._decides(rows)

    # of the push

    def recorded(self, record: Record) -> None:
        """What the journal tells of what was wanted."""
        if record.kind is Kind.SEEN and record.answer == "taken" and record.line in _JOURNALLED:
            kind, says = _JOURNALLED[record.line]
            with self._lock:
                # It went back for another reason, before the wish was heard.
                heard = [each for each in self._waiting if isinstance(each.wish, kind)]
                self._waiting = deque(each for each in self._waiting if each not in heard)
                self._taken += heard
            self._settle(lambda wanted: isinstance(wanted.wish, kind), done(says))

    def trial_ends(self, why: Sentence) -> None:
        """What still waits will not be done at this router any more."""
        with self._lock:
            self._taken += self._waiting
            self._waiting.clear()
        self._settle(lambda wanted: True, refused(why))

    def ends(self) -> None:
        """Nothing is done any more."""
        with self._lock:
            self._is_over = True
        self.trial_ends("the push is over")

    def _settle(self, which: Callable[[_Wanted], bool], answered: Answered) -> None:
        with self._lock:
            settled = [each for each in self._taken if which(each)]
            self._taken = [each for each in self._taken if each not in settled]
        for each in settled:
            self._give(each, answered)

    def _give(self, wanted: _Wanted, answered: Answered) -> None:
        self._answered(wanted.wish, answered)
        if not wanted.answer.done():
            wanted.answer.set_result(answered)


def why_not(seen: PushSeen, wish: Wish) -> Sentence:
    """Why something cannot be wanted at this moment, "" where it can: what a front end says of a key that is off."""
    if seen.is_over:
        return "the push is over"
    router = seen.router(seen.device) if seen.device else None
    if router is None or router.timer is None:
        return "nothing is on trial"
    if router.timer.is_reload:
        return "a reload guards it: nothing but its end or a fresh login ends it"
    if router.doing in _GOES_BACK:
        return "it goes back already"
    if isinstance(wish, RevertNow) and (router.takes_back or router.timer.takes_back):
        return "it is being taken back: going back from that would bring the new configuration again"
    return _why_not_now(seen, router, wish)


def _why_not_now(seen: PushSeen, router: RouterSeen, wish: Wish) -> Sentence:
    if isinstance(wish, Confirm):
        if not seen.holds:
            return "it is confirmed by itself, as soon as everything holds"
        if router.proof is None or router.proof.is_old or not router.proof.is_green:
            missing = len(router.proof.missing) if router.proof else 0
            return f"{missing} of the proof do not hold" if missing else "nothing is proved yet"
    is_residue = seen.waits_for is not None and seen.waits_for.what is Asks.RESIDUE
    if isinstance(wish, AcceptResidue) and not is_residue:
        return "no line differs from what was predicted"
    return ""


_GOES_BACK = (Doing.GOING_BACK, Doing.OLD_AGAIN)
