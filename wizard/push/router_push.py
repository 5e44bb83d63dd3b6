"""The push of one router: what it shows is read, one move is made, and what it shows is read again.

A run that begins, goes on, or is taken up behind a crash is one walk: nothing rests on what this program remembers.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from wizard.errors import ConnectionLost, EzError, JournalError, RouterBusy, RouterError
from wizard.model.stage import Stage
from wizard.push.added_since import with_what_others_added
from wizard.push.busy_router import BusyRouter
from wizard.push.cut_over import CutOver
from wizard.push.enrolment import Enrols
from wizard.push.frozen_run import FrozenRun
from wizard.push.frozen_text import FrozenText
from wizard.push.guards import DANGEROUS, Change
from wizard.push.journal import Journal
from wizard.push.journal_record import PROVED, WAITING, Kind, Record, Verdict, facts_of
from wizard.push.journal_says import is_sent_in_part, outcome_of
from wizard.push.key_rows import key_rows
from wizard.push.order import Order
from wizard.push.outcome import End, Outcome
from wizard.push.stage_steps import StageSteps
from wizard.push.standing import GOES_BACK_BY_ANOTHERS
from wizard.push.surroundings import Time
from wizard.push.truth import NOT_TRIED_AGAIN, Looks, Truth
from wizard.push.what_is_said import (
    A_RELOAD_TAKES_IT_BACK,
    ADDED,
    DID_NOT_SAVE,
    EDITED,
    LOGIN_STAYS,
    MISPLACED,
    NO_COPY,
    NO_WAY_BACK,
    TAKEN_BACK,
    broken_off,
    done_with,
    mix_in_words,
    sent_of,
)
from wizard.sentence import Sentence
from wizard.session.obeyed import obeyed

_MOST_MOVES = 40
"""A router that answers otherwise each time is none that can be changed."""


class RouterPush:
    """One router on its way from old to new."""

    def __init__(
        self,
        order: Order,
        *,
        journal: Journal,
        run: FrozenRun,
        header: Record,
        steps: StageSteps,
        enrolment: Enrols,
        cut_over: CutOver,
        looks: Looks,
        time: Time,
        told: Callable[[Sentence], None],
        who: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._order, self._who = order, who
        self._journal, self._run = journal, run
        self._texts = run.texts(header)
        self._ways_back = run.ways_back(header)
        self._steps, self._enrolment, self._cut_over = steps, enrolment, cut_over
        self._told = told
        self._failure, self._rows_seen = tuple[Sentence, ...](), tuple[Sentence, ...]()
        self._is_told_to_go_back = False
        self._saves = Counter[Stage]()
        self._busy = BusyRouter(order.device, time, told)
        self.looks = looks

    def push(self) -> Outcome:
        """Goes on until nothing more can be done without a person."""
        try:
            self._journal.add(Kind.ORDER, facts=facts_of({**self._who, "asked": self._order.in_a_word}))
            for _ in range(_MOST_MOVES):
                if outcome := self._moved():
                    return outcome
            return self._out_of_reach("it answers otherwise each time")
        except JournalError as error:
            return self._out_of_reach(str(error))
        except BaseException as error:
            if isinstance(error, Exception) and self.looks.deadline is None:
                raise
            return self._out_of_reach(broken_off(error))
        finally:
            self.looks.close()

    def _moved(self) -> Outcome | None:
        """One look, and what follows from it; the outcome where nothing does."""
        try:
            truth = self.looks.truth()
        except (EzError, EOFError) as error:
            return self._out_of_reach(str(error))
        if truth.armed.is_pending and not truth.armed.is_ours and self._cut_over.is_open:
            return self._ended(End.NEEDS_A_PERSON, replace(truth, standing=GOES_BACK_BY_ANOTHERS), truth.armed.says)
        added = with_what_others_added(self.looks, truth)
        if not (self._order.is_revert or self._failure or self._next(added.standing.stage)) and added is not truth:
            self._write_down(added)
            return self._ended(End.DONE, added, ADDED)
        self._write_down(truth)
        try:
            return self._move(truth)
        except NOT_TRIED_AGAIN as error:
            return self._out_of_reach(str(error))
        except RouterBusy as error:
            if not self._busy.is_waited_for(error):
                self._fail(str(error))
        except RouterError as error:
            if not isinstance(error, ConnectionLost):
                self._fail(f"{error.message}\n  {error.hint}" if error.hint else error.message)
        self.looks.close()
        return None

    def _move(self, truth: Truth) -> Outcome | None:
        moves: Mapping[Verdict, Callable[[Truth], Outcome | None]] = {
            Verdict.OLD: self._before_cut_over,
            Verdict.PARTIAL: self._before_cut_over,
            Verdict.STAGED: self._before_cut_over,
            Verdict.UNKNOWN: self._in_trial,
            Verdict.TRIAL: self._in_trial,
            Verdict.NEW_UNSAVED: self._save_the_new,
            Verdict.NEW_SAVED: self._behind_cut_over,
            Verdict.MIX: self._mix,
        }
        return moves[truth.standing.verdict](truth)

    def _before_cut_over(self, truth: Truth) -> Outcome | None:
        if self.looks.takes_back:
            return self._took_back(truth)
        if self._cut_over.is_open:
            if truth.standing.stage is not self.looks.begun and self._cut_over.has_sent:
                return self._went_back_to_old(truth)
            # It is confirmed, or it was armed and no line of it was sent.
            self._cut_over.close(self.looks.begun or Stage.LOGIN, truth)
        if self._failure:
            return self._stopped(truth)
        if truth.armed.is_pending:
            return self._stopped(truth, f"a timer runs that is none of this run: {truth.armed.says}")
        if self._order.is_revert:
            return self._take_back(truth)
        done = truth.standing.stage
        if truth.standing.is_whole and done and not truth.standing.is_saved and done in self._texts:
            return self._save_stage(done, truth)
        if done and done.number >= Stage.PKI.number:
            due = self._enrolment.next(truth)
            if due.has_typed or due.unfit:
                return self._fail(*due.unfit) if due.unfit else None
            if waits := due.waits or self._steps.waiting(truth):
                return self._waits(truth, *waits)
        stage = self._next(done)
        if stage is None:
            return self._ended(End.DONE, truth)
        if stage in DANGEROUS or stage is Stage.LOGIN:
            return self._cut(self._texts[stage], truth)
        return self._send(stage, truth)

    def _take_back(self, truth: Truth) -> Outcome | None:
        """The last stage that is there, or the part of one, and then the one before it."""
        standing = truth.standing
        if standing.is_whole and not standing.is_saved:
            return self._save_stage(standing.stage or Stage.ARCHIVE, truth)
        begun = standing.stage if standing.is_whole else self._next(standing.stage)
        text = self._ways_back.get(begun) if begun else None
        if text is None or text.stage in DANGEROUS:
            return self._ended(End.DONE, truth, *((LOGIN_STAYS,) if begun is Stage.LOGIN else ()))
        if unfit := self._steps.before_taking_back(text.stage, truth):
            return self._fail(*unfit)
        rows = text.rows_missing_in(truth.running)
        self._told(f"{self._order.device}: {text.filename}, {len(rows)} rows")
        truth.router.send(text, rows)
        after = self.looks.again(truth.router)
        if after.standing.stage is begun or not after.standing.is_whole:
            return self._fail(f"{text.filename} did not take the stage back", *after.standing.residue.texts)
        return None

    def _next(self, done: Stage | None) -> Stage | None:
        """The first stage that has a text, is asked for, and is not wholly there."""
        number = done.number if done else 0
        return next((stage for stage in self._texts if number < stage.number <= self._order.last.number), None)

    def _send(self, stage: Stage, truth: Truth) -> Outcome | None:
        """The rows that are missing of a stage that changes no traffic."""
        text = self._texts[stage]
        if misplaced := self.looks.misplaced_by(text, truth).texts:
            return self._fail(MISPLACED, *misplaced)
        keys = key_rows(text, truth.router.session, self.looks.records)
        if unfit := self._steps.before(stage, truth, has_our_key=keys.is_ours):
            return self._fail(*unfit)
        rows = tuple(sorted({*keys.missing, *text.rows_missing_in(truth.running)}))
        self._told(f"{self._order.device}: {stage.filename}, {sent_of(len(rows), len(text.rows))}")
        truth.router.send(text, rows)
        return self._look_behind(stage, truth)

    def _look_behind(self, stage: Stage, truth: Truth) -> Outcome | None:
        """Whether the stage is there as it was predicted, and does what it is for; then it is saved."""
        after = self.looks.again(truth.router)
        self._write_down(after)
        if after.standing.stage is not stage or not after.standing.is_whole:
            rows = self.looks.residue(after, stage).texts or ("its lines were taken, and are not there",)
            return self._fail(f"{stage.filename} did not become what was predicted", *rows)
        if unfit := self._steps.after(stage, after):
            return self._fail(*unfit)
        return self._save_stage(stage, after)

    def _save_stage(self, stage: Stage, truth: Truth) -> Outcome | None:
        self._save(stage, truth)
        after = self.looks.again(truth.router)
        return None if after.standing.is_saved else self._fail(DID_NOT_SAVE)

    def _save(self, stage: Stage, truth: Truth) -> None:
        self._saves[stage] += 1
        truth.router.change(Change.SAVE, stage, lambda session: obeyed(session, "write memory"))

    def _cut(self, text: FrozenText, truth: Truth) -> Outcome | None:
        """A stage that changes traffic or logins, or the way back of one, behind a dead-man."""
        stage, self.looks.is_proved = text.stage, False
        if unfit := self._cut_over.prepare(stage, text, truth):
            return self._fail(*unfit)
        truth = self.looks.again(truth.router)
        self._cut_over.arm(stage, truth)
        armed = self.looks.again(truth.router)
        self._write_down(armed)
        if not armed.armed.is_ours:
            return self._fail(f"the router does not show our timer: {armed.armed.says or 'none is pending'}")
        self._told(f"{self._order.device}: the timer runs ({armed.armed.says}); {text.filename} is sent")
        self._cut_over.send(text, armed)
        return None

    def _in_trial(self, truth: Truth) -> Outcome | None:
        stage, takes_back = self.looks.on_trial or Stage.CUTOVER, self.looks.takes_back
        goes_back = self._order.is_revert and not takes_back
        is_as_sent = truth.standing.residue.is_empty and truth.standing.stage is self.looks.aim
        if not (is_as_sent or goes_back):
            if not (is_accepted := self._is_accepted(stage, truth)):
                self._fail("not every line is there as it was sent", *truth.standing.residue.texts)
            if is_accepted or self._cut_over.wants_a_fresh_login:
                self.looks.close()
                return None
        if self._failure or goes_back:
            return self._go_back(stage, truth)
        truth = self.looks.truth(is_fresh=True)
        is_old = takes_back and self.looks.aim not in DANGEROUS
        prove = self._cut_over.old_again if is_old else self._cut_over.unproved
        if missing := prove(stage, truth):
            if self._cut_over.wants_a_fresh_login:
                self.looks.close()
            return None if self._cut_over.looks_anew else self._fail(*missing)
        truth = self.looks.again(truth.router)
        if not truth.armed.is_ours:
            self._told(f"{self._order.device}: its timer is gone; somebody confirmed the change, or it was taken back")
            return None
        if not truth.standing.residue.is_empty or truth.standing.stage is not self.looks.aim:
            return self._fail(EDITED, *truth.standing.residue.texts)
        if self._cut_over.is_called_off:
            return self._fail(TAKEN_BACK)
        self.looks.is_proved = True
        truth.router.learn(is_proved=True)
        self._journal.add(Kind.VERDICT, stage=stage, verdict=truth.standing.verdict, answer=PROVED)
        self._cut_over.dead_man(stage).disarm(truth.router, stage)
        return None

    def _is_accepted(self, stage: Stage, truth: Truth) -> bool:
        """Whether a person who looks on accepted every line that is otherwise than sent: it is expected from now on."""
        rows = self.looks.residue(truth, self.looks.aim).texts
        text = (self._ways_back if self.looks.takes_back else self._texts)[stage]
        if not rows or self._failure or self._order.is_revert or is_sent_in_part(self.looks.records, text):
            return False

        def accept(accepted: frozenset[str]) -> None:
            self._run.accept(accepted)
            self.looks.accept(accepted)

        return not self._cut_over.decided(stage, truth, rows, accept)

    def _go_back(self, stage: Stage, truth: Truth) -> Outcome | None:
        dead_man = self._cut_over.dead_man(stage)
        if self._is_told_to_go_back or not dead_man.goes_back_at_once:
            # It did not go back at once, or cannot: it does so by itself.
            if dead_man.goes_back_at_once or truth.router.known.is_startup_untouched:
                return self._ended(End.UNKNOWN, truth, *self._failure, *dead_man.warns)
            return self._ended(End.NEEDS_A_PERSON, self.looks.as_it_starts(truth), *self._failure, NO_WAY_BACK)
        if not truth.router.known.has_backup:
            standing = replace(truth.standing, deadline=None)
            return self._ended(End.NEEDS_A_PERSON, replace(truth, standing=standing), *self._failure, NO_COPY)
        self._is_told_to_go_back = True
        self._told(f"{self._order.device}: it goes back now")
        dead_man.go_back(truth.router, stage)
        return None

    def _went_back_to_old(self, truth: Truth) -> Outcome:
        """OLD is more than its lines: EzVPN carries traffic again."""
        stage = self.looks.begun or Stage.CUTOVER
        if missing := self._cut_over.old_again(stage, truth):
            return self._ended(End.NEEDS_A_PERSON, truth, *self._failure, "the old configuration is back", *missing)
        end = End.ROLLED_BACK if self._cut_over.has_sent and not self._is_told_to_go_back else End.STOPPED
        self._cut_over.close(stage, truth)
        is_wanted = self._order.is_revert and not self._failure
        return self._ended(End.DONE if is_wanted else end, truth, *self._failure)

    def _save_the_new(self, truth: Truth) -> Outcome | None:
        stage = self.looks.begun or Stage.CUTOVER
        if self._order.is_revert and not self.looks.is_proved:
            return self._ended(End.NOT_SAVED, truth, *self._failure, A_RELOAD_TAKES_IT_BACK)
        if self._saves[stage] >= _MOST_SAVES or self._failure:
            self._failure = self._failure or tuple(self._busy.said[-1:]) or (DID_NOT_SAVE,)
            return self._ended(End.NOT_SAVED, truth, *self._failure)
        if not self.looks.is_proved:
            truth = self.looks.truth(is_fresh=True)
            if missing := self._cut_over.unproved(stage, truth):
                self._failure = missing
                return self._ended(End.NOT_SAVED, truth, *missing)
            self.looks.is_proved = True
            truth = self.looks.again(truth.router)
        self._save(stage, truth)
        return None

    def _took_back(self, truth: Truth) -> Outcome | None:
        """The old tunnel carries again, and is saved; what is staged stays until it is taken back, too."""
        stage = truth.standing.stage
        if stage and not truth.standing.is_saved and not self._failure:
            return self._save_stage(stage, truth)
        if missing := self._cut_over.old_again(Stage.CUTOVER, truth):
            return self._ended(End.NEEDS_A_PERSON, truth, "the old configuration is back", *missing)
        self._cut_over.close(Stage.CUTOVER, truth)
        return self._stopped(truth) if self._failure else self._ended(End.DONE, truth)

    def _behind_cut_over(self, truth: Truth) -> Outcome | None:
        if self._cut_over.is_open:
            # What was on trial is over: it was confirmed, or the router went back to the new configuration.
            self._cut_over.close(self.looks.begun or Stage.CUTOVER, truth)
        if self._failure:
            return self._stopped(truth)
        if self._order.is_revert:
            # The last stage behind which the new tunnel carries, under a timer of its own.
            text = self._ways_back.get(truth.standing.stage or Stage.CUTOVER)
            return self._cut(text, truth) if text else self._stopped(truth, "the plan has no way back from there")
        stage = self._next(truth.standing.stage)
        return (
            self._cut(self._texts[stage], truth) if stage else self._ended(End.DONE, truth, *done_with(truth.standing))
        )

    def _mix(self, truth: Truth) -> Outcome:
        standing = truth.standing
        if self._cut_over.is_open and not standing.in_startup:
            before = self.looks.start
            standing = replace(standing, stage=before, residue=self.looks.residue(truth, before))
        truth = replace(truth, standing=standing)
        return self._ended(End.NEEDS_A_PERSON, truth, *self._failure, mix_in_words(standing))

    def _waits(self, truth: Truth, *says: Sentence) -> Outcome:
        """For a certificate: what a person brings, days later."""
        told = {"stage": truth.standing.stage, "verdict": truth.standing.verdict, "line": self._order.last.value}
        self._journal.add(Kind.VERDICT, answer=WAITING, **told)
        return self._ended(End.WAITS, truth, *says)

    def _stopped(self, truth: Truth, why: Sentence = "") -> Outcome:
        return self._ended(End.STOPPED, truth, *self._failure, *((why,) if why else ()))

    def _fail(self, *why: Sentence) -> Outcome | None:
        """Nothing more is sent in this walk but what takes back; the next look says what that leaves."""
        self._failure = self._failure or why
        self._told(f"{self._order.device}: {why[0]}")
        return None

    def _write_down(self, truth: Truth) -> None:
        for standing in (each.standing for each in (truth, self.looks.unsafe_start(truth)) if each):
            self._rows_seen = standing.residue.texts
            told = {"stage": standing.stage, "verdict": standing.verdict, "deadline": standing.deadline}
            self._journal.add(Kind.VERDICT, **told, sha256=truth.sha256)

    def _ended(self, end: End, truth: Truth, *says: Sentence) -> Outcome:
        if end is End.NOT_SAVED and (mix := self.looks.unsafe_start(truth)):
            return self._mix(mix)
        stands = truth.standing
        return Outcome(end=end, verdict=stands.verdict, says=says, deadline=stands.deadline, rows=stands.residue.texts)

    def _out_of_reach(self, why: Sentence) -> Outcome:
        """Where nobody can look: what the journal says, and never better than that."""
        told = outcome_of(self.looks.records, self._rows_seen)
        end = End.STOPPED if told.end in (End.DONE, End.WAITS) else told.end
        return replace(told, end=end, says=(*self._failure, why, *told.says))


_MOST_SAVES = 3
"""NVRAM that is busy is tried again [push.md A5 item 38]."""
