"""The log of a push, said row by row, searched, and written into the site without secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import wizard.live
from screens.linear.page import Command
from screens.linear.push_news import line_of_log
from wizard.sentence import so_many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from screens.linear.linear_wizard import LinearWizard
    from wizard.live.push_log import PushLog
    from wizard.sentence import Sentence

_NONE: Sentence = "No push was begun here."


class LogCommands:
    """What may be typed about the log of the push that was begun last."""

    def __init__(self, wizard_: LinearWizard) -> None:
        self._wizard = wizard_
        self._places: list[int] = []
        """Those of the rows that were asked for, as far as they were not said yet."""

    def commands(self) -> Iterator[Command]:
        """To hear of it, and to keep it."""
        yield Command(
            ("log",), "says the last lines of the log, or those that hold a word.", self._say, self._why, "[WORD]"
        )
        yield Command(("earlier",), "says the lines of the log before those.", self._earlier, self._why_no_earlier)
        yield Command(("keep-log",), "writes the log into the site, without secrets.", self._keep, self._why)

    @property
    def _log(self) -> PushLog | None:
        return self._wizard.pushed.log if self._wizard.pushed else None

    def _why(self) -> Sentence:
        return "" if self._log is not None else _NONE

    def _say(self, typed: str) -> None:
        log = self._log
        assert log is not None
        self._places = list(log.found(typed)) if typed else list(range(len(log)))
        if self._places:
            self._earlier("")
        else:
            self._wizard.say("LOG", f"no row holds {typed!r}." if typed else "nothing yet.")

    def _why_no_earlier(self) -> Sentence:
        return self._why() or ("" if self._places else "No line of the log is before those: log says the last ones.")

    def _earlier(self, _: str) -> None:
        """Says the last of the rows that were not said yet."""
        log = self._log
        assert log is not None
        at_once = self._wizard.manner.rows_at_once
        self._places, now = self._places[:-at_once], self._places[-at_once:]
        for place in now:
            row = log[place]
            one = line_of_log(row)
            self._wizard.say(f"{row.at:%H:%M:%S} {one.role}", one.text)
        if self._places:
            self._wizard.say("LOG", f"{so_many(len(self._places), 'row')} before these: earlier says them.")

    def _keep(self, _: str) -> None:
        log, desk = self._log, self._wizard.desk
        writer = desk.site.writer
        if log is None or desk.plan is None or writer is None:
            self._wizard.say("NOT NOW", "The site has no folder that is written.")
            return
        name = writer.keep_log(
            f"{self._wizard.clock():%Y-%m-%d-%H%M%S}", wizard.live.text_of_log(log.rows(), desk.plan)
        )
        self._wizard.say("WRITTEN", f"{so_many(len(log), 'row')} to {writer.path / name}, without secrets.")
