"""The questions of a plan as rows: what is of one kind on many routers is asked once, with its exceptions below."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from wizard.model.plan import Plan
from wizard.model.question import Kind, Origin, Resolved, Scope
from wizard.plan.answer import asked
from wizard.plan.perspective import scope_devices

_OF_MANY = {Scope.SPOKE, Scope.DEVICE}
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
    def has_own_values(self) -> bool:
        """Whether each router has a value of its own, found in one way."""
        return len({question.value for question in self.questions}) > 1

    @property
    def key(self) -> str:
        """What is typed to answer it: without a router where it answers for all of them."""
        return self.first.question.key if self.is_many and not self.is_exception else self.first.key

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
        return (self._replace(questions=(question,), is_exception=True) for question in self.questions)

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
    may_be_one = len(plan.spokes) > 1 and every[0].question.scope in _OF_MANY
    places = scope_devices(plan, every[0].question.scope)
    asked_here = tuple(question for question in every if question.device in places)
    if may_be_one and every[0].question.kind is not Kind.SECRET:
        yield from _of_one_kind(asked_here, places)
    else:
        yield from (_single(question, places if may_be_one else (question.device,)) for question in asked_here)
    # An answer below a router that is never asked.
    yield from (_single(question, (question.device,)) for question in every if question.device not in places)


def _single(question: Resolved, stands_with: tuple[str, ...]) -> QuestionRow:
    return QuestionRow((question,), (question.device,), stands_with)


def _of_one_kind(questions: tuple[Resolved, ...], places: tuple[str, ...]) -> Iterator[QuestionRow]:
    asked_of = tuple(question.device for question in questions)
    kinds = _by(questions, _kind)
    alone = [rows[0] for rows in kinds if len(rows) == 1]
    together = _by(alone, _kind_of_own_value)
    most_first = sorted([rows for rows in kinds if len(rows) > 1] + together, key=lambda rows: -len(rows))
    in_order = most_first[:1] + sorted(most_first[1:], key=lambda rows: questions.index(rows[0]))
    for place, rows in enumerate(in_order):
        yield QuestionRow(tuple(rows), asked_of, places, is_exception=place > 0)


def _by(questions: Iterable[Resolved], kind: Callable[[Resolved], Hashable]) -> list[list[Resolved]]:
    found: dict[Hashable, list[Resolved]] = {}
    for question in questions:
        found.setdefault(kind(question), []).append(question)
    return list(found.values())


def _kind(resolved: Resolved) -> Hashable:
    return resolved.value, resolved.origin, resolved.why_of_several or resolved.why


def _kind_of_own_value(resolved: Resolved) -> Hashable:
    """What values of one origin have in common: each router's LAN, identity or interface is its own."""
    is_chosen = resolved.question.choices or resolved.question.kind is Kind.YES_NO
    is_own = resolved.value and resolved.origin in _OWN_VALUES and not is_chosen
    return (resolved.origin, resolved.why_of_several or resolved.why) if is_own else resolved.device
