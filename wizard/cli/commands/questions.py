"""`ez2flex questions`."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from wizard.cli.exit_codes import Exit
from wizard.cli.output import data, data_json, tell
from wizard.errors import AnswerError
from wizard.guide.produced_by_answer import ConsideredAnswer, Produced, produced
from wizard.guide.produced_lines import ProducedPart
from wizard.guide.questions import reached, tiers_of, unanswered
from wizard.guide.wording import produced_in_words, reason_of, who_in_words
from wizard.model.plan import Plan
from wizard.model.question import Kind, Origin, Question, Resolved
from wizard.plan.answer import asked, question_of
from wizard.plan.batches import batch_of
from wizard.plan.question_rows import QuestionRow, row_of_batch, rows_of
from wizard.questions import QUESTION, QUESTIONS
from wizard.questions.tiers import Tier
from wizard.sentence import Sentence
from wizard.site import read_site

_NO_SITE = "found from the configurations and from earlier answers: name a site to see it"
_SHORT = 12
"""The rows that are shown of what an answer gives, where its question is not named."""


def questions(arguments: Namespace) -> Exit:
    """Every question; with a site, every one that it asks, with what holds and the lines that each answer gives."""
    if arguments.site:
        _of_site(_site(Path(arguments.site)), arguments)
    elif arguments.open:
        raise AnswerError("without a site nothing is open", hint="Name one: ez2flex questions SITE --open.")
    elif arguments.json:
        data_json([{**_row(question), "default": None, "default_reason": _NO_SITE} for question in QUESTIONS])
    else:
        data(
            "\n".join(
                line
                for question in QUESTIONS
                for line in (*_lines(question, question.key), f"  default: {_NO_SITE}", "")
            )
        )
    return Exit.DONE


def _site(folder: Path) -> Plan:
    if folder.name in QUESTION and not folder.exists():
        raise AnswerError(
            f"{folder.name} is a question, and stands behind a site",
            hint=f"Name both: ez2flex questions SITE {folder.name}.",
        )
    return read_site(folder)


def _of_site(plan: Plan, arguments: Namespace) -> None:
    keys = frozenset(arguments.keys)
    rows = tuple(_named(plan, keys) if keys else rows_of(plan))
    if arguments.open:
        rows = tuple(_open(rows))
        if not rows:
            tell("Nothing is open.")
    with_lines = rows if keys else tuple(_first_of_each(rows))
    if arguments.json:
        row_keys = {question.key: row.key for row in rows_of(plan) for question in row.questions}
        shown = {key for row in rows for key in row.keys}
        looked_for, tiers = {row.first.key: row for row in with_lines}, tiers_of(plan, rows_of(plan))
        data_json(
            [
                _site_row(
                    plan, question, row_keys[question.key], looked_for.get(question.key), tiers[question.question.key]
                )
                for question in asked(plan)
                if question.key in shown
            ]
        )
        return
    most = dict.fromkeys(with_lines, None if keys else _SHORT)
    data("\n".join(line for row in rows for line in _row_lines(plan, row, most.get(row, 0))).removeprefix("\n"))


def _open(rows: Iterable[QuestionRow]) -> Iterator[QuestionRow]:
    """Those that nothing answers yet; an exception by itself, since the row that it stands below is not shown."""
    for row in rows:
        if row.first.origin is Origin.OPEN:
            if row.batch:
                yield row._replace(is_exception=False, asked_of=row.devices)
            else:
                yield from row.of_each_by_itself() if row.is_exception else (row,)


def _named(plan: Plan, keys: frozenset[str]) -> Iterator[QuestionRow]:
    """The rows of the questions with those keys; AnswerError where one is not asked."""
    of_batches = {key: row for key in keys if (row := _of_batch(plan, key))}
    for key in sorted(keys - of_batches.keys()):
        if not any(key in {question.key, question.question.key} for question in asked(plan)):
            question_of(key.rpartition(".")[2])
            raise AnswerError(f"{key} is not asked", hint="`ez2flex questions SITE` lists what the site asks.")
    for row in rows_of(plan):
        if row.first.question.key in keys or (row.keys <= keys and not row.is_exception):
            yield row
        else:
            yield from (single for single in row.of_each_by_itself() if single.key in keys)
    yield from of_batches.values()


def _of_batch(plan: Plan, key: str) -> QuestionRow | None:
    """The question of a batch by itself, whether somebody answered it there or not; None where the key names none."""
    batch, _, bare = key.rpartition(".")
    row = row_of_batch(plan, bare, batch) if batch_of(plan, batch) and bare in QUESTION else None
    return row._replace(is_exception=False) if row else None


def _first_of_each(rows: Sequence[QuestionRow]) -> Iterable[QuestionRow]:
    """The first row of each question: a plan is rendered for each answer, however many rows there are."""
    return {row.first.question.key: row for row in reversed(rows)}.values()


def _row(question: Question) -> dict[str, object]:
    return {
        "key": question.key,
        "step": question.step.value,
        "scope": question.scope.value,
        "kind": question.kind.value,
        "wording": question.wording,
        "form": question.form.typed,
        "choices": [{"value": choice.value, "label": choice.label, "when": choice.when} for choice in question.choices],
        "why": question.why,
        "otherwise": question.otherwise,
        "unconfirmed": question.unconfirmed,
        "source": question.citation,
    }


def _site_row(plan: Plan, resolved: Resolved, row_key: str, row: QuestionRow | None, tier: Tier) -> dict[str, object]:
    """A question of one device, with the lines of the answers to that row; without a row nobody looks for them."""

    def given(value: str | None) -> dict[str, object]:
        return _produced(produced(plan, _considered(plan, row, value)) if row else None)

    choices = [
        {"value": choice.value, "label": choice.label, "when": choice.when, **given(choice.value)}
        for choice in resolved.question.choices
    ]
    lines = {} if choices else given(None)
    held = _held(resolved, unanswered(plan, resolved), row_key)
    return {**_row(resolved.question), "tier": tier.value, "choices": choices, **lines, **held}


def _considered(plan: Plan, row: QuestionRow, value: str | None) -> ConsideredAnswer:
    """A choice of every router that it reaches; None is what holds in the row."""
    return ConsideredAnswer(row if value is None else reached(plan, row), value)


def _produced(found: Produced | None) -> dict[str, object]:
    """What an answer gives and leaves out beside the one that it is compared with; null where nobody looked for it."""
    if found is None:
        return dict.fromkeys(("beside", "lines", "leaves_out", "waits_for", "refused"))
    return {
        "beside": found.beside,
        "lines": [_part(part) for part in found.difference.given],
        "leaves_out": [_part(part) for part in found.difference.left_out],
        "waits_for": list(found.difference.waits_for),
        "refused": found.refused,
    }


def _part(part: ProducedPart) -> dict[str, object]:
    return {
        "device": part.device,
        "document": part.document,
        "lines": [{"text": line.text, "header": line.is_header} for line in part.lines],
    }


def _held(resolved: Resolved, default: Resolved, row: str) -> dict[str, object]:
    return {
        "key": resolved.key,
        "row": row,
        "device": resolved.device,
        "batch": resolved.batch,
        "value": resolved.value,
        "origin": resolved.origin.value,
        "reason": resolved.why,
        "default": None if default.origin is Origin.OPEN else default.value,
        "default_reason": default.why,
    }


def _lines(question: Question, key: str, given: Callable[[str], Iterable[str]] = lambda value: ()) -> Iterator[str]:
    yield f"{key}  ({question.scope}, {question.kind})"
    yield f"  {question.wording}"
    if not question.choices:
        yield f"  answer: {question.form.typed}"
    yield f"  why: {question.why}" + (" (rests on a fact that is not confirmed)" if question.unconfirmed else "")
    if question.otherwise:
        yield f"  otherwise: {question.otherwise}"
    for choice in question.choices:
        when = f"; {choice.when}" if choice.when else ""
        yield f"  = {choice.value}: {choice.label}{when}"
        yield from (f"        {row}" for row in given(choice.value))
    yield f"  source: {question.citation}"


def _row_lines(plan: Plan, row: QuestionRow, most: int | None) -> Iterator[str]:
    """A row as the text has it: the question once, below it what holds, and then its exceptions.

    So many rows of what each answer gives are shown; None is all of them.
    """

    def given(value: str | None) -> Iterator[str]:
        return _given(plan, _considered(plan, row, value), most) if most != 0 else iter(())

    if not row.is_exception:
        yield ""
        is_whole = len(row.asked_of) == 1 or (row.batch and row.devices == row.asked_of)
        yield from _lines(row.first.question, row.key if is_whole else row.first.question.key, given)
    who = f"{who_in_words(row)}: " if len(row.asked_of) > 1 or row.batch else ""
    if row.first.origin is Origin.ANSWERED:
        yield from _default_lines(who, tuple(unanswered(plan, question) for question in row.questions))
    if row.has_own_values:
        yield f"  -> {who}each its own, {row.first.origin} ({reason_of(row)})"
        yield from (f"     {question.device}: {question.value}" for question in row.questions)
    else:
        yield f"  -> {who}{_value_and_origin(row.first, reason_of(row))}"
    if row.is_exception or not row.first.question.choices:
        yield from (f"        {line}" for line in given(None))
    if most == 0 and not row.is_exception:
        yield f"  lines: ez2flex questions SITE {row.key}"


def _given(plan: Plan, answer: ConsideredAnswer, most: int | None) -> Iterator[str]:
    """What an answer gives, in words."""
    rows = [row.text for row in produced_in_words(answer, produced(plan, answer))]
    shown = rows if most is None or len(rows) <= most + 1 else rows[:most]
    yield from shown
    if len(shown) < len(rows):
        yield f"... {len(rows) - len(shown)} more: ez2flex questions SITE {answer.row.key}"


def _default_lines(who: str, defaults: Sequence[Resolved]) -> Iterator[str]:
    if len({(default.value, default.origin) for default in defaults}) > 1:
        yield f"  default: {who}each its own"
    else:
        yield f"  default: {who}{_value_and_origin(defaults[0], defaults[0].why)}"


def _value_and_origin(resolved: Resolved, why: Sentence) -> str:
    if resolved.origin is Origin.OPEN:
        return f"open ({why})"
    value = "***" if resolved.question.kind is Kind.SECRET else resolved.value or "nothing"
    return f"{value}, answered" if resolved.origin is Origin.ANSWERED else f"{value}, {resolved.origin} ({why})"
