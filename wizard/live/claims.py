"""What is known of the routers of a site: by the push that is under way, else by their journals."""

from datetime import datetime

from wizard.errors import SiteError
from wizard.guide.carried_now import Claim
from wizard.live.push_seen import PushSeen, RouterSeen
from wizard.model.plan import Plan
from wizard.plan.perspective import devices
from wizard.push.journal_record import PROVED, Record, Verdict
from wizard.push.journal_says import journal_of, last_seen, verdict_of
from wizard.site.folder import Folder

_NEW = (Verdict.NEW_UNSAVED, Verdict.NEW_SAVED)


def claims_of_journals(folder: Folder, plan: Plan) -> dict[str, Claim]:
    """By the router; none of one that was never pushed, or whose journal cannot be read."""
    found: dict[str, Claim] = {}
    for device in devices(plan):
        try:
            records = journal_of(folder, plan, device)
        except SiteError:
            continue
        if records:
            found[device] = _of_journal(records)
    return found


def _of_journal(records: tuple[Record, ...]) -> Claim:
    verdict = verdict_of(records)
    proved = _proved(records) if verdict in _NEW else None
    return Claim(verdict, proved or last_seen(records), is_proved=proved is not None)


def _proved(records: tuple[Record, ...]) -> datetime | None:
    return next((record.t_wall for record in reversed(records) if record.answer == PROVED), None)


def claims_of_push(seen: PushSeen) -> dict[str, Claim]:
    """The same of the push that is under way, or was."""
    return {router.device: _of_router(router) for router in seen.routers if router.verdict}


def _of_router(router: RouterSeen) -> Claim:
    assert router.verdict
    proof = router.proof
    is_proved = proof is not None and not proof.is_old and proof.is_green
    if is_proved and proof and router.verdict in (Verdict.TRIAL, *_NEW):
        return Claim(router.verdict, proof.at, is_proved=True)
    return Claim(router.verdict, router.verdict_at)
