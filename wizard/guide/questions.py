"""The questions of a step as they are asked, and what answering one of them makes of the plan."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from wizard.ios.masking import MASK
from wizard.model.plan import Plan
from wizard.model.question import Choice, Kind, Origin, Question, Resolved, Scope
from wizard.model.role import Role
from wizard.model.secret import Secret
from wizard.plan.answer import answer, answer_secret, asked, is_answered, is_secret, reopen
from wizard.plan.batches import spokes_of
from wizard.plan.given_answer import stored_answer
from wizard.plan.perspective import hub_device, resolved, roles_of, scope_devices
from wizard.plan.question_rows import QuestionRow, rows_of
from wizard.printable import printable
from wizard.questions.tiers import CHOOSE, Tier

GroupKey: TypeAlias = tuple[tuple[str, ...], Tier, bool]


class QuestionGroup(NamedTuple):
    """Questions that stand together: what is to tell, what is to choose, details of one device or of many, names."""

    devices: tuple[str, ...]
    """Those that the questions are asked of; ("",) for the whole site, and where they are of several places."""
    tier: Tier
    is_names: bool
    """Whether these are names, which seldom need an answer."""
    roles: tuple[Role, ...]
    """That each of the devices has; none for the whole site, and where they differ."""
    rows: tuple[QuestionRow, ...]

    @property
    def key(self) -> GroupKey:
        """What tells it from the other groups of its step, whatever is asked in it."""
        return self.devices, self.tier, self.is_names

    @property
    def asked(self) -> tuple[QuestionRow, ...]:
        """Its rows without the exceptions from them."""
        return tuple(row for row in self.rows if not row.is_exception)

    @property
    def open_questions(self) -> int:
        """How many of its rows nothing answers yet."""
        return sum(row.first.origin is Origin.OPEN for row in self.rows)


def groups_of(plan: Plan, step: str) -> tuple[QuestionGroup, ...]:
    """The questions of a step: to tell, to choose, details of the site and of each device or all alike, names."""
    return tuple(group for group in _groups(plan, step) if group.rows)


def _groups(plan: Plan, step: str) -> Iterator[QuestionGroup]:
    every = [row for row in rows_of(plan) if row.first.question.step == step]
    tiers = tiers_of(plan, every)
    for tier in (Tier.TELL, Tier.CHOOSE):
        rows = tuple(row for row in every if tiers[row.first.question.key] is tier)
        yield QuestionGroup(("",), tier, is_names=False, roles=(), rows=rows)
    mine = [row for row in every if tiers[row.first.question.key] is Tier.DETAILS]
    hubs, spokes = (plan.server.device, hub_device(plan)), scope_devices(plan, Scope.SPOKE)
    single = [("",), *((device,) for device in (*hubs, *spokes))]
    places = dict.fromkeys((*single[:3], scope_devices(plan, Scope.DEVICE), spokes, *single[3:]))
    for is_names in (False, True):
        for place in places:
            there = (row for row in mine if row.stands_with == place and bool(row.first.question.names) is is_names)
            yield QuestionGroup(place, Tier.DETAILS, is_names, _roles(plan, place), tuple(there))


def tiers_of(plan: Plan, rows: Iterable[QuestionRow]) -> dict[str, Tier]:
    """The tier of each question, by its key: one that is open on one router is told on all of them."""
    found: dict[str, Tier] = {}
    for row in rows:
        key = row.first.question.key
        if found.get(key) is not Tier.TELL:
            found[key] = min(found.get(key, Tier.DETAILS), _tier(plan, row), key=list(Tier).index)
    return found


def _tier(plan: Plan, row: QuestionRow) -> Tier:
    question = row.first.question
    is_open = any(resolved.origin is Origin.OPEN for resolved in row.questions)
    bare = unanswered(plan, row.first)
    # A key that was drawn is told by nobody.
    if is_open or (not question.is_drawn and bare.origin is Origin.OPEN):
        return Tier.TELL
    return Tier.CHOOSE if question.key in CHOOSE or bare.weighed else Tier.DETAILS


def _roles(plan: Plan, place: tuple[str, ...]) -> tuple[Role, ...]:
    each = {roles_of(plan, device) if device else () for device in place}
    return each.pop() if len(each) == 1 else ()


def next_open(groups: Iterable[QuestionGroup], here: str) -> tuple[QuestionGroup, QuestionRow] | None:
    """The next open row behind the one with that key, behind the last one the first; None without any."""
    every = [(group, row) for group in groups for row in group.rows]
    place = next((index for index, (_, row) in enumerate(every) if row.key == here), -1)
    from_here = (*every[place + 1 :], *every[: place + 1])
    return next((found for found in from_here if found[1].first.origin is Origin.OPEN), None)


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
    """The same question as if nobody had answered it for this device, its batches or the whole site.

    What was answered for other devices stays: a spoke's recommendation may follow from the hub's answer.
    """
    if not is_answered(plan, question):
        return question
    key = question.question.key
    bare = reopen(reopen(plan, key, question.device), key)
    for batch in plan.batches_of_spokes.get(question.device, ()):
        bare = reopen(bare, key, batch=batch)
    return resolved(bare, key, question.device)


def answered(plan: Plan, question: Resolved, value: str, device: str) -> Plan:
    """The plan with that answer; one for every device takes the place of those for single ones and for batches."""
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


def reached(plan: Plan, row: QuestionRow) -> QuestionRow:
    """The row with every router that an answer to it reaches: exceptions too, as long as nobody answered them."""
    if not row.answers_for_all and not row.batch:
        return row
    key = row.first.question.key
    answered_alone = {given.device for given in plan.answers if given.key == key}
    answered_alone |= {secret.device for secret in plan.secrets if secret.key == key}
    if row.batch:
        members = (device for device in row.asked_of if device in spokes_of(plan, row.batch))
        of_batch = tuple(resolved(plan, key, device) for device in members if device not in answered_alone)
        return row._replace(questions=of_batch or row.questions)
    others = (device for device in row.asked_of if device not in {*row.devices, *answered_alone})
    exceptions = (resolved(plan, key, device) for device in others)
    return row._replace(questions=(*row.questions, *(one for one in exceptions if not one.batch)))


def answered_in_row(plan: Plan, row: QuestionRow, value: str, *, everywhere: bool = False) -> Plan:
    """The plan with that answer for every router of the question; exceptions that were answered stay.

    A row of one router is answered for that one alone. With `everywhere`, no router keeps an answer of its own.
    """
    if everywhere:
        return answered(plan, row.first, value, "")
    if row.batch:
        return answer(plan, row.first.question.key, value, batch=row.batch)
    if not row.answers_for_all:
        for question in row.questions:
            plan = answered(plan, question, value, question.device)
        return plan
    bare = plan
    for question in row.questions:
        bare = reopen(bare, question.question.key, question.device)
    key = row.first.question.key
    if is_secret(row.first.question, value):
        return answer_secret(bare, key, Secret(value))
    return answer(bare, key, value)


def row_as_it_is(plan: Plan, row: QuestionRow) -> QuestionRow:
    """The row with the values that its routers have in that plan."""
    now = (resolved(plan, question.question.key, question.device) for question in row.questions)
    return row._replace(questions=tuple(now))


def row_is_answered(plan: Plan, row: QuestionRow) -> bool:
    """Whether somebody answered the question on one of the routers."""
    return any(is_answered(plan, question) for question in row.questions)


def taken_back(plan: Plan, row: QuestionRow) -> Plan:
    """The plan without the answers of those routers: their own, or else that of their batch or of the whole site."""
    key = row.first.question.key
    if row.batch:
        return reopen(plan, key, batch=row.batch)
    edited = plan
    for question in row.questions:
        edited = reopen(edited, key, question.device)
    if edited == plan and row.first.batch:
        return reopen(plan, key, batch=row.first.batch)
    return reopen(edited, key) if edited == plan or row.answers_for_all else edited


class Effect(NamedTuple):
    """What an answer changed beside its own value."""

    more_questions: int
    """That are asked now and were not before."""
    more_open: int
    """Those of them that nothing answers yet."""
    other_values: int
    """That are others now."""


def effect(before: Plan, after: Plan, row: QuestionRow) -> Effect:
    """What answering that row changed beside it."""
    renamed = {hub_device(before): hub_device(after)} if row.first.question.key == "hub_name" else {}
    values = {(old.question.key, renamed.get(old.device, old.device)): old.value for old in asked(before)}
    others = {(other.question.key, other.device): other for other in asked(after) if other.key not in row.keys}
    changed = sum(values.get(key, other.value) != other.value for key, other in others.items())
    more = [other for key, other in others.items() if key not in values]
    return Effect(len(more), sum(other.origin is Origin.OPEN for other in more), changed)
