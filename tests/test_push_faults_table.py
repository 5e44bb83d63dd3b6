"""docs/faults.md has every fault that a push must stand, with a test that shows it."""

import ast
from pathlib import Path

from tests.push_faults_page import push_faults
from tests.test_push_preflight import FAULTS

MOST_WITHOUT_A_TEST = 6


def test_every_fault_has_a_row() -> None:
    """All 48 of them, each once."""
    assert [row.number for row in push_faults()] == list(range(1, 49))
    assert all(row.happens and row.promised and row.verdict for row in push_faults())


def test_every_fault_has_a_test_or_says_why_it_has_none() -> None:
    """Six at most may have none."""
    assert all(bool(row.tests) is not bool(row.why) for row in push_faults())
    assert sum(not row.tests for row in push_faults()) <= MOST_WITHOUT_A_TEST


def test_every_test_that_is_named_is_there() -> None:
    """Whoever renames one renames it there."""
    named = {test.partition("[")[0] for row in push_faults() for test in row.tests}
    there = {f"{file}.{function}" for file in {test.split(".")[0] for test in named} for function in _tests_of(file)}

    assert not named - there


def test_every_row_of_the_pre_flight_that_is_named_refuses_a_router() -> None:
    """A test that is made of rows is named with the row that it is about."""
    of_rows = "test_each_fault_is_refused_by_its_own_row_alone"
    named = [test.partition(of_rows)[2] for row in push_faults() for test in row.tests if of_rows in test]

    assert named
    assert {row.strip("[]") for row in named} <= FAULTS.keys()


def _tests_of(file: str) -> set[str]:
    tree = ast.parse((Path(__file__).parent / f"{file}.py").read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}
