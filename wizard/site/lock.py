"""Who writes a site: one program at a time, known by a file that says which."""

import errno
import os
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Self

from wizard.errors import SiteError, SiteLocked
from wizard.model.literals import number
from wizard.site.folder import FileKind, Folder

if sys.platform != "win32":
    import fcntl

LOCK = ".lock"

_WITHOUT_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}
"""What a file system says that has no locks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LockHolder:
    """Who holds a site, as it stands in `.lock`."""

    program: str
    user: str
    host: str
    pid: str
    since: str
    started: str
    """When the process began, as its system counts; empty where that tells nothing."""

    @classmethod
    def this(cls, program: str) -> Self:
        """This process."""
        pid = os.getpid()
        now = f"{datetime.now():%Y-%m-%d %H:%M:%S}"
        return cls(program=program, user=_user(), host=_host(), pid=str(pid), since=now, started=_started(pid))

    @classmethod
    def read(cls, data: bytes) -> Self | None:
        """The holder that a `.lock` names, None where it names none."""
        pairs = dict(line.split(" = ", 1) for line in data.decode(errors="replace").splitlines() if " = " in line)
        try:
            return cls(**{field.name: pairs[field.name] for field in fields(cls)})
        except KeyError:
            return None

    def text(self) -> str:
        """What stands in `.lock`."""
        return "".join(f"{field.name} = {_plain(getattr(self, field.name))}\n" for field in fields(self))

    def __str__(self) -> str:
        words = f"{self.program} of {self.user} on {self.host}, process {self.pid}, since {self.since}"
        return _plain(words)

    @property
    def is_elsewhere(self) -> bool:
        """Whether that process runs on another machine, where nobody here can look."""
        return self.host != _host()

    @property
    def is_gone(self) -> bool:
        """Whether there is no such process any more on this machine."""
        pid = number(self.pid, 1)
        if self.is_elsewhere or pid is None or sys.platform == "win32":
            return False
        try:
            os.kill(pid, 0)
        except (ProcessLookupError, OverflowError):
            return True
        except PermissionError:
            pass
        began = _started(pid)
        return bool(self.started and began and began != self.started)


class Lock:
    """The right to write one site, held until it is given back or the process ends."""

    def __init__(self, folder: Folder, program: str) -> None:
        self._folder = folder
        self._descriptor: int | None = _held(folder, LockHolder.this(program))

    def release(self) -> None:
        """Gives it back."""
        if self._descriptor is not None:
            # While it is held, so that nobody's later lock is taken away.
            with suppress(SiteError):
                self._folder.remove(LOCK)
            os.close(self._descriptor)
            self._descriptor = None


def _held(folder: Folder, holder: LockHolder) -> int:
    """The open lock; SiteLocked where another program has it."""
    for _ in range(100):
        existed = folder.kind(LOCK) is not FileKind.NOTHING
        try:
            descriptor = folder.descriptor(LOCK, os.O_RDWR if existed else os.O_RDWR | os.O_CREAT | os.O_EXCL)
        except SiteError:
            if existed is (folder.kind(LOCK) is not FileKind.NOTHING):
                raise
            continue
        try:
            if _is_won(folder, descriptor, existed=existed):
                # On a full disk the lock holds without words.
                with suppress(OSError):
                    os.ftruncate(descriptor, 0)
                    os.lseek(descriptor, 0, os.SEEK_SET)
                    os.write(descriptor, holder.text().encode())
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
    raise SiteLocked("other programs take it in turns", hint="Try again.", where=str(folder.path))


def _is_won(folder: Folder, descriptor: int, *, existed: bool) -> bool:
    """Whether the lock is ours; not where it was given back while we looked, and is to be tried again."""
    sure = _locked_by_the_system(folder, descriptor)
    if not _is_the_one_there(folder, descriptor):
        return False
    other = _named_in(descriptor)
    if other and other.is_elsewhere:
        raise _locked(folder, other, "It runs on another machine. If it does not run any more, remove")
    if sure or not existed or (other and other.is_gone):
        return True
    raise _locked(folder, other, "Close it, or work on another site. If it does not run any more, remove")


def _locked_by_the_system(folder: Folder, descriptor: int) -> bool:
    """Whether the system itself lets nobody else in; it does not where it knows no locks."""
    if sys.platform == "win32":
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _WITHOUT_LOCKS:
            return False
        raise _locked(folder, _soon_named_in(descriptor), "Close it, or work on another site. The file is") from None
    return True


def _is_the_one_there(folder: Folder, descriptor: int) -> bool:
    try:
        there = folder.descriptor(LOCK, os.O_RDONLY)
    except SiteError:
        return False
    try:
        return os.path.samestat(os.fstat(there), os.fstat(descriptor))
    finally:
        os.close(there)


def _soon_named_in(descriptor: int) -> LockHolder | None:
    """Who holds it; who has just taken it writes that a moment later."""
    for _ in range(20):
        holder = _named_in(descriptor)
        if holder:
            return holder
        time.sleep(0.01)
    return None


def _named_in(descriptor: int) -> LockHolder | None:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return LockHolder.read(os.read(descriptor, 4096))


def _locked(folder: Folder, holder: LockHolder | None, hint: str) -> SiteLocked:
    return SiteLocked(
        f"it is being written by {holder or 'another ez2flex'}",
        hint=f"{hint} {folder.path / LOCK}.",
        where=str(folder.path),
    )


def _host() -> str:
    import socket

    return socket.gethostname()


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "somebody"


def _plain(text: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in text)


def _started(pid: int) -> str:
    """When a process began, in ticks since this start of the machine; empty where the system does not tell."""
    try:
        began = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[19]
        return f"{began}@{Path('/proc/sys/kernel/random/boot_id').read_text(encoding='ascii').strip()[:8]}"
    except (OSError, IndexError):
        return ""
