"""`show users`: who is logged in at which line."""

import re
from dataclasses import dataclass

from wizard.judge.answers.answer import Answer, NotRead

_ROW = re.compile(r"(?P<here>[ *]) *(?P<number>\d{1,5}) (?P<kind>con|aux|tty|vty) (?P<index>[\d/]{1,12})(?P<rest> .*|)")
_FROM = re.compile(r".* (?P<idle>(?:\d\d:\d\d:\d\d|\dd\d\dh|\dw\dd))(?: +(?P<location>\S+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedIn:
    """One session."""

    line: str
    """`vty 0`."""
    user: str
    """"" where the line asks for no name. IOS cuts it after ten letters."""
    location: str
    """"" at the console."""
    asks: bool
    """Whether it is the session that asks."""


def logged_in(answer: Answer) -> tuple[LoggedIn, ...]:
    """The sessions in the order of their lines; NotRead where none of them is the one that asks."""
    head = next((row for row in answer.rows if {"Line", "User", "Idle"} <= set(row.split())), "")
    column = head.find("User")
    rows = answer.rows[answer.rows.index(head) + 1 :] if head else ()
    found = []
    for row in rows:
        if row.split()[:1] == ["Interface"]:
            break
        session = _ROW.fullmatch(row.ljust(column))
        if session:
            found.append(_session(session, row, column))
    if sum(session.asks for session in found) != 1:
        raise NotRead("no session of `show users` that is our own")
    return tuple(found)


def _session(row: re.Match[str], text: str, column: int) -> LoggedIn:
    origin = _FROM.fullmatch(text)
    # Without a user the column is empty, and the next word is the host's.
    user = "" if text[column : column + 1] in {"", " "} else text[column:].split(" ")[0]
    return LoggedIn(
        line=f"{row['kind']} {row['index']}",
        user=user,
        location=(origin["location"] or "") if origin else "",
        asks=row["here"] == "*",
    )
