"""What `ez2flex` shows when nothing was named: the sites it knows, a new migration, the practice site."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from screens.open_site import Opening
from screens.widgets.keybar import KeyBar
from screens.widgets.lines import LineList, Piece
from screens.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from screens.app import EzApp


class SiteList(LineList):
    """A new migration, the practice site, and every known site with its age."""

    HELP = "Choose what to work on. A site is the folder of one migration; the one that was saved last is first."

    def __init__(self) -> None:
        super().__init__(id="sites")
        self.sites: tuple[tuple[Path, str], ...] = ()

    def count(self) -> int:
        return 2 + len(self.sites)

    def pieces(self, index: int, width: int) -> Iterable[Piece]:
        if index == 0:
            return [("New migration: choose the configurations of the EzVPN server and its spokes", "")]
        if index == 1:
            return [("Practice site: a whole lab to try everything on", "")]
        folder, age = self.sites[index - 2]
        room = width - 18
        return [
            (self.fitted(str(folder.name), 24), "heading"),
            (self.fitted(f" {folder}", room - 24), ""),
            (age, "dim"),
        ]


class SitesScreen(Screen[None]):
    """The sites that are known, the newest first."""

    BINDINGS: ClassVar = [Binding("q", "app.quit", "quit")]

    def compose(self) -> ComposeResult:
        yield PlainText("ez2flex  moves one site from Cisco EzVPN to FlexVPN", id="top")
        yield PlainText("\nWhat do you want to work on?\n")
        yield SiteList()
        yield PlainText("", id="status")
        yield KeyBar()

    def on_mount(self) -> None:
        self.call_after_refresh(self._list_sites)

    def _list_sites(self) -> None:
        from wizard.site import PLAN, known_sites

        now = cast("EzApp", self.app).clock()
        sites = self.query_one(SiteList)
        sites.sites = tuple((folder, f"{_age(folder / PLAN, now):>16}") for folder in known_sites())
        sites.lines_changed(cursor=2 if sites.sites else 0)
        sites.focus()

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        sites = event.lines
        assert isinstance(sites, SiteList)
        if sites.cursor == 0:
            opening = Opening()
        elif sites.cursor == 1:
            opening = Opening(demo=True)
        else:
            opening = Opening(folder=sites.sites[sites.cursor - 2][0])
        cast("EzApp", self.app).open(opening)


def _age(path: Path, now: datetime) -> str:
    """How long ago the file was written, in words."""
    try:
        minutes = int((now.timestamp() - path.stat().st_mtime) // 60)
    except OSError:
        return ""
    for size, unit in ((60 * 24, "days"), (60, "hours"), (1, "minutes")):
        if minutes >= 2 * size:
            return f"{minutes // size} {unit} ago"
    return "just now"
