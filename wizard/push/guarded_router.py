"""The one way by which anything leaves that changes a router: announced in the journal, through the guards, judged."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from wizard.errors import ConnectionLost, PushRefused, Refused, RouterError
from wizard.model.stage import Stage
from wizard.push.frozen_text import FrozenText
from wizard.push.guards import GUARDS, Change, Guard, Known, Walk, refused_by
from wizard.push.journal import Journal
from wizard.push.journal_record import Kind, Record
from wizard.push.surroundings import Time
from wizard.session.router_session import RouterSession

_T = TypeVar("_T")

_STAYS = ("serial", "rides_tunnel", "has_backup")
"""What a change of the configuration leaves known."""
_KEPT = {
    Change.FILE: tuple(Known.__slots__),
    Change.ARM: (*_STAYS, "is_as_predicted", "is_saved_as_running"),
    Change.EXTEND: (*_STAYS, "is_as_predicted", "is_startup_untouched", "is_proved", "is_fresh"),
    Change.RELOAD_IN: (*_STAYS, "is_as_predicted", "is_saved_as_running"),
    Change.CONFIRM: (*_STAYS, "is_proved", "is_fresh"),
    Change.RELOAD_CANCEL: (*_STAYS, "is_proved", "is_fresh"),
    Change.SAVE: (*_STAYS, "is_proved", "is_fresh"),
    Change.LINES: (*_STAYS, "armed_until"),
    Change.COPY: (*_STAYS, "armed_until"),
}
"""What each change leaves known besides; a file on flash changes no configuration, and a row stops no timer."""


class GuardedRouter:
    """One login to the router of a run; whoever changes the router does it here, whoever looks asks the session."""

    def __init__(
        self,
        session: RouterSession,
        journal: Journal,
        header: Record,
        time: Time,
        known: Known,
        *,
        guards: tuple[Guard, ...] = GUARDS,
    ) -> None:
        self.session = session
        self.known = known
        self._journal = journal
        self._header = header
        self._time = time
        self._guards = guards
        self._is_surprised = False

    def learn(self, **shown: object) -> None:
        """What the router showed."""
        self.known = replace(self.known, **shown)  # type: ignore[arg-type]  # by the names of its fields

    def send(self, text: FrozenText, rows: Iterable[tuple[int, str]] | None = None) -> None:
        """Types the rows of a stage in configuration mode, or those of them that are given.

        PushRefused where a guard does not hold, Refused, Surprise or ConnectionLost where the router does not simply
        take a row. Nothing is typed behind that: what the router has then, only it can tell.
        """
        self._pass_guards(Change.LINES, text.stage, text, text.filename)
        self.session.configure()
        for number, row in text.rows if rows is None else rows:
            line = f"{text.filename}:{number}"
            self._pass_guards(Change.LINES, text.stage, text, line)
            # Not with a hash of its own: that of a line with a short key tells the key to whoever tries keys.
            self._typed(Change.LINES, text.stage, line, lambda row=row: self.session.send(row.strip()))  # type: ignore[misc]
        self.session.end()

    def change(self, change: Change, stage: Stage, do: Callable[[RouterSession], _T], *, about: str = "") -> _T:
        """Does what changes the router otherwise than by rows; what it answers is judged by whoever asked for it.

        What it is about, the name of a trustpoint, is announced with it.
        """
        self._pass_guards(change, stage, None, change)
        return self._typed(change, stage, change, lambda: do(self.session), **({"answer": about} if about else {}))

    def arm(self, change: Change, stage: Stage, minutes: int, do: Callable[[RouterSession], _T]) -> _T:
        """Sets what goes back by itself; its deadline is on the disk before it runs."""
        self._pass_guards(change, stage, None, change)
        deadline = self._journal.now + timedelta(minutes=minutes)
        return self._typed(change, stage, change, lambda: do(self.session), deadline=deadline, answer=f"{minutes}")

    def copy(self, text: FrozenText, do: Callable[[RouterSession], _T]) -> _T:
        """Starts a stage that lies on flash."""
        self._pass_guards(Change.COPY, text.stage, text, text.filename)
        return self._typed(Change.COPY, text.stage, text.filename, lambda: do(self.session))

    def _typed(self, change: Change, stage: Stage, line: str, do: Callable[[], _T], **told: object) -> _T:
        self._journal.add(Kind.INTENT, stage=stage, line=line, **told)
        self.known = replace(Known(), **{name: getattr(self.known, name) for name in _KEPT.get(change, _STAYS)})
        try:
            answer = do()
        except RouterError as error:
            self._is_surprised = True
            self._journal.add(Kind.SEEN, stage=stage, line=line, answer=_answer(error))
            raise
        self._journal.add(Kind.SEEN, stage=stage, line=line, answer="taken")
        return answer

    def _pass_guards(self, change: Change, stage: Stage, text: FrozenText | None, what: str) -> None:
        records = self._journal.records
        walk = Walk(
            change=change,
            stage=stage,
            text=text,
            header=self._header,
            records=records[records.index(self._header) :] if self._header in records else (),
            hostname=self.session.name,
            known=self.known,
            now=self._time.seconds(),
            is_surprised=self._is_surprised,
        )
        if guard := refused_by(walk, self._guards):
            raise PushRefused(f"{guard.says}; {what} and what follows was not sent", where=self.session.name)


def _answer(error: RouterError) -> str:
    if isinstance(error, ConnectionLost):
        return "lost"
    return "rejected" if isinstance(error, Refused) else "surprise"
