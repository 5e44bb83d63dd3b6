"""The one way in which a file from outside is opened: it is a file, it has an end, and nobody waits for it."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

from wizard.errors import SourceError

LARGEST = 64 * 2**20
"""In bytes; the largest configurations of routers have three million."""

_SAVE_IT = "Save what comes out of it to a file, and name that file."

_NO_FILES: tuple[tuple[Callable[[int], bool], str, str], ...] = (
    (stat.S_ISDIR, "a folder", "Name the file in it."),
    (stat.S_ISFIFO, "a pipe", _SAVE_IT),
    (stat.S_ISSOCK, "a socket", _SAVE_IT),
    (stat.S_ISCHR, "a device", _SAVE_IT),
    (stat.S_ISBLK, "a device", _SAVE_IT),
)

_AT_ONCE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


def file_bytes(path: Path) -> bytes:
    """The bytes of a file, or SourceError saying why there are none."""
    try:
        # Opening some devices does something to them.
        _refuse_all_but_files(path.stat(), path)
        with os.fdopen(os.open(path, _AT_ONCE), "rb") as file:
            _refuse_all_but_files(os.fstat(file.fileno()), path)
            data = file.read(LARGEST + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError(f"cannot be read: {reason}", hint="Name a file that you may read.", where=str(path)) from None
    except ValueError:
        raise SourceError("is no name of a file", hint="Name a file that you may read.", where=str(path)) from None
    if len(data) > LARGEST:
        raise _too_large(path)
    return data


def _refuse_all_but_files(found: os.stat_result, path: Path) -> None:
    for is_one, what, hint in _NO_FILES:
        if is_one(found.st_mode):
            raise SourceError(f"is {what}, not a file", hint=hint, where=str(path))
    if found.st_size > LARGEST:
        raise _too_large(path)


def _too_large(path: Path) -> SourceError:
    return SourceError(
        f"is larger than {LARGEST // 2**20} MiB, which ez2flex reads at the most",
        hint="Name a file with the output of `show running-config` alone.",
        where=str(path),
    )
