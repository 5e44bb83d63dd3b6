"""What the wizard is opened on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from wizard.errors import SourceError
from wizard.guide.typed_path import files_at
from wizard.printable import printable

PROGRAM = "the ez2flex wizard"
"""As others see who holds a site."""


class Opening(NamedTuple):
    """What was named on the command line."""

    folder: Path | None = None
    """A site folder."""
    files: tuple[Path, ...] = ()
    """Configurations."""
    demo: bool = False
    """The practice site."""

    @property
    def names(self) -> tuple[str, ...]:
        """The files that will be read, known before any is."""
        if self.folder:
            return _file_names(self.folder / "sources")
        return tuple(path.name for path in self.files)


def _file_names(folder: Path) -> tuple[str, ...]:
    """What may be read; the site's own way to its files is too slow for the first frame."""
    try:
        with os.scandir(folder) as found:
            return tuple(sorted(entry.name for entry in found if entry.is_file(follow_symlinks=False)))
    except OSError:
        return ()


class UsageError(Exception):
    """The words of the command line make no sense together."""


def opening_of(words: list[str]) -> Opening:
    """What the words name: nothing, the practice site, one site folder, or configurations."""
    if words == ["demo"]:
        return Opening(demo=True)
    paths = [Path(word) for word in words]
    missing = [printable(str(path)) for path in paths if not path.exists()]
    if missing:
        raise UsageError(f"there is no file, folder or command {', '.join(missing)}")
    sites = [path for path in paths if _is_site(path)]
    if sites and len(paths) > 1:
        raise UsageError("name one site folder alone, or configurations alone")
    if sites:
        return Opening(folder=sites[0])
    try:
        return Opening(files=tuple(file for path in paths for file in files_at(path)))
    except SourceError as error:
        raise UsageError(str(error)) from None


def _is_site(path: Path) -> bool:
    # Or the record of a plan that was decided when the machine stopped; wizard.site would be imported too early here.
    return any((path / name).is_file() for name in ("plan.toml", ".ez2flex-commit"))
