"""The part of the app that lets routers stand behind the practice site, as long as the wizard is open."""

from __future__ import annotations

from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from textual import on, work

from screens.messages import RoutersServed, SiteSaved, SourcesOpened
from screens.prepared_app import PreparedApp
from wizard.cli.output import tell
from wizard.errors import EzError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from wizard.sentence import Sentence
    from wizard.site.writer import Writer

_LATER = 0.3
"""Seconds until the first screen stands and can be used: SSH takes a while to be loaded."""
_NO_ROUTER = "Practice site: no router stands behind it."
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
        """How they are served once more, when the wizard is left."""

    def keep_ways(self, site: Writer) -> None:
        """Writes into a site how they are reached."""

    def close(self) -> None:
        """Ends them."""


class PracticeApp(PreparedApp):
    """An app that serves the routers of the practice site; without any where it was given none."""

    new_routers: Callable[[], PracticeRouters] | None = None
    """How they are served; None where no router shall stand behind the practice site."""

    def __init__(self, folder: Path | None, clock: Callable[[], datetime], *, ascii_only: bool = False) -> None:
        super().__init__(folder, clock, ascii_only=ascii_only)
        self._routers: PracticeRouters | None = None
        self._starting = Lock()
        self._wanted = False
        self._said_of_routers: Sentence = ""
        self._known_in: Path | None = None
        """The folder in which it is written how they are reached."""

    @property
    def is_simulated(self) -> bool:
        """Whether what can be logged in to here is the practice site alone."""
        return self._routers is not None

    @property
    def about_routers(self) -> Sentence:
        """What stands behind the practice site."""
        return self._said_of_routers or (_STARTING if self.new_routers else _NO_ROUTER)

    @property
    def beside_help(self) -> Sentence:
        """What stands in every help: how to log in to the routers."""
        return self._routers.how_to_log_in if self._routers else ""

    def take_site(self, folder: Path | None, site: Writer | None, read_only: str) -> None:
        super().take_site(folder, site, read_only)
        self.end_routers()

    @on(SourcesOpened)
    def serve_routers(self, event: SourcesOpened) -> None:
        """Begin to, away from the screen and once it stands."""
        if event.opened.demo and self.new_routers and not self._wanted:
            self._wanted = True
            self.set_timer(_LATER, self._serve)

    @work(thread=True, group="routers")
    def _serve(self) -> None:
        with self._starting:
            if not self._wanted or self._routers or not self.new_routers:
                return
            try:
                self._routers = self.new_routers()
            except EzError as error:
                self._wanted = False
                self.post_message(RoutersServed(f"Practice site without routers: {error.message}.", are_there=False))
            else:
                self.post_message(RoutersServed(self._routers.in_short, are_there=True))

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

    def end_routers(self) -> PracticeRouters | None:
        """End those that are served, and say which."""
        with self._starting:
            routers, self._routers, self._wanted, self._known_in = self._routers, None, False, None
            self._said_of_routers = ""
        if routers:
            routers.close()
        return routers

    def let_go(self) -> None:
        super().let_go()
        if ended := self.end_routers():
            tell(ended.again)
