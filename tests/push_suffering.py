"""One to three things that go wrong in a push, drawn at random: of lines, of the router, and by other people."""

import random
from collections.abc import Callable, Iterator
from itertools import chain

from tests.push_sweep import Drawn, End, lines_of, suffered
from wizard.model.stage import Stage

Random = random.Random


def _of_line(words: str) -> Callable[[Random, int], str]:
    return lambda draw, count: f"at line {count + draw.choice((0, 0, 0, 1, 2, 5, 12))} {words}"


def _after(words: str) -> Callable[[Random, int], str]:
    return lambda draw, count: f"after {draw.choice((1, 20, 70, 200, 500, 620))}s {words}"


_CHUNKS, _OF_EACH = (1, 7, 100), (1, 9, 9)
"""Byte by byte a push takes thirty times as long; what a dialogue makes of it, tests of its own look at."""

KINDS: tuple[Callable[[Random, int], str], ...] = (
    _of_line("before-echo drop"),
    _of_line("after-echo drop"),
    _of_line("after-apply drop"),
    _of_line("refuse"),
    _of_line('ask "Are you sure? [yes/no]:"'),
    _of_line("deny"),
    _of_line("swallow"),
    _of_line('rewrite "no ip domain lookup"'),
    _of_line("noise"),
    _of_line('noise "\\n%SYS-5-CONFIG_I: Configured from console by bob\\n" at byte 3'),
    _of_line("reboot"),
    _of_line("clock +400s"),
    _of_line("clock -9000s"),
    _of_line('edit by bob "no ip http server"'),
    _of_line("save by bob"),
    _of_line("lock by bob 5min"),
    _of_line("flash full"),
    _of_line("nvram busy"),
    _of_line("hostkey rotate"),
    _of_line('residue "crypto ipsec client ezvpn"'),
    lambda draw, count: f"latency {draw.choice((20, 900))}ms",
    lambda draw, count: f"chunk {draw.choices(_CHUNKS, weights=_OF_EACH)[0]}",
    _after("reboot"),
    _after("clock +3600s"),
    _after("drop"),
    _after("save by bob"),
)


def drawn_at(device: str, seed: int, count: int) -> Drawn:
    """So many sequences, spread over the lines of a device; the same for a seed."""
    places = [(stage, place) for stage, lasts in lines_of(*device.split(" ")).items() for place in range(lasts)]
    chosen = random.Random(f"{device} {seed}").choices(places, k=count)

    def drawn(stage: Stage, place: int, line: int) -> Iterator[str]:
        for number in range(chosen.count((stage, place))):
            draw = random.Random(f"{device} {seed} {stage} {place} {number}")
            kinds = draw.choices(KINDS, k=draw.choice((1, 2, 3)))
            yield " + ".join(kind(draw, line) for kind in kinds)

    return drawn


def all_of(*drawn: Drawn) -> Drawn:
    """What one draws at a line, and the others."""
    return lambda stage, place, line: chain.from_iterable(each(stage, place, line) for each in drawn)


def suffering(case: str, device: str, seed: int, count: int) -> Iterator[End]:
    """What came of so many sequences at one device."""
    yield from suffered(case, device, drawn_at(f"{case} {device}", seed, count))
