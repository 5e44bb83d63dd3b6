"""Two edits of one plan, made at the same time, as one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from wizard.errors import AnswerError
from wizard.model.plan import Acceptance, Answer, Batch, EarlierSpoke, Plan, SecretAnswer
from wizard.model.question import Resolved
from wizard.plan.answer import keep_all, unused_answers
from wizard.plan.batches import MEMBERS

_Row = Answer | Batch | SecretAnswer | Acceptance | EarlierSpoke
_Place = tuple[str, str, str]
"""What it is, where it is for, and its key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """What became of two edits."""

    plan: Plan | None
    """With both of them; None where they contradict each other."""
    theirs: tuple[str, ...]
    """What the other edit changed, as it is typed."""
    clashes: tuple[str, ...] = ()
    """What both changed, each in its own way."""


def merged(base: Plan, ours: Plan, theirs: Plan) -> Merge:
    """Our edit and theirs of the same plan."""
    before, here, there = (_rows(plan) for plan in (base, ours, theirs))
    sources = [_sources(plan) for plan in (base, ours, theirs)]
    changed = _differing(before, there)
    names = tuple(dict.fromkeys(_typed(place) for place in changed))
    if sources[2] != sources[0]:
        names = (*names, "the sources")
    if (here, sources[1]) == (before, sources[0]):
        return Merge(plan=replace(theirs, read_on=ours.read_on), theirs=names)
    clashes = [_typed(place) for place in changed if here.get(place) not in (before.get(place), there.get(place))]
    if sources[1] != sources[0] and sources[2] != sources[0] and sources[1] != sources[2]:
        clashes.append("the sources")
    if any(key == "hub_name" for _, _, key in (*changed, *_differing(before, here))):
        # The answers for the hub move with its name.
        clashes.append("hub_name")
    if clashes:
        return Merge(plan=None, theirs=names, clashes=tuple(dict.fromkeys(clashes)))
    together = dict(here)
    for place in changed:
        together.pop(place, None)
        if place in there:
            together[place] = there[place]
    joined = _joined(ours if sources[2] == sources[0] else theirs, theirs, together.values(), names)
    return _unless_one_forbids_the_other(joined, (*unused_answers(ours), *unused_answers(theirs)))


def _unless_one_forbids_the_other(merge: Merge, earlier: Iterable[Resolved]) -> Merge:
    """The merge, or a clash where an answer holds in one edit and not beside those of the other."""
    known = {leftover.key for leftover in earlier}
    clashes = tuple(
        f"{leftover.key}: {leftover.why}"
        for leftover in (unused_answers(merge.plan) if merge.plan else ())
        if leftover.key not in known
    )
    return replace(merge, plan=None, clashes=clashes) if clashes else merge


def _joined(plan: Plan, theirs: Plan, rows: Iterable[_Row], names: tuple[str, ...]) -> Merge:
    """The plan of those sources with those rows, unless the answers of one edit forbid those of the other."""
    rows = tuple(rows)
    bare = replace(
        plan,
        answers=(),
        batches=(),
        secrets=tuple(
            sorted(
                (row for row in rows if isinstance(row, SecretAnswer)), key=lambda answer: (answer.device, answer.key)
            )
        ),
        accepted=tuple(sorted(row for row in rows if isinstance(row, Acceptance))),
        earlier_spokes=tuple(row for row in rows if isinstance(row, EarlierSpoke)),
        certificates=theirs.certificates,
    )
    try:
        answers = [row for row in rows if isinstance(row, Answer)]
        batches = [row for row in rows if isinstance(row, Batch)]
        return Merge(plan=keep_all(bare, answers, batches), theirs=names)
    except AnswerError as error:
        return Merge(plan=None, theirs=names, clashes=(error.message,))


def _rows(plan: Plan) -> dict[_Place, _Row]:
    return {
        **{("batch", batch.name, MEMBERS): batch for batch in plan.batches},
        **{
            ("answer of a batch" if answer.batch else "answer", answer.device or answer.batch, answer.key): answer
            for answer in plan.answers
        },
        **{("secret", secret.device, secret.key): secret for secret in plan.secrets},
        **{("earlier spoke", spoke.device, "identity"): spoke for spoke in plan.earlier_spokes},
        **{("accepted", acceptance.device, acceptance.code): acceptance for acceptance in plan.accepted},
    }


def _sources(plan: Plan) -> tuple[tuple[str, str], ...]:
    return tuple((source.device, source.sha256) for source in plan.sources)


def _differing(mapping: Mapping[_Place, _Row], other: Mapping[_Place, _Row]) -> list[_Place]:
    return [place for place in sorted({*mapping, *other}) if mapping.get(place) != other.get(place)]


def _typed(place: _Place) -> str:
    _, name, key = place
    return f"{name}.{key}" if name else key
