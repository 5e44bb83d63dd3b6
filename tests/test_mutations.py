"""A site with one generated line changed or lost does not pass as a good one."""

import pytest

from tests.golden_cases import golden_plan
from tests.mutations import mutations, said, said_of


@pytest.mark.parametrize(
    "case", ["guide-reuse", "filialen-mixed", "everything-tunnelled", "filialen-bgp", "lojas-ipv6"]
)
def test_check_sees_nearly_every_line_that_is_lost_or_changed(case: str) -> None:
    """Of the mutations that break the tunnel or its traffic, check says something of at least 95 in a hundred."""
    plan = golden_plan(case)
    good = said_of(plan)
    seen = [bool(said(site) - good) for mutation, site in mutations(plan) if mutation.breaks]

    assert len(seen) > 80
    assert sum(seen) / len(seen) >= 0.95
