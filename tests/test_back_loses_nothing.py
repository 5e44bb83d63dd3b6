"""Back from any step loses nothing: no answer of any kind, no place, no folding, no search, no reading."""

from pathlib import Path
from typing import NamedTuple

import pytest
from textual.widgets import Input

from screens.modals import AskModal
from screens.steps.step import StepScreen
from screens.widgets.question_editor import QuestionEditor
from tests.pilot import Driver, driven, site, wizard
from tests.test_help_explains_everything import STEPS, back_to
from wizard.guide.opening import Opening
from wizard.model.question import Kind
from wizard.plan.question_rows import rows_of


class Answer(NamedTuple):
    """A question, another answer to it, and what it looks like."""

    key: str
    value: str
    kind: Kind


ANSWERS = (
    Answer("management_access", "tunnel", Kind.CHOICE),
    Answer("ezvpn-spoke1.login_username", "netops", Kind.NAME),
    Answer("login_password", "0ther-Secret", Kind.SECRET),
    Answer("encapsulation", "gre", Kind.CHOICE),
    Answer("hub_networks", "10.10.0.0/16, 10.20.0.0/16", Kind.NETWORKS),
    Answer("ike_lifetime", "7200", Kind.NUMBER),
    Answer("dpd", "30 5 periodic", Kind.TEXT),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site."""
    return site("guide-reuse", tmp_path)


def value(driver: Driver, key: str) -> str:
    """What holds for that question now."""
    return next(row.first.value for row in rows_of(driver.plan) if key in {row.key, *row.keys})


async def test_an_answer_of_every_kind_outlives_the_way_back_through_every_step(folder: Path) -> None:
    """Given in its step, left by b and by escape, met again from the front: the answers are there, and on disk."""
    async with driven(wizard(Opening(folder=folder)), at="overview") as driver:
        for row in ANSWERS:
            await driver.answer(row.key, row.value)
            answered = driver.plan
            await driver.press("b", "escape")
            await driver.press("h")
            assert driver.plan == answered
        for _ in STEPS:
            await driver.press("f")
        for key in ("b", "escape") * len(STEPS):
            await driver.press(key)
        values = {row.key: value(driver, row.key) for row in ANSWERS if row.kind is not Kind.SECRET}

        assert values == {row.key: row.value for row in ANSWERS if row.kind is not Kind.SECRET}
        assert "0ther-Secret" in {secret.value.reveal() for secret in driver.plan.secrets}
        assert driver.app.stored == driver.plan


MOVES = {
    "overview": ("j",),
    "sources": ("j",),
    "found": ("z", "pagedown", "]"),
    "strategy": ("z", "j", "j", "j"),
    "identity": ("z", "j", "j"),
    "crypto": ("z", "j", "j", "j", "j"),
    "addresses": ("z", "j", "j"),
    "findings": ("j", "j"),
    "preview": ("d", "]", "z", "c", "j"),
    "run-sheet": ("j", "j"),
    "report": (),
}
"""Keys that move the cursor, fold, and choose a tab in each step."""


@pytest.mark.parametrize("step", MOVES)
async def test_whoever_leaves_a_step_and_comes_back_is_where_he_was(step: str, folder: Path) -> None:
    """By b from another step, and by the number of the step: router, tab, folds and row are as they were."""
    other = "crypto" if step != "crypto" else "findings"
    async with driven(wizard(Opening(folder=folder)), at=step) as driver:
        await driver.press(*MOVES[step])
        row = row_of(driver)
        before = what_stands(driver)
        await driver.press(STEPS[other])
        elsewhere = driver.step
        await driver.press("b")
        by_b = driver.step, row_of(driver), what_stands(driver)
        await driver.press(STEPS[other], STEPS[step])
        by_number = driver.step, row_of(driver), what_stands(driver)

        assert elsewhere == other
        assert by_b == by_number == (step, row, before)


def row_of(driver: Driver) -> str:
    """The row under the cursor."""
    screen = driver.app.screen
    assert isinstance(screen, StepScreen)
    lists = screen.searched()
    return lists.searchable(lists.cursor) if lists and lists.count() else ""


def what_stands(driver: Driver) -> str:
    """The page below rail and header, without what the status says."""
    # The scroll bar is drawn in eighths of a cell, and rounds by the way that it came.
    return "\n".join(row[:-1] for row in driver.screen_text().splitlines()[2:-2])


@pytest.mark.parametrize("above", ["question_mark", "f1", "f2"])
async def test_what_is_half_typed_stays_while_the_help_is_read(above: str, folder: Path) -> None:
    """F1 above a line that is typed, and F2 for more room, come back to the same words; escape alone drops them."""
    async with driven(wizard(Opening(folder=folder)), at="strategy") as driver:
        await driver.press("slash", *"login username", "enter", "enter")
        field = driver.app.screen.query_one(Input)
        field.value = "half"
        if above != "question_mark":
            await driver.press(above)
            await driver.press(above)
        kept = driver.app.screen.query_one(Input).value
        plan = driver.plan
        await driver.press("escape")

        assert kept == "half"
        assert not driver.app.screen.query(QuestionEditor)
        assert driver.plan == plan


async def test_what_is_refused_stays_to_be_mended(folder: Path) -> None:
    """A wrong answer, a wrong path and a search that finds nothing keep what was typed, and the plan."""
    async with driven(wizard(Opening(folder=folder)), at="strategy") as driver:
        plan = driver.plan
        await driver.press("slash", *"login username", "enter", "enter")
        await driver.fill_in("two words")
        typed = driver.app.screen.query_one(Input).value
        await back_to(driver, "sources")
        await driver.press("+")
        await driver.fill_in("nowhere.cfg")

        assert typed == "two words"
        assert isinstance(driver.app.screen, AskModal)
        assert driver.app.screen.query_one(Input).value == "nowhere.cfg"
        assert driver.plan == plan


async def test_a_search_stays_while_it_is_explained(folder: Path) -> None:
    """F1 above the line of a search comes back to it."""
    async with driven(wizard(Opening(folder=folder)), at="found") as driver:
        await driver.press("slash", *"crypt")
        await driver.press("f1")
        await driver.press("f1")
        await driver.press("o", "enter")

        assert driver.text("#status") == ""
        assert "crypto" in row_of(driver)


async def test_warnings_that_were_read_and_blockers_that_were_accepted_stay_so(folder: Path) -> None:
    """Leaving step 7 by b and coming back asks nobody to read or to accept again."""
    async with driven(wizard(Opening(folder=folder)), at="overview") as driver:
        await driver.press("7", *("j" * 6))
        read = driver.app.read
        await driver.press("b", "7", "b")

        assert read
        assert driver.app.read == read
