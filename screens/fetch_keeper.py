"""The part of the app that lets a migration begin with routers in place of files."""

from __future__ import annotations

from dataclasses import replace
from threading import Thread
from typing import TYPE_CHECKING

from textual import on, work

import screens
import wizard.guide
import wizard.live
from screens.messages import Failed, RoutersFetched, RoutersRead, SiteSaved
from screens.prepared_app import sources_opened
from screens.push_keeper import PushKeeper
from wizard.errors import EzError
from wizard.sentence import listed, so_many

if TYPE_CHECKING:
    from pathlib import Path

    from screens.fetch_windows import ReadingModal
    from screens.push_person import PersonAtScreen
    from wizard.live.fetching import AskedRouters, FetchedRouters, Fetching


class FetchKeeper(PushKeeper):
    """An app that reads routers, and keeps how they are reached once the site has a folder."""

    _asked_routers: AskedRouters | None = None
    """What was typed last, without the password."""
    _fetching: Fetching | None = None
    _fetched: FetchedRouters | None = None
    """What was read and is not written yet."""

    def why_no_fetch(self) -> str:
        """Why no router can be read now."""
        if self.read_only:
            return "This folder is only read: ctrl+s saves into another one first."
        if self.folder and (self.folder / "journal").is_dir():
            return "A push of this site has begun: its sources stay what that began with."
        return self.why_locked()

    def ask_for_routers(self) -> None:
        """Ask which routers are read; those of the site stand there already."""
        try:
            ways = self._known_ways()
        except EzError as error:
            self.post_message(Failed("How the routers are reached cannot be read", error))
            return
        from getpass import getuser

        asked = self._asked_routers
        words = " ".join(asked.words if asked else map(wizard.live.word_of, ways.hosts))
        user = asked.user if asked else "" if ways.hosts else getuser()
        self.push_screen(screens.FetchModal(words, user), self._read_routers)

    def _known_ways(self) -> wizard.live.KnownWays:
        if self._fetched:
            return self._fetched.ways
        return wizard.live.ways_of_site(self.folder) if self.folder else wizard.live.KnownWays()

    def _read_routers(self, asked: AskedRouters | None) -> None:
        if asked is None:
            return
        self._asked_routers = replace(asked, password=None)
        person = screens.PersonAtScreen(self._ask_person)
        try:
            fetching = wizard.live.Fetching(asked, person, self._known_ways())
        except EzError as error:
            self.post_message(Failed("These routers cannot be read", error))
            return
        self._fetching = fetching
        window = screens.ReadingModal(tuple(host.name for host in fetching.named), lambda: fetching.ended)
        self.push_screen(window, lambda _: self._end_reading(fetching, person))
        # Whoever leaves waits for no router.
        Thread(target=self._read, args=(fetching, window), name="fetch", daemon=True).start()

    def _read(self, fetching: Fetching, window: ReadingModal) -> None:
        """In a thread of its own."""

        def shown(name: str, command: str) -> None:
            self.post_message(RoutersRead(window, name, command))

        error: Exception | None = None
        try:
            fetching.run(shown)
        except Exception as problem:  # noqa: BLE001 - told in the app's own thread
            error = problem
        self.post_message(RoutersFetched(fetching, window, error))

    @on(RoutersRead)
    def show_reading(self, event: RoutersRead) -> None:
        """Draw what a router is asked."""
        event.window.show(event.name, event.command)

    def _end_reading(self, fetching: Fetching, person: PersonAtScreen) -> None:
        """The window was left, by a person or since all was read."""
        person.leave()
        if self._fetching is fetching:
            self._fetching = None
            self._take_routers(fetching.fetched)

    @on(RoutersFetched)
    def end_window(self, event: RoutersFetched) -> None:
        """All was read: the window goes, and what it read is taken."""
        if event.error and self._fetching is event.fetching:
            self._fetching = None
            if not isinstance(event.error, EzError):
                raise event.error
            self.post_message(Failed("These routers cannot be read", event.error))
        if event.window.is_attached:
            event.window.dismiss(None)

    def _take_routers(self, fetched: FetchedRouters) -> None:
        if self.is_simulated:
            try:
                wizard.live.refuse_others(fetched)
            except EzError as error:
                self.post_message(Failed("This is a practice site", error))
                return
        problems = [problem for error in fetched.errors for problem in wizard.guide.problems_in_words(error)]
        if fetched.found:
            self._fetched = fetched
            self._plan_routers(fetched)
        else:
            self.say("No router was read.")
        if problems or fetched.says:
            title = "These were not read; the others were" if fetched.found else "No router was read"
            self.push_screen(screens.ErrorModal(title, [*problems, *fetched.says]))

    @work(thread=True, exclusive=True, group="sources")
    def _plan_routers(self, fetched: FetchedRouters) -> None:
        """Let what was read be sources, as if it had been read from files."""
        others = tuple(source for source in self.sources if source.device not in fetched.renamed)
        files = tuple((f"{router.host.name}.cfg", router.source.data) for router in fetched.found)
        try:
            opened = wizard.guide.with_files(others, files, self.plan)
        except EzError as error:
            self.post_message(Failed("What was read cannot be planned", error))
            return
        is_simulated = fetched.are_simulated and (self.is_simulated or not self.sources)
        read = sources_opened(opened._replace(is_simulated=is_simulated))
        names = listed([router.host.name for router in fetched.found])
        read.from_routers = f"Read {so_many(len(fetched.found), 'router')}: {names}."
        self.post_message(read)
        if self.folder and self.stored:
            self._write_ways(self.folder)

    @on(SiteSaved)
    def write_ways(self, event: SiteSaved) -> None:
        """Write how the routers are reached, once there is a folder."""
        if self._fetched:
            self._write_ways(event.folder)

    @work(thread=True, group="save")
    def _write_ways(self, folder: Path) -> None:
        try:
            with self.open_site.writing:
                fetched, writer = self._fetched, self.open_site.writer
                if fetched and writer and writer.path == folder:
                    wizard.live.keep_fetched_ways(writer, fetched)
                    self._fetched = None
        except EzError as error:
            self.post_message(Failed("How the routers are reached cannot be written", error))
