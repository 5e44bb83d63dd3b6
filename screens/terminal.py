"""The terminal that the wizard is drawn on: what it must be able to do, and what holds once it is gone."""

from __future__ import annotations

import os
import select
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from screens.rows_on_terminal import RowsOnTerminal

if TYPE_CHECKING:
    from textual.app import App
    from textual.driver import Driver


def is_gone() -> bool:
    """Whether nobody is at the other end of the terminal any more."""
    if sys.platform == "win32" or sys.__stdin__ is None:
        return False
    waiting = select.poll()
    waiting.register(sys.__stdin__.fileno(), 0)
    return any(event & select.POLLHUP for _, event in waiting.poll(0))


class _File:
    """The terminal as a file to write to; once it is gone, what is written is dropped."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._file.flush()


def lasting_driver(driver: type[Driver]) -> type[Driver]:
    """Textual's driver, which sends no row twice, and whose thread that writes outlives the terminal.

    Without the latter, ending would wait for ever.
    """

    class LastingDriver(driver):  # type: ignore[valid-type,misc]  # which one it is depends on the system
        def __init__(self, app: App[Any], **settings: Any) -> None:
            super().__init__(app, **settings)
            self._file: Any = _File(self._file)
            self.rows = RowsOnTerminal()

        def write(self, data: str) -> None:
            # On Windows an update comes in pieces that begin in the middle of a row.
            super().write(data if os.name == "nt" else self.rows.unsent(data, tuple(self._app.size)))

        def start_application_mode(self) -> None:
            self.rows.forget()
            super().start_application_mode()

    return LastingDriver
