"""Sending the lines of a stage: each is announced in the journal, leaves through the guards, and is judged."""

from collections.abc import Iterable
from datetime import datetime

from wizard.errors import ConnectionLost, PushRefused, Refused, RouterError
from wizard.push.frozen_text import FrozenText
from wizard.push.guards import Walk, refused_by
from wizard.push.journal import Journal
from wizard.push.journal_record import Kind, Record
from wizard.session.router_session import RouterSession


class StageSender:
    """The one place from which lines of configuration leave for a router."""

    def __init__(self, session: RouterSession, journal: Journal, header: Record, text: FrozenText) -> None:
        self._session = session
        self._journal = journal
        self._header = header
        self._text = text
        self._is_surprised = False
        self._armed_until: datetime | None = None

    def armed(self, until: datetime) -> None:
        """The router showed a timer of ours that runs until then."""
        self._armed_until = until

    def send(self, rows: Iterable[tuple[int, str]] | None = None) -> None:
        """Types the rows of the text in configuration mode, or those of them that are given.

        PushRefused where a guard does not hold, Refused, Surprise or ConnectionLost where the router does not simply
        take a row. Nothing is typed behind that: what the router has then, only it can tell.
        """
        self._pass_guards(0)
        self._session.configure()
        for number, row in self._text.rows if rows is None else rows:
            self._pass_guards(number)
            self._send(number, row)
        self._session.end()

    def _send(self, number: int, row: str) -> None:
        line = f"{self._text.stage.filename}:{number}"
        # Not with a hash of its own: that of a line with a short key tells the key to whoever tries keys.
        self._journal.add(Kind.INTENT, stage=self._text.stage, line=line)
        try:
            self._session.send(row.strip())
        except RouterError as error:
            self._is_surprised = True
            self._journal.add(Kind.SEEN, stage=self._text.stage, line=line, answer=_answer(error))
            raise
        self._journal.add(Kind.SEEN, stage=self._text.stage, line=line, answer="taken")

    def _pass_guards(self, number: int) -> None:
        records = self._journal.records
        walk = Walk(
            text=self._text,
            header=self._header,
            records=records[records.index(self._header) :] if self._header in records else (),
            hostname=self._session.name,
            armed_until=self._armed_until,
            now=self._journal.now,
            is_surprised=self._is_surprised,
        )
        if guard := refused_by(walk):
            where = f"{self._text.stage.filename}:{number}" if number else self._text.stage.filename
            raise PushRefused(f"{guard.says}; {where} and what follows was not sent", where=self._session.name)


def _answer(error: RouterError) -> str:
    if isinstance(error, ConnectionLost):
        return "lost"
    return "rejected" if isinstance(error, Refused) else "surprise"
