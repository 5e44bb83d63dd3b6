"""What is seen of a push in words that every front end shows alike: the frame, the timer, the way, the end."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import Enum
from typing import NamedTuple

from wizard.guide.age_words import ago_in_words
from wizard.guide.push_words import VERDICTS, next_behind_way_back, next_in_words
from wizard.live.push_seen import Doing, LineSeen, PushSeen, RouterSeen, StageState, TimerSeen
from wizard.live.seen_rows import seen_at
from wizard.live.steering_words import why_no_confirm, why_no_extend, why_no_revert
from wizard.model.stage import Stage
from wizard.push.journal_record import Verdict
from wizard.push.next_command import behind
from wizard.push.outcome import End
from wizard.sentence import Sentence
from wizard.typed_command import typed_command


class Served(Enum):
    """What stands behind a push."""

    LIVE = "LIVE"
    SIMULATED = "SIMULATED"
    """The routers of the practice site."""


def frame_in_words(router: RouterSeen, served: Served, now: datetime) -> tuple[Sentence, ...]:
    """The first row: the router, its name the second word, how it is reached, and its state with the age of that."""
    state = router.verdict.value if router.verdict else "not looked at"
    by = "by its journal, " if router.is_by_journal and router.verdict else ""
    old = f" ({by}{seen_at(router.verdict_at, now)})" if router.verdict else ""
    serial = f"SN {router.serial}" if router.serial else ""
    return tuple(filter(None, (served.value, router.device, router.address, serial, f"STATE: {state}{old}")))


class DeadlineWords(NamedTuple):
    """A timer that runs, the first words first where there is little room."""

    left: Sentence
    fires: Sentence
    clock: Sentence
    who: Sentence
    where: Sentence

    def fitted(self, room: int) -> Sentence:
        """As many of them as fit into so many columns."""
        text = self.left
        for more in (self.clock, self.fires, self.where, self.who):
            if more and len(text) + 2 + len(more) <= room:
                text = f"{text}  {more}"
        return text


def earliest(seen: PushSeen) -> tuple[RouterSeen, TimerSeen] | None:
    """The router that goes back first, and its timer; None where no timer runs."""
    running = [(each, each.timer) for each in seen.on_trial if each.timer]
    return min(running, key=lambda each: each[1].deadline, default=None)


def deadline_in_words(router: RouterSeen, timer: TimerSeen, now: datetime) -> DeadlineWords:
    """The timer counted down to now, on the router's own clock where that was read."""
    what = "RELOAD" if timer.is_reload else "ROLLBACK"
    is_shown = timer.clock and timer.fires and timer.at
    clock = timer.clock + (now - timer.at) if timer.clock and timer.at else None
    seen = seen_at(timer.at, now)
    you = " (you)" if timer.user == router.user else ""
    left = timer.left(now)
    over = now - timer.deadline
    return DeadlineWords(
        left=f"!! {what} IN {minutes_and_seconds(left)}" if left else f"!! {what} WAS DUE {ago_in_words(over)}",
        fires=f"fires {timer.fires:%H:%M:%S}" if timer.fires else f"fires {timer.deadline:%H:%M:%S} UTC",
        clock=f"router {clock:%H:%M:%S} ({seen})" if is_shown and clock else "by the journal",
        who=f"armed by {timer.user}{you}" if timer.user else "",
        where=router.device,
    )


def minutes_and_seconds(left: timedelta) -> str:
    """`07:41`."""
    minutes, seconds = divmod(max(0, int(left.total_seconds())), 60)
    return f"{minutes:02}:{seconds:02}"


class Mark(Enum):
    """How far a part of a router's way is; the value is its sign."""

    DONE = "[x]"
    HERE = "[>]"
    AHEAD = "[ ]"
    FAILED = "[!]"


_NEW = (Verdict.NEW_UNSAVED, Verdict.NEW_SAVED)
_BEHIND = frozenset({Doing.PROVING, Doing.HOLDING, Doing.RESIDUE, Doing.CONFIRMING, Doing.SAVING})


