"""A disk on which nothing more can be written: a file system of some pages, which one process alone sees."""

import ctypes
import errno
import os
import sys
from functools import cache
from pathlib import Path

PAGE = os.sysconf("SC_PAGESIZE") if sys.platform != "win32" else 4096
PAGES_LEFT = 2
"""Beside what the site takes up: the journal runs full within some records, in the middle of one."""
_OWN_MOUNTS, _PRIVATE = 0x00020000, 0x4000 | 0x40000
"""CLONE_NEWNS; MS_REC and MS_PRIVATE."""


def mount_small(place: Path, pages: int) -> None:
    """Mounts so many pages there, for this process alone; OSError where it may not."""
    _call("unshare", _OWN_MOUNTS)
    _call("mount", b"none", b"/", None, _PRIVATE, None)
    _call("mount", b"tmpfs", os.fsencode(place), b"tmpfs", 0, f"size={pages * PAGE},mode=700".encode())


def pages_of(folder: Path) -> int:
    """How many pages its files take up."""
    return sum(-(-path.stat().st_size // PAGE) for path in folder.rglob("*") if path.is_file())


def fill(folder: Path) -> Path:
    """Writes until nothing more fits; the file that took the room."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(b"\0" * PAGE):
                pass
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
    return filler


@cache
def why_not() -> str:
    """Why no disk can be made here, "" where one can."""
    if sys.platform != "linux":
        return "Linux alone mounts a disk of some pages"
    child = os.fork()
    if not child:
        try:
            mount_small(Path("/tmp"), 1)
        except OSError:
            os._exit(1)
        os._exit(0)
    return "" if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0 else "only root mounts a disk of some pages"


def _call(name: str, *arguments: object) -> None:
    if getattr(ctypes.CDLL(None, use_errno=True), name)(*arguments):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
