"""The folder that a plan is kept in: a free one, and who may write it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import wizard.site
from wizard.errors import SiteRefused
from wizard.guide.opening import PROGRAM
from wizard.typed_command import typed_command

if TYPE_CHECKING:
    from wizard.model.plan import Plan


def free_folder(plan: Plan) -> Path:
    """`site-NAME` in the working folder, NAME being the first spoke; numbered where it is taken."""
    wanted = Path(f"site-{plan.spokes[0].device.lower()}")
    folder, number = wanted, 1
    while folder.exists():
        number += 1
        folder = wanted.with_name(f"{wanted.name}-{number}")
    return folder


def site_at(folder: Path) -> wizard.site.Writer:
    """Who may write a folder in which a site is to begin; SiteRefused where there is one already."""
    site = wizard.site.Writer(folder, PROGRAM)
    if site.holds_a_plan:
        site.close()
        raise SiteRefused(
            "there is another site in it",
            hint=f"Choose a folder that is new or empty; {typed_command(folder)} opens that site.",
            where=str(folder),
        )
    return site
