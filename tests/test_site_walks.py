"""Faults at the lines of a whole site's push, at whatever router: all rules hold at every one, and the site stops.

A drawn sample; `dev.py bench --walks` has all.
"""

import sys
from pathlib import Path
from zlib import crc32

import pytest

from tests.site_sweep import SiteChosen, SiteEnd, site_swept
from tests.site_walks import PushedSite, SiteWalk, back, there
from wizard.push.journal_record import Verdict
from wizard.push.site_order import orders

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a process is forked at each line")


def one_in(count: int, *place: str) -> SiteChosen:
    """One in so many of the faults, the same each time."""
    return lambda fork: crc32(repr((*place, fork)).encode()) % count == 0


def broken(ends: list[SiteEnd]) -> list[tuple[str, tuple[str, ...]]]:
    """Those behind which a rule did not hold."""
    return [(str(end.case), end.broken) for end in ends if end.broken]


@pytest.mark.parametrize(
    ("case", "walk", "count", "proves"),
    [
        ("filialen-new-hub", there, 900, True),
        ("branches-keep-server", there, 500, False),
        ("branches-keep-server", back, 300, False),
    ],
)
def test_whatever_happens_at_one_router_of_a_site_every_router_is_old_or_new(
    case: str, walk: SiteWalk, count: int, *, proves: bool
) -> None:
    """The first that is not green is the last that is touched; who goes on twice sends nothing twice."""
    ends = list(site_swept(case, walk, one_in(count, case), proves=proves))

    assert ends
    assert broken(ends) == []


def test_so_it_is_in_a_site_whose_certificates_come_days_later() -> None:
    """The others are made ready meanwhile, and the site goes on when they came."""
    ends = list(site_swept("guide-new-hub", there, one_in(400, "guide"), proves=False, enrols=True))

    assert any(end.ends[0] == "WAITS" for end in ends)
    assert broken(ends) == []


@pytest.mark.parametrize("case", ["branches-present-hub", "clinics-new-hub", "guide-new-hub", "provider"])
def test_a_site_comes_to_its_end_by_what_its_routers_prove(case: str, tmp_path: Path) -> None:
    """EzVPN has a longer route, a copy lies in a folder, or a new hub has no spoke yet: none of it fails the proof."""
    site = PushedSite(case=case, path=tmp_path)
    site.push(orders(site.plan))
    if site.waits:
        site.bring()
        site.push(orders(site.plan))

    assert {device: outcome.verdict for device, outcome in site.ends} == dict.fromkeys(
        site.site.routers, Verdict.NEW_SAVED
    )
