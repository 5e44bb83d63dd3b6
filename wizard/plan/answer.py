"""Answering: which questions a plan asks, and the plan that an answer gives."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from wizard.data.findings_nobody_accepts import NEVER_ACCEPTED
from wizard.did_you_mean import did_you_mean
from wizard.errors import AnswerError
from wizard.ios.masking import url_without_secrets
from wizard.model.kept_of_plan import kept_across_answers, kept_of_plan, reads_every_answer
from wizard.model.plan import Acceptance, Answer, Batch, Plan, SecretAnswer
from wizard.model.question import Kind, Origin, Question, Refused, Resolved, Scope, written_answer
from wizard.model.secret import Secret
from wizard.parse.release import product
from wizard.plan.adoption import contradicted_by_the_hub
from wizard.plan.batches import as_typed, known_batch, spokes_of, with_batch
from wizard.plan.form import read_answer, refused_in_words
from wizard.plan.given_answer import contradiction, given_answer, stored_answer
from wizard.plan.perspective import (
    OF_MANY,
    BesideAnswers,
    Perspective,
    applies,
    devices,
    is_in_scope,
    name_of_new_hub,
    resolved,
    scope_devices,
)
from wizard.questions import QUESTION, QUESTIONS
from wizard.sentence import Sentence


@kept_of_plan
def asked(plan: Plan) -> tuple[Resolved, ...]:
    """Every question that the plan asks, with what holds, in the order of the steps; then what is asked nowhere."""
    by_device = {device: _asked_of(plan, device) for device in ("", *devices(plan))}
    places = {scope: [by_device[device] for device in scope_devices(plan, scope)] for scope in Scope}
    found = (
        asked_there[question.key]
        for question in QUESTIONS
        for asked_there in places[question.scope]
        if question.key in asked_there
    )
    return (*found, *misplaced(plan))


@kept_across_answers
def _asked_of(plan: Plan, device: str) -> dict[str, Resolved]:
    """Every question that the plan asks of a device, "" for the whole site, by its key."""
    return {
        question.key: resolved(plan, question.key, device)
        for question in QUESTIONS
        if is_in_scope(plan, question.scope, device) and applies(plan, question.key, device)
    }


def misplaced(plan: Plan) -> tuple[Resolved, ...]:
    """The answers that stand where the question is never asked: each is open until it is moved."""
    reads_every_answer(plan)
    present, may_be_asked = set(devices(plan)), {scope: _may_be_asked(plan, scope) for scope in Scope}
    return tuple(
        Resolved(
            question=QUESTION[row.key],
            device=row.device,
            batch=row.batch,
            value="",
            origin=Origin.OPEN,
            why=f"the answer is not used: {_wrong_place(plan, row)}",
        )
        for row in plan.answers
        if (row.batch and QUESTION[row.key].scope not in OF_MANY)
        or (row.device in present and row.device not in may_be_asked[QUESTION[row.key].scope])
    )


def _wrong_place(plan: Plan, answer: Answer | SecretAnswer) -> Sentence:
    """Why a question has no answer there, "" where it may have one."""
    scope, place = QUESTION[answer.key].scope, answer.device
    if isinstance(answer, Answer) and answer.batch:
        if scope in OF_MANY:
            return ""
        place = f"the batch {answer.batch}"
    elif not place or place in _may_be_asked(plan, scope):
        return ""
    if scope is Scope.SITE:
        return "it is asked once for the whole site and stands in [answers]"
    return f"it is asked of {', '.join(scope_devices(plan, scope))}, and not of {place}"


def _may_be_asked(plan: Plan, scope: Scope) -> set[str]:
    """The devices that a question may be asked of, whatever the strategy: an answer stays when that is changed."""
    hubs = {plan.server.device, *_names_of_new_hub(plan), *((plan.new_hub.device,) if plan.new_hub else ())}
    return {*scope_devices(plan, scope), *(hubs if scope in {Scope.HUB, Scope.DEVICE, Scope.SERVER} else ())} - {""}


def _names_of_new_hub(plan: Plan) -> tuple[str, ...]:
    """What it is called, and what was answered where that is no name."""
    answered = stored_answer(plan, "hub_name", "")
    is_free = answered and plan.source(answered) is None
    return (name_of_new_hub(plan), *((answered,) if answered and is_free else ()))


def open_answers(plan: Plan) -> tuple[Resolved, ...]:
    """The questions that nothing answers yet."""
    return tuple(question for question in asked(plan) if question.origin is Origin.OPEN)


def unused_answers(plan: Plan) -> tuple[Resolved, ...]:
    """The questions that are open although they were answered, since the answer is none or does not hold any more."""
    return tuple(open_answer for open_answer in open_answers(plan) if is_answered(plan, open_answer))


def is_answered(plan: Plan, resolved: Resolved) -> bool:
    """Whether somebody answered the question, be it with what is no answer."""
    is_of_batch = bool(resolved.batch)
    return (
        is_of_batch
        or resolved.origin is Origin.ANSWERED
        or stored_answer(plan, resolved.question.key, resolved.device) is not None
    )


def question_of(key: str) -> Question:
    """The question with that key."""
    if key not in QUESTION:
        alike = [other for other in QUESTION if key.split("_")[0] in other]
        near = f"Near it: {', '.join(alike[:6])}." if alike else "`ez2flex questions` lists every key."
        raise AnswerError(f"there is no question {key}", hint=did_you_mean(key, QUESTION) or near)
    return QUESTION[key]


def no_device(plan: Plan, device: str, where: str = "", batches: Iterable[str] = ()) -> AnswerError:
    """The error of whoever names a router that the plan has not: which it has, and the batches, the nearest first."""
    known = tuple(sorted(batches))
    meant = did_you_mean(device, (*devices(plan), *known))
    batched = f"; the batches are {', '.join(known)}" if known else ""
    hint = f"{meant} The devices are {', '.join(devices(plan))}{batched}.".lstrip()
    return AnswerError(f"there is no device{' or batch' if known else ''} {device}", hint=hint, where=where)


def answer(plan: Plan, key: str, value: str, device: str = "", batch: str = "") -> Plan:
    """The plan with that answer; for every device that is asked where neither device nor batch is named."""
    return answer_all(plan, (Answer(key=key, value=value, device=device, batch=batch),))


def answer_all(plan: Plan, given: Iterable[Answer], batches: Iterable[Batch] = ()) -> Plan:
    """The plan with all of those batches and answers, each of which must fit what it holds then."""
    batches = tuple(batches)
    plan, made = _put(plan, given, batches)
    changed = {batch.name for batch in batches}
    for made_answer in dict.fromkeys((*made, *(old for old in plan.answers if old.batch in changed))):
        refuse_what_does_not_fit(plan, made_answer)
    return plan


def keep_all(plan: Plan, given: Iterable[Answer], batches: Iterable[Batch] = ()) -> Plan:
    """The plan with answers that were given earlier: one that does not fit is kept as it is, and its question open."""
    return _put(plan, given, batches)[0]


def refuse_what_does_not_fit(plan: Plan, answer: Answer) -> None:
    """AnswerError where the answer is none, contradicts the others, or names what the sources do not have."""
    question = QUESTION[answer.key]
    places = _places(plan, answer)
    asked_at = [place for place in places if applies(plan, answer.key, place)]
    for place in [place for place in asked_at if _reaches(plan, answer, place)] or asked_at or places[:1]:
        asking = Perspective(plan, place)
        value = read_answer(question, answer.value, asking)
        if isinstance(value, Refused):
            raise AnswerError(refused_in_words(question, answer.value, value), hint=value.hint, where=as_typed(answer))
        if wrong := _wrong_place(plan, answer):
            raise AnswerError(f"{answer.key} has no answer there: {wrong}", hint=_WHERE_IT_GOES, where=as_typed(answer))
        if answer.batch and (wrong := contradiction(plan, answer.key, place)):
            raise AnswerError(wrong, hint=f"Answer {place} by itself, or leave it out of one.", where=as_typed(answer))
        _refuse(answer, question.forbids(answer.value, BesideAnswers(plan, place)), place)
        choice = next((choice for choice in question.choices if choice.value == answer.value), None)
        _refuse(answer, choice.unfit(asking) if choice else "", place)
        if answer.device or question.scope is not Scope.DEVICE:
            _refuse(answer, contradicted_by_the_hub(asking, question, answer.value), place)


_WHERE_IT_GOES = "Give it for the whole site, or for a device that is asked."


def _places(plan: Plan, answer: Answer) -> tuple[str, ...]:
    """The devices that an answer is for, whether the question is asked of each or not."""
    if answer.batch:
        return spokes_of(plan, answer.batch)
    return (answer.device,) if answer.device else scope_devices(plan, QUESTION[answer.key].scope)


def _reaches(plan: Plan, answer: Answer, place: str) -> bool:
    """Whether the answer is the nearest one to a device that it is for."""
    nearest = given_answer(plan, answer.key, place)
    has_own = place and not answer.device and (place, answer.key) in plan.stored_answers
    return not has_own and (nearest is None or bool(answer.batch) or not nearest.batch)


def _put(plan: Plan, given: Iterable[Answer], batches: Iterable[Batch]) -> tuple[Plan, list[Answer]]:
    """The plan with the answers, and the answers in their normal form; the strategy decides which devices there are."""
    made: list[Answer] = []
    for batch in batches:
        plan = with_batch(plan, batch, _names_of_new_hub(plan))
    for typed in sorted(given, key=lambda row: row.key not in {"strategy", "hub_name"}):
        for row in tuple(_formed(plan, typed)):
            if row.key == "hub_name":
                plan = _renamed(plan, _names_of_new_hub(plan), row.value)
            plan = plan.with_answer(row)
            made.append(row)
    return plan, made


def _formed(plan: Plan, answer: Answer) -> Iterator[Answer]:
    """The answer in its normal form, or as it is where it has none."""
    question = question_of(answer.key)
    if is_secret(question, answer.value):
        what = "is a secret" if question.kind is Kind.SECRET else "holds a password or a token: it is a secret"
        hint = _NO_SECRET_OF_A_BATCH if answer.batch else _WHERE_SECRETS_GO
        raise AnswerError(f"{answer.key} {what}", hint=hint, where=as_typed(answer))
    _known_device(plan, answer.device, answer.key)
    known_batch(plan, answer.batch, answer.key)
    places = _places(plan, answer)
    values = (read_answer(question, answer.value, Perspective(plan, place)) for place in places)
    yield replace(
        answer, value=next((written_answer(value) for value in values if not isinstance(value, Refused)), answer.value)
    )
    if answer.key == "release" and (found := product(answer.value)):
        yield replace(answer, key="platform", value=found)


_NO_SECRET_OF_A_BATCH = "A batch holds none: give it to each of its spokes, or for the whole site."

_WHERE_SECRETS_GO = (
    "Give it in the wizard, in secrets.toml, or with --secrets in a file or on standard input (-), and nowhere else."
)


def is_secret(question: Question, value: str) -> bool:
    """Whether that answer to the question belongs among the keys and passwords."""
    return question.kind is Kind.SECRET or (question.kind is Kind.URL and url_without_secrets(value) != value)


def _refuse(answer: Answer, reason: str, place: str) -> None:
    if reason:
        device = answer.device or (place if QUESTION[answer.key].scope is not Scope.SITE and not answer.batch else "")
        raise AnswerError(
            f"{answer.key} cannot be {answer.value}: {reason}",
            hint="Choose another one that is there, or change first what it says.",
            where=as_typed(replace(answer, device=device)),
        )


def _renamed(plan: Plan, names: Iterable[str], new: str) -> Plan:
    """The plan in which what was answered for the new hub is answered for it under its new name."""
    old = set(names)
    return replace(
        plan,
        answers=tuple(
            sorted(replace(answer, device=new) if answer.device in old else answer for answer in plan.answers)
        ),
        secrets=tuple(replace(secret, device=new) if secret.device in old else secret for secret in plan.secrets),
        accepted=tuple(
            sorted(
                replace(acceptance, device=new) if acceptance.device in old else acceptance
                for acceptance in plan.accepted
            )
        ),
    )


def answer_secret(plan: Plan, key: str, secret: Secret, device: str = "") -> Plan:
    """The plan with that key or password, or with that URL that holds one."""
    question = question_of(key)
    if question.kind not in {Kind.SECRET, Kind.URL}:
        raise AnswerError(f"{key} is not a secret", hint="Answer it among the other answers.", where=key)
    _known_device(plan, device, key)
    value = read_answer(question, secret.reveal(), Perspective(plan, device))
    if isinstance(value, Refused):
        raise AnswerError(refused_in_words(question, secret.reveal(), value), hint=value.hint, where=key)
    made = SecretAnswer(key=key, value=_as_read(secret, value), device=device)
    if wrong := _wrong_place(plan, made):
        raise AnswerError(f"{key} has no answer there: {wrong}", hint=_WHERE_IT_GOES, where=f"{device}.{key}")
    return plan.with_secret(made)


def _as_read(secret: Secret, value: object) -> Secret:
    return value if isinstance(value, Secret) else Secret(written_answer(value))


def reopen(plan: Plan, key: str, device: str = "", batch: str = "") -> Plan:
    """The plan in which that question has its recommended answer again."""
    question_of(key)
    return plan.without_answer(key, device, batch)


def accept(plan: Plan, code: str, device: str, reason: str) -> Plan:
    """The plan in which the blocker `code` of `device` is accepted for that reason."""
    if code in NEVER_ACCEPTED:
        raise AnswerError(f"{code} cannot be accepted", hint=NEVER_ACCEPTED[code], where=device)
    if not reason.strip():
        raise AnswerError(f"{code} is accepted without a reason", hint="Say why it may stay.", where=device)
    kept = tuple(old for old in plan.accepted if (old.code, old.device) != (code, device))
    acceptance = Acceptance(code=code, device=device, reason=" ".join(reason.split()))
    return replace(plan, accepted=tuple(sorted((*kept, acceptance))))


def withdraw(plan: Plan, code: str, device: str) -> Plan:
    """The plan in which that blocker is not accepted."""
    return replace(plan, accepted=tuple(old for old in plan.accepted if (old.code, old.device) != (code, device)))


def _known_device(plan: Plan, device: str, key: str) -> None:
    # What was answered for a new hub stays while the strategy is the other one.
    if device and device not in {*devices(plan), *_names_of_new_hub(plan)}:
        raise no_device(plan, device, f"{device}.{key}")
