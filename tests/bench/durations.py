"""A plugin of pytest that writes to EZ2FLEX_DURATIONS how long the tests took that passed, and which failed.

After the time EZ2FLEX_DURATIONS_UNTIL, in seconds since 1970, none is begun.

The seconds of the processor do not grow with what else the machine does; the clock's say how long one has to wait.
"""

import json
import os
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path
from time import time

import pytest

_CPU = "seconds of the processor"
_BEGUN: dict[str, float] = {}
_SECONDS: dict[str, float] = defaultdict(float)
_WAITED: dict[str, float] = defaultdict(float)
_PASSED: set[str] = set()
_FAILED: set[str] = set()


def _processor() -> float:
    """What this process and those that it waited for have used so far."""
    return sum(os.times()[:4])


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol() -> bool | None:
    """Says of a test that it is done, once the time is over."""
    return True if time() > float(os.environ["EZ2FLEX_DURATIONS_UNTIL"]) else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Sends along what was used since the test began, or since its part before."""
    report = yield
    report.user_properties.append((_CPU, _processor() - _BEGUN[item.nodeid]))
    _BEGUN[item.nodeid] = _processor()
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_logstart(nodeid: str) -> None:
    """Notes when a test begins."""
    _BEGUN[nodeid] = _processor()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Adds the set-up, the test and the clean-up of each."""
    _SECONDS[report.nodeid] += sum(float(str(value)) for name, value in report.user_properties if name == _CPU)
    _WAITED[report.nodeid] += report.duration
    if report.failed:
        _FAILED.add(report.nodeid)
    elif report.when == "call" and report.passed:
        _PASSED.add(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Writes the sums, from the process that has them all."""
    if not hasattr(session.config, "workerinput"):
        passed = sorted(_PASSED - _FAILED)
        written = {
            "failed": sorted(_FAILED),
            "seconds": {name: round(_SECONDS[name], 3) for name in passed},
            "waited": {name: round(_WAITED[name], 3) for name in passed},
        }
        Path(os.environ["EZ2FLEX_DURATIONS"]).write_text(json.dumps(written), "utf-8")
