"""Whole sites that are pushed while something goes wrong at one line of one of their routers, and what came of it."""

import os
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from zlib import crc32

from tests.site_sweep import SiteEnd, counted, site_swept
from tests.site_walks import SiteWalk, back, there

WALKS: tuple[tuple[str, SiteWalk, bool, bool], ...] = (
    ("filialen-new-hub", there, True, False),
    ("branches-keep-server", there, True, False),
    ("provider", there, True, False),
    ("filialen-new-hub", back, True, False),
    ("branches-keep-server", back, True, False),
    ("guide-new-hub", there, False, True),
    ("guide-reuse", there, False, True),
    ("branches-present-hub", there, False, False),
    ("branches-eigrp", there, False, False),
    ("guide-new-hub", back, False, True),
)
"""A site with several spokes, the way, whether its tunnels are proved on the network, whether the push enrols."""
ALL = 15_000
"""More than there are lines times faults."""


def walks(count: int) -> int:
    """Every line of every command at every router of those sites and each fault, or as many; 1 where a rule broke."""
    began, busy = time.monotonic(), os.times()
    share = min(1.0, count / ALL)
    counts: Counter[tuple[str, str]] = Counter()
    total = broken = 0
    with ProcessPoolExecutor() as pool:
        for end in chain.from_iterable(pool.map(_walked, [(share, *walk) for walk in WALKS])):
            total, broken = total + 1, broken + bool(end.broken)
            counts.update((name, key) for name, counter in counted([end]).items() for key in counter)
            for words in end.broken:
                print(f"BROKEN {end.case}: {words}", flush=True)
    used = os.times()
    seconds = used.children_user + used.children_system - busy.children_user - busy.children_system
    for name in dict.fromkeys(name for name, _ in counts):
        each = [f"{number} {key}" for (of, key), number in counts.most_common() if of == name]
        print(f"by {name}: {', '.join(each)}")
    took = f"{time.monotonic() - began:.0f} s, {seconds:.0f} s of the processor"
    print(f"{total:,} lines of whole sites at which something goes wrong, {broken} broke a rule; {took}")
    return 1 if broken else 0


def _walked(walk: tuple[float, str, SiteWalk, bool, bool]) -> list[SiteEnd]:
    share, case, way, proves, enrols = walk

    def chosen(fork: object) -> bool:
        return crc32(repr((case, way.__name__, fork)).encode()) < share * 2**32

    return list(site_swept(case, way, chosen, proves=proves, enrols=enrols))
