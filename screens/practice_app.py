"""The part of the app that lets routers stand behind the practice site, and lets a person choose what goes wrong."""

from __future__ import annotations

from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual import on, work
from textual.binding import Binding

import screens
import wizard.site
from screens.messages import Failed, FaultChosen, RoutersServed, SiteSaved, SourcesOpened
from screens.prepared_app import PreparedApp
from wizard.cli.output import tell
from wizard.errors import EzError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from wizard.data.practice_faults import PracticeFault
    from wizard.sentence import Sentence
    from wizard.site.writer import Writer

_LATER = 0.3
"""Seconds until the first screen stands and can be used: SSH takes a while to be loaded."""
_NO_ROUTER = "Practice site: no router stands behind it."
_OTHERS = "Practice site: `ez2flex practice` serves its routers."
_STARTING = "Practice site: its routers are being started."


class PracticeRouters(Protocol):
    """The routers of the practice site, served."""

    @property
    def how_to_log_in(self) -> Sentence:
        """What to type in another terminal, for each."""

    @property
    def in_short(self) -> Sentence:
        """The same in one row."""

    @property
    def again(self) -> Sentence:
        """What became of them, when the wizard is left."""

    def keep_ways(self, site: Writer) -> None:
        """Writes into a site how they are reached."""

    def suffer(self, fault: PracticeFault) -> str:
        """Lets something go wrong in the next push, at the spoke that it names; EzError where they are gone."""

    def close(self) -> None:
        """Lets them go."""


class PracticeApp(PreparedApp):
    """An app that serves the routers of the practice site; without any where it was given none."""

    BINDINGS: ClassVar = [Binding("X", "faults", "what goes wrong", show=False)]

    new_routers: Callable[[Path | None], PracticeRouters | None] | None = None
    """Those behind the practice site in that folder, or in none yet; None where no router shall stand behind it."""

    is_simulated = False
    """Whether every router behind this site is a practice router."""

    def __init__(self, folder: Path | None, clock: Callable[[], datetime], *, ascii_only: bool = False) -> None:
        super().__init__(folder, clock, ascii_only=ascii_only)
        self._routers: PracticeRouters | None = None
        self._fault: PracticeFault | None = None
        """What was chosen to go wrong."""
        self._starting = Lock()
        self._wanted = False
        self._is_practice = False
        """Whether what is open is the practice site, or one that was saved of it."""
        self._said_of_routers: Sentence = ""
        self._known_in: Path | None = None
        """The folder in which it is written how they are reached."""

    @property
    def about_routers(self) -> Sentence:
        """What stands behind the practice site; "" of a site that is none."""
        if self._said_of_routers or not self._is_practice:
            return self._said_of_routers
        return _STARTING if self.new_routers else _NO_ROUTER

    @property
    def beside_help(self) -> Sentence:
        """What stands in every help: how to log in to the routers, and what is to go wrong."""
        if not self._routers:
            return ""
        chosen = f"\n  Chosen: {self._fault.title}. {self._fault.ends}" if self._fault else ""
        return f"{self._routers.how_to_log_in}{chosen}"

    def look_whether_simulated(self) -> None:
        """Before anything is sent: somebody may have added a router that is none of ours."""
        if self.is_simulated and self.folder:
            self.is_simulated = bool(wizard.site.simulated_hosts(self.folder))

    def take_site(self, folder: Path | None, site: Writer | None, read_only: str) -> None:
        super().take_site(folder, site, read_only)
        self.end_routers()

    @on(SourcesOpened)
    def serve_routers(self, event: SourcesOpened) -> None:
        """Begin to, away from the screen and once it stands."""
        self._is_practice |= event.opened.demo or bool(event.opened.folder and event.opened.is_simulated)
        if self._is_practice and self.new_routers and not self._wanted:
            self._wanted = True
            self.set_timer(_LATER, lambda: self._serve(event.opened.folder))

    @work(thread=True, group="routers")
    def _serve(self, folder: Path | None) -> None:
        with self._starting:
            if not self._wanted or self._routers or not self.new_routers:
                return
            try:
                self._routers = self.new_routers(folder)
            except EzError as error:
                self._wanted = False
                self.post_message(RoutersServed(f"Practice site without routers: {error.message}.", are_there=False))
            else:
                routers = self._routers
                self.post_message(RoutersServed(routers.in_short if routers else _OTHERS, are_there=bool(routers)))

    @on(RoutersServed)
    def show_routers(self, event: RoutersServed) -> None:
        """Say how to log in, or why nobody can."""
        if event.are_there is (self._routers is not None):
            before, self._said_of_routers = self.about_routers, event.said
            self.say(f"{event.said} {self.said.removeprefix(before).strip()}".strip())
            if self.folder and self.stored:
                self._note_ways(self.folder)

    @on(SiteSaved)
    def note_ways(self, event: SiteSaved) -> None:
        """Write into the folder how they are reached, once it is there."""
        self._note_ways(event.folder)

    def _note_ways(self, folder: Path) -> None:
        if self._routers and self._known_in != folder:
            self._known_in = folder
            self._keep_ways(self._routers, folder)

    @work(thread=True, group="save")
    def _keep_ways(self, routers: PracticeRouters, folder: Path) -> None:
        site = self.open_site
        with site.writing, suppress(EzError):
            if site.writer and site.writer.path == folder:
                routers.keep_ways(site.writer)

    def why_no_faults(self) -> str:
        if self._routers:
            return ""
        return (
            f"{self.about_routers}"
            if self.is_simulated
            else "Nothing goes wrong by choice here: ez2flex demo has that."
        )

    def action_faults(self) -> None:
        """Offer what may go wrong in the next push."""
        self.push_screen(screens.FaultsModal(self._fault), self._fault_taken)

    def _fault_taken(self, fault: PracticeFault | None) -> None:
        if fault and self._routers:
            self._suffer(self._routers, fault)

    @work(thread=True, group="routers")
    def _suffer(self, routers: PracticeRouters, fault: PracticeFault) -> None:
        try:
            spoke = routers.suffer(fault)
        except EzError as error:
            self.post_message(Failed("This cannot go wrong now", error))
        else:
            self.post_message(FaultChosen(fault, spoke))

    @on(FaultChosen)
    def show_fault(self, event: FaultChosen) -> None:
        """Say what the next push will meet."""
        self._fault = event.fault
        at = f", at {event.spoke}" if event.fault.faults else ""
        self.say(f"In the next push{at}: {event.fault.title}. {event.fault.ends}")

    def end_routers(self) -> PracticeRouters | None:
        """Let go of those that are held, and say which."""
        with self._starting:
            routers, self._routers, self._wanted, self._known_in = self._routers, None, False, None
            self._said_of_routers, self._fault, self._is_practice = "", None, False
        if routers:
            routers.close()
        return routers

    def let_go(self) -> None:
        super().let_go()
        if ended := self.end_routers():
            tell(ended.again)
