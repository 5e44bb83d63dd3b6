"""The questions of a plan as rows: what is of one kind on many routers is asked once, with its exceptions below."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from wizard.model.plan import Plan
from wizard.model.question import Kind, Origin, Resolved
from wizard.plan.answer import asked
from wizard.plan.batches import spokes_of
from wizard.plan.given_answer import batch_beside, given_secret
from wizard.plan.perspective import OF_MANY, applies, resolved, scope_devices

_OWN_VALUES = {Origin.SETTLED, Origin.RECOMMENDED}


class QuestionRow(NamedTuple):
    """One question, asked once of every router on which it is of one kind."""

    questions: tuple[Resolved, ...]
    """Of each of these routers."""
    asked_of: tuple[str, ...]
    """Every router that the question is asked of, exceptions included; ("",) for the whole site."""
    stands_with: tuple[str, ...]
    """Every router of the questions among which the row stands, whether this one is asked of it or not."""
    is_exception: bool = False
    """Whether it stands below the row that answers for all."""
    batch: str = ""
    """The batch that the row answers for; empty for all of its routers, or for each of them alone."""

    @property
    def first(self) -> Resolved:
        """The question of the first of them."""
        return self.questions[0]

    @property
    def devices(self) -> tuple[str, ...]:
        """The routers; ("",) for the whole site."""
        return tuple(question.device for question in self.questions)

    @property
    def is_many(self) -> bool:
        """Whether it is the question of several routers."""
        return len(self.questions) > 1

    @property
    def answers_for_all(self) -> bool:
        """Whether an answer to it is one for every router that has no other."""
        return self.is_many and not self.is_exception and not self.batch

    @property
    def has_own_values(self) -> bool:
        """Whether each router has a value of its own, found in one way; keys are never shared."""
        return len({question.value for question in self.questions}) > 1 or (
            self.is_many and self.first.question.is_drawn
        )

    @property
    def key(self) -> str:
        """What is typed to answer it: without a router where it answers for all of them."""
        if self.batch:
            return f"{self.batch}.{self.first.question.key}"
        return self.first.question.key if self.answers_for_all else self.first.key

    @property
    def keys(self) -> frozenset[str]:
        """The same of each of its routers."""
        return frozenset(question.key for question in self.questions)

    @property
    def of_one_value(self) -> "QuestionRow":
        """The row, or that of its first router where each has a value of its own."""
        return next(self.of_each()) if self.has_own_values else self

    def of_each(self) -> Iterator["QuestionRow"]:
        """A row for each of its routers."""
        return (self._replace(questions=(question,), is_exception=True, batch="") for question in self.questions)

    def of_each_by_itself(self) -> Iterator["QuestionRow"]:
        """The same, as if the question were asked of none beside."""
        return (_single(question, (question.device,)) for question in self.questions)


@lru_cache(maxsize=16)
def rows_of(plan: Plan) -> tuple[QuestionRow, ...]:
    """Every question that the plan asks, each exception behind the row that answers for all."""
    return tuple(
        row
        for _, questions in groupby(asked(plan), lambda resolved: resolved.question.key)
        for row in _rows(plan, questions)
    )


def open_rows(plan: Plan) -> tuple[QuestionRow, ...]:
    """The rows that nothing answers yet."""
    return tuple(row for row in rows_of(plan) if row.first.origin is Origin.OPEN)


def _rows(plan: Plan, questions: Iterable[Resolved]) -> Iterator[QuestionRow]:
    """The rows of one question: first that of most routers."""
    every = tuple(questions)
    may_be_one = len(plan.spokes) > 1 and every[0].question.scope in OF_MANY
    places = scope_devices(plan, every[0].question.scope)
    asked_here = tuple(question for question in every if question.device in places and not _is_misplaced(question))
    if may_be_one and every[0].question.is_drawn:
        given = tuple(question for question in asked_here if question.origin is not Origin.OPEN)
        asked_of = tuple(question.device for question in asked_here)
        yield from (
            (QuestionRow(given, asked_of, places),)
            if len(given) > 1
            else (_single(question, places) for question in given)
        )
        asked_here = tuple(question for question in asked_here if question.origin is Origin.OPEN)
    if may_be_one and not (every[0].question.is_drawn or every[0].question.is_own):
        yield from _of_one_kind(plan, asked_here, places)
    else:
        yield from (_single(question, places if may_be_one else (question.device,)) for question in asked_here)
    # An answer below a router or a batch that is never asked.
    others = (question for question in every if question.device not in places or _is_misplaced(question))
    yield from (_single(question, (question.device,)) for question in others)


def _is_misplaced(question: Resolved) -> bool:
    return bool(question.batch and not question.device)


def _single(question: Resolved, stands_with: tuple[str, ...]) -> QuestionRow:
    return QuestionRow((question,), (question.device,), stands_with, batch="" if question.device else question.batch)


def _of_one_kind(plan: Plan, questions: tuple[Resolved, ...], places: tuple[str, ...]) -> Iterator[QuestionRow]:
    """The row of most routers that no batch answers for; each batch with its exceptions; the other exceptions."""
    asked_of = tuple(question.device for question in questions)
    kinds = _by(questions, lambda question: (_kind(question), _password(plan, question)))
    alone = [rows[0] for rows in kinds if len(rows) == 1]
    together = _by(alone, _kind_of_own_value)
    rows_of_kinds = sorted([rows for rows in kinds if len(rows) > 1] + together, key=_is_of_most)
    leading = {rows[0].batch: rows for rows in reversed(rows_of_kinds)}
    names = ["", *(batch.name for batch in plan.batches)]
    # Those that no batch answers for stand first where there are any; behind each batch its exceptions.
    in_order = sorted(
        rows_of_kinds,
        key=lambda rows: (
            rows is not rows_of_kinds[0],
            names.index(batch_beside(plan, rows[0])) or len(names),
            rows is not leading[rows[0].batch] or not rows[0].batch,
            questions.index(rows[0]),
        ),
    )
    for place, rows in enumerate(in_order):
        batch = rows[0].batch if rows is leading[rows[0].batch] else ""
        yield QuestionRow(tuple(rows), asked_of, places, is_exception=place > 0, batch=batch)


def _is_of_most(rows: list[Resolved]) -> tuple[bool, int]:
    """The order in which one of these kinds is the row above the others."""
    return bool(rows[0].batch), -len(rows)


def row_of_batch(plan: Plan, key: str, batch: str) -> QuestionRow | None:
    """The question as it is asked of the spokes of a batch; None where it is asked of none of them."""
    places = tuple(device for device in spokes_of(plan, batch) if applies(plan, key, device))
    questions = tuple(resolved(plan, key, device) for device in places)
    return QuestionRow(questions, places, places, is_exception=True, batch=batch) if questions else None


def _by(questions: Iterable[Resolved], kind: Callable[[Resolved], Hashable]) -> list[list[Resolved]]:
    found: dict[Hashable, list[Resolved]] = {}
    for question in questions:
        found.setdefault(kind(question), []).append(question)
    return list(found.values())


def _kind(resolved: Resolved) -> Hashable:
    return resolved.value, resolved.origin, resolved.why_of_several or resolved.why, resolved.batch


def _password(plan: Plan, resolved: Resolved) -> Hashable:
    """What tells two passwords apart, which look alike in whatever is shown of them."""
    is_secret = resolved.question.kind is Kind.SECRET
    return given_secret(plan, resolved.question.key, resolved.device) if is_secret else None


def _kind_of_own_value(resolved: Resolved) -> Hashable:
    """What values of one origin have in common: each router's LAN, identity or interface is its own."""
    is_chosen = resolved.question.choices or resolved.question.kind is Kind.YES_NO
    is_own = resolved.value and resolved.origin in _OWN_VALUES and not is_chosen
    why = resolved.why_of_several or resolved.why
    return (resolved.origin, why, resolved.batch) if is_own else resolved.device
