"""What still needs a person in each site, as it was when that was last looked at: known on this machine alone."""

from pathlib import Path
from typing import NamedTuple

from wizard.site.file_names import PLAN, SECRETS
from wizard.site.state_folder import keep_row, kept_row

_FILE = "needs.json"
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
    row = kept_row(_FILE, site)
    try:
        return _read(row) if row and row.get("written") == _written(site) else None
    except OSError:
        return None


def keep_needs(site: Path, needs: Needs) -> None:
    """Keeps what was found of the site as it is on disk."""
    keep_row(_FILE, site, lambda: {**needs._asdict(), "written": _written(site)})


def _written(site: Path) -> list[int]:
    """Size and time of the files that hold the answers: whoever writes one of them changes that."""
    found = [path.stat() for path in (site / PLAN, site / SECRETS) if path.exists()]
    return [number for file in found for number in (file.st_size, file.st_mtime_ns)]


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
