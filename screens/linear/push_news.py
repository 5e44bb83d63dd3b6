"""What is said of a push while it runs: whatever changed, each claim with its age, and now and then that it goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from screens.linear.speech import Said
from wizard.guide.push_words import VERDICTS
from wizard.live.push_log import Heard
from wizard.live.push_seen import Doing, RowState, StageState
from wizard.live.row_text import row_text
from wizard.live.seen_rows import seen_at, sent_in_words
from wizard.live.seen_words import deadline_in_words, earliest, rests_in_words
from wizard.live.steering_words import why_no_confirm, why_no_extend, why_no_revert
from wizard.sentence import Sentence

if TYPE_CHECKING:
    from screens.linear.manner import OfPush
    from wizard.live.live_push import LivePush
    from wizard.live.push_log import LogRow
    from wizard.live.push_seen import PushSeen, RouterSeen
    from wizard.push.proof_rows import ProofRow

_LAST_MINUTE = 10
"""Seconds of a timer that are counted down between two lines once little of it is left."""
_ONLY_ASKS = ("show ", "dir", "ping ", "terminal ", "(logs in)")
"""How lines begin that change nothing: each other line and its reply is said, and `log` has these too."""


class PushNews:
    """Of one push, to one person: nothing is said twice."""

    def __init__(self, push: LivePush, how_much: Callable[[], OfPush]) -> None:
        self._push = push
        self._how_much = how_much
        self._logged = 0
        self._changes: dict[str, bool] = {}
        """Whether what was sent last to a router changes something."""
        self._said: dict[object, object] = {}
        self._last: datetime | None = None

    def rows(self, now: datetime) -> Iterator[Said]:
        """What is new."""
        seen, told = self._push.seen, False
        for row in (*self._of_routers(seen, now), *self._of_log(), *self._of_timer(seen, now)):
            told = True
            yield row
        if told or self._last is None:
            self._last = now
        elif now - self._last >= self._how_much().still and not seen.is_over:
            self._last = now
            yield from self.standing(now)

    def standing(self, now: datetime) -> Iterator[Said]:
        """How it stands, whether that is new or not."""
        seen = self._push.seen
        if seen.device:
            router = seen.router(seen.device)
            yield Said("STATE", f"{router.device}: {rests_in_words(seen, router, now)}; {_state(router, now)}")
            if router.proof and router.doing in (Doing.PROVING, Doing.HOLDING, Doing.OLD_AGAIN):
                yield _proof(router, now)
        for router in seen.on_trial:
            assert router.timer
            yield _rollback(router, now)

    def _is_new(self, place: object, what: object) -> bool:
        is_new = self._said.get(place) != what
        self._said[place] = what
        return is_new

    def _of_log(self) -> Iterator[Said]:
        for row in self._push.log.rows(self._logged):
            self._logged = row.number + 1
            # What became of a wish is said by whoever wanted it.
            if (row.what is Heard.TOLD and self._how_much().is_full) or (
                row.what is not Heard.STEERED and self._is_said(row)
            ):
                yield line_of_log(row)

    def _is_said(self, row: LogRow) -> bool:
        """Whether the line, or the reply to it, is of a change: what is only asked is in the log."""
        if row.what is Heard.SENT:
            self._changes[row.device] = not row.text.startswith(_ONLY_ASKS)
        return self._how_much().is_full and self._changes.get(row.device, False)

    def _of_routers(self, seen: PushSeen, now: datetime) -> Iterator[Said]:
        for router in seen.routers:
            if self._is_new((router.device, "doing"), router.doing) and router.doing not in (Doing.NOTHING, Doing.OVER):
                yield Said("STATE", f"{router.device}: {router.doing.value}")
            yield from self._of_preflight(router, now)
            yield from self._of_stages(router, now)
            if router.verdict and self._is_new((router.device, "verdict"), (router.verdict, router.is_by_journal)):
                means = f": {VERDICTS[router.verdict]}" if self._how_much().is_full else ""
                yield Said("STATE", f"{router.device}: {_state(router, now)}{means}")
            yield from self._of_proof(router, now)
            if router.residue and self._is_new((router.device, "residue"), router.residue):
                yield from (Said("RESIDUE", f"{router.device}: {row}") for row in router.residue)
                yield Said("POSSIBLE", "residue REASON accepts these lines, revert takes all of it back.")

    def _of_preflight(self, router: RouterSeen, now: datetime) -> Iterator[Said]:
        asked = [row for row in router.preflight if row.state is not RowState.NOT_ASKED]
        for row in asked:
            if row.state is not RowState.HOLDS and self._is_new((router.device, row.name), row.state):
                yield Said(
                    row.state.value.upper(), f"{router.device}: {row.says} ({seen_at(row.at, now)}). {row.to_do}"
                )
        is_done = bool(asked) and len(asked) == len(router.preflight)
        if is_done and self._is_new((router.device, "pre-flight"), len(asked)):
            against = sum(row.state is RowState.REFUSES for row in asked)
            found = f"{against} against it" if against else "nothing against it"
            yield Said("PRE-FLIGHT", f"{router.device}: {len(asked)} rows asked, {found}")

    def _of_stages(self, router: RouterSeen, now: datetime) -> Iterator[Said]:
        for stage in router.stages:
            is_new = self._is_new((router.device, stage.stage), stage.state)
            if is_new and stage.is_asked and stage.state is not StageState.WAITING:
                sent = f", {sent_in_words(stage)}" if stage.rows else ""
                name = f"{stage.stage.number} {stage.stage}"
                yield Said("STAGE", f"{router.device}, {name}: {stage.state.value}{sent} ({seen_at(stage.at, now)})")

    def _of_proof(self, router: RouterSeen, now: datetime) -> Iterator[Said]:
        proof = router.proof
        if proof is None:
            return
        if self._is_new((router.device, "proof"), (proof.is_old, [(row.key, row.holds) for row in proof.rows])):
            yield _proof(router, now)
            yield from (Said(f"MISSING {number}", missing_in_words(row)) for number, row in enumerate(proof.missing, 1))
        if self._is_new((router.device, "confirm"), router.doing is Doing.HOLDING) and router.doing is Doing.HOLDING:
            yield Said("POSSIBLE", "everything holds: confirm keeps it, revert takes it back.")

    def _of_timer(self, seen: PushSeen, now: datetime) -> Iterator[Said]:
        found = earliest(seen)
        if found is None:
            return
        router, timer = found
        left = int(timer.left(now).total_seconds())
        counted = self._how_much().counted
        step = counted if left > counted else _LAST_MINUTE
        if self._is_new("timer", (router.device, timer.deadline.timestamp() // step, -(-left // step) * step)):
            yield _rollback(router, now)


def _state(router: RouterSeen, now: datetime) -> Sentence:
    if router.verdict is None:
        return "not looked at yet"
    by = "by its journal, " if router.is_by_journal else ""
    return f"{router.verdict.value} ({by}{seen_at(router.verdict_at, now)})"


def _rollback(router: RouterSeen, now: datetime) -> Said:
    assert router.timer
    words = deadline_in_words(router, router.timer, now)
    role, _, left = words.left.removeprefix("!! ").partition(" ")
    return Said(role, f"{router.device} {left.lower()}, {words.fires}, {words.clock}. {_possible(router)}")


def on_trial_in_words(router: RouterSeen, now: datetime) -> Said:
    """That a timer runs on a router at which no push is any more."""
    assert router.timer
    words = deadline_in_words(router, router.timer, now)
    left = words.left.removeprefix("!! ").lower()
    return Said("ON TRIAL", f"{router.device}: {left}, {words.fires}, {words.clock}. push goes on, or takes it back.")


def _possible(router: RouterSeen) -> Sentence:
    """What can be typed about a timer, and why not what else."""
    whys = {"confirm": why_no_confirm(router), "revert": why_no_revert(router), "extend": why_no_extend(router)}
    can = [name for name, why in whys.items() if not why]
    not_now = whys["confirm"] if "confirm" not in can else ""
    return " ".join(
        filter(None, (f"Type {' or '.join(can)}." if can else "", f"Confirm not now: {not_now}." if not_now else ""))
    )


def _proof(router: RouterSeen, now: datetime) -> Said:
    proof = router.proof
    assert proof
    holds = sum(row.holds for row in proof.rows)
    what = "the old tunnel, " if proof.is_old else ""
    stable = "" if proof.is_old else f", stable for {min(proof.stable_seconds, proof.stable_of)} of {proof.stable_of} s"
    return Said("PROOF", f"{router.device}: {what}{holds} of {len(proof.rows)} hold{stable} ({seen_at(proof.at, now)})")


def how_it_ended(rows: Iterable[Sentence]) -> Iterator[Said]:
    """How each router ended; why is said once of those that follow each other with the same reasons."""
    ends: list[tuple[Sentence, list[Sentence]]] = []
    for row in rows:
        if row.startswith(" ") and ends:
            ends[-1][1].append(row.strip())
        else:
            ends.append((row.strip(), []))
    before: list[Sentence] = []
    for end, reasons in ends:
        yield Said("END", end)
        is_same = bool(reasons) and reasons == before
        yield from (Said("", reason) for reason in (["For the same reasons."] if is_same else reasons))
        before = reasons


def missing_in_words(row: ProofRow) -> Sentence:
    """A row of a proof that does not hold: what was asked where, what is wanted, what was seen, why it matters."""
    wants = f"; wants {row.wants}" if row.wants else ""
    got = f"; got {row.after}" if row.after else "; not seen yet"
    why = f". {row.why}" if row.why else ""
    return f"{row.command or row.name} at {row.device}{wants}{got}{why}"


def line_of_log(row: LogRow) -> Said:
    """One row of the log."""
    is_named = row.device and row.what is not Heard.TOLD
    return Said(f"{row.what.value.upper()}{f' {row.device}' if is_named else ''}", row_text(row))
