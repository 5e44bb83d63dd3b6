"""The one way of making a report: of a plan, the journals, and what was kept with each run."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from wizard.check.same_cause import FindingRow, finding_rows
from wizard.guide.finding_words import place_in_words, places
from wizard.guide.pair_words import pair_rows, spokes_in_words, verdict_in_words
from wizard.guide.questions import tiers_of
from wizard.guide.topology import topology_of
from wizard.guide.topology_rows import Phase
from wizard.guide.wording import row_origin, row_value, who_in_words
from wizard.ios.masking import masked, url_without_secrets
from wizard.model.plan import Plan
from wizard.plan.perspective import devices, hub_device
from wizard.plan.question_rows import QuestionRow, rows_of
from wizard.questions.tiers import Tier
from wizard.render.run_sheet_entries import RunSheetEntry, run_sheet
from wizard.report.report import AnswerRow, DrawnRow, FoundRow, LeftRow, PlannedRow, Report, RouterPart
from wizard.report.routers import ExitOf, left_of, router_part
from wizard.report.without_secrets import without_secrets
from wizard.sentence import Sentence, listed, so_many
from wizard.site.file_names import OUT, PLAN, SECRETS, SOURCES
from wizard.site.folder import FileKind, Folder
from wizard.summary import summary


def report_of(
    folder: Folder,
    plan: Plan,
    *,
    site: str,
    ticket: str,
    written: datetime,
    written_by: str,
    version: str,
    exit_of: ExitOf,
) -> Report:
    """The report of a site as it is now; nothing in the folder is locked or changed."""
    routers = tuple(router_part(folder, plan, device, site=site, exit_of=exit_of) for device in devices(plan))
    report = Report(
        site=site,
        ticket=ticket or ", ".join(_tickets(routers)),
        title=_title(plan),
        stands=_stands(routers),
        written=written,
        written_by=written_by,
        version=version,
        plan_sha256=sha256(folder.read(PLAN) or b"").hexdigest(),
        routers=routers,
        found=tuple(row for source in plan.sources for row in summary(source)),
        findings=tuple(map(_finding, finding_rows(plan))),
        negotiations=tuple(_negotiations(plan)),
        answers=tuple(_answers(plan)),
        planned=tuple(map(_planned, run_sheet(plan))),
        left=tuple(_left(folder, plan, routers, site)),
        before=_drawn(plan, Phase.BEFORE),
        after=_drawn(plan, Phase.AFTER),
    )
    return without_secrets(report, plan)


def _tickets(routers: tuple[RouterPart, ...]) -> tuple[str, ...]:
    """The changes under which the routers were pushed, each once."""
    asked = (asked for router in routers for run in router.runs for asked in run.asked)
    return tuple(dict.fromkeys(each.ticket for each in asked if each.ticket))


def _title(plan: Plan) -> Sentence:
    server, hub = plan.server.device, hub_device(plan)
    where = "the same router" if hub == server else hub
    return f"From EzVPN on {server} to FlexVPN on {where}, {so_many(len(plan.spokes), 'spoke')}"


def _stands(routers: tuple[RouterPart, ...]) -> Sentence:
    if not any(router.is_begun or router.says for router in routers):
        return "Nothing was pushed yet: this is what will be done."
    worst = max(routers, key=lambda router: router.exit)
    if worst.exit:
        return f"{worst.device} needs somebody: {worst.means}."
    rows = Counter(f"{router.verdict}: {router.means}" if router.verdict else router.means for router in routers)
    told = (f"{number} of {_routers(len(routers))}: {row}" for row, number in rows.items())
    back = [router.device for router in routers if router.taken_back]
    return f"{'; '.join(told)}." + (f" The cut-over of {listed(back)} was taken back." if back else "")


def _routers(number: int) -> Sentence:
    return so_many(number, "router")


def _finding(row: FindingRow) -> FoundRow:
    where = ", ".join(places(row)) if row.is_many else place_in_words(row)
    finding = row.first
    return FoundRow(
        code=finding.code,
        severity=finding.severity.value,
        where=where,
        says=row.message,
        fix=finding.fix,
        accepted=masked(finding.accepted),
    )


def _negotiations(plan: Plan) -> Iterator[Sentence]:
    for row in pair_rows(plan):
        yield f"{row.first.hub} and {spokes_in_words(row)}: {verdict_in_words(row)}"


def _answers(plan: Plan) -> Iterator[AnswerRow]:
    rows = rows_of(plan)
    tiers = tiers_of(plan, rows)
    for row in rows:
        question = row.first.question
        if tiers[question.key] is not Tier.DETAILS:
            yield AnswerRow(
                key=row.key,
                wording=question.wording,
                who=who_in_words(row),
                value=_value(row),
                reason=row_origin(row),
            )


def _value(row: QuestionRow) -> Sentence:
    """In words; what a URL of it lets in with is masked."""
    return " ".join(url_without_secrets(word) for word in row_value(row).split(" "))


def _planned(entry: RunSheetEntry) -> PlannedRow:
    counts = [f"+{row.added} -{row.removed}" for row in entry.rows if not row.waits_for]
    return PlannedRow(
        number=entry.number,
        stage=entry.first.stage.filename,
        devices=", ".join(entry.devices),
        lines=", ".join(dict.fromkeys(counts)),
        noticed=tuple(dict.fromkeys(notice.words for notice in entry.first.notices)),
        waits_for=tuple(dict.fromkeys(key for row in entry.rows for key in row.waits_for)),
    )


def _left(folder: Folder, plan: Plan, routers: tuple[RouterPart, ...], site: str) -> Iterator[LeftRow]:
    for router in routers:
        yield from left_of(folder, plan, router, site=site)
    if not any(router.is_begun for router in routers):
        return
    kept = [name for name in (SECRETS, SOURCES, OUT) if folder.kind(name) is not FileKind.NOTHING]
    if kept:
        yield LeftRow(
            what=f"keys and passwords in {listed(tuple(kept))} of the site",
            when="when nobody plans this site or its next wave any more",
            command="",
        )


def _drawn(plan: Plan, phase: Phase) -> tuple[DrawnRow, ...]:
    return tuple(DrawnRow(kind=row.kind.value, name=row.name, facts=row.facts) for row in topology_of(plan, phase))
