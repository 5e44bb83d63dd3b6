"""A command as somebody can type it or copy it into a shell."""

from os import PathLike, fspath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def typed_command(*words: "str | Path") -> str:
    """The line that runs `ez2flex` with these words, in quotes where a shell would take them apart."""
    from shlex import join

    return join(("ez2flex", *map(_word, words)))


def _word(word: "str | Path") -> str:
    """A folder that begins with a dash is named so that no command takes it for an option."""
    if isinstance(word, PathLike) and (path := fspath(word)).startswith("-"):
        return f"./{path}"
    return str(word)
