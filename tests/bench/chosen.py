"""A plugin of pytest that runs the tests of EZ2FLEX_CHOSEN in their order, and writes which of them failed first."""

import json
import os
from pathlib import Path

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keeps what was chosen; an example that there is with the change alone comes first."""
    chosen = {name: place for place, name in enumerate(_names("EZ2FLEX_CHOSEN"))}
    known = set(_names("EZ2FLEX_KNOWN"))
    items[:] = [item for item in items if item.nodeid in chosen or item.nodeid not in known]
    items.sort(key=lambda item: chosen.get(item.nodeid, -1))


def _names(variable: str) -> list[str]:
    names: list[str] = json.loads(Path(os.environ[variable]).read_text("utf-8"))
    return names


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Writes the name of a test that failed."""
    if report.failed:
        Path(os.environ["EZ2FLEX_FAILED"]).write_text(report.nodeid, "utf-8")
