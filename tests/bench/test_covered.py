"""Which tests are run for a change to the core."""

from tests.bench.covered import Covered
from tests.bench.mutants import ROOT, Mutant, changes

GOLDEN = "tests/test_laws.py::test_render_writes_the_golden_files[{}]"
VALUES = "tests/test_values.py::test_what_the_core_hands_around_is_a_value"
OTHERS = tuple(f"tests/test_other.py::test_number_{number}" for number in range(100))
"""Tests of a second each, of which no more than 60 are run."""


def chosen(mutant: Mutant, *tests: str) -> list[str]:
    """The tests that are run for a change, where these and the others run its line, the others faster."""
    names = (*OTHERS, *tests)
    seconds = dict.fromkeys(OTHERS, 1.0) | dict.fromkeys(tests, 2.0)
    lines = {mutant.path: {mutant.line: frozenset(names)}}
    return Covered(tests=lines, names=names, seconds=seconds, waited=seconds).of(mutant)


def change(path: str, words: str) -> Mutant:
    """The first change of a file in a line that has these words."""
    return next(mutant for mutant in changes(ROOT / path) if words in mutant.what)


def test_a_golden_case_that_alone_has_the_changed_words_is_rendered() -> None:
    """Two of the golden cases list the neighbors of EIGRP by the short name of their tunnel."""
    mutant = change("wizard/render/steps_and_checklist.py", '"short_tunnel":')

    assert GOLDEN.format("branches-eigrp") in chosen(mutant, GOLDEN.format("bank"), GOLDEN.format("branches-eigrp"))[:2]


def test_what_a_class_is_made_with_is_held_by_the_test_of_every_class() -> None:
    """`frozen=True` belongs to no line that a test runs."""
    mutant = change("wizard/render/radius_records.py", "@dataclass(frozen=True")

    assert chosen(mutant, VALUES)[0] == VALUES
