"""`show archive`: the copies of the configuration to which a router can go back."""

import re
from dataclasses import dataclass

from wizard.judge.answers.answer import Answer, NotRead, behind

_OFF = ("Archive feature not enabled", "%Turn config archive on", "%Please turn config archive on")
_ROW = re.compile(r"(?P<number>\d{1,3}) +(?P<file>\S+)(?P<latest> +<- Most Recent)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """The archive of one router."""

    is_on: bool
    next_file: str = ""
    files: tuple[str, ...] = ()
    latest: str = ""


def archive(answer: Answer) -> Archive:
    """The archive; NotRead where the answer is none of that command."""
    rows = tuple(map(str.strip, answer.rows))
    if any(row.startswith(_OFF) for row in rows):
        return Archive(is_on=False)
    named = [words for row in rows if (words := behind(row, "The next archive file will be named ")) is not None]
    if len(named) != 1 or not named[0]:
        raise NotRead("no name of the next archive file")
    copies = [found for row in rows if (found := _ROW.fullmatch(row))]
    latest = next((found["file"] for found in copies if found["latest"]), "")
    return Archive(is_on=True, next_file=named[0], files=tuple(found["file"] for found in copies), latest=latest)
