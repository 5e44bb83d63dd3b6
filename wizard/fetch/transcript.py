"""What one router showed, as the log of a terminal: what a person would have saved, and what parse/ reads."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from wizard.errors import RouterError, SourceError
from wizard.fetch.shown_commands import SHOWN_COMMANDS, ShownCommand
from wizard.session.listed_answers import Meaning, meaning_of
from wizard.session.received_text import lines_of
from wizard.session.router_session import RouterSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """What one router showed."""

    name: str
    """The router's, as its prompt has it."""
    data: bytes
    """Prompts, commands and what they showed, byte for byte but for the ends of lines."""
    refused: tuple[str, ...]
    """The commands that the router does not have, or that the user may not type."""
    too_long: tuple[str, ...]
    """The commands whose answers are not kept, since a file of the site would be too large to be read again."""
    serial: str
    """Of the chassis, as `show version` names it; empty where it does not."""
    own_address: str
    """The address that the router sees us come from; empty where `show users` does not say it."""


MOST_KEPT = 32 * 1024 * 1024
"""The bytes of all answers of one router; a hub with every route of the Internet shows more, and a hostile one."""


LONGEST = 3600.0
"""The seconds in which all must be shown; each answer has its own limit, which is far longer than a router needs."""


def transcript(
    session: RouterSession,
    progress: Callable[[ShownCommand], None],
    most: int = MOST_KEPT,
    now: Callable[[], float] = monotonic,
) -> Transcript:
    """Asks a router for everything, and leaves it as it was.

    SourceError where its configuration is not shown; RouterError where it does not answer as it must, or for ever.
    """
    deadline = now() + LONGEST
    shown: dict[str, bytes] = {}
    refused: list[str] = []
    too_long: list[str] = []
    for row in SHOWN_COMMANDS:
        if now() > deadline:
            raise _too_slow(row, session.name)
        progress(row)
        shown[row.command] = answer = session.show(row.command)
        if _is_refused(row, answer):
            refused.append(row.command)
            _refuse_without(row, answer, session.name)
        if sum(map(len, shown.values())) > most:
            too_long.append(row.command)
            del shown[row.command]
            _refuse_too_long(row, most, session.name)
    rows = [
        f"{session.name}#{command}\n".encode("ascii") + text.replace(b"\r\n", b"\n") for command, text in shown.items()
    ]
    return Transcript(
        name=session.name,
        data=b"".join(row if row.endswith(b"\n") else row + b"\n" for row in rows)
        + f"{session.name}#\n".encode("ascii"),
        refused=tuple(refused),
        too_long=tuple(too_long),
        serial=_first(_SERIAL, shown.get("show version", b"")),
        own_address=_first(_OWN_LINE, shown.get("show users", b"")),
    )


def _too_slow(row: ShownCommand, name: str) -> RouterError:
    place = SHOWN_COMMANDS.index(row)
    return RouterError(
        f"it took longer than {LONGEST / 60:.0f} minutes for {place} of {len(SHOWN_COMMANDS)} commands",
        hint=f"Log in by hand, and look at how fast `{SHOWN_COMMANDS[place - 1].command}` comes.",
        where=name,
    )


_SERIAL = re.compile(rb"^Processor board ID ([A-Za-z0-9]{1,20})(?=[\s,(]|$)", re.MULTILINE)
_OWN_LINE = re.compile(rb"^\*.*?(\d{1,3}(?:\.\d{1,3}){3})\s*$", re.MULTILINE)
"""The line with the star is ours [push.md A5 item 26]."""


def _first(pattern: "re.Pattern[bytes]", text: bytes) -> str:
    found = pattern.search(text.replace(b"\r", b""))
    return found[1].decode("ascii", "replace") if found else ""


def _is_refused(row: ShownCommand, answer: bytes) -> bool:
    # A configuration may well hold a line that says so.
    return len(answer) < 300 and meaning_of(row.command, "\n".join(lines_of(answer))) in _NOT_SHOWN


_NOT_SHOWN = (Meaning.REFUSED, Meaning.DENIED)


def _refuse_without(row: ShownCommand, answer: bytes, name: str) -> None:
    if row.is_needed:
        raise SourceError(
            f"it does not let this user see `{row.command}`",
            hint=f"Log in as a user who may. The router says: {' '.join(lines_of(answer))[-120:]}",
            where=name,
        )


def _refuse_too_long(row: ShownCommand, most: int, name: str) -> None:
    if row.is_needed:
        raise SourceError(
            f"`{row.command}` shows more than {most} bytes",
            hint="No configuration is that long. Log in by hand, and look at what it shows.",
            where=name,
        )
