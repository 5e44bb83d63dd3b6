"""How a site stands, and the drawing of its routers and tunnels."""

import pytest

from tests.bench.hub import hub, spoke_of
from tests.golden_cases import golden_cases, golden_plan
from tests.with_authority import propose
from wizard.check import finding_rows, findings
from wizard.guide.progress import Urgency
from wizard.guide.survey import judged, survey_of
from wizard.guide.survey_words import survey_in_words, values_in_words
from wizard.guide.topology import topology_of
from wizard.guide.topology_rows import Phase, RowKind
from wizard.model.finding import Severity
from wizard.model.plan import Plan
from wizard.model.question import Origin
from wizard.model.stage import Stage
from wizard.parse.sources import read_sources
from wizard.plan.answer import answer, reopen
from wizard.plan.perspective import devices
from wizard.plan.question_rows import open_rows, rows_of
from wizard.render import documents
from wizard.render.outdated_files import OutputState


def facts(plan: Plan, phase: Phase) -> str:
    """The drawing as one text."""
    return "\n".join(" ".join((row.name, *row.facts)) for row in topology_of(plan, phase))


@pytest.mark.parametrize("case", golden_cases())
def test_what_needs_a_person_is_every_blocker_open_question_and_warning_and_nothing_else(case: str) -> None:
    """Nothing that needs somebody is missing, the worst stands first, and an open question stands there once."""
    plan = golden_plan(case)
    survey = survey_of(plan)
    urgencies = [list(Urgency).index(matter.urgency) for matter in survey.matters]
    told = {row.first.question.key for row in open_rows(plan)}

    assert urgencies == sorted(urgencies)
    assert [matter.question for matter in survey.matters if matter.question] == list(open_rows(plan))
    assert [matter.finding for matter in survey.matters if matter.finding] == [
        row
        for severity in (Severity.BLOCKER, Severity.WARNING)
        for row in finding_rows(plan)
        if row.first.severity is severity
        and not row.first.accepted
        and (severity is Severity.WARNING or row.first.question not in told)
    ]
    of_keys = [row for row in rows_of(plan) if row.first.question.is_drawn and row.first.origin is Origin.ANSWERED]
    counted = survey.answered + len(of_keys) + survey.recommended + survey.settled + len(open_rows(plan))
    assert counted == len(rows_of(plan))
    assert survey.keys == len({key for row in of_keys for key in row.keys})


@pytest.mark.parametrize("case", golden_cases())
def test_every_router_that_is_changed_is_drawn_with_what_it_gets(case: str) -> None:
    """After the change the drawing names the hub, the server beside it and the spokes; each count belongs to one."""
    plan = golden_plan(case)
    drawn = [row for row in topology_of(plan, Phase.AFTER) if row.kind is RowKind.ROUTER]

    assert [row.device for row in drawn if row.device] == list(dict.fromkeys(devices(plan)))[: len(drawn)]
    assert set(survey_of(plan).sent) <= set(devices(plan))


def test_the_drawing_follows_the_answers_and_the_time() -> None:
    """Before the change EzVPN carries the spokes, while it is staged both stand there, and after it FlexVPN does."""
    plan = golden_plan("guide-new-hub")

    assert "flexserver" not in facts(plan, Phase.BEFORE)
    assert "EzVPN (IKEv1, group cisco) carries the spokes" in facts(plan, Phase.BEFORE)
    assert "FlexVPN (IKEv2) is staged and shut: certificates" in facts(plan, Phase.DURING)
    assert "FlexVPN (IKEv2) carries the spokes: certificates" in facts(plan, Phase.AFTER)
    assert "EzVPN stays" in facts(plan, Phase.AFTER)
    assert "EzVPN may go" in facts(answer(plan, "ezvpn_remains", "no"), Phase.AFTER)
    assert "LAN: translated" in facts(golden_plan("dynamic-peers-remain"), Phase.AFTER)
    assert "to tell" in facts(reopen(plan, "wan_address", "flexserver"), Phase.AFTER)


@pytest.mark.parametrize("case", ["guide", "branches-eigrp", "filialen-mixed"])
def test_what_is_sent_to_a_router_is_counted_by_its_commands(case: str) -> None:
    """Remarks and empty lines are none, and what cleans up is sent later."""
    plan = golden_plan(case)
    for device, sent in survey_of(plan).sent.items():
        lines = [
            line.strip()
            for document in documents(plan)
            if document.device == device and document.stage is not Stage.CLEANUP
            for line in document.text.splitlines()
            if line.strip() and not line.lstrip().startswith("!")
        ]
        assert sent.removed == len([line for line in lines if line.split()[0] == "no"])
        assert sent.added == len(lines) - sent.removed > 0


@pytest.mark.parametrize(
    ("count", "named", "more"),
    [(1, 1, ""), (3, 3, ""), (4, 4, ""), (5, 3, "and 2 more"), (12, 3, "and 9 more")],
)
def test_a_drawing_names_a_few_spokes_and_counts_the_others(count: int, named: int, more: str) -> None:
    """A row that says that there is one more would take the place of that one."""
    files = [("hub.cfg", hub(2000, users=100, split_entries=50))] + [
        (f"{number}.cfg", spoke_of(number)) for number in range(1, count + 1)
    ]
    plan = propose(read_sources([(name, text.encode()) for name, text in files]))
    rows = [row for row in topology_of(plan, Phase.BEFORE) if row.kind is RowKind.ROUTER]
    spokes = [spoke.device for spoke in plan.spokes]

    assert [row.device for row in rows if row.device in spokes] == spokes[:named]
    assert rows[-1].name == (more or spokes[-1])


def test_a_warning_that_was_read_needs_nobody_any_more() -> None:
    """It is told from the others by what it is about, not by its words."""
    plan = golden_plan("guide-reuse")
    warnings = judged(finding_rows(plan)).warnings

    assert len(warnings) == sum(row.first.severity is Severity.WARNING for row in finding_rows(plan))
    assert survey_of(plan, read=warnings).matters == ()


def test_the_verdict_says_what_blocks_and_what_is_open() -> None:
    """One sentence: nothing blocks, or how much does."""
    plan = golden_plan("guide-reuse")
    asked = reopen(plan, "management_access")

    assert survey_in_words(survey_of(plan), plan, OutputState.NONE).verdict == "Hub and spokes fit, and nothing blocks."
    words = survey_in_words(survey_of(asked), asked, OutputState.OUTDATED)
    assert words.verdict == "1 question is open; nothing else blocks."
    assert words.matters[0].what == "How is the spoke managed during the cut-over?"
    assert "OLDER THAN THE PLAN" in words.in_short[1]
    assert words.in_short[0] == "Traffic stops once on each of ezvpn-spoke1, ezvpn-spoke2-vti, in its 5-cutover."


def test_what_needs_nobody_is_listed_with_its_reason() -> None:
    """Every value that holds stands there, and why."""
    plan = golden_plan("guide-reuse")
    text = "\n".join(values_in_words(plan))

    assert "  pfs: " in text
    assert "recommended" not in text or findings(plan)
    assert sum(line.startswith("  ") and not line.startswith("   ") for line in text.splitlines()) == len(rows_of(plan))
