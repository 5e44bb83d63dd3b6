"""How far each step of the wizard is, and what needs attention in it."""

import pytest

from screens.steps.step import SCREENS
from tests.golden_cases import golden_cases, golden_plan
from wizard.guide.progress import (
    INCOMPLETE,
    Attention,
    Need,
    State,
    attention,
    attention_in_words,
    first_in_need,
    progress,
)
from wizard.guide.route import ROUTE
from wizard.model.question import WizardStep
from wizard.plan.answer import open_answers, reopen


def states(here: str, visited: set[str], needs: dict[str, Attention]) -> dict[str, State]:
    """How far each step is, by its key."""
    return {row.step.key: row.state for row in progress(here, visited, needs)}


def test_every_step_has_a_screen_and_every_question_a_step() -> None:
    """No step of the route leads nowhere, and no question stands beside the route."""
    keys = [step.key for step in ROUTE]

    assert keys == list(SCREENS)
    assert {step.value for step in WizardStep} <= set(keys)


@pytest.mark.parametrize("case", golden_cases())
def test_every_open_question_is_counted_in_its_step(case: str) -> None:
    """What the steps say is open is all that is open."""
    plan = golden_plan(case)
    needs = attention(plan, 0)

    assert sum(need.number for need in needs.values()) == len(open_answers(plan))
    assert {need.need for need in needs.values()} <= {Need.OPEN}


def test_a_step_with_an_open_question_needs_attention_until_it_is_answered() -> None:
    """The rail shows where an answer is missing, and how many."""
    plan = reopen(golden_plan("guide-new-hub"), "wan_address", "flexserver")
    needs = attention(plan, 0)

    assert needs["strategy"] == Attention(Need.OPEN, 1)
    assert states("crypto", {"sources", "strategy"}, needs)["strategy"] is State.ATTENTION
    assert attention_in_words(needs["strategy"]) == "1 open"


def test_blockers_need_attention_among_the_findings() -> None:
    """A blocker that nobody accepted is counted where it can be read."""
    needs = attention(golden_plan("guide-reuse"), 2)

    assert needs == {"findings": Attention(Need.BLOCKERS, 2)}
    assert attention_in_words(needs["findings"]) == "2 blockers"


def test_what_was_seen_is_done_and_the_rest_is_to_be_done() -> None:
    """A step without need is done once it was opened; the one that is shown is here, whatever it needs."""
    seen = states("sources", {"sources", "found"}, INCOMPLETE)

    assert [seen[key] for key in ("sources", "found", "strategy")] == [State.HERE, State.DONE, State.AHEAD]


def test_the_first_step_in_need_comes_next() -> None:
    """Not the one with the most need: steps are gone through in order."""
    needs = {"findings": Attention(Need.BLOCKERS, 9), "identity": Attention(Need.OPEN, 1)}
    first = first_in_need(needs)

    assert first is not None
    assert first[0].key == "identity"
    assert first_in_need({}) is None
