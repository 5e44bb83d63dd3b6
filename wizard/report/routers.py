"""One router of a report: where it stands, what was done to it, and what is left of that."""

from collections.abc import Callable, Iterator, Sequence

from wizard.errors import EzError
from wizard.guide.push_words import VERDICTS
from wizard.model.plan import Plan
from wizard.model.stage import Stage
from wizard.plan.perspective import roles_of
from wizard.push.flash_copy import name_of
from wizard.push.frozen_run import PUSHED
from wizard.push.guards import Change
from wizard.push.journal_record import Record, Verdict
from wizard.push.journal_says import cut_over_taken_back, journal_of, last_seen, outcome_of
from wizard.push.next_command import next_words, stage_saved
from wizard.push.outcome import End
from wizard.render.stage_files import stages_with_a_file
from wizard.report.report import LeftRow, RouterPart
from wizard.report.runs import runs_of
from wizard.report.words import TIME
from wizard.sentence import Sentence
from wizard.site import names_of
from wizard.site.folder import Folder
from wizard.typed_command import typed_command

ExitOf = Callable[[End], int]
"""The exit code of an end."""
_NOT_BEGUN: Sentence = "no push of it has begun"


def router_part(folder: Folder, plan: Plan, device: str, *, site: str, exit_of: ExitOf) -> RouterPart:
    """The router as its journal has it; a journal that cannot be read says so, and says nothing else."""
    roles = " and ".join(role.in_words for role in reversed(roles_of(plan, device)))
    try:
        records = journal_of(folder, plan, device)
    except EzError as error:
        return RouterPart(
            device=device,
            roles=roles,
            verdict="",
            means="what it runs, only the router can tell",
            exit=exit_of(End.NEEDS_A_PERSON),
            ends="its journal is broken",
            deadline=None,
            last_seen=None,
            taken_back=None,
            says=tuple(row.strip() for row in str(error).split("\n")),
            next="",
            runs=(),
        )
    outcome = outcome_of(records)
    words = next_words(plan, device, records)
    return RouterPart(
        device=device,
        roles=roles,
        verdict=outcome.verdict.value if records else "",
        means=_means(outcome.verdict, is_last=not words) if records else _NOT_BEGUN,
        exit=exit_of(outcome.end) if records else exit_of(End.DONE),
        ends=outcome.end.value if records else _NOT_BEGUN,
        deadline=outcome.deadline,
        last_seen=last_seen(records),
        taken_back=cut_over_taken_back(records),
        says=(*outcome.says, *_besides(records)),
        next=typed_command(words[0], site, *words[1:]) if words else "",
        runs=runs_of(folder, names_of(plan)[device], records),
    )


def _means(verdict: Verdict, *, is_last: bool) -> Sentence:
    """Of a hub without a cut-over of its own, that what is staged is all of it."""
    return _NO_CUT_OVER if verdict is Verdict.STAGED and is_last else VERDICTS[verdict]


_NO_CUT_OVER: Sentence = "all that is planned for it is there and saved; it needs no cut-over of its own"


def _besides(records: Sequence[Record]) -> Iterator[Sentence]:
    """What the verdict alone does not say: how it came to it."""
    if back := cut_over_taken_back(records):
        yield f"its cut-over was taken back: since {back:{TIME}} it runs the old configuration again"
    if stage_saved(records) is Stage.CLEANUP:
        yield "it is cleaned up: what EzVPN left behind, and nobody uses, is gone"


def left_of(folder: Folder, plan: Plan, part: RouterPart, *, site: str) -> Iterator[LeftRow]:
    """What is left to clean up at a router, and of it on this machine."""
    if not part.runs:
        return
    records, device = journal_of(folder, plan, part.device), part.device
    last = part.runs[-1]
    is_to_clean = Stage.CLEANUP in stages_with_a_file(plan, device)
    if part.taken_back:
        yield LeftRow(
            what=f"{device}: what is staged for FlexVPN, which changes no traffic",
            when="once nobody wants to cut over again",
            command=typed_command("revert", site, "--device", device),
        )
    elif is_to_clean and stage_saved(records) is not Stage.CLEANUP and part.next:
        yield LeftRow(
            what=f"{device}: what EzVPN leaves behind, {Stage.CLEANUP.filename}",
            when="days behind the cut-over, once nobody misses EzVPN",
            command=typed_command("push", site, "--device", device, "--stage", Stage.CLEANUP),
        )
    for consent in last.consents:
        yield LeftRow(what=f"{device}: what was accepted: {consent.what}", when=_WHOEVER, command="")
    for stage in _on_flash(records):
        yield LeftRow(
            what=f"{device}: {name_of(stage.filename)} or {name_of(stage.undo_filename)} may be on its flash",
            when="as soon as no timer is pending; `dir` shows it, `delete` removes it",
            command="",
        )
    if any(run.is_frozen for run in part.runs):
        yield LeftRow(
            what=f"{device}: the texts with keys and the configurations that were frozen, below {PUSHED}/",
            when="once the new configuration is saved and the clean-up, where one is planned",
            command=typed_command("purge", site),
        )


_WHOEVER: Sentence = "when whoever accepted it says"


def _on_flash(records: Sequence[Record]) -> tuple[Stage, ...]:
    """The stages whose file was written to flash, before the timer was set, and not deleted since."""
    left: dict[Stage, bool] = {}
    armed: set[Stage] = set()
    for record in records:
        if record.stage is None:
            continue
        if record.line in (Change.ARM, Change.RELOAD_IN):
            armed.add(record.stage)
        elif record.line == Change.FILE and record.stage not in armed:
            left[record.stage] = True
        elif record.line == Change.FILE and record.answer == "taken":
            left[record.stage] = False
            armed.discard(record.stage)
    return tuple(stage for stage, is_left in left.items() if is_left)
