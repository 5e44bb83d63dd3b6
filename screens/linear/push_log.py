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

_AT_ONCE = 15
_NONE: Sentence = "No push was begun here."


class LogCommands:
    """What may be typed about the log of the push that was begun last."""

    def __init__(self, wizard_: LinearWizard) -> None:
        self._wizard = wizard_

    def commands(self) -> Iterator[Command]:
        """To hear of it, and to keep it."""
        yield Command(
            ("log",), "says the last lines of the log, or those that hold a word.", self._say, self._why, "[WORD]"
        )
        yield Command(("keep-log",), "writes the log into the site, without secrets.", self._keep, self._why)

    @property
    def _log(self) -> PushLog | None:
        return self._wizard.pushed.log if self._wizard.pushed else None

    def _why(self) -> Sentence:
        return "" if self._log is not None else _NONE

    def _say(self, typed: str) -> None:
        log = self._log
        assert log is not None
        places = list(log.found(typed)) if typed else list(range(len(log)))
        for place in places[-_AT_ONCE:]:
            row = log[place]
            one = line_of_log(row)
            self._wizard.say(f"{row.at:%H:%M:%S} {one.role}", one.text)
        if not places:
            self._wizard.say("LOG", f"no row holds {typed!r}." if typed else "nothing yet.")
        elif len(places) > _AT_ONCE:
            self._wizard.say("LOG", f"the last {_AT_ONCE} of {so_many(len(places), 'row')}; log WORD narrows them.")

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
