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
    device: str = ""
    line: int = 0
    """Of the configuration of that device, where the cursor was on one that was read."""
    stage: str = ""
    filter: str = ""
    cursor: int = 0
    """The row, where a list has nothing by which it is known better."""


def left_off(site: Path) -> LeftOff:
    """Where the site was left; what is not there, or is not ours, is nothing."""
    return _read(kept_row(_FILE, site))


def remember_left_off(site: Path, left: LeftOff) -> None:
    """Keeps where the site was left."""
    row: dict[str, object] = left._asdict() | {"read": sorted(left.read)[:_MOST_READ]}
    keep_row(_FILE, site, lambda: row)


def _read(row: dict[str, object]) -> LeftOff:
    read = row.get("read")
    texts = frozenset(text for text in read if isinstance(text, str)) if isinstance(read, list) else frozenset()
    return LeftOff(
        step=_text(row, "step"),
        question=_text(row, "question"),
        read=texts,
        device=_text(row, "device"),
        line=_number(row, "line"),
        stage=_text(row, "stage"),
        filter=_text(row, "filter"),
        cursor=_number(row, "cursor"),
    )


def _text(row: dict[str, object], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _number(row: dict[str, object], name: str) -> int:
    value = row.get(name)
    return value if isinstance(value, int) else 0
