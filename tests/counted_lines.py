"""Which tests the covered lines are counted in: to count takes one and a half times as long as to run.

Of a test with many cases most walk lines that others have walked. It is counted until its cases bring no new line for
some seconds: what is counted so is the least that the tests cover. A single test that draws or mangles thousands says
`uncounted` of itself.
"""

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

QUIET = 2.0
"""So many seconds of its cases in a row without a new line, and a test is not counted any more."""


class CountedLines:
    """What one process has counted."""

    def __init__(self) -> None:
        self._quiet: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def during(self, item: pytest.Item) -> Iterator[None]:
        """Whatever runs for that test, with all that is made ready for it, counted where that may bring something."""
        counting = getattr(item.config.pluginmanager.getplugin("_cov"), "cov_controller", None)
        test, _, case = item.nodeid.partition("[")
        if counting is None:
            yield
        elif item.get_closest_marker("uncounted") or self._quiet[test] >= QUIET:
            counting.pause()
            try:
                yield
            finally:
                counting.resume()
        else:
            before, started = _lines(counting), time.process_time()
            yield
            is_quiet = case and _lines(counting) == before
            self._quiet[test] = self._quiet[test] + time.process_time() - started if is_quiet else 0.0


def _lines(counting: Any) -> int:
    """How many lines were counted so far; the recorder of coverage has them by file, and shows them in no other way."""
    return sum(map(len, counting.cov._collector.data.values()))
