"""Paths as a person types them, on a machine where folders vanish and may not be looked into."""

from pathlib import Path

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
    if not text.strip() or is_file(whole):
        return (whole,) if text.strip() else ()
    try:
        return tuple(map(typed_path, shlex.split(text)))
    except ValueError:
        return (whole,)


def is_file(path: Path) -> bool:
    """Whether a file is there as far as one may look; a name that is too long names none."""
    try:
        return path.is_file()
    except OSError:
        return False


def refusal_of_files(text: str) -> str:
    """Which of the typed paths is no file, "" where each is one."""
    missing = [str(path) for path in typed_paths(text) if not is_file(path)]
    return f"{', '.join(missing)}: there is no such file, seen from {working_folder()}." if missing else ""


def refusal_of_folder(text: str) -> str:
    """Why no folder can have that name, "" where one can."""
    return "" if printable(text) == text else "No folder is made whose name has a character that cannot be seen."


def working_folder() -> Path:
    """The folder in which ez2flex was started, the uppermost one where it is gone."""
    try:
        return Path.cwd()
    except OSError:
        return Path("/")
