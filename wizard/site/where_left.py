"""Where a site was left in the wizard, and which warnings were read there: known on this machine alone."""

import json
from pathlib import Path
from typing import NamedTuple

from wizard.errors import SiteError
from wizard.site.atomic_replace import SiteFolder
from wizard.site.known import state_folder

_FILE = "left-off.json"
_MOST = 50
_MOST_READ = 1_000


class LeftOff(NamedTuple):
    """Where a site was left."""

    step: str = ""
    """"" where nobody knows."""
    question: str = ""
    """The key of the question under the cursor, as it is typed."""
    read: frozenset[str] = frozenset()
    """The warnings that were read, each by what tells it from the others."""


def left_off(site: Path) -> LeftOff:
    """Where the site was left; what is not there, or is not ours, is nothing."""
    try:
        with SiteFolder(state_folder()) as folder:
            kept = {} if folder.is_shared() else _kept(folder)
        return _read(kept.get(str(site.resolve())))
    except (SiteError, OSError, ValueError):
        return LeftOff()


def remember_left_off(site: Path, left: LeftOff) -> None:
    """Keeps where the site was left; a file that cannot be written is no reason to fail."""
    place = state_folder()
    try:
        named = str(site.resolve())
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        with SiteFolder(place) as folder:
            if not folder.is_shared():
                others = {name: row for name, row in _kept(folder).items() if name != named}
                row = {"step": left.step, "question": left.question, "read": sorted(left.read)[:_MOST_READ]}
                kept = dict(list({named: row, **others}.items())[:_MOST])
                folder.replace({_FILE: json.dumps(kept, indent=1).encode()})
    except (SiteError, OSError, ValueError):
        return


def _kept(folder: SiteFolder) -> dict[str, object]:
    try:
        kept = json.loads(folder.read(_FILE) or b"{}")
    except (SiteError, ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _read(row: object) -> LeftOff:
    if not isinstance(row, dict):
        return LeftOff()
    step, question, read = row.get("step"), row.get("question"), row.get("read")
    return LeftOff(
        step if isinstance(step, str) else "",
        question if isinstance(question, str) else "",
        frozenset(text for text in read if isinstance(text, str)) if isinstance(read, list) else frozenset(),
    )
