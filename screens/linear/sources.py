"""Step 1: the configurations that were given, and the role that each shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import screens.linear
import wizard.guide
from screens.linear.fetched import fetched_routers
from screens.linear.opened_sources import added
from screens.linear.page import Command, Page, Rows
from screens.linear.speech import Said
from wizard.guide.browsed import Browsed, browsed
from wizard.guide.typed_path import files_typed, refusal_of_files, typed_path, working_folder
from wizard.model.literals import number
from wizard.sentence import so_many

if TYPE_CHECKING:
    from pathlib import Path

    from screens.linear.linear_wizard import LinearWizard
    from wizard.sentence import Sentence


class SourcesPage(Page):
    """One row a configuration: role, device, file."""

    key = "sources"
    help = (
        "Give the running configuration of the EzVPN server and of each spoke that moves. Roles are found in it: an "
        "EzVPN server has groups, a spoke has an EzVPN client, and a configuration without EzVPN is taken for the new "
        "FlexVPN hub's. A number says what is in that configuration."
    )

    def head(self) -> Iterator[Said]:
        yield Said("STEP 1", f"Sources: {so_many(len(self.wizard.desk.sources), 'configuration')}.")
        if self.wizard.desk.missing:
            yield Said("MISSING", self.wizard.desk.missing)
        if not self.wizard.desk.sources:
            yield Said(
                "STATE", "No configuration yet: + PATH adds one, or all of a folder; l looks for them, R reads routers."
            )

    def rows(self) -> Rows:
        return tuple(
            (
                Said(
                    f"SOURCE {place}",
                    f"{wizard.guide.role_as_read(source)} {source.device}, from {source.filename}, "
                    f"{so_many(len(source.data.splitlines()), 'line')}",
                ),
            )
            for place, source in enumerate(self.wizard.desk.sources, 1)
        )

    def choose(self, number: int) -> None:
        self.wizard.say_all("FOUND", "\n".join(wizard.guide.summary(self.wizard.desk.sources[number - 1])))

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(("+", "add"), "adds a configuration, or all of a folder.", self._add, behind="PATH", changes=True),
            Command(
                ("R", "fetch"),
                "reads routers over SSH.",
                self._fetch,
                self._why_no_fetch,
                "[USER@]ADDRESS...",
                changes=True,
            ),
            Command(
                ("l", "look"), "looks for configurations in your folders.", self._look, behind="[FOLDER]", changes=True
            ),
            Command(
                ("x",),
                "leaves the configuration of that number out.",
                self._leave_out,
                self._why_none,
                behind="N",
                changes=True,
            ),
        )

    def _why_none(self) -> Sentence:
        return "" if self.wizard.desk.sources else "There is no configuration to leave out."

    def _add(self, typed: str) -> None:
        path = typed or self.wizard.ask("Path of a configuration or a folder (empty: none):").strip()
        if not path:
            self.wizard.say("STATE", "Nothing is added.")
        elif refusal := refusal_of_files(path):
            self.wizard.say("NOT TAKEN", refusal)
        else:
            added(self.wizard, files_typed(path))

    def _why_no_fetch(self) -> Sentence:
        desk = self.wizard.desk
        if desk.read_only:
            return "This folder is only read: save FOLDER saves into another one first."
        is_begun = desk.folder is not None and (desk.folder / "journal").is_dir()
        return "A push of this site has begun: its sources stay what that began with." if is_begun else ""

    def _fetch(self, typed: str) -> None:
        fetched_routers(self.wizard, typed)

    def _look(self, typed: str) -> None:
        self.wizard.go(BrowsePage(self.wizard, typed_path(typed) if typed else working_folder()))

    def _leave_out(self, typed: str) -> None:
        desk = self.wizard.desk
        if not (typed.isdecimal() and len(typed) < 6 and 1 <= int(typed) <= len(desk.sources)):
            self.wizard.say("POSSIBLE", f"x 1 to x {len(desk.sources)}.")
            return
        device, had_plan = desk.sources[int(typed) - 1].device, desk.plan is not None
        words = desk.take_sources(
            wizard.guide.without_device(desk.sources, device, desk.plan), f"{device} is left out."
        )
        self.wizard.say("DONE", f"{words} u takes that back." if had_plan else words)
        self.wizard.save()
        self.wizard.say_page()


class BrowsePage(Page):
    """What is in a folder: the one above first, then folders, then files."""

    help = "A number opens that folder, or adds that file; all adds every file of this folder. b goes back to the list."

    def __init__(self, wizard: LinearWizard, folder: Path) -> None:
        super().__init__(wizard)
        self._folder: Browsed = browsed(folder)

    def head(self) -> Iterator[Said]:
        yield Said("FOLDER", str(self._folder.folder))
        if self._folder.refused:
            yield Said("ERROR", self._folder.refused)

    def rows(self) -> Rows:
        return tuple(
            (
                Said(
                    f"{'FOLDER' if entry.is_folder else 'FILE'} {place}",
                    entry.name if entry.is_folder else f"{entry.name}, {so_many(entry.size, 'byte')}",
                ),
            )
            for place, entry in enumerate(self._folder.entries, 1)
        )

    def choose(self, number: int) -> None:
        entry = self._folder.entries[number - 1]
        if entry.is_folder:
            self.wizard.replace(BrowsePage(self.wizard, entry.path))
        else:
            self._take((entry.path,))

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(("all",), "adds every file of this folder.", lambda _: self._take(self._files), self._why),
            Command(("files",), "adds the files of those numbers.", self._add_some, self._why, "N N"),
        )

    def _add_some(self, typed: str) -> None:
        numbers = [number(word, 1, self.choices) for word in typed.split()]
        chosen = [self._folder.entries[place - 1] for place in numbers if place]
        if not chosen or None in numbers or any(entry.is_folder for entry in chosen):
            self.wizard.say("POSSIBLE", "files and the numbers of files behind it, such as files 2 3.")
        else:
            self._take(tuple(dict.fromkeys(entry.path for entry in chosen)))

    @property
    def _files(self) -> tuple[Path, ...]:
        return tuple(entry.path for entry in self._folder.entries if not entry.is_folder)

    def _why(self) -> Sentence:
        return "" if self._files else "There is no file in this folder."

    def _take(self, paths: tuple[Path, ...]) -> None:
        self.wizard.way.pop()
        added(self.wizard, paths)
        if not self.wizard.way or not isinstance(self.wizard.page, SourcesPage):
            self.wizard.go(screens.linear.SourcesPage(self.wizard))
