"""The only writer to standard output and to standard error, and the exit codes."""

import json
import sys
from enum import IntEnum
from io import TextIOWrapper

from wizard.encoding import readable


class Exit(IntEnum):
    """What a command says to the shell."""

    DONE = 0
    FOUND = 2
    """Findings of severity blocker that nobody accepted, or differences."""
    REFUSED = 3
    USAGE = 64
    SOURCE = 65
    """A source cannot be read."""
    BUG = 70


def show_any_character() -> None:
    """Lets a banner in another alphabet pass a terminal that cannot show it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def data(text: str) -> None:
    """Writes what the command was asked for."""
    sys.stdout.write(readable(text if text.endswith("\n") or not text else f"{text}\n"))


def data_json(value: object) -> None:
    """Writes it for a machine, in ASCII, so that no encoding can spoil it."""
    sys.stdout.write(json.dumps(_readable(value), indent=1) + "\n")


def _readable(value: object) -> object:
    """The value with every text in it as a person reads it."""
    if isinstance(value, dict):
        return {_readable(key): _readable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_readable(one) for one in value]
    return readable(value) if isinstance(value, str) else value


def tell(text: str) -> None:
    """Writes what a person should know."""
    sys.stderr.write(readable(f"{text}\n"))
