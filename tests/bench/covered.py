"""Which tests run which lines of the core, and how long each takes: measured once for a state of the checkout.

A few examples of each test are measured, for MEASURING seconds at most (tests/bench/drawn_tests.py says which). A
change that those do not notice meets others that were not measured, or had no room: `further`. A test with any example
that does not pass in a copy of the checkout is run for no change.
"""

import ast
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from time import time
from typing import Any

from tests.bench.drawn_tests import drawn, example_of, function_of, measurable
from tests.bench.mutants import ROOT, Mutant
from tests.golden_cases import golden_cases, golden_outputs

MOST_SECONDS = 60
"""Of the processor, for the tests that are run for one change; as many again for one that they do not notice."""
MEASURING = 1500
"""Seconds by the clock, after which no further test is measured."""
FEW = 100
"""The most tests that run a line by which few go."""
FEW_CASES = 5
"""The most golden cases in which a text stands that tells which of them show a change."""
_WRITES_GOLDEN_FILES = "tests/test_laws.py::test_render_writes_the_golden_files"
_OF_EVERY_MODULE = "walk_packages(wizard.__path__"
"""What stands in a test that looks at every module, and so at what is carried out on import."""
_TELLING = 4
"""The letters of a word that tells which tests are about it."""
KEPT = ROOT / ".mutants_cache"
"""What was measured, in a file for each state of the checkout."""
UNKNOWN = 1.0
"""The seconds that a test may take of which nothing was measured."""
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache")
"""What no copy of the checkout has."""


@dataclass(frozen=True, kw_only=True)
class Covered:
    """Which tests run which lines, and how long each takes."""

    tests: dict[str, dict[int, frozenset[str]]] = field(repr=False)
    """By the path of the file and the number of the line; empty where it is carried out on import alone."""
    names: tuple[str, ...] = field(repr=False)
    """Of every test."""
    seconds: dict[str, float] = field(repr=False)
    """Of the processor, of each that was measured and passes."""
    waited: dict[str, float] = field(repr=False)
    """The same by the clock, as busy as the machine was."""
    expected: dict[str, float] = field(repr=False, default_factory=dict)
    """Of the processor, of each that was not measured: what the dearest example of the same test took, else UNKNOWN."""

    def of(self, mutant: Mutant) -> list[str]:
        """The tests to run for a change, in that order, for as long as is worth it."""
        lines = self.tests.get(mutant.path, {})
        # What is carried out on import belongs to no test: any may stand on it.
        found = self._running(mutant, lines) if mutant.function else self.seconds.keys()
        ordered = self._ordered(mutant, found, frozenset().union(*lines.values()))
        first = self._within(self._on_rare_ways(mutant, lines, frozenset(found)), MOST_SECONDS / 2)
        return list(self._within(dict.fromkeys((*first, *ordered)), MOST_SECONDS))

    def further(self, mutant: Mutant, tried: Collection[str]) -> list[str]:
        """More tests for a change that those did not notice, in their order.

        They are examples, measured or not, of the tests that run its line; where none does, of those that run its
        function; else its file. The examples of which any test runs the line come first. A test of which no example was
        measured is among them where its file imports that of the change.
        """
        near, own = self._nearest(mutant), _test_files_of(mutant)
        functions, examples = {function_of(test) for test in near}, {example_of(test) for test in near}
        measured = {function_of(test) for test in self.seconds}
        functions |= {function_of(test) for test in self.expected if test.partition("::")[0] in own} - measured
        found = {test for test in (*self.seconds, *self.expected) if function_of(test) in functions}.difference(tried)
        alike = frozenset(test for test in found if example_of(test) in examples)
        return list(self._within(self._ordered(mutant, found, alike), MOST_SECONDS))

    def clock(self, tests: Iterable[str]) -> float:
        """How long they take by the clock, on a machine as busy as when they were measured."""
        busy = max(1.0, sum(self.waited.values()) / max(0.1, sum(self.seconds.values())))
        return sum(self.waited[test] if test in self.waited else busy * self._processor(test) for test in tests)

    def _processor(self, test: str) -> float:
        return self.seconds[test] if test in self.seconds else self.expected[test]

    def _within(self, tests: Iterable[str], seconds: float) -> Iterator[str]:
        """Those that fit into the time, one behind the other."""
        total = 0.0
        for test in tests:
            if total + self._processor(test) <= seconds:
                total += self._processor(test)
                yield test

    def _nearest(self, mutant: Mutant) -> Iterable[str]:
        """The tests that run the line of a change, else those that run its function, else its file."""
        lines = self.tests.get(mutant.path, {})
        if not mutant.function:
            return self.seconds.keys()
        function = range(mutant.function, mutant.function_ends + 1)
        return (
            self._running(mutant, lines)
            or frozenset().union(*(lines.get(line, ()) for line in function))
            or frozenset().union(*lines.values())
            or [test for test in self.seconds if test.partition("::")[0] in _test_files_of(mutant)]
        )

    def _running(self, mutant: Mutant, lines: dict[int, frozenset[str]]) -> Iterable[str]:
        """The tests that run the change; those of the line above in its function, where an expression goes on."""
        above = range(mutant.line, min(mutant.function, mutant.line - 1), -1)
        line = next((line for line in above if line in lines), None)
        # A function that runs on import belongs to no test either; one that never runs has no line.
        return () if line is None else lines[line] or self.seconds.keys()

    def _on_rare_ways(self, mutant: Mutant, lines: Mapping[int, frozenset[str]], tests: Set[str]) -> list[str]:
        """The tests that run a line of the function that few run: they tell most of what leads to it."""
        rarest: dict[str, int] = {}
        for line in range(mutant.function, mutant.function_ends + 1):
            few = lines.get(line, frozenset()) & tests
            for test in few if len(few) <= FEW else ():
                rarest[test] = min(rarest.get(test, FEW), len(few))
        return sorted(rarest.keys() & self.seconds.keys(), key=lambda test: (rarest[test], self.seconds[test], test))

    def _ordered(self, mutant: Mutant, tests: Iterable[str], nearest: frozenset[str]) -> list[str]:
        """Those about the changed word or file; then an example of every test, those that use the file first."""
        word, own = mutant.old.strip("\"'"), _test_files_of(mutant)
        about = _tests_that_say(mutant.says) | _golden_files_that_say(mutant.says)

        def is_of_others(test: str) -> bool:
            says = test in about or function_of(test) in about or (len(word) >= _TELLING and word in test)
            return not says and test.partition("::")[0] not in own

        def place(test: str) -> tuple[bool, bool, float, str]:
            return is_of_others(test), test not in nearest, self._processor(test), test

        examples: dict[str, list[str]] = defaultdict(list)
        for test in sorted((self.seconds.keys() | self.expected.keys()) & set(tests), key=place):
            examples[function_of(test)].append(test)
        ranked = [(rank, test) for every in examples.values() for rank, test in enumerate(every)]
        ranked.sort(key=lambda ranked_test: (place(ranked_test[1])[0], ranked_test[0], *place(ranked_test[1])))
        return [test for _, test in ranked]


