"""Pushes of the practice site at routers that behave otherwise in two ways at once, while something goes wrong."""

from collections.abc import Iterator
from itertools import combinations
from zlib import crc32

from tests.push_sweep import FAULTS, Drawn, End, suffered
from tests.push_truth import Held
from tests.pushed_plans import PRACTICE_SITE, plan_of
from wizard.model.stage import Stage
from wizard.plan.perspective import devices
from wizard.practice.beliefs import BELIEFS
from wizard.push.guards import DANGEROUS

OTHERWISE: tuple[tuple[str, str], ...] = tuple(
    (belief.name, position) for belief in BELIEFS for position in belief.positions[1:]
)
"""Each belief in each position that is not the first."""
PAIRS: tuple[Held, ...] = tuple(pair for pair in combinations(OTHERWISE, 2) if pair[0][0] != pair[1][0])
KINDS = (*FAULTS, "deny", "reboot", "swallow", "save by bob")
_ONE_OF = 24
"""So many lines of a stage that changes no traffic there are to one at which something goes wrong."""

Way = tuple[Held, str, bool]
"""What is otherwise, at which router, and whether our session rides its tunnel."""


def ways_of(held: Held) -> tuple[Way, ...]:
    """The routers of the practice site, and those with a cut-over in band as well."""
    found = [(held, device, rides) for device in devices(plan_of(PRACTICE_SITE)) for rides in (False, True)]
    return tuple(way for way in found if way[2] is False or way[1] != plan_of(PRACTICE_SITE).server.device)


def pushed_otherwise(way: Way) -> Iterator[End]:
    """What came of a fault at each line that changes traffic, and at some of the others."""
    held, device, rides_tunnel = way
    yield from suffered(PRACTICE_SITE, device, _drawn(way), rides_tunnel=rides_tunnel, held=held)


Otherwise = tuple[tuple[str, str], tuple[str, str]]
"""One belief in another position, and a golden device with its case."""


def believed_otherwise(otherwise: Otherwise) -> Iterator[End]:
    """The same where one belief does not hold, at any golden device."""
    belief, (case, device) = otherwise
    yield from suffered(case, device, _drawn(otherwise), held=(belief,))


def _drawn(way: Way | Otherwise) -> Drawn:
    def drawn(stage: Stage, place: int, count: int) -> Iterator[str]:
        number = crc32(repr((way, stage.value, place)).encode())
        if stage in DANGEROUS or number % _ONE_OF == 0:
            yield f"at line {count} {KINDS[number // _ONE_OF % len(KINDS)]}"

    return drawn
