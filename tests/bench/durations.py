"""A plugin of pytest that writes how long each test took to the file that EZ2FLEX_DURATIONS names."""

import json
import os
from collections import defaultdict
from pathlib import Path

import pytest

_SECONDS: dict[str, float] = defaultdict(float)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Adds the set-up, the test and the clean-up of each."""
    _SECONDS[report.nodeid] += report.duration


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Writes the sums, from the process that has them all."""
    if not hasattr(session.config, "workerinput"):
        Path(os.environ["EZ2FLEX_DURATIONS"]).write_text(json.dumps(_SECONDS), "utf-8")
