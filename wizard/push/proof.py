"""The proof of a cut-over: all that must hold behind it, and whether it goes on to hold."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from wizard.judge.answers.answer import answer_of, shown
from wizard.judge.answers.ikev2_sessions import ikev2_sas
from wizard.judge.answers.routes import route_entry
from wizard.judge.answers.translations import live_translations
from wizard.judge.push_proofs import packets_move, same_session
from wizard.judge.verdict import Judged, bad, good
from wizard.model.plan import Plan
from wizard.model.router_step import Named, RouterStep, When
from wizard.plan.mapping.ikev2_and_ipsec import is_client_mode
from wizard.push import proof_commands as commands
from wizard.push.as_before import (
    compares_sessions,
    ezvpn_before,
    neighbours,
    other_sessions,
    own_sessions,
    pinged_before,
)
from wizard.push.proof_commands import COUNTERS, IKEV2, PredictedRoute
from wizard.push.proof_rows import Proof, ProofRow, Remembered
from wizard.push.proving import Proving, Told, fresh_login, ping_row, row, watched, with_route
from wizard.push.question_round import NotAnswered, QuestionRound
from wizard.push.surroundings import Time
from wizard.push.vigil import Vigil
from wizard.sentence import Sentence
from wizard.session.router_session import RouterSession

STABLE = 60.0
"""Seconds for which everything must go on to hold [push.md A5 30]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One kind of thing that must hold behind a cut-over."""

    name: str
    rows: Callable[[Proving], Iterator[ProofRow]]
    is_needed: bool = False
    """Whether a spoke without a row of it is not proved."""
    wants: Sentence = ""
    """What must be seen; of a step, that says it itself."""
    is_acceptable: bool = False
    """Whether a person who looks on may accept that a row of it does not hold, with a reason."""
    source: Sentence


# the steps


_SESSION_JUDGES = {"ikev2_session_is_up", "flexvpn_client_is_active"}
_ROUTE_JUDGES = {"route_is_ikev2s", "route_is_towards"}


def _kind(step: RouterStep) -> str:
    """Which demand a step belongs to."""
    function = step.judge.function if isinstance(step.judge, Named) else ""
    if function in _SESSION_JUDGES:
        return "ready"
    if function in _ROUTE_JUDGES:
        return "routes"
    if compares_sessions(step):
        return "sessions"
    return "pings" if commands.is_ping(step) else "steps"


def _steps_of_kind(kind: str, proving: Proving) -> Iterator[ProofRow]:
    for step in commands.steps_of(proving.plan, proving.device, When.AFTER):
        if _kind(step) == kind:
            yield _step_row(proving, step)


def _step_row(proving: Proving, step: RouterStep) -> ProofRow:
    if commands.is_ping(step) and (command := proving.typed(step.command)) != step.command:
        asked, planned = replace(step, command=command), step.command
    else:
        asked, planned = step, ""
    found = row(step.id, step.device, proving.judged_step(asked), _before(proving, step), command=asked.command)
    return replace(found, wants=step.words, why=step.why, instead_of=planned)


def _before(proving: Proving, step: RouterStep) -> Sentence:
    """What stood in the place of what the step looks at."""
    if commands.is_ping(step):
        return pinged_before(proving, step.device, step.command)
    return ezvpn_before(proving) if _kind(step) == "ready" else ""


# what no step asks


def _routes_to_hub(proving: Proving) -> Iterator[ProofRow]:
    """What the LAN sends to those behind the hub goes into the tunnel, and by no route of the spoke's own."""
    for route in commands.routes_to_hub(proving.plan, proving.device):
        found = proving.judged(proving.device, route.command, partial(_goes_into_the_tunnel, proving, route))
        yield row("route-to-hub", proving.device, found, command=route.command)


def _goes_into_the_tunnel(proving: Proving, route: PredictedRoute, answer: bytes) -> Judged:
    entry = route_entry(answer_of(answer))
    if entry is None or not route.network.overlaps(entry.prefix):
        return bad(f"no route to {route.network}")
    tunnel = proving.asking.value("name_tunnel")
    # A route of BGP names the hub's address in the tunnel and no interface.
    ways = {tunnel, ""} if entry.via.startswith("bgp") else {tunnel}
    others = {hop.interface for hop in entry.hops} - ways
    seen = shown(f"{entry.prefix} by {entry.via}")
    return bad(f"{seen}, which does not lead into {tunnel}") if others else good(seen)


