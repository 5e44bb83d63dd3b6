"""Pushes in which something goes wrong, a thousand at one line and two thousand of one to three things drawn at random.

All rules hold, whoever goes on, and however often.
"""

import random
import sys

import pytest

from tests.push_suffering import all_of, drawn_at
from tests.push_sweep import FAULTS, Chosen, lines_of, of_faults, suffered, swept
from tests.test_practice_laws import BY_DEVICE, CASES
from wizard.model.stage import Stage

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a process is forked at each line")
DRAWS, IN_BAND, SEQUENCES = 1_000, 72, 2_000
"""Of all devices together; in band besides. `dev.py bench --sweep` runs all, and `--faults` draws 100,000 sequences."""
SEED = 1
EACH, SEQUENCES_EACH = -(-DRAWS // len(CASES)), -(-SEQUENCES // len(CASES))


def drawn(case: str, device: str, count: int, *, rides_tunnel: bool = False) -> Chosen:
    """So many of the faults of a device, the same each time."""
    lines = lines_of(case, device, rides_tunnel=rides_tunnel)
    every = [(stage, place, fault) for stage, lasts in lines.items() for place in range(lasts) for fault in FAULTS]
    some = set(random.Random(f"{case} {device} {rides_tunnel}").sample(every, min(count, len(every))))
    return some.__contains__


@BY_DEVICE
def test_whatever_happens_the_router_is_old_or_new_and_it_is_said_which(case: str, device: str) -> None:
    """A line is lost before, within or behind its echo, is rejected, or asks; or one to three things of 26 kinds.

    Both are forks of one push: noise, latency, clocks, restarts, other people, full disks.
    """
    lines = of_faults(drawn(case, device, EACH))
    ends = list(suffered(case, device, all_of(lines, drawn_at(f"{case} {device}", SEED, SEQUENCES_EACH))))
    assert [(str(end.case), end.broken) for end in ends if end.broken] == []
    every = len(FAULTS) * sum(lines_of(case, device).values())
    assert len(ends) == min(EACH, every) + SEQUENCES_EACH


WITH_A_CUT_OVER = [pair for pair in CASES if pair[1].startswith(("SP", "br", "NW-K", "NW-HB", "lj", "alder"))]


@pytest.mark.parametrize(
    ("case", "device"), WITH_A_CUT_OVER, ids=[f"{case}-{device}" for case, device in WITH_A_CUT_OVER]
)
def test_so_it_is_where_our_own_session_goes_through_the_tunnel(case: str, device: str) -> None:
    """The cut-over lies on flash, and one command starts it."""
    chosen = drawn(case, device, -(-IN_BAND // len(WITH_A_CUT_OVER)), rides_tunnel=True)
    ends = swept(case, device, chosen, rides_tunnel=True)
    assert [(str(end.case), end.broken) for end in ends if end.broken] == []


def test_the_draws_are_a_thousand_and_of_every_stage() -> None:
    """Of one device they are spread over the stages that it has."""
    case, device = "two-groups", "SP9"
    chosen = drawn(case, device, 100)
    stages = {stage for stage in Stage for place in range(60) for fault in FAULTS if chosen((stage, place, fault))}
    assert {Stage.ARCHIVE, Stage.STAGE, Stage.CUTOVER} <= stages
    assert len(CASES) * EACH >= DRAWS
    assert len(CASES) * SEQUENCES_EACH >= SEQUENCES
