"""The laws of the stage files, proved a second time: typed line by line at a practice router."""

import re
from functools import cache

import pytest

from tests.golden_cases import golden_cases, golden_plan, output
from tests.practice_routers import logged_in, router, told
from tests.pushed_plans import plan_of
from wizard.ios.printed_forms import as_printed, is_as_predicted
from wizard.model.configuration import Configuration
from wizard.model.stage import Stage
from wizard.parse.sources import read_source
from wizard.plan.baseline import baseline
from wizard.plan.perspective import devices
from wizard.practice import PracticeRouter

CASES = [(case, device) for case in golden_cases() for device in devices(golden_plan(case))]
BY_DEVICE = pytest.mark.parametrize(("case", "device"), CASES, ids=[f"{case}-{device}" for case, device in CASES])
BEFORE_CLEANUP = [stage for stage in Stage if stage is not Stage.CLEANUP]
REFUSALS = (
    "% Invalid",
    "% Incomplete",
    "% Ambiguous",
    "% Duplicate",
    "cannot",
    "first remove",
    "[yes/no]",
    "[confirm]",
)


def left_behind_each_block(source: str) -> str:
    """The lines of a source with `exit` behind each block: routers print files of which some lines are not typed so."""
    return re.sub(r"(?m)^( .*\n(?:!.*\n)*)(?=[^ !\n])", r"\1exit\n", source).replace("^C", "~")


def type_in(practice: PracticeRouter, commands: str) -> None:
    """A login that types the lines of a stage in configuration mode; no line is refused."""
    terminal = logged_in(practice)
    told(terminal, "configure terminal")
    for line in commands.splitlines():
        answer = told(terminal, line)
        assert not [words for words in REFUSALS if words in answer], f"{line}: {answer}"
    told(terminal, "end")
    terminal.close()


def shown(practice: PracticeRouter) -> Configuration:
    """What the product reads of the router's own output."""
    terminal = logged_in(practice)
    text = told(terminal, "show running-config")
    terminal.close()
    return read_source(text.encode("utf-8", "surrogateescape"), "running.cfg").configuration


def read(text: str) -> Configuration:
    """A golden configuration as the product reads it."""
    return read_source(text.encode("utf-8", "surrogateescape"), "predicted.cfg").configuration


@cache
def at_source(case: str, device: str) -> PracticeRouter:
    """A router as it is before the migration."""
    return router(baseline(plan_of(case), device).text())


@cache
def migrated(case: str, device: str) -> PracticeRouter:
    """A router that took stages 1 to 5."""
    practice = at_source(case, device).fork()
    for stage in BEFORE_CLEANUP:
        type_in(practice, output(case, device, stage.filename))
    return practice


@BY_DEVICE
def test_a_router_shows_the_configuration_that_it_was_given(case: str, device: str) -> None:
    """Reading a source into the router and showing it changes nothing."""
    assert is_as_predicted(shown(at_source(case, device).fork()), baseline(golden_plan(case), device))


@BY_DEVICE
def test_every_line_of_a_source_is_known(case: str, device: str) -> None:
    """Typed at a router that has nothing, no line of a whole configuration is refused, and each is shown again."""
    source = at_source(case, device).running
    empty = router("version 15.2\n")
    type_in(empty, left_behind_each_block(source))
    kept = {line.text for top in as_printed(read(empty.running)) for line in top.walk()}

    missing = [line.text for top in as_printed(read(source)) for line in top.walk() if line.text not in kept]
    assert not [text for text in missing if not text.startswith("banner ")]


@BY_DEVICE
def test_the_typed_stages_lead_from_the_source_to_the_target(case: str, device: str) -> None:
    """Stages 1 to 5, line by line at the prompt, give target.cfg."""
    assert is_as_predicted(shown(migrated(case, device).fork()), read(output(case, device, "target.cfg")))


@BY_DEVICE
def test_the_typed_clean_up_leads_to_the_final_configuration(case: str, device: str) -> None:
    """The clean-up gives final.cfg."""
    practice = migrated(case, device).fork()
    type_in(practice, output(case, device, Stage.CLEANUP.filename))

    assert is_as_predicted(shown(practice), read(output(case, device, "final.cfg")))


@BY_DEVICE
def test_the_typed_inverses_lead_back_to_the_source(case: str, device: str) -> None:
    """Every inverse, the last one first, gives the source with the login that it got."""
    practice = migrated(case, device).fork()
    type_in(practice, output(case, device, Stage.CLEANUP.filename))
    for stage in reversed(Stage):
        type_in(practice, output(case, device, stage.undo_filename))
    before = at_source(case, device).fork()
    type_in(before, output(case, device, Stage.LOGIN.filename))

    assert is_as_predicted(shown(practice), shown(before))


@BY_DEVICE
def test_a_cutover_that_nobody_confirms_is_taken_back(case: str, device: str) -> None:
    """Armed on the staged router, the timer gives back what was there before the cut-over, byte for byte."""
    practice = at_source(case, device).fork()
    for stage in BEFORE_CLEANUP[:-1]:
        type_in(practice, output(case, device, stage.filename))
    type_in(practice, "archive\n path flash:practice\n")
    before = practice.running
    terminal = logged_in(practice)
    told(terminal, "configure terminal revert timer 5")
    told(terminal, "end")
    type_in(practice, output(case, device, Stage.CUTOVER.filename))
    practice.clock.go_on(301)

    assert practice.running == before
