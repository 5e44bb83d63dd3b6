"""Every measurement, as rows: what ez2flex must do how fast, and against what."""

import atexit
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from statistics import median

from tests.bench import hub
from tests.bench.core import HUB, SPOKE
from tests.bench.measure import Measurement, Timer

PYTHON = (sys.executable, "-P")
EZ2FLEX = (*PYTHON, "-c", "import sys; from screens.main import main; sys.exit(main())")
EMPTY_APP = (*PYTHON, str(Path(__file__).with_name("empty.py")))
PREVIEW = "8"
"""The key that opens the preview from any step."""
KEYS = 9
"""Key presses of one run; their median counts."""


@cache
def scratch() -> Path:
    """A folder for what is measured, away from the sites that a person knows."""
    folder = tempfile.TemporaryDirectory(prefix="ez2flex-bench-")
    atexit.register(folder.cleanup)
    os.environ["EZ2FLEX_STATE"] = folder.name
    return Path(folder.name)


@cache
def configurations(lines: int) -> Path:
    """A folder with the configurations of a hub of that length and of a spoke."""
    folder = scratch() / str(lines)
    folder.mkdir()
    few = {"users": 50, "split_entries": 200} if lines < 4000 else {}
    (folder / HUB).write_text(hub.hub(lines, **few), "utf-8", newline="\n")
    (folder / SPOKE).write_text(hub.SPOKE, "utf-8", newline="\n")
    return folder


@cache
def site(lines: int) -> Path:
    """A site folder planned from them."""
    folder = configurations(lines)
    planned = scratch() / f"site-{lines}"
    subprocess.run([*EZ2FLEX, "plan", folder / HUB, folder / SPOKE, "-o", planned], check=True, capture_output=True)
    return planned


def command(*words: str) -> Timer:
    """The seconds that a command takes from start to end."""

    def seconds() -> float:
        started = time.perf_counter()
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - started

    return seconds


def version() -> tuple[Timer, Timer]:
    """`ez2flex --version`, and an interpreter that does nothing."""
    return command(*EZ2FLEX, "--version"), command(*PYTHON, "-c", "pass")


def core(work: str, lines: int) -> Timer:
    """The seconds that tests.bench.core says it took for its work on a hub of that length."""
    folder = configurations(lines)

    def seconds() -> float:
        words = [*PYTHON, "-m", "tests.bench.core", work, str(folder)]
        return float(subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout)

    return seconds


def on_screen(program: Sequence[str], *words: str) -> Timer:
    """The seconds from the start of a program until the whole screen is painted and has these words."""
    from tests.bench.terminal import Terminal

    def seconds() -> float:
        with Terminal(program) as terminal:
            return terminal.painted(*words) - terminal.started

    return seconds


def first_paint() -> tuple[Timer, Timer]:
    """The first step with its rail, form and footer."""
    from screens.step import ROUTE

    rail = [step.short for step in ROUTE]
    return on_screen((*EZ2FLEX, str(site(1000))), *rail, "help", "quit"), on_screen(EMPTY_APP)


def first_text() -> tuple[Timer, Timer]:
    """Text that stands only in the site's configurations."""
    return on_screen((*EZ2FLEX, str(site(1000))), "group branch-01"), on_screen(EMPTY_APP)


def preview(lines: int) -> Timer:
    """The seconds from the key that opens the preview to the last byte of its screen."""
    from tests.bench.terminal import Terminal

    def seconds() -> float:
        with Terminal((*EZ2FLEX, str(site(lines)))) as terminal:
            terminal.settled()
            pressed = terminal.press(PREVIEW)
            return terminal.settled() - pressed

    return seconds


def key(lines: int) -> Timer:
    """The median seconds from a key in the preview to the last byte of its repaint."""
    from tests.bench.terminal import Terminal

    def seconds() -> float:
        with Terminal((*EZ2FLEX, str(site(lines)))) as terminal:
            terminal.settled()
            terminal.press(PREVIEW)
            terminal.settled()
            presses = []
            for _ in range(KEYS):
                pressed = terminal.press("\x1b[B")
                presses.append(terminal.settled() - pressed)
            return median(presses)

    return seconds


def alone(timer: Callable[[int], Timer], lines: int) -> Callable[[], tuple[Timer, None]]:
    """A timer without a yardstick."""
    return lambda: (timer(lines), None)


MEASUREMENTS = (
    Measurement(
        name="version",
        what="`ez2flex --version`",
        against="a bare interpreter",
        limit=3,
        timers=version,
    ),
    Measurement(
        name="paint",
        what="first paint of `ez2flex SITE` at 120x40: a step with rail, form and footer",
        against="an empty Textual app",
        limit=1.5,
        timers=first_paint,
    ),
    Measurement(
        name="text",
        what="start of `ez2flex SITE` until text of the site's own configuration is on screen",
        against="an empty Textual app",
        limit=3,
        timers=first_text,
    ),
    Measurement(
        name="core",
        what="inspect, plan, render and check of a hub of 10,000 lines, ledger as JSON and every file written",
        against="ciscoconfparse parsing that hub",
        limit=1.5,
        timers=lambda: (core("whole", 10_000), core("parse", 10_000)),
    ),
    Measurement(
        name="scale",
        what="the same with 50,000 lines",
        against="10,000 lines",
        limit=6,
        timers=lambda: (core("whole", 50_000), core("whole", 10_000)),
    ),
    Measurement(
        name="preview",
        what="the preview of a site with a hub of 10,000 lines opens, from the key to the last byte of its screen",
        against="",
        limit=0.2,
        timers=alone(preview, 10_000),
    ),
    Measurement(
        name="key",
        what="one key in the preview to the last byte of its repaint, at 50,000 lines",
        against="1,000 lines",
        limit=1.3,
        timers=lambda: (key(50_000), key(1_000)),
    ),
)
