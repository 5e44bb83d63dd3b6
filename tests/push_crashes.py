"""This program ends behind a record of its journal, or its disk has no room for the next one."""

from collections.abc import Iterator

from tests.push_sweep import End, Points, suffered

CRASHED = (("two-groups", "SP9"), ("branches-keep-server", "br-leeds"))
"""A spoke, and one with a login stage under a reload."""


def crashed(case: str, device: str, fault: str, *, one_of: int = 1) -> Iterator[End]:
    """What came of an end behind every record, or behind one of so many."""
    yield from suffered(
        case, device, lambda stage, place, count: [fault] * (place % one_of == 0), points=Points.RECORDS
    )
