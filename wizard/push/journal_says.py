"""What a journal alone says of its router: never better than the truth, which only the router can tell."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from wizard.errors import JournalError
from wizard.judge.answers.answer import shown
from wizard.model.plan import Plan
from wizard.model.stage import Stage
from wizard.push.frozen_text import FrozenText
from wizard.push.guards import DANGEROUS, Change
from wizard.push.journal import journal_name, read
from wizard.push.journal_record import CLOSED, WAITING, Kind, Record, Verdict
from wizard.push.outcome import End, Outcome
from wizard.push.router_name import possible_names
from wizard.sentence import Sentence
from wizard.site import names_of
from wizard.site.folder import Folder

_NEW = (Verdict.NEW_UNSAVED, Verdict.NEW_SAVED)
_ARMS = (Change.ARM, Change.RELOAD_IN)
_BESIDE = frozenset(Change) - {*_ARMS}
"""What begins no stage; arming does, since the timer may fire before the first line."""
MAY_BE_CONFIRMED: Sentence = (
    "the confirmation was sent and its answer not seen: if it was taken, the new configuration runs and is not saved"
)

MAY_BE_CANCELLED: Sentence = (
    "the end of its reload was sent and its answer not seen: if it was taken, the stage runs and is not saved; "
    "else the reload brings what was saved last"
)
BRINGS_WHAT_IS_SAVED: Sentence = (
    "it goes back by a reload, which brings what was saved last: whoever saves before it changes what it brings, and "
    "`resume` names the lines"
)
NOT_SAVED_YET: Sentence = (
    "it was not saved when it was seen last: if it restarted since, it runs the old configuration; `resume` asks it"
)
NO_LINES: Sentence = (
    "its journal keeps no line of a configuration: by which lines it is a mix, `resume` asks the router"
)


def begun_stage(records: Sequence[Record]) -> Stage | None:
    """The last stage of which something was announced."""
    announced = [record.stage for record in records if record.kind is Kind.INTENT and record.line not in _BESIDE]
    return max((stage for stage in announced if stage), key=lambda stage: stage.number, default=None)


def arming(records: Sequence[Record]) -> Record | None:
    """What was armed last, and is not known to be over."""
    armed = next((record for record in reversed(records) if record.kind is Kind.INTENT and record.line in _ARMS), None)
    if armed is None or any(_ends(record) for record in records if record.seq > armed.seq):
        return None
    return armed


def _ends(record: Record) -> bool:
    is_new = record.kind is Kind.VERDICT and record.verdict in _NEW
    return record.answer == CLOSED or is_new


def pending_deadline(records: Sequence[Record]) -> datetime | None:
    """UTC; when the router goes back at the latest, None where nothing is armed."""
    armed = arming(records)
    if armed is None:
        return None
    told = [armed, *_extended(records, armed)]
    return max((record.deadline for record in told if record.deadline), default=None)


def minutes_extended(records: Sequence[Record]) -> tuple[str, ...]:
    """The lengths that the timer was given since it was armed, as they were announced, the last first."""
    armed = next((record for record in reversed(records) if record.kind is Kind.INTENT and record.line in _ARMS), None)
    return tuple(record.answer for record in reversed(_extended(records, armed))) if armed else ()


def _extended(records: Sequence[Record], armed: Record) -> tuple[Record, ...]:
    """What was announced to make the timer longer, but for what the router rejected; the rest it may have taken."""
    behind = [record for record in records if record.seq > armed.seq and record.line == Change.EXTEND]
    pairs = zip(behind, (*behind[1:], None), strict=False)
    told = [(record, after) for record, after in pairs if record.kind is Kind.INTENT]
    return tuple(record for record, after in told if not after or after.answer != "rejected")


def is_sent_in_part(records: Sequence[Record], text: FrozenText) -> bool:
    """Whether rows of a text were announced since the timer was armed, and not every one of them was taken."""
    armed = next((record.seq for record in reversed(records) if record.line in _ARMS), 0)
    behind = [record for record in records if record.seq > armed and record.line.startswith(f"{text.filename}:")]
    taken = {record.line for record in behind if record.answer == "taken"}
    return bool(behind) and not taken >= {f"{text.filename}:{place}" for place, _ in text.rows}


def verdict_of(records: Sequence[Record]) -> Verdict:
    """The verdict without a look at the router."""
    if arming(records):
        return Verdict.UNKNOWN
    last = next((record for record in reversed(records) if record.verdict), None)
    seen = last.verdict if last and last.verdict else Verdict.OLD
    behind = [record for record in records if last is None or record.seq > last.seq]
    announced = [record for record in behind if record.kind is Kind.INTENT and record.line not in _BESIDE]
    return Verdict.PARTIAL if announced and seen in _BETTER_THAN_PARTIAL else seen


_BETTER_THAN_PARTIAL = (Verdict.OLD, Verdict.STAGED)


def stage_to_resume(records: Sequence[Record]) -> Stage | None:
    """How far whoever takes up what was broken off may go: to the end of what was begun, and never into a new trial."""
    begun = begun_stage(records)
    if is_waiting(records):
        # What it waited for has come, and the push goes on: as far as it was to go, and never into a new trial.
        return min(Stage(_without_orders(records)[-1].line), Stage.STAGE, key=lambda stage: stage.number)
    if begun not in DANGEROUS or arming(records):
        return begun
    if verdict_of(records) in _NEW:
        # A clean-up that is over and not there, or that was taken back, is not begun anew.
        return begun if stage_seen(records) is begun else Stage.CUTOVER
    before = [record.stage for record in records if record.stage and record.stage not in DANGEROUS]
    return max(before, key=lambda stage: stage.number, default=None)


def stage_seen(records: Sequence[Record]) -> Stage | None:
    """The last stage that the router had wholly when it was looked at last."""
    looks = [record for record in records if record.kind is Kind.VERDICT and not record.answer]
    return looks[-1].stage if looks else None


def is_waiting(records: Sequence[Record]) -> bool:
    """Whether a push ended in waiting for a certificate."""
    told = _without_orders(records)
    return bool(told) and told[-1].answer == WAITING and told[-1].line in set(Stage)


def _without_orders(records: Sequence[Record]) -> list[Record]:
    # Whoever asks and reaches nothing changes nothing of what is waited for.
    return [record for record in records if record.kind is not Kind.ORDER]


def cut_over_taken_back(records: Sequence[Record]) -> datetime | None:
    """UTC; when the cut-over was taken back that had been sent, None where none was, or where it was sent again."""
    sent = [record for record in records if record.kind is Kind.INTENT and record.stage is Stage.CUTOVER]
    forward = [record for record in sent if record.line.partition(":")[0] == Stage.CUTOVER.filename]
    if not forward or verdict_of(records) not in (Verdict.OLD, Verdict.PARTIAL, Verdict.STAGED):
        return None
    return next((each.t_wall for each in records if each.seq > forward[-1].seq and each.verdict in _OLD), None)


def is_before_cut_over(records: Sequence[Record]) -> bool:
    """Whether the router runs what it ran before the cut-over, as far as its journal says; none says so, too."""
    return not records or verdict_of(records) in _OLD


_OLD = frozenset({Verdict.OLD, Verdict.PARTIAL, Verdict.STAGED})


def journal_of(folder: Folder, plan: Plan, device: str) -> tuple[Record, ...]:
    """The records of a router's journal, none where there is no journal; nobody is kept from adding to it.

    JournalError where they are of another router: somebody put its journal in this place.
    """
    name = journal_name(names_of(plan)[device])
    records, _ = read(folder.read(name) or b"", name)
    if others := {*_told_names(records)} - {*possible_names(plan, device)}:
        raise JournalError(
            f"it is the journal of {shown(sorted(others)[0])}",
            hint=f"Put that of {device} in its place. What {device} runs, only it can tell.",
            where=name,
        )
    return records


def _told_names(records: Sequence[Record]) -> Iterator[str]:
    """How the router called itself at the beginning of each run."""
    return (fact for record in records for name, fact in record.facts if name == "hostname")


def journal_says(folder: Folder, plan: Plan, device: str) -> tuple[str, Outcome] | None:
    """What the journal of a router says, None where there is none."""
    records = journal_of(folder, plan, device)
    return (device, outcome_of(records)) if records else None


def last_seen(records: Sequence[Record]) -> datetime | None:
    """UTC; when the router was looked at last."""
    return next((record.t_wall for record in reversed(records) if record.kind is Kind.VERDICT), None)


def outcome_of(records: Sequence[Record], rows: tuple[Sentence, ...] = ()) -> Outcome:
    """Where the router stands, as far as its journal says it; of a mix with the rows that the last look showed."""
    verdict, armed = verdict_of(records), arming(records)
    ends = {
        Verdict.UNKNOWN: End.UNKNOWN,
        Verdict.MIX: End.NEEDS_A_PERSON,
        Verdict.NEW_UNSAVED: End.NOT_SAVED,
        Verdict.TRIAL: End.UNKNOWN,
    }
    behind = {record.line for record in records if armed and record.seq > armed.seq}
    besides = (
        (WAITING, is_waiting(records)),
        (MAY_BE_CONFIRMED, Change.CONFIRM in behind and begun_stage(records) in DANGEROUS),
        (MAY_BE_CANCELLED, Change.RELOAD_CANCEL in behind),
        (BRINGS_WHAT_IS_SAVED, armed is not None and armed.line == Change.RELOAD_IN),
        (NOT_SAVED_YET, verdict is Verdict.NEW_UNSAVED),
        (NO_LINES, verdict is Verdict.MIX and not rows),
    )
    says = tuple(sentence for sentence, holds in besides if holds)[:1]
    return Outcome(
        end=End.WAITS if WAITING in says else ends.get(verdict, End.DONE),
        verdict=verdict,
        says=says,
        deadline=pending_deadline(records),
        rows=rows if verdict is Verdict.MIX else (),
    )
