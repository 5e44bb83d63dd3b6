"""The wizard as numbered text: what is said, in how few bytes, and what may be typed."""

from pathlib import Path

import pytest

from screens.linear import QuestionPage
from tests.golden_cases import golden_cases
from tests.pilot import site
from tests.talked import Talk, wizard_of
from wizard.guide.opening import Opening
from wizard.model.question import Kind
from wizard.plan.question_rows import rows_of
from wizard.site import read_site

CASE = "guide-reuse"
BEFORE, MOST = 1_200, 1_500
"""Bytes of a question with its choices, and with the echo of its answer: what 9600 baud carry in a second and a half."""


@pytest.fixture(params=golden_cases())
def golden(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The site of a golden case."""
    return site(request.param, tmp_path)


def test_a_question_fits_into_a_second_of_a_slow_line(golden: Path) -> None:
    """With its choices and the prompt, of every question of every golden site."""
    talk = Talk([])
    wizard = wizard_of(talk)
    wizard.open(Opening(folder=golden))
    heard = {}
    for row in rows_of(read_site(golden)):
        talk.heard = ""
        page = QuestionPage(wizard, row.key)
        wizard.go(page)
        wizard.speech.prompt(page.wants, is_answered_here=True)
        heard[row.key] = talk.heard
    wizard.close()

    assert {key: text for key, text in heard.items() if len(text) > BEFORE} == {}
    assert all(len(line) <= WIDTH and line.isascii() for text in heard.values() for line in text.split("\n"))


def answers_of(page: QuestionPage) -> list[str]:
    """One line that answers the question, where one does without more being asked."""
    if page.row.has_own_values or page.row.first.question.kind is Kind.SECRET:
        return []
    return ["1"] if page.choices else [page.row.first.value or "-"]


@pytest.mark.parametrize("case", ["guide-reuse", "guide-new-hub", "clinics-new-hub"])
def test_a_question_and_its_answer_fit_into_two_seconds_of_a_slow_line(case: str, tmp_path: Path) -> None:
    """Every question, with its choices and the echo of an answer, until the next prompt."""
    golden = site(case, tmp_path)
    talk = Talk([])
    wizard = wizard_of(talk)
    wizard.open(Opening(folder=golden))
    too_long = {}
    for row in rows_of(read_site(golden)):
        wizard.home()
        talk.heard = ""
        page = QuestionPage(wizard, row.key)
        wizard.go(page)
        before = wizard.desk.plan
        for answer in answers_of(page):
            wizard.do(answer)
        if len(talk.heard) > MOST:
            too_long[row.key] = talk.heard
        wizard.desk.plan = before
    wizard.close()

    assert too_long == {}
