"""The command palette: the wizard's own commands, each with a sentence, and none that can do nothing."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.command import CommandList, CommandPalette

import screens
from screens.commands import COMMANDS, STEPS, Command, commands_of
from tests.conftest import NARROW, WIDE
from tests.pilot import Driver, driven, site, wizard
from tests.test_screens_keys import bound
from wizard.guide.opening import Opening
from wizard.guide.route import ROUTE

NO_COMMANDS = {
    "choose": "what enter does depends on the row",
    "leave": "it leaves what is open",
    "leave_it": "it is the answer of a window",
    "stay": "it is the answer of a window",
    "part(1)": "it is for the rows of a push, beside them",
    "mark": "it is for the row of the files, in a window of its own",
    "above": "it is for the folder that the files show, in a window of its own",
    "palette": "it opens the commands themselves",
    "change": "it belongs to the window that is open",
}
"""Actions with a key in the last row that the palette does not offer, and why."""


def shown_actions() -> Iterator[str]:
    """The actions of every key that the last row can show."""
    for part in {part for part, _ in classes()}:
        for binding in part.__dict__.get("BINDINGS", ()):
            if binding.show:
                yield binding.action.rpartition(".")[2]


def classes() -> Iterator[tuple[type, str]]:
    """Every class of the screens that binds a key, and its name."""
    names = {name for _, _, name in bound()}
    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        for name, part in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if name in names and part.__module__ == module.name:
                yield part, name


def test_whatever_a_key_of_the_last_row_does_is_a_command() -> None:
    """A new key needs its sentence, or a reason why it is no command."""
    assert {action for action in shown_actions() if action not in COMMANDS} == set(NO_COMMANDS)
    assert {step.key for step in ROUTE} == set(STEPS)


def test_each_command_has_a_sentence() -> None:
    """It begins with a capital letter and ends with a full stop."""
    sentences = [*(row.says for row in COMMANDS.values()), *STEPS.values()]

    assert [text for text in sentences if not (text[0].isupper() and text.endswith("."))] == []


def offered(driver: Driver) -> dict[str, Command]:
    """The commands of the screen by their name."""
    return {command.offered.name: command for command in commands_of(driver.app.screen)}


async def test_only_what_can_be_done_now_is_offered(tmp_path: Path) -> None:
    """Undo comes with the first answer, what belongs to another step never."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path))), WIDE) as driver:
        await driver.press("3")
        before = offered(driver)
        await driver.answer("strategy", "new-hub")

        assert "Undo" not in before
        assert {"Step 5: Crypto", "Overview", "Light or dark", "Next to do", "Quit"} <= before.keys()
        assert not {"Accept", "Next router", "Screenshot", "Maximize", "Theme"} & before.keys()
        assert "Undo" in offered(driver)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
async def test_a_command_is_found_by_a_word_and_carried_out(size: tuple[int, int], tmp_path: Path) -> None:
    """Typing `crypto` and enter goes to that step."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path))), size) as driver:
        await driver.press("ctrl+p")
        assert isinstance(driver.app.screen, CommandPalette)
        await driver.press(*"crypto")
        await driver.until(lambda: driver.app.screen.query_one(CommandList).option_count == 1)
        await driver.press("enter")
        await driver.until(lambda: driver.step == "crypto")


async def test_commands_are_paged_through_also_before_they_are_in_view(tmp_path: Path) -> None:
    """Page down while the palette still looks for them goes nowhere, and harms nothing."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        await driver.press("ctrl+p")
        found = driver.app.screen.query_one(CommandList)
        await driver.until(lambda: found.option_count > 1)
        before = found.highlighted
        found.styles.height = 0
        await driver.settle()
        await driver.press("pagedown", "pageup")
        away = found.highlighted
        found.styles.height = 10
        await driver.settle()
        await driver.press("pagedown")

        assert away == before
        assert (found.highlighted or 0) > (before or 0)


async def test_above_a_step_there_are_no_commands(tmp_path: Path) -> None:
    """What is asked must be answered or left first, and the help names the key."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        _, text = screens.help_for(driver.app.screen)
        await driver.press("?")
        assert any(row.split() == ["^p", "commands"] for row in text.splitlines())
        await driver.press("ctrl+p")

        assert driver.step == "HelpModal"


async def test_the_list_of_sites_offers_no_step() -> None:
    """Where nothing is open there is nothing to save, to undo or to go to."""
    async with driven(wizard(Opening())) as driver:
        assert offered(driver).keys() == {"Help", "Light or dark", "Quit"}


async def test_the_commands_are_drawn_in_plain_characters_too(tmp_path: Path) -> None:
    """With --ascii the palette has no character beyond ASCII."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)), ascii_only=True)) as driver:
        await driver.press("ctrl+p")
        await driver.press("x")

        assert driver.screen_text().isascii()
