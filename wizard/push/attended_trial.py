"""One router on trial while somebody looks on: each wish is carried out between two rounds, or is told why not."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from wizard.errors import RouterError, SiteError
from wizard.ios.masking import masked
from wizard.printable import printable
from wizard.push.ping_targets import PingTargets, route_to_target
from wizard.push.proof_rows import Proof, ProofRow
from wizard.push.surroundings import Time
from wizard.push.vigil import PAUSE, Attends, words_of
from wizard.push.what_is_said import TAKEN_BACK
from wizard.push.wishes import (
    AcceptResidue,
    AcceptRow,
    Answered,
    AskAgain,
    Confirm,
    Extend,
    OtherTarget,
    RevertNow,
    ShowRoute,
    Wish,
    done,
    refused,
)
from wizard.sentence import Sentence, so_many

CONFIRMING_SECONDS = 30.0
"""What looking once more and `configure confirm` may take; behind that the timer is let be."""
_SHOWN_EVERY = 30.0
"""Seconds after which the timer is looked at again, where a person decides."""
_LONGEST_REASON = 200
Keeps = Callable[[Iterable[str], str], None]
"""What keeps that something was accepted, with the reason, for the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialTimer:
    """The timer of what is on trial, in seconds of our clock that nobody sets."""

    fires: float
    margin: float
    """Before it fires, in which nothing is proved any more where nobody decides."""
    extend: Callable[[int], "Extended"]
    """What became of so many minutes more."""
    look: Callable[[], float | None]
    """When it fires, as the router shows it now; None where it is not ours any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended:
    """What became of a timer that was to run longer."""

    answered: Answered
    fires: float
    """When it fires now."""
    is_in_doubt: bool = False
    """Whether the router did not simply take it: nothing more is typed on that login."""


class AttendedTrial:
    """A vigil over one stage; what was accepted stays so, however often somebody logs in anew."""

    def __init__(
        self,
        attends: Attends,
        *,
        time: Time,
        timer: TrialTimer,
        targets: PingTargets,
        keeps: Keeps,
        accepted: dict[str, Sentence],
    ) -> None:
        self._attends, self._time = attends, time
        self._timer, self._fires, self._shown_at = timer, timer.fires, time.seconds()
        self._targets, self._keeps = targets, keeps
        self._accepted = accepted
        self._routes: set[str] = set()
        """The keys of the rows beside which the route is asked."""
        self._proof = Proof(rows=())
        self._is_called_off = False
        self._is_confirmed = False
        self.wants_a_fresh_login = False
        """Whether nothing more is to be typed on the login that there is."""

    @property
    def looks_anew(self) -> bool:
        """Whether the router is only to be looked at once more, since nothing of it has failed."""
        return self.wants_a_fresh_login and not (self._is_called_off or self._attends.hurries)

    @property
    def until(self) -> float:
        """As long as the timer runs where a person decides; else a margin before it ends."""
        return self._fires if self._attends.holds else self._fires - self._timer.margin

    @property
    def hurries(self) -> bool:
        """Whether a person wants it back."""
        return self._attends.hurries

    def typed(self, command: str) -> str:
        """The command, with the target that a person named."""
        return self._targets.typed(command)

    def judged(self, rows: Sequence[ProofRow]) -> tuple[ProofRow, ...]:
        """What was accepted is marked so, as long as something still shows that the tunnel carries."""
        carries = _carries(rows)
        return tuple(
            replace(row, accepted=self._accepted[row.key])
            if row.key in self._accepted and row.is_acceptable and not row.is_good and carries
            else row
            for row in rows
        )

    def beside(self, row: ProofRow) -> str:
        """The route to the target of a ping, where a person wanted to see it."""
        return route_to_target(row.command) if row.key in self._routes else ""

    def ends_with(self, proof: Proof) -> bool:
        """Once it is proved and kept, or called off, or the time is over, or a login is wanted anew."""
        self._proof = proof
        self.wants_a_fresh_login = bool(proof.lost) and self._attends.holds
        if proof.lost or (proof.is_green and not self._attends.holds) or self._is_over:
            return True
        return self._timer_is_gone() or self._passed(PAUSE) or (self._attends.holds and self._is_over)

    def ends_in_a_pause(self) -> bool:
        """Whether somebody ended it in a pause in which routers are not reached."""
        self.wants_a_fresh_login = False
        return self._passed(PAUSE)

    def _timer_is_gone(self) -> bool:
        """Whether the router does not show our timer any more: somebody confirmed, or took it back."""
        if not self._attends.holds or self._time.seconds() - self._shown_at < _SHOWN_EVERY:
            return False
        self._shown_at = self._time.seconds()
        try:
            fires = self._timer.look()
        except RouterError:
            fires = None
        self.wants_a_fresh_login = fires is None
        self._fires = self._fires if fires is None else fires
        return fires is None

    @property
    def is_left_to_its_timer(self) -> bool:
        """Whether nobody decided as long as it ran, so that the router goes back by itself."""
        return self._attends.holds and self._is_over and not self._is_called_off and not self._is_confirmed

    def missing(self, proof: Proof) -> tuple[Sentence, ...]:
        """What is missing behind the last round."""
        if self._is_called_off or self._attends.hurries:
            return (TAKEN_BACK,)
        if not proof.is_green:
            return words_of(proof.missing) or ("nothing could be asked",)
        if self._attends.holds and not self._is_confirmed:
            return ("nobody confirmed it before the timer ended",)
        return ()

    def decided(self, rows: tuple[str, ...], accept: Callable[[frozenset[str]], None]) -> tuple[Sentence, ...]:
        """What a person decides over lines that are otherwise than predicted: () where all of them may be so."""
        left = {masked(row): row for row in rows}
        self._attends.decides_over(tuple(left))
        try:
            while left and not self._is_over and not self._is_called_off:
                wish = self._attends.next(PAUSE)
                if isinstance(wish, AcceptResidue):
                    self._answer(wish, self._residue_accepted(wish, left, accept))
                elif wish is not None:
                    self._carry_out(wish)
        finally:
            self._attends.decides_over(())
        return (TAKEN_BACK,) if self._is_called_off else tuple(left.values())

    def _residue_accepted(
        self, wish: AcceptResidue, left: dict[str, str], accept: Callable[[frozenset[str]], None]
    ) -> Answered:
        if unknown := [row for row in wish.rows if row not in left]:
            return refused(f"no such line differs: {printable(unknown[0])[:_LONGEST_REASON]}")
        rows = frozenset(left[row] for row in wish.rows)
        if why := self._kept(rows, wish.reason):
            return refused(why)
        accept(rows)
        for row in wish.rows:
            left.pop(row, None)
        return done(f"{so_many(len(rows), 'line')} accepted, {len(left)} left")

    @property
    def _is_over(self) -> bool:
        pause = 0.0 if self._attends.holds else PAUSE
        return self._time.seconds() + pause >= self.until

    def _passed(self, seconds: float) -> bool:
        """Whether it is over, behind whatever was wanted in so many seconds."""
        end = self._time.seconds() + seconds
        while (left := end - self._time.seconds()) > 0:
            wish = self._attends.next(left)
            if wish is None:
                return False
            asks_again = self._carry_out(wish)
            if self._is_called_off or self._is_confirmed or self.wants_a_fresh_login:
                return True
            if asks_again:
                return False
        return False

    def _carry_out(self, wish: Wish) -> bool:
        """Whether the next round is wanted at once."""
        answered = self._wanted(wish)
        if answered is not None:
            self._answer(wish, answered)
        return answered is not None and answered.is_done and isinstance(wish, _ASKS_AGAIN)

    def _answer(self, wish: Wish, answered: Answered) -> None:
        self._attends.answer(wish, answered)

    def _wanted(self, wish: Wish) -> Answered | None:
        """What becomes of a wish; None where the journal will say it."""
        match wish:
            case RevertNow():
                self._is_called_off = True
                return None
            case Confirm():
                return self._confirmed()
            case Extend():
                return self._extended(wish)
            case AskAgain():
                return done("it is asked again")
            case ShowRoute():
                return self._route_wanted(wish)
            case OtherTarget():
                return self._aimed(wish)
            case AcceptRow():
                return self._row_accepted(wish)
            case AcceptResidue():
                return refused("no line differs from what was predicted")

    def _confirmed(self) -> Answered | None:
        if not self._attends.holds:
            return refused("it is confirmed by itself, as soon as everything holds")
        if missing := self._proof.missing:
            return refused(
                f"{so_many(len(missing), 'row')} of the proof do not hold: {'; '.join(words_of(missing)[:2])}"
            )
        if not self._proof.rows:
            return refused("nothing is proved yet")
        if self._fires - self._time.seconds() < CONFIRMING_SECONDS:
            return refused("the timer ends before it could be confirmed")
        self._is_confirmed = True
        return None

    def _extended(self, wish: Extend) -> Answered:
        extended = self._timer.extend(wish.minutes)
        self._fires, self.wants_a_fresh_login = extended.fires, extended.is_in_doubt
        return extended.answered

    def _route_wanted(self, wish: ShowRoute) -> Answered:
        row = self._row(wish.row)
        command = route_to_target(row.command) if row else ""
        if not command:
            return refused("only a check that pings has a target")
        self._routes.add(wish.row)
        return done(f"{command} is asked beside it from now on")

    def _aimed(self, wish: OtherTarget) -> Answered:
        row = self._row(wish.row)
        if row is None:
            return refused("the proof has no such row")
        answered = self._targets.aim(row.command, wish.target)
        if answered.is_done and (why := self._kept([answered.says], "a person named the other target")):
            return refused(why)
        return answered

    def _row_accepted(self, wish: AcceptRow) -> Answered:
        row = self._row(wish.row)
        if row is None:
            return refused("the proof has no such row")
        if row.is_good:
            return refused("it holds")
        if not row.is_acceptable:
            return refused(f"{row.name} is what the proof is for: nobody can accept it")
        if not _carries(self._proof.rows):
            return refused("no ping goes through the tunnel: that it carries is what is proved")
        if why := self._kept([f"{row.name} at {row.device}: {row.command}".rstrip(": ")], wish.reason):
            return refused(why)
        self._accepted[row.key] = wish.reason.strip()
        return done(f"{row.name} at {row.device} need not hold")

    def _row(self, key: str) -> ProofRow | None:
        return next((row for row in self._proof.rows if row.key == key), None)

    def _kept(self, what: Iterable[str], reason: str) -> Sentence:
        """Why it is not accepted, "" where it is, and stands where the report finds it."""
        if not reason.strip():
            return "a reason is needed: it stands in the report"
        if len(reason) > _LONGEST_REASON or not reason.isprintable():
            return f"a reason is one line of at most {_LONGEST_REASON} characters"
        try:
            self._keeps(what, reason.strip())
        except SiteError as error:
            return f"it cannot be written down: {error}"
        return ""


_ASKS_AGAIN = (AskAgain, ShowRoute, OtherTarget, AcceptRow)


def _carries(rows: Iterable[ProofRow]) -> bool:
    """Whether a ping came back through the tunnel."""
    return any(row.is_good and row.command.startswith("ping ") for row in rows)


class Attendance:
    """Somebody who looks on while one router is pushed; what they accepted stays so through every login."""

    def __init__(self, attends: Attends, *, time: Time, targets: PingTargets, keeps: Keeps) -> None:
        self.attends = attends
        self._time, self._targets, self._keeps = time, targets, keeps
        self._accepted: dict[str, Sentence] = {}
        """Rows of the proof by their keys, each with the reason."""

    def trial(self, timer: TrialTimer) -> AttendedTrial:
        """A vigil over what is on trial now."""
        return AttendedTrial(
            self.attends,
            time=self._time,
            timer=timer,
            targets=self._targets,
            keeps=self._keeps,
            accepted=self._accepted,
        )
