"""Answering: which questions a plan asks, and the plan that an answer gives."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from wizard.data.acceptance import NEVER_ACCEPTED
from wizard.data.masking import url_without_secrets
from wizard.data.questions import QUESTION, QUESTIONS
from wizard.errors import AnswerError
from wizard.model.plan import Acceptance, Answer, Plan, SecretAnswer
from wizard.model.question import Choice, Kind, Origin, Question, Resolved
from wizard.model.secret import Secret
from wizard.parse.release import product
from wizard.plan.form import checked
from wizard.plan.perspective import Perspective, applies, devices, resolved, scope_devices


@lru_cache(maxsize=16)
def asked(plan: Plan) -> tuple[Resolved, ...]:
    """Every question that the plan asks, with what holds, in the order of the steps."""
    return tuple(
        resolved(plan, question.key, device)
        for question in QUESTIONS
        for device in scope_devices(plan, question.scope)
        if applies(plan, question.key, device)
    )


def open_answers(plan: Plan) -> tuple[Resolved, ...]:
    """The questions that nothing answers yet."""
    return tuple(one for one in asked(plan) if one.origin is Origin.OPEN)


def question_of(key: str) -> Question:
    """The question with that key."""
    if key not in QUESTION:
        near = [other for other in QUESTION if key.split("_")[0] in other]
        hint = f"Near it: {', '.join(near[:6])}." if near else "`ez2flex questions` lists every key."
        raise AnswerError(f"there is no question {key}", hint=hint)
    return QUESTION[key]


def answer(plan: Plan, key: str, value: str, device: str = "") -> Plan:
    """The plan with that answer; for every device that is asked where `device` is empty."""
    return answer_all(plan, (Answer(key=key, value=value, device=device),))


def answer_all(plan: Plan, given: Iterable[Answer]) -> Plan:
    """The plan with all of those answers, each of which must fit what it holds then."""
    plan, made = _put(plan, given)
    for one in made:
        _allow(plan, one)
        choice = _choice_of(one)
        _refuse(one, choice.unfit(Perspective(plan, one.device)) if choice else "")
    return plan


def keep_all(plan: Plan, given: Iterable[Answer]) -> Plan:
    """The plan with answers that were given earlier: what is known of the routers may have changed since."""
    plan, made = _put(plan, given)
    for one in made:
        _allow(plan, one)
    return plan


def _allow(plan: Plan, one: Answer) -> None:
    """Refuses a choice that the other answers forbid, and what the sources do not have, with the reason."""
    question, choice = QUESTION[one.key], _choice_of(one)
    _refuse(one, choice.forbidden(Perspective(plan, one.device)) if choice else "")
    for place in (one.device,) if one.device else scope_devices(plan, question.scope):
        refused = question.refuses(Perspective(plan, place), one.value)
        _refuse(replace(one, device=place), refused, hint="Give one that is there.")


def _put(plan: Plan, given: Iterable[Answer]) -> tuple[Plan, list[Answer]]:
    """The plan with the answers, and the answers in their normal form; the strategy decides which devices there are."""
    made: list[Answer] = []
    for one in sorted(given, key=lambda row: row.key not in {"strategy", "hub_name"}):
        for row in tuple(_formed(plan, one)):
            if row.key == "hub_name":
                plan = _renamed(plan, resolved(plan, row.key, "").value, row.value)
            plan = plan.with_answer(row)
            made.append(row)
    return plan, made


def _formed(plan: Plan, one: Answer) -> Iterator[Answer]:
    question = question_of(one.key)
    if is_secret(question, one.value):
        what = "is a secret" if question.kind is Kind.SECRET else "holds a password or a token: it is a secret"
        raise AnswerError(f"{one.key} {what}", hint=_WHERE_SECRETS_GO, where=_as_typed(one))
    _known_device(plan, one.device, one.key)
    try:
        yield replace(one, value=checked(question, one.value))
    except AnswerError as error:
        error.where = _as_typed(one)
        raise
    if one.key == "release" and (found := product(one.value)):
        yield Answer(key="platform", value=found, device=one.device)


_WHERE_SECRETS_GO = (
    "Give it in the wizard, in secrets.toml, or with --secrets in a file or on standard input (-), and nowhere else."
)


def is_secret(question: Question, value: str) -> bool:
    """Whether that answer to the question belongs among the keys and passwords."""
    return question.kind is Kind.SECRET or (question.kind is Kind.URL and url_without_secrets(value) != value)


def _choice_of(one: Answer) -> Choice | None:
    return next((choice for choice in QUESTION[one.key].choices if choice.value == one.value), None)


def _refuse(one: Answer, reason: str, *, hint: str = "Choose another one, or change first what it says.") -> None:
    if reason:
        raise AnswerError(f"{one.key} cannot be {one.value}: {reason}", hint=hint, where=_as_typed(one))


def _as_typed(one: Answer) -> str:
    return f"{one.device}.{one.key}" if one.device else one.key


def _renamed(plan: Plan, old: str, new: str) -> Plan:
    """The plan in which what was answered for the new hub is answered for it under its new name."""
    return replace(
        plan,
        answers=tuple(sorted(replace(one, device=new) if one.device == old else one for one in plan.answers)),
        secrets=tuple(replace(one, device=new) if one.device == old else one for one in plan.secrets),
        accepted=tuple(sorted(replace(one, device=new) if one.device == old else one for one in plan.accepted)),
    )


def answer_secret(plan: Plan, key: str, secret: Secret, device: str = "") -> Plan:
    """The plan with that key or password, or with that URL that holds one."""
    question = question_of(key)
    if question.kind not in {Kind.SECRET, Kind.URL}:
        raise AnswerError(f"{key} is not a secret", hint="Answer it among the other answers.", where=key)
    _known_device(plan, device, key)
    if question.kind is Kind.URL:
        secret = Secret(checked(question, secret.reveal()))
    else:
        _typable(key, secret.reveal())
    return plan.with_secret(SecretAnswer(key=key, value=secret, device=device))


def reopen(plan: Plan, key: str, device: str = "") -> Plan:
    """The plan in which that question has its recommended answer again."""
    question_of(key)
    return plan.without_answer(key, device)


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
    if device and device not in {*devices(plan), resolved(plan, "hub_name", "").value}:
        raise AnswerError(
            f"there is no device {device}", hint=f"The devices are {', '.join(devices(plan))}.", where=f"{device}.{key}"
        )


def _typable(key: str, secret: str) -> None:
    if not secret or secret != secret.strip() or not secret.isprintable() or "?" in secret or " " in secret:
        raise AnswerError(
            "the secret is empty or holds blanks, a question mark or control characters",
            hint="IOS counts blanks as part of a key and takes `?` for a call for help; choose other characters.",
            where=key,
        )
    if not secret.isascii():
        raise AnswerError("the secret holds characters outside ASCII", hint="Choose ASCII characters.", where=key)
