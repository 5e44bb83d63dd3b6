"""`ez2flex check`."""

from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from wizard.check import finding_row, findings, negotiation_row, negotiations
from wizard.check.same_cause import FindingRow, blockers_of, blocking, codes_of, finding_rows
from wizard.cli.each_device import counted
from wizard.cli.exit_codes import Exit
from wizard.cli.output import data, data_json, shown_for_now, tell
from wizard.collector import collector_paused
from wizard.guide.finding_words import place_in_words, places
from wizard.guide.pair_words import pair_rows, spokes_in_words, verdict_in_words
from wizard.guide.survey import needs_of
from wizard.model.finding import Negotiation, Severity
from wizard.model.plan import Plan
from wizard.plan.perspective import devices
from wizard.render import OutputState, output_state, stages
from wizard.site import keep_needs, read_site
from wizard.typed_command import typed_command


def check(arguments: Namespace) -> Exit:
    """The findings and the negotiation of each pair."""
    plan = read_site(Path(arguments.site), read_on=date.today())
    if arguments.json:
        data_json(
            {
                "findings": [finding_row(finding) for finding in findings(plan)],
                "negotiations": [_negotiation(plan, negotiation) for negotiation in negotiations(plan)],
            }
        )
    else:
        with shown_for_now() as show:
            _look_at_each(plan, show)
            blocking(plan)
        data("\n".join((*_finding_lines(plan), *_negotiation_lines(plan))))
    tell(verdict(plan))
    keep_needs(Path(arguments.site), needs_of(plan))
    if output_state(plan, Path(arguments.site)) is OutputState.OUTDATED:
        written = Path(arguments.site) / "out"
        tell(f"The files in {written} are older than the plan: {typed_command('render', arguments.site)}")
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
    rows = [row for row in finding_rows(plan) if not row.follows]
    following = len(finding_rows(plan)) - len(rows)
    counts = Counter(row.first.severity for row in rows)
    accepted = sum(1 for row in rows if row.first.accepted)
    text = ", ".join(f"{counts[severity]} {severity}{'s' if counts[severity] != 1 else ''}" for severity in Severity)
    accepted_text = f" ({accepted} accepted)" if accepted else ""
    following_text = f"; {following} more follow{'s' if following == 1 else ''} from these" if following else ""
    advice = "Mend or accept the blockers first." if blocking(plan) else "Nothing blocks."
    return f"{text}{accepted_text}{following_text}. {advice}"


def _finding_lines(plan: Plan) -> Iterator[str]:
    for row in finding_rows(plan):
        finding = row.first
        if row.follows:
            yield from _that_follow(row)
            continue
        yield f"{finding.severity} {finding.code} {place_in_words(row) or 'site'}: {row.message}"
        if row.is_many:
            yield f"    on: {', '.join(places(row))}"
        yield from (f"    line: {text}" for text in row.texts)
        yield f"    fix: {finding.fix}"
        yield f"    source: {finding.citation}"
        if finding.accepted:
            yield f"    accepted: {finding.accepted}"


def _that_follow(row: FindingRow) -> Iterator[str]:
    """What is gone with the cause that stands before it."""
    yield f"    follows: {row.first.severity} {row.first.code} {place_in_words(row) or 'site'}: {row.message}"
    if row.is_many:
        yield f"        on: {', '.join(places(row))}"


def _negotiation(plan: Plan, negotiation: Negotiation) -> dict[str, object]:
    return negotiation_row(negotiation, codes_of(blockers_of(plan, negotiation)))


def _negotiation_lines(plan: Plan) -> Iterator[str]:
    for row in pair_rows(plan):
        up = row.first.up and not row.blockers
        yield f"{row.first.hub} <-> {spokes_in_words(row)}: {'up' if up else verdict_in_words(row)}"
        if spokes_in_words(row) != ", ".join(row.spokes):
            yield f"    spokes: {', '.join(row.spokes)}"
        of_each = [negotiation_row(pair, row.blocked_by) for pair in row.pairs]
        for name in of_each[0]:
            values = {spoke: each[name] for spoke, each in zip(row.spokes, of_each, strict=True)}
            if name not in {"hub", "spoke", "verdict", "why"} and any(values.values()):
                yield f"    {name}: {_of_all(values)}"


def _of_all(values: dict[str, object]) -> str:
    """The value of one pair, or of several: once where they have the same, else with the spoke of each."""
    every = list(values.values())
    if all(value == every[0] for value in every):
        return _flat(every[0])
    if isinstance(every[0], dict):
        keys = {
            key: {spoke: value[key] for spoke, value in values.items() if isinstance(value, dict)} for key in every[0]
        }
        return "; ".join(f"{key} {_of_all(below)}" for key, below in keys.items() if any(below.values()))
    return ", ".join(f"{_flat(value)} ({spoke})" for spoke, value in values.items() if value)


def _flat(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key} {_flat(below)}" for key, below in value.items() if below)
    if isinstance(value, list | tuple):
        return ", ".join(_flat(part) for part in value)
    return str(value)
