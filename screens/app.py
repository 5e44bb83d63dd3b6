"""The app: it owns the plan, its history and its folder, and goes from step to step."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on, work
from textual.app import App
from textual.binding import Binding
from textual.reactive import reactive

from screens.glyphs import ASCII, UNICODE
from screens.messages import NOWHERE, Exported, Failed, Place, PlanEdited, SiteSaved, SourcesOpened, StepChosen
from screens.opening import Opening
from screens.standing import attention, rail_step
from screens.step import ROUTE, STEP, StepScreen
from screens.widgets.rail import Rail, RailStep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.screen import Screen

    from wizard.model.plan import Plan, Source

MINIMUM = (80, 24)
"""Columns and rows."""


class EzApp(App[int]):
    """The wizard."""

    TITLE = "ez2flex"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = [
        Binding("question_mark", "explain", "help", key_display="?"),
        Binding("f1", "explain", "help", key_display="F1"),
        Binding("b,escape", "previous", "back", key_display="b"),
        Binding("f", "next", "next"),
        Binding("o", "next_open", "Next open question", show=False),
        Binding("u", "undo", "undo"),
        Binding("ctrl+s", "save", "save", key_display="^s"),
        Binding("q", "quit", "quit"),
        Binding("ctrl+q", "quit", "Quit", show=False),
        *(Binding(str((index + 1) % 10), f"step({index})", step.title, show=False) for index, step in enumerate(ROUTE)),
    ]

    plan: reactive[Plan | None] = reactive(None)
    """What was read and answered; None until server and spoke are known."""
    said: reactive[str] = reactive("")
    """What the status row says."""
    saved: reactive[str] = reactive("")
    """Whether the plan is on disk, in words."""

    def __init__(self, opening: Opening, *, ascii_only: bool = False, clock: Callable[[], datetime] = datetime.now):
        super().__init__()
        self.opening = opening
        self.glyphs = ASCII if ascii_only else UNICODE
        self.clock = clock
        self.animation_level = "none"
        self.history: tuple[Plan, ...] = ()
        self.sources: tuple[Source, ...] = ()
        self.missing = ""
        """What is missing for a plan, in words."""
        self.folder: Path | None = opening.folder
        self.reading = bool(opening.folder or opening.files or opening.demo)
        self.blockers: int | None = None
        """Of the plan as it is; None as long as it was not checked."""
        self._visited = {"sources"}
        self._places: dict[str, Place] = {}
        self._saving = False
        self._stored: Plan | None = None
        if ascii_only:
            from screens.widgets.plain import draw_plainly

            draw_plainly()
            self.add_class("-ascii")

    def get_default_screen(self) -> Screen[Any]:
        if self.opening == Opening():
            from screens.sites import SitesScreen

            return SitesScreen()
        return STEP["sources"].open(NOWHERE)

    def on_mount(self) -> None:
        if self.reading:
            self.call_after_refresh(self.read_sources, self.opening)

    def export_screenshot(self, *, title: str | None = None, simplify: bool = False) -> str:
        """The screen as SVG, without the fonts that rich fetches from a host."""
        return re.sub(
            r"\s*@font-face \{.*?\}", "", super().export_screenshot(title=title, simplify=simplify), flags=re.S
        )

    def _fatal_error(self) -> None:
        # Textual's own shows local variables, which may hold a key.
        from rich.segment import Segments
        from rich.traceback import Traceback

        traceback = Traceback(show_locals=False, width=None)
        self._exit_renderables.append(Segments(self.console.render(traceback, self.console.options)))
        self._close_messages_no_wait()

    def say(self, text: str) -> None:
        """Put that in the status row."""
        self.said = text

    def headline(self) -> str:
        """The first row: what is migrated, and where it is kept."""
        parts = ["ez2flex"]
        if self.opening.demo:
            parts.append("PRACTICE SITE: no router stands behind it")
        if self.plan:
            spokes = [spoke.device for spoke in self.plan.spokes]
            parts.append(f"{self.plan.server.device} + {spokes[0] if len(spokes) == 1 else f'{len(spokes)} spokes'}")
        elif self.reading:
            parts.append("reading ...")
        parts.append(f"{self.folder.name}/ {self.saved}" if self.folder else "no folder yet")
        return "  ".join(parts)

    def rail_steps(self, here: str) -> tuple[RailStep, ...]:
        """The steps with how far each is."""
        notes = self._notes()
        visited = self._visited if self.plan else frozenset()
        return tuple(rail_step(step, here, visited, notes.get(step.key, "")) for step in ROUTE)

    def _notes(self) -> dict[str, str]:
        if self.plan is None:
            return {"sources": "incomplete"} if self.sources else {}
        return attention(self.plan, self.blockers or 0)

    def open(self, opening: Opening) -> None:
        """Begin anew with that site, those configurations or nothing."""
        self.opening, self.folder = opening, opening.folder
        self.reading = bool(opening.folder or opening.files or opening.demo)
        self._show(STEP["sources"].open(NOWHERE))
        if self.reading:
            self.read_sources(opening)

    @work(thread=True, exclusive=True, group="sources")
    def read_sources(self, opening: Opening) -> None:
        """Read what was named, away from the screen."""
        from screens.opening import opened
        from wizard.errors import EzError

        try:
            self.post_message(SourcesOpened(opened(opening)))
        except EzError as error:
            self.post_message(Failed("This cannot be read", error))

    @on(SourcesOpened)
    def show_sources(self, event: SourcesOpened) -> None:
        """Take what was read, and keep the answers that were there."""
        self.reading = False
        opened = event.opened
        self.sources, self.missing = opened.sources, opened.missing
        if opened.folder:
            self.folder, self._stored, self.saved = opened.folder, opened.plan, "saved"
        if opened.plan and self.plan and not opened.folder:
            self.post_message(PlanEdited(opened.plan, "The sources changed; every answer is kept."))
            return
        if self.plan:
            self.history = (*self.history, self.plan)
        self.set_reactive(EzApp.plan, opened.plan)
        self.mutate_reactive(EzApp.plan)
        self.call_after_refresh(self._say_what_is_next)
        if opened.plan:
            self.call_after_refresh(self._prepare, opened.plan)

    @work(thread=True, exclusive=True, group="prepare")
    def _prepare(self, plan: Plan) -> None:
        """Load and compute what the later steps begin with, while the first one is read."""
        from screens.comparison import TARGET, comparison
        from screens.preview import PreviewStep

        comparison(plan, PreviewStep.first_device(plan), TARGET)

    def _say_what_is_next(self) -> None:
        if self.plan is None:
            self.say(self.missing)
            return
        notes = self._notes()
        first = next((step for step in ROUTE if step.key in notes), None)
        demo = "A practice site to try everything on: no router stands behind it. " if self.opening.demo else ""
        self.say(f"{demo}{f'Next: {first.title}, {notes[first.key]}.' if first else 'Nothing is open: f goes on.'}")

    @on(PlanEdited)
    def take_plan(self, event: PlanEdited) -> None:
        """The plan as it is now; the one before can be had back."""
        if event.plan == self.plan:
            return
        if self.plan:
            self.history = (*self.history, self.plan)
        self._set_plan(event.plan, event.said)

    def _set_plan(self, plan: Plan, said: str) -> None:
        self.blockers = None
        self.sources, self.missing = plan.sources, ""
        self.say(said)
        self.plan = plan
        self.save()

    def action_undo(self) -> None:
        """Take the last change back."""
        if not self.history:
            self.say("There is nothing to undo.")
            return
        *earlier, last = self.history
        self.history = tuple(earlier)
        self._set_plan(last, f"Undone; {len(earlier)} earlier changes can be undone too.")

    def save(self) -> None:
        """Write the plan to its folder, away from the screen; a default folder is taken for the first answer."""
        if self.plan is None or self._saving:
            return
        if self.folder is None:
            from screens.opening import free_folder

            self.folder = free_folder(self.plan)
            self.say(f"{self.said} Saved in ./{self.folder} from now on; ctrl+s takes another folder.".lstrip())
        self._saving, self.saved = True, "saving"
        self._write(self.plan, self.folder)

    @work(thread=True, group="save")
    def _write(self, plan: Plan, folder: Path) -> None:
        from screens.opening import write_site
        from wizard.errors import EzError

        try:
            write_site(plan, folder)
        except EzError as error:
            self.post_message(Failed("The site cannot be saved", error))
        else:
            self.post_message(SiteSaved(plan, folder))

    @on(SiteSaved)
    def note_saved(self, event: SiteSaved) -> None:
        """The plan is on disk; write again where it changed meanwhile."""
        self._saving, self._stored = False, event.plan
        if event.plan != self.plan or event.folder != self.folder:
            self.save()
        else:
            self.saved = f"saved {self.clock():%H:%M:%S}"

    def checked(self, blockers: int) -> None:
        """Note how many blockers the plan has that are not accepted."""
        self.blockers = blockers
        if isinstance(self.screen, StepScreen):
            self.screen.show_rail()

    def action_export(self) -> None:
        """Write the files of every stage to the site's folder."""
        if self.plan is None:
            self.say("There is nothing to export: no plan without a server and a spoke.")
            return
        if self.folder is None:
            from screens.opening import free_folder

            self.folder = free_folder(self.plan)
        self.say("Writing ...")
        self._export(self.plan, self.folder)

    @work(thread=True, exclusive=True, group="export")
    def _export(self, plan: Plan, folder: Path) -> None:
        from screens.opening import export_site
        from wizard.errors import EzError
        from wizard.render import withheld

        try:
            files = export_site(plan, folder)
        except EzError as error:
            self.post_message(Failed("The files cannot be written", error))
            return
        held = withheld(plan)
        waits = f" Held back by open answers: {', '.join(f'{one.device} {one.stage}' for one in held)}." if held else ""
        self.post_message(Exported(f"Wrote {len(files)} files to {folder / 'out'}.{waits}"))
        self.post_message(SiteSaved(plan, folder))

    @on(Exported)
    def show_export(self, event: Exported) -> None:
        """Say where the files are."""
        self.say(event.said)

    @on(Failed)
    def show_error(self, event: Failed) -> None:
        """Say what went wrong, where, and what to do."""
        from screens.modals import ErrorModal
        from screens.opening import error_of

        self.reading = self._saving = False
        if self.saved == "saving":
            self.saved = "NOT SAVED"
        self.mutate_reactive(EzApp.plan)
        self.push_screen(ErrorModal(event.title, error_of(event.error)))

    @on(StepChosen)
    def open_step(self, event: StepChosen) -> None:
        """Go to that step, at that place."""
        self.go(event.key, event.place)

    @on(Rail.StepClicked)
    def open_clicked_step(self, event: Rail.StepClicked) -> None:
        """Go to the step that was clicked."""
        self.action_step(event.index)

    def go(self, key: str, place: Place | None = None) -> None:
        """Open a step where the cursor was, or at a place."""
        here = self.screen
        if isinstance(here, StepScreen):
            self._places[here.key] = here.here()
        if isinstance(here, StepScreen) and key == here.key and place is None:
            return
        if self.plan is None and key != "sources":
            self.say(self.missing or "The wizard goes on once a server and a spoke are there: a adds a configuration.")
            return
        self._visited.add(key)
        self.say("")
        self._show(STEP[key].open(self._places.get(key, NOWHERE) if place is None else place))

    def _show(self, step: StepScreen) -> None:
        """Put a step in place of the one that is shown; the screen that the app began with stays below."""
        if len(self.screen_stack) == 1:
            self.push_screen(step)
        elif step.key == "sources" and isinstance(self.screen_stack[0], StepScreen):
            self.pop_screen()
        else:
            self.switch_screen(step)

    def action_step(self, index: int) -> None:
        """Go to the step of that number."""
        if isinstance(self.screen, StepScreen):
            self.go(ROUTE[index].key)

    def action_next(self) -> None:
        """Go to the next step."""
        self._walk(1, "This is the last step.")

    def action_previous(self) -> None:
        """Go to the step before."""
        self._walk(-1, "This is the first step.")

    def action_next_open(self) -> None:
        """Go to the first question that nothing answers yet."""
        from wizard.plan.answer import open_answers

        waiting = open_answers(self.plan) if self.plan else ()
        if waiting:
            self.go(waiting[0].question.step, Place(question=waiting[0].key))
        else:
            self.say("No question is open.")

    def _walk(self, direction: int, at_the_end: str) -> None:
        here = self.screen
        if not isinstance(here, StepScreen):
            return
        index = [step.key for step in ROUTE].index(here.key) + direction
        if 0 <= index < len(ROUTE):
            self.go(ROUTE[index].key)
        else:
            self.say(at_the_end)

    def action_explain(self) -> None:
        """Explain what is focused, and list every key that works here."""
        from screens.modals import HelpModal, help_for

        if not isinstance(self.screen, HelpModal):
            self.push_screen(HelpModal(*help_for(self.screen)))

    def action_save(self) -> None:
        """Choose the folder of the site, and save."""
        if self.plan is None:
            self.say("There is nothing to save yet: no plan without a server and a spoke.")
            return
        from screens.modals import AskModal
        from screens.opening import free_folder

        folder = str(self.folder or free_folder(self.plan))
        self.push_screen(AskModal("Save the site in which folder?", folder, "Enter saves."), self._folder_chosen)

    def _folder_chosen(self, answer: str | None) -> None:
        if answer:
            from pathlib import Path

            self.folder = Path(answer).expanduser()
            self.save()

    async def action_quit(self) -> None:
        """Leave; what was not saved yet is saved first."""
        if self.plan and self.folder and self.plan != self._stored and self.history:
            from screens.opening import write_site
            from wizard.errors import EzError

            try:
                write_site(self.plan, self.folder)
            except EzError as error:
                self._stored = self.plan
                self.post_message(Failed("The site cannot be saved; q again leaves without", error))
                return
        self.exit(0)

    def on_resize(self, event: events.Resize) -> None:
        """A terminal that is too small shows only that."""
        from_modal = type(self.screen).__name__ == "TooSmallModal"
        fits = event.size.width >= MINIMUM[0] and event.size.height >= MINIMUM[1]
        if fits and from_modal:
            self.pop_screen()
        elif not fits and not from_modal:
            from screens.modals import TooSmallModal

            self.push_screen(TooSmallModal(*MINIMUM))
