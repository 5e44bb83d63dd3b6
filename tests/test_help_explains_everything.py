"""`?` explains whatever has the focus, on every screen; a key does something, or says why not."""

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest
from textual.dom import DOMNode
from textual.worker import WorkerCancelled

import screens
from screens.batches import BatchModal
from screens.clash import ClashModal
from screens.commands import Palette
from screens.keys_off import why_off
from screens.modals import AskModal, ErrorModal, HelpModal, StageModal, TextModal
from screens.picker import Picker
from screens.sites import SitesScreen
from screens.steps.step import StepScreen
from screens.widgets.question_editor import QuestionEditor
from screens.widgets.search import SearchLine
from tests.conftest import NARROW
from tests.pilot import Driver, driven, site, wizard
from tests.test_screens_keys import bound
from wizard.errors import SourceError
from wizard.guide.clashing_edits import Difference
from wizard.guide.opening import Opening
from wizard.guide.route import ROUTE
from wizard.model.plan import Batch
from wizard.plan.batches import with_batch

STEPS = {step.key: str(number % 10) for number, step in enumerate(ROUTE, 1)} | {"overview": "h"}
SITE = "guide-reuse"


class Place(NamedTuple):
    """What is shown after some keys from the overview of a site."""

    keys: tuple[str, ...]
    shown: type[DOMNode]
    """The screen, or what has the focus or holds what has it."""
    says: str
    """Words of its help."""
    help: str = "question_mark"
    """The key that asks for it: F1 where `?` is a character that is typed."""


