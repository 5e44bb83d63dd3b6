"""A command as somebody can type it or copy it into a shell."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def typed_command(*words: "str | Path") -> str:
    """The line that runs `ez2flex` with these words, in quotes where a shell would take them apart."""
    from shlex import join

    return join(("ez2flex", *map(str, words)))
