"""What is typed, pasted and clicked faster than a screen opens, or at random."""

from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.timer import Timer, TimerCallback
from textual.widgets import OptionList

from screens.app import EzApp
from screens.modals import AskModal
from screens.widgets.search import SearchLine
from tests.pilot import Driver, driven, site, sources, wizard
from tests.random_keys import BEGINNINGS, key_event, press_at_random
from wizard.guide.opening import Opening

KEYS = 300
"""How many are pressed from each step on; `dev.py bench --keys` presses more."""


async def typed_fast(driver: Driver, *keys: str) -> None:
    """Type all of it before the wizard has done anything about the first key."""
    for key in keys:
        driver.app.post_message(key_event(key))
    await driver.until(lambda: not driver.app.has_typed_ahead)
    await driver.settle()


async def test_a_search_typed_fast_is_a_search(tmp_path: Path) -> None:
    """`//` and a whole search typed at once end neither in an error nor in another step: the line has all of it."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        await driver.press("5")
        await typed_fast(driver, "slash", "slash", "f")
        typed = driver.app.screen.query_one(SearchLine).value
        await typed_fast(driver, "escape", "slash", *"pfs", "enter")

        assert typed == "/f"
        assert driver.step == "crypto"
        assert "pfs" in driver.rows("#questions")[driver.searched_cursor].lower()


async def test_an_answer_typed_fast_is_an_answer(tmp_path: Path) -> None:
    """Enter, an answer and enter typed at once answer the question, and open no step of that number."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        await driver.press("5")
        await driver.press("z")
        await driver.go_to("#questions", "ipsec lifetime")
        await typed_fast(driver, "enter", *["backspace"] * 6, *"4321", "enter")

        assert driver.step == "crypto"
        assert "4321" in driver.plan.stored_answers.values()


async def test_a_path_typed_fast_behind_plus_is_a_path() -> None:
    """What is typed while the line for a path opens stands in it."""
    async with driven(wizard(Opening(files=sources("guide-reuse")))) as driver:
        await typed_fast(driver, "plus", *"b1.cfg")
        asked = driver.app.screen

        assert isinstance(asked, AskModal)
        assert str(asked.query_one("#asked").value) == "b1.cfg"  # type: ignore[attr-defined]


class BusyMachine(EzApp):
    """The wizard on a machine so busy that the short timers of Textual are over before they begin."""

    def set_timer(self, delay: float, callback: TimerCallback | None = None, **options: Any) -> Timer:
        timer = super().set_timer(delay, callback, **options)
        if delay < 0.01:
            timer.stop()
        return timer


async def test_keys_that_wait_are_taken_on_a_busy_machine(tmp_path: Path) -> None:
    """They waited for ever where one timer was not due, and every key behind them too."""
    app = BusyMachine(Opening(folder=site("guide-reuse", tmp_path)))
    async with driven(app) as driver:
        await typed_fast(driver, "1", "plus", *"b1.cfg")
        asked = driver.app.screen

        assert isinstance(asked, AskModal)
        assert str(asked.query_one("#asked").value) == "b1.cfg"  # type: ignore[attr-defined]


async def test_a_paste_that_nothing_takes_says_so(tmp_path: Path) -> None:
    """A text that is pasted on a list goes nowhere, and the wizard says where it could go."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        said = {}
        for key in "57":
            await driver.press(key)
            driver.app.post_message(events.Paste("aes-cbc-256"))
            await driver.settle()
            said[key] = driver.text("#status")

        assert said["5"].startswith("Nothing takes this paste here: enter opens the question")
        assert said["7"].startswith("Nothing takes this paste here: /")


async def test_a_paste_on_the_sources_is_a_path(tmp_path: Path) -> None:
    """A file that is dropped on the terminal is asked about, and read."""
    async with driven(wizard(Opening(files=sources("guide-reuse")[:2]))) as driver:
        driver.app.post_message(events.Paste(f"{sources('guide-reuse')[2]}\n"))
        await driver.settle()
        await driver.press("enter")

        assert len(driver.plan.spokes) == 2


async def test_a_configuration_that_is_pasted_on_the_sources_is_no_path(tmp_path: Path) -> None:
    """Its first line was asked about as a path, and the others were lost; several paths, a line each, are read."""
    first, second, third = (str(path) for path in sources("guide-reuse")[:3])
    async with driven(wizard(Opening())) as driver:
        await driver.press("enter")
        driver.app.post_message(events.Paste("hostname spoke1\n!\ninterface Vlan1\n"))
        await driver.settle()
        said, asked = driver.text("#status"), driver.app.screen
        driver.app.post_message(events.Paste(f"{first}\n{second}\n{third}\n"))
        await driver.settle()
        await driver.press("enter")

        assert said == "3 lines of text are no path: save them as a file, and + reads that."
        assert not isinstance(asked, AskModal)
        assert len(driver.plan.spokes) == 2


async def test_an_unbracketed_paste_does_no_harm(tmp_path: Path) -> None:
    """A configuration that arrives as keys presses keys, and the wizard goes on."""
    text = "crypto isakmp client configuration group SITES\n key s3cret\n//\n?"
    names = {" ": "space", "\n": "enter", "/": "slash", "?": "question_mark"}
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        await driver.press("5")
        await typed_fast(driver, *(names.get(sign, sign) for sign in text))

        assert driver.app.is_running
        assert driver.app.screen.query("*")


async def test_a_key_that_comes_back_after_its_step_was_left_waits_for_the_next_one(tmp_path: Path) -> None:
    """A busy machine hands a key back to the wizard while the step that the key before it asked for is being built."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        await driver.press("5")
        late = [key_event("slash"), key_event("p")]
        for key in late:
            key._set_forwarded()
        driver.app.go("preview")
        assert not driver.app.screen.is_mounted
        for key in reversed(late):
            await driver.app.on_event(key)
        await driver.until(lambda: not driver.app.has_typed_ahead)
        await driver.settle()

        assert driver.step == "preview"
        assert driver.app.screen.query_one(SearchLine).value == "p"


@pytest.mark.parametrize("step", BEGINNINGS)
async def test_random_keys_do_no_harm(step: str) -> None:
    """Whatever is pressed, clicked and pasted: no error, no lost answer, and the plan on disk is that on the screen."""
    opened_again = await press_at_random(BEGINNINGS.index(step), KEYS, step)

    # Harm raises, with the keys that did it; a wizard that ended at each of them would be opened again as often.
    assert opened_again < KEYS / 2


async def test_choices_are_paged_through_where_none_is_in_view(tmp_path: Path) -> None:
    """Page down goes to the last choice also where the list has no room, as in a terminal that is being resized."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        await driver.press("5")
        await driver.press("enter")
        choices = driver.one("#choices", OptionList)
        choices.styles.height = 0
        await driver.settle()
        await driver.press("pagedown")
        last = choices.highlighted
        await driver.press("pageup")

        assert (last, choices.highlighted) == (choices.option_count - 1, 0)
