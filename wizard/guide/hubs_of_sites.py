"""The known sites by the hub that they move spokes to, and which of those spokes the hub has already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from wizard.check.matching.identity_matches import matches
from wizard.errors import EzError
from wizard.guide.known_sites import KnownSite, Look, SiteRow, age_in_words
from wizard.model.ikev2 import Identity, IdentityKind, IdentityMatch, MatchKind
from wizard.model.plan import Plan
from wizard.plan.adoption import joinable
from wizard.plan.perspective import Perspective, hub_device
from wizard.plan.present_flexvpn import PresentFlexvpn
from wizard.printable import printable
from wizard.sentence import Sentence
from wizard.site import read_site
from wizard.situation.authentication import kind_of


class Standing(Enum):
    """Whether a spoke has moved, as far as the hub's configuration tells; the value is how a person reads it."""

    MOVED = "moved"
    NOT_YET = "not yet"
    UNKNOWN = "not known"


class ReadSite(NamedTuple):
    """A known site with its plan, or with the reason why there is none."""

    site: KnownSite
    plan: Plan | None = None
    reason: Sentence = ""

    @property
    def hub(self) -> tuple[str, str]:
        """The hub and the EzVPN server; two sites of the same ones are waves of one migration."""
        return (hub_device(self.plan), self.plan.server.device) if self.plan else ("", "")


def read_known_site(site: KnownSite) -> ReadSite:
    """The site as it is on disk."""
    try:
        return ReadSite(site, read_site(site.folder))
    except EzError as error:
        # The folder stands in the row above.
        return ReadSite(site, reason=printable(error.message.partition("\n")[0].replace(f"{site.folder}/", "")))


def rows_by_hub(sites: Sequence[ReadSite]) -> tuple[SiteRow, ...]:
    """The sites, the newest first, below their hubs; those that cannot be read come last, with the reason."""
    of_hubs: dict[tuple[str, ...], list[ReadSite]] = {}
    for read in sites:
        if read.plan:
            of_hubs.setdefault(tuple(name.casefold() for name in read.hub), []).append(read)
    unread = tuple(read for read in sites if read.plan is None)
    return (*(row for waves in of_hubs.values() for row in _of_hub(waves)), *_unread(unread))


def _of_hub(waves: Sequence[ReadSite]) -> Iterator[SiteRow]:
    newest = waves[0]
    standings = [_standings(read, newest) for read in waves]
    yield SiteRow(newest.site, f"{_hub_in_words(*newest.hub)}: {_counted(standings)}", Look.HUB)
    for read, of_site in zip(waves, standings, strict=True):
        yield SiteRow(read.site, age_in_words(read.site), Look.SITE)
        for standing in Standing:
            if names := [device for device, found in of_site.items() if found is standing]:
                yield SiteRow(read.site, f"{standing.value}: {', '.join(names)}", Look.DETAIL)


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
    """Each spoke of a site, by what the hub has in the newest site."""
    if read.plan is None or newest.plan is None:
        return {}
    return {spoke.device: standing_of(read.plan, spoke.device, newest.plan) for spoke in read.plan.spokes}


def standing_of(plan: Plan, spoke: str, newest: Plan) -> Standing:
    """Whether the hub, as the newest plan read it, takes the spoke by its own identity."""
    hub = newest.source(hub_device(newest))
    identity = _identity(plan, spoke)
    if hub is None or identity is None:
        return Standing.UNKNOWN
    if hub.configuration.first("crypto ikev2 profile") is None:
        return Standing.NOT_YET
    found = joinable(Perspective(newest, hub.device))
    if any(_names(present, identity) for present in found):
        return Standing.MOVED
    if not found or any(_takes_others_too(present, identity) for present in found):
        return Standing.UNKNOWN
    return Standing.NOT_YET


def _identity(plan: Plan, spoke: str) -> Identity | None:
    asking = Perspective(plan, spoke)
    kind, value = kind_of(asking), asking.value("identity")
    return Identity(kind=IdentityKind(kind), value=value) if value and kind in set(IdentityKind) else None


def _names(present: PresentFlexvpn, identity: Identity) -> bool:
    """Whether a match of the profile or a peer of its keyring is for that identity alone."""
    peers = present.keyring.peers if present.keyring else ()
    stated = (*present.profile.match, *(peer.identity for peer in peers if peer.identity))
    return any(_is_exact(match) and matches(match, identity) for match in stated)


_EXACT = frozenset({MatchKind.FQDN, MatchKind.EMAIL, MatchKind.KEY_ID})


def _is_exact(match: IdentityMatch) -> bool:
    return match.kind in _EXACT or (match.kind is MatchKind.ADDRESS and match.mask in {"", "255.255.255.255"})


def _takes_others_too(present: PresentFlexvpn, identity: Identity) -> bool:
    """Whether the profile takes the spoke as one of many, and no keyring says which of them have a key."""
    takes = bool(present.profile.match_certificate) or any(matches(m, identity) for m in present.profile.match)
    return takes and present.keyring is None
