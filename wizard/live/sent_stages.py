"""How far each stage of a site is, by the push that is under way and else by the journals: each with its age."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from wizard.errors import SiteError
from wizard.guide.survey_words import SurveyWords, interruptions_in_words, sent_lines_in_words
from wizard.live.by_journal import seen_by_journal
from wizard.live.push_seen import PushSeen, RouterSeen, StageSeen, StageState
from wizard.live.seen_rows import seen_at
from wizard.model.plan import Plan
from wizard.model.stage import Stage
from wizard.plan.perspective import devices
from wizard.push.journal_says import journal_of
from wizard.render.run_sheet_entries import RunSheetRow, rows_of_device
from wizard.sentence import Sentence
from wizard.site.folder import Folder

SentStages = Mapping[tuple[str, Stage], StageSeen]
"""By the router and the stage; a stage of which nobody knows anything is not in it."""


def sent_by_journals(folder: Folder, plan: Plan) -> dict[tuple[str, Stage], StageSeen]:
    """Of routers that were pushed; none of one whose journal cannot be read."""
    found: dict[tuple[str, Stage], StageSeen] = {}
    for device in devices(plan):
        try:
            records = journal_of(folder, plan, device)
        except SiteError:
            continue
        stages = tuple(StageSeen(stage=row.stage) for row in rows_of_device(plan, device))
        router = seen_by_journal(RouterSeen(device=device, stages=stages), records) if records else None
        found |= _of_router(router) if router else {}
    return found


def sent_by_push(seen: PushSeen) -> dict[tuple[str, Stage], StageSeen]:
    """Of the push that is under way, or was."""
    return {key: stage for router in seen.routers for key, stage in _of_router(router).items()}


def _of_router(router: RouterSeen) -> dict[tuple[str, Stage], StageSeen]:
    return {(router.device, each.stage): each for each in router.stages if each.at}


def sent_in_words(rows: Sequence[RunSheetRow], sent: SentStages, now: datetime) -> Sentence:
    """How far a stage is at these routers, with the age of what was seen longest ago; "" before it is sent."""
    known = [sent[row.device, row.stage] for row in rows if (row.device, row.stage) in sent]
    if not known:
        return ""
    states = {each.state for each in known} if len(known) == len(rows) else set[StageState]()
    oldest = min(each.at for each in known if each.at)
    if len(states) == 1:
        return f"{_SAYS[states.pop()]} ({seen_at(oldest, now)})"
    saved = sum(each.state is StageState.SAVED for each in known)
    return f"{saved} of {len(rows)} saved ({seen_at(oldest, now)})"


_SAYS: dict[StageState, Sentence] = {
    StageState.WAITING: "not there",
    StageState.UNDER_WAY: "begun",
    StageState.THERE: "there, not saved",
    StageState.SAVED: "saved",
    StageState.FAILED: "failed",
}


def is_saved(rows: Sequence[RunSheetRow], sent: SentStages) -> bool:
    """Whether nothing is left of these stages."""
    known = (sent.get((row.device, row.stage)) for row in rows)
    return all(each is not None and each.state is StageState.SAVED for each in known)


def as_sent(words: SurveyWords, plan: Plan, sent: SentStages) -> SurveyWords:
    """How a site stands, with the lines that are left to send of each router; as it is where nothing was sent."""
    if not sent:
        return words
    left = {device: left_to_send(plan, device, sent) for device in words.sent}
    counted = {device: sent_lines_in_words(*found) for device, found in left.items() if found}
    stops = interruptions_in_words(plan)
    if counted or not stops:
        return words._replace(sent=counted)
    return words._replace(sent={}, in_short=(_ALL_SENT, *words.in_short[len(stops) :]))


_ALL_SENT: Sentence = "Every router was cut over and saved; what is left is the clean-up, days later."


def left_to_send(plan: Plan, device: str, sent: SentStages) -> tuple[int, int] | None:
    """How many lines a router still gets until its cut-over is done, and how many take one away; None for no stage."""
    rows = [row for row in rows_of_device(plan, device) if row.stage.number <= Stage.CUTOVER.number]
    left = [row for row in rows if not is_saved((row,), sent)]
    return (sum(row.added for row in left), sum(row.removed for row in left)) if left else None
