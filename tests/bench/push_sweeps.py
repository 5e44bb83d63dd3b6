"""Pushes in which something goes wrong, many of them, and what came of them."""

import os
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from zlib import crc32

from tests.full_disk import why_not
from tests.push_beliefs import OTHERWISE, PAIRS, Otherwise, Way, believed_otherwise, pushed_otherwise, ways_of
from tests.push_crashes import CRASHED, crashed
from tests.push_suffering import suffering
from tests.push_sweep import FULL, KILLED, NO_ROOM, End, Fork, swept
from tests.test_practice_laws import CASES

ALL = 27_000
"""More than there are lines times faults."""


Devices = Sequence[tuple[str, str]]
"""Golden cases, each with one of its routers."""


def devices_of(places: str) -> Devices:
    """`37-72`, `5` or `40-`: the golden devices of those places, counted from 1; ValueError for none."""
    first, dash, last = places.partition("-")
    found = CASES[int(first or 1) - 1 : int(last or len(CASES)) if dash else int(first)]
    if int(first or 1) < 1 or not found:
        raise ValueError(places)
    return found


def sweep(count: int, devices: Devices = CASES) -> int:
    """Every line of every stage of golden devices and each fault, or as many; 1 where a rule was broken."""
    share = min(1.0, count / ALL)
    ways = [(pair, rides_tunnel) for pair in devices for rides_tunnel in (False, True)]
    return _counted(partial(_swept, share), ways, "lines at which something goes wrong")


def _swept(share: float, way: tuple[tuple[str, str], bool]) -> list[End]:
    (case, device), rides_tunnel = way

    def chosen(fork: Fork) -> bool:
        return crc32(repr((case, device, fork)).encode()) < share * 2**32

    return list(swept(case, device, chosen, rides_tunnel=rides_tunnel))


FAULTS = 100_000


def faults(count: int, seed: int, devices: Devices = CASES) -> int:
    """One to three things that go wrong, drawn at random so many times; 1 where a rule was broken."""
    each = -(-count // len(CASES))
    return _counted(partial(_suffered, seed, each), devices, f"sequences of faults of seed {seed}")


def _suffered(seed: int, count: int, device: tuple[str, str]) -> list[End]:
    return list(suffering(*device, seed, count))


def pairs(count: int, seed: int) -> int:
    """Pairs of beliefs that do not hold at the practice site, all of them or so many; 1 where a rule was broken."""
    drawn = random.Random(seed).sample(PAIRS, min(count, len(PAIRS)))
    ways = [way for held in drawn for way in ways_of(held)]
    return _counted(_otherwise, ways, f"faults under {len(drawn)} of {len(PAIRS)} pairs of beliefs")


def _otherwise(way: Way) -> list[End]:
    return list(pushed_otherwise(way))


def beliefs(count: int, seed: int, devices: Devices = CASES) -> int:
    """Each belief in its other positions at golden devices, all of them or so many; 1 where a rule was broken."""
    every = [(held, pair) for held in OTHERWISE for pair in devices]
    drawn = random.Random(seed).sample(every, min(count, len(every)))
    return _counted(_believed, drawn, f"faults under {len(drawn)} of {len(every)} beliefs at a device")


def _believed(otherwise: Otherwise) -> list[End]:
    return list(believed_otherwise(otherwise))


def crashes() -> int:
    """This program ends behind every record of two devices, or has no room for the next; 1 where a rule was broken."""
    ways = [(pair, fault) for pair in CRASHED for fault in (KILLED, NO_ROOM, *(() if why_not() else (FULL,)))]
    return _counted(_crashed, ways, "records of a journal behind which a push ended")


def _crashed(way: tuple[tuple[str, str], str]) -> list[End]:
    (case, device), fault = way
    return list(crashed(case, device, fault))


def _counted(work: Callable[..., list[End]], ways: Sequence[object], what: str) -> int:
    """Prints how many cases each part had and what they broke, and how many there were by fault, end and verdict."""
    began, busy = time.monotonic(), os.times()
    counts: dict[str, Counter[str]] = {"fault": Counter(), "end": Counter(), "end of going on": Counter()}
    broken = 0
    with ProcessPoolExecutor() as pool:
        for number, (way, ends) in enumerate(zip(ways, pool.map(work, ways), strict=True), start=1):
            for end in ends:
                counts["fault"][end.kind] += 1
                counts["end"][end.ends[0] if end.ends else "-"] += 1
                counts["end of going on"][end.ends[-1] if end.ends else "-"] += 1
                broken += bool(end.broken)
                for words in end.broken:
                    held = "".join(f", {name}={position}" for name, position in end.held)
                    print(f"BROKEN {end.case}{held}: {words}", flush=True)
            print(f"part {number} of {len(ways)}, {way}: {len(ends)}, {counts['fault'].total():,} by now", flush=True)
    used = os.times()
    seconds = used.children_user + used.children_system - busy.children_user - busy.children_system
    for name, counted in counts.items():
        print(f"by {name}: {', '.join(f'{number} {key}' for key, number in counted.most_common())}")
    total = counts["fault"].total()
    took = f"{time.monotonic() - began:.0f} s, {seconds:.0f} s of the processor"
    print(f"{total:,} {what}, {broken} broke a rule; {took}")
    return 1 if broken else 0
