"""The exit codes of the commands."""

from enum import IntEnum


class Exit(IntEnum):
    """What a command says to the shell."""

    DONE = 0
    FOUND = 2
    """Findings of severity blocker that nobody accepted, or differences."""
    REFUSED = 3
    USAGE = 64
    SOURCE = 65
    """A source cannot be read, or what was asked for cannot be written."""
    BUG = 70
