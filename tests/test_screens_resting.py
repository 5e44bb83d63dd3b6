"""What is said of the row under a cursor follows when it rests; the cursor itself, and every key, wait for nothing."""

from pathlib import Path

import pytest
from textual.widgets import OptionList

from screens.rows_on_terminal import RowsOnTerminal
from screens.widgets.lines import LineList
from screens.widgets.plain_text import PlainText
from screens.widgets.question_editor import QuestionEditor
from screens.widgets.question_list import QuestionList
from screens.widgets.resting import RestingCursor
from tests.pilot import Driver, driven, site, wizard
from tests.slow_line import bytes_sent
from wizard.guide.opening import Opening

NEVER = 3600.0
LEAST, MOST = 300, 1000
"""Bytes of a key, and of what follows it when the cursor rests: a third of a second and one at 9600 baud."""

LISTS = {"sources": "1", "ledger": "2", "questions": "5", "findings": "7", "preview": "8", "run sheet": "9"}
"""The key of the step with each list."""


async def press(driver: Driver, key: str) -> RestingCursor:
    """Press a key of a list whose cursor does not rest behind it."""
    lines = driver.app.screen.focused
    assert isinstance(lines, LineList)
    lines.rest = NEVER
    await driver.pilot.press(key)
    return lines


@pytest.mark.parametrize("key", LISTS.values(), ids=LISTS)
async def test_a_key_writes_the_row_of_the_cursor_and_the_text_follows(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without colours at 80x24, so that it is there at once over a slow line too."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        await driver.press(key, "home")
        rows, at_once, follows = RowsOnTerminal(), list[int](), list[int]()
        bytes_sent(driver, rows)
        for _ in range(3):
            lines = await press(driver, "down")
            at_once.append(bytes_sent(driver, rows))
            lines.follow()
            await driver.settle()
            follows.append(bytes_sent(driver, rows))

    assert max(at_once) <= LEAST
    assert max(follows) <= MOST


async def test_the_text_follows_when_the_cursor_rests(tmp_path: Path) -> None:
    """Not before, and without a key."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path))), at="found") as driver:
        await driver.press("home")
        before = driver.text("#entry-text")
        lines = await press(driver, "down")
        moving = driver.text("#entry-text")
        lines.rest = 0.01
        await driver.pilot.press("down")
        await driver.until(lambda: not lines.is_moving)
        await driver.settle()

        assert moving == before
        assert driver.text("#entry-text") != before


async def test_a_key_acts_on_the_row_of_the_cursor_before_its_text_followed(tmp_path: Path) -> None:
    """Enter opens the question that the cursor came to just then."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path))), at="crypto") as driver:
        await driver.press("home", "down")
        before = driver.text("#detail-text")
        await press(driver, "down")
        question = driver.one("#questions", QuestionList).question
        still = driver.text("#detail-text")
        await driver.press("enter")

        assert still == before
        assert question
        assert question.first.question.wording not in before
        assert question.first.question.wording in driver.text("#editor-question")


async def test_what_a_choice_gives_follows_too(tmp_path: Path) -> None:
    """The mark is on the next choice at once, its lines stand there when the cursor rests."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path))), at="crypto") as driver:
        await driver.press("home", "down", "enter")
        before, editor = driver.text("#editor-lines"), driver.one("#editor", QuestionEditor)
        editor.rest = NEVER
        await driver.pilot.press("down")
        marked = [str(option.prompt)[0] for option in driver.one("#choices", OptionList).options]
        moving = driver.text("#editor-lines")
        await driver.settle()

        assert marked[:2] == [" ", ">"]
        assert moving == before
        assert driver.text("#editor-lines") != before


async def test_who_goes_to_the_text_finds_that_of_the_row(tmp_path: Path) -> None:
    """Tab waits for no rest."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path))), at="crypto") as driver:
        await driver.press("home", "down")
        before = driver.text("#detail-text")
        lines = await press(driver, "down")
        await driver.pilot.press("tab")

        assert not lines.is_moving
        assert driver.text("#detail-text") != before


async def test_a_warning_that_was_passed_by_is_not_read(tmp_path: Path) -> None:
    """One is read that the cursor rested on."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path))), at="findings") as driver:
        await driver.press("home")
        read = driver.app.read
        await press(driver, "down")
        passed = driver.app.read
        await driver.settle()

        assert passed == read
        assert len(driver.app.read) == len(read) + 1


async def test_a_window_stands_above_what_is_said_of_the_row_of_the_cursor(tmp_path: Path) -> None:
    """Who moves on and opens a window at once sees below it the text of the row, however late that would have come."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path))), at="crypto") as driver:
        await driver.press("home", "down")
        step, questions = driver.app.screen, driver.one("#questions", QuestionList)
        questions.rest = 600
        await driver.pilot.press("down", "question_mark")
        await driver.until(lambda: driver.app.screen is not step)
        await driver.until(lambda: not questions.is_moving)
        await driver.settle()

        assert questions.question
        assert questions.question.first.question.wording in str(step.query_one("#detail-text", PlainText).visual)
