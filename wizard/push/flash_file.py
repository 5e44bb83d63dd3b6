"""A file on the flash of a router: written by `tclsh`, compared with what was written, and deleted.

What is done here is typed through the session alone, and each of the three can be done again at any moment: a file that
is there in part, behind a connection that ended, is seen by `is_on_flash` and deleted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wizard.errors import PushRefused, Surprise
from wizard.ios.masking import masked
from wizard.push.frozen_text import FrozenText
from wizard.sentence import Sentence
from wizard.session.obeyed import obeyed
from wizard.session.received_text import lines_of
from wizard.session.router_session import RouterSession
from wizard.session.typed_line import LONGEST_LINE

FILE_SYSTEM = re.compile(r"[a-z][a-z0-9-]{0,15}:")
FILE_NAME = re.compile(r"ez2flex-[a-z0-9-]{1,40}\.cfg")
"""Files that are named otherwise are not of ez2flex, and are neither written nor deleted."""

ROOM = 1.1
"""So many times the length of the text must be free (push.md A2.4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwritable:
    """What a row may not hold, since it would not be the same on flash."""

    pattern: "re.Pattern[str]"
    says: Sentence
    source: Sentence


UNWRITABLE = (
    Unwritable(pattern=re.compile(r"\A\Z"), says="is empty", source="an empty line is an answer to a question"),
    Unwritable(pattern=re.compile(r"[^ -~]"), says="holds what is no printable ASCII", source="push.md A5, fault 45"),
    Unwritable(pattern=re.compile(r"\?"), says="holds a `?`, which asks for help", source="push.md A0 item 9"),
    Unwritable(pattern=re.compile(r"\\"), says="holds a backslash", source="push.md A0 item 9"),
    Unwritable(pattern=re.compile(r"[{}]"), says="holds a brace, which ends the text for Tcl", source="Tcl"),
    Unwritable(pattern=re.compile(r"\^C"), says="holds a `^C`", source="push.md A0 item 9"),
    Unwritable(pattern=re.compile(r"  | \Z"), says="holds several blanks, or ends in one", source="push.md A0 item 9"),
)
"""The first that fits is said."""


def text_for_flash(text: FrozenText) -> str:
    """The rows of a stage that are typed, as a file: without the blanks in front of them, which no router reads."""
    return "".join(f"{row.strip()}\n" for _, row in text.rows)


def put_on_flash(session: RouterSession, file_system: str, name: str, text: str) -> None:
    """Writes a text that holds no secret to a file that is not there yet, and reads it back.

    PushRefused, before anything is written, where that cannot be done; Refused, Surprise or ConnectionLost where the
    router does not simply do it: then a part of the file may be there, or another text than this one.
    """
    rows = _rows_of(text, session.name)
    listed = _listed(session, _file(session, file_system, name)[0])
    if name in listed.names:
        raise PushRefused(f"there is a file {file_system}{name} already", hint=_NOTHING, where=session.name)
    if listed.free is not None and listed.free < ROOM * len(text):
        raise PushRefused(f"{file_system} has no room for {name}", hint=_NOTHING, where=session.name)
    _must_be_privileged(session)
    session.tcl((f'puts [open "{file_system}{name}" w+] {{', *rows, "}"))
    _must_be_the_same(session, f"{file_system}{name}", rows)


def is_on_flash(session: RouterSession, file_system: str, name: str) -> bool:
    """Whether the router lists a file of that name."""
    return name in _listed(session, _file(session, file_system, name)[0]).names


def remove_from_flash(session: RouterSession, file_system: str, name: str) -> None:
    """Deletes the file where it is there; Refused or Surprise where the router does not delete it."""
    if is_on_flash(session, file_system, name):
        obeyed(session, f"delete /force {file_system}{name}")
        if is_on_flash(session, file_system, name):
            raise Surprise(f"{file_system}{name} was deleted, and is still listed", where=session.name)


_NOTHING = "Nothing was written."


def _file(session: RouterSession, file_system: str, name: str) -> tuple[str, str]:
    """The two as they may be typed."""
    if not FILE_SYSTEM.fullmatch(file_system) or not FILE_NAME.fullmatch(name):
        raise PushRefused(f"{file_system + name!r} is not the name of a file of ez2flex", where=session.name)
    return file_system, name


def _rows_of(text: str, router: str) -> tuple[str, ...]:
    if not text.endswith("\n"):
        raise PushRefused("the text of the file does not end with its last row", hint=_NOTHING, where=router)
    rows = tuple(text.removesuffix("\n").split("\n"))
    for number, row in enumerate(rows, 1):
        if unfit := next(_unfit(row), ""):
            raise PushRefused(f"row {number} of the file {unfit}", hint=_NOTHING, where=router)
    return rows


def _unfit(row: str) -> Iterator[Sentence]:
    """Why a row cannot stand in the file."""
    yield from (kind.says for kind in UNWRITABLE if kind.pattern.search(row))
    if len(row) > LONGEST_LINE:
        yield f"is longer than {LONGEST_LINE} characters"
    if masked(row) != row:
        yield "holds a key or a password"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    names: frozenset[str]
    free: int | None
    """The bytes that there is room for, None where that is not said."""


def _listed(session: RouterSession, file_system: str) -> _Listed:
    """What `dir` lists; a Surprise where it lists nothing at all."""
    answer = lines_of(session.show(f"dir {file_system}"))
    if not any(row.startswith("Directory of ") for row in answer):
        raise Surprise(f"the router does not list {file_system}", hint=_said(answer), where=session.name)
    # The file systems of a router tell no capitals from small letters.
    names = frozenset(row.split()[-1].lower() for row in answer if _IS_LISTED.match(row))
    free = next((int(found[1]) for row in answer if (found := _FREE.search(row))), None)
    return _Listed(names=names, free=free)


_IS_LISTED = re.compile(r" *\d{1,10} +[-d][-rwx]{3} ")
_FREE = re.compile(r"\((\d{1,18}) bytes free\)")


def _must_be_privileged(session: RouterSession) -> None:
    """`tclsh` needs privilege 15."""
    answer = lines_of(session.show("show privilege"))
    if answer != ("Current privilege level is 15",):
        raise PushRefused("a file is written with privilege 15 alone", hint=_said(answer), where=session.name)


def _must_be_the_same(session: RouterSession, file: str, rows: tuple[str, ...]) -> None:
    """Byte for byte, but for empty rows around the whole, which Tcl may keep of its braces and no router reads."""
    shown = session.show(f"more {file}").replace(b"\r\n", b"\n").strip(b"\n").split(b"\n")
    written = [row.encode("ascii") for row in rows]
    if shown == written:
        return
    pairs = zip(shown, written, strict=False)
    place = next((at for at, (one, other) in enumerate(pairs, 1) if one != other), min(len(shown), len(rows)) + 1)
    raise Surprise(
        f"{file} does not hold what was written to it, from row {place} on",
        hint="It is not copied. Delete it, and put the file there by SCP.",
        where=session.name,
    )


def _said(answer: tuple[str, ...]) -> Sentence:
    return f"It says: {masked(' / '.join(answer[:3]))[:200]!r}"
