"""What is asked before anything is armed: only what worked then can be missed afterwards."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial

from wizard.judge.answers.answer import NotRead, answer_of
from wizard.judge.answers.crypto_sessions import crypto_sessions
from wizard.judge.verdict import Judged, bad, good
from wizard.model.plan import Plan
from wizard.model.router_step import When
from wizard.push.proof_commands import (
    SESSIONS,
    Reader,
    neighbour_commands,
    ping_from_hub,
    pings,
    pings_of_before,
    serving,
    steps_of,
)
from wizard.push.proof_rows import ProofRow, Remembered
from wizard.push.proving import Proving, pinged
from wizard.push.question_round import NotAnswered, QuestionRound
from wizard.sentence import so_many
from wizard.session.router_session import RouterSession


def remember(plan: Plan, device: str, sessions: Mapping[str, RouterSession]) -> tuple[Remembered, tuple[ProofRow, ...]]:
    """Asks before anything is armed, in sessions by the names of their routers.

    A row that is not good says what the proof, or the way back, cannot be held against.
    """
    asked = QuestionRound(sessions)
    proving = Proving(plan=plan, device=device, round=asked, remembered=Remembered())
    rows = (*_steps(proving), *_others(proving), *_pings(proving))
    return Remembered(answers=asked.answers), rows


def remember_lately(plan: Plan, device: str, sessions: Mapping[str, RouterSession]) -> dict[tuple[str, str], bytes]:
    """Asks days behind the cut-over, before something else is armed: only what is up by then can be missed behind it.

    Neighbors and sessions, and the pings that were answered once; what cannot be asked is left out.
    """
    asked = QuestionRound(sessions)
    own = (step.command for step in steps_of(plan, device, When.BEFORE) if step.command == SESSIONS)
    typed = [
        *((device, command) for command in own),
        *((router, SESSIONS) for router in serving(plan, device)),
        *((each.device, each.command) for each in neighbour_commands(plan, device)),
        *((each.device, each.command) for each in pings_of_before(plan, device)),
    ]
    for router, command in dict.fromkeys(typed):
        with suppress(NotAnswered):
            asked.answer(router, command)
    return dict(asked.answers)


def _before(name: str, device: str, found: Judged) -> ProofRow:
    return ProofRow(name=name, device=device, before=found.seen, after="", is_good=found.is_good)


def _steps(proving: Proving) -> Iterator[ProofRow]:
    for step in steps_of(proving.plan, proving.device, When.BEFORE):
        yield _before(step.id, step.device, proving.judged_step(step))


def _others(proving: Proving) -> Iterator[ProofRow]:
    """The sessions of others at hub and server, and every neighbor."""
    if proving.asking.is_spoke:
        for router in serving(proving.plan, proving.device):
            yield _before("other-sessions", router, proving.judged(router, SESSIONS, sessions_seen))
    for neighbours in neighbour_commands(proving.plan, proving.device):
        found = proving.judged(neighbours.device, neighbours.command, partial(neighbours_seen, neighbours.read))
        yield _before("neighbors", neighbours.device, found)


def _pings(proving: Proving) -> Iterator[ProofRow]:
    """One that is answered is enough: an address of the new tunnel may not be reached by the old one."""
    plan, device = proving.plan, proving.device
    from_hub = ping_from_hub(plan, device)
    typed = (*pings(plan, device), *pings_of_before(plan, device), *((from_hub,) if from_hub else ()))
    found = [(asked, proving.judged(asked.device, asked.command, pinged)) for asked in typed]
    goes = any(one.is_good for _, one in found)
    for asked, one in found:
        yield _before(asked.command, asked.device, Judged(is_good=goes or one.is_good, seen=one.seen))


def sessions_seen(answer: bytes) -> Judged:
    """How many sessions are up, with whomever."""
    try:
        ups = [session for session in crypto_sessions(answer_of(answer)) if session.is_up]
    except NotRead as unread:
        return bad(f"cannot be read: {unread.why}")
    return good(f"{so_many(len(ups), 'session')} up")


def neighbours_seen(read: Reader, answer: bytes) -> Judged:
    """How many neighbors are up."""
    try:
        ups = [neighbour for neighbour in read(answer_of(answer)) if neighbour.is_up]
    except NotRead as unread:
        return bad(f"cannot be read: {unread.why}")
    return good(f"{so_many(len(ups), 'neighbor')} up")
