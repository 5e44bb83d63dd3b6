"""The questions of a step as they are asked, and what answering one of them makes of the plan."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from wizard.ios.masking import MASK
from wizard.model.plan import Plan
from wizard.model.question import Choice, Kind, Origin, Question, Resolved
from wizard.model.role import Role
from wizard.model.secret import Secret
from wizard.plan.answer import answer, answer_secret, asked, is_answered, is_secret, reopen
from wizard.plan.perspective import devices, hub_device, resolved, roles_of, stored_answer
from wizard.printable import printable


class QuestionGroup(NamedTuple):
    """Questions that stand together: of the whole site, of one device, or the names of its objects."""

    device: str
    """Empty for the whole site."""
    is_names: bool
    """Whether these are names, which seldom need an answer."""
    roles: tuple[Role, ...]
    """Of the device; none for the whole site."""
    questions: tuple[Resolved, ...]

    @property
    def key(self) -> tuple[str, bool]:
        """What tells it from the other groups of its step, whatever is asked in it."""
        return self.device, self.is_names

    @property
    def open_questions(self) -> int:
        """How many of its questions nothing answers yet."""
        return sum(question.origin is Origin.OPEN for question in self.questions)


def groups_of(plan: Plan, step: str) -> tuple[QuestionGroup, ...]:
    """The questions of a step: of the site, then of each device, then the names of objects."""
    return tuple(group for group in _groups(plan, step) if group.questions)


def _groups(plan: Plan, step: str) -> Iterator[QuestionGroup]:
    mine = [question for question in asked(plan) if question.question.step == step]
    for is_names in (False, True):
        for device in ("", *devices(plan)):
            questions = (row for row in mine if row.device == device and bool(row.question.names) is is_names)
            yield QuestionGroup(device, is_names, roles_of(plan, device) if device else (), tuple(questions))


def next_open(groups: Iterable[QuestionGroup], here: str) -> tuple[QuestionGroup, Resolved] | None:
    """The next open question behind the one with that key, behind the last one the first; None without any."""
    every = [(group, question) for group in groups for question in group.questions]
    place = next((index for index, (_, question) in enumerate(every) if question.key == here), -1)
    from_here = (*every[place + 1 :], *every[: place + 1])
    return next((row for row in from_here if row[1].origin is Origin.OPEN), None)


_YES_NO = (Choice(value="yes", label="yes"), Choice(value="no", label="no"))


def choices_of(question: Question) -> tuple[Choice, ...]:
    """What is chosen from; empty where something is typed."""
    return _YES_NO if question.kind is Kind.YES_NO else question.choices


def first_text(plan: Plan, question: Resolved) -> str:
    """What stands in the line in which the answer is typed: the value, or the stored answer that is none, to be mended.

    Nothing of a secret does: what is shown in its place must not become it.
    """
    is_open = question.origin is Origin.OPEN
    text = (stored_answer(plan, question.question.key, question.device) or "") if is_open else question.value
    return "" if MASK in text or is_secret(question.question, text) else printable(text)


def unanswered(plan: Plan, question: Resolved) -> Resolved:
    """The same question as if nobody had answered it for this device or for the whole site.

    What was answered for other devices stays: a spoke's recommendation may follow from the hub's answer.
    """
    if not is_answered(plan, question):
        return question
    key = question.question.key
    return resolved(reopen(reopen(plan, key, question.device), key), key, question.device)


def answered(plan: Plan, question: Resolved, value: str, device: str) -> Plan:
    """The plan with that answer; one for every device takes the place of those for single ones."""
    key = question.question.key
    if not device and question.device:
        plan = replace(
            plan,
            answers=tuple(given for given in plan.answers if given.key != key),
            secrets=tuple(given for given in plan.secrets if given.key != key),
        )
    if is_secret(question.question, value):
        return answer_secret(plan, key, Secret(value), device)
    return answer(plan, key, value, device)


def taken_back(plan: Plan, question: Resolved) -> Plan:
    """The plan without the answer that holds: the device's own, or else that for the whole site."""
    edited = reopen(plan, question.question.key, question.device)
    return reopen(plan, question.question.key) if edited == plan else edited


class Effect(NamedTuple):
    """What an answer changed beside its own value."""

    more_questions: int
    """That are asked now and were not before."""
    other_values: int
    """That are others now."""


def effect(before: Plan, after: Plan, question: Resolved) -> Effect:
    """What answering that question changed beside it."""
    renamed = {hub_device(before): hub_device(after)} if question.question.key == "hub_name" else {}
    values = {(row.question.key, renamed.get(row.device, row.device)): row.value for row in asked(before)}
    others = {(row.question.key, row.device): row.value for row in asked(after) if row.key != question.key}
    changed = sum(values.get(key, value) != value for key, value in others.items())
    return Effect(len(others.keys() - values.keys()), changed)
