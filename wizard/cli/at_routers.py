"""However a command that changes routers ends: its code and last words say where they stand, a running timer first."""

from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from signal import Signals

from wizard.cli.ends import EXITS, gravest
from wizard.cli.exit_codes import GUARDED_BY_A_TIMER, OF_ROUTERS, Exit
from wizard.cli.output import data, data_json, tell
from wizard.cli.run_to_end import Ended, attempted
from wizard.errors import EzError, OutputError, SiteLocked
from wizard.guide.push_words import next_behind_way_back, next_in_words, outcome_as_values, outcome_in_words
from wizard.model.plan import Plan
from wizard.plan.perspective import devices
from wizard.push.journal import FOLDER, read
from wizard.push.journal_record import Kind, Record
from wizard.push.journal_says import arming, outcome_of
from wizard.push.next_command import goes_on, next_words, to_go_on
from wizard.push.outcome import End, Outcome
from wizard.sentence import Sentence
from wizard.site import Writer, names_of
from wizard.site.folder import Folder

TAKES_BACK = "ez2flex revert"
"""The program that sends nothing forward."""
Told = tuple[str, Outcome]
"""A router, and how it ended there."""


def at_routers(arguments: Namespace, program: str, work: Callable[[Writer, Plan], Sequence[Told]]) -> int:
    """Carries the work out at a site, and says how it ended; where a timer runs still, whatever else ended it, that."""
    told: list[Told] = []
    plans: list[Plan] = []
    is_left_to_another, code = False, int(Exit.UNKNOWN)
    before = _announced(Path(arguments.site))

    def worked() -> Exit:
        nonlocal is_left_to_another
        try:
            with Writer(Path(arguments.site), program) as site:
                plans.append(site.read())
                told.extend(work(site, plans[0]))
        except SiteLocked:
            is_left_to_another = True
            raise
        return EXITS[gravest([outcome.end for _, outcome in told])] if told else Exit.DONE

    try:
        code = attempted(worked, holds=GUARDED_BY_A_TIMER)
    except Ended as ended:
        if not (running := armed(Path(arguments.site))):
            raise
        tell(f"ez2flex: ended by {Signals(ended.number).name}")
    else:
        is_said = is_left_to_another or code in OF_ROUTERS or code == Exit.DONE
        running = () if is_said else armed(Path(arguments.site))
    if running:
        told, code = list(running), Exit.UNKNOWN
        said(running, is_json=arguments.json)
    if code == Exit.REFUSED and _announced(Path(arguments.site)) != before:
        # The routers before the one that was refused were changed.
        code = Exit.STOPPED
    if arguments.json and code in (Exit.DONE, Exit.REFUSED, *OF_ROUTERS):
        _written(lambda: data_json([outcome_as_values(*each) for each in told]), told)
    for text in _next(program, arguments.site, plans, running, told):
        tell(text)
    return code


def _next(
    program: str, site: str, plans: Sequence[Plan], running: Sequence[Told], told: Sequence[Told]
) -> Iterator[Sentence]:
    """What to type next, where a timer runs, else where it ended; routers that wait are gone on with together."""
    waiting = {device: outcome for device, outcome in told if outcome.end is End.WAITS}
    if not running and len(waiting) > 1 and told[-1][1].end in (End.DONE, End.WAITS):
        yield next_in_words(site, "", next(iter(waiting.values())), to_go_on(*waiting))
        return
    to_say = next_behind_way_back if program == TAKES_BACK and not running else next_in_words
    journals = dict(_journals(Path(site)))
    for device, outcome in running or told[-1:]:
        name = names_of(plans[0])[device] if plans and device in devices(plans[0]) else device
        records = journals.get(name, ())
        known = to_go_on(device) if running or goes_on(records) or not plans else next_words(plans[0], device, records)
        if text := to_say(site, device, outcome, known):
            yield text


def said(told: Sequence[Told], *, is_json: bool) -> None:
    """Says how it ended at routers; for a machine that is said at the end, in one document."""
    if told and not is_json:
        _written(lambda: data("\n".join(_words(told))), told)


def _written(write: Callable[[], None], told: Sequence[Told]) -> None:
    """On standard error where standard output is closed or full: the work does not hang on it."""
    try:
        write()
    except OutputError as error:
        tell("\n".join((str(error), *_words(told))))


def _words(told: Sequence[Told]) -> Iterator[str]:
    return (row for device, outcome in told for row in outcome_in_words(device, outcome))


def armed(path: Path) -> tuple[Told, ...]:
    """The routers on which a timer of ours runs, as far as their journals can be read; the plan is not asked for."""
    return tuple((device, outcome_of(records)) for device, records in _journals(path) if arming(records))


def _announced(path: Path) -> int:
    """How many changes of routers their journals announce."""
    return sum(record.kind is Kind.INTENT for _, records in _journals(path) for record in records)


def _journals(path: Path) -> tuple[tuple[str, tuple[Record, ...]], ...]:
    with suppress(EzError, OSError), Folder(path) as folder:
        return tuple(_readable(folder))
    return ()


def _readable(folder: Folder) -> Iterator[tuple[str, tuple[Record, ...]]]:
    for name in folder.names(FOLDER):
        with suppress(EzError):
            yield name.removesuffix(".jsonl"), read(folder.read(f"{FOLDER}/{name}") or b"", name)[0]
