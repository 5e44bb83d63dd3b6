"""`dir`: the files of a file system, and how much room is left."""

import re
from dataclasses import dataclass

from wizard.judge.answers.answer import Answer, NotRead, behind

_ROOM = re.compile(r"(?:\d{1,16} bytes total \()?(?P<free>\d{1,16}) bytes (?:free\)|available \(\d{1,16} bytes used\))")
_RIGHTS = re.compile(r"[-d][-rwx]{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """One directory."""

    system: str
    """`flash0:`."""
    files: frozenset[str]
    free: int
    """Bytes."""
    empty: frozenset[str] = frozenset()
    """Of the files, those in which nothing stands."""

    def holds(self, name: str) -> bool:
        """Whether a file of that name is in it, and something in the file."""
        return name in self.files and name not in self.empty

    def has(self, file: str) -> bool | None:
        """Whether `flash:name` is in it; None where the file is elsewhere, below a folder or on another system."""
        system, colon, name = file.rpartition(":")
        name = name.lstrip("/")
        if not name or "/" in name or (colon and not is_same_system(f"{system}:", self.system)):
            return None
        return name in self.files


_FLASH = frozenset({"flash:", "flash0:", "bootflash:", "disk0:"})
"""Names under which the flash of a router is found that has one alone."""


def is_same_system(one: str, other: str) -> bool:
    """Whether both names may mean the same file system."""
    return one == other or {one, other} <= _FLASH


def directory(answer: Answer) -> Directory:
    """The directory; NotRead where its name or its room is not shown."""
    rows = [row.strip() for row in answer.rows]
    named = [words for row in rows if (words := behind(row, "Directory of ")) is not None]
    room = [found for row in rows if (found := _ROOM.fullmatch(row))]
    if len(named) != 1 or len(room) != 1:
        raise NotRead("no name or no free bytes in `dir`")
    files = [fields for row in rows if len(fields := row.split()) > 3 and _RIGHTS.fullmatch(fields[1])]
    return Directory(
        system=named[0].partition("/")[0],
        files=frozenset(fields[-1] for fields in files),
        empty=frozenset(fields[-1] for fields in files if fields[2] == "0"),
        free=int(room[0]["free"]),
    )
