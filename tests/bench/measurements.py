"""Every measurement, as rows: what ez2flex must do how fast, and against what."""

import atexit
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from operator import itemgetter
from pathlib import Path
from statistics import median

from tests.bench import hub
from tests.bench.core import HUB, SPOKE
from tests.bench.measure import Measurement, NotHere, Timer

PYTHON = (sys.executable, "-P")
EZ2FLEX = (*PYTHON, "-c", "import sys; from screens.main import main; sys.exit(main())")
EMPTY_APP = (*PYTHON, str(Path(__file__).with_name("empty.py")))
LONG_LIST = (*PYTHON, "-m", "tests.bench.long_list")
PREVIEW = "8"
"""The key that opens the preview from any step."""
READ = "lines read"
"""What the overview says once it has all that it shows, and nothing is computed beside it any more."""
COMPARED = " equal"
"""What the preview says once old and new were compared."""
UNFOLD = "z"
"""The key that shows every line in it."""
KEYS = ("\x1b[B", "\x1b[6~", "\x1b[B", "\x1b[6~", "\x1b[B")
"""What is pressed there: down and page down; the median counts."""
SMALL_HUB = 3_000
SMALL_SPOKE = 30


@cache
def scratch() -> Path:
    """A folder for what is measured, away from the sites that a person knows."""
    folder = tempfile.TemporaryDirectory(prefix="ez2flex-bench-")
    atexit.register(folder.cleanup)
    os.environ["EZ2FLEX_STATE"] = folder.name
    return Path(folder.name)


@cache
def configurations(hub_lines: int, spoke_lines: int) -> Path:
    """A folder with the configurations of a hub and a spoke of these lengths."""
    folder = scratch() / f"{hub_lines}-{spoke_lines}"
    folder.mkdir()
    (folder / HUB).write_text(hub.hub(hub_lines), "utf-8", newline="\n")
    (folder / SPOKE).write_text(hub.spoke(spoke_lines), "utf-8", newline="\n")
    return folder


def site(spoke_lines: int) -> str:
    """A site folder with a spoke of that length, which is the device that the preview shows first."""
    read = configurations(SMALL_HUB, spoke_lines)
    return planned(f"site-{spoke_lines}", tuple((name, (read / name).read_bytes()) for name in (HUB, SPOKE)))


def practice_site() -> str:
    """A site folder of the size that most have."""
    from wizard.data.practice_site import files

    return planned("practice", tuple(files()))


@cache
def planned(name: str, files: tuple[tuple[str, bytes], ...]) -> str:
    """A site folder planned from these configurations."""
    from wizard.parse.sources import read_sources
    from wizard.plan.propose import propose
    from wizard.site import save_site

    folder = scratch() / name
    save_site(propose(read_sources(files)), folder)
    return str(folder)


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
    folder = configurations(lines, SMALL_SPOKE)

    return lambda: run(work, folder)


def run(work: str, folder: Path) -> float:
    """What tests.bench.core says of its work in a process of its own."""
    words = [*PYTHON, "-m", "tests.bench.core", work, str(folder)]
    return float(subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout)


def memory() -> tuple[Timer, None]:
    """The MiB of the command that takes more of `render` and `check`."""
    if sys.platform == "win32":
        raise NotHere("Windows does not say how much memory a process had")
    folder = scratch()
    # By a process of its own: what this one has had counts for each that it starts.
    run("site of 1000", folder)

    def mebibytes() -> float:
        return max(run(f"memory of {command}", folder) for command in ("render", "check"))

    return mebibytes, None


def noise() -> float:
    """How many findings of all golden sites somebody has to read."""
    from tests.golden_cases import golden_cases, golden_plan
    from wizard.check.all_findings import findings
    from wizard.model.finding import Severity

    every = (finding for case in golden_cases() for finding in findings(golden_plan(case)))
    return sum(finding.severity is not Severity.NOTE for finding in every)


def on_screen(program: Sequence[str], *words: str) -> Timer:
    """The seconds from the start of a program until the whole screen is painted and has these words."""
    from tests.bench.terminal import Terminal

    def seconds() -> float:
        with Terminal(program) as terminal:
            return terminal.painted(*words) - terminal.started

    return seconds


def first_paint() -> tuple[Timer, Timer]:
    """The first step with its rail, form and footer."""
    from wizard.guide.route import ROUTE

    rail = [step.short for step in ROUTE]
    return on_screen((*EZ2FLEX, practice_site()), *rail, "help", "quit"), on_screen(EMPTY_APP)


def first_text() -> tuple[Timer, Timer]:
    """Text that stands only in the site's configurations."""
    return on_screen((*EZ2FLEX, practice_site()), "LAN 10.10.2.0/24"), on_screen(EMPTY_APP)


def preview(program: Sequence[str], ready: str, *words: str) -> Timer:
    """The seconds from the key that opens the preview to the last byte of its screen, which has these words."""
    from tests.bench.terminal import Terminal

    def seconds() -> float:
        with Terminal(program) as terminal:
            terminal.shown(ready)
            terminal.settled()
            pressed = terminal.press(PREVIEW)
            terminal.shown(*words)
            return terminal.settled() - pressed

    return seconds


