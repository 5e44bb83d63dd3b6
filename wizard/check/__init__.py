"""What is wrong with the network that a plan makes, and whether its hub and spokes understand each other."""

from typing import TYPE_CHECKING

from wizard.late_import import late

if TYPE_CHECKING:
    from wizard.check.all_findings import explanation, findings, mending_question, negotiations
    from wizard.check.json_rows import finding_row, negotiation_row
    from wizard.check.rules import CHECKS
    from wizard.check.same_cause import finding_rows
else:
    __getattr__, __dir__ = late(
        __name__,
        {
            "explanation": "wizard.check.all_findings",
            "finding_row": "wizard.check.json_rows",
            "findings": "wizard.check.all_findings",
            "mending_question": "wizard.check.all_findings",
            "negotiations": "wizard.check.all_findings",
            "finding_rows": "wizard.check.same_cause",
            "negotiation_row": "wizard.check.json_rows",
            "CHECKS": "wizard.check.rules",
        },
    )

__all__ = [
    "CHECKS",
    "explanation",
    "finding_row",
    "finding_rows",
    "findings",
    "mending_question",
    "negotiation_row",
    "negotiations",
]
