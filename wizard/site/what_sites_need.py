"""What still needs a person in each site, as it was when that was last looked at: known on this machine alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from wizard.errors import SiteError
from wizard.site.atomic_replace import SiteFolder
from wizard.site.file_names import PLAN, SECRETS
from wizard.site.known import state_folder

_FILE = "needs.json"
_MOST = 50
_MANY = 100_000
"""More than that nobody counted."""


class Needs(NamedTuple):
    """What needs a person in a site."""

    to_tell: int
    """Questions that are open."""
    blocks: int | None = None
    """What blocks beside them; None where it was not checked since the last answer."""


def kept_needs(site: Path) -> Needs | None:
    """What was found last; None where nobody looked, or the answers are others by now."""
    try:
        with SiteFolder(state_folder()) as folder:
            row = None if folder.is_shared() else _kept(folder).get(str(site.resolve()))
        return _read(row) if isinstance(row, dict) and row.get("written") == _written(site) else None
    except (SiteError, OSError, ValueError):
        return None


def keep_needs(site: Path, needs: Needs) -> None:
    """Keeps what was found of the site as it is on disk; a file that cannot be written is no reason to fail."""
    place = state_folder()
    try:
        named = str(site.resolve())
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        with SiteFolder(place) as folder:
            if not folder.is_shared():
                others = {name: row for name, row in _kept(folder).items() if name != named}
                row = {"to_tell": needs.to_tell, "blocks": needs.blocks, "written": _written(site)}
                kept = dict(list({named: row, **others}.items())[:_MOST])
                folder.replace({_FILE: json.dumps(kept, indent=1).encode()})
    except (SiteError, OSError, ValueError):
        return


def _written(site: Path) -> list[int]:
    """Size and time of the files that hold the answers: whoever writes one of them changes that."""
    found = [path.stat() for path in (site / PLAN, site / SECRETS) if path.exists()]
    return [number for file in found for number in (file.st_size, file.st_mtime_ns)]


def _kept(folder: SiteFolder) -> dict[str, object]:
    try:
        kept = json.loads(folder.read(_FILE) or b"{}")
    except (SiteError, ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _read(row: dict[str, object]) -> Needs | None:
    to_tell, blocks = row.get("to_tell"), row.get("blocks")
    if (
        isinstance(to_tell, int)
        and isinstance(blocks, int | None)
        and 0 <= to_tell <= _MANY
        and 0 <= (blocks or 0) <= _MANY
    ):
        return Needs(to_tell, blocks)
    return None
