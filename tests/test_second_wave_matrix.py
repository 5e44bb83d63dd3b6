"""Every cell of identities and authentications, once more for the next spoke that joins the hub of that cell."""

from functools import cache

import pytest

from tests.applier import after, shape, tree_of
from tests.matrix import CELLS, HUB, Cell, planned, possible
from tests.second_wave import next_wave, objects_made, with_open_answers_alone
from wizard.check import findings, negotiations
from wizard.errors import AnswerError
from wizard.model.finding import Severity
from wizard.model.plan import Answer, Plan
from wizard.model.stage import Stage
from wizard.plan.answer import answer_all, open_answers
from wizard.plan.baseline import baseline
from wizard.plan.perspective import devices
from wizard.render import outputs, target

POSSIBLE = tuple(possible())
REFUSED = tuple(cell for cell in CELLS if not cell.is_possible)


@cache
def wave_of(cell: Cell) -> Plan:
    """The next spoke of the hub of a cell, with nothing answered that the hub answers."""
    return with_open_answers_alone(next_wave(planned(cell)))


@pytest.mark.parametrize("cell", POSSIBLE, ids=str)
def test_the_next_spoke_of_every_cell_comes_up(cell: Cell) -> None:
    """It joins what the hub has: nothing is asked of the hub, made a second time, or in the way."""
    plan = wave_of(cell)

    assert [open_answer.key for open_answer in open_answers(plan)] == []
    assert [(negotiation.up, negotiation.why) for negotiation in negotiations(plan)] == [(True, "")]
    assert [finding for finding in findings(plan) if finding.severity is Severity.BLOCKER] == []
    assert objects_made(plan) == set()


@pytest.mark.parametrize("cell", POSSIBLE[::23], ids=str)
def test_the_laws_hold_for_the_next_spoke_of_a_cell(cell: Cell) -> None:
    """The stages lead to the target of each router, and the inverses back to where it was."""
    plan = wave_of(cell)
    written = outputs(plan)
    for device in devices(plan):
        start = tree_of(baseline(plan, device).text())
        tree = start
        for stage in list(Stage)[:5]:
            tree = after(tree, written.get(f"{device}/{stage.filename}", ""))
        assert shape(tree) == shape(tree_of(target(plan, device).text()))
        for stage in reversed(list(Stage)[:5]):
            tree = after(tree, written.get(f"{device}/{stage.undo_filename}", ""))
        assert shape(tree) == shape(after(start, written.get(f"{device}/{Stage.LOGIN.filename}", "")))


def chosen(cell: Cell, plan: Plan) -> Plan:
    """The plan with all four answers of a cell at once; AnswerError where they cannot be chosen."""
    values = {
        "hub_identity_kind": cell.hub_kind,
        "spoke_identity_kind": cell.spoke_kind,
        "hub_authentication": cell.hub_method,
        "spoke_authentication": cell.spoke_method,
    }
    return answer_all(plan, tuple(Answer(key=key, value=value) for key, value in values.items()))


def other_way(cell: Cell) -> Cell:
    """A cell of the matrix that shares nothing with this one."""
    return next(
        other
        for other in POSSIBLE[::-1]
        if other.hub_method != cell.hub_method
        and other.hub_kind != cell.hub_kind
        and other.spoke_method != cell.spoke_method
        and other.spoke_kind != cell.spoke_kind
    )


@pytest.mark.parametrize("cell", REFUSED[::5], ids=str)
def test_what_the_matrix_forbids_cannot_be_chosen_beside_a_hub_either(cell: Cell) -> None:
    """Neither against what the hub has, nor for objects of its own beside it."""
    joined = wave_of(other_way(cell))

    with pytest.raises(AnswerError, match=r"the hub has it: .*answer flexvpn_profile with `own`"):
        chosen(cell, joined)
    with pytest.raises(AnswerError, match="cannot be"):
        chosen(cell, joined.with_answer(Answer(device=HUB, key="flexvpn_profile", value="own")))


@pytest.mark.parametrize("cell", POSSIBLE[::11], ids=str)
def test_another_cell_beside_that_of_the_hub_comes_up_or_check_says_whose_identity_is_taken(cell: Cell) -> None:
    """A profile of its own works beside the hub's, unless both take the same spokes."""
    own = wave_of(other_way(cell)).with_answer(Answer(device=HUB, key="flexvpn_profile", value="own"))
    plan = chosen(cell, own)
    blockers = {finding.code for finding in findings(plan) if finding.severity is Severity.BLOCKER}

    assert blockers <= {"IDN002"}
    assert blockers or [negotiation.why for negotiation in negotiations(plan) if not negotiation.up] == []
