"""Answers in TOML: of the site, of batches of its spokes and of single devices, and the blockers that were accepted."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from wizard.errors import AnswerError
from wizard.model.plan import Acceptance, Answer, Batch, EarlierSpoke, Plan
from wizard.model.secret import Secret
from wizard.plan.answer import accept, answer_all, answer_secret, keep_all
from wizard.plan.batches import MEMBERS, members_of


class Answers(NamedTuple):
    """What stands in a file of answers."""

    answers: tuple[Answer, ...]
    batches: tuple[Batch, ...]
    accepted: tuple[Acceptance, ...]
    earlier_spokes: tuple[EarlierSpoke, ...] = ()


_TABLES = ("schema", "source", "earlier_spoke", "answers", "batch", "device", "accepted")


def answers_of(table: Mapping[str, object]) -> Answers:
    """The answers and acceptances of a TOML table, not yet compared with any plan."""
    _refuse_others(table, _TABLES)
    of_devices = (Answer(device=device, key=key, value=_text(value, key)) for device, key, value in _values(table))
    of_batches = (
        Answer(batch=batch, key=key, value=_text(value, key))
        for batch, key, value in _values_of(table, "batch")
        if key != MEMBERS
    )
    return Answers(
        (*of_devices, *of_batches), tuple(_batches(table)), tuple(_acceptances(table)), tuple(_earlier_spokes(table))
    )


def _refuse_others(table: Mapping[str, object], known: Iterable[str]) -> None:
    """A table that nobody reads may be a misspelled one; it is refused rather than lost."""
    for name in table:
        if name not in known:
            raise AnswerError(f"there is no table [{name}]", hint=f"There are {', '.join(known)}.", where=name)


def _values(table: Mapping[str, object], site: str = "answers") -> Iterable[tuple[str, str, object]]:
    for key, value in _rows(table, site):
        yield "", key, value
    yield from _values_of(table, "device")


def _values_of(table: Mapping[str, object], kind: str) -> Iterable[tuple[str, str, object]]:
    """The name of each device or batch, with every key and value below it."""
    for name, answers in _tables(table, kind):
        for key, value in answers.items():
            yield name, str(key), value


def _tables(table: Mapping[str, object], kind: str) -> Iterable[tuple[str, Mapping[str, object]]]:
    for name, answers in _rows(table, kind):
        if not isinstance(answers, Mapping):
            raise AnswerError("it is no table", hint=f"Write [{kind}.NAME] above its answers.", where=f"{kind}.{name}")
        if not name:
            raise AnswerError(f"a {kind} has no name", hint=f"Write [{kind}.NAME] above its answers.", where=kind)
        yield name, answers


def _batches(table: Mapping[str, object]) -> Iterable[Batch]:
    for name, answers in _tables(table, "batch"):
        typed = text_typed(answers.get(MEMBERS, ""))
        if typed is None:
            raise AnswerError(
                f"the {MEMBERS} of a batch are a list of texts",
                hint=f'Write {MEMBERS} = ["NAME", "shop-*"].',
                where=f"{name}.{MEMBERS}",
            )
        yield Batch(name=name, members=members_of(typed))


def _rows(table: Mapping[str, object], name: str) -> Iterable[tuple[str, object]]:
    rows = table.get(name, {})
    if not isinstance(rows, Mapping):
        raise AnswerError("it is no table", hint=f"Write [{name}] above its rows.", where=name)
    return ((str(key), value) for key, value in rows.items())


_GREATEST = 2**63
"""No number of an answer is near it."""


def text_typed(value: object) -> str | None:
    """A value of TOML as it would be typed, None where nobody could."""
    if isinstance(value, list):
        words = [word for part in value if (word := _word(part)) is not None]
        return ", ".join(words) if len(words) == len(value) else None
    return _word(value)


def _text(value: object, key: str) -> str:
    text = text_typed(value)
    if text is None:
        raise AnswerError("it is neither text, a number, yes or no, nor a list of texts", hint="Quote it.", where=key)
    return text


def _word(value: object) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and abs(value) < _GREATEST else None


def _acceptances(table: Mapping[str, object]) -> Iterable[Acceptance]:
    rows = table.get("accepted", [])
    for row in rows if isinstance(rows, list) else [rows]:
        if not isinstance(row, Mapping) or not {"code", "device", "reason"} <= row.keys():
            raise AnswerError("an acceptance lacks code, device or reason", hint="Give all three.", where="accepted")
        code, device, reason = row["code"], row["device"], row["reason"]
        if not (isinstance(code, str) and isinstance(device, str) and isinstance(reason, str)):
            raise AnswerError("code, device and reason are texts", hint="Quote them.", where="accepted")
        yield Acceptance(code=code, device=device, reason=reason)


def _earlier_spokes(table: Mapping[str, object]) -> Iterable[EarlierSpoke]:
    rows = table.get("earlier_spoke", [])
    for row in rows if isinstance(rows, list) else [rows]:
        device, identity = (
            (row.get(key, "") for key in ("device", "identity")) if isinstance(row, Mapping) else ("", "")
        )
        if not (isinstance(device, str) and isinstance(identity, str) and device):
            raise AnswerError("a spoke of an earlier site has no name", hint="Give its device.", where="earlier_spoke")
        yield EarlierSpoke(device=device, identity=identity)


def apply_answers(plan: Plan, answers: Answers) -> Plan:
    """The plan with answers that were stored; one that does not fit is kept, and its question open."""
    plan = replace(plan, earlier_spokes=answers.earlier_spokes or plan.earlier_spokes)
    return _accepting(keep_all(plan, answers.answers, answers.batches), answers.accepted)


def give_answers(plan: Plan, answers: Answers) -> Plan:
    """The plan with answers that somebody gives now; AnswerError where one does not fit."""
    plan = replace(plan, earlier_spokes=answers.earlier_spokes or plan.earlier_spokes)
    return _accepting(answer_all(plan, answers.answers, answers.batches), answers.accepted)


def _accepting(plan: Plan, accepted: Iterable[Acceptance]) -> Plan:
    for acceptance in accepted:
        plan = accept(plan, acceptance.code, acceptance.device, acceptance.reason)
    return plan


def apply_secrets(plan: Plan, table: Mapping[str, object]) -> Plan:
    """The plan with the keys and passwords of a table: `[secrets]` for the site, `[device.NAME]` for one device."""
    _refuse_others(table, ("secrets", "device"))
    for device, key, value in _values(table, "secrets"):
        plan = answer_secret(plan, key, Secret(_text(value, key)), device)
    return plan
