"""The only door to the files of a folder of ours: by plain names below it, and through no link."""

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path
from typing import Self

from wizard.errors import SiteError

LARGEST = 64 * 1024 * 1024
"""Bytes of a file that is read."""

TEMPORARY = re.compile(r"\.ez2flex-[0-9a-f]{16}\.tmp")
"""What a file is called until it is whole."""

_SEPARATORS = re.compile(r"[\x00-\x1f\x7f/\\:]" if os.name == "nt" else r"[\x00-\x1f\x7f/]")
"""What no name of a file has: it would lead elsewhere, or cannot be typed."""

_AT_ONCE = 16
"""Files that are written before they are brought down to the disk."""

_BY_DESCRIPTOR = {os.open, os.stat, os.mkdir, os.unlink, os.rename, os.rmdir} <= os.supports_dir_fd
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
_NEVER_FOLLOWED = getattr(os, "O_NOFOLLOW", 0)
_NEVER_WAITED_FOR = getattr(os, "O_NONBLOCK", 0)
_BYTES = getattr(os, "O_BINARY", 0)


class FileKind(Enum):
    """What a name stands for."""

    NOTHING = "nothing"
    FILE = "a file"
    FOLDER = "a folder"
    LINK = "a symbolic link"
    OTHER = "neither a file nor a folder"


def is_plain(name: str) -> bool:
    """Whether a text is the name of one file and no way to another place."""
    return bool(name) and name not in {".", ".."} and not _SEPARATORS.search(name) and _has_bytes(name)


def _has_bytes(name: str) -> bool:
    """Whether the name is one that a disk can hold: half of a pair of surrogates has no bytes."""
    try:
        return bool(os.fsencode(name))
    except UnicodeEncodeError:
        return False


