"""Whether the tests notice small changes to the core."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from time import monotonic

import pytest

from tests.bench.covered import LEFT_OUT, Covered, covered
from tests.bench.equivalent_mutants import EQUIVALENT
from tests.bench.mutants import ROOT, Mutant, mutants

LONGER = 4
"""How many times longer than usual the tests may take, before the change counts as seen: it made something endless."""
START = 60
"""The seconds that pytest may take to start on a busy machine."""


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What became of one change."""

    mutant: Mutant
    survived: bool
    reason: str
    """Why it changes nothing, "" where it does; such a change is not tried."""
    seen_by: str
    """The test that noticed it, or what else did."""
    seconds: float


class Runner:
    """Runs tests in a checkout of its own, one run after the other."""

    def __init__(self, checkout: Path, known: Iterable[str]) -> None:
        self.checkout = checkout
        self._beside("known").write_text(json.dumps(list(known)), "utf-8")
        # Without -P the folder of the script stands before all that it imports.
        words = [sys.executable, "-P", str(Path(__file__).with_name("started.py"))]
        self._started = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def close(self) -> None:
        """Ends the Python that was started."""
        self._started.communicate()

    def noticed(self, mutant: Mutant, tests: Sequence[str], seconds: float) -> str:
        """Which of the tests fails with the change made, "" where none does."""
        path, failed = self.checkout / mutant.path, self._beside("failed")
        source = path.read_text("utf-8")
        path.write_text(source[: mutant.start] + mutant.text + source[mutant.end :], "utf-8")
        failed.unlink(missing_ok=True)
        try:
            code = self._run(tests, seconds)
        finally:
            path.write_text(source, "utf-8")
        if code is None:
            return "the clock"
        if code in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
            return ""
        return failed.read_text("utf-8") if failed.exists() else "the import"

    def _beside(self, what: str) -> Path:
        """A file that no test finds in its checkout."""
        return self.checkout.with_name(f"{self.checkout.name}-{what}")

    def _run(self, tests: Sequence[str], seconds: float) -> int | None:
        self._beside("chosen").write_text(json.dumps(tests), "utf-8")
        asked = {
            "folder": str(self.checkout),
            "arguments": [*_WORDS, *dict.fromkeys(test.partition("::")[0] for test in tests)],
            "environment": {
                "EZ2FLEX_CHOSEN": str(self._beside("chosen")),
                "EZ2FLEX_FAILED": str(self._beside("failed")),
                "EZ2FLEX_KNOWN": str(self._beside("known")),
            },
            "seconds": START + LONGER * seconds,
        }
        assert self._started.stdin
        assert self._started.stdout
        print(json.dumps(asked), file=self._started.stdin, flush=True)
        code: int | None = json.loads(self._started.stdout.readline())
        return code


# No assertion is explained, and what was imported already could not be rewritten for that.
_WORDS = ("-x", "-q", "-m", "not slow", "--assert=plain", "-p", "no:cacheprovider", "-p", "tests.bench.chosen")


def tried(count: int, seed: int, workers: int) -> Iterator[Tried]:
    """So many changes of a seed, each with what became of it."""
    known = covered()
    with _runners(workers, known.names) as free, ThreadPoolExecutor(workers) as pool:

        def attempt(mutant: Mutant) -> Tried:
            runner = free.get()
            try:
                return _tried(mutant, known, runner)
            finally:
                free.put(runner)

        yield from pool.map(attempt, mutants(count, seed))


def _tried(mutant: Mutant, known: Covered, runner: Runner) -> Tried:
    begun = monotonic()
    reason = EQUIVALENT.get((mutant.path, mutant.what), "")
    tests = [] if reason else known.of(mutant)
    seen_by = runner.noticed(mutant, tests, known.clock(tests)) if tests else ""
    if not reason and not seen_by and (further := known.further(mutant, tests)):
        seen_by = runner.noticed(mutant, further, known.clock(further))
    seconds = round(monotonic() - begun, 1)
    return Tried(mutant=mutant, survived=not seen_by, reason=reason, seen_by=seen_by, seconds=seconds)


@contextmanager
def _runners(count: int, known: Iterable[str]) -> Iterator["Queue[Runner]"]:
    """So many copies of the checkout, compiled, with a runner in each."""
    free: Queue[Runner] = Queue()
    with tempfile.TemporaryDirectory(prefix="ez2flex-mutants-") as folder, ExitStack() as stack:
        first = Path(folder, "0")
        shutil.copytree(ROOT, first, ignore=LEFT_OUT)
        # What is compiled now is as old as the file that was not changed; later runs compile for themselves.
        folders = ("wizard", "screens", "tests")
        subprocess.run([sys.executable, "-m", "compileall", "-q", *folders], cwd=first, check=True)
        for number in range(count):
            checkout = Path(folder, str(number))
            if number:
                shutil.copytree(first, checkout)
            runner = Runner(checkout, known)
            stack.callback(runner.close)
            free.put(runner)
        yield free
