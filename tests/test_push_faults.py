"""Several things go wrong in one push, drawn at random, or the router is another than the one that is believed in."""

import sys

import pytest

from tests.push_suffering import suffering
from tests.push_sweep import FAULTS, suffered
from tests.push_truth import Held
from wizard.model.stage import Stage
from wizard.practice.beliefs import BELIEFS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a process is forked at each line")
SEQUENCES = 20
"""Of each of these; `dev.py bench --faults` draws 100,000 of all."""
DEVICES = (
    ("two-groups", "SP9"),
    ("two-groups", "HUB9"),
    ("branches-keep-server", "br-leeds"),
    ("branches-eigrp", "br-hull"),
    ("guide-new-hub", "ezvpn-spoke1"),
    ("vrf-spoke", "SP6"),
)


@pytest.mark.parametrize(("case", "device"), DEVICES)
def test_however_much_goes_wrong_the_router_is_old_or_new_or_its_lines_are_said(case: str, device: str) -> None:
    """Lines, noise, latency, clocks, restarts, other people, full disks: one to three of them."""
    ends = list(suffering(case, device, 1, SEQUENCES))

    assert [(str(end.case), end.broken) for end in ends if end.broken] == []
    assert len(ends) == SEQUENCES


OTHERWISE = [(belief.name, position) for belief in BELIEFS for position in belief.positions[1:]]


@pytest.mark.parametrize("held", OTHERWISE, ids=lambda held: "=".join(held))
def test_so_it_is_at_a_router_that_behaves_otherwise(held: tuple[str, str]) -> None:
    """Each belief in its other positions: a fault of each kind at some lines, most of them of the cut-over."""
    ends = list(suffered("two-groups", "SP9", _some, held=(held,)))

    assert [(str(end.case), end.broken) for end in ends if end.broken] == []
    assert ends


def _some(stage: Stage, place: int, count: int) -> list[str]:
    if place % (3 if stage is Stage.CUTOVER else 31):
        return []
    return [f"at line {count} {FAULTS[place % len(FAULTS)]}"]


BOTH: Held = (("rollback-residue", "ezvpn-stays-away"), ("copy-when-its-line-drops", "dies"))


def test_two_beliefs_together_are_no_worse() -> None:
    """A roll-back that leaves lines, of a copy that ends with its login."""
    ends = list(suffered("two-groups", "SP9", _some, held=BOTH, rides_tunnel=True))

    assert [(str(end.case), end.broken) for end in ends if end.broken] == []
    assert ends