class Folder:
    """One folder, opened once; what is in it is named from there, such as `sources/spoke1.cfg`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        """As it was named; for messages."""
        with self._said("opened", ""):
            # A link to the folder itself was named by a person: it is followed, here and never again.
            self._root = os.open(path, _FOLDER) if _BY_DESCRIPTOR else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the folder."""
        if self._root is not None:
            os.close(self._root)
            self._root = None

    def is_still_there(self) -> bool:
        """Whether its path still leads to this folder: it was neither moved nor removed."""
        try:
            named = self.path.stat()
        except OSError:
            return False
        return self._root is None or os.path.samestat(named, os.fstat(self._root))

    def kind(self, name: str) -> FileKind:
        """What stands there."""
        with self._parent(name) as (parent, last):
            return FileKind.NOTHING if parent is None else parent.kind(last)

    def read(self, name: str) -> bytes | None:
        """The bytes of a file, None where there is none."""
        with self._parent(name) as (parent, last), self._said("read", name):
            if parent is None or parent.kind(last) is FileKind.NOTHING:
                return None
            self._refuse_all_but_files(parent.kind(last), name)
            with os.fdopen(parent.open(last, os.O_RDONLY), "rb") as file:
                self._refuse_all_but_files(_kind(os.fstat(file.fileno())), name)
                data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise SiteError(
                f"it is larger than {LARGEST >> 20} MiB", hint="No configuration is.", where=str(self.path / name)
            )
        return data

    def names(self, folder: str = "") -> tuple[str, ...]:
        """The names in the folder, or in one that is in it; none where there is no such folder."""
        with self._inside(folder) as place, self._said("read", folder):
            return () if place is None else tuple(sorted(place.names()))

    def folders(self, folder: str = "") -> tuple[str, ...]:
        """The names of the folders in it; a link to a folder is none."""
        with self._inside(folder) as place, self._said("read", folder):
            return () if place is None else tuple(name for name in sorted(place.names()) if _is_folder(place, name))

    def descriptor(self, name: str, flags: int) -> int:
        """An open file, made where the flags say so, that its owner alone can read."""
        with self._parent(name, make=True) as (parent, last), self._said("opened", name):
            assert parent is not None
            found = parent.kind(last)
            if found is not FileKind.NOTHING:
                self._refuse_all_but_files(found, name)
            descriptor = parent.open(last, flags)
            if os.fstat(descriptor).st_nlink > 1:
                os.close(descriptor)
                raise SiteError("it has a second name", hint="Remove it.", where=str(self.path / name))
            return descriptor

    def stage(self, files: Mapping[str, bytes]) -> dict[str, str]:
        """Writes bytes beside the files that they are for, down to the disk; gives the name that each has there."""
        staged: dict[str, str] = {}
        try:
            rest = list(files.items())
            while rest:
                batch, rest = rest[:_AT_ONCE], rest[_AT_ONCE:]
                self._stage(batch, staged)
        except BaseException:
            for temporary in staged.values():
                with suppress(SiteError):
                    self.remove(temporary)
            raise
        return staged

    def _stage(self, batch: Iterable[tuple[str, bytes]], staged: dict[str, str]) -> None:
        descriptors: dict[str, int] = {}
        try:
            for name, data in batch:
                folder, _ = self._split(name)
                temporary = f"{folder}/{temporary_name()}" if folder else temporary_name()
                with self._parent(temporary, make=True) as (parent, last), self._said("written", name):
                    assert parent is not None
                    descriptors[name] = parent.open(last, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
                    staged[name] = temporary
                    if self._root is not None:
                        os.fchmod(descriptors[name], 0o600)
                    _write_all(descriptors[name], data)
            self._flush(descriptors)
        finally:
            for descriptor in descriptors.values():
                os.close(descriptor)

    def _flush(self, descriptors: Mapping[str, int]) -> None:
        """Brings files down to the disk."""

        def flush(name: str) -> None:
            with self._said("written", name):
                os.fsync(descriptors[name])

        _together(flush, tuple(descriptors))

    def move(self, staged: str, name: str) -> None:
        """Puts a staged file in the place of the one that it is for."""
        with self._parent(name) as (parent, last), self._said("written", name):
            assert parent is not None
            parent.rename(staged.rpartition("/")[2], last)

    def remove(self, name: str) -> None:
        """Takes a file or a link away, where there is one."""
        with self._parent(name) as (parent, last), self._said("removed", name):
            if parent is not None:
                with suppress(FileNotFoundError):
                    parent.remove(last)

    def remove_empty(self, folder: str) -> None:
        """Takes a folder away if nothing is in it."""
        with self._parent(folder) as (parent, last), suppress(OSError):
            if parent is not None:
                parent.remove_folder(last)

    def sync(self, folders: Iterable[str] = ("",)) -> None:
        """Brings the names in those folders down to the disk, where the system can."""

        def flush(folder: str) -> None:
            with self._inside(folder) as place, suppress(OSError):
                if place is not None and place.descriptor is not None:
                    os.fsync(place.descriptor)

        _together(flush, tuple(folders))

    def keep_to_owner(self) -> None:
        """Lets its owner alone enter the folder; one that belongs to somebody else stays as it is."""
        if self._root is None:
            return
        found = os.fstat(self._root)
        if found.st_uid == os.geteuid() and found.st_mode & 0o077:
            with self._said("kept to its owner", ""):
                os.fchmod(self._root, 0o700)

    def is_shared(self) -> bool:
        """Whether the folder belongs to somebody else, or everybody may write into it, as into /tmp."""
        if self._root is None:
            return False
        found = os.fstat(self._root)
        return found.st_uid != os.geteuid() or bool(found.st_mode & (stat.S_ISVTX | stat.S_IWOTH))

    def _refuse_all_but_files(self, found: FileKind, name: str) -> None:
        if found is not FileKind.FILE:
            raise _unfit(found, self.path / name)

    @contextmanager
    def _parent(self, name: str, *, make: bool = False) -> Iterator[tuple["_Place | None", str]]:
        folder, last = self._split(name)
        with self._inside(folder, make=make) as place:
            yield place, last

    def _split(self, name: str) -> tuple[str, str]:
        folder, _, last = name.rpartition("/")
        if not is_plain(last):
            raise SiteError(f"{last!r} is no name of a file", hint="Name one without a path.", where=str(self.path))
        return folder, last

    @contextmanager
    def _inside(self, folder: str, *, make: bool = False) -> Iterator["_Place | None"]:
        """The place of a folder below this one, None where it does not exist; no step of the way is a link."""
        place, opened = _Place(self._root, self.path, ""), []
        steps = folder.split("/") if folder else []
        if not all(map(is_plain, steps)):
            raise SiteError(f"{folder!r} is no name of a folder", hint="Name one without a path.", where=str(self.path))
        try:
            for step in steps:
                inner = self._step(place, step, make=make)
                if inner is None:
                    yield None
                    return
                place = inner
                opened.append(inner.descriptor)
            yield place
        finally:
            for descriptor in opened:
                if descriptor is not None:
                    os.close(descriptor)

    def _step(self, place: "_Place", name: str, *, make: bool) -> "_Place | None":
        with self._said("opened", f"{place.inner}{name}"):
            found = place.kind(name)
            if found is FileKind.NOTHING and make:
                place.make_folder(name)
                found = FileKind.FOLDER
            if found is FileKind.NOTHING:
                return None
            if found is not FileKind.FOLDER:
                raise _unfit(found, self.path / f"{place.inner}{name}")
            return place.enter(name)

    @contextmanager
    def _said(self, done: str, name: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise SiteError(
                f"it cannot be {done}: {error.strerror or error}",
                hint="Mend that, or choose another folder.",
                where=str(self.path / name),
            ) from error


class _Place:
    """A folder on the way; by its descriptor where the system has that, else by its path."""

    def __init__(self, descriptor: int | None, top: Path, inner: str) -> None:
        self.descriptor = descriptor
        self.inner = inner
        """The way to it from the top, such as `out/spoke1/`."""
        self._top = top

    def _at(self, name: str) -> str:
        return name if self.descriptor is not None else f"{self._top}/{self.inner}{name}"

    def kind(self, name: str) -> FileKind:
        try:
            return _kind(os.stat(self._at(name), dir_fd=self.descriptor, follow_symlinks=False))
        except FileNotFoundError:
            return FileKind.NOTHING

    def names(self) -> list[str]:
        return os.listdir(self._at("") if self.descriptor is None else self.descriptor)  # noqa: PTH208 - by its descriptor

    def open(self, name: str, flags: int) -> int:
        flags |= _NEVER_FOLLOWED | _NEVER_WAITED_FOR | _BYTES
        return os.open(self._at(name), flags, 0o600, dir_fd=self.descriptor)

    def enter(self, name: str) -> "_Place":
        inner = f"{self.inner}{name}/"
        if self.descriptor is None:
            return _Place(None, self._top, inner)
        return _Place(os.open(name, _FOLDER | _NEVER_FOLLOWED, dir_fd=self.descriptor), self._top, inner)

    def make_folder(self, name: str) -> None:
        with suppress(FileExistsError):
            os.mkdir(self._at(name), 0o700, dir_fd=self.descriptor)

    def rename(self, old: str, new: str) -> None:
        os.replace(self._at(old), self._at(new), src_dir_fd=self.descriptor, dst_dir_fd=self.descriptor)

    def remove(self, name: str) -> None:
        os.unlink(self._at(name), dir_fd=self.descriptor)

    def remove_folder(self, name: str) -> None:
        os.rmdir(self._at(name), dir_fd=self.descriptor)


def _together(flush: Callable[[str], None], names: Sequence[str]) -> None:
    """Brings things down to the disk at the same time, which takes a disk little longer than one."""
    if len(names) == 1:
        flush(names[0])
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_AT_ONCE) as disk:
        tuple(disk.map(flush, names))


def temporary_name() -> str:
    """A name of ours that no other file has."""
    from secrets import token_hex

    return f".ez2flex-{token_hex(8)}.tmp"


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _kind(found: os.stat_result) -> FileKind:
    for is_kind, kind in (
        (stat.S_ISREG, FileKind.FILE),
        (stat.S_ISDIR, FileKind.FOLDER),
        (stat.S_ISLNK, FileKind.LINK),
    ):
        if is_kind(found.st_mode):
            return kind
    return FileKind.OTHER


def _is_folder(place: _Place, name: str) -> bool:
    return place.kind(name) is FileKind.FOLDER


def _unfit(found: FileKind, path: Path) -> SiteError:
    if found is FileKind.LINK:
        try:
            aim = f" to {os.readlink(path)}"  # noqa: PTH115 - as it is written, with no path made of it
        except OSError:
            aim = ""
        return SiteError(
            f"it is a symbolic link{aim}, and ez2flex follows none inside a site",
            hint="Put what it leads to in its place, or remove it.",
            where=str(path),
        )
    return SiteError(f"it is {found.value}", hint="Move it away.", where=str(path))
