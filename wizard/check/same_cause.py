"""Findings of one cause as one row with its devices, and what accepting it makes of the plan."""

from collections.abc import Hashable, Iterable
from functools import lru_cache
from typing import NamedTuple

from wizard.check.all_findings import findings
from wizard.model.finding import Finding, Negotiation
from wizard.model.plan import Plan
from wizard.plan.answer import accept, withdraw
from wizard.sentence import Sentence


class FindingRow(NamedTuple):
    """Findings of one cause, on one device or on many."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The first of them, which has code, severity, fix and reason of all."""
        return self.findings[0]

    @property
    def is_many(self) -> bool:
        """Whether it stands for several findings."""
        return len(self.findings) > 1

    @property
    def devices(self) -> tuple[str, ...]:
        """The devices that it concerns, each once; ("",) for the whole site."""
        return tuple(dict.fromkeys(finding.device for finding in self.findings))

    @property
    def blocks(self) -> bool:
        """Whether they are blockers that nobody accepted, and that follow from no other."""
        return self.first.blocks

    @property
    def follows(self) -> bool:
        """Whether they follow from others, whose row stands before them."""
        return self.first.cause is not None

    @property
    def identity(self) -> str:
        """What tells it from every other row of its site, from one opening to the next."""
        places = (":".join((finding.device, str(finding.line), finding.text)) for finding in self.findings)
        return " ".join((self.first.code, *places))

    @property
    def message(self) -> Sentence:
        """What is wrong, on all of them."""
        return (self.first.of_several if self.is_many else "") or self.first.message

    @property
    def texts(self) -> tuple[str, ...]:
        """The generated lines that it concerns, each once."""
        return tuple(dict.fromkeys(finding.text for finding in self.findings if finding.text))


@lru_cache(maxsize=16)
def finding_rows(plan: Plan) -> tuple[FindingRow, ...]:
    """Every finding, those of one cause as one row, the gravest first, each with what follows from it behind it."""
    found: dict[Hashable, dict[Hashable, list[Finding]]] = {}
    for finding in findings(plan):
        of_cause = found.setdefault(_kind(finding.cause or finding), {})
        of_cause.setdefault((finding.cause is not None, _kind(finding)), []).append(finding)
    return tuple(
        row
        for of_cause in found.values()
        for row in sorted((FindingRow(tuple(alike)) for alike in of_cause.values()), key=lambda row: row.follows)
    )


def _kind(finding: Finding) -> Hashable:
    what = finding.of_several or finding.message
    return finding.code, finding.severity, what, finding.fix, finding.question, finding.accepted


def blocking(plan: Plan) -> tuple[FindingRow, ...]:
    """The blockers that nobody accepted, and that follow from no other."""
    return tuple(row for row in finding_rows(plan) if row.blocks)


def blockers_of(plan: Plan, pair: Negotiation) -> tuple[FindingRow, ...]:
    """Those of them that concern the two routers, or the whole site."""
    return tuple(
        row for row in blocking(plan) if any(finding.concerns(pair.hub, pair.spoke) for finding in row.findings)
    )


def codes_of(rows: Iterable[FindingRow]) -> tuple[str, ...]:
    """The codes of these rows, each once."""
    return tuple(dict.fromkeys(row.first.code for row in rows))


def with_row_accepted(plan: Plan, row: FindingRow, reason: str) -> Plan:
    """The plan in which the blocker is accepted on each of its devices for that reason."""
    for device in row.devices:
        plan = accept(plan, row.first.code, device, reason)
    return plan


def with_row_withdrawn(plan: Plan, row: FindingRow) -> Plan:
    """The plan in which the blocker is accepted on none of its devices."""
    for device in row.devices:
        plan = withdraw(plan, row.first.code, device)
    return plan
