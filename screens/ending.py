"""How the wizard ends, left, asked to end, without a terminal or wrong: with its plan saved and a usable terminal."""

from __future__ import annotations

import asyncio
import signal
import sys
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

import wizard.render
from screens.log_keeper import LogKeeper
from screens.terminal import is_gone, lasting_driver
from wizard.cli.exit_codes import GUARDED_BY_A_TIMER, NOTHING_SENT, Exit
from wizard.cli.output import tell
from wizard.cli.run_to_end import bug, ended_by, pass_signals, signals
from wizard.errors import EzError
from wizard.guide.parting import parting

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.driver import Driver

    from wizard.sentence import Sentence

_LOOKS = 1.0
"""Seconds after which a terminal that is gone is noticed where no signal says so."""


class EndingApp(LogKeeper):
    """A keeper of the plan that can be ended from outside."""

    BINDINGS: ClassVar = [Binding("ctrl+z", "suspend_process", "suspend", key_display="^z", show=False)]

    has_terminal = False
    """Whether it is run by `ran`, not by a test."""
    ended_by = 0
    """The signal that asked it to end."""

    def get_driver_class(self) -> type[Driver]:
        driver = super().get_driver_class()
        return driver if sys.platform == "win32" else lasting_driver(driver)

    def on_load(self) -> None:
        if not self.has_terminal or sys.platform == "win32":
            return
        for number in (*signals(), signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self.end, number)
        pass_signals()

    def on_mount(self) -> None:
        if self.has_terminal:
            self.set_interval(_LOOKS, self._look_at_terminal)
            # Textual takes the terminal again when it goes on, and leaves it blank.
            self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))

    def why_no_suspend_process(self) -> str:
        return "No shell is there to go back to on Windows." if sys.platform == "win32" else ""

    def _look_at_terminal(self) -> None:
        if is_gone():
            self.end(signal.SIGHUP)

    def let_go(self) -> None:
        """Leave nothing held once the wizard is left."""
        self.release()

    def last_words(self) -> str:
        """What is still under way on routers when the wizard is gone; "" where nothing is."""
        return ""

    @property
    def leaves_a_timer(self) -> bool:
        """Whether a timer runs on a router when the wizard is gone."""
        return False

    def end(self, number: int) -> None:
        """Keep the plan and leave, as that signal asks."""
        self.ended_by = number
        self.exit(128 + number)

    def panic(self, *renderables: RenderableType) -> None:
        # Textual's own prints what it is given: for the thread that reads the keys, a traceback.
        self._exception = self._exception or RuntimeError("Textual gave up")
        self._fatal_error()

    def _fatal_error(self) -> None:
        # Textual's own prints the local variables, which may hold a key. `ran` says what is wrong.
        self._close_messages_no_wait()

    @property
    def failure(self) -> Exception | None:
        """What went wrong in ez2flex itself; of what went wrong in a worker, the cause."""
        error = self._exception
        cause = getattr(error, "error", None)
        return cause if isinstance(cause, Exception) else error


def ran(app: EndingApp) -> int:
    """The exit code of the wizard, once it is left and the terminal is as it was."""
    app.has_terminal = True
    try:
        code = app.run()
        words, leaves_a_timer = app.last_words(), app.leaves_a_timer
        told = _said(app, code or 0, GUARDED_BY_A_TIMER if leaves_a_timer else NOTHING_SENT)
        if words:
            tell(words)
    finally:
        app.let_go()
    return int(Exit.UNKNOWN) if leaves_a_timer else told


def _said(app: EndingApp, code: int, holds: Sentence) -> int:
    """Says how it was left, and what is saved; the exit code of that."""
    if app.ended_by or app.failure:
        told = bug(app.failure, holds) if app.failure and not app.ended_by else ended_by(app.ended_by, holds)
        tell(f"  {kept(app)}")
        return told
    if app.plan and app.folder and app.plan == app.stored:
        tell(parting(app.plan, app.folder, app.found, wizard.render.output_state(app.plan, app.folder)))
    return code


def kept(app: LogKeeper) -> str:
    """Saves what was answered and not saved yet, and says whether that worked."""
    try:
        app.keep()
    except EzError as error:
        return f"The last answers are not saved: {error}"
    except Exception as error:  # noqa: BLE001 - whatever is wrong already may be wrong with the plan
        return f"The last answers are not saved: {type(error).__name__}."
    return f"Every answer is saved in {app.folder}." if app.folder else "No answer was given that could be lost."
