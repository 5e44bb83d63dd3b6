"""Plans of sites whose company has a certificate authority: no key is open there, whatever else is asked."""

from collections.abc import Sequence

import wizard.plan.propose
from wizard.model.plan import Plan, Source
from wizard.plan.answer import answer


def propose(sources: Sequence[Source], new_hub: Source | None = None) -> Plan:
    """The plan with every other question at its recommended answer."""
    return answer(wizard.plan.propose.propose(sources, new_hub), "certificate_authority", "yes")
