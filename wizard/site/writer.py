"""Writing a site folder: alone, and never over what somebody else wrote."""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from enum import Enum
from itertools import count
from pathlib import Path
from typing import NamedTuple, Self

import wizard.site
from wizard.errors import SiteChanged, SiteError, SiteRefused
from wizard.model.plan import Plan
from wizard.parse.sources import Seen, unseen
from wizard.site.atomic_replace import RECORD, SiteFolder
from wizard.site.file_names import HOSTS, KNOWN_HOSTS, LOGS, OUT, PLAN, SECRETS, SOURCES, source_name
from wizard.site.folder import TEMPORARY, FileKind, Folder
from wizard.site.gitignore import GITIGNORE, gitignore
from wizard.site.known import remember
from wizard.site.lock import LOCK, Lock
from wizard.site.reading import plan_in, plan_table, source_files
from wizard.site.toml_tables import table_of

_OURS_BEFORE_A_PLAN = {".git", GITIGNORE, ".gitattributes", LOCK, RECORD, HOSTS, KNOWN_HOSTS}
"""What a folder may hold that a site is made in; sites are kept in Git."""


class Standing(Enum):
    """What a folder is before it is written."""

    FREE = "there is nothing in it that is not a site's"
    SITE = "a site of ours"
    FOREIGN = "somebody else's"


def standing(folder: SiteFolder) -> Standing:
    """What the folder is; SiteError where it holds a plan that this ez2flex cannot read."""
    if PLAN in folder.names():
        plan_table(folder)
        return Standing.SITE
    return Standing.FREE if all(_may_be_there(folder, name) for name in folder.names()) else Standing.FOREIGN


def _may_be_there(folder: Folder, name: str) -> bool:
    if name in _OURS_BEFORE_A_PLAN or TEMPORARY.fullmatch(name.rpartition("/")[2]):
        return True
    if name == SOURCES and HOSTS in folder.names():
        # What was read from routers and could not be planned yet.
        return True
    # The folders that were made when the machine stopped.
    is_half_made = name.partition("/")[0] in {SOURCES, OUT} and folder.kind(name) is FileKind.FOLDER
    return is_half_made and all(_may_be_there(folder, f"{name}/{inner}") for inner in folder.names(name))


class Found(NamedTuple):
    """A plan that somebody else wrote, and the files that say so."""

    plan: Plan
    seen: Mapping[str, str]


