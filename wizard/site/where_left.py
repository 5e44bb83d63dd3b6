"""Where a site was left in the wizard, and which warnings were read there: known on this machine alone."""

from pathlib import Path
from typing import NamedTuple

from wizard.site.state_folder import keep_row, kept_row

_FILE = "left-off.json"
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
    return _read(kept_row(_FILE, site))


def remember_left_off(site: Path, left: LeftOff) -> None:
    """Keeps where the site was left."""
    row: dict[str, object] = {"step": left.step, "question": left.question, "read": sorted(left.read)[:_MOST_READ]}
    keep_row(_FILE, site, lambda: row)


def _read(row: dict[str, object]) -> LeftOff:
    step, question, read = row.get("step"), row.get("question"), row.get("read")
    return LeftOff(
        step if isinstance(step, str) else "",
        question if isinstance(question, str) else "",
        frozenset(text for text in read if isinstance(text, str)) if isinstance(read, list) else frozenset(),
    )
