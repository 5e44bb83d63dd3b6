"""What is seen of a push as the rows of a list: its routers, a pre-flight, the stages, a proof; each with its age."""

from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from typing import NamedTuple

from wizard.guide.age_words import ago_in_words
from wizard.guide.push_words import VERDICTS
from wizard.live.interface_words import interfaces_in_short
from wizard.live.push_seen import (
    Doing,
    PreflightSeen,
    ProofSeen,
    PushSeen,
    RouterSeen,
    RowState,
    StageSeen,
    StageState,
    age,
)
from wizard.model.stage import Stage
from wizard.push.ping_targets import target_of
from wizard.push.proof_rows import ProofRow
from wizard.sentence import Sentence, so_many


class Part(Enum):
    """What of a push a list shows; the value is its title."""

    ROUTERS = "Routers"
    PREFLIGHT = "Pre-flight"
    STAGES = "Stages"
    CHECKS = "Checks"
    LINES = "Lines"


class Held(Enum):
    """How it stands with a row; the value is its sign."""

    HOLDS = "ok"
    FAILS = "XX"
    OPEN = ".."
    ACCEPTED = "=="
    NOTHING = "  "


class SeenRow(NamedTuple):
    """One row."""

    held: Held
    what: Sentence
    want: Sentence = ""
    got: Sentence = ""
    """What was seen, or done."""
    below: tuple[Sentence, ...] = ()
    """What is said of it where the cursor is."""
    key: str = ""
    """Of a row of a proof or a refusal, by which it is steered."""
    device: str = ""


def seen_at(at: datetime | None, now: datetime) -> Sentence:
    """How old a claim is: `12 s ago`; that nobody looked where nobody did."""
    since = age(at, now)
    return "never seen" if since is None else ago_in_words(since)


def part_of(router: RouterSeen) -> Part:
    """What of a router matters most now."""
    if router.doing is Doing.RESIDUE:
        return Part.LINES
    if router.doing in _OF_A_PROOF and router.proof:
        return Part.CHECKS
    if router.doing in (Doing.PRE_FLIGHT, Doing.LOGGING_IN) or not router.stages:
        return Part.PREFLIGHT if router.preflight else Part.ROUTERS
    if router.outcome and any(row.state is RowState.REFUSES for row in router.preflight):
        return Part.PREFLIGHT
    return Part.STAGES


_OF_A_PROOF = frozenset({Doing.PROVING, Doing.HOLDING, Doing.OLD_AGAIN, Doing.CONFIRMING, Doing.GOING_BACK})


def rows_of(part: Part, seen: PushSeen, device: str, now: datetime) -> tuple[SeenRow, ...]:
    """The rows of that part, of one router where it is about one."""
    if part is Part.ROUTERS:
        return tuple(_router(router, now) for router in seen.routers)
    router = seen.router(device)
    if part is Part.PREFLIGHT:
        return tuple(map(_refusal, router.preflight))
    if part is Part.STAGES:
        return tuple(_stage(stage, now) for stage in router.stages if stage.is_asked)
    if part is Part.LINES:
        return tuple(SeenRow(held=Held.FAILS, what=line, key=line) for line in router.residue)
    return tuple(_check(row, device) for row in router.proof.rows) if router.proof else ()


def title_of(part: Part, seen: PushSeen, device: str, now: datetime) -> Sentence:
    """The title of the list, with the age of what stands in it."""
    if part is Part.ROUTERS:
        return "Routers"
    router = seen.router(device)
    if part is Part.STAGES:
        return "Stages, each with when it was last heard of"
    if part is Part.PREFLIGHT:
        return _title_of_preflight(router.preflight, now)
    if part is Part.LINES:
        return f"{so_many(len(router.residue), 'line')} otherwise than predicted ({seen_at(router.verdict_at, now)})"
    return _title_of_proof(router.proof, now) if router.proof else "Checks: nothing was proved yet"


def _title_of_preflight(rows: tuple[PreflightSeen, ...], now: datetime) -> Sentence:
    asked = [row for row in rows if row.state is not RowState.NOT_ASKED]
    total = len(rows)
    refuse = sum(row.state is RowState.REFUSES for row in asked)
    oldest = min((row.at for row in asked if row.at), default=None)
    found = f"{refuse} against it" if refuse else "nothing against it"
    return f"Pre-flight: {len(asked)} of {total} asked, {found} ({seen_at(oldest, now)})"


def _title_of_proof(proof: ProofSeen, now: datetime) -> Sentence:
    what = "The old tunnel" if proof.is_old else "Checks"
    holds = sum(row.holds for row in proof.rows)
    return f"{what}: {holds} of {len(proof.rows)} hold (fresh login, {seen_at(proof.at, now)})"


