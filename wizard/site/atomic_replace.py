"""Files of a site folder that are replaced together or not at all, whenever the machine stops.

New bytes are staged beside the files that they are for. Then one record that names them all is put in the folder, which
is the moment from which they count, and each is moved to its place. Whoever reads in between sees them through the
record; whoever writes next carries it out.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from wizard.errors import SiteError
from wizard.site.folder import TEMPORARY, FileKind, Folder, is_plain

RECORD = ".ez2flex-commit"
"""What was decided and may not have been carried out to its end."""

_WRITTEN = ("sources", "out")
"""The folders in it that files are written to."""

Staged = Mapping[str, str | None]
"""The staged file by the name that it is for, None for one that goes."""


class SiteFolder(Folder):
    """A folder whose files are replaced together, and what was read from it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.seen: dict[str, str] = {}
        """The digest of each file as it was last read or written here, "" where there was none."""

    def read(self, name: str) -> bytes | None:
        data = self._as_decided(name)
        self.seen[name] = digest(data)
        return data

    def _as_decided(self, name: str) -> bytes | None:
        decided = self._decided()
        if name in decided:
            staged = decided[name]
            data = super().read(staged) if staged else None
            if data is not None or staged is None:
                return data
        return super().read(name)

    def names(self, folder: str = "") -> tuple[str, ...]:
        """The names in a folder as they were decided; none of those that are ours alone."""
        inner = f"{folder}/" if folder else ""
        found = {name for name in super().names(folder) if name != RECORD and not TEMPORARY.fullmatch(name)}
        for name, staged in self._decided().items():
            last = name.removeprefix(inner)
            if name.startswith(inner) and "/" not in last:
                found = found | {last} if staged else found - {last}
        return tuple(sorted(found))

    def state(self) -> tuple[bytes | None, bytes | None]:
        """What differs once anything was decided or plan.toml was edited."""
        return super().read(RECORD), super().read("plan.toml")

    def now(self, name: str) -> str:
        """The digest of a file as it is now; what was seen stays what was seen."""
        return digest(self._as_decided(name))

    def replace(self, changes: Mapping[str, bytes | None]) -> None:
        """Makes all of those files hold those bytes, or be gone where there are none; what is right is not written."""
        before = {name: digest(super(SiteFolder, self).read(name)) for name in changes}
        differing = {name: data for name, data in changes.items() if digest(data) != before[name]}
        if differing:
            self._decide(differing, before)
        self.seen.update((name, digest(data)) for name, data in changes.items())

    def _decide(self, changes: Mapping[str, bytes | None], before: Mapping[str, str]) -> None:
        from json import dumps

        written = self.stage({name: data for name, data in changes.items() if data is not None})
        staged = {name: written.get(name) for name in changes}
        if len(staged) > 1:
            try:
                self.sync(_ways(staged))
                record = {"version": 1, "files": staged, "before": {name: before[name] for name in staged}}
                self._put(RECORD, dumps(record, indent=1).encode())
            except BaseException:
                for name in (RECORD, *written.values()):
                    self.remove(name)
                raise
            self.sync()
        self._carry_out(staged)

    def _put(self, name: str, data: bytes) -> None:
        self.move(self.stage({name: data})[name], name)

    def _carry_out(self, staged: Staged) -> None:
        """Every step may have been done before: it is taken again after a stop."""
        for name, temporary in staged.items():
            if temporary is None:
                self.remove(name)
            elif self.kind(temporary) is FileKind.FILE:
                self.move(temporary, name)
        self.sync(_ways(staged))
        if len(staged) > 1:
            self.remove(RECORD)
            self.sync()

    def tidy(self) -> None:
        """Carries out what was decided when the machine stopped, and takes away what was not."""
        decided, before = self._record()
        if decided:
            self._keep_edits(decided, before)
            self._carry_out(decided)
        for folder in ("", *self._written_folders()):
            for name in super().names(folder):
                if TEMPORARY.fullmatch(name):
                    self.remove(f"{folder}/{name}" if folder else name)

    def _keep_edits(self, decided: Staged, before: Mapping[str, str]) -> None:
        """Puts aside what a person wrote after the machine stopped and before all was carried out."""
        for name, staged in decided.items():
            data = super().read(name)
            is_to_come = staged is None or self.kind(staged) is FileKind.FILE
            if is_to_come and data is not None and digest(data) != before.get(name):
                self._put(f"{name}.orig", data)

    def _written_folders(self) -> Iterator[str]:
        for folder in self.folders():
            if folder in _WRITTEN:
                yield folder
                yield from (f"{folder}/{inner}" for inner in self.folders(folder))

    def _decided(self) -> Staged:
        return self._record()[0]

    def _record(self) -> tuple[Staged, Mapping[str, str]]:
        """What was decided, and the digest of each file at that time."""
        data = super().read(RECORD)
        if data is None:
            return {}, {}
        from json import loads

        try:
            record = loads(data)
            files, before = dict(record["files"]), dict(record["before"])
            if all(_is_ours(name, staged) for name, staged in files.items()):
                return files, before
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            pass
        raise SiteError(
            "it is no record of ez2flex",
            hint="Remove it; the files of the site are beside it.",
            where=str(self.path / RECORD),
        )


def _ways(names: Iterable[str]) -> tuple[str, ...]:
    """Every folder on the way to those files."""
    steps = [name.split("/")[:-1] for name in names]
    return tuple(dict.fromkeys("/".join(folders[:depth]) for folders in steps for depth in range(len(folders) + 1)))


def _is_ours(name: str, staged: object) -> bool:
    """Whether a row names a file of the folder and a staged one beside it."""
    folder, _, _ = name.rpartition("/")
    if folder.partition("/")[0] not in {"", *_WRITTEN} or not all(is_plain(step) for step in name.split("/")):
        return False
    if staged is None:
        return True
    beside, _, last = staged.rpartition("/") if isinstance(staged, str) else ("", "", "")
    return beside == folder and bool(TEMPORARY.fullmatch(last))


def digest(data: bytes | None) -> str:
    """The SHA-256 of a file, "" of none."""
    if data is None:
        return ""
    # The first screen looks for a file that most have not, and waits for no more than that takes.
    from hashlib import sha256

    return sha256(data).hexdigest()
