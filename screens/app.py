"""The wizard's app: it reads the sources, and goes from step to step."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.binding import Binding

import screens.steps
import wizard.guide
import wizard.plan
import wizard.site
from screens.arriving import Arriving
from screens.fetch_keeper import FetchKeeper
from screens.messages import NOWHERE, Failed, PlanEdited, SourcesOpened, StepChosen, StepPlace
from screens.place_keeper import place_of
from screens.prepared_app import sources_opened
from screens.steps.step import SCREENS, StepScreen, screen_of
from screens.widgets.rail import Rail
from wizard.collector import resume_collector, thaw
from wizard.errors import EzError, SourceError, SourceErrors
from wizard.guide.history import History
from wizard.guide.opening import Opening
from wizard.guide.progress import (
    INCOMPLETE,
    LATER,
    NOBODY_KNOWS,
    UNJUDGED,
    Attention,
    Judged,
    Progress,
    attention,
    attention_in_words,
    first_in_need,
    next_in_need,
    progress,
)
from wizard.guide.route import OVERVIEW, ROUTE, title_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from wizard.sentence import Sentence
    from wizard.site import LeftOff

_PUSHES = "9 has the run sheet, and P there pushes it."
_PAINTED = 0.06
"""Seconds in which what was read is painted, before the later steps are prepared beside it."""


# On the list of sites there is no step to go to, and nothing to save or to undo yet.
_OF_A_STEP = frozenset({"previous", "next", "overview", "next_needed", "undo", "save", "step"})


class EzApp(FetchKeeper):
    """The wizard."""

    TITLE = "ez2flex"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = [
        Binding("question_mark", "explain", "help", key_display="?"),
        Binding("f1", "explain", "help", key_display="F1"),
        Binding("b,escape", "previous", "back", key_display="b"),
        Binding("f", "next", "next"),
        Binding("h", "overview", "overview", show=False),
        Binding("o", "next_needed", "next to do", show=False),
        Binding("u", "undo", "undo"),
        Binding("ctrl+s", "save", "save", key_display="^s"),
        Binding("ctrl+p", "palette", "commands", key_display="^p"),
        Binding("q", "quit", "quit"),
        Binding("ctrl+q", "quit", "Quit", show=False),
        *(Binding(str((index + 1) % 10), f"step({index})", step.title, show=False) for index, step in enumerate(ROUTE)),
    ]

    def __init__(self, opening: Opening, *, ascii_only: bool = False, clock: Callable[[], datetime] = datetime.now):
        super().__init__(opening.folder, clock, ascii_only=ascii_only)
        self.opening = opening
        self.reading = bool(opening.folder or opening.files or opening.demo)
        self.is_simulated = opening.demo
        self._places: dict[str, StepPlace] = {}
        self._way: list[tuple[str, StepPlace]] = []
        """The steps that one came through, and where in each one was."""
        self._taken_back = ""
        """How a plan can be had back that ended with a configuration left out."""

    def get_default_screen(self) -> Screen[Any]:
        if self.opening == Opening():
            self.read_looks()
            return screens.SitesScreen()
        return screen_of(OVERVIEW)

    def on_mount(self) -> None:
        if self.reading:
            self.call_after_refresh(self._go_on_behind_first_frame)

    def _go_on_behind_first_frame(self) -> None:
        self.read_looks()
        self.read_sources(self.opening)

    def headline(self) -> str:
        """The first row: what is migrated, and where it is kept."""
        first = "SIMULATED" if self.is_simulated else "ez2flex"
        names, counted = self._migrated()
        kept = f"/ {self.saved}" if self.folder else "no folder yet"
        room = self.size.width - 4 - len(first) - len(counted) - len(kept) - 3 * len(names)
        *shown, at = self.glyphs.all_shortened((*names, self.folder.name if self.folder else ""), room)
        return "  ".join(filter(None, (first, f"{' + '.join(shown)}{counted}", f"{at}{kept}")))

    def _migrated(self) -> tuple[list[str], str]:
        """The server and its only spoke, and in words what else there is to say of them."""
        if self.plan is None:
            return [], "reading ..." if self.reading else ""
        spokes = [spoke.device for spoke in self.plan.spokes]
        if len(spokes) == 1:
            return [self.plan.server.device, *spokes], ""
        return [self.plan.server.device], f" + {len(spokes)} spokes"

    @property
    def way(self) -> tuple[str, ...]:
        """The steps that one came through, the last one at the end."""
        return tuple(key for key, _ in self._way)

    def progress(self, here: str) -> tuple[Progress, ...]:
        """The steps with how far each is."""
        everything = frozenset(step.key for step in ROUTE)
        ahead = everything if self.plan is None else LATER if self.found else LATER | NOBODY_KNOWS
        return progress(here, self._needs(), ahead)

    def _needs(self) -> dict[str, Attention]:
        if self.plan is None:
            return INCOMPLETE if self.sources else {}
        return attention(self.plan, self.found or UNJUDGED, read=self.read, recheck=self.history.recheck)

    def open(self, opening: Opening) -> None:
        """Begin anew with that site, those configurations or nothing."""
        thaw()
        self.opening = opening
        self.take_site(opening.folder, None, "")
        self.is_simulated = opening.demo
        self.say("")
        self.reading = bool(opening.folder or opening.files or opening.demo)
        self.history, self.sources, self.missing, self.saved = History(), (), "", ""
        self.found, self.read, self.stored, self._places, self._way = None, frozenset(), None, {}, []
        self.set_reactive(EzApp.plan, None)
        self._show(screen_of(OVERVIEW if self.reading else "sources"))
        if self.reading:
            self.read_sources(opening)

    @work(thread=True, exclusive=True, group="sources")
    def read_sources(self, opening: Opening) -> None:
        """Read what was named, away from the screen."""
        try:
            opened = wizard.guide.opened(opening, Arriving(opening, self.screen.post_message))
            left = wizard.site.left_off(opened.folder) if opened.folder else None
            self.post_message(sources_opened(opened, left))
        except EzError as error:
            self.post_message(Failed("This cannot be read", error))

    @on(SourcesOpened)
    def show_sources(self, event: SourcesOpened) -> None:
        """Take what was read, and keep the answers that were there."""
        self.reading = False
        opened = event.opened
        self.is_simulated |= opened.is_simulated
        self.sources, self.missing = opened.sources, opened.missing
        if opened.folder:
            self.take_site(opened.folder, opened.site, opened.read_only)
            self.stored, self.saved = opened.plan, "READ-ONLY" if opened.read_only else "saved"
        if opened.plan and self.plan and not opened.folder:
            self._show_what_was_refused(opened.refused)
            self.post_message(PlanEdited(opened.plan, f"{event.from_routers or event.said} u takes that back."))
            return
        self._taken_back = f"{event.said} u takes that back. " if self.plan else ""
        self.remember(event.said)
        self.set_reactive(EzApp.plan, opened.plan)
        keys = None if opened.read_only else event.keys
        if keys:
            self.take_keys(keys)
        else:
            self.mutate_reactive(EzApp.plan)
        if event.left and opened.plan:
            self._go_on(event.left)
        self.call_after_refresh(self._say_what_is_next, keys.said if keys else "", event.from_routers)
        # Above the step that is shown by then.
        self._show_what_was_refused(opened.refused)
        if opened.read_only:
            self.call_after_refresh(self._say_that_it_is_read_only)
        if opened.plan:
            self.set_timer(_PAINTED, self.prepare)
        else:
            resume_collector()

    def _show_what_was_refused(self, refused: tuple[SourceError, ...]) -> None:
        """Name the files that cannot be read, beside those that were."""
        if refused:
            problems = wizard.guide.problems_in_words(SourceErrors(refused))
            title = "These cannot be read; the others were"
            self.call_after_refresh(lambda: self.push_screen(screens.ErrorModal(title, problems)))

    def _go_on(self, left: LeftOff) -> None:
        """Go to where the site was left, unless somebody went elsewhere while it was read."""
        self.read = left.read
        if self._way:
            self.keep_place()
            self.write_place()
        elif isinstance(self.screen, StepScreen) and left.step == self.screen.key:
            self.screen.start = place_of(left)
        elif left.step in SCREENS and left.step != OVERVIEW:
            self.go(left.step, place_of(left))

    def _say_what_is_next(self, drawn: str, read: Sentence) -> None:
        if self.plan is None:
            self._open("sources")
            self.say(f"{read} {self._taken_back}{self.missing}".strip())
            return
        first = first_in_need(self._needs())
        following = (
            f"Next: {first[0].title}, {attention_in_words(first[1])}: o goes there."
            if first
            else f"Nothing is open: {_PUSHES if self.new_push else 'f goes through the steps.'}"
        )
        before = f"{read} " if read else f"{self.about_routers} " if self.about_routers else ""
        self.say(drawn if drawn and self.folder and not before else f"{before}{following} {drawn}".strip())

    def _say_that_it_is_read_only(self) -> None:
        kept = "Whatever you answer is kept in this wizard alone; ctrl+s saves it into another folder."
        self.push_screen(screens.TextModal("This site is only read", f"{self.read_only}\n\n{kept}"))

    def judged(self, found: Judged) -> None:
        """Note which findings of the plan need a person."""
        self.found = found
        self._draw_rail()

    def read_now(self, warning: str) -> None:
        """Note that a warning was read."""
        if warning not in self.read:
            self.read |= {warning}
            self._draw_rail()
            if self.keep_place():
                self.write_place()

    def _draw_rail(self) -> None:
        if isinstance(self.screen, StepScreen):
            self.screen.show_rail()

    @on(Failed)
    def show_error(self, event: Failed) -> None:
        """Say what went wrong, where, and what to do."""
        resume_collector()
        self.reading = False
        if self.plan is None:
            # What is in that folder could not be read, and must not be written over.
            self.folder = None
            if isinstance(self.screen, StepScreen) and self.screen.key == OVERVIEW:
                self._open("sources")
        self.mutate_reactive(EzApp.plan)
        self.push_screen(screens.ErrorModal(event.title, wizard.guide.problems_in_words(event.error)))

    @on(StepChosen)
    def open_step(self, event: StepChosen) -> None:
        """Go to that step, at that place."""
        self.go(event.key, event.place)

    @on(Rail.StepClicked)
    def open_clicked_step(self, event: Rail.StepClicked) -> None:
        """Go to the step that was clicked."""
        self.action_step(event.index)

    def go(self, key: str, place: StepPlace | None = None) -> None:
        """Open a step where the cursor was, or at a place."""
        here = self.screen
        if isinstance(here, StepScreen) and key == here.key and place is None:
            self.say(self.missing or f"This is {title_of(key)} already.")
            return
        if self.plan is None and key != "sources":
            self.say(self.missing or "The wizard goes on once a server and a spoke are there: + adds a configuration.")
            return
        if isinstance(here, StepScreen):
            self._places[here.key] = here.place
            self._way.append((here.key, self._places[here.key]))
        self._open(key, place)

    def _open(self, key: str, place: StepPlace | None = None) -> None:
        self.say("")
        known = self._places.get(key, NOWHERE)
        # Wherever in a step one goes, what one folded there stays folded.
        there = known if place is None else place._replace(folding=known.folding, groups=known.groups)
        self._show(screen_of(key, there))
        if self.keep_place(key, there):
            self.write_place()

    async def action_quit(self) -> None:
        self.keep_place()
        self.write_place_now()
        await super().action_quit()
        if self.plan and self.folder and self.plan == self.stored:
            needs = wizard.site.Needs(len(wizard.plan.open_rows(self.plan)), self.found.beside if self.found else None)
            wizard.site.keep_needs(self.folder, needs)

    def _show(self, step: StepScreen) -> None:
        """Put a step in place of the one that is shown; the first screen stays below."""
        if len(self.screen_stack) == 1:
            self.push_screen(step)
        elif isinstance(begun := self.screen_stack[0], StepScreen) and step.key == begun.key:
            self.pop_screen()
        else:
            self.switch_screen(step)

    def action_step(self, index: int) -> None:
        """Go to the step of that number."""
        if isinstance(self.screen, StepScreen):
            self.go(ROUTE[index].key)

    def action_next(self) -> None:
        """Go to the next step."""
        here = self.screen
        if not isinstance(here, StepScreen):
            return
        keys = [OVERVIEW, *(step.key for step in ROUTE)]
        following = keys[keys.index(here.key) + 1 :]
        if following:
            self.go(following[0])
        else:
            self.say("This is the last step.")

    def action_previous(self) -> None:
        """Go back to where one came from, and from there to the overview."""
        here = self.screen
        if not isinstance(here, StepScreen):
            return
        if self.is_refused:
            self.is_refused = False
            self.say("Nothing was opened: escape again, or b, goes back.")
            return
        self._places[here.key] = here.place
        if self._way and self.plan:
            self._open(*self._way.pop())
        elif here.key == OVERVIEW:
            self.say("This is where the wizard begins: q leaves it.")
        elif self.plan:
            self._open(OVERVIEW)
        else:
            self.say("This is the first step.")

    def action_overview(self) -> None:
        """Go to the overview."""
        self.go(OVERVIEW)

    def action_next_needed(self) -> None:
        """Go to the next step in which something needs a person, and to what does."""
        if self.plan is None or not isinstance(self.screen, StepScreen):
            self.action_step(0)
            return
        step = next_in_need(self.screen.key, self._needs())
        if step == self.screen.key and self.screen.to_next_matter():
            return
        if step is None:
            then = f": {_PUSHES}" if self.new_push else "."
            self.say(f"Nothing needs you{then if self.found else ', as far as was checked yet.'}")
        else:
            question = wizard.guide.question_in_need(self.plan, step, self.history.recheck)
            self.go(step, StepPlace(question=question))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        is_list = bool(self.screen_stack) and not self.screen.is_modal and not isinstance(self.screen, StepScreen)
        return False if is_list and action in _OF_A_STEP else super().check_action(action, parameters)
