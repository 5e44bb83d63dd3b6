"""Work in a thread beside, that asks whoever types: its questions are put, and what is typed otherwise is taken."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screens.linear.linear_wizard import LinearWizard
    from screens.linear.push_person import TypingPerson

LISTENS = 0.25
"""Seconds for which a typed line is waited for before news are said."""


class Attended:
    """One piece of work."""

    def __init__(self, wizard: LinearWizard, person: TypingPerson, work: Callable[[], object], name: str) -> None:
        self._wizard, self._person, self._work = wizard, person, work
        self.error: Exception | None = None
        """What ended it; None where it came to its end."""
        # Whoever leaves waits for no router.
        self._thread = Thread(target=self._run, name=name, daemon=True)

    def _run(self) -> None:
        try:
            self._work()
        except Exception as error:  # noqa: BLE001 - it is said in the thread that speaks
            self.error = error

    @property
    def is_at_work(self) -> bool:
        """Whether it goes on."""
        return self._thread.is_alive()

    def attend(self, news: Callable[[], None], typed: Callable[[str], None], interrupted: Callable[[], None]) -> None:
        """Begins it, and goes on until it is over: says news, puts its questions, does what is typed.

        `interrupted` is called where nobody types any more, or somebody wants it to end.
        """
        self._thread.start()
        try:
            while self.is_at_work:
                news()
                self._listen(typed, interrupted)
            news()
        finally:
            self._person.leave()

    def wait(self, news: Callable[[], None]) -> None:
        """Goes on to its end without anybody who types."""
        self._person.leave()
        while self.is_at_work:
            news()
            self._thread.join(LISTENS)

    def _listen(self, typed: Callable[[str], None], interrupted: Callable[[], None]) -> None:
        try:
            if question := self._person.asked():
                self._wizard.speech.say(*question.above)
                answer = ""
                try:
                    answer = self._wizard.ask(question.wants, hidden=question.is_hidden)
                finally:
                    question.answer.set_result(answer)
            elif (line := self._wizard.typed.within(LISTENS)) is not None:
                typed(line)
        except (EOFError, KeyboardInterrupt):
            interrupted()
