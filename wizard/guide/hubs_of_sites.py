"""The known sites by the hub that they move spokes to, and which of those spokes the hub has already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import wizard.site
from wizard.errors import EzError
from wizard.guide.known_sites import KnownSite, Look, SiteRow, age_in_words
from wizard.guide.pushed_words import on_trial, pushed_in_words, saved_as_new
from wizard.model.plan import Plan
from wizard.plan.adoption import joinable
from wizard.plan.moved_spokes import Standing, identity_in, identity_of, standing_on
from wizard.plan.perspective import Perspective, hub_device
from wizard.printable import printable
from wizard.sentence import Sentence
from wizard.site.atomic_replace import SiteFolder


class ReadSite(NamedTuple):
    """A known site with its plan, or with the reason why there is none."""

    site: KnownSite
    plan: Plan | None = None
    reason: Sentence = ""
    pushed: tuple[Sentence, ...] = ()
    """How far its routers are pushed, by their journals."""
    is_on_trial: bool = False
    """Whether a timer may run on one of them."""
    moved: frozenset[str] = frozenset()
    """The routers on which the new configuration runs and is saved, by their journals."""

    @property
    def hub(self) -> tuple[str, str]:
        """The hub and the EzVPN server; two sites of the same ones are waves of one migration."""
        return (hub_device(self.plan), self.plan.server.device) if self.plan else ("", "")


def with_what_is_pushed(read: ReadSite, now: datetime) -> ReadSite:
    """The same with what the journals of its routers say, as old as that is by now."""
    if read.plan is None:
        return read
    with suppress(EzError), SiteFolder(read.site.folder) as folder:
        return read._replace(
            pushed=pushed_in_words(folder, read.plan, now),
            is_on_trial=bool(on_trial(folder, read.plan)),
            moved=saved_as_new(folder, read.plan),
        )
    return read


def read_known_site(site: KnownSite) -> ReadSite:
    """The site as it is on disk."""
    try:
        return ReadSite(site, wizard.site.read_site(site.folder))
    except EzError as error:
        # The folder stands in the row above.
        return ReadSite(site, reason=printable(error.message.partition("\n")[0].replace(f"{site.folder}/", "")))


def rows_by_hub(sites: Sequence[ReadSite]) -> tuple[SiteRow, ...]:
    """The sites below their hubs: those on trial first, then the newest; last those that cannot be read, and why."""
    sites = sorted(sites, key=lambda read: not read.is_on_trial)
    of_hubs: dict[tuple[str, ...], list[ReadSite]] = {}
    for read in sites:
        if read.plan:
            of_hubs.setdefault(tuple(name.casefold() for name in read.hub), []).append(read)
    unread = tuple(read for read in sites if read.plan is None)
    return (*(row for waves in of_hubs.values() for row in _of_hub(waves)), *_unread(unread))


def _of_hub(waves: Sequence[ReadSite]) -> Iterator[SiteRow]:
    newest = waves[0]
    standings = [_standings(read, newest) for read in waves]
    elsewhere = _standings_elsewhere(newest, {device for of_site in standings for device in of_site})
    yield SiteRow(newest.site, f"{_hub_in_words(*newest.hub)}: {_counted([*standings, elsewhere])}", Look.HUB)
    for read, of_site in zip(waves, standings, strict=True):
        yield SiteRow(read.site, age_in_words(read.site), Look.SITE)
        yield from (SiteRow(read.site, row, Look.DETAIL) for row in read.pushed)
        yield from _details(read, of_site, "")
    yield from _details(newest, elsewhere, ", of earlier sites that are not listed here")


def _details(read: ReadSite, standings: Mapping[str, Standing], where: Sentence) -> Iterator[SiteRow]:
    for standing in Standing:
        if names := [device for device, found in standings.items() if found is standing]:
            yield SiteRow(read.site, f"{standing.value}{where}: {', '.join(names)}", Look.DETAIL)


def _hub_in_words(hub: str, server: str) -> Sentence:
    return f"Hub {hub}" if hub == server else f"Hub {hub}, EzVPN server {server}"


def _counted(standings: Iterable[dict[str, Standing]]) -> Sentence:
    """How many of the spokes in these sites have moved; nobody knows the spokes that are in none."""
    # A spoke that was planned anew counts as its newest site has it.
    newest_last = list(standings)[::-1]
    every = {device: standing for of_site in newest_last for device, standing in of_site.items()}
    counts = Counter(every.values())
    unknown = f", {counts[Standing.UNKNOWN]} not known" if counts[Standing.UNKNOWN] else ""
    spokes = "spoke" if len(every) == 1 else "spokes"
    return f"{counts[Standing.MOVED]} of {len(every)} {spokes} moved{unknown}"


def _unread(sites: Sequence[ReadSite]) -> Iterator[SiteRow]:
    if sites:
        yield SiteRow(sites[0].site, "Cannot be read", Look.HUB)
    for read in sites:
        yield SiteRow(read.site, age_in_words(read.site), Look.SITE)
        yield SiteRow(read.site, read.reason, Look.DETAIL)


def _standings(read: ReadSite, newest: ReadSite) -> dict[str, Standing]:
    """Each spoke of a site, by what was pushed to it, and else by what the hub has in the newest site."""
    if read.plan is None or newest.plan is None:
        return {}
    return {
        spoke.device: Standing.MOVED
        if spoke.device in read.moved
        else standing_of(read.plan, spoke.device, newest.plan)
        for spoke in read.plan.spokes
    }


def _standings_elsewhere(newest: ReadSite, listed: AbstractSet[str]) -> dict[str, Standing]:
    """The same of each spoke of an earlier site that the newest one remembers, where that site is not listed."""
    if newest.plan is None:
        return {}
    asking = Perspective(newest.plan, hub_device(newest.plan))
    hub, found = newest.plan.source(asking.device), joinable(asking)
    return {
        spoke.device: standing_on(hub, found, identity_in(spoke.identity))
        for spoke in newest.plan.earlier_spokes
        if spoke.device not in listed
    }


def standing_of(plan: Plan, spoke: str, newest: Plan) -> Standing:
    """Whether the hub, as the newest plan read it, takes the spoke by its own identity."""
    asking = Perspective(newest, hub_device(newest))
    return standing_on(newest.source(asking.device), joinable(asking), identity_of(Perspective(plan, spoke)))


def other_sites_of_server(server: str, beside: Path) -> Iterator[ReadSite]:
    """The sites known on this machine that have a server of that name, the newest first, but for one folder."""
    for folder in wizard.site.known_sites():
        if folder.resolve() != beside.resolve() and wizard.site.may_be_of_server(folder, server):
            yield read_known_site(KnownSite(folder, None))
