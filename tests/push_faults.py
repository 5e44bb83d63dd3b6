"""Something goes wrong while a golden device is pushed: before the cut-over, while it is proved, behind that."""

import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.practice_routers import change, logged_in, told
from tests.push_wire import Typed, Watched
from tests.pushing import NothingProved, Pushed
from tests.test_practice_laws import read
from tests.test_push_standing import before
from wizard.ios.printed_forms import is_as_predicted
from wizard.model.configuration import Configuration
from wizard.model.stage import Stage
from wizard.practice import PracticeRouter
from wizard.push.outcome import Outcome
from wizard.push.truth import Truth
from wizard.push.vigil import Vigil
from wizard.sentence import Sentence

SPOKE = ("two-groups", "SP9")
Happens = Callable[[PracticeRouter], object]


class Meanwhile(NothingProved):
    """A proof during which something happens at the router, once."""

    def __init__(self, happens: Happens, practice: PracticeRouter, *, missing: tuple[Sentence, ...] = ()) -> None:
        super().__init__(missing=missing)
        self._happens: Happens | None = happens
        self._practice = practice

    def missing(self, stage: Stage, truth: Truth, vigil: Vigil) -> tuple[Sentence, ...]:
        """What it was told, behind what happens."""
        happens, self._happens = self._happens, None
        if happens:
            happens(self._practice)
        return super().missing(stage, truth, vigil)


def staged_push(path: Path, case: str = SPOKE[0], device: str = SPOKE[1], *faults: str) -> Pushed:
    """A router that was pushed as far as its stage, with the site of that run; then it suffers faults."""
    practice, site = _staged(case, device)
    shutil.copytree(site, path, dirs_exist_ok=True)
    practice = practice.fork()
    practice.change(lines_typed=0)
    practice.suffer(*faults)
    return Pushed(case=case, device=device, practice=practice, path=path)


@cache
def _staged(case: str, device: str) -> tuple[PracticeRouter, Path]:
    practice = before(case, device).fork()
    path = Path(tempfile.mkdtemp(prefix="staged-"))
    Pushed(case=case, device=device, practice=practice, path=path).push(Stage.STAGE)
    return practice, path


def somebody_types(*lines: str) -> Happens:
    """A colleague changes the configuration."""

    def happens(practice: PracticeRouter) -> None:
        terminal = logged_in(practice)
        change(terminal, *lines)
        terminal.close()

    return happens


def somebody_enters(*commands: str) -> Happens:
    """Somebody types commands of exec mode."""

    def happens(practice: PracticeRouter) -> None:
        terminal = logged_in(practice)
        for command in commands:
            told(terminal, command)
        terminal.close()

    return happens


def suffers(fault: str) -> Happens:
    """A fault of the router."""
    return lambda practice: practice.suffer(fault)


def time_passes(minutes: int) -> Happens:
    """Nobody comes to anything for so long."""
    return lambda practice: practice.clock.go_on(minutes * 60)


BEHIND_EVERY_TIMER = 130 * 60
"""Seconds."""


class Texts(NamedTuple):
    """What a router of a golden device shows of itself in a push in which nothing goes wrong."""

    old: Configuration
    archived: Configuration
    staged: Configuration
    new: Configuration


@cache
def texts_of(case: str, device: str) -> Texts:
    """As the router itself has shown them."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        first = Pushed(case=case, device=device, practice=before(case, device).fork(), path=Path(other))
        first.push(Stage.ARCHIVE)
        archived = read(first.practice.running)
        push = staged_push(Path(folder), case, device)
        staged = read(push.practice.running)
        push.push()
        old = read(before(case, device).running)
        return Texts(old=old, archived=archived, staged=staged, new=read(push.practice.running))


def runs(push: Pushed) -> str:
    """What its router runs: `old`, `archived`, `staged` or `new`, else `a mix`."""
    return _called(push, push.practice.running)


def starts_with(push: Pushed) -> str:
    """What its router would start with."""
    return _called(push, push.practice.startup or "")


def _called(push: Pushed, text: str) -> str:
    if not text.strip():
        return "nothing"
    texts = texts_of(push.case, push.device)._asdict()
    return next((name for name, other in texts.items() if is_as_predicted(read(text), other)), "a mix")


def is_pending(push: Pushed) -> bool:
    """Whether a timer or a reload waits at its router."""
    return push.practice.state.revert is not None or push.practice.state.reload is not None


def types_of(push: Pushed, last: Stage = Stage.CUTOVER) -> tuple[Outcome, list[str]]:
    """Pushes, and gives what was typed besides."""
    watched = watched_push(push)
    outcome = push.push(last)
    return outcome, [typed.line for typed in watched.typed]


def watched_push(push: Pushed, at_line: Callable[[Typed], None] = lambda typed: None) -> Watched:
    """What leaves for its router; something may happen at each line."""
    watched = Watched(push.practice, at_line=at_line)
    push.tap = watched.tap
    return watched
