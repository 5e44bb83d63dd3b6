"""The file browser: configurations are looked for, marked, and added together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen

from screens.widgets.lines import LineList, Piece
from screens.widgets.modal_frame import HELP_KEYS, ModalFrame
from screens.widgets.plain_text import PlainText
from wizard.errors import SourceError
from wizard.guide.browsed import ABOVE, Browsed, Entry, browsed
from wizard.guide.typed_path import files_at, working_folder

if TYPE_CHECKING:
    from pathlib import Path


class FileList(LineList):
    """One row a folder or file of the folder that is shown, with a mark where it is to be added."""

    BORDER_TITLE = "Files"

    HELP = (
        "Enter opens a folder, and adds a file. Space marks a file, or a folder for all files in it; where some are "
        "marked, enter on a file adds all of them, in whatever folders they are. Backspace goes to the folder above."
    )

    BINDINGS: ClassVar = [
        Binding("enter", "choose", "open or add"),
        Binding("space", "mark", "mark"),
        Binding("backspace", "above", "folder above"),
    ]

    def __init__(self, folder: Path) -> None:
        super().__init__(id="files")
        self.browsed: Browsed = browsed(folder)
        self.marked: dict[Path, None] = {}
        """What is to be added, in the order in which it was marked."""

    def on_mount(self) -> None:
        self.lines_changed(0)

    @property
    def entry(self) -> Entry | None:
        """What the cursor is on."""
        entries = self.browsed.entries
        return entries[self.cursor] if self.cursor < len(entries) else None

    def count(self) -> int:
        return len(self.browsed.entries)

    def empty_text(self) -> str:
        return "Nothing is in this folder."

    def pieces(self, index: int, width: int) -> Iterable[Piece]:
        entry = self.browsed.entries[index]
        yield "[x] " if entry.path in self.marked else "    ", "attention"
        size = "" if entry.is_folder else f"  {entry.size:,} bytes"
        name = f"{entry.name}/" if entry.is_folder else entry.name
        yield self.fitted(name, width - 4 - len(size)), "heading" if entry.is_folder else ""
        yield size, "dim"

    def open(self, folder: Path) -> None:
        """Show that folder; the cursor is on the one that was left, where one went up."""
        left = self.browsed.folder
        self.browsed = browsed(folder)
        places = [entry.path for entry in self.browsed.entries]
        self.lines_changed(places.index(left) if left in places else 0)

    def why_no_mark(self) -> str:
        return "This is the folder above: enter opens it." if self.entry and self.entry.name == ABOVE else ""

    def action_mark(self) -> None:
        """Mark what the cursor is on, or take its mark away, and go on to the next."""
        if entry := self.entry:
            if entry.path in self.marked:
                del self.marked[entry.path]
            else:
                self.marked[entry.path] = None
            self.lines_changed(self.cursor + 1)

    def why_no_above(self) -> str:
        folder = self.browsed.folder
        return "There is no folder above this one." if folder.parent == folder else ""

    def action_above(self) -> None:
        """Go to the folder above."""
        self.open(self.browsed.folder.parent)


class Picker(ModalScreen["tuple[Path, ...] | None"]):
    """Choose configurations; None where it is left."""

    BINDINGS: ClassVar = [
        Binding("escape", "leave", "leave"),
        *HELP_KEYS,
    ]

    def compose(self) -> ComposeResult:
        with ModalFrame("Add configurations"):
            yield PlainText("", id="folder")
            yield FileList(working_folder())
            yield PlainText("", id="picked")

    def on_mount(self) -> None:
        self.query_one(FileList).focus()

    @on(LineList.Rested)
    def say_where(self) -> None:
        """Name the folder and how much is marked in it or elsewhere."""
        files = self.query_one(FileList)
        glyphs = files.glyphs
        self.query_one("#folder", PlainText).update(glyphs.shortened(f"{files.browsed.folder}", 70))
        marked = f"{len(files.marked)} marked: enter on a file adds what is marked." if files.marked else ""
        self.query_one("#picked", PlainText).update(files.browsed.refused or marked)

    @on(LineList.Chosen)
    def take(self) -> None:
        """Open a folder; add a file, or all that is marked."""
        files = self.query_one(FileList)
        entry = files.entry
        if entry and entry.is_folder and entry.path not in files.marked:
            files.open(entry.path)
        elif entry:
            self._add(tuple(files.marked) or (entry.path,))

    def _add(self, paths: tuple[Path, ...]) -> None:
        try:
            self.dismiss(tuple(dict.fromkeys(file for path in paths for file in files_at(path))))
        except SourceError as error:
            self.query_one("#picked", PlainText).update(f"! {error}")

    def action_leave(self) -> None:
        self.dismiss(None)
