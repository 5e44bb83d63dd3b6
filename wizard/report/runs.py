"""What one journal tells of the runs at its router, with what was frozen and kept in each."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from wizard.errors import EzError
from wizard.guide.push_words import VERDICTS
from wizard.ios.masking import masked
from wizard.model.stage import Stage
from wizard.push.frozen_run import FrozenRun
from wizard.push.frozen_text import FrozenText
from wizard.push.guards import Change
from wizard.push.journal_record import CLOSED, PROVED, WAITING, Kind, Record, Verdict
from wizard.push.order import REVERT
from wizard.report.report import Asked, Consent, Moment, ProofTable, ProvedRow, RunPart, SentStage
from wizard.report.words import asked_in_words
from wizard.sentence import Sentence, so_many
from wizard.site.folder import Folder

_DID: dict[str, Sentence] = {
    Change.ARM: "the timer is set; the router goes back at {deadline} by itself",
    Change.RELOAD_IN: "a reload is scheduled; the router goes back at {deadline} by itself",
    Change.EXTEND: "the timer is made longer; the router goes back at {deadline} by itself",
    Change.CONFIRM: "{stage} is confirmed, and the timer is over",
    Change.RELOAD_CANCEL: "the reload is cancelled",
    Change.REVERT: "the router is told to go back now",
    Change.SAVE: "the router saves what it runs, with {stage}",
    Change.CLEAR: "translations of the trial are cleared",
    Change.CONNECT: "EzVPN is told to connect",
    Change.AUTHENTICATE: "the router takes the certificate of its CA",
    Change.ENROLL: "the router makes its request for a certificate",
    Change.IMPORT: "the router takes its own certificate",
}
"""What each change is in words."""
_CAME: dict[str, Sentence] = {
    "lost": "the line was lost behind {what}",
    "rejected": "the router rejected {what}",
    "surprise": "the router answered {what} with something that is on no list",
}
_TIME = "%Y-%m-%d %H:%M:%S UTC"


def runs_of(folder: Folder, file_name: str, records: Sequence[Record]) -> tuple[RunPart, ...]:
    """Each run, from its header to the next one."""
    starts = [place for place, record in enumerate(records) if record.kind is Kind.HEADER]
    ends = (*starts[1:], len(records)) if starts else ()
    return tuple(_run(folder, file_name, records[start:end]) for start, end in zip(starts, ends, strict=True))


def _run(folder: Folder, file_name: str, records: Sequence[Record]) -> RunPart:
    header = records[0]
    facts = dict(header.facts)
    run = FrozenRun(folder, facts.get("run", ""), file_name)
    texts = _texts(lambda: run.texts(header))
    shown = [record.sha256 for record in records if record.kind is Kind.VERDICT and record.sha256]
    return RunPart(
        run=run.run,
        began=header.t_wall,
        version=facts.get("version", ""),
        user=facts.get("user", ""),
        hostname=facts.get("hostname", ""),
        serial=facts.get("serial", ""),
        host_key=facts.get("host_key", ""),
        running_before=facts.get("configuration", ""),
        startup_before=facts.get("startup", ""),
        running_after=shown[-1] if shown else "",
        stages=tuple(_stages(facts, texts, _texts(lambda: run.ways_back(header)), records)),
        proofs=tuple(_proofs(run)),
        consents=tuple(_consents(run)),
        asked=tuple(_asked(record) for record in records if record.kind is Kind.ORDER),
        moments=tuple(_moments(records)),
        is_frozen=bool(texts),
    )


def _texts(frozen: Callable[[], dict[Stage, FrozenText]]) -> dict[Stage, FrozenText]:
    """The frozen texts; none where one is gone, or is not the one that was sent."""
    with suppress(EzError):
        return frozen()
    return {}


def _stages(
    facts: dict[str, str],
    texts: dict[Stage, FrozenText],
    ways_back: dict[Stage, FrozenText],
    records: Sequence[Record],
) -> Iterator[SentStage]:
    for stage in Stage:
        if f"text_{stage}" not in facts:
            continue
        announced = [record for record in records if record.kind is Kind.INTENT and record.stage is stage]
        saved = [record.t_wall for record in announced if record.line == Change.SAVE]
        times = [record.t_wall for record in announced if _is_of(record, stage.filename)]
        yield SentStage(
            stage=stage.filename,
            sha256=facts[f"text_{stage}"],
            rows=len(texts[stage].rows) if stage in texts else None,
            sent=_sent(announced, stage.filename, texts.get(stage)),
            is_copied=any(record.line == stage.filename for record in announced),
            taken_back=_sent(announced, stage.undo_filename, ways_back.get(stage)),
            first=min(times, default=None),
            last=max(times, default=None),
            saved=min((at for at in saved if times and at >= max(times)), default=max(saved, default=None)),
        )


def _sent(announced: Sequence[Record], filename: str, text: FrozenText | None) -> int:
    """How many rows of a file were announced: each that was typed, or all of one that was copied."""
    if text and any(record.line == filename for record in announced):
        return len(text.rows)
    return len({record.line for record in announced if _is_of(record, filename)})


def _is_of(record: Record, filename: str) -> bool:
    return record.line.partition(":")[0] == filename


def _proofs(run: FrozenRun) -> Iterator[ProofTable]:
    for stage in Stage:
        for takes_back in (False, True):
            rows: tuple[ProvedRow, ...] = ()
            with suppress(EzError):
                rows = tuple(
                    ProvedRow(
                        name=row.name,
                        device=row.device,
                        before=masked(row.before),
                        after=masked(row.after),
                        is_good=row.is_good,
                        accepted=masked(row.accepted),
                        command=masked(row.command),
                        instead_of=masked(row.instead_of),
                    )
                    for row in run.proof(stage, takes_back=takes_back)
                )
            if rows:
                yield ProofTable(stage=stage.filename, takes_back=takes_back, rows=rows)


def _consents(run: FrozenRun) -> Iterator[Consent]:
    with suppress(EzError, ValueError):
        yield from (Consent(what=masked(what), reason=masked(reason)) for what, reason in run.consents.items())


def _asked(record: Record) -> Asked:
    facts = dict(record.facts)
    words = {name: facts.get(name, "") for name in ("by", "user", "ticket")}
    return Asked(at=record.t_wall, what=facts.get("asked", ""), **words)


def _moments(records: Sequence[Record]) -> Iterator[Moment]:
    """What happened, each thing once where it was seen several times behind one another."""
    last = ""
    for moment in _every_moment(records):
        if moment.says != last:
            yield moment
        last = moment.says


def _every_moment(records: Sequence[Record]) -> Iterator[Moment]:
    """A stage of many rows as one moment, and a verdict where it is another than before."""
    stage_seen, verdict, is_armed, goes_back = "", None, False, False
    for record in records:
        filename = record.line.partition(":")[0]
        if record.kind is Kind.HEADER:
            yield Moment(at=record.t_wall, says="the run begins")
        elif record.kind is Kind.ORDER:
            goes_back = dict(record.facts).get("asked") == REVERT
            yield Moment(at=record.t_wall, says=asked_in_words(_asked(record)))
        elif record.kind is Kind.INTENT and ":" in record.line:
            if filename != stage_seen:
                rows = len({each.line for each in records if each.line.partition(":")[0] == filename})
                yield Moment(at=record.t_wall, says=f"{filename} is typed, {so_many(rows, 'row')}")
            stage_seen = filename
        elif record.kind is Kind.INTENT and record.stage and _is_file(record, record.stage):
            stage_seen = record.line
            yield Moment(at=record.t_wall, says=f"{record.line} is started from the router's flash")
        elif record.kind is Kind.INTENT and record.line == Change.FILE and record.stage:
            did: Sentence = "deleted from" if is_armed else "written to"
            yield Moment(at=record.t_wall, says=f"the file of {record.stage.filename} is {did} the router's flash")
        elif record.kind is Kind.INTENT and record.line in _DID:
            is_armed = is_armed or record.line == Change.ARM
            yield Moment(at=record.t_wall, says=_did(record, stage_seen))
        elif record.kind is Kind.SEEN and record.answer in _CAME:
            yield Moment(at=record.t_wall, says=_CAME[record.answer].format(what=record.line))
        elif record.kind is Kind.TORN:
            yield Moment(at=record.t_wall, says="a record is torn: a program, a machine or a disk failed here")
        elif record.kind is Kind.VERDICT:
            if record.answer == PROVED:
                yield Moment(at=record.t_wall, says="everything that must hold was proved")
            elif record.answer == WAITING:
                yield Moment(at=record.t_wall, says=f"it {WAITING}")
            elif record.answer == CLOSED:
                is_armed = False
                yield Moment(at=record.t_wall, says=f"the trial is over: {record.verdict}")
            elif _says_no_more_than_the_timer(record, goes_back=goes_back):
                pass
            elif record.verdict and record.verdict is not verdict:
                yield Moment(at=record.t_wall, says=f"{record.verdict}: {VERDICTS[record.verdict]}")
            verdict = record.verdict


def _is_file(record: Record, stage: Stage) -> bool:
    return record.line in (stage.filename, stage.undo_filename)


def _says_no_more_than_the_timer(record: Record, *, goes_back: bool) -> bool:
    """Whether it is what every timer brings that is set: nothing went wrong, and a way back tries the old one."""
    verdict = record.verdict
    return bool(record.deadline) and (verdict is Verdict.UNKNOWN or (goes_back and verdict is Verdict.TRIAL))


def _did(record: Record, last_file: str) -> Sentence:
    """In words; a confirmation is that of the file which went before, such as a way back."""
    is_of_it = record.stage is not None and _is_file(replace(record, line=last_file), record.stage)
    stage = last_file if is_of_it and record.line == Change.CONFIRM else record.stage.filename if record.stage else ""
    deadline = f"{record.deadline:{_TIME}}" if record.deadline else "a time that is not known"
    return _DID[record.line].format(stage=stage or "a stage", deadline=deadline)
