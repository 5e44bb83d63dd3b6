"""Paths as a person types them, on a machine where folders vanish and may not be looked into."""

import os
from pathlib import Path

from wizard.errors import SourceError
from wizard.printable import printable


def typed_path(text: str) -> Path:
    """The path, with `~` as the home folder where there is one."""
    path = Path(text.strip())
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def typed_paths(text: str) -> tuple[Path, ...]:
    """The paths of what was typed or dropped: one, or several, in quotes where they hold blanks."""
    import shlex

    whole = typed_path(text)
    if not text.strip() or is_file(whole) or is_folder(whole):
        return (whole,) if text.strip() else ()
    try:
        return tuple(map(typed_path, shlex.split(text)))
    except ValueError:
        return (whole,)


_OF_A_SITE, _SOURCES = ("plan.toml", "hosts.toml"), "sources"
"""What makes a folder one of a site, and where in it the configurations are."""


def files_at(path: Path) -> tuple[Path, ...]:
    """The path itself; of a folder the files in it, of a site folder its configurations. SourceError without any."""
    if not is_folder(path):
        return (path,)
    folder = path / _SOURCES if any(is_file(path / name) for name in _OF_A_SITE) else path
    try:
        with os.scandir(folder) as found:
            names = sorted(entry.name for entry in found if entry.is_file() and not entry.name.startswith("."))
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError(f"cannot be read: {reason}", hint="Name a file that you may read.", where=str(path)) from None
    if not names:
        raise SourceError(
            "there is no plan.toml and no other file in that folder", hint="Name a configuration.", where=str(path)
        )
    return tuple(folder / name for name in names)


def is_folder(path: Path) -> bool:
    """Whether a folder is there as far as one may look; a name that is too long names none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_file(path: Path) -> bool:
    """Whether a file is there as far as one may look; a name that is too long names none."""
    try:
        return path.is_file()
    except OSError:
        return False


def refusal_of_files(text: str) -> str:
    """Which of the typed paths is no file and no folder with files, "" where each is one."""
    missing = [str(path) for path in typed_paths(text) if not is_file(path) and not is_folder(path)]
    if missing:
        return f"{', '.join(missing)}: there is no such file, seen from {working_folder()}."
    try:
        files_typed(text)
    except SourceError as error:
        return f"{error}"
    return ""


def files_typed(text: str) -> tuple[Path, ...]:
    """The files that were typed, or that are in a folder that was; SourceError where one cannot be had."""
    return tuple(file for path in typed_paths(text) for file in files_at(path))


def refusal_of_folder(text: str) -> str:
    """Why no folder can have that name, "" where one can."""
    return "" if printable(text) == text else "No folder is made whose name has a character that cannot be seen."


def working_folder() -> Path:
    """The folder in which ez2flex was started, the uppermost one where it is gone."""
    try:
        return Path.cwd()
    except OSError:
        return Path("/")