class Writer:
    """The one who writes a site folder, from when it is opened until it is closed."""

    def __init__(self, path: Path, program: str = "ez2flex") -> None:
        self.path = path
        self._program = program
        self._folder: SiteFolder | None = None
        self._lock: Lock | None = None
        self._made: tuple[Path, ...] = ()
        if os.path.lexists(path):
            self._enter()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets others write the folder."""
        if self._lock:
            self._lock.release()
        if self._folder:
            self._folder.close()
        self._lock = self._folder = None
        for folder in self._made:
            # One in which nothing was written has no reason to be there.
            with suppress(OSError):
                folder.rmdir()
        self._made = ()

    def claim(self) -> None:
        """Makes the folder now, so that nobody else writes it meanwhile; it goes again where nothing is written."""
        if self._folder is None:
            self._made_folder()

    @property
    def is_there(self) -> bool:
        """Whether the folder is there; it is made when something is written."""
        return self._folder is not None

    @property
    def holds_a_plan(self) -> bool:
        """Whether there is a plan in the folder."""
        return self._folder is not None and PLAN in self._folder.names()

    @property
    def folder(self) -> SiteFolder:
        """The folder; it is made where there is none yet."""
        return self._folder or self._made_folder()

    def _made_folder(self) -> SiteFolder:
        missing = [path for path in (self.path, *self.path.parents) if not os.path.lexists(path)]
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            reason = error.strerror or str(error)
            raise SiteError(
                f"the folder cannot be made: {reason}", hint="Choose another folder.", where=str(self.path)
            ) from None
        self._made = tuple(missing)
        folder = self._enter()
        # What somebody else put there in the meantime is not known to us.
        folder.seen[PLAN] = ""
        return folder

    def _enter(self) -> SiteFolder:
        folder = SiteFolder(self.path)
        lock = None
        try:
            _refuse_foreign(folder)
            lock = Lock(folder, self._program)
            folder.tidy()
            if _refuse_foreign(folder) is Standing.FREE:
                folder.seen.update({PLAN: "", SECRETS: ""})
        except BaseException:
            if lock:
                lock.release()
            folder.close()
            raise
        self._folder, self._lock = folder, lock
        return folder

    def read(self, *, read_on: date | None = None, seen: Seen = unseen) -> Plan:
        """The plan of the folder."""
        return plan_in(self.folder, read_on=read_on, seen=seen)

    def changed(self) -> tuple[str, ...]:
        """The files of the plan that somebody changed since they were read or written here."""
        folder = self.folder
        if not folder.is_still_there():
            return (PLAN,)
        inputs = [name for name in folder.seen if name in {PLAN, SECRETS} or name.startswith(f"{SOURCES}/")]
        return tuple(name for name in inputs if folder.now(name) != folder.seen[name])

    def look(self, *, read_on: date | None = None) -> Found:
        """What is in the folder now; what was seen there earlier stays what was seen."""
        with SiteFolder(self.path) as folder:
            return Found(plan_in(folder, read_on=read_on), folder.seen)

    def take(self, found: Found) -> None:
        """Goes on from what was found."""
        self.folder.seen.update(found.seen)

    def save(self, plan: Plan) -> None:
        """Writes the plan; SiteChanged where somebody else wrote it meanwhile."""
        names = self.changed()
        if names:
            raise SiteChanged(
                names,
                hint="Nothing was written. Run it again to go on from what is there now.",
                where=str(self.path),
            )
        self._write(plan, {})

    def overwrite(self, plan: Plan) -> None:
        """Writes the plan in place of what somebody else wrote, which is kept beside it as `NAME.orig`."""
        names = self.changed()
        if not self.folder.is_still_there():
            self.close()
        kept = {f"{name}.orig": self.folder.read(name) for name in names if "/" not in name}
        self.folder.seen.clear()
        self._write(plan, {name: data for name, data in kept.items() if data is not None})

    def _write(self, plan: Plan, beside: Mapping[str, bytes | None]) -> None:
        folder = self.folder
        self._begin()
        earlier = folder.read(PLAN)
        changes: dict[str, bytes | None] = dict(beside)
        changes.update({f"{SOURCES}/{name}": None for name in _files_of(earlier)})
        changes.update({f"{SOURCES}/{source_name(plan, source.device)}": source.data for source in plan.sources})
        secrets = folder.read(SECRETS)
        if plan.secrets or secrets is not None:
            changes[SECRETS] = wizard.site.secrets_toml(plan, secrets)
        changes[PLAN] = wizard.site.plan_toml(plan, earlier)
        folder.replace(changes)
        remember(self.path)

    def keep_sources(self, sources: Mapping[str, bytes]) -> None:
        """Keeps configurations that cannot be planned yet, in the place of those that were kept so before."""
        folder = self.folder
        self._begin()
        earlier: dict[str, bytes | None] = {f"{SOURCES}/{name}": None for name in folder.names(SOURCES)}
        folder.replace({**earlier, **{f"{SOURCES}/{name}": data for name, data in sources.items()}})

    def keep_ways(self, *, hosts: bytes | None, known_hosts: bytes) -> None:
        """Keeps how the routers are reached, and the host keys that are pinned for them."""
        folder = self.folder
        self._begin()
        folder.replace({KNOWN_HOSTS: known_hosts} | ({HOSTS: hosts} if hosts is not None else {}))

    def keep_log(self, name: str, text: bytes) -> str:
        """Keeps a log that somebody wants to have, over none before it; its name in the folder."""
        folder = self.folder
        self._begin()
        there = {*folder.names(LOGS)}
        free = (made for number in count(1) if (made := f"{name}{f'-{number}' if number > 1 else ''}.txt") not in there)
        path = f"{LOGS}/{next(free)}"
        folder.replace({path: text})
        return path

    def write_out(self, files: Mapping[str, bytes], ours: Callable[[str], bool]) -> None:
        """Makes `out/` hold those files, and no other `DEVICE/FILE` of which the name of the file is ours."""
        folder = self.folder
        self._begin()
        devices = folder.folders(OUT)
        there = {f"{device}/{file}" for device in devices for file in folder.names(f"{OUT}/{device}") if ours(file)}
        stale: dict[str, bytes | None] = {f"{OUT}/{name}": None for name in sorted(there - set(files))}
        folder.replace({**{f"{OUT}/{name}": data for name, data in files.items()}, **stale})
        for device in devices:
            folder.remove_empty(f"{OUT}/{device}")

    def _begin(self) -> None:
        """What holds before anything secret is written: nobody else can enter, and Git takes nothing."""
        self.folder.keep_to_owner()
        self.folder.replace({GITIGNORE: gitignore(self.folder.read(GITIGNORE))})


def _examples(folder: SiteFolder) -> str:
    """Some of the files that no site has."""
    names = sorted(name for name in folder.names() if not _may_be_there(folder, name))
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _refuse_foreign(folder: SiteFolder) -> Standing:
    found = standing(folder)
    if found is Standing.FOREIGN:
        raise SiteRefused(
            f"it is no site folder, and holds other files: {_examples(folder)}",
            hint=f"Name a folder that is new, empty or a site, such as {folder.path / 'site'}.",
            where=str(folder.path),
        )
    if found is Standing.FREE and folder.is_shared():
        raise SiteRefused(
            "it belongs to somebody else, or everybody may write into it",
            hint=f"Name a new folder in it, such as {folder.path / 'site'}.",
            where=str(folder.path),
        )
    return found


def _files_of(plan: bytes | None) -> tuple[str, ...]:
    """The files in `sources/` of the plan that is replaced; none where nobody can tell."""
    try:
        return source_files(table_of(plan or b"", PLAN), PLAN)
    except SiteError:
        return ()


def save_site(plan: Plan, folder: Path) -> None:
    """Writes the plan into a folder that is new, empty or a site of ours."""
    with Writer(folder) as writer:
        writer.save(plan)


def site_to_write(folder: Path, program: str) -> Writer:
    """The writer of a site that is there already."""
    with SiteFolder(folder) as opened:
        plan_table(opened)
    return Writer(folder, program)
