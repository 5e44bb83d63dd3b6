"""What stands in a folder in which somebody looks for configurations."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from wizard.guide.typed_path import is_folder
from wizard.sentence import Sentence


class Entry(NamedTuple):
    """A file, or a folder, which can be opened."""

    name: str
    path: Path
    is_folder: bool
    size: int = 0
    """In bytes; of a file."""


class Browsed(NamedTuple):
    """A folder with what is in it: the one above first, then folders, then files."""

    folder: Path
    entries: tuple[Entry, ...]
    refused: Sentence = ""
    """Why it cannot be looked into; "" where it can."""


ABOVE = ".."


def browsed(folder: Path) -> Browsed:
    """What is in the folder, but for what is hidden by its name."""
    # Not `resolve`: whoever came by a link goes back by it.
    above = (Entry(ABOVE, folder.parent, is_folder=True),) if folder.parent != folder else ()
    try:
        with os.scandir(folder) as found:
            inside = [_entry(folder, entry) for entry in found if not entry.name.startswith(".")]
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it cannot be read"
        return Browsed(folder, above, f"This folder cannot be looked into: {reason}.")
    in_order = sorted(inside, key=lambda entry: (not entry.is_folder, entry.name.lower(), entry.name))
    return Browsed(folder, (*above, *in_order))


def _entry(folder: Path, found: os.DirEntry[str]) -> Entry:
    path = folder / found.name
    if is_folder(path):
        return Entry(found.name, path, is_folder=True)
    try:
        return Entry(found.name, path, is_folder=False, size=found.stat().st_size)
    except OSError:
        return Entry(found.name, path, is_folder=False)
