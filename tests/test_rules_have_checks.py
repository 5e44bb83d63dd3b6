"""No rule of the pages of facts is without a check, or without a word on why it needs none."""

import re
from pathlib import Path

import pytest

from tests.checks.sites import CHECKS as CASES
from tests.rules import RULES, Rule
from wizard.check import CHECKS
from wizard.model.plan import Plan
from wizard.questions import QUESTIONS

FACTS = Path(__file__).parent.parent / "docs" / "facts"
OF_A_SECTION = pytest.mark.parametrize("place", RULES, ids=[f"{page} {heading}" for page, heading, _ in RULES])


def section(page: str, heading: str) -> list[str]:
    """The lines of a section, up to the next heading of its rank or a higher one."""
    lines = (FACTS / page).read_text("utf-8").splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith(f"{heading} ") or line == heading)
    rank = len(heading.split()[0])
    ends = (place for place in range(start + 1, len(lines)) if re.match(rf"#{{1,{rank}}} ", lines[place]))
    return lines[start + 1 : next(ends, len(lines))]


def test_a_finding_that_an_answer_mends_leads_to_a_question_that_there_is() -> None:
    """The key beside it opens that question; a key of none would open nothing."""
    keys = {question.key for question in QUESTIONS}

    assert {
        check.code: check.question for check in CHECKS.values() if check.question and check.question not in keys
    } == {}


@OF_A_SECTION
def test_every_rule_of_a_section_is_in_the_table(place: tuple[str, str, str]) -> None:
    """The table has a row for each rule that the page numbers or lists."""
    page, heading, beginning = place
    lines = section(page, heading)
    written = [line for line in lines if re.match(beginning, line)] if beginning else lines[:1]

    assert len(written) == len(RULES[place]), written


@OF_A_SECTION
def test_every_rule_is_held_by_a_check_or_by_something_else(place: tuple[str, str, str]) -> None:
    """Each rule has findings with a fires and a quiet case, or a reason why it has none."""
    for rule in RULES[place]:
        assert rule.codes or rule.otherwise, rule.about
        assert missing(rule) == []


def missing(rule: Rule) -> list[str]:
    """The codes of a rule that are no check, or have no case of each kind."""
    return [
        code
        for code in rule.codes
        if code not in CHECKS
        or (CHECKS[code].subject is not Plan and not all((CASES / code / kind).is_dir() for kind in ("fires", "quiet")))
    ]