def way_of(router: RouterSeen) -> Iterator[tuple[Mark, Sentence]]:
    """The parts of a router's way with how far each is: its stages, armed, cut over, proved, saved."""
    for stage in router.stages:
        if stage.stage.number < Stage.CUTOVER.number:
            yield _OF_STAGE[stage.state], stage.stage.value
    cut = next((stage for stage in router.stages if stage.stage is Stage.CUTOVER and stage.is_asked), None)
    if cut is None:
        return
    is_new = router.verdict in _NEW
    is_cut = is_new or (router.timer is not None and cut.state in (StageState.THERE, StageState.SAVED))
    proves = router.doing in (Doing.PROVING, Doing.HOLDING, Doing.RESIDUE)
    is_proved = is_new or router.doing is Doing.CONFIRMING
    armed = Mark.DONE if is_cut or router.timer else Mark.HERE if router.doing is Doing.ARMING else Mark.AHEAD
    yield armed, "armed"
    yield (Mark.DONE if is_cut else Mark.HERE if router.timer else Mark.AHEAD), "cut over"
    yield (Mark.DONE if is_proved else Mark.HERE if proves else Mark.AHEAD), "PROVE" if proves else "prove"
    saved = router.verdict is Verdict.NEW_SAVED
    yield (Mark.DONE if saved else Mark.HERE if router.doing is Doing.SAVING and is_new else Mark.AHEAD), "save"


_OF_STAGE = {
    StageState.WAITING: Mark.AHEAD,
    StageState.UNDER_WAY: Mark.HERE,
    StageState.THERE: Mark.HERE,
    StageState.SAVED: Mark.DONE,
    StageState.FAILED: Mark.FAILED,
}


def line_in_words(what: Sentence, line: LineSeen | None, now: datetime) -> Sentence:
    """`last sent: ping 10.1.0.53 (3 s ago)`."""
    return f"{what}: {line.text} ({seen_at(line.at, now)})" if line else f"{what}: nothing yet"


def unchanged_in_words(router: RouterSeen) -> Sentence:
    """From when to when nobody else changed what is on trial, by what was read; "" where nobody can say so.

    Two times and no age: over a slow line it is not sent again each second.
    """
    running = router.running
    if running is None or router.timer is None or router.doing not in _ON_TRIAL:
        return ""
    when = f"from {running.since:%H:%M:%S} to {running.at:%H:%M:%S} UTC"
    return f"Nobody else changed the configuration {when} ({running.sha256[:4]}..)"


_ON_TRIAL = frozenset({Doing.PROVING, Doing.HOLDING})


def ends_in_words(seen: PushSeen, site: str, now: datetime) -> tuple[Sentence, ...]:
    """How it ended: one sentence a router with why, the next command, and where the journal stands."""
    rows: list[Sentence] = [seen.failure] if seen.failure else []
    for router in sorted(seen.routers, key=lambda router: router.end is End.DONE):
        rows += _end_of(router, site, now)
    return tuple(rows)


def _end_of(router: RouterSeen, site: str, now: datetime) -> Iterable[Sentence]:
    outcome = router.outcome
    if outcome is None:
        return
    until = f" until {outcome.deadline:%H:%M:%S} UTC" if outcome.deadline else ""
    yield f"{router.device}: {outcome.verdict}{until} ({seen_at(router.outcome_at, now)}): {VERDICTS[outcome.verdict]}."
    yield from (f"  {row}" for says in outcome.says for row in says.splitlines())
    yield from (f"  {row}" for row in outcome.rows)
    to_say = next_behind_way_back if router.takes_back else next_in_words
    if next_words := to_say(site, router.device, outcome, behind(router.device, outcome.verdict)):
        yield f"  {next_words}"


