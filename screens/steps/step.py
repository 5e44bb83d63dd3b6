"""The screen of each step, and the frame that every step has: header, rail, body, status, keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.css.query import NoMatches
from textual.message import Message
from textual.screen import Screen

import screens.steps
from screens.messages import NOWHERE, StepPlace
from screens.widgets.keybar import KeyBar
from screens.widgets.plain_text import PlainText
from screens.widgets.rail import Rail
from screens.widgets.resting import RestingCursor
from wizard.guide.route import OVERVIEW

if TYPE_CHECKING:
    from screens.app import EzApp
    from screens.widgets.lines import LineList
    from screens.widgets.search import SearchLine
    from wizard.model.plan import Plan


BESIDE = 100
"""Columns from which a question has two panes: the choices, and beside them what they give."""
WIDE = 120
"""Columns from which the rail is a column and a panel has a frame."""
BREAKPOINTS: list[tuple[int, str]] = [(0, "-narrow"), (BESIDE, "-middle"), (WIDE, "-wide")]
"""The class of a screen from so many columns on."""


SURVEY = "survey"
"""The group of workers in which the overview finds how the site stands."""
SCREENS = {
    OVERVIEW: "OverviewStep",
    "sources": "SourcesStep",
    "found": "FoundStep",
    "strategy": "QuestionStep",
    "identity": "QuestionStep",
    "crypto": "QuestionStep",
    "addresses": "QuestionStep",
    "findings": "FindingsStep",
    "preview": "PreviewStep",
    "run-sheet": "RunSheetStep",
    "report": "ReportStep",
}
"""The class of each step among those of screens.steps, imported when it is opened."""


def screen_of(key: str, place: StepPlace = NOWHERE) -> StepScreen:
    """A new screen of the step, with its cursor there."""
    screen = getattr(screens.steps, SCREENS[key])(key, place)
    assert isinstance(screen, StepScreen)
    return screen


class StepScreen(Screen[None]):
    """One step: built from the plan, thrown away when another step is opened."""

    BINDINGS: ClassVar = [
        Binding("slash", "search", "search", key_display="/"),
        Binding("n", "next_match(1)", "Next match", show=False),
        Binding("N", "next_match(-1)", "Previous match", show=False),
        Binding("f2", "enlarge", "enlarge", key_display="F2", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    HELP = ""
    """What the step is for; the first paragraph of its help."""
    DETAILS = "#detail, #finding, #entry, #facts"
    """What says all of the row under the cursor."""
    PASTES = "/ opens a line to paste into."
    """Where a text can be pasted."""

    def __init__(self, key: str, place: StepPlace = NOWHERE) -> None:
        super().__init__()
        self.key = key
        self.start = place
        """Where the cursor shall stand once the plan is there."""

    def compose(self) -> ComposeResult:
        # Before the first layout, which would otherwise be done twice. The screen has its looks from when it is shown.
        width = self.app.size.width
        self.add_class("-wide" if width >= WIDE else "-middle" if width >= BESIDE else "-narrow", update=False)
        yield PlainText(self.wizard.headline(), id="top")
        with Container(id="page"):
            yield Rail(self.wizard.progress(self.key))
            with Vertical(id="body"):
                yield from self.compose_body()
        yield PlainText(self.wizard.said, id="status")
        yield KeyBar()

    def compose_body(self) -> ComposeResult:
        """The widgets between rail and status."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.watch(self.app, "plan", self._plan_changed, init=False)
        self.watch(self.app, "said", self._said_changed, init=False)
        self.watch(self.app, "saved", self._headline_changed, init=False)
        self._said_changed(self.wizard.said)
        self.show_plan(self.wizard.plan)

    async def _on_message(self, message: Message) -> None:
        # What was computed for a step may come when it is left already, and parts of it are gone.
        is_here = self in self.app.screen_stack and self.is_attached
        if type(message).__module__.startswith("textual.") or is_here:
            await super()._on_message(message)

    @property
    def wizard(self) -> EzApp:
        """The app, which owns the plan."""
        return cast("EzApp", self.app)

    def on_screen_suspend(self) -> None:
        # The palette has keys of its own, as all that stands above a step.
        for bar in self.query(KeyBar):
            self.call_later(bar.refresh)
        if self in self.app.screen_stack:
            # What a window stands above is of the row where the cursor stands, not of one before.
            for part in self.query("*"):
                if isinstance(part, RestingCursor) and part.is_moving:
                    part.follow()

    def show_plan(self, plan: Plan | None) -> None:
        """Draw what the plan says; called on opening and after each change."""
        raise NotImplementedError

    def here(self) -> StepPlace:
        """Where the cursor stands, to come back to it; asked of a step that is laid out."""
        return NOWHERE

    @property
    def place(self) -> StepPlace:
        """Where one is, to come back to it; of a step that is not laid out where it was to open."""
        try:
            return self.here() if self.is_mounted and self.is_attached else self.start
        except NoMatches:
            # The step comes or goes, and some of its parts are not there.
            return self.start

    def to_next_matter(self) -> bool:
        """Move to the next thing in this step that needs a person; whether there is another one."""
        return False

    def exported(self) -> None:
        """Called when the files were written."""

    def searched(self) -> LineList | None:
        """The list that `/` looks through, None where there is none."""
        return None

    def _plan_changed(self, plan: Plan | None) -> None:
        self._headline_changed()
        self.show_plan(plan)
        # Which steps need attention is known from every question; what was asked for is drawn first.
        self.call_after_refresh(self.show_rail)

    def show_rail(self) -> None:
        """Draw how far each step is."""
        # By query: what was computed may come before the screen is built, and after it is left.
        for rail in self.query(Rail):
            rail.show(self.wizard.progress(self.key))

    def shorten(self) -> None:
        """Give a status of several rows back to the page; ? shows all of it."""
        for status in self.query("#status.long").results(PlainText):
            status.remove_class("long")

    def _said_changed(self, said: str) -> None:
        status, long = self.query_one("#status", PlainText), cell_len(said) > self.app.size.width - 2
        status.set_class(long, "long")
        status.update(said, layout=long)

    def _headline_changed(self) -> None:
        self.query_one("#top", PlainText).update(self.wizard.headline(), layout=False)

    def why_no_search(self) -> str:
        return "" if self.searched() else "There is no list to search on this screen."

    async def action_search(self) -> None:
        """Ask what to look for."""
        # One that loses the focus goes away, and may not be gone yet.
        line = next(iter(self.query(screens.SearchLine)), None) or screens.SearchLine()
        if not line.is_attached:
            await self.mount(line, before=self.query_one("#status"))
        # Not `line.focus()`, which takes the keys only later.
        self.set_focus(line)

    def why_no_enlarge(self) -> str:
        return "" if self.query(self.DETAILS) else "This step has no detail that could be given more room."

    def action_enlarge(self) -> None:
        """Give the detail most of the room, or take that back."""
        self.query_one("#body").toggle_class("enlarged")

    def why_no_next_match(self) -> str:
        lines = self.searched()
        return "" if lines and lines.sought else "Nothing is searched yet: / asks what to look for."

    def action_next_match(self, direction: int) -> None:
        """Go to the next or the previous match."""
        lines = self.searched()
        if lines and not lines.next_match(direction):
            self.wizard.say(f"No line holds {lines.sought!r}.")

    def on_paste(self, event: events.Paste) -> None:
        """Say where a paste is taken: a list takes none."""
        self.wizard.say(f"Nothing takes this paste here: {self.PASTES}")

    def on_search_line_sought(self, event: SearchLine.Sought) -> None:
        self.look_for(event.sought)

    def look_for(self, sought: str) -> None:
        """Go to the first line that holds that; "" for looking for nothing any more."""
        lines = self.searched()
        if lines is None:
            return
        lines.focus()
        found = lines.search(sought)
        self.wizard.say("" if found else f"No line holds {sought!r}.")
