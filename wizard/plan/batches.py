"""Batches: spokes of one site under a name of the engineer's, which are answered together."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from wizard.errors import AnswerError
from wizard.model.plan import Answer, Batch, Plan, fits

MEMBERS = "members"
"""The key below which the spokes of a batch stand, beside its answers."""

_MARKS = frozenset("-_.")
_FEW = 8
_PATTERNS = "`shop-*` is every spoke whose name begins so"


def members_of(typed: str) -> tuple[str, ...]:
    """The members in a text as it is typed: names and patterns, with commas between them."""
    return tuple(dict.fromkeys(word for part in typed.split(",") if (word := part.strip())))


def batch_of(plan: Plan, name: str) -> Batch | None:
    """The batch of that name, None where there is none."""
    return next((batch for batch in plan.batches if batch.name == name), None)


def spokes_of(plan: Plan, name: str) -> tuple[str, ...]:
    """The spokes in that batch, in the order of the plan."""
    batch = batch_of(plan, name)
    return tuple(spoke.device for spoke in plan.spokes if batch and batch.takes(spoke.device))


def with_batch(plan: Plan, batch: Batch, routers: Iterable[str] = ()) -> Plan:
    """The plan with that batch in place of an earlier one of its name; AnswerError where it is none.

    `routers` are names that no batch may have, beside those of the configurations.
    """
    refuse_name_of_batch(plan, batch.name, routers)
    _refuse_members(plan, batch)
    others = (old for old in plan.batches if old.name != batch.name)
    return replace(plan, batches=tuple(sorted((*others, batch))))


def refuse_name_of_batch(plan: Plan, name: str, routers: Iterable[str] = ()) -> None:
    """AnswerError where a batch cannot be called so; `routers` as for `with_batch`."""
    if not name or not all(letter.isalnum() or letter in _MARKS for letter in name):
        raise AnswerError(
            f"{name} is no name of a batch" if name else "a batch has no name",
            hint="A name has letters, digits, `.`, `-` and `_`.",
            where=f"{name}.{MEMBERS}",
        )
    taken = (*routers, *(source.device for source in plan.sources))
    if name.casefold() in {router.casefold() for router in taken}:
        raise AnswerError(
            f"a batch cannot be called {name}, which is a router of the site",
            hint="Give it another name.",
            where=f"{name}.{MEMBERS}",
        )


def _refuse_members(plan: Plan, batch: Batch) -> None:
    where, spokes = f"{batch.name}.{MEMBERS}", [spoke.device for spoke in plan.spokes]
    if not batch.members:
        raise AnswerError(f"the batch {batch.name} has no spoke", hint=f"Name some: {_PATTERNS}.", where=where)
    hubs = {source.device for source in plan.sources} - plan.spoke_devices
    for member in batch.members:
        if member in hubs:
            raise AnswerError(
                f"{member} is no spoke, and a batch holds spokes alone",
                hint=f"Answer it by itself, under {member}.KEY.",
                where=where,
            )
        if not any(fits(member, spoke) for spoke in spokes):
            more = f" and {len(spokes) - _FEW} more" if len(spokes) > _FEW else ""
            raise AnswerError(
                f"there is no spoke {member}",
                hint=f"The spokes are {', '.join(spokes[:_FEW])}{more}; {_PATTERNS}.",
                where=where,
            )


def known_batch(plan: Plan, name: str, key: str) -> None:
    """AnswerError where there is no batch of that name."""
    if name and batch_of(plan, name) is None:
        names = ", ".join(batch.name for batch in plan.batches)
        raise AnswerError(
            f"there is no batch {name}",
            hint=f"The batches are {names}." if names else f"Make it with {name}.{MEMBERS}.",
            where=f"{name}.{key}",
        )


def dissolved(plan: Plan, name: str) -> Plan:
    """The plan without that batch and what was answered for it."""
    return replace(
        plan,
        batches=tuple(batch for batch in plan.batches if batch.name != name),
        answers=tuple(answer for answer in plan.answers if answer.batch != name),
    )


def of_present_spokes(plan: Plan, names: Mapping[str, str]) -> Plan:
    """The plan whose batches have no member that is none of its spokes any more.

    `names` are those of its devices by what they are called in small letters: a host name may be written otherwise now.
    """
    kept = []
    for batch in plan.batches:
        named = (names.get(member.casefold(), member) for member in batch.members)
        members = tuple(member for member in named if any(fits(member, spoke) for spoke in plan.spoke_devices))
        if members:
            kept.append(replace(batch, members=members))
    left = {"", *(batch.name for batch in kept)}
    answers = tuple(answer for answer in plan.answers if answer.batch in left)
    return replace(plan, batches=tuple(kept), answers=answers)


def as_typed(answer: Answer) -> str:
    """An answer's question as it is typed: `DEVICE.KEY`, `BATCH.KEY`, or `KEY` for the whole site."""
    place = answer.device or answer.batch
    return f"{place}.{answer.key}" if place else answer.key