def _test_files_of(mutant: Mutant) -> frozenset[str]:
    """The files of tests that import that file of the core by its name, or look at what it carries out on import."""
    module = mutant.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    own = _test_files_that_say(f"from {module} import")
    return own if mutant.function else own | _test_files_that_say(_OF_EVERY_MODULE)


@cache
def _test_files_that_say(words: str) -> frozenset[str]:
    return frozenset(file for file, text in _files_of_tests().items() if words in text)


@cache
def _tests_that_say(texts: tuple[str, ...]) -> frozenset[str]:
    """The tests in which one of these texts stands, for each text that stands in a few."""
    saying = [{test for test, source in _sources_of_tests().items() if text in source} for text in texts]
    return frozenset().union(*(tests for tests in saying if len(tests) <= FEW))


@cache
def _golden_files_that_say(texts: tuple[str, ...]) -> frozenset[str]:
    """The tests of the golden cases in which one of these texts stands, for each text that stands in a few."""
    saying = [{case for case, written in _golden_texts().items() if text in written} for text in texts]
    few = frozenset().union(*(cases for cases in saying if len(cases) <= FEW_CASES))
    return frozenset(f"{_WRITES_GOLDEN_FILES}[{case}]" for case in few)


@cache
def _golden_texts() -> dict[str, str]:
    """All that is written for each golden case."""
    return {case: "\n".join(golden_outputs(case).values()) for case in golden_cases()}


@cache
def _files_of_tests() -> dict[str, str]:
    """The text of each file of tests."""
    files = (ROOT / "tests").rglob("test_*.py")
    return {file.relative_to(ROOT).as_posix(): file.read_text("utf-8") for file in files}


@cache
def _sources_of_tests() -> dict[str, str]:
    """The text of each test, by its name without an example."""
    found = {}
    for file, text in _files_of_tests().items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                name = f"{file}::{node.name}"
                found[name] = ast.get_source_segment(text, node) or ""
    return found


