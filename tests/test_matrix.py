"""Every cell of identities and authentications is planned, rendered and fits, or is refused with its reason."""

import pytest

from tests.applier import after, shape, tree_of
from tests.matrix import CELLS, HUB, SPOKE, Cell, is_refused, planned, possible
from wizard.check import findings, negotiations
from wizard.model.finding import Severity
from wizard.model.stage import Stage
from wizard.plan.answer import open_answers
from wizard.plan.baseline import baseline
from wizard.render import document, target

POSSIBLE = tuple(possible())


@pytest.mark.parametrize("cell", CELLS, ids=str)
def test_what_the_matrix_forbids_cannot_be_chosen(cell: Cell) -> None:
    """A combination that IKEv2 does not allow is refused in words; every other one can be chosen."""
    assert bool(is_refused(cell)) is not cell.is_possible


@pytest.mark.parametrize("cell", POSSIBLE, ids=str)
def test_every_possible_cell_comes_up(cell: Cell) -> None:
    """Hub and spoke of each cell understand each other, and nothing blocks."""
    plan = planned(cell)

    assert [open_answer.key for open_answer in open_answers(plan)] == []
    assert [(negotiation.up, negotiation.why) for negotiation in negotiations(plan)] == [(True, "")]
    assert [finding for finding in findings(plan) if finding.severity is Severity.BLOCKER] == []


@pytest.mark.parametrize("cell", POSSIBLE[::7], ids=str)
@pytest.mark.parametrize("device", [HUB, SPOKE])
def test_the_laws_hold_in_every_corner_of_the_matrix(cell: Cell, device: str) -> None:
    """The stages of a cell lead to its target."""
    plan = planned(cell)
    tree = tree_of(baseline(plan, device).text())
    for stage in Stage:
        made = document(plan, device, stage)
        if made and stage is not Stage.CLEANUP:
            tree = after(tree, made.text)

    assert shape(tree) == shape(tree_of(target(plan, device).text()))
