"""The site folders that were written on this machine."""

import json
import os
from pathlib import Path

from wizard.errors import SiteError
from wizard.site.atomic_replace import SiteFolder
from wizard.site.file_names import PLAN

_LIST = "sites.json"
_MOST = 50


def state_folder() -> Path:
    """Where what is known of this machine alone is kept."""
    given = os.environ.get("EZ2FLEX_STATE")
    if given:
        return Path(given)
    from platformdirs import user_state_path

    return user_state_path("ez2flex", appauthor=False)


def remember(site: Path) -> None:
    """Puts the folder first in the list of known sites; a list that cannot be written is no reason to fail."""
    folder = state_folder()
    try:
        named = str(site.resolve())
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with SiteFolder(folder) as opened:
            if not opened.is_shared():
                known = [named, *(folder for folder in _listed(opened) if folder != named)]
                opened.replace({_LIST: json.dumps(known[:_MOST], indent=1).encode()})
    except (SiteError, OSError, ValueError):
        return


def known_sites() -> tuple[Path, ...]:
    """The site folders that were written on this machine and still exist, the newest first."""
    try:
        with SiteFolder(state_folder()) as opened:
            listed = () if opened.is_shared() else _listed(opened)
    except SiteError:
        return ()
    return tuple(path for path in map(Path, listed) if path.is_absolute() and is_site(path))


def is_site(folder: Path) -> bool:
    """Whether the folder holds a migration."""
    try:
        with SiteFolder(folder) as opened:
            return PLAN in opened.names()
    except (SiteError, ValueError):
        return False


def _listed(folder: SiteFolder) -> tuple[str, ...]:
    """The paths in the list; whatever else stands there is none."""
    try:
        listed = json.loads(folder.read(_LIST) or b"[]")
    except (SiteError, ValueError, RecursionError):
        return ()
    if not isinstance(listed, list):
        return ()
    return tuple(
        dict.fromkeys(folder for folder in listed if isinstance(folder, str) and folder and "\0" not in folder)
    )[:_MOST]
