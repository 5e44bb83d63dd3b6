"""The zones by which the times that a router shows are read: of its own configuration, in minutes east of UTC."""

import pytest

from tests.golden_cases import golden_plan
from tests.test_practice_filters import configuration_of
from wizard.plan.perspective import hub_device
from wizard.render import steps
from wizard.render.facts_of_steps import step_facts, zones_of


@pytest.mark.parametrize(
    ("lines", "zones"),
    [
        ("", {}),
        ("clock timezone UTC 0 0", {"UTC": 0}),
        ("clock timezone CET 1", {"CET": 60}),
        ("clock timezone CET 1 0", {"CET": 60}),
        ("clock timezone IST 5 30", {"IST": 330}),
        ("clock timezone EST -5 0", {"EST": -300}),
        ("clock timezone NST -3 30", {"NST": -210}),
        ("clock timezone CET 1 0\nclock summer-time CEST recurring", {"CET": 60, "CEST": 120}),
        (
            "clock timezone CET 1 0\nclock summer-time CEST recurring last Sun Mar 2:00 last Sun Oct 3:00",
            {"CET": 60, "CEST": 120},
        ),
        (
            "clock timezone CET 1 0\nclock summer-time CEST recurring last Sun Mar 2:00 last Sun Oct 3:00 60",
            {"CET": 60, "CEST": 120},
        ),
        (
            "clock timezone LHST 10 30\nclock summer-time LHDT recurring 1 Sun Oct 2:00 1 Sun Apr 2:00 30",
            {"LHST": 630, "LHDT": 660},
        ),
        (
            "clock timezone EST -5 0\nclock summer-time EDT date 8 Mar 2026 2:00 1 Nov 2026 2:00",
            {"EST": -300, "EDT": -240},
        ),
        (
            "clock timezone EST -5 0\nclock summer-time EDT date 8 Mar 2026 2:00 1 Nov 2026 2:00 60",
            {"EST": -300, "EDT": -240},
        ),
        ("clock summer-time BST recurring", {"BST": 60}),
    ],
)
def test_a_zone_is_as_far_from_utc_as_its_line_says(lines: str, zones: dict[str, int]) -> None:
    """Half hours and zones west of Greenwich; summer is an hour ahead where nothing else stands."""
    assert dict(zones_of(configuration_of(f"hostname r1\n{lines}\n"))) == zones


def test_an_answer_is_judged_by_the_zones_of_the_router_that_gives_it() -> None:
    """A step that is typed at the hub reads the hub's clock."""
    plan = golden_plan("branches-eigrp")
    zones = {step.device: step_facts(plan, "br-hull", step).zones for step in steps(plan, "br-hull")}

    assert hub_device(plan) in zones
    assert set(zones.values()) == {(("GMT", 0),)}