PLACES = {
    "overview": Place(("h",), StepScreen, "The whole site at a glance"),
    "sources": Place(("1",), StepScreen, "Each row is one configuration"),
    "found": Place(("2",), StepScreen, "Every line of the sources"),
    "strategy": Place(("3",), StepScreen, "Each row is a question"),
    "identity": Place(("4",), StepScreen, "Each row is a question"),
    "crypto": Place(("5",), StepScreen, "Each row is a question"),
    "addresses": Place(("6",), StepScreen, "Each row is a question"),
    "findings": Place(("7",), StepScreen, "What the checks say"),
    "preview": Place(("8",), StepScreen, "The configuration before at the left"),
    "text of a stage": Place(("8", "]", "]", "t"), StepScreen, "What is sent to the router in this stage"),
    "run sheet": Place(("9",), StepScreen, "Each number is one stage"),
    "report": Place(("0",), StepScreen, "report"),
    "choices": Place(("5", "enter"), QuestionEditor, "Choose or type the answer"),
    "typed answer": Place(("3", "slash", *"login username", "enter", "enter"), QuestionEditor, "Choose or type", "f1"),
    "search": Place(("2", "slash"), SearchLine, "A word to look for", "f1"),
    "ask": Place(("h", "ctrl+s"), AskModal, "A line to type or to paste into", "f1"),
    "batches": Place(("3", "slash", *"management", "enter", "B"), BatchModal, "A batch is some of the spokes"),
    "picker": Place(("1", "l"), Picker, "Space marks a file"),
    "commands": Place(("h", "ctrl+p"), Palette, "Every command that can be given now", "f1"),
    "what needs nobody": Place(("h", "end", "enter"), TextModal, "A text to be read"),
    "stage": Place(("9", "end", "enter"), StageModal, "A text to be read"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site."""
    return site(SITE, tmp_path)


async def explained(driver: Driver, key: str) -> str:
    """What the help says, once that key was pressed; the key closes it again."""
    below = driver.app.screen
    await driver.press(key)
    assert isinstance(driver.app.screen, HelpModal)
    shown = driver.screen_text()
    text = str(driver.app.screen._text)
    assert "Help" in shown
    await driver.press(key)
    assert driver.app.screen is below
    return text


@pytest.mark.parametrize("name", PLACES)
async def test_what_has_the_focus_is_explained(name: str, folder: Path) -> None:
    """The first thing that the help says is what one is on; then come the keys, and everything stays as it was."""
    place = PLACES[name]
    async with driven(wizard(Opening(folder=folder)), at="overview") as driver:
        spokes = tuple(spoke.device for spoke in driver.plan.spokes)
        driver.app.plan = with_batch(driver.plan, Batch(name="some", members=spokes[:2]))
        await driver.settle()
        await driver.press(*place.keys)
        focused = driver.app.screen.focused
        within = [*(focused.ancestors_with_self if focused else ()), driver.app.screen]
        assert any(isinstance(node, place.shown) for node in within)
        before = driver.screen_text()
        text = await explained(driver, place.help)

        assert place.says in text.partition("Keys that work here:")[0]
        assert text.partition("Keys that work here:")[2].strip()
        assert driver.screen_text() == before


async def test_the_sites_an_error_and_an_edit_of_somebody_else_are_explained(folder: Path, tmp_path: Path) -> None:
    """These three stand where no key leads to: at the beginning, and where something happened."""
    async with driven(wizard(Opening())) as driver:
        assert isinstance(driver.app.screen, SitesScreen)
        assert "Choose what to work on" in await explained(driver, "question_mark")
    async with driven(wizard(Opening(folder=folder))) as driver:
        error = SourceError("no file", hint="Name one.")
        driver.app.push_screen(ErrorModal("This cannot be read", ["no file"]))
        await driver.settle()
        assert "What went wrong, where, and what to do" in await explained(driver, "question_mark")
        await driver.press("escape")
        difference = Difference(names=("plan.toml",), ours=driver.plan, error=error)
        driver.app.push_screen(ClashModal(difference))
        await driver.settle()
        assert "Somebody wrote into the folder" in await explained(driver, "question_mark")


MOVES = {"up", "down", "k", "j", "pageup", "pagedown", "home", "end", "g", "G", "tab", "shift+tab", "left", "right"}
"""Where there is nothing further on, they stay where they are, and one sees that."""
LEAVES = {"q", "ctrl+q", "ctrl+z", "ctrl+c", "T", "ctrl+l", "escape", "b", "question_mark", "f1"}
"""They leave, or change how everything looks, or are held elsewhere."""


def keys_of_steps() -> list[str]:
    """Every key that does something in some step."""
    classes = {"Modal", "Picker", "FileList", "Palette", "Sites", "SearchLine", "QuestionEditor"}
    found = {key for key, _, name in bound() if not any(part in name for part in classes)}
    return sorted(found - MOVES - LEAVES)


class QuickDriver(Driver):
    """Waits until what a key began is handled, and once for an idle process, not before and behind each part of it."""

    async def press(self, *keys: str) -> None:
        for key in keys:
            self.app.simulate_key(key)
            await self.pilot.pause(0)
        await self.settle()

    async def settle(self) -> None:
        for _ in range(2):
            await self.pilot.pause(0)
            self.let_cursors_rest()
            await self.pilot.pause(0)
            with suppress(WorkerCancelled):
                await self.app.workers.wait_for_complete()
        await self.until(self.is_quiet)
        await self.pilot.pause()


def what_is_seen(driver: Driver) -> tuple[object, ...]:
    """Everything that a key can change."""
    app = driver.app
    return driver.screen_text(), app.plan, app.screen, app.screen.focused, app.folder


async def back_to(driver: Driver, step: str) -> None:
    """Leave whatever a key opened, and go to the step with nothing said."""
    screen = driver.app.screen
    while not isinstance(screen, StepScreen) or screen.query("QuestionEditor, SearchLine"):
        await driver.press("escape")
        screen = driver.app.screen
    if driver.step != step:
        driver.app.go(step)
    driver.app.say("")
    await driver.settle()


@pytest.mark.parametrize("step", STEPS)
async def test_every_key_does_something_on_every_step_or_says_why_not(step: str, folder: Path) -> None:
    """None is silent, wherever it belongs; and of one that is off, the help gives the same reason."""
    silent, other = [], []
    async with driven(wizard(Opening(folder=folder)), NARROW, at=step) as slow:
        driver = QuickDriver(slow.pilot)
        for key in keys_of_steps():
            await back_to(driver, step)
            before, active = what_is_seen(driver), driver.app.screen.active_bindings.get(key)
            why = why_off(active.binding.action, active.node) if active else ""
            explained = not why or why in screens.help_for(driver.app.screen)[1]
            await driver.press(key)
            if what_is_seen(driver) == before or why:
                # Whatever is late shall have come before a key is called silent.
                await slow.settle()
            if what_is_seen(driver) == before:
                silent.append(key)
            if why and not (explained and driver.app.said == why):
                other.append((key, why, driver.app.said))

    assert silent == []
    assert other == []
