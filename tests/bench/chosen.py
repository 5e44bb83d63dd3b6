"""A plugin of pytest that runs the tests of EZ2FLEX_CHOSEN in their order, and writes which of them failed first."""

import json
import os
from pathlib import Path

import pytest

from tests.bench.covered import function_of


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keeps what was chosen; an example that has another name with the change comes first."""
    chosen = {
        name: place for place, name in enumerate(json.loads(Path(os.environ["EZ2FLEX_CHOSEN"]).read_text("utf-8")))
    }
    collected = {item.nodeid for item in items}
    renamed = {function_of(name) for name in chosen if name not in collected}
    kept = [item for item in items if item.nodeid in chosen or function_of(item.nodeid) in renamed]
    items[:] = sorted(kept, key=lambda item: chosen.get(item.nodeid, -1))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Writes the name of a test that failed."""
    if report.failed:
        Path(os.environ["EZ2FLEX_FAILED"]).write_text(report.nodeid, "utf-8")
