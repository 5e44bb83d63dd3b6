"""The only writer to standard output and to standard error, and the exit codes."""

import json
import sys
from enum import IntEnum


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


def data(text: str) -> None:
    """Writes what the command was asked for."""
    sys.stdout.write(text if text.endswith("\n") or not text else f"{text}\n")


def data_json(value: object) -> None:
    """Writes it for a machine."""
    sys.stdout.write(json.dumps(value, indent=1, ensure_ascii=False) + "\n")


def tell(text: str) -> None:
    """Writes what a person should know."""
    sys.stderr.write(f"{text}\n")
