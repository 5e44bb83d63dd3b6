"""What refuses a push before anything is sent: each reason is a row, and every row that concerns the run is asked."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from wizard.judge.answers.answer import NotRead
from wizard.push.preflight_rows.others_at_work import OTHERS_AT_WORK
from wizard.push.preflight_rows.own_line import OWN_LINE
from wizard.push.preflight_rows.plan_allows import PLAN_ALLOWS
from wizard.push.preflight_rows.right_router import RIGHT_ROUTER
from wizard.push.preflight_rows.row import Consents, Fault, Preflight, Row, Run
from wizard.push.preflight_rows.saved_and_recorded import SAVED_AND_RECORDED
from wizard.push.preflight_rows.ways_back_in import WAYS_BACK_IN
from wizard.push.preflight_rows.what_it_starts_with import WHAT_IT_STARTS_WITH
from wizard.sentence import Sentence

__all__ = ["ROWS", "Consents", "LookedAt", "Preflight", "Refusal", "Row", "Run", "looked_at", "refusals", "silenced"]

ROWS: tuple[Row, ...] = (
    *RIGHT_ROUTER,
    *OTHERS_AT_WORK,
    *WHAT_IT_STARTS_WITH,
    *SAVED_AND_RECORDED,
    *OWN_LINE,
    *WAYS_BACK_IN,
    *PLAN_ALLOWS,
)
"""In the order in which they are asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why nothing is sent to a router; no secret stands in it."""

    row: str
    """The name of the row that refuses."""
    device: str
    says: Sentence
    to_do: Sentence
    accept_as: str
    """What is given to go on all the same; "" where nobody can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    """A row that concerns a run, and what speaks against the run by it."""

    row: Row
    refusals: tuple[Refusal, ...] = ()
    accepted: tuple[Refusal, ...] = ()
    """What would refuse it, had a person not accepted that."""
    is_asked: bool = True
    """Whether it was looked at: it is not, where it may be another router."""


def looked_at(preflight: Preflight, rows: tuple[Row, ...] = ROWS) -> tuple[LookedAt, ...]:
    """Every row that concerns the run; where it may be another router, those alone were asked that say so."""
    concerned = [row for row in rows if row.concerns(preflight)]
    first = {row.name: _looked_at(row, preflight) for row in concerned if row.is_about_identity}
    is_another = any(each.refusals for each in first.values())
    return tuple(
        first.get(row.name) or (LookedAt(row=row, is_asked=False) if is_another else _looked_at(row, preflight))
        for row in concerned
    )


def refusals(preflight: Preflight, rows: tuple[Row, ...] = ROWS) -> tuple[Refusal, ...]:
    """Every reason against the run; where it may be another router, what is said of that one alone."""
    return tuple(refusal for each in looked_at(preflight, rows) for refusal in each.refusals)


def _looked_at(row: Row, preflight: Preflight) -> LookedAt:
    found = tuple(_of(row, preflight))
    accepted = tuple(refusal for refusal in found if refusal.accept_as in preflight.consents.accepted - {""})
    return LookedAt(row=row, refusals=tuple(each for each in found if each not in accepted), accepted=accepted)


def silenced(preflight: Preflight, rows: tuple[Row, ...] = ROWS) -> frozenset[str]:
    """What was accepted of what would refuse the run; what refuses nothing is not among it."""
    unheard = replace(preflight, consents=replace(preflight.consents, accepted=frozenset()))
    return preflight.consents.accepted & {refusal.accept_as for refusal in refusals(unheard, rows)}


def _of(row: Row, preflight: Preflight) -> Iterator[Refusal]:
    for fault in _faults(row, preflight):
        accept_as = (f"{row.name}:{fault.mark}" if fault.mark else row.name) if row.is_acceptable else ""
        to_do = fault.to_do or row.to_do
        yield Refusal(row=row.name, device=preflight.device, says=fault.says, to_do=to_do, accept_as=accept_as)


def _faults(row: Row, preflight: Preflight) -> tuple[Fault, ...]:
    try:
        return tuple(row.faults(preflight))
    except NotRead as unread:
        return (Fault(says=f"what the router shows cannot be read: {unread.why}"),)
