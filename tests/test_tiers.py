"""Questions in three tiers: what only a person can tell, what an engineer weighs, and details."""

from pathlib import Path

import pytest

from tests.commands import COMPLETE, configurations, ez2flex
from tests.golden_cases import golden_cases, golden_plan
from tests.pilot import driven, site, wizard
from tests.test_one_answer_for_many import planned
from wizard.data.practice_site import files
from wizard.guide.opening import Opening
from wizard.guide.questions import groups_of, tiers_of
from wizard.guide.wording import title_of
from wizard.model.plan import Plan
from wizard.model.question import Origin, WizardStep
from wizard.parse.sources import read_sources
from wizard.plan.answer import reopen
from wizard.plan.drawn_keys import with_drawn_keys
from wizard.plan.propose import propose
from wizard.plan.question_rows import rows_of
from wizard.questions import QUESTION, QUESTIONS
from wizard.questions.tiers import CHOOSE, Tier

MOST = 9


def test_at_most_nine_questions_are_to_choose_and_they_stand_in_their_order() -> None:
    """Whoever weighs more weighs nothing; each of them is asked, and comes where its answer settles no earlier one."""
    places = [list(QUESTION).index(key) for key in CHOOSE]

    assert len(CHOOSE) <= MOST
    assert places == sorted(places)
    assert set(CHOOSE) <= {question.key for question in QUESTIONS}


@pytest.mark.parametrize("case", golden_cases())
def test_every_row_of_a_step_stands_in_one_group_and_what_is_open_in_the_first(case: str) -> None:
    """Nothing is asked twice or lost, and nobody looks for an open question among details."""
    plan = golden_plan(case)
    for step in WizardStep:
        groups = groups_of(plan, step)
        rows = [row for group in groups for row in group.rows]

        assert sorted(row.key for row in rows) == sorted(
            row.key for row in rows_of(plan) if row.first.question.step is step
        )
        assert all(group.tier is Tier.TELL for group in groups for row in group.rows if row.first.origin is Origin.OPEN)


def test_what_was_told_stays_where_it_was_asked() -> None:
    """An answer that nobody but a person could give does not wander off among the details."""
    plan = golden_plan("guide-reuse")
    asked = reopen(plan, "management_access")
    of_asked, of_told = (
        [row.key for group in groups_of(each, "strategy") if group.tier is Tier.TELL for row in group.rows]
        for each in (asked, plan)
    )

    assert "management_access" in of_told
    assert of_told == of_asked


def counted(plan: Plan) -> int:
    """The rows that a person tells or weighs."""
    tiers = tiers_of(plan, rows_of(plan))
    return sum(tiers[row.first.question.key] is not Tier.DETAILS for row in rows_of(plan) if not row.is_exception)


def test_a_person_answers_a_dozen_questions_for_the_practice_site() -> None:
    """Open ones and those that are to be weighed, all of them counted."""
    plan, _ = with_drawn_keys(propose(read_sources(files())))

    assert 5 < counted(plan) <= 12


def test_25_spokes_of_one_kind_ask_as_much_as_one() -> None:
    """At most fifteen rows, however many spokes there are."""
    assert counted(planned(1)) <= counted(planned(25)) <= 15


def test_a_script_reads_the_tier(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """`questions --json` says of each how much it needs a person."""
    ez2flex(capsys, "plan", *configurations(*COMPLETE), "-o", tmp_path / "site")
    rows = {row["key"]: row["tier"] for row in ez2flex(capsys, "questions", tmp_path / "site", "--json").json}

    assert rows["br-leeds.management_access"] == "tell"
    assert rows["certificate_authority"] == "choose"
    assert rows["pfs"] == "details"


async def test_details_are_folded_and_an_answer_leads_to_the_next_open_question(tmp_path: Path) -> None:
    """In the list stand what is to tell and to choose; enter answers, and the cursor goes on."""
    folder = site("guide-reuse", tmp_path)
    async with driven(wizard(Opening(folder=folder)), at="strategy") as driver:
        titles = [title_of(group) for group in groups_of(driver.plan, "strategy")]
        rows = driver.rows("#questions")

        assert rows[0].startswith("- Tell us")
        assert [row[:2] for row in rows if "Details of" in row] == ["+ "] * sum("Details" in title for title in titles)
        assert any("routers: netadmin" in row or "spokes: netadmin" in row for row in rows)
        await driver.press("z")
        assert len(driver.rows("#questions")) > len(rows)
