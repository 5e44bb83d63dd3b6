"""What `ez2flex` shows when nothing was named: the sites it knows, a new migration, the practice site."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from screens.widgets.keybar import KeyBar
from screens.widgets.lines import LineList, Piece
from screens.widgets.plain_text import PlainText
from wizard.guide.known_sites import KnownSite, age_in_words, sites_with_age
from wizard.guide.opening import Opening

if TYPE_CHECKING:
    from screens.app import EzApp


class SiteList(LineList):
    """A new migration, the practice site, and every known site with its age."""

    HELP = "Choose what to work on. A site is the folder of one migration; the one that was saved last is first."

    def __init__(self) -> None:
        super().__init__(id="sites")
        self.sites: tuple[KnownSite, ...] = ()

    def count(self) -> int:
        return 2 + len(self.sites)

    def pieces(self, index: int, width: int) -> Iterable[Piece]:
        if index == 0:
            return [("New migration: choose the configurations of the EzVPN server and its spokes", "")]
        if index == 1:
            return [("Practice site: a whole lab to try everything on", "")]
        site = self.sites[index - 2]
        room = width - 18
        return [
            (self.fitted(site.folder.name, 24), "heading"),
            (self.fitted(f" {site.folder}", room - 24), ""),
            (f"{age_in_words(site):>16}", "dim"),
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
        sites = self.query_one(SiteList)
        sites.sites = sites_with_age(cast("EzApp", self.app).clock())
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
            opening = Opening(folder=sites.sites[sites.cursor - 2].folder)
        cast("EzApp", self.app).open(opening)
