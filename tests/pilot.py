"""Driving the wizard as a person does: keys, clicks, and waiting until it has done what they asked for."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, chdir, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.worker import WorkerCancelled

from screens.app import EzApp
from screens.steps.step import StepScreen
from screens.widgets.lines import LineList
from screens.widgets.question_list import QuestionList
from screens.widgets.resting import RestingCursor
from tests.conftest import NARROW, TESTS
from wizard.collector import thaw
from wizard.guide.opening import Opening
from wizard.guide.questions import choices_of, groups_of
from wizard.guide.route import ROUTE
from wizard.model.plan import Plan
from wizard.plan.question_rows import rows_of

GOLDEN = TESTS / "golden"

W = TypeVar("W", bound=Widget)

NOON = datetime(2026, 11, 24, 12, 0, 0)


def site(case: str, folder: Path) -> Path:
    """A copy of a golden case's site folder."""
    return shutil.copytree(GOLDEN / case / "site", folder / case)


def sources(case: str) -> tuple[Path, ...]:
    """The configurations of a golden case."""
    return tuple(sorted((GOLDEN / case / "site" / "sources").iterdir()))


def wizard(opening: Opening, *, ascii_only: bool = False) -> EzApp:
    """The wizard at noon."""
    return EzApp(opening, ascii_only=ascii_only, clock=lambda: NOON)


class Driver:
    """One person in front of the wizard."""

    def __init__(self, pilot: Pilot[int]) -> None:
        self.pilot = pilot
        app = pilot.app
        assert isinstance(app, EzApp)
        self.app = app

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        assert self.app.plan is not None
        return self.app.plan

    @property
    def step(self) -> str:
        """The step that is shown."""
        screen = self.app.screen
        return screen.key if isinstance(screen, StepScreen) else type(screen).__name__

    @property
    def searched_cursor(self) -> int:
        """The row under the cursor in the step's list."""
        screen = self.app.screen
        assert isinstance(screen, StepScreen)
        lines = screen.searched()
        assert lines is not None
        return lines.cursor

    async def press(self, *keys: str) -> None:
        """Press keys, and wait until everything has settled."""
        await self.pilot.press(*keys)
        await self.settle()

    async def fill_in(self, text: str) -> None:
        """Type a text into the field that has the focus, in place of what is there, and press enter."""
        field = self.app.screen.focused
        assert isinstance(field, Input)
        field.value = text
        await self.press("enter")

    async def answer(self, key: str, value: str) -> None:
        """Answer a question as a person does: open its step, find it, choose or type."""
        question = next(row.first for row in rows_of(self.plan) if key in {row.key, *row.keys})
        steps = [step.key for step in ROUTE]
        await self.press(str(steps.index(question.question.step) + 1))
        questions = self.one("#questions", QuestionList)
        questions.show(groups_of(self.plan, self.step), key)
        row = questions.question
        if row and row.is_many and row.key != key:
            await self.press("s")
            questions.show(groups_of(self.plan, self.step), key)
        await self.press("enter")
        values = [choice.value for choice in choices_of(question.question)]
        if values:
            self.one("#choices", OptionList).highlighted = values.index(value)
            await self.press("enter")
        else:
            await self.fill_in(value)

    async def click(self, selector: str, column: int = 1, row: int = 0) -> None:
        """Click into a widget."""
        await self.pilot.click(selector, offset=(column, row))
        await self.settle()

    async def settle(self) -> None:
        """Wait until no work is under way and every message is handled; every cursor has rested by then."""
        # Until every message is handled, and behind what follows from that until the process is idle as well.
        for pause in (0, None):
            await self.pilot.pause(pause)
            self.let_cursors_rest()
            await self.pilot.pause(0)
            # Of what is looked for twice the first is cancelled.
            with suppress(WorkerCancelled):
                await self.app.workers.wait_for_complete()
        await self.until(self.is_quiet)
        await self.pilot.pause()

    def let_cursors_rest(self) -> None:
        """Show at once what follows a cursor that rests."""
        for widget in self.app.screen.query("*"):
            if isinstance(widget, RestingCursor) and widget.is_moving:
                widget.follow()

    def is_quiet(self) -> bool:
        """Whether no work is under way and no list waits for its rows."""
        lists = self.app.screen.query(LineList)
        return all(worker.is_finished for worker in self.app.workers) and not any(
            getattr(other_list, "waiting", False) for other_list in lists
        )

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        for _ in range(400):
            if holds():
                return
            await asyncio.sleep(0.025)
        raise AssertionError("it never came to hold")

    def one(self, selector: str, kind: type[W]) -> W:
        """A widget of the screen that is shown."""
        return self.app.screen.query_one(selector, kind)

    def text(self, selector: str) -> str:
        """What a text of the screen says."""
        return str(self.one(selector, Static).content)

    def rows(self, selector: str) -> list[str]:
        """Every row of a list, whether it is in view or not, as drawn."""
        lines = self.one(selector, LineList)
        width = lines.scrollable_content_region.width - 2
        return ["".join(text for text, _ in lines.pieces(index, width)).rstrip() for index in range(lines.count())]

    async def go_to(self, selector: str, words: str) -> None:
        """Move the cursor of a list to the first row that holds these words."""
        rows = self.rows(selector)
        self.one(selector, LineList).cursor = next(index for index, row in enumerate(rows) if words in row)
        await self.settle()

    def screen_text(self) -> str:
        """Everything that is drawn."""
        return "\n".join(
            "".join(segment.text for segment in strip) for strip in self.app.screen._compositor.render_strips()
        )


@asynccontextmanager
async def driven(
    app: EzApp, size: tuple[int, int] = NARROW, folder: Path | None = None, *, at: str = "sources"
) -> AsyncIterator[Driver]:
    """The wizard running without a terminal, in that folder or one of its own, at that step once all was read."""
    with TemporaryDirectory() as own, chdir(folder or own):
        async with _running(app, size) as driver:
            if driver.app.plan and driver.step != at and isinstance(app.screen, StepScreen):
                app.go(at)
                await driver.settle()
            yield driver


@asynccontextmanager
async def _running(app: EzApp, size: tuple[int, int]) -> AsyncIterator[Driver]:
    async with app.run_test(size=size) as pilot:
        driver = Driver(pilot)
        await driver.settle()
        await driver.until(lambda: not app.reading)
        await driver.settle()
        yield driver
    app.release()
    # What this wizard took for what stays is garbage for the next one.
    thaw()