def _router(router: RouterSeen, now: datetime) -> SeenRow:
    state = router.verdict.value if router.verdict else "not looked at"
    by = "by its journal, " if router.is_by_journal else ""
    when = f" ({by}{seen_at(router.verdict_at, now)})" if router.verdict else ""
    means = (VERDICTS[router.verdict],) if router.verdict else ()
    says = router.outcome.says if router.outcome else ()
    return SeenRow(
        held=_ENDED[router.outcome is not None, bool(router.outcome and router.outcome.end.name == "DONE")],
        what=router.device,
        want=router.doing.value if router.is_changed else "is asked only",
        got=f"{state}{when}",
        below=(*means, *says),
        device=router.device,
    )


_ENDED = {
    (False, False): Held.OPEN,
    (True, True): Held.HOLDS,
    (True, False): Held.FAILS,
}
"""By whether the push of a router is over, and well."""


_OF_ROW = {
    RowState.NOT_ASKED: Held.OPEN,
    RowState.HOLDS: Held.HOLDS,
    RowState.REFUSES: Held.FAILS,
    RowState.ACCEPTED: Held.ACCEPTED,
}


def _refusal(row: PreflightSeen) -> SeenRow:
    return SeenRow(
        held=_OF_ROW[row.state],
        what=row.says or row.demands or row.name,
        below=tuple(filter(None, (row.says, row.to_do, f"demanded: {row.demands}" if row.says else ""))),
        key=row.accept_as,
    )


_OF_STAGE = {
    StageState.WAITING: Held.NOTHING,
    StageState.UNDER_WAY: Held.OPEN,
    StageState.THERE: Held.OPEN,
    StageState.SAVED: Held.HOLDS,
    StageState.FAILED: Held.FAILS,
}


def sent_in_words(stage: StageSeen) -> Sentence:
    """How many of its rows were sent; once all are there, how many of them nobody had to send."""
    if not stage.rows:
        return ""
    before = stage.rows - stage.sent
    if before > 0 and stage.state in (StageState.THERE, StageState.SAVED):
        return f"{stage.sent} sent, {before} there already"
    return f"{stage.sent} of {stage.rows} rows"


def _stage(stage: StageSeen, now: datetime) -> SeenRow:
    heard = f" ({seen_at(stage.at, now)})" if stage.at else ""
    return SeenRow(
        held=_OF_STAGE[stage.state],
        what=f"{stage.stage.number} {_DOES[stage.stage]}",
        want=sent_in_words(stage),
        got=f"{stage.state.value}{heard}",
        below=(f"{stage.stage.filename}: {_MEANS[stage.state]}",),
    )


_DOES: dict[Stage, Sentence] = {
    Stage.ARCHIVE: "archive, which the timer needs",
    Stage.LOGIN: "login",
    Stage.PKI: "keys and certificates",
    Stage.STAGE: "stage: what changes no traffic",
    Stage.CUTOVER: "cut over: traffic stops once",
    Stage.CLEANUP: "clean up: what nothing uses any more",
}
_MEANS: dict[StageState, Sentence] = {
    StageState.WAITING: "nothing of it was sent in this push",
    StageState.UNDER_WAY: "it is being sent",
    StageState.THERE: "every line is there as predicted, and not saved yet",
    StageState.SAVED: "every line is there as predicted, and saved",
    StageState.FAILED: "it did not become what was predicted",
}


def _check(row: ProofRow, device: str) -> SeenRow:
    where = f" at {row.device}" if row.device != device else ""
    return SeenRow(
        held=_held(row),
        what=f"{interfaces_in_short(row.command or row.name)}{where}",
        want=row.wants,
        got=row.after,
        below=tuple(_of_check(row)),
        key=row.key,
        device=row.device,
    )


def _held(row: ProofRow) -> Held:
    if row.accepted:
        return Held.ACCEPTED
    if row.is_good:
        return Held.HOLDS
    # A tunnel that has not been up for long enough fails nothing.
    return Held.OPEN if row.name == "stable" or not row.after else Held.FAILS


def _of_check(row: ProofRow) -> Iterator[Sentence]:
    if row.accepted:
        yield f"accepted: {row.accepted}"
    if row.instead_of:
        yield f"in the place of: {row.instead_of}"
    if row.after:
        yield f"seen: {row.after}"
    if row.route:
        yield from (f"{row.route[0]}:", *(f"  {line}" for line in row.route[1:]))
    if row.why and not row.holds:
        yield f"why it matters: {row.why}"
    if not row.holds and row.name != "stable":
        target = target_of(row.command)
        pings = (f"[t] show route {target}", "[g] other target") if target else ()
        also = ("[i] accept with reason",) if row.is_acceptable else ()
        yield f"try: {'  '.join((*pings, *also) or ('[a] ask again',))}"
    if row.wants:
        yield f"wanted: {row.wants}"
    if row.before:
        yield f"before: {row.before}"
