"""Sites whose names, files and answers are made to do harm do none."""

from random import Random

import pytest

from tests.hostile_sites import Harm, harm

DRAWN = 24
"""Sites; `dev.py bench --fuzz` draws thousands."""


@pytest.fixture(scope="module")
def harms() -> tuple[Harm, ...]:
    """What came of each site."""
    return tuple(harm(Random(seed)) for seed in range(DRAWN))


def test_no_name_from_outside_does_harm(harms: tuple[Harm, ...]) -> None:
    """No file elsewhere, no name of theirs for a file, no broken TOML, no bug, no command to a terminal or a daemon."""
    assert [words for harm in harms for words in harm.done] == []


def test_most_of_these_sites_get_as_far_as_a_plan(harms: tuple[Harm, ...]) -> None:
    """What is refused at once could do no harm anyway, and would prove nothing."""
    assert sum(harm.is_planned for harm in harms) * 2 > DRAWN
