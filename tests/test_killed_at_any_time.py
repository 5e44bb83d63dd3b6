"""kill -9 at any time: the next start shows the site and where one was, no answer is lost, and every file is whole."""

import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal needs Linux or macOS", allow_module_level=True)

from tests.pilot import site
from tests.shown_on_terminal import shown_on_terminal
from tests.test_help_explains_everything import STEPS
from tests.test_screens_ending import START, Session
from wizard.guide.route import ROUTE
from wizard.model.plan import Plan
from wizard.render import OutputState, output_state
from wizard.site import left_off, read_site

SHOWN = {step.key: f"[>]{number} " for number, step in enumerate(ROUTE, 1)}
SHOWN["overview"] = "What needs you  1 of"
"""What the screen of each step has and no other one."""


class Wizards:
    """Wizards on one folder of sites, one after the other, each of them killed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.session: Session | None = None

    def start(self, *words: str, shows: str) -> Session:
        """Start the next one, and wait until it shows that."""
        self.session = Session(START, *words, folder=self.folder)
        self.shown(shows)
        return self.session

    def press(self, keys: str, shows: str) -> None:
        """Type keys, and wait until that is shown."""
        assert self.session
        self.session.press(keys)
        self.shown(shows)

    def go_to(self, site: str, step: str) -> None:
        """Go to a step, and wait until it is the one that is kept."""
        assert self.session
        self.session.press(STEPS[step])
        self.comes(lambda _screen: left_off(self.folder / site).step == step)

    def shown(self, words: str) -> None:
        """Wait until these words are shown, however they are coloured."""
        self.comes(lambda screen: words in screen)

    def comes(self, holds: Callable[[str], bool]) -> None:
        """Wait until the screen is so."""
        session, deadline = self.session, time.monotonic() + PATIENCE
        assert session
        while not holds(shown_on_terminal(session.written)):
            assert time.monotonic() < deadline, shown_on_terminal(session.written)
            session._take(0.1)

    def kill(self) -> None:
        """End it as a power cut does."""
        assert self.session
        os.killpg(self.session.process.pid, signal.SIGKILL)
        self.session.process.wait()
        assert b"Traceback" not in self.session.written
        self.session.close()

    def close(self) -> None:
        """Leave nothing behind."""
        if self.session:
            self.session.close()


@pytest.fixture
def wizards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wizards]:
    """A folder with a site, which is known to this machine."""
    monkeypatch.setenv("EZ2FLEX_STATE", str(tmp_path))
    site("guide-reuse", tmp_path)
    opened = Wizards(tmp_path)
    yield opened
    opened.close()


def whole(folder: Path) -> Plan:
    """The plan of the site, which can be read, with nothing half written beside it."""
    assert [path.name for path in folder.rglob(".ez2flex-*.tmp")] == []
    return read_site(folder)


PATIENCE = 90
"""Seconds on a machine that is busy with other tests."""

ABOVE = ("?", "/", "\x10")
"""Keys of what stands above a step, or takes what is typed."""


def test_killed_in_any_step_the_next_start_shows_that_step(wizards: Wizards) -> None:
    """Each step in its turn; where help, a search or the commands stood above it, the step itself."""
    folder = wizards.folder / "guide-reuse"
    before, here = read_site(folder), "overview"
    for place, step in enumerate([*SHOWN, "crypto"]):
        wizards.start("guide-reuse", shows=SHOWN[here])
        wizards.go_to("guide-reuse", step)
        assert wizards.session
        wizards.session.press(ABOVE[place % len(ABOVE)])
        time.sleep(0.3)
        wizards.kill()
        here = step

        assert whole(folder) == before
    wizards.start("guide-reuse", shows=SHOWN[here])
    wizards.kill()


def test_killed_while_an_answer_is_typed_the_question_is_there_again(wizards: Wizards) -> None:
    """What is half typed is no answer; the next start shows the question under the cursor, with the answer before."""
    folder = wizards.folder / "guide-reuse"
    before = read_site(folder)
    wizards.start("guide-reuse", shows="Nothing is open")
    wizards.go_to("guide-reuse", "strategy")
    wizards.press("/login password\r", "Which password does that user get?")
    wizards.comes(lambda _screen: left_off(folder).question == "login_password")
    wizards.press("\r", "Enter takes it.")
    wizards.press("half-a-pass", "•••••")
    wizards.kill()

    assert whole(folder) == before
    assert [path for path in wizards.folder.rglob("*") if path.is_file() and b"half-a-pass" in path.read_bytes()] == []
    wizards.start("guide-reuse", shows="Which password does that user get?")
    wizards.kill()


@pytest.mark.parametrize("delay", [0.0, 0.02, 0.1, 0.3])
def test_killed_behind_the_enter_of_an_answer_the_plan_is_the_old_or_the_new_one(
    delay: float, wizards: Wizards
) -> None:
    """Whatever was being written: nothing is half there, and the next start goes on with it."""
    folder = wizards.folder / "guide-reuse"
    before = read_site(folder)
    session = wizards.start("guide-reuse", shows="Nothing is open")
    wizards.go_to("guide-reuse", "crypto")
    wizards.press("\r", "( )")
    session.press("\x1b[B\r")
    time.sleep(delay)
    wizards.kill()
    wizards.start("guide-reuse", shows=SHOWN["crypto"])
    wizards.kill()
    after = whole(folder)

    assert after == before or {answer.key for answer in {*after.answers} ^ {*before.answers}} == {"encapsulation"}
    assert (after.sources, after.secrets) == (before.sources, before.secrets)


def test_killed_behind_an_answer_that_was_saved_it_is_there(wizards: Wizards) -> None:
    """What the first row says is saved was saved; without a name the site is in the list, and opens where one was."""
    folder = wizards.folder / "guide-reuse"
    before = read_site(folder)
    session = wizards.start("guide-reuse", shows="Nothing is open")
    wizards.go_to("guide-reuse", "crypto")
    wizards.press("\r", "( )")
    session.press("\x1b[B\r")
    wizards.comes(lambda screen: re.search(r"saved \d\d:", screen) is not None)
    wizards.kill()

    assert whole(folder).answers != before.answers
    wizards.start(shows="guide-reuse")
    wizards.press("\r", SHOWN["crypto"])
    wizards.kill()


@pytest.mark.parametrize("delay", [0.0, 0.1, 0.4, 0.8])
def test_killed_while_the_files_are_written_none_is_half_there(delay: float, wizards: Wizards) -> None:
    """All files of the export or none; the next start says which, and the same key writes them."""
    folder = wizards.folder / "guide-reuse"
    before = read_site(folder)
    session = wizards.start("guide-reuse", shows="Nothing is open")
    wizards.go_to("guide-reuse", "run-sheet")
    session.press("e")
    time.sleep(delay)
    wizards.kill()
    wizards.start("guide-reuse", shows=SHOWN["run-sheet"])
    state = output_state(before, folder)
    wizards.press("e", "Wrote ")
    wizards.kill()

    assert state in {OutputState.NONE, OutputState.CURRENT}
    assert whole(folder) == before
    assert output_state(before, folder) is OutputState.CURRENT