SMALL = (80, 24)
DOWN = "\x1b[B"
RESTED = 0.8
"""Seconds after which whatever follows the cursor when it rests has followed."""
AT_ONCE, FOLLOWING = itemgetter(0), itemgetter(1)


def bytes_of(keys: Sequence[str], *before: str, counted: Callable[[tuple[int, int]], int]) -> Timer:
    """The most bytes that one of these keys writes, in monochrome at 80x24, once those before were pressed."""
    return lambda: max(map(counted, _bytes_of_each(keys, before)))


def _bytes_of_each(keys: Sequence[str], before: Sequence[str]) -> Iterator[tuple[int, int]]:
    """How many bytes each of the keys writes: at once, and once the cursor rests."""
    from tests.bench.terminal import Terminal

    with Terminal((*EZ2FLEX, practice_site()), surroundings={"NO_COLOR": "1"}, size=SMALL) as terminal:
        terminal.shown(READ)
        terminal.settled(RESTED)
        for typed in before:
            terminal.press(typed)
            terminal.settled(RESTED)
        for typed in keys:
            terminal.press(typed)
            terminal.settled()
            at_once = len(terminal.written)
            terminal.settled(RESTED)
            yield at_once, len(terminal.written) - at_once


def key(lines: int) -> Timer:
    """The median seconds from a key in the preview, every line unfolded, to the last byte of its repaint."""
    from tests.bench.terminal import Terminal

    def seconds() -> float:
        with Terminal((*EZ2FLEX, site(lines))) as terminal:
            terminal.shown(READ)
            terminal.settled()
            terminal.press(PREVIEW)
            terminal.shown(COMPARED)
            terminal.settled()
            terminal.press(UNFOLD)
            terminal.settled()
            presses = []
            for pressed_key in KEYS:
                pressed = terminal.press(pressed_key)
                presses.append(terminal.settled() - pressed)
            return median(presses)

    return seconds


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
        what="first paint of `ez2flex SITE` (the practice site) at 120x40: a step with rail, form and footer",
        against="an empty Textual app",
        limit=1.2,
        timers=first_paint,
    ),
    Measurement(
        name="text",
        what="start of `ez2flex SITE` until text of the site's own configuration is on screen",
        against="an empty Textual app",
        limit=2.5,
        timers=first_text,
    ),
    Measurement(
        name="core",
        what="inspect, plan, render and check of a hub of 10,000 lines, ledger as JSON and every file written",
        against="ciscoconfparse parsing that hub",
        limit=1.2,
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
        name="spokes",
        what="plan, render, check and ledger of a hub with 1,000 spokes",
        against="100 spokes",
        limit=12,
        timers=lambda: (core("1000 spokes", 10_000), core("100 spokes", 10_000)),
    ),
    Measurement(
        name="one-spoke",
        what="render, check and ledger of one spoke among 1,000, once there is what they have in common",
        against="one among 10",
        limit=1.2,
        timers=lambda: (core("one of 1000", 10_000), core("one of 10", 10_000)),
    ),
    Measurement(
        name="memory",
        what="peak memory of all processes of `render` and of `check` at 1,000 spokes",
        against="",
        limit=400,
        unit="MiB",
        timers=memory,
    ),
    Measurement(
        name="noise",
        what="blockers and warnings of all golden sites",
        against="",
        limit=190,
        unit="findings",
        timers=lambda: (noise, None),
    ),
    Measurement(
        name="answer",
        what="all open questions at 1,000 spokes after the answer of one",
        against="",
        limit=0.1,
        timers=lambda: (core("answer of a spoke", 10_000), None),
    ),
    Measurement(
        name="site-answer",
        what="the same after an answer of the whole site",
        against="",
        limit=0.1,
        timers=lambda: (core("answer of the site", 10_000), None),
    ),
    Measurement(
        name="down-bytes",
        what="what Down in a list of questions writes, monochrome at 80x24, the most of three",
        against="",
        limit=300,
        unit="bytes",
        timers=lambda: (bytes_of([DOWN] * 3, "5", counted=AT_ONCE), None),
    ),
    Measurement(
        name="text-bytes",
        what="what follows below that list once the cursor rests, the most of three",
        against="",
        limit=1_000,
        unit="bytes",
        timers=lambda: (bytes_of([DOWN] * 3, "5", counted=FOLLOWING), None),
    ),
    Measurement(
        name="step-bytes",
        what="what opening a step writes, monochrome at 80x24, the most of nine",
        against="",
        limit=4_000,
        unit="bytes",
        timers=lambda: (bytes_of("123456789", counted=sum), None),
    ),
    Measurement(
        name="preview",
        what="the preview of a device of 10,000 lines opens: from the key to the last byte of its screen",
        against="",
        limit=0.2,
        timers=lambda: (preview((*EZ2FLEX, site(10_000)), READ, COMPARED, "crypto ikev2 proposal"), None),
    ),
    Measurement(
        name="list",
        what="the same where 5,000 of 10,000 lines are one access list with 50 changed",
        against="",
        limit=0.2,
        timers=lambda: (preview((*LONG_LIST, site(SMALL_SPOKE)), READ, COMPARED, "permit ip 11."), None),
    ),
    Measurement(
        name="key",
        what="one key in the preview to the last byte of its repaint, at 50,000 lines",
        against="1,000 lines",
        limit=1.2,
        timers=lambda: (key(50_000), key(1_000)),
    ),
)
