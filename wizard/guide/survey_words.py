"""How a site stands, in the words that every front end shows alike; no code reads them."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from wizard.guide.finding_words import place_in_words
from wizard.guide.pair_words import things_block
from wizard.guide.progress import Urgency
from wizard.guide.survey import Matter, Survey
from wizard.guide.wording import label, reason_of, row_value, who_in_words
from wizard.model.finding import Verdict
from wizard.model.plan import Plan
from wizard.model.question import Origin
from wizard.plan.question_rows import QuestionRow, rows_of
from wizard.render import OutputState, interruptions
from wizard.sentence import Sentence, listed, so_many


class MatterWords(NamedTuple):
    """One thing that needs a person."""

    urgency: Urgency
    what: Sentence
    where: Sentence
    """The routers that it concerns; "" for the whole site."""


class SurveyWords(NamedTuple):
    """How a site stands."""

    verdict: Sentence
    matters: tuple[MatterWords, ...]
    """In the order of the survey."""
    needs_nobody: Sentence
    """How much that is."""
    sent: dict[str, Sentence]
    """How many commands each router gets until its cut-over is done; a router that gets none is not in it."""
    in_short: tuple[Sentence, ...]
    """What stops once, whether the files are those of the plan, and what became of the lines that were read."""


def survey_in_words(found: Survey, plan: Plan, written: OutputState) -> SurveyWords:
    """The words for a survey of that plan."""
    return SurveyWords(
        verdict=_verdict(found),
        matters=tuple(_matter(matter) for matter in found.matters),
        needs_nobody=_needs_nobody(found),
        sent={device: sent_lines_in_words(sent.added, sent.removed) for device, sent in found.sent.items()},
        in_short=(*interruptions_in_words(plan), _OUTPUT[written], _ledger(found)),
    )


def _matter(matter: Matter) -> MatterWords:
    if matter.finding:
        return MatterWords(matter.urgency, matter.finding.message, place_in_words(matter.finding))
    assert matter.question
    return MatterWords(matter.urgency, matter.question.first.question.wording, who_in_words(matter.question))


def _verdict(found: Survey) -> Sentence:
    """How the site stands, in one sentence."""
    blocks, to_tell = found.count(Urgency.BLOCKS), found.count(Urgency.TO_TELL)
    if blocks:
        also = f", and {_questions(to_tell)} open" if to_tell else ""
        return f"{things_block(blocks)}{also}."
    if to_tell:
        return f"{_questions(to_tell).capitalize()} open; nothing else blocks."
    if found.failing:
        return f"The tunnel of {listed(found.failing)} would not come up."
    return "Hub and spokes fit, and nothing blocks." if found.pairs else "Nothing blocks."


def _questions(number: int) -> Sentence:
    return f"{number} question{' is' if number == 1 else 's are'}"


def sent_lines_in_words(added: int, removed: int) -> Sentence:
    """How many commands a router gets, and how many of them take a line away."""
    return f"+ {added}" + (f"  - {removed}" if removed else "")


def interruptions_in_words(plan: Plan) -> tuple[Sentence, ...]:
    """What stops once, a row each."""
    return tuple(f"{stop.words}." for stop in interruptions(plan)) or ("Nothing is known that stops.",)


def _ledger(found: Survey) -> Sentence:
    total = sum(found.lines.values())
    each = [f"{found.lines[verdict]} {verdict}" for verdict in Verdict if found.lines.get(verdict)]
    return f"{so_many(total, 'line')} read: {', '.join(each)}."


_OUTPUT = {
    OutputState.NONE: "No file was written yet: e writes them.",
    OutputState.CURRENT: "The files in out/ are as the plan is.",
    OutputState.OUTDATED: "! The files in out/ are OLDER THAN THE PLAN: e writes them anew.",
    OutputState.UNKNOWN: "! The files in out/ cannot be read.",
}


def _needs_nobody(found: Survey) -> Sentence:
    keys = f"{so_many(found.keys, 'key')}, " if found.keys else ""
    return f"{found.answered} answered, {keys}{found.recommended} as recommended, {found.settled} settled by the files"


def values_in_words(plan: Plan) -> Iterator[Sentence]:
    """Every question that is not open, step by step, each with its value and the reason."""
    rows = [row for row in rows_of(plan) if row.first.origin is not Origin.OPEN]
    for step, of_step in groupby(rows, lambda row: row.first.question.step):
        yield f"{step.value.capitalize()}"
        yield from map(_value, of_step)


def _value(row: QuestionRow) -> Sentence:
    who = who_in_words(row)
    return f"  {label(row.first.question)}{f' ({who})' if who else ''}: {row_value(row)}\n      {reason_of(row)}"
