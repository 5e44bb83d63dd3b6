"""The plans that are pushed in this process: those of the golden cases, and that of the practice site."""

from functools import cache

from tests.golden_cases import golden_plan
from wizard.data.practice_site import files
from wizard.model.plan import Plan
from wizard.parse.sources import read_sources
from wizard.plan.answer import answer
from wizard.plan.drawn_keys import with_drawn_keys
from wizard.plan.propose import propose

PRACTICE_SITE = "practice site"
"""By which it is called among the cases."""


@cache
def plan_of(case: str) -> Plan:
    """The plan of a golden case, or of the practice site with what is recommended and keys that are drawn."""
    if case != PRACTICE_SITE:
        return golden_plan(case)
    return with_drawn_keys(answer(propose(read_sources(files())), "management_access", "outside"))[0]
