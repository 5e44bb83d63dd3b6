"""Findings of one cause as one row with its devices, and what accepting it makes of the plan."""

from collections.abc import Hashable
from functools import lru_cache
from typing import NamedTuple

from wizard.check.all_findings import findings
from wizard.model.finding import Finding, Severity
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
    """Every finding, those of one cause as one row, the gravest first."""
    found: dict[Hashable, list[Finding]] = {}
    for finding in findings(plan):
        found.setdefault(_cause(finding), []).append(finding)
    return tuple(FindingRow(tuple(rows)) for rows in found.values())


def _cause(finding: Finding) -> Hashable:
    what = finding.of_several or finding.message
    return finding.code, finding.severity, what, finding.fix, finding.question, finding.accepted


def blocking(plan: Plan) -> tuple[FindingRow, ...]:
    """The blockers that nobody accepted."""
    return tuple(row for row in finding_rows(plan) if row.first.severity is Severity.BLOCKER and not row.first.accepted)


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
