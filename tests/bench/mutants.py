"""Small changes to the core, drawn at random, and whether the tests that run the changed line notice them."""

import ast
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue
from random import Random

from tests.bench.equivalent_mutants import EQUIVALENT

ROOT = Path(__file__).parents[2]

MOST_SECONDS = 90
"""Of tests that are run for one change; the quickest of those that cover it come first."""
LONGER = 4
"""How many times longer than usual they may take, before the change counts as seen: it made something endless."""
START = 30
"""The seconds that pytest may take to start on a busy machine."""


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """One change to one file."""

    path: str
    """Below the checkout."""
    line: int
    what: str
    """`x < y becomes x <= y`."""
    start: int
    end: int
    """Where in the text of the file the change is."""
    text: str
    """What stands there then."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


def mutants(count: int, seed: int) -> list[Mutant]:
    """So many changes, each to another place, the same for the same seed."""
    every = [mutant for path in sorted((ROOT / "wizard").rglob("*.py")) for mutant in changes(path)]
    return Random(seed).sample(every, min(count, len(every)))


def changes(path: Path) -> Iterator[Mutant]:
    """Every change that may be made to a file."""
    source = path.read_text("utf-8")
    starts = _line_starts(source)
    for node, replaced in _replacements(ast.parse(source), source, starts):
        start, end, text = replaced
        old = source[start:end]
        if "\n" not in old and old != text:
            yield Mutant(
                path=path.relative_to(ROOT).as_posix(),
                line=node.lineno,
                what=f"`{old}` becomes `{text}` in `{source.splitlines()[node.lineno - 1].strip()[:90]}`",
                start=start,
                end=end,
                text=text,
            )


Replaced = tuple[int, int, str]
"""Where a text begins and ends, and what comes in its place."""


def _line_starts(source: str) -> list[int]:
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


_COMPARED = {
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}
_COMPUTED = {ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "//"), ast.BitOr: ("|", "&")}


def _replacements(tree: ast.Module, source: str, starts: list[int]) -> Iterator[tuple[ast.expr | ast.stmt, Replaced]]:
    """Each node that can be changed, with its change."""
    rows = [line.encode() for line in source.splitlines()]

    def place(node: ast.expr | ast.stmt) -> tuple[int, int]:
        begin = len(rows[node.lineno - 1][: node.col_offset].decode())
        end_line, end_column = node.end_lineno or node.lineno, node.end_col_offset or 0
        finish = len(rows[end_line - 1][:end_column].decode())
        return starts[node.lineno - 1] + begin, starts[end_line - 1] + finish

    def between(left: ast.expr, right: ast.expr, old: str, new: str) -> Replaced | None:
        begin, end = place(left)[1], place(right)[0]
        found = source.find(old, begin, end)
        return (found, found + len(old), new) if found >= 0 else None

    for node in _code(tree):
        found: Replaced | None = None
        match node:
            case ast.Compare(left=left, ops=[operator], comparators=[right]):
                found = between(left, right, *_COMPARED[type(operator)])
            case ast.BoolOp(op=operator, values=[first, second, *_]):
                words = ("and", "or") if isinstance(operator, ast.And) else ("or", "and")
                found = between(first, second, *words)
            case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _COMPUTED:
                found = between(left, right, *_COMPUTED[type(operator)])
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                begin, end = place(node)
                found = (begin, end, f"({source[slice(*place(operand))]})")
            case ast.Constant(value=bool(value)):
                found = (*place(node), str(not value))
            case ast.Constant(value=int(value)):
                found = (*place(node), str(value + 1))
            case ast.Constant(value=str(value)) if value and " " not in value and source[place(node)[0]] in "\"'":
                found = (*place(node), repr(f"{value}x"))
            case ast.IfExp(test=test) | ast.If(test=test) if not isinstance(test, ast.UnaryOp):
                found = (*place(test), f"not ({source[slice(*place(test))]})")
            case ast.Return(value=ast.expr() as value):
                found = (*place(value), "None")
            case ast.Expr(value=ast.Call()):
                found = (*place(node), "pass")
            case _:
                continue
        if found:
            yield node, found


def _code(tree: ast.Module) -> Iterator[ast.expr | ast.stmt]:
    """The nodes that are carried out: no annotation, no documentation, nothing that only a type checker sees."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.expr | ast.stmt):
            yield node
        for name, value in ast.iter_fields(node):
            if name in {"annotation", "returns"} or (
                isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
            ):
                continue
            below = value if isinstance(value, list) else [value]
            waiting += [one for one in below if isinstance(one, ast.AST) and not _is_documentation(one)]


