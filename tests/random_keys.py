"""Somebody who presses whatever comes, drawn from a seed: keys, clicks, pastes, other sizes; what must hold then."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator, Sequence
from contextlib import chdir
from dataclasses import dataclass, fields
from pathlib import Path
from tempfile import TemporaryDirectory

from textual import events

from screens.app import EzApp
from tests.conftest import NARROW, WIDE
from tests.pilot import NOON, Driver, driven, site
from tests.push_at_screen import PushedSite, proving
from wizard.guide.opening import Opening
from wizard.guide.route import ROUTE
from wizard.model.plan import Plan
from wizard.plan.perspective import devices
from wizard.site import read_site

STEPS = ("overview", *(step.key for step in ROUTE))
"""Where one may begin."""
PUSH = "push"
"""Where one may begin, too: with a router on trial, and practice routers behind the site."""
BEGINNINGS = (*STEPS, PUSH)
SITES = ("guide-reuse", "filialen-mixed", "branches-present-hub")
"""The golden sites that are worked on."""

_NAMED = ("enter", "escape", "tab", "up", "down", "pageup", "pagedown", "home", "end", "backspace", "delete", "left")
_LETTERS = "abcdefghijklmnoprstuvwxyzABCDFGMNT[]/?+1234567890"
_OFTEN = ("enter", "enter", "down", "down", "up", "escape", "slash", "slash")
_RARE = ("ctrl+s", "ctrl+p", "f2", "ctrl+o", "ctrl+c", "ctrl+z", "f1", "shift+tab", "q", "ctrl+q")
_PASTES = (
    "crypto isakmp client configuration group SITES\n key s3cret\n",
    "10.1.0.0/16, 10.2.0.0/16",
    "nofile.cfg",
    "'a b.cfg' c.cfg",
    "//\r//\r",
    "[bold]\x1b[31m\x00é漢",
    "aux\n\n\n?",
)
_OF_A_BURST = 7.0
"""Seconds of a router's clock between two bursts."""
_SIZES = (NARROW, NARROW, WIDE, (100, 30), (200, 60), (79, 24), (80, 10), (30, 5))
_NAMES_OF_SIGNS = {
    "/": "slash",
    "?": "question_mark",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    "+": "plus",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """What is done at once, before anybody waits."""

    kind: str
    """keys, paste, click or size."""
    keys: tuple[str, ...] = ()
    place: tuple[int, int] = (0, 0)
    """Column and row of a click, or columns and rows of the terminal."""

    @property
    def counted(self) -> int:
        """How many keys it counts as."""
        return len(self.keys) or 1

    def __str__(self) -> str:
        return f"{self.kind} {' '.join(map(repr, self.keys)) if self.keys else self.place}"


def bursts(drawn: random.Random, keys: int) -> Iterator[Burst]:
    """So many keys, in bursts."""
    left = keys
    while left > 0:
        burst = _burst(drawn, left)
        left -= burst.counted
        yield burst


def _burst(drawn: random.Random, most: int) -> Burst:
    kind = drawn.choices(("keys", "typed", "paste", "click", "size"), (70, 6, 6, 12, 6))[0]
    if kind == "click":
        return Burst(kind=kind, place=(drawn.randrange(WIDE[0]), drawn.randrange(WIDE[1])))
    if kind == "size":
        return Burst(kind=kind, place=drawn.choice(_SIZES))
    if kind == "paste":
        return Burst(kind=kind, keys=(drawn.choice(_PASTES),))
    if kind == "typed":
        # A paste that the terminal does not bracket comes as keys.
        return Burst(kind="keys", keys=tuple(map(key_of, drawn.choice(_PASTES)))[:most])
    return Burst(kind="keys", keys=tuple(_key(drawn) for _ in range(min(most, drawn.randint(1, 20)))))


def _key(drawn: random.Random) -> str:
    names = drawn.choices((_OFTEN, _NAMED, _LETTERS, _RARE), (35, 25, 37, 3))[0]
    return key_of(drawn.choice(names))


def key_of(sign: str) -> str:
    """The name that Textual has for what a terminal sends."""
    return "enter" if sign in {"\r", "\n"} else _NAMES_OF_SIGNS.get(sign, sign)


def key_event(key: str) -> events.Key:
    signs = {name: sign for sign, name in _NAMES_OF_SIGNS.items()}
    named = {"enter": "\r", "tab": "\t", "escape": "\x1b", "backspace": "\x7f"}
    return events.Key(key, signs.get(key) or named.get(key) or (key if len(key) == 1 else None))


class Harm(Exception):
    """What must not come of any keys."""


class Confined(EzApp):
    """The wizard, which saves nowhere else than below the folder in which it was started."""

    def _folder_chosen(self, answer: str | None) -> None:
        inside = answer and Path(answer).expanduser().resolve().is_relative_to(Path.cwd().resolve())
        super()._folder_chosen(answer if inside else None)


class Pushed(PushedSite):
    """A site whose routers are practice routers of this process, and whose wizard saves nowhere else."""

    def app(self) -> Confined:
        app = Confined(Opening(folder=self.path), clock=lambda: NOON)
        app.utc = self.time.now
        app.new_push = self.push
        return app


class Changes:
    """Every plan that the wizard had, and the answers that left it although nobody took them back."""

    def __init__(self, app: EzApp) -> None:
        self._app = app
        self._before = app.plan
        self.lost: list[str] = []
        app.watch(app, "plan", self._note, init=False)

    def _note(self, plan: Plan | None) -> None:
        before, self._before = self._before, plan or self._before
        if before is None or plan is None or self._app.said.startswith("Undone: "):
            return
        # Taken back, or answered for all where single routers had answers of their own.
        touched = self._app.said.partition(": ")[0].rpartition(".")[2]
        for device, key in {*before.stored_answers, *before.stored_secrets} - {
            *plan.stored_answers,
            *plan.stored_secrets,
        }:
            if key != touched and device in {"", *devices(plan)}:
                self.lost.append(f"{device}.{key} by {self._app.said!r}")


async def press_at_random(seed: int, keys: int, step: str, case: str = SITES[0]) -> int:
    """Press that many keys from that step on; how often the wizard was opened again. Harm where any is done."""
    drawn = random.Random(seed)
    every, done = tuple(bursts(drawn, keys)), list[Burst]()
    with TemporaryDirectory() as scratch, chdir(scratch):
        pushed = Pushed(Path(scratch)) if step == PUSH else None
        folder, begun = pushed.path if pushed else site(case, Path(scratch)), 0
        try:
            while len(done) < len(every):
                begun += 1
                await (_push(pushed, every, done) if pushed else _session(folder, step, every, done))
        except BaseException as error:
            raise Harm(_told(f"press_at_random({seed}, {keys}, {step!r}, {case!r})", done, error)) from error
    return begun - 1


async def _session(folder: Path, step: str, every: Sequence[Burst], done: list[Burst]) -> None:
    """Go on with the bursts until the wizard is left."""
    app = Confined(Opening(folder=folder), clock=lambda: NOON)
    async with driven(app, NARROW, Path.cwd(), at=step) as driver:
        changes = Changes(app)
        while len(done) < len(every) and not app._exit:
            done.append(every[len(done)])
            await _do(driver, done[-1])
            await _settle(driver)
            _look(app, changes)
    _look_at_disk(app)


async def _push(pushed: Pushed, every: Sequence[Burst], done: list[Burst]) -> None:
    """The same from a push on; the first begins, and whoever left one finds it on trial, or over."""
    pushed.time.go_on()
    async with pushed.driven() as driver:
        changes = Changes(driver.app)
        if not done:
            await proving(driver, pushed)
        while len(done) < len(every) and not driver.app._exit:
            done.append(every[len(done)])
            await _do(driver, done[-1])
            await _settle(driver)
            _look(driver.app, changes)
            pushed.time.let(_OF_A_BURST)
    _look_at_disk(driver.app)


async def _do(driver: Driver, burst: Burst) -> None:
    app = driver.app
    if burst.kind == "size":
        await driver.pilot.resize_terminal(*burst.place)
    elif burst.kind == "paste":
        app.post_message(events.Paste(*burst.keys))
    elif burst.kind == "click":
        for kind in (events.MouseDown, events.MouseUp):
            app.post_message(kind(None, *burst.place, 0, 0, 1, False, False, False, *burst.place))
    else:
        for key in burst.keys:
            app.post_message(key_event(key))


async def _settle(driver: Driver) -> None:
    app, quiet = driver.app, 0
    for _ in range(3_000):
        await asyncio.sleep(0.01)
        if app._exit or app._exception:
            return
        at_rest = driver.is_quiet() and not app._saving and not app.has_typed_ahead and app.is_at_rest()
        quiet = quiet + 1 if at_rest else 0
        if quiet == 3:
            return
    parts = (app, app.screen, *app.screen.query("*"))
    busy = [part for part in parts if part.message_queue_size or not part.is_mounted or getattr(part, "waiting", False)]
    working = [worker.name for worker in app.workers if not worker.is_finished]
    raise Harm(f"it does not come to rest: busy {busy}, working {working}, {len(app._ahead)} keys wait")


def _look(app: EzApp, changes: Changes) -> None:
    if app._exception:
        raise Harm("the wizard has fallen") from app._exception
    if changes.lost:
        raise Harm(f"answers are lost: {changes.lost}")
    _look_at_disk(app)


def _look_at_disk(app: EzApp) -> None:
    if app.plan and app.folder and not app.read_only:
        stored = read_site(app.folder, read_on=app.plan.read_on)
        if stored != app.plan:
            other = [
                field.name for field in fields(Plan) if getattr(stored, field.name) != getattr(app.plan, field.name)
            ]
            raise Harm(f"{app.folder} has other {', '.join(other)} than the screen, which says {app.saved!r}")


def _told(again: str, done: Sequence[Burst], error: BaseException) -> str:
    """What one needs to see it again."""
    last = "\n".join(f"  {burst}" for burst in done[-30:])
    return f"{type(error).__name__}: {error}\n{again}, burst {len(done)}; the last ones:\n{last}"
