"""The site folders that were written on this machine."""

import json
from pathlib import Path

from wizard.errors import SiteError
from wizard.site.atomic_replace import SiteFolder
from wizard.site.file_names import HOSTS, PLAN
from wizard.site.state_folder import keep, kept

_LIST = "sites.json"
_MOST = 50


def remember(site: Path) -> None:
    """Puts the folder first in the list of known sites."""

    def now(before: bytes) -> bytes:
        named = str(site.resolve())
        known = [named, *(folder for folder in _listed(before) if folder != named)]
        return json.dumps(known[:_MOST], indent=1).encode()

    keep(_LIST, now)


def known_sites() -> tuple[Path, ...]:
    """The site folders that were written on this machine and still exist, the newest first."""
    return tuple(path for path in map(Path, _listed(kept(_LIST))) if path.is_absolute() and is_site(path))


def is_site(folder: Path) -> bool:
    """Whether the folder holds a migration."""
    try:
        with SiteFolder(folder) as opened:
            return PLAN in opened.names()
    except (SiteError, ValueError):
        return False


def is_fetched(folder: Path) -> bool:
    """Whether routers were read into the folder, planned or not."""
    try:
        with SiteFolder(folder) as opened:
            return HOSTS in opened.names()
    except (SiteError, ValueError):
        return False


def _listed(data: bytes) -> tuple[str, ...]:
    """The paths in the list; whatever else stands there is none."""
    try:
        listed = json.loads(data or b"[]")
    except (ValueError, RecursionError):
        return ()
    if not isinstance(listed, list):
        return ()
    return tuple(
        dict.fromkeys(folder for folder in listed if isinstance(folder, str) and folder and "\0" not in folder)
    )[:_MOST]
