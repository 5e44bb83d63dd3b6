"""Findings and negotiations as `ez2flex check --json` has them."""

from collections.abc import Iterable

from wizard.model.finding import Finding, Negotiation


def finding_row(finding: Finding) -> dict[str, object]:
    """A finding as JSON has it."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "device": finding.device,
        "line": finding.line,
        "text": finding.text,
        "message": finding.message,
        "fix": finding.fix,
        "source": finding.citation,
        "question": finding.question,
        "accepted": finding.accepted,
        "follows_from": finding.cause.code if finding.cause else "",
    }


def negotiation_row(negotiation: Negotiation, blocked_by: Iterable[str] = ()) -> dict[str, object]:
    """A negotiation as JSON has it, with the codes of the blockers that concern its routers."""
    return {
        "hub": negotiation.hub,
        "spoke": negotiation.spoke,
        "verdict": "up" if negotiation.up else "fails",
        "why": negotiation.why,
        "reason": negotiation.reason,
        "ike": {
            "encryption": negotiation.encryption,
            "integrity": negotiation.integrity,
            "prf": negotiation.prf,
            "group": negotiation.group,
        },
        "esp": {
            "encryption": negotiation.esp_encryption,
            "integrity": negotiation.esp_integrity,
            "pfs": negotiation.pfs,
            "mode": negotiation.mode,
        },
        "authentication": {"hub": negotiation.hub_authentication, "spoke": negotiation.spoke_authentication},
        "hub_profile": negotiation.hub_profile,
        "spoke_profile": negotiation.spoke_profile,
        "blocked_by": list(blocked_by),
        "routes": {"hub_learns": list(negotiation.hub_learns_in_words), "spoke_learns": list(negotiation.spoke_learns)},
        "notes": list(negotiation.notes),
    }
