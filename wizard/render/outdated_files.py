"""Whether the files in `out/` are those of the plan as it is."""

from enum import Enum
from pathlib import Path

from wizard.errors import SiteError
from wizard.model.plan import Plan
from wizard.render.output_files import is_ours, rendered
from wizard.site import OF_THE_SITE, OUT
from wizard.site.atomic_replace import SiteFolder


class OutputState(Enum):
    """How the files that were written stand to the plan."""

    NONE = "nothing was written yet"
    CURRENT = "as the plan is"
    OUTDATED = "older than the plan"
    UNKNOWN = "cannot be read"


def output_state(plan: Plan, folder: Path) -> OutputState:
    """Compares every file below `out/` that is ours with what the plan renders now."""
    try:
        with SiteFolder(folder) as site:
            there = {f"{device}/{file}" for device in site.folders(OUT) for file in site.names(f"{OUT}/{device}")}
            ours = {name for name in there if is_ours(name)} | (OF_THE_SITE & {*site.names(OUT)})
            if not ours:
                return OutputState.NONE
            now = rendered(plan).files
            same = ours == now.keys() and all(site.read(f"{OUT}/{name}") == data for name, data in now.items())
    except SiteError:
        return OutputState.UNKNOWN
    return OutputState.CURRENT if same else OutputState.OUTDATED