def _is_documentation(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


@dataclass(frozen=True, kw_only=True)
class Covered:
    """Which tests run which lines, and how long each takes."""

    tests: dict[str, dict[int, frozenset[str]]] = field(repr=False)
    """By the path of the file and the number of the line."""
    seconds: dict[str, float] = field(repr=False)

    def of(self, mutant: Mutant) -> list[str]:
        """The tests to run for a change, the quickest first, for as long as is worth it."""
        lines = self.tests.get(mutant.path, {})
        # What is carried out on import belongs to no test: then those that use anything of the file.
        found = lines.get(mutant.line) or frozenset().union(*lines.values()) or frozenset(self.seconds)
        chosen, total = [], 0.0
        for test in sorted(found, key=lambda name: (self.seconds.get(name, 0.0), name)):
            total += self.seconds.get(test, 0.0)
            if total > MOST_SECONDS:
                break
            chosen.append(test)
        return chosen


def covered(folder: Path) -> Covered:
    """Runs every test once, and keeps what it ran and how long it took."""
    report = folder / "report.json"
    words = ["--cov=wizard", "--cov-context=test", "--cov-report=", "-n", "auto", "-q", "-p", "tests.bench.durations"]
    surroundings = os.environ | {"COVERAGE_FILE": str(folder / "coverage"), "EZ2FLEX_DURATIONS": str(report)}
    subprocess.run([sys.executable, "-m", "pytest", *words], cwd=ROOT, env=surroundings, check=True)
    from coverage import CoverageData

    data = CoverageData(str(folder / "coverage"))
    data.read()
    found = {}
    for path in data.measured_files():
        contexts = data.contexts_by_lineno(path)
        lines = {line: frozenset(name.partition("|")[0] for name in names if name) for line, names in contexts.items()}
        found[Path(path).relative_to(ROOT).as_posix()] = {line: names for line, names in lines.items() if names}
    return Covered(tests=found, seconds=json.loads(report.read_text("utf-8")))


def survives(mutant: Mutant, tests: Iterable[str], seconds: float, checkout: Path) -> bool:
    """Whether every one of the tests still passes with the change made in a checkout of its own."""
    path = checkout / mutant.path
    source = path.read_text("utf-8")
    path.write_text(source[: mutant.start] + mutant.text + source[mutant.end :], "utf-8")
    named = checkout / "named-tests"
    named.write_text("\n".join(tests), "utf-8")
    words = ["-x", "-q", "-p", "no:cacheprovider", "--no-header", f"@{named}"]
    try:
        done = subprocess.run(
            [sys.executable, "-B", "-m", "pytest", *words],
            cwd=checkout,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=START + LONGER * seconds,
        )
    except subprocess.TimeoutExpired:
        return False
    finally:
        path.write_text(source, "utf-8")
    return done.returncode == 0


@contextmanager
def _checkouts(count: int) -> Iterator["Queue[Path]"]:
    """So many copies of the checkout, to be changed."""
    free: Queue[Path] = Queue()
    with tempfile.TemporaryDirectory(prefix="ez2flex-mutants-") as folder:
        for number in range(count):
            copy = Path(folder, str(number))
            shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache"))
            free.put(copy)
        yield free


def survivors(count: int, seed: int, workers: int) -> Iterator[tuple[Mutant, str]]:
    """The changes that no test noticed, each with why it changes nothing, "" where it does."""
    with tempfile.TemporaryDirectory(prefix="ez2flex-covered-") as folder:
        known = covered(Path(folder))
    with _checkouts(workers) as free, ThreadPoolExecutor(workers) as pool:

        def tried(mutant: Mutant) -> bool:
            tests = known.of(mutant)
            checkout = free.get()
            try:
                return survives(mutant, tests, sum(known.seconds.get(test, 0.0) for test in tests), checkout)
            finally:
                free.put(checkout)

        drawn = mutants(count, seed)
        for mutant, survived in zip(drawn, pool.map(tried, drawn), strict=True):
            if survived:
                yield mutant, EQUIVALENT.get((mutant.path, mutant.what), "")
