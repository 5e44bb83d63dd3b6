"""What is made for each device is the same on many cores as on one, and a terminal shows how far it is."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest

from tests.conftest import TESTS
from tests.golden_cases import golden_cases, golden_plan
from wizard.cli.each_device import LEAST, MOST, counted, divided, processes
from wizard.cli.exit_codes import Exit
from wizard.cli.output import data, finish, shown_for_now, tell
from wizard.cli.run_to_end import carried_out
from wizard.errors import StillOpen
from wizard.model.kept_of_plan import forget_everything
from wizard.render.output_files import outputs_of_each

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a process is divided on Linux alone")

NAMES = tuple(f"spoke{number}" for number in range(20))


def ran(function: Callable[[], None]) -> subprocess.CompletedProcess[str]:
    """A function of this file in a process of its own, since this one has threads."""
    words = [sys.executable, "-c", f"from {__name__} import {function.__name__} as f; f()"]
    surroundings = os.environ | {"PYTHONPATH": str(TESTS.parent)}
    return subprocess.run(words, env=surroundings, capture_output=True, text=True, timeout=120, check=False)


def every_golden_site_twice() -> None:
    for case in golden_cases():
        plan = golden_plan(case)
        forget_everything()
        divided_outputs = outputs_of_each(plan, lambda work, names: divided(work, names, 3))
        forget_everything()

        assert divided_outputs == outputs_of_each(plan, map), case
        assert list(divided_outputs.texts) == list(outputs_of_each(plan, map).texts), case


def test_a_site_renders_to_the_same_bytes_on_many_cores() -> None:
    """Files, their order and what is held back are those of one core."""
    done = ran(every_golden_site_twice)

    assert (done.returncode, done.stderr) == (0, "")


def one_open() -> None:
    def work(name: str) -> str:
        if name == NAMES[7]:
            raise StillOpen("pool")
        return name.upper()

    results = divided(work, NAMES, 3)

    assert [next(results) for _ in range(7)] == [name.upper() for name in NAMES[:7]]
    with pytest.raises(StillOpen, match="pool"):
        next(results)


def test_an_error_is_that_of_one_core_and_says_nothing_besides() -> None:
    """What comes before it has its results, and no process prints a line of its own."""
    done = ran(one_open)

    assert (done.returncode, done.stderr) == (0, "")


def one_killed() -> None:
    first = os.getpid()

    def work(name: str) -> str:
        if name == NAMES[4] and os.getpid() != first:
            os.kill(os.getpid(), signal.SIGKILL)
        return name.upper()

    assert list(divided(work, NAMES, 3)) == [name.upper() for name in NAMES]


def test_what_a_killed_process_left_is_done_all_the_same() -> None:
    """A system that has no memory left kills one of them."""
    done = ran(one_killed)

    assert (done.returncode, done.stderr) == (0, "")


def slowly() -> None:
    def work(name: str) -> str:
        time.sleep(0.2)
        return name

    def all_of_them() -> int:
        for name in divided(work, NAMES * 100, 2):
            data(name)
            finish()
        return 0

    sys.exit(carried_out(all_of_them))


@pytest.mark.parametrize(
    ("asked", "code", "said"), [(signal.SIGINT, Exit.REFUSED, "interrupted"), (signal.SIGTERM, 143, "ended by SIGTERM")]
)
def test_an_interrupt_ends_every_process_in_one_sentence(asked: signal.Signals, code: int, said: str) -> None:
    """Ctrl+c reaches all of them; none is left and none prints more than that sentence."""
    words = [sys.executable, "-c", f"from {__name__} import slowly; slowly()"]
    surroundings = os.environ | {"PYTHONPATH": str(TESTS.parent)}
    with subprocess.Popen(
        words, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        os.killpg(process.pid, asked)
        said_at_all = process.stderr.read()
        process.wait(timeout=60)

    assert process.returncode == code
    assert said_at_all == f"ez2flex: {said}; nothing was sent to any router\n"
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_few_devices_are_not_divided() -> None:
    """A process costs more than it saves there."""
    assert processes(LEAST) == 1


def many_beside_a_thread() -> None:
    many = LEAST * MOST
    alone, stop = processes(many), threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    beside_it = processes(many)
    stop.set()
    thread.join()

    assert alone == min(len(os.sched_getaffinity(0)), MOST)
    assert beside_it == 1


def test_a_program_that_has_threads_is_not_divided() -> None:
    """One of them may hold a lock, and in the divided process nobody would ever give it back."""
    done = ran(many_beside_a_thread)

    assert (done.returncode, done.stderr) == (0, "")


COMMAND = (sys.executable, "-c", f"from {__name__} import counting; counting()")


def counting() -> None:
    with shown_for_now() as show:
        for _ in counted(show, "render", NAMES, NAMES):
            time.sleep(0.03)
    tell("done")


def seen(*words: str) -> str:
    """What a terminal gets of a command."""
    from tests.bench.terminal import Terminal

    with Terminal((*words, *COMMAND)) as terminal:
        terminal.shown("done")
        return terminal.written.decode().partition("done")[0]


def test_a_terminal_sees_how_far_it_is_in_one_line_that_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    """No row is added to the screen, and no colour or other code is used."""
    monkeypatch.setenv("PYTHONPATH", str(TESTS.parent))
    written = seen()
    lines = written.split("\r")

    assert "\x1b" not in written
    assert "\n" not in written
    assert lines[1].startswith("render: ")
    assert lines[1].endswith(f" of {len(NAMES)} devices")
    assert lines[-2:] == [" " * len(lines[-3]), ""]


def test_nobody_who_could_not_see_it_has_that_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that cannot go back in its line has none of it, and neither has a file."""
    monkeypatch.setenv("PYTHONPATH", str(TESTS.parent))

    assert not seen("env", "TERM=dumb")
    assert ran(counting).stderr == "done\n"
