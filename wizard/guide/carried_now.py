"""The routers of a site and what carries their traffic now: as it was seen or proved, and how long ago."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from wizard.guide.age_words import ago_in_words
from wizard.guide.topology import topology_of
from wizard.guide.topology_rows import Phase, RowKind, TopologyRow
from wizard.model.plan import Plan
from wizard.push.journal_record import Verdict
from wizard.sentence import Sentence, so_many


class Claim(NamedTuple):
    """What is known of a router."""

    verdict: Verdict
    at: datetime | None
    """UTC, when somebody looked; None where only the journal knows."""
    is_proved: bool = False
    """Whether its tunnel was proved at that time."""


_CARRIES: dict[Verdict, Sentence] = {
    Verdict.OLD: "EzVPN carries it",
    Verdict.PARTIAL: "EzVPN carries it",
    Verdict.STAGED: "EzVPN carries it",
    Verdict.TRIAL: "FlexVPN, ON TRIAL",
    Verdict.NEW_UNSAVED: "FlexVPN carries it, NOT SAVED",
    Verdict.NEW_SAVED: "FlexVPN carries it",
    Verdict.UNKNOWN: "nobody knows what carries it",
    Verdict.MIX: "NEEDS A PERSON",
}
_NEW = (Verdict.TRIAL, Verdict.NEW_UNSAVED, Verdict.NEW_SAVED)


def topology_now(plan: Plan, claims: Mapping[str, Claim], now: datetime) -> tuple[TopologyRow, ...]:
    """The rows of the drawing, each spoke with what carries it; of a router without a claim nothing was pushed."""
    return tuple(row for drawn in topology_of(plan, Phase.DURING) for row in _now(drawn, plan, claims, now))


def _now(row: TopologyRow, plan: Plan, claims: Mapping[str, Claim], now: datetime) -> Iterator[TopologyRow]:
    if row.kind is RowKind.TUNNEL:
        # Of the two rows of this time one is enough: what carries how many.
        if row == _tunnels(plan)[0]:
            yield row._replace(facts=(_counted(plan, claims, now),))
    elif row.kind is RowKind.ROUTER and row.device in plan.spoke_devices:
        yield row._replace(facts=(_carried(claims.get(row.device), now), *row.facts))
    elif row.kind is RowKind.ROUTER and row.device in claims:
        claim = claims[row.device]
        yield row._replace(facts=(f"{claim.verdict.value}{_age(claim, now)}", *row.facts))
    else:
        yield row


def _carried(claim: Claim | None, now: datetime) -> Sentence:
    if claim is None:
        return "EzVPN, as it was read"
    return f"{_CARRIES[claim.verdict]}{_age(claim, now)}"


def _age(claim: Claim, now: datetime) -> Sentence:
    if claim.at is None:
        return " (never seen)"
    return f" ({'proved' if claim.is_proved else 'seen'} {ago_in_words(now - claim.at)})"


def _counted(plan: Plan, claims: Mapping[str, Claim], now: datetime) -> Sentence:
    """How many spokes each of the two carries; what is oldest of it counts."""
    known = [claims[device] for device in plan.spoke_devices if device in claims]
    moved = sum(claim.verdict in _NEW for claim in known)
    left = len(plan.spoke_devices) - moved
    flexvpn = f"FlexVPN carries {so_many(moved, 'spoke')}" if moved else ""
    ezvpn = f"EzVPN carries {so_many(left, 'spoke')}" if left else ""
    oldest = min((claim.at for claim in known if claim.at), default=None)
    age = f" (the oldest of it seen {ago_in_words(now - oldest)})" if oldest else ""
    return f"{', '.join(filter(None, (flexvpn, ezvpn)))}{age}"


def _tunnels(plan: Plan) -> tuple[TopologyRow, ...]:
    return tuple(row for row in topology_of(plan, Phase.DURING) if row.kind is RowKind.TUNNEL)
