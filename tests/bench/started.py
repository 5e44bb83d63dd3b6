"""A Python that has imported what every run of the tests imports of others, and forks for each run: half of its time.

Reads one run a line from standard input, as JSON: folder, arguments, environment, seconds. Writes the exit code, or
null for one that took longer.
"""

import json
import os
import signal
import sys
import time
from importlib import import_module
from typing import Any

OF_OTHERS = (
    "ciscoconfparse",
    "cryptography.x509",
    "hypothesis",
    "jinja2",
    "platformdirs",
    "pytest",
    "rich.console",
    "syrupy.session",
    "textual.app",
    "textual.command",
    "textual.pilot",
    "textual.widgets",
    "tomlkit",
)
OURS = {"dev", "screens", "tests", "wizard"}
OFTEN = 0.02
"""Seconds between two looks at a run."""


def serve() -> None:
    """Carries out every run that is asked for."""
    # Textual reads it when it is imported, and tests/conftest.py comes too late.
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    for name in OF_OTHERS:
        import_module(name)
    for name in [name for name in sys.modules if name.partition(".")[0] in OURS]:
        del sys.modules[name]
    for line in sys.stdin:
        print(json.dumps(_run(json.loads(line))), flush=True)


def _run(asked: dict[str, Any]) -> int | None:
    child = os.fork()
    if not child:
        os._exit(_tests(asked))
    ends = time.monotonic() + asked["seconds"]
    while time.monotonic() < ends:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(OFTEN)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def _tests(asked: dict[str, Any]) -> int:
    os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    os.chdir(asked["folder"])
    os.environ.update(asked["environment"])
    sys.path.insert(0, asked["folder"])
    sys.dont_write_bytecode = True
    import pytest

    return int(pytest.main(asked["arguments"]))


if __name__ == "__main__":
    serve()
