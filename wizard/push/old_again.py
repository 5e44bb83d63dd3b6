"""Whether the old tunnel carries again behind a way back: only then the router is as it was."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from wizard.judge.answers.answer import NotRead, answer_of
from wizard.judge.answers.ezvpn_clients import ezvpn_states
from wizard.judge.answers.ikev2_sessions import ikev2_sas
from wizard.judge.answers.translations import nat_statistics
from wizard.judge.push_proofs import ezvpn_is_up
from wizard.judge.session_judges import is_same
from wizard.judge.verdict import Judged, bad, good
from wizard.model.ikev2 import Identity
from wizard.model.plan import Plan
from wizard.push.as_before import ezvpn_before, neighbours, other_sessions, own_sessions, pinged_before
from wizard.push.proof_commands import (
    EZVPN,
    IKEV2,
    NAT,
    Typed,
    own_identity,
    own_route_maps,
    ping_from_hub,
    pings,
    pings_of_before,
)
from wizard.push.proof_rows import Proof, ProofRow, Remembered, Wanted
from wizard.push.proving import Proving, Told, fresh_login, ping_row, pinged, row, watched
from wizard.push.question_round import NotAnswered, QuestionRound
from wizard.push.surroundings import Time
from wizard.push.vigil import Patience
from wizard.sentence import Sentence
from wizard.session.router_session import RouterSession


@dataclass(frozen=True, slots=True, kw_only=True)
class OldDemand:
    """One kind of thing that must hold of the old tunnel."""

    name: str
    rows: Callable[[Proving], Iterator[ProofRow]]
    source: Sentence


def _ezvpn(proving: Proving) -> Iterator[ProofRow]:
    """The client that moved is up."""
    if proving.asking.is_spoke:
        name = proving.asking.client.name
        found = proving.judged(proving.device, EZVPN, partial(ezvpn_is_up, name=name))
        yield row("ezvpn", proving.device, found, ezvpn_before(proving), command=EZVPN)


def _carries(proving: Proving) -> Iterator[ProofRow]:
    """Every ping that was answered before is answered again; where nobody remembers one, any is enough."""
    if not proving.asking.is_spoke:
        return
    typed = _pings(proving)
    if not any(proving.went(asked) for asked in typed):
        yield row("carries", proving.device, _any_answered(proving, typed))
        return
    for asked in typed:
        if proving.went(asked):
            before = pinged_before(proving, asked.device, asked.command)
            yield ping_row("carries", proving, asked, before)


def _pings(proving: Proving) -> tuple[Typed, ...]:
    plan, device = proving.plan, proving.device
    from_hub = ping_from_hub(plan, device)
    return (*pings(plan, device), *pings_of_before(plan, device), *((from_hub,) if from_hub else ()))


def _any_answered(proving: Proving, typed: tuple[Typed, ...]) -> Judged:
    if any(proving.went(asked) is False for asked in typed):
        return bad("no ping was answered before, so that nothing shows that it carries")
    for asked in typed:
        found = proving.judged(asked.device, asked.command, pinged)
        if found.is_good:
            return found
    return bad("no ping is answered")


def _looked_at_hub(proving: Proving) -> Iterator[ProofRow]:
    """Whether the new session is still there: it holds an address of the pool, and a login, until DPD ends it."""
    if not proving.asking.is_spoke:
        return
    hub, identity = proving.asking.hub, own_identity(proving.plan, proving.device)
    yield row("stale-session", hub, proving.judged(hub, IKEV2, partial(_stale, identity)))


def _stale(identity: Identity | None, answer: bytes) -> Judged:
    there = [sa for sa in ikev2_sas(answer_of(answer)) if identity is not None and is_same(sa.peer_id, identity)]
    return good(f"the session of {identity} is still there until DPD ends it" if there else "no session of the trial")


def _translations(proving: Proving) -> Iterator[ProofRow]:
    """None of a rule that the plan made: it would keep a connection in the trial for a day."""
    if proving.asking.is_spoke:
        found = proving.judged(proving.device, NAT, partial(_none_of, own_route_maps(proving.plan, proving.device)))
        yield row("translations", proving.device, found)


def _none_of(route_maps: tuple[str, ...], answer: bytes) -> Judged:
    mappings = nat_statistics(answer_of(answer)).mappings
    live = [mapping for mapping in mappings if mapping.translations and mapping.route_map in route_maps]
    if live:
        return bad(f"{live[0].route_map} still has {live[0].translations} of the trial")
    return good("none of the trial")


OLD_DEMANDS = (
    OldDemand(name="ezvpn", rows=_ezvpn, source="push.md A0 items 6, 17"),
    OldDemand(name="carries", rows=_carries, source="push.md A0 items 6, 17"),
    OldDemand(name="stale-session", rows=_looked_at_hub, source="push.md A0 items 6, 17"),
    OldDemand(name="translations", rows=_translations, source="push.md A0 item 3"),
    OldDemand(name="sessions", rows=own_sessions, source="push.md A0 item 19"),
    OldDemand(name="other-sessions", rows=other_sessions, source="push.md A0 item 19"),
    OldDemand(name="neighbors", rows=neighbours, source="push.md A0 item 19"),
)
"""In the order in which they are looked at."""


def ezvpn_carries_again(
    plan: Plan,
    device: str,
    sessions: Mapping[str, RouterSession],
    remembered: Remembered,
    time: Time,
    *,
    until: float,
    told: Told,
) -> Proof:
    """Looks again and again until the old tunnel carries what it carried, or until the seconds of the time are over.

    It ends at once where a command is wanted, which only the guarded sender may type. Of a hub or a server, which has
    no such tunnel, what was up before must be up.
    """

    def look(asked: QuestionRound) -> Proof:
        proving = Proving(plan=plan, device=device, round=asked, remembered=remembered, now=time.now())
        return Proof(rows=_rows(proving), wanted=tuple(_wanted(proving)), lost=asked.lost)

    return watched(look, sessions, time, vigil=Patience(time, until), told=told)


def _rows(proving: Proving) -> tuple[ProofRow, ...]:
    rows: list[ProofRow] = []
    for demand in OLD_DEMANDS:
        rows += demand.rows(proving)
        if not all(found.is_good for found in rows if found.name == "ezvpn"):
            proving.round.leave_out("ping ", "not asked, since EzVPN is not up")
    return tuple(rows) or (fresh_login(proving),)


def _wanted(proving: Proving) -> Iterator[Wanted]:
    """What somebody must type before it can hold."""
    if not proving.asking.is_spoke:
        return
    if not all(found.is_good for found in _translations(proving)) and _answers(proving, NAT):
        yield Wanted(
            device=proving.device,
            command="clear ip nat translation *",
            why="translations of the trial live on, and keep what they belong to from the old tunnel",
        )
    name = proving.asking.client.name
    if _waits_to_be_told(proving, name):
        yield Wanted(
            device=proving.device,
            command=f"crypto ipsec client ezvpn connect {name}",
            why=f"{name} waits for somebody to connect it",
        )


def _answers(proving: Proving, command: str) -> bool:
    try:
        nat_statistics(answer_of(proving.round.answer(proving.device, command)))
    except (NotAnswered, NotRead):
        return False
    return True


def _waits_to_be_told(proving: Proving, name: str) -> bool:
    try:
        clients = ezvpn_states(answer_of(proving.round.answer(proving.device, EZVPN)))
    except (NotAnswered, NotRead):
        return False
    return any(client.name == name and client.state == "CONNECT_REQUIRED" for client in clients)
