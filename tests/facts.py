"""What a program or a router goes by in a plan, as JSON has it: everything that is not a sentence for people."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from hashlib import sha256

from screens.steps.ezvpn_lines import place_of
from screens.steps.findings import place_of as place_of_finding
from screens.steps.findings import question_for
from tests.checks.sites import CHECKS, site
from tests.golden_cases import golden_cases, golden_plan
from wizard.check import findings, negotiations
from wizard.check.all_findings import hits
from wizard.check.ikev2.negotiation import negotiate
from wizard.check.same_cause import finding_rows
from wizard.check.view.site import SiteView
from wizard.cli.commands.check import exit_of
from wizard.difference import difference
from wizard.errors import EzError
from wizard.guide.progress import attention
from wizard.guide.survey import judged
from wizard.ledger import came_from, fate_of, ledger
from wizard.model.finding import Negotiation
from wizard.model.plan import Plan
from wizard.model.question import Resolved
from wizard.model.router_step import RouterStep
from wizard.plan.answer import answer, asked
from wizard.plan.perspective import devices
from wizard.plan.question_rows import rows_of
from wizard.rehearse.laboratory import Outcome
from wizard.rehearse.rehearsal import rows
from wizard.rehearse.security_associations import ChosenAlgorithms, SecurityAssociation
from wizard.render import interruptions, outputs, run_sheet, stages, withheld
from wizard.render.run_sheet_entries import RunSheetEntry
from wizard.render.steps_and_checklist import steps

WORDS = {"why", "words", "notes"}
"""The sentences of a step and of a negotiation."""


def facts(plan: Plan) -> dict[str, object]:
    """Questions, the lines and questions to which each line and finding leads, rails, verdicts and rendered files."""
    return {
        "questions": [_question(question) for question in asked(plan)],
        "answers": [f"{row}" for question in asked(plan) for row in _answers(plan, question)],
        "ledger": [f"{row}" for row in _ledger(plan)],
        "came from": [f"{row}" for row in _origins(plan)],
        "findings": [f"{row}" for row in _findings(plan)],
        "rows": [(row.first.code, row.devices) for row in finding_rows(plan)],
        "question rows": [(row.key, row.devices) for row in rows_of(plan)],
        "negotiations": [_without_words(asdict(negotiation)) for negotiation in negotiations(plan)],
        "rehearsals": [_rehearsal(negotiation) for negotiation in negotiations(plan)],
        "rail": f"{sorted(attention(plan, judged(finding_rows(plan))).items())}",
        "verdict": exit_of(plan).value,
        "withheld": [f"{(stage.device, stage.stage, stage.keys)}" for stage in withheld(plan)],
        "files": {
            name: sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
            for name, text in outputs(plan).items()
            if not name.endswith(("steps.toml", "checklist.md", "RUNSHEET.md", "RESCUE.html"))
        },
        "steps": [_step(step) for device in devices(plan) for step in steps(plan, device)],
        "run sheet": [f"{_numbered(entry)}" for entry in run_sheet(plan)],
        "stops": [f"{(stop.notice.row.id, stop.stage, stop.devices)}" for stop in interruptions(plan)],
        "differences": [f"{row}" for device in devices(plan) for row in _difference(plan, device)],
    }


def facts_of_pairs(view: SiteView) -> dict[str, object]:
    """What the checks say of a site of theirs, and what its hub and each spoke agree on."""
    pairs = [negotiate(pair) for pair in view.pairs]
    found = hits((*view.devices, *view.pairs, view))
    lines = [(check.code, hit.device, hit.line and hit.line.text, hit.question) for check, _, hit in found]
    return {
        "findings": [f"{row}" for row in lines],
        "negotiations": [_without_words(asdict(other_pair)) for other_pair in pairs],
        "rehearsals": [_rehearsal(other_pair) for other_pair in pairs],
    }


def variants(plan: Plan) -> Iterator[tuple[str, Plan]]:
    """The plan as it is answered, with the first answers alone, and without any."""
    first = tuple(answer for answer in plan.answers if answer.key in {"strategy", "hub_name"})
    yield "answered", plan
    yield "begun", replace(plan, answers=first, secrets=(), accepted=())
    yield "untouched", replace(plan, answers=(), secrets=(), accepted=())


def every() -> dict[str, dict[str, object]]:
    """The facts of each golden case in all variants, and of each site of the checks by its folder."""
    plans = ((case, name, plan) for case in golden_cases() for name, plan in variants(golden_plan(case)))
    found = {f"{case} {name}": facts(plan) for case, name, plan in plans}
    return found | {f"{path.parent}": facts_of_pairs(site(path.parent)) for path in CHECKS.glob("*/*/meta.toml")}


def sentences() -> list[str]:
    """A sentence of each kind: of a question, a finding, a line of the ledger and a step."""
    plan = golden_plan("guide")
    return [
        asked(plan)[0].question.wording,
        findings(plan)[0].message,
        ledger(plan)[0].why,
        steps(plan, plan.server.device)[0].why,
    ]


def _numbered(entry: RunSheetEntry) -> tuple[object, ...]:
    """What a number of the run sheet is for, and what is noticed of it."""
    noticed = [(notice.row.id, notice.block) for notice in entry.first.notices]
    return entry.number, entry.part, entry.devices, entry.first.stage, noticed, entry.first.added, entry.first.removed


def _question(resolved: Resolved) -> str:
    question = resolved.question
    choices = [choice.value for choice in question.choices]
    return f"{(resolved.key, resolved.value, resolved.origin, question.step, question.kind, choices)}"


def _answers(plan: Plan, resolved: Resolved) -> Iterator[tuple[str, ...]]:
    """What each answer does: taken, or which error it is and where."""
    for value in (*(choice.value for choice in resolved.question.choices), "no such answer", "10.0.0.1"):
        try:
            answer(plan, resolved.question.key, value, resolved.device)
        except EzError as error:
            yield resolved.key, value, type(error).__name__, error.where
        else:
            yield resolved.key, value, "taken"


def _ledger(plan: Plan) -> Iterator[tuple[object, ...]]:
    for entry in ledger(plan):
        fate = fate_of(plan, entry)
        place = place_of(fate) if fate else None
        deciding = (entry.question, entry.asked_of, entry.waits_for)
        yield entry.device, entry.line, entry.text, entry.verdict, entry.becomes, deciding, place


def _origins(plan: Plan) -> Iterator[tuple[object, ...]]:
    entries = ledger(plan)
    for line in dict.fromkeys(line for entry in entries for line in entry.becomes):
        yield line, [(entry.device, entry.line) for entry in came_from(plan, line)]


def _findings(plan: Plan) -> Iterator[tuple[object, ...]]:
    for finding in findings(plan):
        places = place_of_finding(finding), question_for(plan, finding)
        yield (
            finding.code,
            finding.severity,
            finding.device,
            finding.line,
            finding.text,
            finding.question,
            finding.acceptable,
            finding.cause and finding.cause.code,
            finding.spokes,
            places,
        )


def _rehearsal(negotiation: Negotiation) -> str:
    """What differs from the prediction where two daemons do as predicted."""
    sa = SecurityAssociation(
        local_id=negotiation.spoke,
        remote_id=negotiation.hub,
        ike=ChosenAlgorithms(
            encryption=negotiation.encryption,
            integrity=negotiation.integrity,
            prf=negotiation.prf,
            group=negotiation.group,
        ),
        esp=ChosenAlgorithms(encryption=negotiation.esp_encryption, integrity=negotiation.esp_integrity),
        local_networks=tuple(network for network in negotiation.hub_learns if ":" not in network),
        remote_networks=tuple(network for network in negotiation.spoke_learns if ":" not in network),
    )
    outcome = Outcome(
        up=negotiation.up,
        reason=negotiation.reason,
        sa=sa if negotiation.up else None,
        hub_proof=negotiation.hub_authentication,
        spoke_proof=negotiation.spoke_authentication,
        child_rekeys=negotiation.rekeys,
        ike_rekeys=True,
    )
    return f"{[row.differs for row in rows(outcome, negotiation)]}"


def _without_words(row: dict[str, object]) -> str:
    return f"{ {name: value for name, value in row.items() if name not in WORDS} }"


def _step(step: RouterStep) -> str:
    return _without_words(asdict(step))


def _difference(plan: Plan, device: str) -> Iterator[tuple[object, ...]]:
    every = stages(plan, device)
    for row in difference(every[0].before, every[-1].after):
        yield device, row.change, row.old_number, row.new_number
