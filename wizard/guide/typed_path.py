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


def is_file(path: Path) -> bool:
    """Whether a file is there as far as one may look; a name that is too long names none."""
    try:
        return path.is_file()
    except OSError:
        return False


def refusal_of_folder(text: str) -> str:
    """Why no folder can have that name, "" where one can."""
    return "" if printable(text) == text else "No folder is made whose name has a character that cannot be seen."


def working_folder() -> Path:
    """The folder in which ez2flex was started, the uppermost one where it is gone."""
    try:
        return Path.cwd()
    except OSError:
        return Path("/")
