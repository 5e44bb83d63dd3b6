"""What `ez2flex` shows when nothing was named: the sites it knows, a new migration, the practice site."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

import wizard.guide
from screens.steps.step import BREAKPOINTS
from screens.symbols import sign_of_needs
from screens.widgets.keybar import KeyBar
from screens.widgets.lines import LineList, Piece
from screens.widgets.plain_text import PlainText
from wizard.guide.known_sites import KnownSite, Look, SiteRow, age_in_words, needs_in_words, sites_with_age
from wizard.guide.opening import Opening

if TYPE_CHECKING:
    from screens.app import EzApp
    from wizard.guide.hubs_of_sites import ReadSite


class SitesRead(Message):
    """How many of the sites have been read, and the rows of all of them once they are."""

    def __init__(self, read: int, total: int, rows: tuple[SiteRow, ...] = ()) -> None:
        super().__init__()
        self.read = read
        self.total = total
        self.rows = rows


_AGE = 15
"""Columns of the time since a site was saved."""


class SiteList(LineList):
    """A new migration, the practice site, and every known site with its age, by hub once they are read."""

    BORDER_TITLE = "What do you want to work on?"

    HELP = (
        "Choose what to work on. A site is the folder of one migration; those of one hub stand together, the one that "
        "was saved last first. A spoke has moved where the hub's configuration in the newest site names it; where the "
        "hub takes spokes by their domain or by certificate, or no configuration of it was read, that is not known. "
        "Spokes that are in no site are in no count."
    )

    def __init__(self) -> None:
        super().__init__(id="sites")
        self.known: tuple[SiteRow, ...] = ()

    def count(self) -> int:
        return 2 + len(self.known)

    def show(self, rows: tuple[SiteRow, ...]) -> None:
        """Draw these rows, the cursor on the same site as before or on the first one."""
        before = self.known[self.cursor - 2].site.folder if self.known and self.cursor > 1 else None
        stays = bool(self.known) and self.cursor < 2
        self.known = rows
        sites = [place for place, row in enumerate(rows, 2) if row.look is Look.SITE]
        same = (place for place in sites if rows[place - 2].site.folder == before)
        self.lines_changed(self.cursor if stays else next(same, next(iter(sites), 0)))

    def pieces(self, index: int, width: int) -> Iterable[Piece]:
        if index == 0:
            return [("New migration: choose the configurations of the EzVPN server and its spokes", "")]
        if index == 1:
            return [("Practice site: a whole lab to try everything on", "")]
        row = self.known[index - 2]
        if row.look is Look.HUB:
            return [(self.fitted(row.text, width), "heading")]
        if row.look is Look.DETAIL:
            return [(self.fitted(f"    {row.text}", width), "dim")]
        sign, look = sign_of_needs(row.site.needs)
        names = max(22, width // 3)
        room, parent = width - names - 30 - _AGE, row.site.folder.parent
        return [
            ("  ", ""),
            (self.fitted(row.site.folder.name, names), "heading"),
            (f"  {sign} {needs_in_words(row.site.needs):<23} ", look),
            # The status row says the whole path; folders of one name differ at its end.
            (self.fitted(str(parent) if len(str(parent)) <= room else parent.name, room), "dim"),
            (f"{row.text:>{_AGE}}", "dim"),
        ]

    def searchable(self, index: int) -> str:
        rows = self.known[index - 2 : index - 1] if index > 1 else ()
        return " ".join((super().searchable(index), *(str(row.site.folder) for row in rows)))


class SitesScreen(Screen[None]):
    """The sites that are known, the newest first."""

    BINDINGS: ClassVar = [Binding("q", "app.quit", "quit")]
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS

    def __init__(self) -> None:
        super().__init__()
        self._reading = self._where = ""

    def compose(self) -> ComposeResult:
        yield PlainText("ez2flex  moves one site from Cisco EzVPN to FlexVPN", id="top")
        yield SiteList()
        yield PlainText("", id="status")
        yield KeyBar()

    def on_mount(self) -> None:
        self.call_after_refresh(self._list_sites)

    def _list_sites(self) -> None:
        sites = sites_with_age(cast("EzApp", self.app).clock())
        shown = self.query_one(SiteList)
        shown.show(tuple(SiteRow(site, age_in_words(site)) for site in sites))
        shown.focus()
        if sites:
            self._read(sites)

    @work(thread=True, exclusive=True, group="sites")
    def _read(self, sites: tuple[KnownSite, ...]) -> None:
        """Read every site, away from the screen; nobody waits for it who has chosen meanwhile."""
        worker, read, now = get_current_worker(), list["ReadSite"](), cast("EzApp", self.app).utc()
        for site in sites:
            if worker.is_cancelled:
                return
            self.post_message(SitesRead(len(read), len(sites)))
            read.append(wizard.guide.with_what_is_pushed(wizard.guide.read_known_site(site), now))
        self.post_message(SitesRead(len(read), len(sites), wizard.guide.rows_by_hub(read)))

    @on(LineList.Rested)
    def show_folder(self) -> None:
        """Say where the site under the cursor is, of which the row may have too little room."""
        sites = self.query_one(SiteList)
        site = sites.known[sites.cursor - 2].site if sites.cursor > 1 and sites.known else None
        self._where = str(site.folder) if site else ""
        self._show_status()

    def _show_status(self) -> None:
        self.query_one("#status", PlainText).update("  ".join(filter(None, (self._reading, self._where))))

    @on(SitesRead)
    def show_sites(self, event: SitesRead) -> None:
        """Say how far the reading is, and then draw the sites by their hubs."""
        self._reading = "" if event.rows else f"Reading the sites: {event.read} of {event.total}"
        self._show_status()
        if event.rows:
            self.query_one(SiteList).show(event.rows)

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        sites = event.lines
        assert isinstance(sites, SiteList)
        if sites.cursor == 0:
            opening = Opening()
        elif sites.cursor == 1:
            opening = Opening(demo=True)
        else:
            opening = Opening(folder=sites.known[sites.cursor - 2].site.folder)
        cast("EzApp", self.app).open(opening)
