"""What was up before is up now: the sessions of others, every neighbor, and each ping that was answered."""

from collections.abc import Callable, Iterator
from functools import partial

from wizard.judge.answers.answer import answer_of
from wizard.judge.push_proofs import ezvpn_is_up, neighbours_are_as_before, other_sessions_are_up
from wizard.judge.verdict import Judged, bad
from wizard.model.router_step import Named, RouterStep, When
from wizard.model.step_facts import StepFacts
from wizard.push.memory import neighbours_seen, sessions_seen
from wizard.push.proof_commands import (
    EZVPN,
    SESSIONS,
    NeighbourCommand,
    neighbour_commands,
    serving,
    session_of_spoke,
    steps_of,
)
from wizard.push.proof_rows import ProofRow
from wizard.push.proving import Proving, pinged, row
from wizard.sentence import Sentence


def pinged_before(proving: Proving, device: str, command: str) -> Sentence:
    """What a ping said before; "" where it was not asked."""
    return _seen_before(proving, device, command, pinged)


def ezvpn_before(proving: Proving) -> Sentence:
    """How the client that moved was."""
    return _seen_before(proving, proving.device, EZVPN, partial(ezvpn_is_up, name=proving.asking.client.name))


def _seen_before(proving: Proving, device: str, command: str, seen: Callable[[bytes], Judged]) -> Sentence:
    answer = proving.remembered.answer(device, command)
    return "" if answer is None else seen(answer).seen


def compares_sessions(step: RouterStep) -> bool:
    """Whether the step looks for the sessions that a hub or server had before its own cut-over."""
    return isinstance(step.judge, Named) and step.judge.function == "sessions_are_as_before"


def own_sessions(proving: Proving) -> Iterator[ProofRow]:
    """Every session of the hub or server itself; no spoke moves while it is proved."""
    for step in steps_of(proving.plan, proving.device, When.AFTER):
        if compares_sessions(step):
            before = _seen_before(proving, step.device, SESSIONS, sessions_seen)
            yield row(step.id, step.device, proving.judged_step(step, StepFacts()), before, command=step.command)


def other_sessions(proving: Proving) -> Iterator[ProofRow]:
    """Every session at hub and server that was up before, but for that of the spoke."""
    if not proving.asking.is_spoke:
        return
    ezvpn = proving.remembered.answer(proving.device, EZVPN)
    moved = session_of_spoke(proving.plan, proving.device, b"" if ezvpn is None else ezvpn)
    for device in serving(proving.plan, proving.device):
        before = proving.remembered.answer(device, SESSIONS)
        if before is None:
            found = bad("what was up before is not known")
        else:
            lately = proving.remembered.lately.get((device, SESSIONS))
            found = proving.judged(device, SESSIONS, partial(other_sessions_are_up, before, moved=moved, lately=lately))
        seen = _seen_before(proving, device, SESSIONS, sessions_seen)
        yield row("other-sessions", device, found, seen, command=SESSIONS)


def neighbours(proving: Proving) -> Iterator[ProofRow]:
    """Every neighbor of a routing protocol at the device, at the hub and at the server."""
    for asked in neighbour_commands(proving.plan, proving.device):
        before = proving.remembered.answer(asked.device, asked.command)
        lately = proving.remembered.lately.get((asked.device, asked.command))
        if before is None:
            found = bad("who was up before is not known")
        else:
            found = proving.judged(asked.device, asked.command, partial(_as_before, asked, before, lately))
        seen = _seen_before(proving, asked.device, asked.command, partial(neighbours_seen, asked.read))
        yield row("neighbors", asked.device, found, seen, command=asked.command)


def _as_before(asked: NeighbourCommand, before: bytes, lately: bytes | None, answer: bytes) -> Judged:
    there = None if lately is None else asked.read(answer_of(lately))
    return neighbours_are_as_before(asked.read(answer_of(before)), asked.read(answer_of(answer)), lately=there)
