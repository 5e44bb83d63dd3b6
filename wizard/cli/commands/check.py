"""`ez2flex check`."""

from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from wizard.check import finding_row, findings, negotiation_row, negotiations
from wizard.check.same_cause import blocking, finding_rows
from wizard.cli.each_device import counted
from wizard.cli.exit_codes import Exit
from wizard.cli.output import data, data_json, shown_for_now, tell
from wizard.collector import collector_paused
from wizard.guide.finding_words import place_in_words, places
from wizard.model.finding import Negotiation, Severity
from wizard.model.plan import Plan
from wizard.plan.perspective import devices
from wizard.render import OutputState, output_state, stages
from wizard.site import read_site


def check(arguments: Namespace) -> Exit:
    """The findings and the negotiation of each pair."""
    plan = read_site(Path(arguments.site), read_on=date.today())
    if arguments.json:
        data_json(
            {
                "findings": [finding_row(finding) for finding in findings(plan)],
                "negotiations": [negotiation_row(negotiation) for negotiation in negotiations(plan)],
            }
        )
    else:
        with shown_for_now() as show:
            _look_at_each(plan, show)
            blocking(plan)
        data("\n".join((*_finding_lines(plan), *_negotiation_lines(plan))))
    tell(verdict(plan))
    if output_state(plan, Path(arguments.site)) is OutputState.OUTDATED:
        tell(f"The files in {Path(arguments.site) / 'out'} are older than the plan: ez2flex render {arguments.site}")
    return exit_of(plan)


def _look_at_each(plan: Plan, show: Callable[[str], None]) -> None:
    """Computes what the checks read of every device, the most of their time."""
    with collector_paused():
        for _ in counted(show, "check", (stages(plan, device) for device in devices(plan)), devices(plan)):
            continue


def exit_of(plan: Plan) -> Exit:
    """2 as long as a blocker stands that nobody accepted."""
    return Exit.FOUND if blocking(plan) else Exit.DONE


def verdict(plan: Plan) -> str:
    """The findings counted, those of one cause once, in one sentence."""
    counts = Counter(row.first.severity for row in finding_rows(plan))
    accepted = sum(1 for row in finding_rows(plan) if row.first.accepted)
    text = ", ".join(f"{counts[severity]} {severity}{'s' if counts[severity] != 1 else ''}" for severity in Severity)
    accepted_text = f" ({accepted} accepted)" if accepted else ""
    return f"{text}{accepted_text}. {'Nothing blocks.' if not blocking(plan) else 'Mend or accept the blockers first.'}"


def _finding_lines(plan: Plan) -> Iterator[str]:
    for row in finding_rows(plan):
        finding = row.first
        yield f"{finding.severity} {finding.code} {place_in_words(row) or 'site'}: {row.message}"
        if row.is_many:
            yield f"    on: {', '.join(places(row))}"
        yield from (f"    line: {text}" for text in row.texts)
        yield f"    fix: {finding.fix}"
        yield f"    source: {finding.citation}"
        if finding.accepted:
            yield f"    accepted: {finding.accepted}"


def _negotiation_lines(plan: Plan) -> Iterator[str]:
    for negotiation in negotiations(plan):
        yield from _pair(negotiation)


def _pair(negotiation: Negotiation) -> Iterator[str]:
    yield f"{negotiation.hub} <-> {negotiation.spoke}: {'up' if negotiation.up else f'fails: {negotiation.why}'}"
    for name, value in negotiation_row(negotiation).items():
        if name not in {"hub", "spoke", "verdict", "why"} and value:
            yield f"    {name}: {_flat(value)}"


def _flat(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key} {_flat(below)}" for key, below in value.items() if below)
    if isinstance(value, list | tuple):
        return ", ".join(_flat(part) for part in value)
    return str(value)
