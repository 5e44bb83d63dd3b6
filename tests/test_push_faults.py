"""What was found once by faults drawn at random, and a router that is another than the one that is believed in."""

import random
import sys

import pytest

from tests.push_beliefs import OTHERWISE, PAIRS, pushed_otherwise, ways_of
from tests.push_sweep import FAULTS, suffered
from tests.push_truth import Held
from wizard.model.stage import Stage
from wizard.practice.beliefs import BELIEFS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a process is forked at each line")
FOUND = (
    ("branches-keep-server", "br-leeds", Stage.CUTOVER, 4, "at line {} nvram busy + after 20s reboot"),
    (
        "branches-eigrp",
        "br-hull",
        Stage.CUTOVER,
        1,
        'at line {} edit by bob "no ip http server" + after 200s reboot + nvram busy',
    ),
    (
        "branches-keep-server",
        "br-leeds",
        Stage.LOGIN,
        3,
        'residue "crypto ipsec client ezvpn" + after 200s save by bob + at line {} after-echo drop',
    ),
)
"""What draws found once: not saved and gone with a restart; saved behind the last look of all."""


@pytest.mark.parametrize(("case", "device", "stage", "place", "faults"), FOUND)
def test_what_was_drawn_once_and_said_too_well_is_said_as_it_is(
    case: str, device: str, stage: Stage, place: int, faults: str
) -> None:
    """What nobody could see is said in words that hold both ways."""
    ends = list(suffered(case, device, lambda *at: [faults.format(at[2])] if at[:2] == (stage, place) else []))

    assert [(str(end.case), end.ends, end.broken) for end in ends if end.broken] == []
    assert len(ends) == 1


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


DRAWN_PAIRS = random.Random(1).sample(PAIRS, 6)


@pytest.mark.parametrize("held", DRAWN_PAIRS, ids=lambda held: "+".join(name for name, _ in held))
def test_two_beliefs_together_are_no_worse(held: Held) -> None:
    """At a spoke of the practice site: something goes wrong at each line of its cut-over, and at some of the others.

    `dev.py bench --pairs` has all pairs at all its routers.
    """
    spokes = [way for way in ways_of(held) if way[1] == "practice-spoke1"]
    ends = [end for way in spokes for end in pushed_otherwise(way)]

    assert [(str(end.case), end.broken) for end in ends if end.broken] == []
    assert {end.case.rides_tunnel for end in ends} == {False, True}


def test_the_pairs_are_of_two_beliefs_each() -> None:
    """None is with itself, and none is missing."""
    names = {frozenset(name for name, _ in held) for held in PAIRS}

    assert len(names) == len(BELIEFS) * (len(BELIEFS) - 1) / 2
    assert all(len(both) == 2 for both in names)
