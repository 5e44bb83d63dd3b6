"""The sites that are known, with their age, as rows of a list."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import wizard.site
from wizard.sentence import Sentence

if TYPE_CHECKING:
    from wizard.site import Needs


class KnownSite(NamedTuple):
    """The folder of one migration."""

    folder: Path
    minutes: int | None
    """Since its plan was written; None where nobody may look."""
    needs: Needs | None = None
    """What needed a person when that was last looked at; None where nobody knows."""


class Look(Enum):
    """What a row of the list is."""

    HUB = "heading"
    SITE = "site"
    DETAIL = "detail"


class SiteRow(NamedTuple):
    """One row of the list; whatever it says, it leads to a site."""

    site: KnownSite
    text: str
    """The age of a site; what there is to say of a hub or of a site's spokes."""
    look: Look = Look.SITE


def sites_with_age(now: datetime) -> tuple[KnownSite, ...]:
    """The sites that are known, the newest first."""
    return tuple(
        KnownSite(folder, _minutes(folder / wizard.site.PLAN, now), wizard.site.kept_needs(folder))
        for folder in wizard.site.known_sites()
    )


def _minutes(path: Path, now: datetime) -> int | None:
    try:
        return int((now.timestamp() - path.stat().st_mtime) // 60)
    except OSError:
        return None


def needs_in_words(needs: Needs | None) -> Sentence:
    """What needs a person: `2 to tell, 1 blocks`."""
    if needs is None:
        return "not known"
    told = f"{needs.to_tell} to tell" if needs.to_tell else ""
    if needs.blocks is None:
        return ", ".join(filter(None, (told, "not checked")))
    blocks = f"{needs.blocks} block{'s' if needs.blocks == 1 else ''}" if needs.blocks else ""
    return ", ".join(filter(None, (told, blocks))) or "nothing blocks"


_UNITS = ((60 * 24, "days"), (60, "hours"), (1, "minutes"))


def age_in_words(site: KnownSite) -> str:
    """How long ago it was saved; "" where nobody knows."""
    if site.minutes is None:
        return ""
    for size, unit in _UNITS:
        if site.minutes >= 2 * size:
            return f"{site.minutes // size} {unit} ago"
    return "just now"
