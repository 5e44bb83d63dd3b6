"""What is offered when nothing was named: the sites that are known, a new migration, the practice site."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import screens.linear
import wizard.guide
from screens.linear.page import Page, Rows
from screens.linear.speech import Said
from wizard.guide.known_sites import Look, needs_in_words, sites_with_age
from wizard.guide.opening import Opening

if TYPE_CHECKING:
    from pathlib import Path

    from wizard.guide.known_sites import SiteRow

_FIRST = (
    "New migration: choose the configurations of the EzVPN server and its spokes",
    "Practice site: a whole lab to try everything on",
)


class SitesPage(Page):
    """The sites below their hubs, the one that was saved last first."""

    help = (
        "Choose what to work on. A site is the folder of one migration; those of one hub stand together, the one that "
        "was saved last first."
    )

    def head(self) -> Iterator[Said]:
        yield Said("EZ2FLEX", "moves one site from Cisco EzVPN to FlexVPN. ? explains what can be typed, at any time.")

    @cached_property
    def _sites(self) -> tuple[tuple[Path, tuple[Said, ...]], ...]:
        """Each site with what is said of it."""
        known = sites_with_age(self.wizard.clock())
        if known:
            self.wizard.say("READING", f"{len(known)} known sites.")
        found: list[tuple[Path, tuple[Said, ...]]] = []
        above: tuple[Said, ...] = ()
        now = self.wizard.utc()
        read = [wizard.guide.with_what_is_pushed(wizard.guide.read_known_site(site), now) for site in known]
        for row in wizard.guide.rows_by_hub(read):
            if row.look is Look.HUB:
                above = (Said("HUB", row.text),)
            elif row.look is Look.SITE:
                found.append((row.site.folder, (*above, _site(row, len(found) + len(_FIRST) + 1))))
                above = ()
            elif found and not above:
                found[-1] = (found[-1][0], (*found[-1][1], Said("", row.text.removeprefix("! "))))
        return tuple(found)

    def rows(self) -> Rows:
        first = tuple((Said(f"CHOICE {number}", text),) for number, text in enumerate(_FIRST, 1))
        return (*first, *(rows for _, rows in self._sites))

    def choose(self, number: int) -> None:
        openings = (Opening(), Opening(demo=True), *(Opening(folder=folder) for folder, _ in self._sites))
        if number == 1:
            self.wizard.go(screens.linear.SourcesPage(self.wizard))
        else:
            self.wizard.open(openings[number - 1])


def _site(row: SiteRow, number: int) -> Said:
    folder = row.site.folder
    age = f", saved {row.text}" if row.text else ""
    return Said(f"SITE {number}", f"{folder.name}: {needs_in_words(row.site.needs)}{age}, in {folder.parent}")
