"""Numbered text of a hub with two hundred spokes says no more at once than that of three."""

import pytest

from screens.linear import LinearWizard, OverviewPage, QuestionPage, page_of_step
from tests.bench.core import with_spokes
from tests.talked import Talk, said_to, wizard_of
from tests.test_linear import BEFORE, MOST, answers_of
from wizard.plan.question_rows import rows_of

SPOKES = 200
A_PAGE = 3_000
"""Bytes of a page with the first rows of its list: three seconds of a slow line."""


@pytest.fixture(scope="module")
def many() -> tuple[LinearWizard, Talk]:
    """A wizard on such a plan, which is in no folder."""
    wizard = wizard_of(talk := Talk([]))
    wizard.desk.plan = with_spokes(SPOKES)
    wizard.way = [OverviewPage(wizard)]
    return wizard, talk


def test_each_question_fits_into_a_second_of_a_slow_line(many: tuple[LinearWizard, Talk]) -> None:
    """Also one that each of two hundred routers answers for itself."""
    wizard, talk = many
    assert wizard.desk.plan
    heard = {}
    for row in rows_of(wizard.desk.plan):
        talk.heard = ""
        wizard.go(QuestionPage(wizard, row.key))
        heard[row.key] = len(talk.heard)

    assert len(heard) > 50
    assert {key: size for key, size in heard.items() if size > BEFORE} == {}


def test_the_echo_of_an_answer_names_no_router_for_itself(
    many: tuple[LinearWizard, Talk], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an answer changes beside is counted where it is much."""
    wizard, talk = many
    monkeypatch.setattr(wizard, "save", lambda: None)
    before = wizard.desk.plan
    assert before
    for key in ("management_access", "pfs"):
        row = next(row for row in rows_of(before) if row.first.question.key == key)
        wizard.way, wizard.desk.plan = [OverviewPage(wizard)], before
        talk.heard = ""
        wizard.go(page := QuestionPage(wizard, row.key))
        asked = len(talk.heard)

        assert asked + len(said_to(wizard, talk, *answers_of(page))) <= MOST
    wizard.desk.plan = before


def test_a_list_is_said_a_few_rows_at_a_time(many: tuple[LinearWizard, Talk]) -> None:
    """Overview and questions; the rest waits for whoever wants it."""
    wizard, talk = many
    for page in (
        OverviewPage(wizard),
        *(
            page_of_step(wizard, step)
            for step in ("identity", "addresses", "found", "findings", "preview", "run-sheet")
        ),
    ):
        talk.heard = ""
        wizard.go(page)

        assert len(talk.heard) < A_PAGE, type(page).__name__
