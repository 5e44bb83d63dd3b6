"""Which tests are run for a change to the core."""

from itertools import pairwise

from tests.bench.covered import Covered, expected_of_others
from tests.bench.drawn_tests import EXAMPLES, drawn, function_of
from tests.bench.equivalent_mutants import EQUIVALENT
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


def test_every_change_that_is_said_to_change_nothing_can_still_be_made() -> None:
    """A reason for a line that is gone would count for nobody."""
    assert {
        (path, what) for path, what in EQUIVALENT if what not in {mutant.what for mutant in changes(ROOT / path)}
    } == set()


def table(test: str, length: int) -> list[str]:
    """The examples of a test of a table."""
    return [f"tests/test_{test}.py::test_{test}[{number}]" for number in range(length)]


def test_a_few_examples_of_each_test_are_measured_and_every_test_before_any_has_a_second_one() -> None:
    """Forty files through one reader tell the same lines as four."""
    names = ["tests/test_one.py::test_alone", *table("bank", 40), *table("guide", 2)]
    measured = drawn(names, {}, {})

    assert [function_of(name) for name in measured[:3]] == [
        function_of(name) for name in (names[0], names[1], names[-1])
    ]
    assert len(measured) == len(set(measured)) == 1 + EXAMPLES + 2
    assert set(measured) <= set(names)


def test_two_tests_of_one_table_are_measured_with_different_examples_which_lie_apart() -> None:
    """Of the same golden sites each would else tell what the other told."""
    places = [
        sorted(int(name.partition("[")[2][:-1]) for name in drawn(table(test, 40), {}, {}))
        for test in ("bank", "guide")
    ]

    assert not set(places[0]) & set(places[1])
    assert all(right - left == 40 / EXAMPLES for place in places for left, right in pairwise(place))


def test_the_same_examples_are_drawn_each_time() -> None:
    """Whoever tries a seed again runs the same tests."""
    assert drawn(table("bank", 40), {}, {}) == drawn(table("bank", 40), {}, {})


def test_what_starts_a_program_is_not_measured_and_what_draws_screens_is_measured_last() -> None:
    """Nothing is measured of another process, and a test that waits must not keep others from being measured."""
    names = ["tests/test_drawn.py::test_drawn", "tests/test_run.py::test_run", *table("bank", 2)]
    sources = {"tests/test_run.py::test_run": "def test_run() -> None:\n    subprocess.run([])"}
    files = {"tests/test_drawn.py": "from tests.pilot import wizard"}

    assert set(drawn(names, sources, files)[:2]) == set(table("bank", 2))
    assert drawn(names, sources, files)[2:] == ["tests/test_drawn.py::test_drawn"]


def test_a_test_that_starts_a_program_by_a_function_of_its_file_is_not_measured_either() -> None:
    """It waits as long."""
    text = """
def shell(line: str) -> None:
    subprocess.run(line)

def test_run() -> None:
    shell("ez2flex plan")

def test_read() -> None:
    assert read("ez2flex plan")
"""
    names = ["tests/test_run.py::test_run", "tests/test_run.py::test_read"]
    sources = {name: text[text.index(f"def {name.partition('::')[2]}") :].partition("\n\n")[0] for name in names}

    assert drawn(names, sources, {"tests/test_run.py": text}) == names[1:]


def test_an_example_that_was_not_measured_is_expected_to_take_as_long_as_the_dearest_that_was() -> None:
    """It is run in the time that a change has, so that it must not be taken for cheap."""
    names = table("bank", 3)

    assert expected_of_others(names, {names[0]: 1.0, names[1]: 2.0}, frozenset()) == {names[2]: 2.0}


def test_no_example_is_run_of_a_test_that_fails_without_any_change() -> None:
    """It would notice every change."""
    names = table("bank", 3)

    assert not expected_of_others(names, {names[0]: 1.0}, frozenset([names[1]]))


CHANGE = change("wizard/render/steps_and_checklist.py", '"short_tunnel":')


def further(*measured: str, others: tuple[str, ...], running: tuple[str, ...], line: int = CHANGE.line) -> list[str]:
    """What is run for a change that no test noticed, where some tests run that line of the file."""
    return Covered(
        tests={CHANGE.path: {line: frozenset(running)}},
        names=(*measured, *others),
        seconds=dict.fromkeys(measured, 1.0),
        waited=dict.fromkeys(measured, 1.0),
        expected=dict.fromkeys(others, 1.0),
    ).further(CHANGE, running)


def test_a_change_that_no_test_noticed_meets_the_other_examples_of_the_tests_that_run_its_line() -> None:
    """Those were not measured, and no other test goes there."""
    bank, other = table("bank", 8), table("other", 8)

    assert set(further(bank[0], other[0], others=(*bank[1:], *other[1:]), running=(bank[0],))) == set(bank[1:])


def test_an_example_with_which_another_test_ran_the_line_comes_before_the_rest() -> None:
    """Where one test of a golden site goes, the others of that site go as well."""
    bank, guide = table("bank", 8), table("guide", 8)

    assert further(bank[0], guide[5], others=tuple(bank[1:]), running=(bank[0], guide[5]))[0] == bank[5]


def test_a_line_that_no_measured_test_runs_meets_the_other_examples_of_those_that_run_its_function() -> None:
    """A rare way through a function is gone by a rare example."""
    bank = table("bank", 3)

    assert further(bank[0], others=tuple(bank[1:]), running=(bank[0],), line=CHANGE.function + 1) == bank[1:]


def test_what_is_run_further_ends_with_the_time_as_well() -> None:
    """A second of each, and sixty for a change."""
    bank = table("bank", 200)

    assert len(further(bank[0], others=tuple(bank[1:]), running=(bank[0],))) == 60


def test_a_test_that_was_not_measured_for_want_of_time_is_tried_where_its_file_imports_that_of_the_change() -> None:
    """It is about the module, and nothing else is known of it; a test of something else is not tried."""
    mutant = change("wizard/practice/network/packet_filters.py", "_DEEPEST")
    about = "tests/test_practice_filters.py::test_a_list_that_is_not_there_drops_nothing"
    expected = dict.fromkeys((about, *table("unknown", 3)), 1.0)

    assert Covered(tests={}, names=tuple(expected), seconds={}, waited={}, expected=expected).further(mutant, ()) == [
        about
    ]
