"""What becomes of a plan whose folder somebody else wrote meanwhile."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import wizard.plan
from wizard.errors import EzError

if TYPE_CHECKING:
    from wizard.model.plan import Plan
    from wizard.plan.merge_edits import Merge
    from wizard.site.writer import Found, Writer


class Decision(StrEnum):
    """What a person may decide where the edit of somebody else contradicts the plan or cannot be read."""

    THEIRS = "theirs"
    """Go on with what is in the folder."""
    AGAIN = "again"
    """Look once more, for what could not be read is mended."""
    OURS = "ours"
    """Write the plan; theirs is kept beside it."""
    ELSEWHERE = "elsewhere"
    """Save the plan into another folder."""


class Difference(NamedTuple):
    """A site that somebody else wrote while it is open here."""

    names: tuple[str, ...]
    """The files that they changed."""
    ours: Plan
    found: Found | None = None
    """What is there now; None where it cannot be read."""
    merge: Merge | None = None
    """What becomes of their edit and ours."""
    error: EzError | None = None
    """Why it cannot be read."""

    @property
    def joined(self) -> Plan | None:
        """The plan with both edits; None where a person must decide."""
        return self.merge.plan if self.merge else None

    @property
    def theirs(self) -> tuple[str, ...]:
        """What the other edit changed, as it is typed; nothing where that is not known."""
        return self.merge.theirs if self.merge else ()

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What a person may decide, the likeliest first; what cannot be read cannot be taken over."""
        first = Decision.AGAIN if self.error else Decision.THEIRS
        return first, Decision.OURS, Decision.ELSEWHERE

    @property
    def kept_beside(self) -> tuple[str, ...]:
        """The names under which their files are kept where ours are written over them."""
        return tuple(f"{name}.orig" for name in self.names if "/" not in name)


def differing(site: Writer, base: Plan | None, ours: Plan, names: tuple[str, ...]) -> Difference:
    """What somebody else made of the site meanwhile, beside what is open here."""
    try:
        found = site.look(read_on=date.today())
    except EzError as error:
        return Difference(names, ours, error=error)
    return Difference(names, ours, found=found, merge=wizard.plan.merged(base, ours, found.plan) if base else None)
