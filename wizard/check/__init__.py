"""What is wrong with the network that a plan makes, and whether its hub and spokes understand each other."""

from wizard.check.all_findings import explanation, finding_row, findings, negotiations
from wizard.check.ikev2.negotiation import negotiation_row
from wizard.check.registry import CHECKS

__all__ = [
    "CHECKS",
    "explanation",
    "finding_row",
    "findings",
    "negotiation_row",
    "negotiations",
]
