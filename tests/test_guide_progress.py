"""How far each step of the wizard is, and what needs attention in it."""

import pytest

from screens.steps.step import SCREENS
from tests.golden_cases import golden_cases, golden_plan
from wizard.guide.progress import (
    INCOMPLETE,
    LATER,
    UNJUDGED,
    Attention,
    Judged,
    Need,
    State,
    attention,
    attention_in_words,
    first_in_need,
    progress,
)
from wizard.guide.route import OVERVIEW, ROUTE
from wizard.model.question import WizardStep
from wizard.plan.answer import open_answers, reopen


def states(here: str, needs: dict[str, Attention], ahead: frozenset[str] = LATER) -> dict[str, State]:
    """How far each step is, by its key."""
    return {row.step.key: row.state for row in progress(here, needs, ahead)}


def test_every_step_has_a_screen_and_every_question_a_step() -> None:
    """No step of the route leads nowhere, and no question stands beside the route."""
    keys = [step.key for step in ROUTE]

    assert [OVERVIEW, *keys] == list(SCREENS)
    assert {step.value for step in WizardStep} <= set(keys)


@pytest.mark.parametrize("case", golden_cases())
def test_every_open_question_is_counted_in_its_step(case: str) -> None:
    """What the steps say is open is all that is open."""
    plan = golden_plan(case)
    needs = attention(plan, UNJUDGED)

    assert sum(need.number for need in needs.values()) == len(open_answers(plan))
    assert {need.need for need in needs.values()} <= {Need.OPEN}


def test_a_step_with_an_open_question_needs_attention_until_it_is_answered() -> None:
    """The rail shows where an answer is missing, and how many."""
    plan = reopen(golden_plan("guide-new-hub"), "wan_address", "flexserver")
    needs = attention(plan, UNJUDGED)

    assert needs["strategy"] == Attention(Need.OPEN, 1)
    assert states("crypto", needs)["strategy"] is State.ATTENTION
    assert attention_in_words(needs["strategy"]) == "1 open"


def test_blockers_need_attention_among_the_findings() -> None:
    """A blocker that nobody accepted is counted where it can be read."""
    needs = attention(golden_plan("guide-reuse"), Judged(2, frozenset({"AUT015"})))

    assert needs == {"findings": Attention(Need.BLOCKERS, 2)}
    assert attention_in_words(needs["findings"]) == "2 blockers"


def test_a_step_is_done_when_nothing_in_it_needs_a_person() -> None:
    """Whether somebody was there does not count; the push is ahead, and the step that is shown is here."""
    found = states("sources", {"found": Attention(Need.OPEN, 1)})

    assert [found[key] for key in ("sources", "found", "strategy", "run-sheet")] == [
        State.HERE,
        State.ATTENTION,
        State.DONE,
        State.AHEAD,
    ]


def test_nothing_is_done_where_there_is_no_plan() -> None:
    """As long as a server or a spoke is missing, what comes later is ahead."""
    found = states("found", INCOMPLETE, frozenset(step.key for step in ROUTE))

    assert set(found.values()) == {State.HERE, State.ATTENTION, State.AHEAD}
    assert found["sources"] is State.ATTENTION


def test_warnings_need_attention_until_somebody_has_read_them() -> None:
    """A warning that was read is no reason to look again; a blocker is, read or not."""
    plan, found = golden_plan("guide-reuse"), Judged(0, frozenset({"AUT015 hub", "CRY010 hub"}))

    assert attention(plan, found)["findings"] == Attention(Need.UNREAD, 2)
    assert attention(plan, found, read={"AUT015 hub"})["findings"] == Attention(Need.UNREAD, 1)
    assert attention(plan, found, read=found.warnings) == {}
    assert attention(plan, found._replace(blockers=1), read=found.warnings)["findings"].need is Need.BLOCKERS


def test_answers_to_look_at_again_need_attention_in_their_step() -> None:
    """An answer that an earlier one made doubtful shows in the rail."""
    needs = attention(golden_plan("guide-reuse"), UNJUDGED, recheck={"spoke_to_spoke"})

    assert needs == {"strategy": Attention(Need.RECHECK, 1)}
    assert attention_in_words(needs["strategy"]) == "1 to re-check"


def test_the_first_step_in_need_comes_next() -> None:
    """Not the one with the most need: steps are gone through in order."""
    needs = {"findings": Attention(Need.BLOCKERS, 9), "identity": Attention(Need.OPEN, 1)}
    first = first_in_need(needs)

    assert first is not None
    assert first[0].key == "identity"
    assert first_in_need({}) is None
