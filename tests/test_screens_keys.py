"""What keys mean: one thing each, on every screen; and why one does nothing."""

import importlib
import inspect
import pkgutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.dom import DOMNode

import screens
from tests.conftest import NARROW, WIDE
from tests.pilot import driven, site, sources, wizard
from wizard.guide.opening import Opening
from wizard.guide.route import ROUTE

ALWAYS_THE_ROW = {"enter"}
"""It does what the row under the cursor is for."""
ALWAYS_OUT = {"escape"}
"""It leaves what was opened last."""
OF_A_PUSH = {"PushScreen", "LogView"}
"""A push has keys of its own, said in two rows of its own; no key of a step, and none of another list, works there."""


def bound() -> Iterator[tuple[str, str, str]]:
    """Every key of every screen and widget of ours, with what it is said to do, and of which class."""
    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        for name, part in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(part, DOMNode) and part.__module__ == module.name:
                for binding in part.__dict__.get("BINDINGS", ()):
                    yield from ((key, binding.description.lower(), name) for key in binding.key.split(","))


def test_a_key_has_one_meaning() -> None:
    """No letter does one thing in one step and another in the next."""
    meanings: dict[str, set[str]] = defaultdict(set)
    for key, description, where in bound():
        if where not in OF_A_PUSH:
            meanings[key].add(description)

    assert {
        key: said for key, said in meanings.items() if len(said) > 1 and key not in ALWAYS_THE_ROW | ALWAYS_OUT
    } == {}
    assert len(meanings) > 40


async def test_a_key_of_another_step_says_where_it_does_something(tmp_path: Path) -> None:
    """Pressed where it does nothing, a key names the step in which it does something."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        said = {}
        for step, key in (("1", "w"), ("5", "x"), ("7", "c")):
            await driver.press(step)
            await driver.press(key)
            said[key] = driver.text("#status")

        assert said == {
            "w": "w is withdraw, in 7 Findings; not here.",
            "x": "x is leave out, in 1 Sources; not here.",
            "c": "c is change, in 8 Preview; not here.",
        }


OFF = {
    "1": ({"u": "There is nothing to undo.", "n": "Nothing is searched yet: / asks what to look for."}),
    "5": {
        "r": "This question has no answer of yours that could be taken back.",
        "A": "This question is asked once for the whole site: enter answers it.",
        "s": "This row is of one router or of the whole site: enter answers it.",
    },
    "7": {"a": "Only a blocker needs to be accepted.", "w": "This finding is not accepted."},
    "8": {
        "t": "There is no single text here: ] takes a stage, and t on a line that changes shows what takes it back.",
        "enter": "What stands beside a change is not folded: c goes to the next change.",
    },
}
"""Of each step keys that do nothing at first, and why."""


@pytest.mark.parametrize("step", OFF)
async def test_a_key_that_does_nothing_now_says_why_when_it_is_pressed_and_in_the_help(
    step: str, tmp_path: Path
) -> None:
    """Both are the same sentence, and the plan is as it was."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path))), WIDE) as driver:
        await driver.press(step)
        await driver.press("end" if step == "7" else "home")
        await driver.press("down" if step == "5" else "shift")
        plan = driver.plan
        title, text = screens.help_for(driver.app.screen)
        for key, why in OFF[step].items():
            await driver.press(key)

            assert driver.text("#status") == why
            assert why in text.partition("Keys that do nothing now:")[2]
        assert (title, driver.plan) == ("Help", plan)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
async def test_no_sign_of_a_legend_is_torn_apart(size: tuple[int, int], tmp_path: Path) -> None:
    """`[ ]` and its word stand in one row of the help, whatever the width."""
    torn = []
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path))), size) as driver:
        for number in range(1, len(ROUTE) + 1):
            await driver.press(str(number % 10))
            await driver.press("?")
            rows = driver.screen_text().splitlines()
            torn += [
                row for row in rows if row.rstrip(" │┃|").endswith((" [", " [ ]", " [x]", " [=]", " [!]", " ~-", " +"))
            ]
            await driver.press("escape")

    assert not torn


async def test_the_help_names_what_was_left_out_of_the_status(tmp_path: Path) -> None:
    """Keys are named as they are on the keyboard."""
    async with driven(wizard(Opening(files=sources("guide-reuse")))) as driver:
        await driver.press("?")
        shown = driver.screen_text()

        assert "Keys that work here:" in shown
        assert "plus" not in shown