def _large_packets(proving: Proving) -> Iterator[ProofRow]:
    for asked in commands.large_pings(proving.plan, proving.device):
        yield ping_row("large-packets", proving, asked)


def _untranslated(proving: Proving) -> Iterator[ProofRow]:
    """No rule of NAT takes what the LAN sends into the tunnel, but for client mode, where one must."""
    if not proving.asking.is_spoke or is_client_mode(proving.asking):
        return
    for target in commands.targets(proving.plan, proving.device):
        command = commands.translations_to(target)
        found = proving.judged(proving.device, command, partial(_none_to, target))
        yield row("untranslated", proving.device, found, command=command)


def _none_to(target: str, answer: bytes) -> Judged:
    found = [each for each in live_translations(answer_of(answer)) if each.outside == target]
    if found:
        return bad(f"what {found[0].inside_local} sends to {target} leaves as {found[0].inside_global}")
    return good(f"what goes to {target} is not translated")


def _packets(proving: Proving) -> Iterator[ProofRow]:
    """Between the beginning of the round and behind its pings, at the tunnel of the spoke."""
    if not proving.asking.is_spoke:
        return
    device, tunnel = proving.device, proving.asking.value("name_tunnel")
    try:
        first, second = proving.round.answer(device, COUNTERS), proving.round.answer_now(device, COUNTERS)
        found = packets_move(first, second, interface=tunnel)
    except NotAnswered as missing:
        found = bad(missing.why)
    yield row("packets", device, found, command=COUNTERS)


def _from_hub(proving: Proving) -> Iterator[ProofRow]:
    if asked := commands.ping_from_hub(proving.plan, proving.device):
        before = pinged_before(proving, asked.device, asked.command)
        yield ping_row("ping-from-hub", proving, asked, before)


def _pings_of_before(proving: Proving) -> Iterator[ProofRow]:
    """What was answered before is answered now; of what nobody knows it is demanded, too."""
    for asked in commands.pings_of_before(proving.plan, proving.device):
        if proving.went(asked) is not False:
            before = pinged_before(proving, asked.device, asked.command)
            yield ping_row("ping-of-before", proving, asked, before)


def _predicted_routes(proving: Proving) -> Iterator[ProofRow]:
    for route in commands.predicted_routes(proving.plan, proving.device):
        found = proving.judged(proving.device, route.command, partial(_leads_there, route))
        yield row("predicted-route", proving.device, found, command=route.command)


def _leads_there(route: PredictedRoute, answer: bytes) -> Judged:
    entry = route_entry(answer_of(answer))
    if entry is None or entry.prefix != route.network:
        return bad(f"no route to {route.network}")
    return good(shown(f"{entry.prefix} by {entry.via}"))


_COME_BACK: Sentence = "the packets come back"
PROOFS = (
    Demand(name="ready", rows=partial(_steps_of_kind, "ready"), is_needed=True, source="push.md A3.10, A5 28"),
    Demand(name="steps", rows=partial(_steps_of_kind, "steps"), source="push.md A0 items 4, 18"),
    Demand(name="routes", rows=partial(_steps_of_kind, "routes"), source="push.md A0 item 4"),
    Demand(
        name="routes-to-hub",
        rows=_routes_to_hub,
        wants="a route into the tunnel",
        source="push.md A0 item 4; flexvpn.md 8.1",
    ),
    Demand(
        name="pings",
        rows=partial(_steps_of_kind, "pings"),
        is_needed=True,
        is_acceptable=True,
        source="push.md A3.10, A5 29",
    ),
    Demand(
        name="pings-of-before",
        rows=_pings_of_before,
        wants=_COME_BACK,
        is_acceptable=True,
        source="product.md, promise 5",
    ),
    Demand(
        name="large-packets",
        rows=_large_packets,
        is_needed=True,
        wants=_COME_BACK,
        is_acceptable=True,
        source="push.md A0 item 18",
    ),
    Demand(name="untranslated", rows=_untranslated, wants="no translation", source="push.md A0 item 3, A5 29"),
    Demand(
        name="packets",
        rows=_packets,
        is_needed=True,
        wants="packets sent and received",
        source="push.md A3.10, A5 29",
    ),
    Demand(name="ping-from-hub", rows=_from_hub, wants=_COME_BACK, is_acceptable=True, source="push.md A0 item 18"),
    Demand(name="sessions", rows=own_sessions, wants="every session of before", source="push.md A0 item 19"),
    Demand(
        name="other-sessions",
        rows=other_sessions,
        wants="every session of before",
        is_acceptable=True,
        source="push.md A0 item 19",
    ),
    Demand(
        name="neighbors",
        rows=neighbours,
        wants="every neighbor of before",
        is_acceptable=True,
        source="push.md A0 item 19",
    ),
    Demand(
        name="predicted-routes",
        rows=_predicted_routes,
        wants="the route",
        is_acceptable=True,
        source="push.md A0 item 19",
    ),
)
"""In the order in which they are looked at: the packets are counted around the pings of the LAN."""