def leaving_in_words(seen: PushSeen, site: str, now: datetime) -> Sentence:
    """What becomes of the routers where the program is left now, and how it is taken up again."""
    rows: list[Sentence] = []
    for router in seen.on_trial:
        timer = router.timer
        assert timer
        fires = f"{timer.fires:%H:%M:%S} on its own clock" if timer.fires else f"{timer.deadline:%H:%M:%S} UTC"
        back = "restarts with what it has saved" if timer.is_reload else "goes back to EzVPN by itself"
        rows.append(
            f"{router.device}: in {minutes_and_seconds(timer.left(now))}, at {fires}, it {back}, unless "
            f"`{typed_command('resume', site, '--device', router.device)}` proves and confirms it before."
        )
    at_work = seen.router(seen.device) if seen.device else None
    if at_work and not at_work.timer:
        rows.append(
            f"{at_work.device}: {at_work.doing.value}. What was sent stays as it is and changes no traffic; "
            f"`{typed_command('resume', site, '--device', at_work.device)}` goes on."
        )
    return "\n".join(rows) or "Nothing is under way on any router."


def steering_in_words(router: RouterSeen, seen: PushSeen, now: datetime) -> tuple[Sentence, Sentence]:
    """What can be done now and why not, and what happens where the window is closed."""
    keys = (
        ("[r] revert now", why_no_revert(router)),
        ("[+] extend 5 min", why_no_extend(router)),
        ("[c] confirm", why_no_confirm(router)),
    )
    if router.timer is None:
        return ("", _NOT_ARMED[seen.is_over])
    text = "   ".join(f"{key} - disabled: {why}" if why else key for key, why in keys)
    if router.timer.is_reload:
        text = f"[r] [+] [c] disabled: {why_no_revert(router)}"
    if not router.timer.left(now) and router.doing in (Doing.NOTHING, Doing.OVER):
        return text, "Its time is over: it went back, or does so now. P looks what it runs."
    fires = f"{router.timer.fires:%H:%M} on its clock" if router.timer.fires else f"{router.timer.deadline:%H:%M} UTC"
    if router.doing is Doing.NOTHING and router.is_by_journal:
        return text, f"Nobody looks: P goes on and proves it. Else it goes back at {fires}."
    if router.doing is Doing.HOLDING:
        following = _cut_over_next(router, seen)
        if following:
            return text, f"PROVED: c keeps it. Then, unless s was pressed, traffic stops at {following}."
        return text, f"PROVED: c keeps and saves it. Else it goes back at {fires}."
    if router.doing is Doing.RESIDUE:
        return text, f"i accepts these lines with a reason. Else it goes back at {fires}."
    return text, f"If you close this window the router goes back by itself at {fires}."


def _cut_over_next(router: RouterSeen, seen: PushSeen) -> str:
    """The router whose traffic stops as soon as this one is kept; "" where none is, or the push ends before."""
    behind = () if seen.stops else seen.routers[seen.routers.index(router) + 1 :]
    return next((each.device for each in behind if each.is_changed and _is_to_cut(each)), "")


def _is_to_cut(router: RouterSeen) -> bool:
    return any(
        each.stage is Stage.CUTOVER and each.is_asked and each.state is StageState.WAITING for each in router.stages
    )


_NOT_ARMED: dict[bool, Sentence] = {
    False: "No timer runs: if you leave now, what was sent stays, and changes no traffic.",
    True: "The push is over: b goes back to the steps, 0 there writes the report.",
}
"""By whether it is over."""


def rests_in_words(seen: PushSeen, router: RouterSeen, now: datetime) -> Sentence:
    """What is being done, and for how long; what is waited for; how it ended."""
    if seen.is_over:
        return seen.failure or "The push is over."
    if waits := seen.waits_for:
        return f"waits for you, {waits.device}: {waits.what.value} {waits.says}".rstrip()
    since = f" since {minutes_and_seconds(now - router.since)}" if router.since else ""
    return f"{router.doing.value}{since}"
