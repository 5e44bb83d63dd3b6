"""Beginning a run at one router: what it is now is frozen, and the texts that will be sent."""

from dataclasses import dataclass

from wizard.model.plan import Plan
from wizard.model.stage import Stage
from wizard.push.frozen_run import PUSHED, FrozenRun, hash_of_configuration, header_of
from wizard.push.frozen_text import FrozenText
from wizard.push.journal import Journal
from wizard.push.journal_record import Record, Verdict
from wizard.push.journal_says import journal_of, verdict_of
from wizard.push.reading import RUNNING, STARTUP, shown_by
from wizard.push.surroundings import Time
from wizard.push.truth import serial_of
from wizard.render.stage_files import documents_of
from wizard.session.router_session import RouterSession
from wizard.site.folder import Folder

OVER = frozenset({Verdict.OLD})
"""The verdicts behind which a run has nothing left to do but to begin anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A run, and the header by which the journal knows it."""

    run: FrozenRun
    header: Record
    records: tuple[Record, ...]
    """Of the journal, as far as it went when the run was begun or taken up."""


def run_under_way(folder: Folder, journal: Journal, file_name: str) -> Begun | None:
    """The run that the journal tells of and that is not over; None where the next one begins anew."""
    header = header_of(journal.records)
    if header is None or _is_over(journal.records, header):
        return None
    run = FrozenRun(folder, dict(header.facts)["run"], file_name)
    run.refuse_changed()
    return Begun(run=run, header=header, records=journal.records)


def under_way(folder: Folder, plan: Plan, device: str) -> bool:
    """Whether a run at that router has begun and is not over."""
    records = journal_of(folder, plan, device)
    header = header_of(records)
    return header is not None and not _is_over(records, header)


def _is_over(records: tuple[Record, ...], header: Record) -> bool:
    # Not by the last verdict alone: lines may have left behind it.
    return verdict_of(records[records.index(header) :]) in OVER


def begin_run(
    folder: Folder,
    journal: Journal,
    file_name: str,
    *,
    plan: Plan,
    device: str,
    session: RouterSession,
    user: str,
    host_key: str,
    version: str,
    time: Time,
) -> Begun:
    """A run of the plan as it is now; nothing was sent yet."""
    shown = shown_by(session)
    running, startup = shown.answer(RUNNING), shown.answer(STARTUP)
    texts = (*texts_of(plan, device).values(), *ways_back_of(plan, device))
    run = FrozenRun(folder, _free_name(folder, f"{time.now():%Y%m%d-%H%M%S}"), file_name)
    run.freeze(texts, running, startup)
    header = journal.begin(
        {
            "version": version,
            "run": run.run,
            "hostname": session.name,
            "serial": serial_of(session),
            "host_key": host_key,
            "user": user,
            "configuration": hash_of_configuration(running),
            "startup": hash_of_configuration(startup),
            **{text.fact: text.sha256 for text in texts},
        }
    )
    return Begun(run=run, header=header, records=journal.records)


def texts_of(plan: Plan, device: str) -> dict[Stage, FrozenText]:
    """The texts of the device's stages as they would be frozen now."""
    documents = documents_of(plan, device)
    return {
        each.stage: FrozenText(stage=each.stage, data=each.text.encode("utf-8", "surrogateescape"))
        for each in documents
    }


def ways_back_of(plan: Plan, device: str) -> tuple[FrozenText, ...]:
    """The texts that take the device's stages back, as they would be frozen now."""
    documents = (each for each in documents_of(plan, device) if each.undo)
    return tuple(
        FrozenText(stage=each.stage, takes_back=True, data=each.undo.encode("utf-8", "surrogateescape"))
        for each in documents
    )


def _free_name(folder: Folder, name: str) -> str:
    taken = folder.folders(PUSHED)
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(each for each in names if each not in taken)
