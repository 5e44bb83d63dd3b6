"""Where a router stands in its migration, told from what it shows: typed line by line at a practice router."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache

import pytest

from tests.golden_cases import output
from tests.practice_routers import logged_in, told
from tests.test_practice_laws import BEFORE_CLEANUP, BY_DEVICE, CASES, at_source, read, shown, type_in
from wizard.ios.printed_forms import is_as_predicted
from wizard.ios.residue import Compared
from wizard.model.configuration import Configuration
from wizard.model.stage import Stage
from wizard.practice import PracticeRouter
from wizard.push.journal_record import Verdict
from wizard.push.standing import INERT, Migration, Standing

DEADLINE = datetime(2026, 11, 30, 2, 32, tzinfo=UTC)
OF_STAGES = tuple(Stage)
WITH_A_CUT_OVER = [pair for pair in CASES if output(*pair, Stage.CUTOVER.filename)]
BY_DEVICE_CUT_OVER = pytest.mark.parametrize(
    ("case", "device"), WITH_A_CUT_OVER, ids=[f"{case}-{device}" for case, device in WITH_A_CUT_OVER]
)


@cache
def before(case: str, device: str) -> PracticeRouter:
    """A router as it is before the migration, saved."""
    practice = at_source(case, device).fork()
    save(practice)
    return practice


@cache
def staged(case: str, device: str) -> PracticeRouter:
    """A router that took the stages before the cut-over, saved."""
    practice = before(case, device).fork()
    for stage in BEFORE_CLEANUP[:-1]:
        type_in(practice, output(case, device, stage.filename))
    save(practice)
    return practice


@cache
def cut_over(case: str, device: str) -> PracticeRouter:
    """A router that took the cut-over, too."""
    practice = staged(case, device).fork()
    type_in(practice, output(case, device, Stage.CUTOVER.filename))
    return practice


@cache
def migration(case: str, device: str) -> Migration:
    """What is predicted of a router of a golden case, from what it showed before its first stage."""
    texts = ((stage, output(case, device, stage.filename)) for stage in OF_STAGES)
    found = shown(before(case, device).fork())
    return Migration(found, found, [(stage, tuple(read(text))) for stage, text in texts if text])


def saved(practice: PracticeRouter) -> Configuration:
    """What it would start with."""
    terminal = logged_in(practice)
    text = told(terminal, "more nvram:startup-config")
    terminal.close()
    return read(text)


def save(practice: PracticeRouter) -> None:
    """Types `write memory`."""
    terminal = logged_in(practice)
    told(terminal, "write memory")
    terminal.close()


def standing(
    case: str, device: str, practice: PracticeRouter, begun: Stage | None, deadline: datetime | None = None
) -> Standing:
    """Where a practice router stands, by what it shows."""
    running, startup = shown(practice), saved(practice)
    return migration(case, device).standing(running, startup, begun=begun, deadline=deadline)


@BY_DEVICE
def test_a_router_that_took_nothing_is_old(case: str, device: str) -> None:
    """What it showed before is what it shows now."""
    assert standing(case, device, before(case, device).fork(), None) == Standing(verdict=Verdict.OLD, is_saved=True)


@BY_DEVICE
def test_each_whole_stage_is_told(case: str, device: str) -> None:
    """Inert stages that are saved are STAGED, a cut-over is NEW, saved or not; before its save each is told, too."""
    practice = before(case, device).fork()
    sent = [stage for stage in OF_STAGES if output(case, device, stage.filename)]
    for stage in sent:
        type_in(practice, output(case, device, stage.filename))
        unsaved = standing(case, device, practice, stage)
        save(practice)
        told_now = standing(case, device, practice, stage)
        is_new = stage in (Stage.CUTOVER, Stage.CLEANUP)
        is_last_before = not is_new and stage is [each for each in sent if each in BEFORE_CLEANUP[:4]][-1]

        assert unsaved.verdict is (Verdict.NEW_UNSAVED if is_new else Verdict.PARTIAL)
        assert told_now.verdict is (
            Verdict.NEW_SAVED if is_new else Verdict.STAGED if is_last_before else Verdict.PARTIAL
        )
        assert told_now.stage is unsaved.stage is stage


def type_all(practice: PracticeRouter, rows: list[str]) -> None:
    """Types rows in configuration mode, also where the router refuses one because another was left out."""
    terminal = logged_in(practice)
    for row in ("configure terminal", *rows, "end"):
        told(terminal, row)
    terminal.close()


def broken_texts(rows: list[str], drawn: random.Random) -> Iterator[list[str]]:
    """The rows of a stage up to some line of it, and without some line that opens nothing."""
    lines = [place for place, row in enumerate(rows) if row.strip() not in ("!", "exit") and row[:1] != "!"]
    alone = [place for place in lines if not "".join(rows[place + 1 : place + 2]).startswith(" ")]
    yield from (rows[: place + 1] for place in drawn.sample(lines[:-1], min(2, len(lines[:-1]))))
    yield from ([*rows[:place], *rows[place + 1 :]] for place in drawn.sample(alone, min(2, len(alone))))


@BY_DEVICE
def test_a_stage_that_was_broken_off_is_told_with_its_lines(case: str, device: str) -> None:
    """Part of an inert stage is PARTIAL with its lines, of any other a MIX; with our timer it is unknown until then."""
    drawn = random.Random(f"{case} {device}")
    practice = before(case, device).fork()
    for stage in OF_STAGES:
        rows = output(case, device, stage.filename).splitlines()
        for broken_off in broken_texts(rows, drawn):
            broken = practice.fork()
            type_all(broken, broken_off)
            here = standing(case, device, broken, stage)
            if is_as_predicted(shown(broken), shown(practice.fork())) or here.stage is stage:
                # It said again what stood there, or what is left says nothing more.
                continue
            assert here.verdict is (Verdict.PARTIAL if stage in INERT else Verdict.MIX), broken_off[-1]
            assert not here.residue.is_empty
            assert standing(case, device, broken, stage, DEADLINE).verdict is Verdict.UNKNOWN
        type_in(practice, "\n".join(rows))
        save(practice)


@BY_DEVICE_CUT_OVER
def test_a_trial_is_one_only_with_every_line_of_it(case: str, device: str) -> None:
    """While our timer runs, the new configuration is a trial; without the timer it would be new."""
    practice = cut_over(case, device).fork()
    here = standing(case, device, practice, Stage.CUTOVER, DEADLINE)

    assert (here.verdict, here.deadline) == (Verdict.TRIAL, DEADLINE)


@BY_DEVICE_CUT_OVER
def test_a_foreign_save_in_a_trial_is_a_mix_once_the_router_went_back(case: str, device: str) -> None:
    """A power cycle would bring the trial again: old is not what such a router is."""
    practice = cut_over(case, device).fork()
    save(practice)
    type_in(practice, output(case, device, Stage.CUTOVER.undo_filename))
    here = standing(case, device, practice, Stage.CUTOVER)

    assert (here.verdict, here.in_startup) == (Verdict.MIX, True)
    assert here.residue.rows


@BY_DEVICE
def test_a_line_of_somebody_else_makes_it_a_mix_that_names_the_line(case: str, device: str) -> None:
    """After a whole cut-over, too."""
    practice = cut_over(case, device).fork()
    type_in(practice, "interface Loopback4711\n description of somebody else")
    here = standing(case, device, practice, Stage.CUTOVER)

    assert here.verdict is Verdict.MIX
    assert ("interface Loopback4711", "description of somebody else") in here.residue.surplus


@BY_DEVICE
def test_what_two_configurations_differ_in_is_nothing_where_they_are_the_same(case: str, device: str) -> None:
    """The lines and the comparison never say two things."""
    texts = [output(case, device, name) for name in ("target.cfg", "final.cfg", Stage.STAGE.filename)]
    made = [read(text) for text in texts if text]
    for first in made:
        for second in made:
            empty = Compared(first).residue(Compared(second)).is_empty
            assert empty is is_as_predicted(first, second)