def covered() -> Covered:
    """What was measured for this state of the checkout, now where it was not yet."""
    path = KEPT / f"{_state()}.json"
    if not path.exists():
        KEPT.mkdir(exist_ok=True)
        (KEPT / ".gitignore").write_text("*\n", "utf-8")
        path.write_text(json.dumps(_measured()), "utf-8")
    kept = json.loads(path.read_text("utf-8"))
    names = kept["names"]
    tests = {
        file: {int(line): frozenset(names[number] for number in numbers) for line, numbers in lines.items()}
        for file, lines in kept["lines"].items()
    }
    seconds = kept["seconds"]
    expected = expected_of_others(
        measurable(names, _sources_of_tests(), _files_of_tests()), seconds, frozenset(kept["failed"])
    )
    return Covered(tests=tests, names=tuple(names), seconds=seconds, waited=kept["waited"], expected=expected)


def expected_of_others(names: Iterable[str], seconds: Mapping[str, float], failed: Set[str]) -> dict[str, float]:
    """What the tests may take that were not measured, by their other examples; nothing where one of those failed."""
    dearest: dict[str, float] = defaultdict(float)
    for test, taken in seconds.items():
        dearest[function_of(test)] = max(dearest[function_of(test)], taken)
    of_failed = {function_of(test) for test in failed}
    others = [test for test in names if test not in seconds and function_of(test) not in of_failed]
    return {test: dearest.get(function_of(test), UNKNOWN) for test in others}


def _state() -> str:
    """A word for all that decides what runs: the code, the templates, the tests."""
    digest = hashlib.sha256()
    for folder in ("wizard", "screens", "templates", "tests"):
        for path in sorted(path for path in (ROOT / folder).rglob("*") if path.is_file()):
            if "__pycache__" not in path.parts:
                digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _measured() -> dict[str, Any]:
    """Runs the tests that are drawn in a copy such as the changes are made in; what fails there tells nothing."""
    with tempfile.TemporaryDirectory(prefix="ez2flex-covered-") as folder:
        checkout, report, chosen = (Path(folder, name) for name in ("checkout", "report.json", "chosen.json"))
        shutil.copytree(ROOT, checkout, ignore=LEFT_OUT)
        names = _collected(checkout)
        chosen.write_text(json.dumps(drawn(names, _sources_of_tests(), _files_of_tests())), "utf-8")
        Path(folder, "known.json").write_text(json.dumps(names), "utf-8")
        words = ["--cov=wizard", "--cov-context=test", "--cov-report=", "-n", "auto", "-q", "-p", "tests.bench.chosen"]
        surroundings = os.environ | {
            "COVERAGE_FILE": str(Path(folder, "coverage")),
            "EZ2FLEX_CHOSEN": str(chosen),
            "EZ2FLEX_DURATIONS": str(report),
            "EZ2FLEX_DURATIONS_UNTIL": str(time() + MEASURING),
            "EZ2FLEX_FAILED": str(Path(folder, "failed")),
            "EZ2FLEX_KNOWN": str(Path(folder, "known.json")),
        }
        command = [*_PYTEST, *words, "-p", "tests.bench.durations"]
        subprocess.run(command, cwd=checkout, env=surroundings, check=False)
        reported: dict[str, Any] = json.loads(report.read_text("utf-8"))
        return reported | {"names": names, "lines": _lines(Path(folder, "coverage"), checkout, names)}


_PYTEST = (sys.executable, "-m", "pytest", "-m", "not slow", "-p", "no:cacheprovider")


def _collected(checkout: Path) -> list[str]:
    """The names of all tests."""
    words = (*_PYTEST, "--collect-only", "-q")
    shown = subprocess.run(words, cwd=checkout, check=True, capture_output=True, encoding="utf-8").stdout
    return [line for line in shown.splitlines() if "::" in line]


def _lines(path: Path, checkout: Path, names: list[str]) -> dict[str, dict[int, list[int]]]:
    """What coverage wrote: by file and line the tests, as their places among the names."""
    from coverage import CoverageData

    data = CoverageData(str(path))
    data.read()
    numbers = {name: number for number, name in enumerate(names)}
    lines = {}
    for file in data.measured_files():
        lines[Path(file).relative_to(checkout).as_posix()] = {
            line: sorted({numbers[test] for context in contexts if (test := context.rpartition("|")[0]) in numbers})
            for line, contexts in data.contexts_by_lineno(file).items()
        }
    return lines
