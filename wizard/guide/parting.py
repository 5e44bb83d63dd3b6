"""The last sentence of the wizard: how the site stands, where it is, and what to type next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import wizard.plan
from wizard.typed_command import typed_command

if TYPE_CHECKING:
    from pathlib import Path

    from wizard.guide.progress import Judged
    from wizard.model.plan import Plan
    from wizard.sentence import Sentence


def parting(plan: Plan, folder: Path, found: Judged | None) -> Sentence:
    """What is said when the wizard is left; `found` is None where the plan as it is was not checked."""
    still_open = len(wizard.plan.open_rows(plan))
    blockers = found.blockers if found else 0
    parts = [f"{still_open} question{' is' if still_open == 1 else 's are'} open"] if still_open else []
    parts += [f"{blockers} thing{' blocks' if blockers == 1 else 's block'}"] if blockers else []
    checked = "nothing blocks" if found else "not checked since the last answer"
    following = typed_command(folder) if parts else typed_command("render", folder)
    return f"{folder} is saved: {', '.join(parts) or checked}. Next: {following}"
