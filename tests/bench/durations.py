"""A plugin of pytest that writes to EZ2FLEX_DURATIONS which tests there are, and how long those took that passed."""

import json
import os
from collections import defaultdict
from pathlib import Path

import pytest

_SECONDS: dict[str, float] = defaultdict(float)
_PASSED: set[str] = set()
_FAILED: set[str] = set()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Adds the set-up, the test and the clean-up of each."""
    _SECONDS[report.nodeid] += report.duration
    if report.failed:
        _FAILED.add(report.nodeid)
    elif report.when == "call" and report.passed:
        _PASSED.add(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Writes the sums, from the process that has them all."""
    if not hasattr(session.config, "workerinput"):
        seconds = {name: round(_SECONDS[name], 3) for name in sorted(_PASSED - _FAILED)}
        Path(os.environ["EZ2FLEX_DURATIONS"]).write_text(
            json.dumps({"names": list(_SECONDS), "seconds": seconds}), "utf-8"
        )