def prove(
    plan: Plan,
    device: str,
    sessions: Mapping[str, RouterSession],
    remembered: Remembered,
    time: Time,
    *,
    vigil: Vigil,
    told: Told,
) -> Proof:
    """Looks again and again until everything holds and went on to hold, or until the vigil ends.

    The sessions are fresh logins, by the names of their routers. Nothing is typed that changes something.
    """
    steady: Steady | None = None

    def look(asked: QuestionRound) -> Proof:
        nonlocal steady
        proving = Proving(
            plan=plan, device=device, round=asked, remembered=remembered, now=time.now(), typed=vigil.typed
        )
        rows = vigil.judged([with_route(each, asked, vigil.beside(each)) for each in rows_of_round(proving)])
        steady = _steady(proving, rows, steady, time.seconds())
        lasts = 0 if steady is None else int(time.seconds() - steady.since)
        rows = (*rows, _stable(proving, steady, time.seconds()))
        return Proof(rows=rows, lost=asked.lost, stable_seconds=lasts)

    return watched(look, sessions, time, vigil=vigil, told=told)


def rows_of_round(proving: Proving) -> tuple[ProofRow, ...]:
    """All rows but the last, as the routers answer now."""
    if proving.asking.is_spoke:
        # The first count, before the pings; what went wrong with it is said in its row.
        proving.judged(proving.device, COUNTERS, lambda _: good(""))
    if proving.asking.is_spoke and not proving.judged(proving.device, IKEV2, _has_session).is_good:
        proving.round.leave_out("ping ", "not asked, since no tunnel is up")
    return tuple(found for demand in PROOFS for found in _rows_of(demand, proving)) or (fresh_login(proving),)


def _has_session(answer: bytes) -> Judged:
    return good("up") if any(sa.is_up for sa in ikev2_sas(answer_of(answer))) else bad("down")


def _rows_of(demand: Demand, proving: Proving) -> tuple[ProofRow, ...]:
    rows = tuple(demand.rows(proving))
    if rows or not (demand.is_needed and proving.asking.is_spoke):
        return tuple(
            replace(found, wants=found.wants or demand.wants, is_acceptable=demand.is_acceptable) for found in rows
        )
    return (row(demand.name, proving.device, bad("the plan names nothing that would show it")),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Steady:
    """Since when everything holds, with the tunnel that was up then."""

    since: float
    ikev2: bytes
    asked_at: float
    goes_on: Judged
    """Whether it is still that tunnel."""


def _steady(proving: Proving, rows: tuple[ProofRow, ...], steady: Steady | None, now: float) -> Steady | None:
    """What goes on to hold, or begins to; None where something does not hold."""
    if not rows or not all(one.holds for one in rows):
        return None
    begins = Steady(since=now, ikev2=b"", asked_at=now, goes_on=good("everything above"))
    if not proving.asking.is_spoke:
        return steady or begins
    try:
        answer, at = proving.round.answer(proving.device, IKEV2), proving.round.asked_at(proving.device, IKEV2)
    except NotAnswered:
        return None
    if steady is not None:
        found = same_session(steady.ikev2, answer, seconds=at - steady.asked_at)
        if found.is_good:
            return Steady(since=steady.since, ikev2=steady.ikev2, asked_at=steady.asked_at, goes_on=found)
    return Steady(since=now, ikev2=answer, asked_at=at, goes_on=same_session(answer, answer, seconds=0.0))


def _stable(proving: Proving, steady: Steady | None, now: float) -> ProofRow:
    wants: Sentence = f"{int(STABLE)} seconds"
    if steady is None:
        return replace(row("stable", proving.device, bad("not everything above holds")), wants=wants)
    lasts = now - steady.since
    seen: Sentence = f"{steady.goes_on.seen} for {int(lasts)} of {int(STABLE)} seconds"
    found = Judged(is_good=steady.goes_on.is_good and lasts >= STABLE, seen=seen)
    return replace(row("stable", proving.device, found), wants=wants)
